"""The data sets by the names under which `manage.py evaluate` takes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from claims.evaluation import attribution, gold, matching, pairs, quantities, times, worthiness
from claims.evaluation.figures import DatasetError, Figure

DATASETS: dict[str, Callable[[Path], list[Figure]]] = {
    "claimbuster": worthiness.claimbuster,
    "factappeal": worthiness.factappeal,
    "factappeal-sources": attribution.factappeal,
    "gold": gold.gold,
    "matching": matching.matching,
    "pairs": pairs.pairs,
    "policlaim": worthiness.policlaim,
    "polnear": attribution.polnear,
    "quantulum": quantities.quantulum,
    "recognizers": times.recognizers,
    "recognizers-numbers": quantities.recognizers,
    "timeml": times.timeml,
}


def evaluate(dataset: str, path: Path) -> list[Figure]:
    """Return the figures on a data set; DatasetError if it cannot be read or is empty."""
    try:
        figures = DATASETS[dataset](path)
    except OSError as error:
        raise DatasetError(f"{error.filename}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: not UTF-8") from error
    if not any(figure.cases for figure in figures):
        raise DatasetError(f"{path}: no cases in it")
    return figures
