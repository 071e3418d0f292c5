"""What stands before and after a claim in its sentence, as patterns: linear, whatever the text."""

from __future__ import annotations

import re


def _any(phrases: str) -> str:
    """An alternation of the phrases, which commas part; a space in one stands for any white space."""
    return "(?:" + "|".join(r"\s".join(phrase.split()) for phrase in phrases.split(",")) + ")"


# What begins a clause of its own, so that what stands before it can go.
_CLAUSE_WORDS = _any(
    """
    the, a, an, this, these, those, there, he, she, it, they, we, you, I, his, her, its, their, our, my,
    your, all, both,
    each, every, some, many, most, more, fewer, less, few, several, no, nobody, none, not, only, just,
    even, almost,
    nearly, about, around, over, under, up to, at least, half, hundreds, thousands, millions, one, two,
    three, four,
    five, six, seven, eight, nine, ten, in, on, since, last, after, people, children, women, men,
    families, workers,
    taxpayers, prices, rents, taxes
    """
)
_CLAUSE = rf"(?=[\"“‘']?(?:{_CLAUSE_WORDS}\b|(?-i:[A-Z])|[\d$£€]))"

_JUDGED_NOUN = _any(
    """
    scandal, disgrace, shame, outrage, tragedy, travesty, pity, fact, truth, irony, joke, embarrassment,
    miracle,
    disaster, failure, secret, wonder, surprise, relief, victory, triumph
    """
)
_JUDGED = _any(
    """
    shameful, disgraceful, scandalous, outrageous, unacceptable, appalling, shocking, sad, tragic, astonishing,
    astounding, incredible, unbelievable, absurd, ridiculous, regrettable, unfortunate, ironic, telling,
    remarkable,
    striking, extraordinary, unfair, unjust, good, great, wonderful, terrible, awful, horrifying, horrific,
    infuriating, sickening, disgusting, wicked, cruel, obscene, inexcusable, unforgivable, intolerable,
    worrying,
    alarming, disappointing, depressing, embarrassing, insulting, laughable, pathetic, lamentable, deplorable,
    indefensible, heartbreaking, fantastic, amazing, brilliant, splendid, clear, obvious, evident,
    plain, undeniable,
    true, well known, worth noting
    """
)
_ADVERB = rf"(?:(?:{_any('very, so, just, quite, also, still')}|[a-z]+ly)\s)?"
_FELT = _any(
    """
    proud, sure, certain, convinced, confident, glad, pleased, delighted, sorry, ashamed, appalled,
    shocked, told, aware,
    happy, sad, angry, grateful
    """
)
_CALL = _any(
    """
    I['’]m telling you, I am telling you, I tell you,
    make no mistake, be in no doubt, let me tell you, believe me, trust me, to be clear, to be honest,
    to be frank,
    let us not forget, don['’]t forget, remember, frankly, honestly, look, listen, of course, as we speak,
    as you know, as we know, as everyone knows, as everybody knows, you know, we all know, everyone knows
    """
)
_SADLY = _any(
    """
    sadly, unfortunately, regrettably, shockingly, incredibly, amazingly, remarkably, tragically, outrageously,
    disgracefully, shamefully, clearly, obviously, thankfully, mercifully, fortunately, luckily, astonishingly,
    ironically, scandalously, worse, worse still, even worse, worst of all
    """
)

