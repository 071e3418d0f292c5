"""What a statement is about, as vectors: all-MiniLM-L6-v2 as its makers published it, weights as int8.

Statements about the same thing point the same way: the cosine of two vectors is their dot product. The vector of a
whole statement is the mean of those of its tokens; the tokens themselves tell more of two statements side by side.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
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

# The vocabulary numbers its words by how common they are, after special signs and letters: a token's number tells
# how rare it is, whatever else an index holds.
_FIRST_WORD = 1995
_LEAST = 5.0
_KEPT = 4096  # statements whose tokens stay in memory: 20 KB each


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a statement, as vectors of length 1 [tokens, 384], and how much each of them tells [tokens]."""

    vectors: NDArray[np.float16]
    weights: NDArray[np.float32]

    def alignment(self, other: Tokens) -> float:
        """How well each token of either has its counterpart in the other: the mean of their best cosines, about 0 to 1.

        Rare words count for more than common ones.
        """
        if not self.weights.size or not other.weights.size:
            return 0.0
        cosines = self.vectors.astype(np.float32) @ other.vectors.astype(np.float32).T
        found = np.average(cosines.max(axis=1), weights=self.weights)
        found_over = np.average(cosines.max(axis=0), weights=other.weights)
        return float(found + found_over) / 2


class Embedder:
    """A model in memory. Raises ModelMissing where its file is not there or is none. Threads may share it."""

    def __init__(self, model: Path) -> None:
        self._network = SentenceNetwork(model, FOLDER / "tokenizer.json", max_tokens=MAX_TOKENS)
        self._tokens = lru_cache(maxsize=_KEPT)(self.tokens)

    def __call__(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a text, [384], of length 1."""
        return self._network(text)

    def tokens(self, text: str) -> Tokens:
        """Return the text's tokens."""
        ids, (_, vectors) = self._network.read(text)
        weights = np.log(np.maximum(np.array(ids[1:-1], dtype=np.float32) - _FIRST_WORD, _LEAST))
        return Tokens(vectors[1:-1].astype(np.float16), weights.astype(np.float32))

    def align(self, text: str, others: Sequence[str]) -> list[float]:
        """Return how well the text aligns with each of the others, which are read once and remembered."""
        own = self.tokens(text)
        # A pool of this call's own: no threads stand about when a server or a worker forks.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda other: own.alignment(self._tokens(other)), others))


@cache
def embedder() -> Embedder:
    """Return the model, loaded once per process, on first use; ModelMissing if that fails."""
    return Embedder(MODEL)
