"""Who says it."""

from datetime import date

import pytest

from claims.extraction import Attribution, Candidate, analyse, analyse_sentence

DIRECT, INDIRECT, NARRATOR = Attribution.DIRECT, Attribution.INDIRECT, Attribution.NARRATOR


def last(text: str) -> Candidate:
    return analyse(text)[-1]


@pytest.mark.parametrize(
    ("sentence", "attribution", "name", "statement"),
    [
        ("Exports rose by 12 per cent, the ministry said.", INDIRECT, "ministry", "Exports rose by 12 per cent."),
        ("The ministry said exports rose.", INDIRECT, "ministry", "Exports rose."),
        ("Ann Lind told the Courier that the port lost $3m.", INDIRECT, "Ann Lind", "The port lost $3m."),
        ("Ann Lind, who runs the port, said it lost $3m.", INDIRECT, "Ann Lind", "It lost $3m."),
        ("Earlier, Mr Vik said the port lost $3m.", INDIRECT, "Vik", "The port lost $3m."),
        ("According to the port office, 40 ships left.", INDIRECT, "port office", "40 ships left."),
        ("Half of the ships left, according to Ann Lind.", INDIRECT, "Ann Lind", "Half of the ships left."),
        ("“The port lost $3m,” said Ann Lind.", DIRECT, "Ann Lind", "The port lost $3m."),
        ('"We lost 40 boats," the harbour master, Tomas Vik, said.', DIRECT, "Tomas Vik", "We lost 40 boats."),
        ('"The port is shut," Quill Jonas, 25, said as others left.', DIRECT, "Quill Jonas", "The port is shut."),
        ("“It is odd,” Ann Lind said, “but 40 ships sank.”", DIRECT, "Ann Lind", "It is odd, but 40 ships sank."),
        ("Varland announced it was sending boats.", INDIRECT, "Varland", "Varland was sending boats."),
        ("The report found that one in five ships leaked.", INDIRECT, "report", "One in five ships leaked."),
    ],
)  # fmt: skip
def test_one_sentence(sentence, attribution, name, statement):
    candidate = analyse_sentence(sentence)
    assert candidate.attribution is attribution
    assert candidate.speaker is not None
    assert candidate.speaker.name == name
    assert candidate.statement == statement
    assert sentence[candidate.speaker.start : candidate.speaker.end] == candidate.speaker.mention


@pytest.mark.parametrize(
    "sentence",
    [
        "The harbour was closed for three weeks.",
        "United Harbours exports rose.",
        "The company found a buyer.",
        "The ship sank in a storm near Lunde.",
    ],
)
def test_the_articles_own_words(sentence):
    candidate = analyse_sentence(sentence)
    assert candidate.attribution is NARRATOR
    assert candidate.speaker is None


def test_a_report_inside_the_sentence_is_no_sure_speaker():
    candidate = analyse_sentence(
        "The treaty, something the union has said it would never sign, is ten pages long."
    )
    assert candidate.attribution is INDIRECT
    assert candidate.statement == candidate.text
    assert candidate.speaker is None or candidate.speaker.doubtful


def test_several_spellings_are_one_person():
    text = "Port Minister Ann Lind arrived. Ms Lind said the port lost $3m. Lind said it would close."
    speakers = [c.speaker for c in analyse(text)[1:]]
    assert {(s.name, s.role) for s in speakers if s} == {("Ann Lind", "Port Minister")}
    assert [s.mention for s in speakers if s] == ["Ms Lind", "Lind"]


def test_a_pronoun_takes_the_person_of_its_sex():
    text = "Ann Lind met Tomas Vik on the pier.\n\n“The port lost $3m,” she said."
    speaker = last(text).speaker
    assert speaker is not None
    assert (speaker.name, speaker.doubtful) == ("Ann Lind", False)


def test_a_pronoun_that_could_be_two_people_is_doubtful():
    speaker = last("Ann Lind met Bianca Moe on the pier.\n\n“The port lost $3m,” she said.").speaker
    assert speaker is not None
    assert speaker.doubtful


