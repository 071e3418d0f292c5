"""The claim's own span in its sentence, and the statement that stands alone. People and places are made up."""

from datetime import date

import pytest

from claims.extraction import analyse, analyse_sentence, extract
from claims.extraction.names import Names
from claims.extraction.segmentation import Sentence, Span
from claims.extraction.speakers import Voice
from claims.extraction.statement import find_claim
from claims.extraction.types import Attribution, Speaker

pytestmark = pytest.mark.usefixtures("every_sentence_counts")

DAY = date(2026, 11, 12)  # a Thursday


def claim_in(sentence: str) -> str:
    """The span of the best claim in the sentence."""
    found = extract(sentence, published_at=DAY)
    assert found, f"no claim in {sentence!r}"
    assert all(sentence[each.start : each.end] == each.text for each in found)
    return found[0].text


def last_statement(text: str) -> str:
    """The statement of the text's last sentence."""
    return analyse(text, published_at=DAY)[-1].statement


HOMES = "4,000 homes stand empty in Lunde"


@pytest.mark.parametrize(
    "before",
    [
        "It is a scandal that ", "It is shameful that ", "It's an absolute disgrace that ", "But it is a fact that ",
        "It is simply outrageous that ", "The truth is that ", "The sad fact is that ", "The fact remains that ",
        "There is no doubt that ", "There's no denying that ", "I believe that ", "We all know that ",
        "I am proud to say that ", "Make no mistake, ", "Let me be clear: ", "As everyone knows, ", "Sadly, ",
        "Worst of all, ", "We must never forget that ", "What is shocking is that ", "What I do know is that ",
        "Speaking in Osmark on Tuesday, ", "Asked about the delay, ", "In what critics call a disgrace, ",
        "In a blow to the mayor, ", "Speaking in Kessel, Varland, on Tuesday, ", "MS LIND: ", "Q: ",
        "Governor, ", "Mr Speaker, ", "Let's be honest about the record: ", "Internal documents show that ",
        "But figures from the ministry showed ",
    ],
)  # fmt: skip
def test_a_frame_or_a_stance_before_the_claim_is_cut(before):
    assert claim_in(f"{before}{HOMES}.") == f"{HOMES}."


