"""Which words of a query are asked for."""

import pytest

from claims.retrieval.terms import MOST_TERMS, clauses, terms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The troops of Kestria are there.", ["troops", "kestria"]),
        ("5G, 100,000 and 2020/21", ["5g", "100", "000", "2020", "21"]),
        ("Kestria’s kestria KESTRIA", ["kestria"]),
        ("snake_case \0 🙂 \ud800", ["snake", "case"]),
        ("Cafe\u0301", ["café"]),
        ("x" * 65, []),
        ("", []),
    ],
)
def test_content_words_each_once(text, found):
    assert terms(text) == found


def test_a_long_text_has_a_bounded_number_of_terms():
    assert terms(" ".join(f"word{n}" for n in range(9999))) == [f"word{n}" for n in range(MOST_TERMS)]


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        ({}, []),
        ({"a": 3, "b": 5}, [("a",), ("b",)]),
        ({"a": 60, "b": 5, "c": 50}, [("b",), ("c",)]),
        # Beside "a", 10 are left: of "b" and "c" together 5 · 200 · 400 / 10,000 = 40 are expected.
        ({"a": 90, "c": 400, "b": 200}, [("a",)]),
        ({"a": 200, "c": 400, "b": 200}, [("a", "b"), ("a", "c"), ("b", "c")]),
        ({"a": 5000, "b": 9000, "c": 9000}, [("a", "b")]),
        ({"a": 5000}, [("a",)]),
    ],
)
def test_the_rarest_alone_then_pairs_as_long_as_they_fit(counts, chosen):
    assert clauses(counts, total=10_000, budget=100) == chosen
