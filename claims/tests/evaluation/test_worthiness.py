"""The readers of the check-worthiness data sets, on a few rows of our own."""

import csv

import pytest

from claims.evaluation import DatasetError, evaluate

CLAIM = "Exports of salt rose by 12 per cent in 2021."
IDLE = "Good evening, and thank you all."


def write(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def shares(figures):
    return {figure.name: (figure.value, figure.cases) for figure in figures}


CLAIMBUSTER = ["Sentence_id", "Text", "Speaker", "Speaker_party", "Verdict"]


def test_claimbuster(tmp_path):
    path = write(
        tmp_path / "groundtruth.csv",
        CLAIMBUSTER,
        [1, CLAIM, "Ann Lind", "REFORM", "1"],
        [2, IDLE, "Ann Lind", "REFORM", "-1"],
        [3, "The harbour has two cranes, three ships and 40 gulls.", "Tomas Vik", "UNION", "0"],
    )
    found = shares(evaluate("claimbuster", path))
    assert found["check-worthy recall"] == (1.0, 1)
    assert found["labelled check-worthy"] == (pytest.approx(1 / 3), 3)


def test_policlaim(tmp_path):
    path = write(tmp_path / "train.csv", ["label", "sentence"], ["1", CLAIM], ["0", IDLE])
    found = shares(evaluate("policlaim", path))
    assert found["check-worthy F1"] == (1.0, 1)
    assert found["average precision"] == (1.0, 2)


def test_a_wrong_label_lowers_the_figures(tmp_path):
    path = write(tmp_path / "train.csv", ["label", "sentence"], ["0", CLAIM], ["1", IDLE])
    found = shares(evaluate("policlaim", path))
    assert found["check-worthy F1"] == (0.0, 1)
    assert found["average precision"] == (0.5, 2)


def test_factappeal(tmp_path):
    path = write(
        tmp_path / "val.csv",
        ["sentence", "annotation"],
        [CLAIM, f"<Fact_No_Appeal>{CLAIM}</Fact_No_Appeal>"],
        [IDLE, IDLE],
    )
    assert shares(evaluate("factappeal", path))["check-worthy F1"] == (1.0, 1)


def test_a_sentence_may_run_over_lines_and_hold_any_mark(tmp_path):
    path = write(
        tmp_path / "train.csv",
        ["sentence", "label"],
        ['"Exports rose\nby 12 per cent," she said; "in 2021".', "1"],
    )
    assert shares(evaluate("policlaim", path))["check-worthy recall"] == (1.0, 1)


@pytest.mark.parametrize(
    ("dataset", "header", "missing"),
    [
        ("claimbuster", ["Text", "Speaker", "Speaker_party"], "Verdict"),
        ("claimbuster", ["Verdict", "Speaker", "Speaker_party"], "Text"),
        ("policlaim", ["label"], "sentence"),
        ("factappeal", ["sentence"], "annotation"),
        ("policlaim", [], "sentence"),
    ],
)
def test_a_missing_column_is_named(tmp_path, dataset, header, missing):
    path = write(tmp_path / "set.csv", header)
    with pytest.raises(DatasetError, match=rf"set\.csv: no column {missing}$"):
        evaluate(dataset, path)


def test_a_short_row_is_named(tmp_path):
    path = write(tmp_path / "set.csv", ["sentence", "label"], [CLAIM, "1"], [IDLE])
    with pytest.raises(DatasetError, match=r"set\.csv: line 3: too few columns"):
        evaluate("policlaim", path)


def test_a_field_without_end_is_named(tmp_path):
    path = tmp_path / "set.csv"
    path.write_text("sentence,label\n" + "x" * (csv.field_size_limit() + 1) + ",1\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"set\.csv: line"):
        evaluate("policlaim", path)