@pytest.mark.parametrize(
    "after",
    [
        ", leading to fears in some capitals", ", raising hopes of a deal", ", sparking outrage in the town",
        ", in what critics call a disgrace", ", a move that critics condemned", ", underscoring the need for boats",
        ", and that is a disgrace", ", which is simply unacceptable", ", to the dismay of the union", " – a scandal",
        ", something the union has long feared", ", and we must act", ", I think", ", as campaigners have long warned",
        ", casting doubt on the plan", ", and the mayor should be ashamed", ", sending a clear message to the town",
        ", internal emails show", ", records of the port show", ", it emerged last night",
    ],
)  # fmt: skip
def test_what_somebody_makes_of_the_claim_is_cut(after):
    assert (
        claim_in(f"The port of Lunde lost 40 boats in 2021{after}.")
        == "The port of Lunde lost 40 boats in 2021"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The port lost 40 boats in 2021, leading to 300 job losses in the town.",
        "The port lost 40 boats, raising prices in the fish market of Lunde.",
        "The mayor cut the tax by 3 per cent, triggering a landslide of applications.",
        "The boats that were built before 1990 were sold in 2021.",
        "Boats which carry more than 40 people are banned in Lunde.",
        "The port lost 40 boats because the wall broke.",
        "The port lost 40 boats, more than any other in Varland.",
        "The port lost 40 boats, which are worth $3m.",
        "The port lost 40 boats, prompting anger in the town, and the mayor resigned in 2022.",
        "It is not true that the port lost 40 boats in 2021.",
        "It is unlikely that the port lost 40 boats in 2021.",
        "It is illegal that a boat carries more than 40 people.",
        "I doubt that the port lost 40 boats in 2021.",
        "If dockers earn less than $40 a day, they must be paid more.",
        "Under the law of 2021, the port must sell 40 boats.",
        "After the storm of 2021, it was clear that 40 boats were lost.",
        "Figures suggest that the port lost 40 boats in 2021.",
        "Mayor Ann Lind, who runs the port, lost 40 boats in 2021.",
        "In Kessel, 40 boats were lost in 2021.",
        "In 2021, the port of Lunde lost 40 boats.",
        "According to the plan of 2021 the port must have 40 boats.",
        "Speaking Osmarkian is banned in 40 schools of Varland.",
    ],
)
def test_what_is_part_of_the_claim_stays(sentence):
    candidate = analyse_sentence(sentence, published_at=DAY)
    if candidate.check_worthy:
        assert claim_in(sentence) == sentence
    assert candidate.statement == sentence


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Ann Lind said that the port lost 40 boats.", "the port lost 40 boats."),
        ("The port lost 40 boats, Ann Lind said on Tuesday.", "The port lost 40 boats"),
        ("The port lost 40 boats, according to the Harbour Ministry.", "The port lost 40 boats"),
        ("“The port lost 40 boats,” said Ann Lind.", "The port lost 40 boats"),
        ("‘The port lost 40 boats,’ said Ann Lind.", "The port lost 40 boats"),
        ("Asked about the storm, Ann Lind said the port lost 40 boats.", "the port lost 40 boats."),
        ("Ann Lind said it was a disgrace that 40 boats were lost in 2021.", "40 boats were lost in 2021."),
        ("“It is a disgrace that 40 boats were lost,” said Ann Lind.", "40 boats were lost"),
        (
            "“Cheap” boats of Lunde cost more than $40m in 2021.",
            "“Cheap” boats of Lunde cost more than $40m in 2021.",
        ),
        ('The port lost 40 "cheap" boats in 2021.', 'The port lost 40 "cheap" boats in 2021.'),
    ],
)
def test_attribution_and_quotation_marks_are_no_part_of_the_claim(sentence, claim):
    assert claim_in(sentence) == claim


def test_the_sentence_itself_stays_whole_in_the_analysis():
    sentence = "It is a scandal that 4,000 homes in Lunde stand empty, raising hopes of a change."
    (whole,) = analyse(sentence)
    (claim,) = extract(sentence)
    assert whole.text == sentence
    assert (whole.statement, claim.text) == (
        "4,000 homes in Lunde stand empty.",
        "4,000 homes in Lunde stand empty",
    )


