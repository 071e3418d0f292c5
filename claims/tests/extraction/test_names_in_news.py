"""Names as news writes them: companies, relatives, nicknames, letters and particles, and how they are resumed."""

import time

import pytest

from claims.extraction import Attribution, EntityType, analyse


def said(text: str) -> tuple[str, bool] | None:
    speaker = analyse(text)[-1].speaker
    return None if speaker is None else (speaker.name, speaker.doubtful)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The sea took Project X. As Dorval said, 40 sank. Ann Dorval said it burned.", "Ann Dorval"),
        ("He was known as Mr X.\n\nAnn Dorval said 40 ships sank.", "Ann Dorval"),
        ("It was announced on X. Ann Dorval said 40 ships sank.", "Ann Dorval"),
        ("J. R. Dorval said 40 ships sank.", "J. R. Dorval"),
    ],
)
def test_a_letter_that_ends_a_sentence_is_no_initial(text, name):
    assert said(text) == (name, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Corbel Securities said 40 sank.\n\nThe company said ten burned.", "Corbel Securities"),
        ("A ship left the Selby islands. Lagoon Lines said 40 sank.\n\nThe company said ten burned.", "Lagoon Lines"),
        ("Kelly Motors said 40 cars burned. It said ten sank.", "Kelly Motors"),
        ("Castle Steel said 40 mills had closed. The company said ten burned.", "Castle Steel"),
        ("David Steel said 40 mills had closed. He said ten burned.", "David Steel"),
        ("Lunde-listed Novotek said 40 ships sank.", "Novotek"),
        ("Shares in Lunde-listed Novotek fell. The company said 40 ships sank.", "Novotek"),
    ],
)  # fmt: skip
def test_a_company_is_nobody(text, name):
    assert said(text) == (name, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Peter Moe wept. His wife Kelly said it sank.", "Kelly"),
        ("Peter Moe wept. “It sank,” said his wife Kelly.", "Kelly"),
        ("Sian Bevan gave birth at sea. Her husband, Tom, said it sank.", "Tom"),
        ("Ann Lind wept. Her 19-year-old son Jon said it sank.", "Jon"),
        ("Jamie Moe fell. “It sank,” his mother, Leanne Moe, told jurors. “Ten burned,” Mrs Moe said.", "Leanne Moe"),
        ("Emily said 40 ships sank. Emily Moe said ten burned.", "Emily Moe"),
    ],
)  # fmt: skip
def test_relatives_are_people_by_their_first_names(text, name):
    assert said(text) == (name, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thomas “Sparky” Drew said 40 ships sank.", "Thomas Drew"),
        ('Thomas "Sparky" Drew, 54, left. Drew said ten burned.', "Thomas Drew"),
        ("Tom Lind MP said 40 ships sank. Mr Lind said ten burned.", "Tom Lind"),
        ("Rosa Akers KC, for the defence, said 40 sank. “Ten burned,” she said.", "Rosa Akers"),
        ("“Forty sank,” said Anneke de Wit, the broker's head of research.", "Anneke de Wit"),
        (
            "“It sank,” said Anneke de Wit, the head of research.\n\n“Ten burned,” De Wit added.",
            "Anneke de Wit",
        ),
        ("Marco van der Berg said 40 ships sank. Mr van der Berg said ten burned.", "Marco van der Berg"),
        ("Brig Gen Ivo Brandt said 40 sank. He said ten burned.", "Ivo Brandt"),
    ],
)
def test_a_person_is_known_by_nickname_letters_and_particles(text, name):
    assert said(text) == (name, False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Miles Fen, defending, said 40 sank. The barrister said ten burned.", "Miles Fen"),
        ("Miles Fen, defending, spoke of his client, Colin Prew. The barrister said ten burned.", "Miles Fen"),
        ("Det Insp Graham Tull, of Lunde Police, said 40 sank. The officer said ten burned.", "Graham Tull"),
        ("Dr Priya Sand said 40 sank. Ivo Moe wept. The doctor said ten burned.", "Priya Sand"),
        ("“It sank,” Amal Saleh, a mother of four, told Radio Lunde. “Ten burned,” she added.", "Amal Saleh"),
        ("Ann Lind's Labour opponent, Bo Moe, said 40 sank. Mr Moe said ten burned.", "Bo Moe"),
        ("Sheikh Omar bin Rashid Tal said 40 sank. Sheikh Omar said ten burned.", "Omar bin Rashid Tal"),
        ("Secretary-General Ann Lind said 40 sank. The secretary-general said ten burned.", "Ann Lind"),
        ("Beatriz Orr, a paramedic, said 40 sank. Ivo Moe wept. The paramedic said ten burned.", "Beatriz Orr"),
        ("Lord Tarn said 40 sank. The peer said ten burned.", "Lord Tarn"),
        ("A patients' group, Harrow Mums, said it had 8,300 signatures.", "Harrow Mums"),
        ("The port ministry left.\n\nA spokesman for Novotek said ten burned.\n\nIt said 12 were lost.", "Novotek"),
        ("The port ministry said 4 sank. A spokesman for the ministry said ten sank. It said 9 did.", "port ministry"),
        ("Colin Prew spoke to police. “I never missed one,” he said, according to a transcript.", "Colin Prew"),
    ],
)  # fmt: skip
def test_who_is_resumed_by_title_office_or_body(text, name):
    assert said(text) is not None
    assert said(text)[0] == name


