"""The files of data sets, read with errors that name the file and the line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claims.evaluation.figures import DatasetError


def csv_rows(path: Path, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, each with a text in every one of `columns`; DatasetError otherwise."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        try:
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise DatasetError(f"{path}: no column {missing[0]}")
            for row in reader:
                if any(row[column] is None for column in columns):
                    raise DatasetError(f"{path}: line {reader.line_num}: too few columns")
                yield row
        except csv.Error as error:
            raise DatasetError(f"{path}: line {reader.line_num}: {error}") from error
        except UnicodeDecodeError as error:
            raise DatasetError(f"{path}: not UTF-8") from error


def json_file(path: Path) -> Any:
    """What a JSON file says; DatasetError if it is none."""
    try:
        return json_value(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: not UTF-8") from error


def json_value(text: str, where: str) -> Any:
    """What a piece of JSON says; DatasetError with its place if it is none."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise DatasetError(f"{where}: not JSON: {error}") from error
    except RecursionError as error:
        raise DatasetError(f"{where}: nested too deeply") from error


def text_of(case: dict[str, Any], key: str) -> str:
    """A field that must be a text; TypeError otherwise."""
    value = case[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} is no text")
    return value
