"""Paragraphs and sentences."""

import pytest

from claims.extraction.segmentation import WINDOW, paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, paragraphs(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["The train left at 5 p.m. on Tuesday.", "It was late."],
        ["The train left at 6 p.m. Tuesday night.", "It was late."],
        ["She came at 7 p.m.", "Then the rain began."],
        ["The U.S. Army moved.", "Nobody minded."],
        ["Mr. Vik met Dr. Lind and Sen. Ann Moe (D-N.C.) at noon.", "All left."],
        ["“Why?” Ms Lind asked.", "“Stop!” he said.", "She did."],
        ["“The port is shut.", "It lost $4.5m,” she said.", "He left."],
        ['It said: "This is so."', '"That is new," she said.'],
        ["He left.", "(A sentence.", "Another one.)", "The end."],
        ["Prices rose by 3.5 per cent.", "Then they fell."],
        ["He flew to the U.S.", "The talks failed."],
        ["He works in the U.S.", "Nobody knows."],
        ["The U.S. Senate met the U.N. Security Council.", "They left the U.K.", "It rained."],
        ["They met on Jan. 5.", "He left in Dec.", "The rest stayed until May.", "I was there."],
        ["He lives at No. 10.", "No.", "He does not."],
        ["He lives on Main St.", "The bank is near St. Anne’s."],
        ["Lind Inc. lost $3.5m.", "It joined Vik Corp.", "The firm closed."],
        ["J. R. Vik met A.B. Lind.", "They spoke of plan B.", "It failed."],
        ["It cost 3.5m.", "He waited… and left.", "And so...", "The end."],
        ["‘It is so.’", "‘It is not.’", "‘My client won,’ he said."],
        ["It was worth £2.2m in June.", "‘My client won,’ he said."],
        ["He did not tell me.", "Walt said no.", "Thank you."],
        ["It ran at 40 m.p.h.", "The car broke."],
    ],
)
def test_sentences(expected):
    assert split(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "space", ["\u00a0", "\u2009", "\u202f", "\u3000", "”\u00a0", "\u200b\u00a0", "\u00a0\u00a0"]
)
def test_a_wide_space_before_a_full_stop(space):
    expected = [f"They spoke of plan B{space}.", "Then 5 people left."]
    assert split(" ".join(expected)) == expected
    assert split(f"K{space}.") == [f"K{space}."]
    assert "".join(split(f"The U.S{space}. Army moved.")).endswith("Army moved.")


@pytest.mark.parametrize("bullet", ["• ", "- ", "* ", ""])
def test_lines_of_a_list_are_sentences_of_their_own(bullet):
    lines = [f"{bullet}The port lost 40 boats", f"{bullet}The town lost 3", f"{bullet}Nobody won"]
    assert split("\n".join(lines)) == lines


def test_a_heading_without_a_full_stop_stays_apart():
    text = "Boats lost in Lunde\nThe port lost 40 boats in 2021. Then it closed."
    assert split(text) == ["Boats lost in Lunde", "The port lost 40 boats in 2021.", "Then it closed."]


def test_marks_stay_with_their_sentence():
    assert split("He said it. “We won.” She left.") == ["He said it.", "“We won.”", "She left."]


def test_a_blank_line_parts_paragraphs_whatever_the_line_ends():
    for end in ("\n", "\r\n", "\r", "\u2029"):
        assert split(f"A headline{end}{end}One sentence.") == ["A headline", "One sentence."]


def test_hard_wrapped_lines_are_joined():
    text = (
        "The harbour of Lunde was closed for three weeks after the storm, and the\n"
        "Varland ministry said that ships had to wait outside the bay until the\n"
        "wind fell.\n\nA second paragraph."
    )
    assert [text[p.start : p.end].count("\n") for p in paragraphs(text)] == [2, 0]
    assert len(split(text)) == 2


def test_lines_of_their_own_stay_apart():
    text = "A caption of the harbour\nPowered by robots\n\n" + "The harbour was closed after the storm. " * 5
    assert [text[p.start : p.end] for p in paragraphs(text)][:2] == [
        "A caption of the harbour",
        "Powered by robots",
    ]


def test_no_sentence_is_longer_than_the_window():
    found = split("word " * 5_000)
    assert max(map(len, found)) <= WINDOW
    assert "".join(found).replace(" ", "") == "word" * 5_000


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00\x01", "\ufeff"])
def test_nothing_in_nothing_out(text):
    assert split(text) == []