def test_a_partner_in_business_is_nobody():
    entities = analyse("Corbel's partner Novotek said 40 ships sank.")[-1].entities
    assert EntityType.PERSON not in {entity.type for entity in entities}
    assert said("Peter Moe wept. His partner Novella said 40 sank. She said ten burned.") == (
        "Novella",
        False,
    )


def test_the_company_is_rather_the_one_whose_name_says_so():
    text = (
        "Northern Lakes Water spilled sewage at Skelmere. Save Skelmere, which found it, said 40 fell ill at Skelmere. "
        "The Environment Inspectorate said it had looked.\n\nThe company said a sensor was faulty."
    )
    assert said(text) == ("Northern Lakes Water", True)


@pytest.mark.parametrize("name", ["Unisol", "OT Dock"])
def test_a_union_whose_name_does_not_say_so_is_a_guess(name):
    assert said(f"{name}, which represents 800 sailors, said 40 sank.\n\nThe union said ten burned.") == (
        name,
        True,
    )


def test_a_body_that_opens_the_article_has_the_name_that_follows():
    text = "The ward will close, the health board has confirmed.\n\nHartland Health Board said 19 posts were vacant."
    assert analyse(text)[0].speaker.name == "Hartland Health Board"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A builder forged 40 records, a court has heard.", "court"),
        ("A midwife warned managers that 40 beds were empty, an inquest heard.", "inquest"),
        ("Colin Prew, 52, of Marsh Lane, denies that 40 sank.", "Colin Prew"),
        (
            "Council leader Dawn Frayle, who was elected in 2021, thanked residents and said 40 sank.",
            "Dawn Frayle",
        ),
        ("His ex-wife, Wendy, told the trial she had found 40 coins.", "Wendy"),
    ],
)
def test_who_says_it_is_not_who_stands_nearest(text, name):
    assert said(text) == (name, False)


@pytest.mark.parametrize(
    "text", ["Elmar Drew was blunt. “Forty ships sank.”", "Elmar Drew was blunt.\n\n“Forty ships sank and ten burned.”"]
)  # fmt: skip
def test_whoever_was_blunt_says_what_is_quoted_next(text):
    candidate = analyse(text)[-1]
    assert candidate.attribution is Attribution.DIRECT
    assert candidate.speaker is not None
    assert candidate.speaker.name == "Elmar Drew"


@pytest.mark.parametrize(
    "piece",
    [
        "X. ",
        "his wife ",
        "Ann “Sparky” ",
        "Mr van der ",
        "A. “B” ",
        "spokesman for ",
        "Ann Lee KC, ",
        "’s young son ",
    ],
)
def test_names_repeated_without_end_are_read_in_linear_time(piece):
    began = time.process_time()
    analyse(piece * 4_000)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday the Dockers' Union said that 40 men left.", "Dockers' Union"),
        ("The Dockers' Union rejected the offer.", "Dockers' Union"),
        ("Prices rose by twice the Varland Central Bank's target of 2%.", "Varland Central Bank"),
    ],
)
def test_a_body_is_named_with_the_word_that_says_what_it_is(text, name):
    [candidate] = analyse(text)
    assert [(entity.text, entity.type) for entity in candidate.entities] == [(name, EntityType.ORGANISATION)]


def test_a_bank_is_no_union():
    text = (
        "The Dockers' Union rejected the offer. Profits rose 12% in May from a year earlier, the bank said."
    )
    assert said(text) in (("bank", True), ("bank", False))


@pytest.mark.parametrize("month", ["Feb", "Sept", "Nov", "Nov."])
def test_a_month_cut_short_is_no_name(month):
    [candidate] = analyse(f"In Lunde prices rose by 3 per cent in {month} 2024 and fell in {month} 2025.")
    assert [entity.text for entity in candidate.entities] == ["Lunde"]


@pytest.mark.parametrize("name", ["Corbel Research", "Ann Drew Research", "Lagoon Economics"])
def test_who_sells_research_is_no_person(name):
    [candidate] = analyse(f"Prices rose by 3 per cent, {name} said.")
    assert [(entity.text, entity.type) for entity in candidate.entities] == [(name, EntityType.ORGANISATION)]
    assert candidate.speaker is not None
    assert candidate.speaker.name == name
