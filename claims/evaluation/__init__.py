"""How exact the extraction core is, measured on labelled data: what `manage.py evaluate` prints.

Each module here reads the data sets of one task as their makers publish them and measures what `claims.extraction`
finds. Data sets are arguments: none is part of the project but the gold corpus, which we wrote.
"""

from claims.evaluation.datasets import DATASETS, evaluate
from claims.evaluation.figures import DatasetError, Figure

__all__ = ["DATASETS", "DatasetError", "Figure", "evaluate"]