PORT = "Ingrid Halvorsen runs the port of Lunde. "
RESOLVED = [
    # he and she: the speaker, or the one person named just before
    ("Tomas Vik said he had sold 40 boats.", "Tomas Vik had sold 40 boats."),
    ("Nora Lindqvist said her ministry lost $3m.", "Nora Lindqvist's ministry lost $3m."),
    (
        "Tomas Vik said his ministry lost $3m and he was sorry.",
        "Tomas Vik's ministry lost $3m and he was sorry.",
    ),
    (PORT + "She sold 40 boats in 2021.", "Ingrid Halvorsen sold 40 boats in 2021."),
    (PORT + "In 2021 she sold 40 boats.", "In 2021 Ingrid Halvorsen sold 40 boats."),
    (PORT + "Her port lost 40 boats.", "Ingrid Halvorsen's port lost 40 boats."),
    (PORT + "The bank gave her the 40 boats.", "The bank gave Ingrid Halvorsen the 40 boats."),
    (PORT + "The bank fired her in 2021.", "The bank fired Ingrid Halvorsen in 2021."),
    (PORT + "She's sold 40 boats.", "Ingrid Halvorsen has sold 40 boats."),
    (PORT + "She's the owner of 40 boats.", "Ingrid Halvorsen is the owner of 40 boats."),
    (PORT + "\n\nShe sold 40 boats in 2021.", "Ingrid Halvorsen sold 40 boats in 2021."),
    # it and its: the organisation or country that speaks or acts
    ("The Harbour Ministry said it lost 40 boats.", "The Harbour Ministry lost 40 boats."),
    ("The Harbour Ministry said its fleet lost 40 boats.", "The Harbour Ministry's fleet lost 40 boats."),
    ("The council said it lost 40 boats.", "The council lost 40 boats."),
    ("Norway lost the war. It exported 40 boats in 2021.", "Norway exported 40 boats in 2021."),
    ("Norway lost the war. Its exports fell by 4 per cent.", "Norway's exports fell by 4 per cent."),
    ("The Harbour Ministry won. It has sold 40 boats.", "The Harbour Ministry has sold 40 boats."),
    # they: those who speak
    ("Researchers said they had counted 40 boats.", "Researchers had counted 40 boats."),
    ("Police said they had seized 40 boats.", "Police had seized 40 boats."),
    # I and we
    ("“I lost 40 boats,” said Tomas Vik.", "Tomas Vik lost 40 boats."),
    ("“My company lost 40 boats,” said Tomas Vik.", "Tomas Vik's company lost 40 boats."),
    ("“I have lost 40 boats,” said Tomas Vik.", "Tomas Vik has lost 40 boats."),
    (
        "“We have lost 40 boats,” said Tomas Vik, a spokesman for the dockers' union.",
        "The dockers' union has lost 40 boats.",
    ),
    (
        "“Our members lost 40 boats,” said Tomas Vik, a spokesman for the dockers' union.",
        "The dockers' union' members lost 40 boats.".replace("union'", "union's"),
    ),
    # titles and short names
    ("Trade Minister Nora Lind left. The minister sold 40 boats.", "Nora Lind sold 40 boats."),
    ("Osmark Prime Minister Nora Lind left. The prime minister sold 40.", "Nora Lind sold 40."),
    ("“Last year I sold 40 boats,” said Tomas Vik.", "In 2025 Tomas Vik sold 40 boats."),
    ("Trade Minister Nora Lind left. The minister's son sold 40 boats.", "Nora Lind's son sold 40 boats."),
    ("The Harbour Ministry lost. The ministry sold 40 boats.", "The Harbour Ministry sold 40 boats."),
    ("Lunde Shipping Ltd won. The company sold 40 boats.", "Lunde Shipping Ltd sold 40 boats."),
    ("Kessel Lines, a ferry company, won. The company sold 40 boats.", "Kessel Lines sold 40 boats."),
    ("Norway lost the war. The country sold 40 boats.", "Norway sold 40 boats."),
    (
        "Osmark Foreign Minister Nora Lind left Osmark. The country's army lost 40 boats.",
        "Osmark's army lost 40 boats.",
    ),
    (
        "“This country sold 40 boats in 2021,” said Osmark President Nora Lind.",
        "Osmark sold 40 boats in 2021.",
    ),
    (PORT + "Ms Halvorsen sold 40 boats.", "Ingrid Halvorsen sold 40 boats."),
]


@pytest.mark.parametrize(("text", "statement"), RESOLVED)
def test_what_refers_back_is_resolved(text, statement):
    assert last_statement(text) == statement


