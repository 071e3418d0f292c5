"""How one sentence is attributed."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.segmentation import Span
from claims.extraction.types import Attribution, Speaker


@dataclass(frozen=True, slots=True)
class Voice:
    """How a sentence is attributed. `content` holds the ranges of the sentence that are the claim itself.

    `whole` is False where what is reported is less than the claim: a part of it, a plan, a feeling.
    """

    attribution: Attribution
    speaker: Speaker | None
    content: tuple[Span, ...]
    cue: str | None = None
    whole: bool = True

    @property
    def attribution_of_claim(self) -> Attribution:
        """Whose words the claim is: the article's own where only a part of it, a plan or a feeling is reported."""
        return self.attribution if self.whole else Attribution.NARRATOR
