"""How much a sentence is worth checking, why, in words that an editor understands, and the type of claim."""

from claims.extraction.worthiness.judging import WEIGHTS, Judgement, judge
from claims.extraction.worthiness.signs import find_signs

__all__ = ["WEIGHTS", "Judgement", "find_signs", "judge"]
