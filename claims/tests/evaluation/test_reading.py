"""What is said of a data set's files that are broken or empty."""

import pytest

from claims.evaluation import DatasetError, evaluate
from claims.evaluation.reading import csv_rows, json_file


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name\nLind\n", "no column role"),
        (b"", "no column name"),
        (b"name,role\nLind\n", "line 2: too few columns"),
        (b"name,role\nLind,\xff\n", "not UTF-8"),
        (b"\xff", "not UTF-8"),
        (b"n" * 200_000, "line 0: field larger than"),
    ],
)
def test_broken_csv(tmp_path, content, said):
    path = tmp_path / "set.csv"
    path.write_bytes(content)
    with pytest.raises(DatasetError, match=rf"set\.csv: {said}"):
        list(csv_rows(path, "name", "role"))


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"[", "not JSON: "), (b'"\xff"', "not UTF-8"), (b"[" * 100_000, "nested too deeply")],
)
def test_broken_json(tmp_path, content, said):
    path = tmp_path / "set.json"
    path.write_bytes(content)
    with pytest.raises(DatasetError, match=rf"set\.json: {said}"):
        json_file(path)


def test_what_a_spreadsheet_puts_first_is_no_part_of_a_column(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text("\ufeffname\nLind\n", encoding="utf-8")
    assert list(csv_rows(path, "name")) == [{"name": "Lind"}]


@pytest.mark.parametrize(
    ("dataset", "content"),
    [
        ("policlaim", "sentence,label\n"),
        ("claimbuster", "Text,Verdict,Speaker_party,Speaker\n"),
        ("factappeal", "sentence,annotation\n"),
        ("factappeal-sources", "annotation\n"),
        ("quantulum", "[]"),
        ("recognizers", "{}"),
    ],
)
def test_figures_over_nothing_are_none(tmp_path, dataset, content):
    path = tmp_path / "set"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError, match="set: no cases in it"):
        evaluate(dataset, path)
