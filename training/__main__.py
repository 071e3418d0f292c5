"""`python -m training --data PATH --work PATH`: train the extraction model and write it to claims/extraction/model."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import NoReturn

from claims.evaluation import DatasetError
from claims.extraction.encoder import FOLDER
from training import data

ARTICLES = Path(__file__).with_name("articles")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it in one line, without the usage."""
        self.exit(2, f"{self.prog}: {' '.join(message.split())}\n")


def main() -> None:
    parser = _Parser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="the folder that holds claimbuster/ and factappeal/"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="pretrained weights and what the teachers say are kept here"
    )
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    try:
        debates = data.claimbuster(options.data / "claimbuster" / "crowdsourced.csv")
        judged = data.claimbuster(options.data / "claimbuster" / "groundtruth.csv")
        facts = data.factappeal(options.data / "factappeal" / "train.csv")
    except OSError as error:
        parser.error(f"--data: {error.filename}: {error.strerror}")
    except DatasetError as error:
        parser.error(f"--data: {error}")
    os.environ.setdefault(
        "CUBLAS_WORKSPACE_CONFIG", ":4096:8"
    )  # on a GPU, else sums may differ from run to run
    try:
        from training.pipeline import train  # what it needs is large, and the workbench works without it
    except ModuleNotFoundError as error:
        parser.error(f"{error.name} is not installed; requirements/training.txt has it")
    train(
        debates=debates,
        judged=judged,
        facts=facts,
        own=data.articles(ARTICLES, held_out=False),
        held_out=data.articles(ARTICLES, held_out=True),
        work=options.work,
        out=options.out,
    )


if __name__ == "__main__":
    main()
