"""PolNeAR and FactAppeal as their makers publish them: how they are read and what is counted."""

import pytest

from claims.evaluation import DatasetError, evaluate

TEXT = "Ann Lind said 40 ships sank.\nThe port is grey.\nThe pier burned, a diver said.\n"


def folder(path, annotations, text=TEXT):
    (path / "text").mkdir()
    (path / "attributions").mkdir()
    (path / "text" / "story.txt").write_text(text, encoding="utf-8")
    (path / "attributions" / "story_1a2b.ann").write_text(annotations, encoding="utf-8")
    return path


def values(dataset, path):
    return {figure.name: (round(figure.value, 3), figure.cases) for figure in evaluate(dataset, path)}


def test_polnear(tmp_path):
    annotations = (
        "T1\tSource 0 8\tAnn Lind\nT2\tContent 14 27\t40 ships sank\nT3\tCue 9 13\tsaid\n"
        "E1\tAttribution:T4 Source:T1\nT5\tContent 47 55;56 62\tThe pier burned\nT6\tSource 64 71\ta diver\n"
        "the rest of a text with a line break\n"
    )
    found = values("polnear", folder(tmp_path, annotations))
    assert found["attributed sentence F1"] == (1.0, 2)
    assert found["source token F1"] == (1.0, 4)


def test_a_source_that_is_not_found_costs_recall(tmp_path):
    annotations = "T1\tSource 29 37\tThe port\nT2\tContent 38 45\tis grey\n"
    found = values("polnear", folder(tmp_path, annotations))
    assert found["attributed sentence recall"] == (0.0, 1)
    assert found["source token recall"] == (0.0, 2)


def test_factappeal(tmp_path):
    path = tmp_path / "val.csv"
    path.write_text(
        "sentence,annotation\nx,<Source:Named:Official>Ann Lind</Source:Named:Official> said "
        "<Fact_Appeal:Indirect_Quote>40 ships sank</Fact_Appeal:Indirect_Quote>.\n"
        "x,<Fact_No_Appeal>The port is grey.</Fact_No_Appeal>\n",
        encoding="utf-8",
    )
    found = values("factappeal-sources", path)
    assert found["attributed sentence F1"] == (1.0, 1)
    assert found["source token F1"] == (1.0, 2)


def test_a_folder_without_annotations(tmp_path):
    with pytest.raises(DatasetError, match=r"no attributions/\*\.ann"):
        evaluate("polnear", tmp_path)


def test_a_line_that_is_no_annotation(tmp_path):
    with pytest.raises(DatasetError, match="line 1: not a brat annotation"):
        evaluate("polnear", folder(tmp_path, "T1\tSource\n"))


def test_a_csv_without_its_column(tmp_path):
    path = tmp_path / "val.csv"
    path.write_text("sentence\nx\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="no column annotation"):
        evaluate("factappeal-sources", path)
