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
        ("Kestria lost 40 boats since August, the Lunde minister, Ann Lind, said.", INDIRECT, "Ann Lind",
         "Kestria lost 40 boats since August."),
        ("Some 40 boats were moored in Lunde, the port minister, Ann Lind, said.", INDIRECT, "Ann Lind",
         "Some 40 boats were moored in Lunde."),
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


@pytest.mark.parametrize(
    ("sentence", "name", "mention"),
    [
        ("The WHO said 40 people died.", "WHO", "The WHO"),
        ("Human Rights Watch accused Varland of sinking 40 ships.", "Human Rights Watch", "Human Rights Watch"),
        ("Moscow said it sank 40 ships.", "Moscow", "Moscow"),
        ("Nato member Varland on Monday announced it was sending boats.", "Varland", "Nato member Varland"),
        ("The oil company Norvik said 40 ships sank.", "Norvik", "The oil company Norvik"),
        ("Port Minister Ann Lind said 40 ships sank.", "Ann Lind", "Port Minister Ann Lind"),
        ("Varland's prime minister, Olaf Berg, told parliament that 40 ships sank.", "Olaf Berg",
         "Varland's prime minister, Olaf Berg"),
        ("A spokeswoman for Ms Lind said 40 ships sank.", "spokeswoman for Ms Lind", "A spokeswoman for Ms Lind"),
        ("The port sank, three people with knowledge of the matter said.",
         "three people with knowledge of the matter", "three people with knowledge of the matter"),
        ("Shares fell, a person familiar with the talks said on Monday.", "person familiar with the talks",
         "a person familiar with the talks"),
        ("Critics say the plan is dead.", "Critics", "Critics"),
        ("A poll by the Courier found that 40 per cent of voters want a change.", "poll by the Courier",
         "A poll by the Courier"),
        ("Ministers hope to close the port by May.", "Ministers", "Ministers"),
        ("The ship, the register shows, sank in May.", "register", "the register"),
        ("The council put the cost at £3m.", "council", "The council"),
        ("“It sank,” sobbed Petra Holm, 43.", "Petra Holm", "Petra Holm"),
        ("''It sank,'' said Petra Holm.", "Petra Holm", "Petra Holm"),
        ("Dr Ilse Hoff of the Lunde Institute said 40 ships sank.", "Ilse Hoff", "Dr Ilse Hoff of the Lunde Institute"),
        ("Lord Vance said 40 ships sank.", "Lord Vance", "Lord Vance"),
        ("The navy criticised the plan.", "navy", "The navy"),
        ("The union vowed to fight the closure.", "union", "The union"),
        ("The plan was condemned by the fishermen's union.", "fishermen's union", "the fishermen's union"),
        ("Economists expect exports to rise.", "Economists", "Economists"),
        ("Prime Minister Theresa May said 40 ships sank.", "Theresa May", "Prime Minister Theresa May"),
    ],
)  # fmt: skip
def test_the_whole_source_is_the_mention(sentence, name, mention):
    candidate = analyse_sentence(sentence)
    assert candidate.attribution is not NARRATOR
    assert candidate.speaker is not None
    assert (candidate.speaker.name, candidate.speaker.mention) == (name, mention)


@pytest.mark.parametrize(
    "sentence",
    [
        "The treaty is ten pages long.",
        "Two ships sank near Lunde in May.",
        "The three debates are 90 minutes long.",
        "Rents rose by 9 per cent.",
        "The bridge reopened on Tuesday.",
        "Norvik sold its port for $3m.",
        "The storm hit the coast at dawn.",
        "It was cold.",
    ],
)
def test_no_report(sentence):
    assert analyse_sentence(sentence).attribution is NARRATOR


@pytest.mark.parametrize(
    "sentence",
    [
        "The union wants the port closed.",
        "She denied the charge.",
        "The mayor plans to resign.",
        "Lind is confident that the port will open.",
        "The board rejected his claim that 40 ships sank.",
        "The minister lashed out at the union.",
        "He has reportedly left the port.",
        "Voters are worried about prices.",
        "The court ruled that the law was void.",
        "The move drew praise from Petra Holm.",
    ],
)
def test_a_thought_a_plan_or_a_stance_is_reported(sentence):
    candidate = analyse_sentence(sentence)
    assert candidate.attribution is INDIRECT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norvik Systems ran the port. Norvik Systems sold it.\n\nThe company said 40 ships sank.", "Norvik Systems"),
        ("Norvik Water owns the port.\n\nNorvik said 40 ships sank.", "Norvik Water"),
        ("Khalid al-Omar arrived.\n\nal-Omar said 40 ships sank.", "Khalid al-Omar"),
        ("Petra Holm arrived.\n\n“It sank,” said Petra.", "Petra Holm"),
        ("“It sank,” said Petra Holm, Minister of Ports.\n\n“It burned,” the minister added.", "Petra Holm"),
        ("“It sank,” said Petra Holm.\n\n“It burned,” she added.", "Petra Holm"),
        ("A person close to the talks said it sank.\n\nThe same person said it burned.", "person close to the talks"),
        ("An independent study by the port found it sank.\n\nThe study found it burned.",
         "independent study by the port"),
        ("“It sank.\n\n“It burned,” Petra Holm said.", "Petra Holm"),
    ],
)  # fmt: skip
def test_a_name_outside_the_sentence(text, name):
    speaker = last(text).speaker
    assert speaker is not None
    assert speaker.name == name


def test_a_transcript_has_turns():
    text = (
        "PETRA HOLM: Good morning.\n\nThe Premier (Olaf Berg): We built 40 ships. They float.\n\n"
        "HOLM: They sank.\n\n(Interruption.)\n\nThe Premier: No."
    )
    found = [(c.attribution, c.speaker.name if c.speaker else None) for c in analyse(text)]
    assert found == [
        (DIRECT, "Petra Holm"),
        (DIRECT, "Olaf Berg"),
        (DIRECT, "Olaf Berg"),
        (DIRECT, "Petra Holm"),
        (NARRATOR, None),
        (DIRECT, "Olaf Berg"),
    ]


def test_one_label_makes_no_transcript():
    assert analyse("Analysis: The port is dead.\n\nIt sank.\n\nIt burned.")[0].attribution is not DIRECT