# "It is a scandal that …", "I am proud to say that …": what the speaker thinks of the claim that follows.
STANCES = re.compile(
    rf"""(?:(?:but|and|so|yet|well|look|now|still|because),?\s)?(?:
      it\s?(?:['’]s|is|was|remains)\s{_ADVERB}
        (?:(?:an?|the|no|our|such\sa)\s(?:\w+\s){{0,2}}?{_JUDGED_NOUN}|{_JUDGED})\s(?:that|how|when)\s{_CLAUSE}
    | the\s(?:\w+\s)?{_any("truth, fact, reality, scandal, tragedy, irony, point, upshot, bottom line")}\s
        (?:is|remains|of\sthe\smatter\sis),?\s(?:that\s)?{_CLAUSE}
    | (?:I|we)\s(?:(?:all|also|do|really)\s)?
        {_any("think, believe, know, feel, understand, reckon, remember")}\s(?:that\s)?{_CLAUSE}
    | (?:I\sam|I['’]m|we\sare|we['’]re)\s{_ADVERB}{_FELT}\s(?:to\s(?:say|report)\s)?(?:that\s)?{_CLAUSE}
    | there\s?(?:['’]s|is|was|can\sbe)\sno\s{_any("doubt, question, denying, disputing, escaping the fact")}\s
        (?:that\s)?{_CLAUSE}
    | let(?:\s(?:me|us)|['’]s)\sbe\s(?:\w+\s)?(?:clear|honest|frank)(?:\sabout\s[^,:;]{{1,40}})?[,:;]\s
        (?:that\s)?{_CLAUSE}
    | {_CALL}(?:[,:;]\s(?:that\s)?|\s[–—-]\s|\sthat\s){_CLAUSE}
    | (?:we|you|people|voters|nobody|no\sone|everyone)\s(?:must|should|can|cannot)\s(?:never\s|not\s|all\s)?
        (?:forget|remember|deny|doubt|see)\sthat\s{_CLAUSE}
    | (?:what\s?(?:['’]s|is)|how)\s(?:(?:most|more|even|really|so|truly)\s)?(?:{_JUDGED}|worse|more)\s
        (?:is\s|it\sis\s)?that\s{_CLAUSE}
    | what\s(?:I|we)\s(?:\w+\s){{0,2}}?(?:know|say|tell\syou|find|see)\s(?:is|was)\s(?:this:\s|that\s){_CLAUSE}
    | {_SADLY},\s
    )""",
    re.VERBOSE | re.IGNORECASE,
)

# "Internal documents show that …": what shows it is not the claim. "suggest" says less than the claim, and stays.
_EVIDENCE = _any(
    "documents, figures, receipts, emails, e-mails, records, accounts, papers, data, letters, minutes, messages, "
    "statistics, files"
)
_SHOW = r"(?:show|shows|showed|reveal|reveals|revealed|confirm|confirms|confirmed)"
SHOWN = re.compile(
    rf"(?:but\s|and\s)?(?:[\w’'-]+\s){{0,4}}?{_EVIDENCE}\s(?:[\w’'-]+\s){{0,8}}?{_SHOW}\s(?:that\s)?{_CLAUSE}",
    re.IGNORECASE,
)
# What a report leaves before its clause: "(has warned) since 2021 that …", "(the trouble, Ann Lind says,) is that …"
HANGING = re.compile(
    rf"(?:(?:is|was)|(?:since|in|on|at|for|during)\s(?:[^\s,.;:]+\s){{0,5}}?[^\s,.;:]+)\sthat\s{_CLAUSE}",
    re.IGNORECASE,
)
# "Governor, the state has lost …": to whom it is said.
_ADDRESSED = _any(
    """
    Speaker, President, Governor, Senator, Chairman, Chair, Chairwoman, Minister, Prime Minister, Secretary, Chancellor,
    Mayor, Premier, Deputy Speaker, Vice President
    """
)
VOCATIVE = re.compile(
    rf"(?:(?:(?:Mr|Mrs|Ms|Madam|Mister)\.?\s)?{_ADDRESSED}|My\sLords|Ladies\sand\sgentlemen|(?:My\s)?(?:friends|colleagues)|"
    r"Folks|Sir|Madam|Your\sHonou?r),\s"
)

