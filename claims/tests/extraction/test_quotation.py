"""What is quoted."""

import pytest

from claims.extraction.quotation import Quotations, quotations
from claims.extraction.segmentation import paragraphs


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no” and left.", ["“no”"]),
        ('“Mixed marks," he said.', ['“Mixed marks,"']),
        ("‘British marks,’ she said. ‘It’s fine.’", ["‘British marks,’", "‘It’s fine.’"]),
        ("It's the officials' plan of the '90s.", []),
        ("The officials’ plan ‘is dead’, he said.", ["‘is dead’"]),
        ("“He called it ‘odd’ twice,” she said.", ["“He called it ‘odd’ twice,”"]),
        ("“Never closed, he said.\n\nNot quoted.", ["“Never closed, he said."]),
        ("Closed only” he said.", []),
        ("''Two single marks,'' he said.", ["''Two single marks,''"]),
        ("``Grave accents,'' he said.", ["``Grave accents,''"]),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


def test_a_quotation_goes_on_in_the_next_paragraph():
    text = "“One.\n\n“Two,” she said.\n\n“Another one.”"
    assert [(q.closed, q.continues) for q in quotations(text, paragraphs(text))] == [
        (False, False),
        (True, True),
        (True, False),
    ]


def test_asking_what_is_quoted():
    text = "He said “no”, then “yes”."
    found = Quotations(quotations(text, paragraphs(text)))
    assert [text[q.start : q.end] for q in found.within(0, len(text))] == ["“no”", "“yes”"]
    assert found.within(0, 8) == []
    assert [text[q.start : q.end] for q in found.within(14, 20)] == ["“yes”"]
