"""What a statement is about, as a vector: all-MiniLM-L6-v2 as its makers published it, weights as int8.

Statements about the same thing point the same way: the cosine of two vectors is their dot product.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.extraction.encoder import FOLDER
from claims.extraction.network import SentenceNetwork

MODEL = Path(__file__).with_name("model") / "embedder.onnx"
# The version stands beside every stored vector: vectors of two encoders have nothing to say to each other.
ENCODER = "minilm-l6-1"
DIMENSIONS = 384
MAX_TOKENS = 128  # what the encoder was trained on; what a statement says past them is not read


class Embedder:
    """A model in memory. Raises ModelMissing where its file is not there or is none."""

    def __init__(self, model: Path) -> None:
        self._network = SentenceNetwork(model, FOLDER / "tokenizer.json", max_tokens=MAX_TOKENS)

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text, [384], of length 1. Threads may share the model."""
        return self._network(text)


@cache
def embedder() -> Embedder:
    """Return the model, loaded once per process, on first use; ModelMissing if that fails."""
    return Embedder(MODEL)
