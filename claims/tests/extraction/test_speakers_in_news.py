"""Who says it, in the ways of real news: descriptions, runs of quotations, sentences that go on, briefings."""

import pytest

from claims.extraction import Attribution, Candidate, analyse

DIRECT, INDIRECT, NARRATOR = Attribution.DIRECT, Attribution.INDIRECT, Attribution.NARRATOR
LIND = "“Ten ships sank,” said Ann Lind, mayor of Lunde, 54."


def last(text: str) -> Candidate:
    return analyse(text)[-1]


def said(candidate: Candidate) -> tuple[str, bool] | None:
    return None if candidate.speaker is None else (candidate.speaker.name, candidate.speaker.doubtful)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Foreign Minister Ann Lind arrived.\n\nThe top diplomat said 40 ships sank.", "Ann Lind"),
        ("The head of the port authority, Ann Lind, spoke.\n\nThe head of the authority said 40 sank.", "Ann Lind"),
        ("Ann Lind, 54, runs the port.\n\nThe 54-year-old said 40 ships sank.", "Ann Lind"),
        (f"{LIND} The mother of three said 40 burned.", "Ann Lind"),
        ("Sir Ewan Strake, who chairs the inquiry, said it sank. Sir Ewan said it burned.", "Ewan Strake"),
        ("“It sank,” the mediator, Ines Dorn, wrote.\n\nDorn said it burned.", "Ines Dorn"),
        ("Banco Tresor lost $3m.\n\nTresor said 40 banks had closed.", "Banco Tresor"),
        ("Banco Tresor lost $3m on Monday.\n\nThe bank said 40 branches had closed.", "Banco Tresor"),
        ("Shares in Novotek fell by 4 per cent. The Lunde-based firm said costs had risen.", "Novotek"),
        ("Shares in Novotek fell. The carmaker said costs had risen.", "Novotek"),
        ("Trade union Unisol said 4,000 walked out. The union said the offer was poor.", "Unisol"),
        ("The Sailors' Relief Committee said 40 sank. The group said ten burned.", "Sailors' Relief Committee"),
        ("Ann Lind runs the charity Sight Aid. “It works,” she said. The charity says it is cheap.", "Sight Aid"),
        ("Two people briefed on the row said it sank. It burned, the people said.", "Two people briefed on the row"),
        ("A pilot who left in March said it sank. “It burned,” the pilot added.", "pilot"),
        ("A source at the club said it sank.\n\n“He was warned twice,” the insider added.", "source at the club"),
        ("One councillor, speaking privately, said it sank. “It burned,” she added.", "One councillor"),
        ("A spokeswoman for Novotek said it sank. She said that it burned.", "spokeswoman for Novotek"),
        ("Lagoon Lines said it would sail. It did not say whether 40 ships sank.", "Lagoon Lines"),
    ],
)  # fmt: skip
def test_a_description_takes_up_whoever_was_named(text, name):
    candidate = last(text)
    assert candidate.attribution is not NARRATOR
    assert candidate.speaker is not None
    assert candidate.speaker.name == name


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Ann Lind, 54, met Bianca Moe. The 54-year-old said it sank.", False),
        (f"{LIND} The mother of three said it burned.", True),
        ("Foreign Minister Ann Lind arrived.\n\nThe top diplomat said 40 ships sank.", True),
    ],
)
def test_what_only_may_take_up_a_person_is_doubtful(text, doubtful):
    assert said(last(text)) == ("Ann Lind", doubtful)


def test_the_central_bank_is_no_company():
    text = "Novotek lost $3m, and Novotek said costs rose.\n\nThe central bank must approve it, it said in a note."
    assert said(last(text)) == ("central bank", False)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The ministry will decide next year, it said.", "ministry"),
        ("Prosecutors have opened 40 cases, they said.", "Prosecutors"),
        ("The trial, which followed 900 sailors, found that 40 had drowned.", "trial"),
        ("Welcoming the news, Ann Lind, head of the port, said it had 40 ships.", "Ann Lind"),
        ("A pilot who left the port in March told Concord that 40 ships sank.", "pilot"),
        ("Even Varland, its only ally, said it was opposed.", "Varland"),
        ("Rees's family has called on police to act.", "Rees's family"),
        ("Port Minister Ann Lind declined to say whether 40 ships sank.", "Ann Lind"),
        ("That is disputed by the union, whose head, Ann Lind, said 40 ships sank.", "Ann Lind"),
        ("State television quoted the governor, Ann Lind, as saying 40 ships sank.", "Ann Lind"),
        ("Varland’s state-run oil company, Varoil, said it had shut 40 wells.", "Varoil"),
        ("The regulator, the Civil Flight Office, said it had shut 40 ports.", "Civil Flight Office"),
    ],
)
def test_the_subject_of_the_saying(sentence, name):
    candidate = last(sentence)
    assert candidate.attribution is INDIRECT
    assert candidate.speaker is not None
    assert candidate.speaker.name == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“They have not paid,” the person said, speaking on condition of anonymity.", "person"),
        ("“Nobody wants to give way,” a senior official who was not allowed to speak told Concord.", "senior official"),
        ("“It is an invasion,” Tom Prue, the attorney general of Olden, one of the states, said.", "Tom Prue"),
        ("As Ann Lind, the mayor, put it: “We lost 40 ships in a night.”", "Ann Lind"),
        ("Ann Lind was blunt: “We lost 40 ships in a night.”", "Ann Lind"),
        ("Said Ann Lind: “We lost 40 ships in a night.”", "Ann Lind"),
        ("“We lost 40 ships,” the Courier quoted Ann Lind as saying.", "Ann Lind"),
        ("“We lost 40 ships,” the mum-of-two raged.", "mum-of-two"),
    ],
)  # fmt: skip
def test_a_quotation_is_direct_whatever_surrounds_it(sentence, name):
    candidate = last(sentence)
    assert candidate.attribution is DIRECT
    assert candidate.speaker is not None
    assert candidate.speaker.name == name


