"""The pairs of statements: how they are read and measured, and the gate that their figures must pass."""

import json

import pytest

from claims.evaluation import DatasetError, evaluate
from claims.evaluation.pairs import PAIRS, read_pairs
from claims.matching import Relation

# Each just under what is measured. A figure may only rise: raise its floor with it.
FLOORS = {
    "names: right relation": 1.0,
    "numbers-1: told apart by quantity": 1.0,
    "numbers-1: right relation": 1.0,
    "numbers-2: told apart by quantity": 0.99,
    "numbers-2: right relation": 0.99,
    "numbers-held-out: told apart by quantity": 1.0,
    "numbers-held-out: right relation": 1.0,
    "opposites: right relation": 1.0,
    "others-held-out: right relation": 1.0,
    "same: right relation": 1.0,
    "different_quantity: right relation": 0.99,
    "opposite: right relation": 1.0,
    "related: right relation": 1.0,
    "none: right relation": 1.0,
}


@pytest.fixture(scope="module")
def measured():
    return {figure.name: figure.value for figure in evaluate("pairs", PAIRS)}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(measured, name):
    assert measured[name] >= FLOORS[name], f"{name} fell to {measured[name]:.3f}"


def test_every_figure_has_a_floor(measured):
    assert set(FLOORS) == set(measured)


def test_the_set():
    read = {file.stem: read_pairs(file) for file in PAIRS.glob("*.jsonl")}
    numbers = [pair for name, pairs in read.items() if name.startswith("numbers") for pair in pairs]
    assert len(numbers) >= 380
    assert sum(pair.relation is Relation.SAME for pair in numbers) == len(numbers) / 2
    everything = [(pair.query, pair.other) for pairs in read.values() for pair in pairs]
    assert len(set(everything)) == len(everything)


# Reading

PAIR = {
    "query": "Nine boats sank.",
    "other": "19 boats sank.",
    "relation": "different_quantity",
    "cosine": 0.9,
}


def write(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_what_is_measured(tmp_path):
    wrong = PAIR | {"relation": "same"}
    file = write(tmp_path / "boats.jsonl", json.dumps(PAIR), "", json.dumps(wrong))
    assert [(figure.name, figure.value, figure.cases) for figure in evaluate("pairs", file)] == [
        ("boats: told apart by quantity", 0.5, 2),
        ("boats: right relation", 0.5, 2),
        ("same: right relation", 0.0, 1),
        ("different_quantity: right relation", 1.0, 1),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "not an object of cosine, other, query, relation"),
        (json.dumps(PAIR | {"speaker": "Ann Lind"}), "not an object of cosine, other, query, relation"),
        (json.dumps(PAIR | {"query": " "}), "query is not a text"),
        (json.dumps(PAIR | {"other": 7}), "other is not a text"),
        (json.dumps(PAIR | {"relation": "alike"}), "unknown relation 'alike'"),
        (json.dumps(PAIR | {"cosine": "0.9"}), "cosine is not a number from -1 to 1"),
        (json.dumps(PAIR | {"cosine": 1.5}), "cosine is not a number from -1 to 1"),
        (json.dumps(PAIR | {"cosine": float("nan")}), "cosine is not a number from -1 to 1"),
        (json.dumps(PAIR | {"relation": []}), "unknown relation []"),
    ],
)
def test_a_malformed_pair_is_named(tmp_path, line, said):
    file = write(tmp_path / "boats.jsonl", json.dumps(PAIR), line)
    with pytest.raises(DatasetError) as error:
        evaluate("pairs", file)
    assert str(error.value) == f"{file}: line 2: {said}"


def test_nothing_to_read_is_named(tmp_path):
    with pytest.raises(DatasetError, match=r"no \*\.jsonl"):
        evaluate("pairs", tmp_path)
    with pytest.raises(DatasetError, match="no pairs"):
        evaluate("pairs", write(tmp_path / "boats.jsonl"))