KEPT = [
    # two people could be meant, or a stranger
    ("Tomas Vik met Henrik Solberg. He sold 40 boats.", "He sold 40 boats."),
    ("Tomas Vik met a driver. He sold 40 boats.", "He sold 40 boats."),
    ("Tomas Vik left. She sold 40 boats.", "She sold 40 boats."),
    ("He sold 40 boats, Tomas Vik said.", "He sold 40 boats."),
    ("“He sold 40 boats,” said Tomas Vik.", "He sold 40 boats."),
    # the person stands in the statement already
    ("Henrik Solberg sold his 40 boats.", "Henrik Solberg sold his 40 boats."),
    ("Norway sold her 40 boats.", "Norway sold her 40 boats."),
    ("In his letter, Henrik Solberg sold 40 boats.", "In his letter, Henrik Solberg sold 40 boats."),
    # "it" stands for something else, or for nothing
    ("Norway seized a boat. It sank in 2021.", "It sank in 2021."),
    ("The Harbour Ministry said it was hard to sell 40 boats.", "It was hard to sell 40 boats."),
    ("It lost 40 boats, the Harbour Ministry said.", "It lost 40 boats."),
    ("Norway lost. It rained for 40 days in 2021.", "It rained for 40 days in 2021."),
    # nobody knows who "we" are
    ("“We lost 40 boats,” said Tomas Vik.", "We lost 40 boats."),
    ("“I sold 40 boats and I am glad,” said Tomas Vik.", "I sold 40 boats and I am glad."),
    # two ministers, another minister, no minister
    (
        "Trade Minister Nora Lind met Health Minister Tomas Vik. The minister sold 40 boats.",
        "The minister sold 40 boats.",
    ),
    (
        "Trade Minister Nora Lind met a former minister. The minister sold 40 boats.",
        "The minister sold 40 boats.",
    ),
    ("Trade Minister Nora Lind left. The minister for health sold 40.", "The minister for health sold 40."),
    ("The minister sold 40 boats.", "The minister sold 40 boats."),
    ("Osmark Prime Minister Nora Lind left. The minister sold 40.", "The minister sold 40."),
    ("Osmark Vice President Nora Lind left. The president sold 40.", "The president sold 40."),
    ("“They sold me 40 boats,” said Tomas Vik.", "They sold me 40 boats."),
    ("“They know I sold 40 boats,” said Tomas Vik.", "They know I sold 40 boats."),
    ("The Harbour Ministry met the Health Ministry. The ministry sold 40.", "The ministry sold 40."),
    ("Norway fought Denmark. The country sold 40 boats.", "The country sold 40 boats."),
    ("Brodd & Stahl won. Henrik Stahl left. Brodd & Stahl sold 40.", "Brodd & Stahl sold 40."),
]


@pytest.mark.parametrize(("text", "statement"), KEPT)
def test_what_is_open_stays_as_it_stands(text, statement):
    assert last_statement(text) == statement


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("on Monday", "on 9 November 2026"),
        ("yesterday", "on 11 November 2026"),
        ("last month", "in October 2026"),
        ("last year", "in 2025"),
        ("in May", "in May 2026"),
        ("last week", "in the week of 2 November 2026"),
        ("since Monday", "since 9 November 2026"),
        ("since last year", "since 2025"),
        ("on 3 May", "on 3 May 2026"),
        ("on Monday night", "on the night of 9 November 2026"),
        ("over the past three weeks", "over the three weeks to 12 November 2026"),
        ("earlier this year", "earlier in 2026"),
    ],
)
def test_a_time_is_written_out(words, written):
    assert last_statement(f"The port lost 40 boats {words}.") == f"The port lost 40 boats {written}."


def test_today_in_a_quotation_may_mean_nowadays():
    assert last_statement("“The boats of today cost $40m,” said Ann Lind.") == "The boats of today cost $40m."
    assert last_statement("“We signed 40 contracts today,” said Ann Lind.").endswith("on 12 November 2026.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Soon after the vote, Ann Lind wrote to her 40,000 voters, “It is time to go,” and shared a map.",
        "Experts warned of a rise of 40 per cent in 2021.",
    ],
)
def test_what_is_no_clause_keeps_its_sentence(sentence):
    assert analyse_sentence(sentence).statement.split()[-1] == sentence.split()[-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "Monday’s vote cost the port $40m.",
        "The Friday meeting cost the port $40m.",
        "Today is the day on which 40 boats sank.",
        "The port lost 40 boats about two weeks ago.",
        "The port lost 40 boats in 2021.",
        "The port cost $4.8 billion in 2021.",
    ],
)
def test_a_time_that_is_part_of_a_name_or_absolute_stays(sentence):
    assert last_statement(sentence) == sentence


def test_without_the_articles_day_times_stay():
    sentence = "The port lost 40 boats on Monday."
    assert analyse_sentence(sentence).statement == sentence


