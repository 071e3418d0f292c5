"""A small transformer in a file, run by onnxruntime on one core, without torch. `training/` makes the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

_ERROR = 3  # onnxruntime's level of what it logs


class ModelMissing(Exception):  # noqa: N818 - the field's word
    """A model's files are not where they belong, or are no model."""


class SentenceNetwork:
    """A network in memory. Each sentence is read by itself: what it says of one never depends on another."""

    def __init__(self, model: Path, tokenizer: Path, *, max_tokens: int) -> None:
        """Load both files; what a sentence says past `max_tokens` is not read. Raises ModelMissing."""
        try:
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers are the parallel part
            options.log_severity_level = _ERROR
            self._session = onnxruntime.InferenceSession(
                str(model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the tokenizer raises bare Exception, onnxruntime a dozen of its own
            raise missing(model.parent, error) from error
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(max_tokens)

    def __call__(self, sentence: str) -> NDArray[np.float32]:
        """Return the row that the network's first output has for the sentence."""
        _, (first, *_) = self.read(sentence)
        return first

    def read(self, sentence: str) -> tuple[list[int], list[NDArray[np.float32]]]:
        """Return the sentence's tokens, as the vocabulary numbers them, and its row of every output."""
        readable = sentence.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        ids: list[int] = self._tokenizer.encode(readable).ids
        batch = np.array([ids], dtype=np.int64)
        outputs = self._session.run(None, {"ids": batch, "mask": np.ones_like(batch)})
        return ids, [np.asarray(output[0], dtype=np.float32) for output in outputs]


def missing(folder: Path, error: Exception) -> ModelMissing:
    """Name the folder and the reason in one line."""
    return ModelMissing(f"the model in {folder} cannot be loaded: {' '.join(str(error).split())}")
