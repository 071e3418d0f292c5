"""`manage.py evaluate`: how exact the extraction core is on labelled data, without a database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from claims.evaluation import DATASETS, DatasetError, evaluate
from claims.extraction import ModelMissing
from claims.management.arguments import BAD_INPUT, OneLineCommand, file_name


class Command(OneLineCommand):
    help = "Measures the extraction core on a labelled data set and prints the figures. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "dataset", choices=sorted(DATASETS), metavar="DATASET", help=", ".join(sorted(DATASETS))
        )
        parser.add_argument(
            "path", type=file_name, metavar="PATH", help="the data set's file or folder as published"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = evaluate(options["dataset"], Path(options["path"]))
        except (DatasetError, ModelMissing) as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        for figure in figures:
            self.stdout.write(f"{figure.value:.3f}  {figure.name} ({figure.cases:,})")
        self.stdout.flush()
