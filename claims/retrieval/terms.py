"""Which words of a query the index is asked for: few, telling, and none that its syntax could stumble over."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations, islice

from claims.matching.words import is_stop

MOST_TERMS = 64  # of a query; the first ones
LONGEST = 64  # characters of a word; what is longer is none
PAIRED = 8  # words, the rarest, that are looked for two together
TOGETHER = 5  # times as often do two words meet as chance would have it

_WORD = re.compile(r"[^\W_]+")

Clause = tuple[str, ...]  # terms that have to stand together


def terms(text: str) -> list[str]:
    """The different content words of a text in lower case, letters and digits only, in its order."""
    return list(islice(dict.fromkeys(_content(unicodedata.normalize("NFC", text))), MOST_TERMS))


def _content(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if (len(word) > 1 or word.isdigit()) and len(word) <= LONGEST and not is_stop(word):
            yield word


def clauses(counts: Mapping[str, float], *, total: float, budget: float) -> list[Clause]:
    """Which terms to ask for, so that about `budget` entries of `total` hold one of the clauses.

    The rarest terms alone, as many as fit, then pairs of the rarest that do not. `counts`: how many entries hold
    each term. Where nothing fits there is one clause, the rarest pair (or the only term): the caller's limit cuts
    it off.
    """
    rarest_first = sorted(counts, key=lambda term: counts[term])
    chosen: list[Clause] = []
    for term in rarest_first:
        if counts[term] > budget:
            break
        budget -= counts[term]
        chosen.append((term,))
    common = rarest_first[len(chosen) :][:PAIRED]
    for pair in sorted(combinations(common, 2), key=lambda pair: counts[pair[0]] * counts[pair[1]]):
        both = TOGETHER * counts[pair[0]] * counts[pair[1]] / total
        if both > budget:
            break
        budget -= both
        chosen.append(pair)
    return chosen or [tuple(rarest_first[:2])] if rarest_first else []