@pytest.mark.parametrize(
    "opener",
    [
        "But ",
        "And ",
        "Meanwhile, ",
        "However, ",
        "Also, ",
        "As a result, ",
        "At the same time, ",
        "Moreover, ",
    ],
)
def test_a_connective_at_the_start_is_dropped(opener):
    assert last_statement(f"{opener}the port lost 40 boats.") == "The port lost 40 boats."


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("So far the port has lost 40 boats.", "So far the port has lost 40 boats."),
        ("“The port lost [in 2021] 40 boats,” said Ann Lind.", "The port lost in 2021 40 boats."),
        ("“The port lost[in 2021]40 boats,” said Ann Lind.", "The port lost in 2021 40 boats."),
        ("“The port lost [40 boats]in 2021,” said Ann Lind.", "The port lost 40 boats in 2021."),
        (
            "“[T]he port [of Lunde]’s cranes sink[ed] 40 boats,” said Ann Lind.",
            "The port of Lunde’s cranes sinked 40 boats.",
        ),
        ("The millers’ union lost 40 ‘cheap’ boats.", "The millers’ union lost 40 cheap boats."),
        ("“It lost 40 boats,” Ann Lind said. “Three”", "It lost 40 boats."),
        ("THE PORT SAID ITS FLEET LOST 40 BOATS.", "ITS FLEET LOST 40 BOATS."),
    ],
)
def test_how_a_statement_is_written(sentence, statement):
    assert analyse(sentence, published_at=DAY)[0].statement == statement


@pytest.mark.parametrize(
    "said",
    [
        "said in a statement", "said in a statement on Friday that",
        "said in a brief statement late on Tuesday", "said in its annual note",
    ],
)  # fmt: skip
def test_where_it_was_said_is_no_part_of_the_statement(said):
    sentence = f"GrainLink Ltd, the country's largest exporter, {said} it had sold 40 ships."
    assert last_statement(sentence) == "GrainLink Ltd had sold 40 ships."
    assert claim_in(sentence) == "it had sold 40 ships."


def test_in_a_statement_stays_where_it_is_part_of_the_claim():
    said = "The ministry said in a letter about the dam it had named 40 towns."
    assert last_statement(said).startswith("In a letter about the dam")


@pytest.mark.parametrize(
    ("before", "sentence", "statement"),
    [
        ("GrainLink Ltd sold 40 ships in 2021.", "The company said its fleet fell by 40 in 2022.",
         "GrainLink Ltd's fleet fell by 40 in 2022."),
        ("NovaChem AG lost 40 million marks in 2021.", "The firm said it had shut its plant in Lunde.",
         "NovaChem AG had shut its plant in Lunde."),
        ("The Harbour Ministry closed the port in 2021.", "The ministry said it had sold 40 ships.",
         "The Harbour Ministry had sold 40 ships."),
    ],
)  # fmt: skip
def test_a_company_s_name_takes_no_article_that_the_article_does_not_give_it(before, sentence, statement):
    assert last_statement(f"{before} {sentence}") == statement


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Sales fell 12% last quarter.", "Sales fell 12% in the third quarter of 2026."),
        ("Exports will rise next quarter.", "Exports will rise in the first quarter of 2027."),
        ("Exports fell in the second quarter of this year.", "Exports fell in the second quarter of 2026."),
        ("Exports fell in the fourth quarter of last year.", "Exports fell in the fourth quarter of 2025."),
        ("Output fell 3% last summer.", "Output fell 3% in the summer of 2026."),
        ("Output fell 3% since last summer.", "Output fell 3% since the summer of 2026."),
        ("Output fell 3% last winter.", "Output fell 3% in the winter of 2025-26."),
        ("They scored 40 goals in the third quarter.", "They scored 40 goals in the third quarter."),
        ("Output fell 3% in the last-quarter rush.", "Output fell 3% in the last-quarter rush."),
    ],
)
def test_quarters_and_seasons_are_written_out(sentence, statement):
    assert last_statement(sentence) == statement


