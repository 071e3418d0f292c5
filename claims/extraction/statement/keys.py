"""The key under which one statement in two articles is equal."""

from __future__ import annotations

import unicodedata

_UNIFIED = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)


def normalise(statement: str) -> str:
    """The key under which one statement in two articles is equal.

    Case, white space, the shape of quotation marks and dashes, and final punctuation make no difference.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", statement).casefold()).translate(
        _UNIFIED
    )
    return " ".join(folded.split()).rstrip(" .!?…,;:\"'")