def test_a_pronoun_without_a_person_is_nobody():
    assert last("The pier was empty.\n\n“The port lost $3m,” she said.").speaker is None
    assert last("Tomas Vik left the pier.\n\n“The port lost $3m,” she said.").speaker is None


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Its chairman, Oskar Lindqvale, said 40 ships were lost.", "Oskar Lindqvale", "chairman"),
        ("Its head, General Runa Vance, said 40 ships were lost.", "Runa Vance", "General"),
        ("The union's secretary, Petra Holm, said it lost 40 ships.", "Petra Holm", "union's secretary"),
        (
            "Varland's harbour minister, Oskar Lindqvale, said 40 sank.",
            "Oskar Lindqvale",
            "Varland's harbour minister",
        ),
        ("Before a visit of the minister, Petra Holm, 40 sank. Holm said 40 sank.", "Petra Holm", "minister"),
        ("Petra Holm, the union’s secretary, said it lost 40 ships.", "Petra Holm", "union’s secretary"),
        ("The union, which Petra Holm leads, said 40 ships were lost.", "union", None),
        ("“We lost 40 boats,” fumed skipper Quill Jonas, 57.", "Quill Jonas", "skipper"),
        ("“We lost 40 boats!” Jonas raged.", "Jonas", None),
        ("In Lunde the head of the mission said 40 boats sank.", "head of the mission", None),
    ],
)
def test_a_name_beside_its_role(sentence, name, role):
    candidate = last(sentence)
    assert candidate.speaker is not None
    assert (candidate.speaker.name, candidate.speaker.doubtful) == (name, False)
    assert role is None or candidate.speaker.role == role
    assert "said" not in candidate.statement
    assert name not in candidate.statement


@pytest.mark.parametrize("subject", ["Its head", "Her lawyer", "The official"])
def test_a_role_that_nobody_holds_is_doubtful(subject):
    speaker = analyse_sentence(f"{subject} said 40 ships were lost.").speaker
    assert speaker is None or speaker.doubtful


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("The millers' federation said that 40 ships sank.", "40 ships sank."),
        ("The Pilots’ Mission lost 40 ships.", "The Pilots’ Mission lost 40 ships."),
        ("He blamed ‘the pilots’ fault’ for 40 wrecks.", "He blamed the pilots’ fault for 40 wrecks."),
        ("He blamed 'the pilots' for 40 wrecks.", "He blamed the pilots for 40 wrecks."),
        ("The board said that 40 ships sank and that 30 burned.", "40 ships sank and 30 burned."),
        ("The board said that 40 ships sank and that was odd.", "40 ships sank and that was odd."),
        ("The board told reporters in Port Ellis on Monday that 40 ships sank.", "40 ships sank."),
        (
            "The board said in Port Ellis that the laws that bind it are old.",
            "The laws that bind it are old.",
        ),
        ("Its chairman, Oskar Lind, told a rally in Port Ellis that 40 ships sank.", "40 ships sank."),
        ("The witness told the court the ship that sank was his.", "The ship that sank was his."),
        ("Varland denied that it sank 40 ships.", "Varland denied that it sank 40 ships."),
        ("In a letter to the council the board said that 40 ships sank.", "40 ships sank."),
    ],
)
def test_the_words_of_a_statement(sentence, statement):
    assert analyse_sentence(sentence).statement == statement


def test_a_raging_quotation_opens_no_sentence():
    assert [c.text for c in analyse("“We lost 40 boats!” Jonas raged. The port shut.")] == [
        "“We lost 40 boats!” Jonas raged.",
        "The port shut.",
    ]


def test_a_speaker_goes_on_in_the_same_paragraph():
    text = "“We lost 3,” said Quill Jonas.\n\nDr Lene Ulv says 40 ships sank. “Then 30 burned,” she said."
    speaker = last(text).speaker
    assert speaker is not None
    assert (speaker.name, speaker.doubtful) == ("Lene Ulv", False)


def test_the_official_is_the_one_before():
    text = "“The port is shut,” a senior customs official said.\n\n“It lost $3m,” the official added."
    speaker = last(text).speaker
    assert speaker is not None
    assert (speaker.name, speaker.mention) == ("senior customs official", "the official")


def test_a_role_stands_for_its_person():
    speaker = last("Port Minister Ann Lind arrived.\n\nThe minister said 40 ships were lost.").speaker
    assert speaker is not None
    assert (speaker.name, speaker.doubtful) == ("Ann Lind", False)


def test_a_counterpart_has_the_same_office():
    text = (
        "Varland Foreign Minister Olaf Berg said little during a visit by Osmark counterpart Ann Lind.\n\n"
        "Ms Lind said 40 ships were lost."
    )
    speaker = last(text).speaker
    assert speaker is not None
    assert speaker.role == "Osmark Foreign Minister"


def test_a_quotation_without_a_speaker_goes_on_doubtfully():
    text = "“The port lost $3m,” Ann Lind said.\n\n“It will lose more.”"
    speaker = last(text).speaker
    assert speaker is not None
    assert (speaker.name, speaker.doubtful) == ("Ann Lind", True)


def test_an_office_speaks_for_itself():
    speaker = analyse_sentence("President Olaf Berg's office said 40 ships were lost.").speaker
    assert speaker is not None
    assert speaker.name == "President Olaf Berg's office"


def test_a_day_that_owns_something_stays_a_word():
    found = analyse_sentence("Monday's vote cost 40 seats.", published_at=date(2026, 11, 12))
    assert found.statement == "Monday's vote cost 40 seats."