def test_a_few_quoted_words_are_reported_speech():
    assert (
        last("Ann Lind said she would be “asking some very sharp questions indeed”.").attribution is INDIRECT
    )


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("The plan was cheap, Ann Lind said. It had been agreed in March.", INDIRECT),
        ("The plan was cheap, Ann Lind said. It had been drawn up in March.", INDIRECT),
        ("The plan was cheap, Ann Lind said. It would save 40 ships.", INDIRECT),
        ("The plan was cheap, Ann Lind said. It was drawn up in March.", NARRATOR),
        ("The plan was cheap, Ann Lind said.\n\nIt had been drawn up in March.", NARRATOR),
        ("The plan was cheap. It had been drawn up in March.", NARRATOR),
    ],
)
def test_reported_speech_runs_on_where_its_tense_shows_it(text, attribution):
    candidate = last(text)
    assert candidate.attribution is attribution
    assert said(candidate) == (("Ann Lind", True) if attribution is INDIRECT else None)


def test_words_go_to_who_spoke_before_and_not_to_who_speaks_next():
    text = (
        "Ann Lind, head of the charity Alliance, said: “It took us ten years.\n\n“We have 40 ships.” "
        "The ships cost £12. Port Minister Olaf Berg added: “We paid for them.”"
    )
    found = {candidate.text: said(candidate) for candidate in analyse(text)}
    assert found["“We have 40 ships.”"] == ("Ann Lind", False)


def test_a_name_just_before_a_quotation_is_a_guess():
    assert said(last("Thomas Drew shook his head.\n\n“We lost 40 ships.”")) == ("Thomas Drew", True)
    assert said(last("Thomas Drew shook his head. “We lost 40 ships.”")) == ("Thomas Drew", True)


def test_a_new_topic_comes_before_an_earlier_speaker():
    text = (
        "“Ten ships sank,” said Anna Drew.\n\nFor Maria Renn, who runs a bakery, it was the end.\n\n"
        "“I lost 40 ovens,” she said."
    )
    assert said(last(text)) == ("Maria Renn", True)


def test_questions_in_a_briefing_are_nobodys():
    text = (
        "RUTH HALE, SPOKESPERSON: Good afternoon.\n\nQUESTION: Did it sink?\n\nHALE: It sank.\n\n"
        "QUESTION (Ola Berg, Courier): Did it burn?\n\nMS HALE: It burned.\n\nQ: Where?\n\nMS HALE: In Lunde.\n\nEND"
    )
    assert [said(candidate) for candidate in analyse(text)] == [
        ("Ruth Hale", False),
        None,
        ("Ruth Hale", False),
        ("Ola Berg", False),
        ("Ruth Hale", False),
        None,
        ("Ruth Hale", False),
        None,
    ]


def test_being_taken_somewhere_is_no_report():
    assert last("Two of them had been overcome by gas and taken to hospital.").attribution is NARRATOR


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The company, which owns 1,200 shops, denied the report.", "company"),
        ("The Dockers' Union, which speaks for 2,100 of the 2,600 men, denied it.", "Dockers' Union"),
    ],
)
def test_the_comma_in_a_figure_ends_no_clause(text, name):
    speaker = last(text).speaker
    assert speaker is not None
    assert speaker.name == name


@pytest.mark.parametrize(
    "text",
    [
        "The bill passed by 120 votes to 95 on Tuesday.",
        "The motion was rejected by 210 votes to 190.",
        "Its senate voted by 88 to 31 on Monday.",
        "The reserve raised rates by 0.25 points on Tuesday.",
        "A court ruled against the firm in May.",
        "A court ruled the tax unlawful in May.",
        "The yard built 19 ships last year, making it the second-largest in the bay.",
        "The authority has appealed.",
        "The authority has appealed to the high court.",
        "The council approved a plan that would close the port.",
        "Talks broke down on Monday after the union turned down an offer of 3 per cent.",
        "The tunnel has cost 3m crowns that parliament approved.",
        "Both governments accused each other of cheating.",
        "The town lies on the Lunde.",
        "Ministers failed to resolve stark disagreements over herring quotas.",
        "The trial continues.",
        "The bank did not respond to a request for comment.",
    ],
)
def test_what_is_done_is_told_by_the_article(text):
    found = last(text)
    assert found.attribution is NARRATOR
    assert found.speaker is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A court in Lunde ruled in May that the permit was void.", "court in Lunde"),
        ("A court ruled that the permit was void.", "court"),
        ("Ann Lind made it clear that 40 ships sank.", "Ann Lind"),
        ("The union appealed for calm.", "union"),
        ("The union lied about its members.", "union"),
        ("The union rejected the figure of 40.", "union"),
        ("The union accused the port of cheating.", "union"),
    ],
)
def test_rulings_and_reproaches_have_a_speaker(text, name):
    found = last(text)
    assert found.attribution is INDIRECT
    assert found.speaker is not None
    assert found.speaker.name == name


def test_acts_of_speech_are_reported_without_a_speaker():
    assert last("The council issued a statement on the herring.").attribution is INDIRECT
    assert last("The council voted to close the port.").attribution is INDIRECT
