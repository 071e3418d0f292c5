"""`python -m training.embedder --work PATH`: write the sentence embedder; nothing is fitted."""

from __future__ import annotations

import argparse
from pathlib import Path

from claims.matching.embedding import MODEL


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.embedder", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="pretrained weights are kept here")
    parser.add_argument("--out", type=Path, default=MODEL)
    options = parser.parse_args()
    try:
        from training.export import export_embedder  # what it needs is large
        from training.weights import fetch
    except ModuleNotFoundError as error:
        parser.exit(2, f"{parser.prog}: {error.name} is not installed; requirements/training.txt has it\n")
    options.work.mkdir(parents=True, exist_ok=True)
    small, _ = fetch(options.work)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    export_embedder(small, options.out)


if __name__ == "__main__":
    main()
