"""A numeral together with what was read around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.quantities.counted import Counted
from claims.extraction.quantities.hedges import Hedge
from claims.extraction.quantities.numerals import Numeral
from claims.extraction.quantities.units import Unit

_MARKET = re.compile(
    r"\b(?:index|indices|shares?|stocks?|bourse|league|dow|nasdaq|ftse|table|season|games?|team|scored)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `text[start:end]`."""

    text: str
    start: int
    end: int

    @property
    def market(self) -> bool:
        """Whether it is about an index, a share or a score."""
        return _MARKET.search(self.text, self.start, self.end) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A numeral and its surroundings.

    `word` stands right before it, as `word_before` says. `second` is the other end of a range. The figure with its
    sign begins at `begin`; the figure with its unit and the hedge behind it ends at `after`; what it counts ends at
    `limit` at the latest.
    """

    sentence: Sentence
    begin: int
    word: str
    after: int
    limit: int
    numeral: Numeral
    second: Numeral | None
    signed: bool
    unit: Unit | None
    counted: Counted | None
    hedge: Hedge | None
    behind: Hedge | None

    @property
    def text(self) -> str:
        """The text that all offsets are into."""
        return self.sentence.text

    @property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.sentence.end

    @property
    def last(self) -> Numeral:
        """The numeral that the unit stands behind."""
        return self.numeral if self.second is None else self.second

    @property
    def alone(self) -> bool:
        """Whether nothing but the numeral says that this is a quantity."""
        beside = (self.unit, self.counted, self.hedge, self.behind)
        return not self.signed and all(each is None for each in beside)

    def before(self, length: int = 24) -> str:
        """The words before the figure, as far as the sentence goes."""
        return self.text[max(self.sentence.start, self.begin - length) : self.begin]