# "Speaking in Oslo on Tuesday, …", "Asked about the delay, …": when and where it was said is no part of it.
_FRAMING = _any(
    """
    speaking, talking, writing, responding, replying, addressing, commenting, reacting, asked, pressed,
    questioned,
    challenged, quizzed, appearing, giving evidence, testifying, opening the debate, opening the session,
    opening the meeting
    """
)
_FRAMED = _any(
    """
    in, on, at, to, about, with, by, from, after, before, during, ahead, whether, why, how, if, what,
    who, when, where,
    alongside, under, outside, inside, via, for, as, later, earlier, yesterday, today, a, an, the, his,
    her, their, its,
    reporters, journalists, MPs, supporters, parliament, delegates, members, exclusively, publicly,
    anonymously, briefly
    """
)
FRAME = re.compile(rf"{_FRAMING}\s(?:{_FRAMED}\b|(?-i:[A-Z]))[^,;:]{{0,200}},\s", re.IGNORECASE)
FRAME_GOES_ON = re.compile(
    r"(?:(?-i:[A-Z])[\w’'-]*(?:\s(?-i:[A-Z])[\w’'-]*)?,\s)?"
    r"(?:(?:on|in|at|during|after|before|with|alongside|where|which|who)\s[^,;:]{1,120}),\s",
    re.IGNORECASE,
)
_WRITTEN = _any(
    "statement, interview, letter, tweet, post, speech, email, e-mail, memo, note, message, briefing, address, "
    "podcast, column, blog"
)
VENUE = re.compile(
    rf"in\s(?:an?|the|his|her|their|its|one)\s(?:[\w’'-]+\s){{0,4}}?{_WRITTEN}\b[^,;:]{{0,120}},\s"
    r"|at\s(?:an?|the|his|her|their|its)\s(?:[\w’'-]+\s){0,4}?(?:conference|briefing|hearing|rally|meeting)\b"
    r"[^,;:]{0,120},\s"
    r"|in\s(?:response|reply|reaction)(?:\sto\s[^,;:]{1,120})?,\s",
    re.IGNORECASE,
)
# "(said) in a statement (on Friday that) it had …": no comma parts it from the claim.
_SUBJECT = _any(
    "the, a, an, this, these, those, there, he, she, it, they, we, its, his, her, their, our, all, both, some, most"
)
SAID_IN = re.compile(
    rf"(?:in|via|through)\s(?:an?|the|his|her|its|their)\s(?:[\w’'-]+\s){{0,3}}?{_WRITTEN}\s"
    r"(?:(?:(?:late|early)\s)?(?:(?:last|this)\s)?(?:(?:on|in|to|at|for)\s)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|reporters|journalists)\s"
    r"(?:(?:morning|afternoon|evening|night)\s)?)?"
    rf"(?:that\s)?(?=[\"“‘']?(?:{_SUBJECT}\b|(?-i:[A-Z])|[\d$£€]))",
    re.IGNORECASE,
)
# "In what critics call a disgrace, …", "In a blow to the mayor, …"
_MOVE = _any("move, blow, sign, step, setback, boost, victory, bid, show, twist")
_MOVED = _any("of, to, that, which, for, seen, likely, aimed, described, welcomed, condemned")
LABELLED_MOVE = re.compile(
    r"in\s(?:what\s(?:[\w’'-]+\s){1,6}(?:call(?:s|ed)?|describ(?:e|es|ed)\sas|say|says|said|saw|see|is|was)\b"
    rf"|an?\s(?:[\w’'-]+\s)?{_MOVE}\s{_MOVED}\b)[^,;:]{{0,160}},\s",
    re.IGNORECASE,
)
# "MS LIND: We lost …" in a transcript
TURN = re.compile(r"(?:[A-Z][A-Z.’' -]{0,40}|[QA]|The\s[A-Z]\w+(?:\s[A-Z]\w+)?):\s")

