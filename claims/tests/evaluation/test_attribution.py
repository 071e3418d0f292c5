"""The readers of the attribution data sets, on texts of our own."""

import pytest

from claims.evaluation import DatasetError, evaluate

TEXT = "The harbour ministry said exports fell.\n\nIt rained in Lunde.\n"
SAID = "The harbour ministry"
EXPORTS = "exports fell"


def brat(number, kind, words):
    start = TEXT.index(words)
    return f"T{number}\t{kind} {start} {start + len(words)}\t{words}\n"


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "port.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def annotate(corpus, content, annotator="ann"):
    path = corpus / "attributions" / f"port_{annotator}.ann"
    path.write_text(content, encoding="utf-8")


def shares(figures):
    return {figure.name: (figure.value, figure.cases) for figure in figures}


def test_polnear(corpus):
    annotate(corpus, brat(1, "Content", EXPORTS) + brat(2, "Source", SAID) + "R1\tAttribution Source:T2\n")
    found = shares(evaluate("polnear", corpus))
    assert found["attributed sentence F1"] == (1.0, 1)
    assert found["source token precision"] == (1.0, found["source token precision"][1])
    assert found["source token recall"][1] == 3


def test_polnear_that_marks_something_else(corpus):
    annotate(corpus, brat(1, "Content", "It rained in Lunde"))
    found = shares(evaluate("polnear", corpus))
    assert found["attributed sentence F1"] == (0.0, 1)
    assert found["source token F1"] == (0.0, 0)


def test_a_source_that_is_not_found_costs_recall(corpus):
    annotate(corpus, brat(1, "Content", "rained in Lunde") + brat(2, "Source", "It"))
    found = shares(evaluate("polnear", corpus))
    assert found["attributed sentence recall"] == (0.0, 1)
    assert found["source token recall"] == (0.0, 1)


def test_polnear_counts_an_article_for_each_annotator(corpus):
    annotate(corpus, brat(1, "Content", EXPORTS), "one")
    annotate(corpus, brat(1, "Content", EXPORTS), "two")
    assert shares(evaluate("polnear", corpus))["attributed sentence F1"] == (1.0, 2)


def test_a_discontinuous_source(corpus):
    annotate(corpus, brat(1, "Content", EXPORTS) + "T2\tSource 0 3;12 20\tThe ministry\n")
    assert shares(evaluate("polnear", corpus))["source token recall"][1] == 2


def test_a_malformed_annotation_is_named(corpus):
    annotate(corpus, brat(1, "Content", EXPORTS) + "T2\tSource zero three\tThe\n")
    with pytest.raises(DatasetError, match=r"port_ann\.ann: line 2: not a brat annotation"):
        evaluate("polnear", corpus)


def test_a_folder_without_annotations_is_named(corpus):
    with pytest.raises(DatasetError, match=r"no attributions/\*\.ann"):
        evaluate("polnear", corpus)


def test_annotations_without_their_text_are_named(corpus):
    annotate(corpus, brat(1, "Content", EXPORTS))
    (corpus / "text" / "port.txt").unlink()
    with pytest.raises(DatasetError, match=r"port\.txt: No such file"):
        evaluate("polnear", corpus)


def test_factappeal(tmp_path):
    path = tmp_path / "val.csv"
    path.write_text(
        "sentence,annotation\n"
        "x,<Source:Named:Official>The harbour ministry</Source:Named:Official> said "
        "<Fact_Appeal:Indirect_Quote>exports fell</Fact_Appeal:Indirect_Quote>.\n"
        "x,<Fact_No_Appeal>It rained in Lunde.</Fact_No_Appeal>\n",
        encoding="utf-8",
    )
    found = shares(evaluate("factappeal-sources", path))
    assert found["attributed sentence F1"] == (1.0, 1)
    assert found["source token recall"][1] == 3


def test_a_row_of_factappeal_that_is_too_short_is_named(tmp_path):
    path = tmp_path / "val.csv"
    path.write_text("sentence,annotation\nIt rained.\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"val\.csv: line 2: too few columns"):
        evaluate("factappeal-sources", path)


def test_factappeal_without_annotations_is_named(tmp_path):
    path = tmp_path / "val.csv"
    path.write_text("sentence\nIt rained.\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"val\.csv: no column annotation"):
        evaluate("factappeal-sources", path)
