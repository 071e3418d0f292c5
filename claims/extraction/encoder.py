"""The trained part: a small transformer that reads one sentence and says how check-worthy it is.

It runs in onnxruntime on one core, without torch. `docs/extraction.md` is its model card; `training/` makes its files.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

FOLDER = Path(__file__).with_name("model")
MAX_TOKENS = 96  # as in training; what a sentence says past them is not read
# ClaimBuster's middle class, a fact that few would care about, counts a little: it ranks facts above talk.
_UNIMPORTANT = 0.1
_ERROR = 3  # onnxruntime's level of what it logs


class ModelMissing(Exception):  # noqa: N818 - the field's word
    """The model's files are not where they belong, or are no model."""


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


class Encoder:
    """A model in memory. Each sentence is read by itself: what else an article holds does not change its score."""

    def __init__(self, folder: Path) -> None:
        try:
            self.card = Card(**json.loads((folder / "card.json").read_text(encoding="utf-8")))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are the parallel part
            options.log_severity_level = _ERROR
            self._session = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the tokenizer raises bare Exception, onnxruntime a dozen of its own
            reason = " ".join(str(error).split())
            raise ModelMissing(f"the extraction model in {folder} cannot be loaded: {reason}") from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def log_odds(self, sentence: str) -> float:
        """Return the network's log-odds that the sentence is check-worthy, not calibrated."""
        readable = sentence.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        ids = np.array([self._tokenizer.encode(readable).ids], dtype=np.int64)
        [verdict] = self._session.run(["verdict"], {"ids": ids, "mask": np.ones_like(ids)})
        nothing, unimportant, check_worthy = verdict[0].astype(float)
        return float(
            np.logaddexp(check_worthy, unimportant + math.log(_UNIMPORTANT))
            - np.logaddexp(nothing, unimportant + math.log(1 - _UNIMPORTANT))
        )


@cache
def encoder() -> Encoder:
    """Return the model, loaded once per process, on first use; ModelMissing if that fails."""
    return Encoder(FOLDER)