_STIRRING = _any(
    """
    leading to, prompting, sparking, raising, fuelling, fueling, triggering, stoking, heightening,
    adding to, drawing,
    provoking, dashing, fanning, deepening, causing, creating, reviving, renewing, igniting, easing,
    leaving, attracting,
    inviting, generating, intensifying, increasing, arousing, dampening, boosting, bringing, to
    """
)
_FEELING = _any(
    """
    fear, fears, hope, hopes, concern, concerns, anger, outrage, criticism, condemnation, alarm, panic,
    speculation,
    worry, worries, anxiety, tension, tensions, doubt, doubts, question, questions, unease, calls,
    backlash, fury, debate,
    scrutiny, pressure, suspicion, suspicions, prospect, prospects, spectre, specter, uncertainty,
    dismay, controversy,
    praise, ridicule, sympathy, eyebrows, expectations, optimism, pessimism, jitters, resentment,
    frustration, confusion,
    accusations, warnings, complaints, disbelief, despair, joy, relief, an outcry
    """
)
_POINTING = _any(
    "underscoring, underlining, highlighting, signalling, signaling, illustrating, reflecting, demonstrating, "
    "cementing, exposing, confirming"
)
_JUDGES = _any(
    """
    critics, opponents, supporters, campaigners, experts, unions, many, some, echoed, condemned,
    welcomed, described,
    criticised, criticized, praised, slammed, denounced, hailed, branded, called, likely, seen, sure
    """
)
_SHAMED = _any("disgrace, scandal, shame, outrage, insult, joke, tragedy, mess, nonsense, wrong, enough")
_REALLY = _any(
    "a, an, the, simply, just, frankly, quite, utterly, totally, so, nothing short of, nothing but, absolutely, "
    "completely, not good"
)

# "…, raising hopes of a deal", "…, and that is a disgrace": what somebody makes of the claim before.
TAILS = re.compile(
    rf"""(?:,|;|\s[–—-])\s(?:(?:thus|thereby|further|also|and|but|so|in\sturn)\s)?(?:
      {_STIRRING}\s(?:[\w’'-]+\s){{0,4}}?{_FEELING}\b
    | {_POINTING}\s(?:how|what|the|a|an|his|her|its|their|just)\b
    | paving\sthe\sway\s
    | sending\san?\s(?:\w+\s)?(?:message|signal|warning)\s
    | (?:casting|throwing)\s[\w\s]{{0,20}}?doubt\b
    | in\s(?:what|a\s(?:move|sign|blow|boost|setback|decision|step)|an\sapparent)\b
    | an?\s{_any("move, decision, sentiment, claim, charge, view, call, step, practice, plan")}\s(?:(?:that|which)\s)?
        (?:(?:has\sbeen|was|have|had)\s)?{_JUDGES}\b
    | an?\s{_any("probable, possible, likely, veiled, clear, thinly, pointed, apparent")}\s(?:\w+\s)?
        {_any("reference, nod, swipe, allusion, dig, attempt")}\b
    | (?<=,\s)something\s(?:the|that|he|she|it|they|critics|many)\b
    | (?:much\s)?to\sthe\s
        {_any("dismay, delight, anger, relief, fury, surprise, horror, annoyance, frustration")}\sof\b
    | (?:I|we)\s(?:all\s)?{_any("think, believe, suspect, reckon, am sure")}\W{{0,2}}\Z
    | (?<=[,;–—]\s(?:and|but)\s)(?:I|we)\s(?:all\s)?
        {_any("think, believe, hope, suspect, reckon, fear, am sure, must, should, need to, have to, ought to, urge")}\b
    | (?<=[,;–—]\s(?:and|but)\s)(?:the\s\w+|they|you|he|she)\s(?:must|should|needs?\sto|ought\sto)\s(?!have\b|be\b)
    | (?<=[,;–—]\s(?:and|but)\s)(?:the|he|she|they|everyone|you)\s(?:[\w’'-]+\s){{0,4}}?
        (?:should|ought\sto|must)\sbe\sashamed\b
    | (?:[\w’'-]+\s){{0,8}}?{_EVIDENCE}\s(?:[\w’'-]+\s){{0,8}}?{_SHOW}\.?\Z
    | it\s(?:has\s)?(?:emerged|transpired|was\srevealed)\b
    | (?:which|(?<=[,;–—]\s(?:and|but)\s)(?:that|this|it))\s?(?:is|was|['’]s|remains)\s
        (?:(?:{_REALLY}|\w+ly)\s){{0,3}}(?:{_SHAMED}|{_JUDGED})\b(?!\s(?:that|to)\b)
    | an?\s(?:\w+\s)?(?:disgrace|scandal|outrage|insult|tragedy|travesty)\b
    | as\s(?:critics|campaigners|experts|opponents|many|unions)\s(?:\w+\s){{0,3}}?
        (?:warned|warn|feared|fear|predicted|hoped|hope|expected)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
