"""The trained part: a small transformer that reads one sentence and says how check-worthy it is.

`docs/extraction.md` is its model card.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from claims.extraction.network import SentenceNetwork, missing

FOLDER = Path(__file__).with_name("model")
MAX_TOKENS = 96  # in training too; what a sentence says past them is not read
# ClaimBuster's middle class, a fact that few would care about, counts a little: it ranks facts above talk.
_UNIMPORTANT = 0.1


@dataclass(frozen=True, slots=True)
class Card:
    """What goes with the weights: how the encoder's log-odds and the signs of a sentence make its score.

    The score is the logistic function of `encoder * log-odds + signs * weight of the signs + intercept`; a
    sentence that reaches `threshold` is check-worthy.
    """

    encoder: float
    signs: float
    intercept: float
    threshold: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) not in (int, float) or not abs(value) <= sys.float_info.max:
                raise ValueError(f"{field.name} is no number")


class Encoder:
    """A model in memory, with its card."""

    def __init__(self, folder: Path) -> None:
        try:
            self.card = Card(**json.loads((folder / "card.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise missing(folder, error) from error
        self._network = SentenceNetwork(
            folder / "encoder.onnx", folder / "tokenizer.json", max_tokens=MAX_TOKENS
        )

    def log_odds(self, sentence: str) -> float:
        """Return the network's log-odds that the sentence is check-worthy, not calibrated."""
        nothing, unimportant, check_worthy = self._network(sentence).astype(float)
        return float(
            np.logaddexp(check_worthy, unimportant + math.log(_UNIMPORTANT))
            - np.logaddexp(nothing, unimportant + math.log(1 - _UNIMPORTANT))
        )


@cache
def encoder() -> Encoder:
    """Return the model, loaded once per process, on first use; ModelMissing if that fails."""
    return Encoder(FOLDER)