@pytest.mark.parametrize(
    ("before", "sentence", "statement"),
    [
        ("Ships left Varland. Varland has a new law.", "Its parliament has 120 seats.",
         "Varland's parliament has 120 seats."),
        ("Ships left Varland. Varland has a new law.", "It received 890 million marks in 1996.",
         "Varland received 890 million marks in 1996."),
        ("GrainLink Ltd sold 40 ships in May.", "Its net profit fell 40% in 2021.",
         "GrainLink Ltd's net profit fell 40% in 2021."),
        ("GrainLink Ltd sold 40 ships in May.", "It shipped 40 tonnes in 2021.",
         "GrainLink Ltd shipped 40 tonnes in 2021."),
        ("A tanker sank in May.", "It received 40 tonnes in 2021.", "It received 40 tonnes in 2021."),
        ("Ann Lind lost her boat.", "It received 40 tonnes in 2021.", "It received 40 tonnes in 2021."),
    ],
)  # fmt: skip
def test_it_is_what_the_sentence_before_is_about(before, sentence, statement):
    assert last_statement(f"{before} {sentence}") == statement


@pytest.mark.parametrize(
    ("said", "statement"),
    [
        ("“We have lost 400 jobs,” said GrainLink Ltd.", "GrainLink Ltd has lost 400 jobs."),
        ("“We have lost 40 of our 90 ships,” said GrainLink Ltd.", "GrainLink Ltd has lost 40 of its 90 ships."),
        ("“Our fleet lost 40 of our 90 ships,” said GrainLink Ltd.",
         "GrainLink Ltd's fleet lost 40 of its 90 ships."),
        ("“We lost 40 ships in our country,” GrainLink Ltd said.", "We lost 40 ships in our country."),
        ("“We lost 40 ships,” the Harbour Ministry said.", "The Harbour Ministry lost 40 ships."),
        ("“Our fleet lost 40 ships,” GrainLink Ltd said.", "GrainLink Ltd's fleet lost 40 ships."),
        ("“We are losing 40 ships a year,” the ministry said.", "We are losing 40 ships a year."),
        ("“We lost 40 ships and we want them back,” GrainLink Ltd said.", "We lost 40 ships and we want them back."),
        ("“Our country lost 40 ships,” GrainLink Ltd said.", "Our country lost 40 ships."),
        ("“We lost 40 ships,” NovaChem AG said.", "NovaChem AG lost 40 ships."),
        ("“We lost 40 ships,” Jonas said.", "We lost 40 ships."),
        ("“We lost 40 ships,” Nora Lind said.", "We lost 40 ships."),
        ("“They paid shareholders 40 million marks,” Nora Lind said.", "They paid shareholders 40 million marks."),
    ],
)  # fmt: skip
def test_we_is_the_organisation_that_speaks(said, statement):
    assert last_statement(said) == statement


@pytest.mark.parametrize(
    ("claim", "mention", "role", "attribution"),
    [
        ("it had lost 40 ships", "Sealink Group", None, Attribution.INDIRECT),
        ("its fleet lost 40 ships", "Sealink Group", None, Attribution.INDIRECT),
        ("We lost 40 ships", "Sealink Group", None, Attribution.DIRECT),
        ("We lost 40 ships", "Ann Lind", "head of the Sealink Group", Attribution.DIRECT),
        ("I lost 40 ships", "Ann Lind", None, Attribution.DIRECT),
        ("she had lost 40 ships", "Ann Lind", None, Attribution.INDIRECT),
        ("they had lost 40 ships", "Researchers", None, Attribution.INDIRECT),
        ("our country lost 40 ships", "Ann Lind", "president of Varland", Attribution.DIRECT),
    ],
)  # fmt: skip
@pytest.mark.parametrize("doubtful", [True, False])
def test_a_doubtful_speaker_s_name_is_not_written_into_a_statement(
    claim, mention, role, attribution, doubtful
):
    before = "Ms Ann Lind was there in 2021. "
    text = f"{before}{mention} said {claim}."
    start, at = len(before), len(text) - len(claim) - 1
    speaker = Speaker(mention, role, mention, start, start + len(mention), doubtful)
    sentence = Sentence(start, len(text), 0)
    voice = Voice(attribution, speaker, (Span(at, len(text)),))
    names = Names(text, [Span(0, len(text))])
    statement = find_claim(text, sentence, None, voice, (), names).statement
    named = [name for name in ("Sealink", "Ann Lind", "esearchers", "Varland") if name in statement]
    assert bool(named) is not doubtful
