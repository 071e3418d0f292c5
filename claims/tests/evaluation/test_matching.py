"""Our own claims and the statements that repeat them: how they are read and measured, and their floors."""

import json

import pytest

from claims.evaluation import DatasetError, evaluate
from claims.evaluation.matching import MATCHES, read_queries

# Each just under what is measured. A figure may only rise: raise its floor with it.
FLOORS = {
    "queries: MAP@5": 0.99,
    "queries: right answers that are suggested": 0.97,
    "queries: silent once the answer is removed": 0.97,
    "queries: silent where there is no answer": 0.95,
}


@pytest.fixture(scope="module")
def measured():
    return {figure.name: figure.value for figure in evaluate("matching", MATCHES)}


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(measured, name):
    assert measured[name] >= FLOORS[name], f"{name} fell to {measured[name]:.3f}"


def test_every_figure_has_a_floor(measured):
    assert set(FLOORS) == set(measured)


def test_the_set():
    claims = [json.loads(line) for line in (MATCHES / "claims.jsonl").read_text("utf-8").splitlines()]
    queries = read_queries(MATCHES / "queries.jsonl")
    assert len({claim["vclaim_id"] for claim in claims}) >= 60
    assert len({query.text for query in queries}) >= 60
    assert sum(not query.answers for query in queries) >= 20


# Reading

CLAIMS = [
    {"vclaim_id": "a", "vclaim": "Nine boats sank off Saint Orne."},
    {"vclaim_id": "b", "vclaim": "Torvia exports more salt than any other country."},
]
QUERY = {"query_id": "1", "query": "9 boats sank off Saint Orne", "vclaim_id": "a"}


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "claims.jsonl", *map(json.dumps, CLAIMS))
    return tmp_path


def write(path, *lines):
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_what_is_measured(folder):
    wrong = {"query_id": "2", "query": "Nine boats sank off Saint Orne.", "vclaim_id": "b"}
    none = {"query_id": "3", "query": "Good evening.", "vclaim_id": None}
    write(folder / "dev.jsonl", *map(json.dumps, (QUERY, wrong)), "", json.dumps(none))
    write(folder / "train.jsonl", json.dumps(QUERY), json.dumps(QUERY | {"vclaim_id": "b"}))
    figures = [(figure.name, figure.value, figure.cases) for figure in evaluate("matching", folder)]
    assert figures == [
        ("dev: MAP@5", pytest.approx((1 + 1 / 2) / 2), 2),
        ("dev: right answers that are suggested", pytest.approx(1 / 2), 2),
        ("dev: silent once the answer is removed", pytest.approx(1 / 2), 2),
        ("dev: silent where there is no answer", 1, 1),
        ("train: MAP@5", 1, 1),
        ("train: right answers that are suggested", pytest.approx(1 / 2), 2),
        ("train: silent once the answer is removed", 1, 1),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "not an object of query_id, query, vclaim_id"),
        ('{"query_id": "1", "query": "a"}', "not an object of query_id, query, vclaim_id"),
        (json.dumps(QUERY | {"query": 7}), "query_id or query is no text"),
        (json.dumps(QUERY | {"query_id": None}), "query_id or query is no text"),
        (json.dumps(QUERY | {"vclaim_id": True}), "vclaim_id is neither an id nor null"),
        (json.dumps(QUERY | {"vclaim_id": 1.5}), "vclaim_id is neither an id nor null"),
    ],
)
def test_a_malformed_line_is_named(folder, line, said):
    file = write(folder / "dev.jsonl", json.dumps(QUERY), line)
    with pytest.raises(DatasetError) as error:
        evaluate("matching", folder)
    assert str(error.value) == f"{file}: line 2: {said}"


def test_a_malformed_claim_is_named(folder):
    write(folder / "dev.jsonl", json.dumps(QUERY))
    file = write(folder / "claims.jsonl", "{}")
    with pytest.raises(DatasetError) as error:
        evaluate("matching", folder)
    assert str(error.value) == f"{file}: line 1: no vclaim_id"


def test_nothing_to_measure_is_named(folder):
    with pytest.raises(DatasetError, match=r"no \*\.jsonl beside claims\.jsonl"):
        evaluate("matching", folder)
    write(folder / "dev.jsonl")
    with pytest.raises(DatasetError, match="no cases"):
        evaluate("matching", folder)


def test_a_folder_without_claims(tmp_path):
    write(tmp_path / "dev.jsonl", json.dumps(QUERY))
    with pytest.raises(DatasetError, match=r"claims\.jsonl: No such file or directory"):
        evaluate("matching", tmp_path)
