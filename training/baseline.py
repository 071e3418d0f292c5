"""`python -m training.baseline --data PATH`: words and pairs of words under logistic regression, the figure to beat.

Fitted on ClaimBuster's `crowdsourced.csv` alone. It prints F1 at one half and the average precision for each set.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.pipeline import make_pipeline

from claims.evaluation.gold import CORPUS, read_articles
from training import data


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.baseline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the data sets")
    folder: Path = parser.parse_args().data
    learned = data.claimbuster(folder / "claimbuster" / "crowdsourced.csv")
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10, max_iter=1000),
    )
    model.fit([one.text for one in learned], [one.verdict == data.CHECK_WORTHY for one in learned])
    for name, texts, labels in _judges(folder):
        scores = model.predict_proba(texts)[:, 1]
        f1, precision = f1_score(labels, scores >= 0.5), average_precision_score(labels, scores)
        print(f"{name}: F1 {f1:.3f}, average precision {precision:.3f} ({len(texts):,})")


def _judges(folder: Path) -> Sequence[tuple[str, list[str], list[bool]]]:
    debates = data.claimbuster(folder / "claimbuster" / "groundtruth.csv")
    facts = data.factappeal(folder / "factappeal" / "val.csv")
    with (folder / "policlaim" / "train.csv").open(encoding="utf-8", newline="") as file:
        speeches = list(csv.DictReader(file))
    gold = [sentence for article in read_articles(CORPUS) for sentence in article.sentences]
    return (
        ("claimbuster", [one.text for one in debates], [one.verdict == data.CHECK_WORTHY for one in debates]),
        ("policlaim", [row["sentence"] for row in speeches], [row["label"] == "1" for row in speeches]),
        ("factappeal", [one.text for one in facts], [bool(one.fact) for one in facts]),
        ("gold", [one.text for one in gold], [one.check_worthy for one in gold]),
    )


if __name__ == "__main__":
    main()
