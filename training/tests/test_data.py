"""What the training reads: the shapes of the three sources, and that nothing which judges the model also trains it."""

import json
from pathlib import Path

import pytest

from claims.evaluation import DatasetError
from claims.evaluation.gold import CORPUS, read_articles
from training import data
from training.data import TAGS, UNKNOWN, Example

OWN = Path(data.__file__).with_name("articles")


def spans(example):
    """The tagged pieces of an example in order: (tag, words)."""
    pieces = []
    for tag, character in zip(example.tags, example.text, strict=True):
        if not pieces or pieces[-1][0] != tag:
            pieces.append((tag, ""))
        pieces[-1] = (tag, pieces[-1][1] + character)
    return [(TAGS[tag], words) for tag, words in pieces if tag not in (UNKNOWN, TAGS.index("O"))]


def write(path, *articles):
    for number, sentences in enumerate(articles):
        (path / f"{number}.json").write_text(
            json.dumps({"title": "", "paragraphs": [sentences]}), encoding="utf-8"
        )


def sentence(text, *, check_worthy=True, attribution="narrator", source=(), content=()):
    return {
        "text": text,
        "check_worthy": check_worthy,
        "attribution": attribution,
        "source": list(source),
        "content": list(content),
    }


def test_claimbusters_verdicts_start_at_zero(tmp_path):
    file = tmp_path / "debates.csv"
    file.write_text('Text,Verdict\n"We cut taxes, twice.",1\nI am tall.,0\nThank you.,-1\n', encoding="utf-8")
    assert data.claimbuster(file) == [
        Example("We cut taxes, twice.", verdict=data.CHECK_WORTHY),
        Example("I am tall.", verdict=data.UNIMPORTANT),
        Example("Thank you.", verdict=data.NOT_FACTUAL),
    ]


def test_factappeals_tags_become_spans_and_the_inner_one_wins(tmp_path):
    file = tmp_path / "news.csv"
    inner = (
        "<Source:Named:Person>Ann Lind, <Source_Attribute>a nurse</Source_Attribute>,</Source:Named:Person>"
    )
    said = "<Fact_Appeal:Indirect_Quote>the ward had shut</Fact_Appeal:Indirect_Quote>"
    row = f"{inner} said {said} <Time>on Monday</Time>."
    file.write_text(f'sentence,annotation\nx,"{row}"\nx,Nothing here.\n', encoding="utf-8")
    told, plain = data.factappeal(file)
    assert told.text == "Ann Lind, a nurse, said the ward had shut on Monday."
    assert told.fact
    assert not plain.fact
    assert spans(told) == [
        ("SOURCE", "Ann Lind, "),
        ("ROLE", "a nurse"),
        ("SOURCE", ","),
        ("INDIRECT", "the ward had shut"),
    ]
    assert spans(plain) == []


@pytest.mark.parametrize("verdict", ["", "2", "yes"])
def test_another_verdict_is_named(tmp_path, verdict):
    file = tmp_path / "debates.csv"
    file.write_text(f"Text,Verdict\nI am tall.,{verdict}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=rf"debates\.csv: '{verdict}' is no Verdict"):
        data.claimbuster(file)


def test_a_tag_that_closes_nothing_is_named(tmp_path):
    file = tmp_path / "news.csv"
    file.write_text("annotation\nIt rained.</Fact_No_Appeal>\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"news\.csv: </Fact_No_Appeal> closes nothing"):
        data.factappeal(file)


def test_our_articles_tag_who_says_what(tmp_path):
    write(
        tmp_path,
        [
            sentence(
                "“The dam held,” said Ola Berg.",
                attribution="direct",
                source=["Ola Berg"],
                content=["“The dam held,”"],
            ),
            sentence("The dam broke in May."),
            sentence("It rained.", check_worthy=False),
        ],
    )
    quoted, told, scene = data.articles(tmp_path, held_out=False)
    assert spans(quoted) == [("DIRECT", "“The dam held,”"), ("SOURCE", "Ola Berg")]
    assert spans(told) == [("FACT", "The dam broke in May.")]
    assert set(scene.tags) == {UNKNOWN}  # whether it tells a fact is not labelled
    assert [one.check_worthy for one in (quoted, told, scene)] == [True, True, False]


def test_every_fifth_article_is_held_out(tmp_path):
    write(tmp_path, *([sentence(f"Article {number} says so.")] for number in range(10)))
    held_out = [one.text for one in data.articles(tmp_path, held_out=True)]
    assert held_out == ["Article 4 says so.", "Article 9 says so."]
    assert len(data.articles(tmp_path, held_out=False)) == 8


def test_a_folder_without_articles_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        data.articles(tmp_path, held_out=False)


def test_no_sentence_that_judges_the_model_trains_it():
    trained, chosen, gold = (
        {text for text in texts if len(text.split()) > 4}  # “Good morning.” may well be said twice
        for texts in (
            [one.text for one in data.articles(OWN, held_out=False)],
            [one.text for one in data.articles(OWN, held_out=True)],
            [one.text for article in read_articles(CORPUS) for one in article.sentences],
        )
    )
    assert not trained & gold
    assert not trained & chosen
    assert not gold & chosen
