"""The pass over a sentence: numerals, with what stands around them, become quantities."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from claims.extraction.quantities.ages import is_age
from claims.extraction.quantities.articles import durations
from claims.extraction.quantities.before import word_before
from claims.extraction.quantities.changes import change_of
from claims.extraction.quantities.counted import Counted, counted_after, part_of
from claims.extraction.quantities.excluded import is_quantity, score_at, telephone_at
from claims.extraction.quantities.hedges import hedge_after, hedge_before
from claims.extraction.quantities.lists import in_per_cent, join
from claims.extraction.quantities.measures import DURATIONS
from claims.extraction.quantities.numerals import Form, Numeral, may_have_numerals, next_numeral
from claims.extraction.quantities.ranges import second_of
from claims.extraction.quantities.reading import Reading, Sentence
from claims.extraction.quantities.units import Sort, Unit, sign_before, unit_after
from claims.extraction.quantities.writing import written
from claims.extraction.segmentation import Span
from claims.extraction.types import Quantity

_MINUS_SIGN = re.compile(r"(?<![\w%)])[−–-]\Z")
_MINUS = re.compile(r"\b(?<!or\s)(?:minus|negative)\s\Z", re.IGNORECASE)
_DECIMAL = re.compile(r"\d\.\d\d$")
_FRACTION_OF = re.compile(r"(?:\sof)?\s(?:an?|one)(?=\s)", re.IGNORECASE)
_COUNTING = (Form.DIGITS, Form.WORDS)


def find_quantities(text: str, start: int, end: int, taken: list[Span]) -> list[Quantity]:
    """The quantities in `text[start:end]`, none of which overlaps a span in `taken` (dates and times of day).

    A decimal in `taken` that has a unit behind it is a quantity all the same.
    """
    if not may_have_numerals(text, start, end):
        return []
    sentence = Sentence(text, start, end)
    finder = _Finder(sentence, taken)
    found: list[Quantity] = []
    numerals: list[Numeral] = []
    at = start
    while numeral := next_numeral(text, at, end):
        clash = finder.clash(numeral.start, numeral.end)
        if clash is not None and not finder.is_measured(numeral, clash):
            at = max(numeral.end, clash.end)
            continue
        reading, at = finder.read(numeral, found[-1].end if found else start)
        if reading is not None:
            found.append(written(reading, found[-1].end if found else start))
            numerals.append(reading.last)
            at = found[-1].end
    join(text, found, numerals)
    found = _merged(
        found, [each for each in durations(sentence) if finder.clash(each.start, each.end) is None]
    )
    return in_per_cent(sentence, found)


def _merged(found: list[Quantity], others: list[Quantity]) -> list[Quantity]:
    """Both in their order, without those of the others that overlap one found."""
    if not others:
        return found
    covered = {at for each in found for at in range(each.start, each.end)}
    free = [each for each in others if covered.isdisjoint(range(each.start, each.end))]
    return sorted([*found, *free], key=lambda quantity: quantity.start)


@dataclass(frozen=True, slots=True)
class _Finder:
    """Reads what stands around the numerals of one sentence."""

    sentence: Sentence
    taken: list[Span]

    def clash(self, start: int, end: int) -> Span | None:
        """The taken span that overlaps `[start, end)`."""
        index = bisect_right(self.taken, start, key=_end_of)
        return self.taken[index] if index < len(self.taken) and self.taken[index].start < end else None

    def is_measured(self, numeral: Numeral, clash: Span) -> bool:
        """Whether what was taken for a time of day is a figure: "by 0.25 per cent", "fell 12.30 to 1,450"."""
        sentence = self.sentence
        text = sentence.text
        if numeral.end < clash.end or not _DECIMAL.search(text, clash.start, clash.end):
            return False
        unit = unit_after(text, numeral.end, sentence.end)
        if unit is not None and unit.name not in DURATIONS:
            return True
        return (
            sentence.market
            or change_of(text, clash.start, clash.end, sentence.start, sentence.end) is not None
        )

    def read(self, numeral: Numeral, lowest: int) -> tuple[Reading | None, int]:
        """What stands around the numeral, if it is a quantity, and where to go on otherwise."""
        text, limit = self.sentence.text, self._limit(numeral.end)
        sign = sign_before(text, numeral.start, lowest)
        begin = numeral.start if sign is None else sign[0]
        if sign is None and (end := telephone_at(text, begin, limit) or score_at(text, begin, limit)):
            return None, end
        numeral, begin = _negated(text, numeral, begin, lowest)
        currency = None if sign is None else sign[1]
        unit = self._unit(numeral, currency, limit)
        own = None if currency is not None else unit
        second, unit = second_of(text, numeral, currency, own, begin, lowest, limit) or (None, unit)
        last = second or numeral
        after = last.end if unit is None else unit.end
        behind = hedge_after(text, after, limit)
        after = after if behind is None else behind.end
        counted = None
        if second is not None or text[begin - 1 : begin] != "-":  # "2-to-1" counts nothing
            counted = self._counted(last, unit, after, limit)
        if behind is None and counted is not None and unit is None:  # "60 seats or fewer"
            behind = hedge_after(text, counted.end, limit)
        reading = Reading(
            sentence=self.sentence,
            begin=begin,
            word=word_before(text, begin, self.sentence.start),
            after=after,
            limit=limit,
            numeral=numeral,
            second=second,
            signed=sign is not None,
            unit=unit,
            counted=counted,
            hedge=hedge_before(text, begin, lowest),
            behind=behind,
        )
        return (reading, after) if is_quantity(reading) else (None, last.end)

    def _limit(self, at: int) -> int:
        """How far what is counted can reach: to the next taken span."""
        index = bisect_right(self.taken, at, key=_end_of)
        if index == len(self.taken):
            return self.sentence.end
        return min(self.sentence.end, max(at, self.taken[index].start))

    def _unit(self, numeral: Numeral, currency: str | None, limit: int) -> Unit | None:
        """The unit of a numeral: the currency before it, what stands behind it, or the age that it is."""
        text = self.sentence.text
        if numeral.form is Form.TIMES:
            return Unit("times", numeral.end, Sort.TIMES)
        if numeral.unit is not None:
            return Unit(numeral.unit, numeral.end, Sort.MEASURE)
        after = unit_after(text, numeral.end, limit)
        if currency is not None:
            # "$5 million dollars" names the currency twice.
            end = after.end if after is not None and after.sort is Sort.MONEY else numeral.end
            return Unit(currency, end, Sort.MONEY)
        if numeral.form is Form.LOOSE:
            return after or self._loose_unit(numeral, limit)
        if after is not None:
            return after
        if numeral.form is Form.SHARE:  # "a quarter of a percentage point"
            link = _FRACTION_OF.match(text, numeral.end, limit)
            found = None if link is None else unit_after(text, link.end(), limit)
            return None if found is None or found.sort is Sort.AGE else found
        return Unit("year old", numeral.end, Sort.AGE) if is_age(self.sentence, numeral) else None

    def _loose_unit(self, numeral: Numeral, limit: int) -> Unit | None:
        """ "billions of dollars"."""
        if not self.sentence.text.startswith(" of ", numeral.end):
            return None
        unit = unit_after(self.sentence.text, numeral.end + 3, limit)
        return unit if unit is not None and unit.sort in (Sort.MONEY, Sort.MEASURE) else None

    def _counted(self, numeral: Numeral, unit: Unit | None, at: int, limit: int) -> Counted | None:
        text = self.sentence.text
        if numeral.of:
            return None
        if unit is not None:
            return None if unit.sort is Sort.AGE else part_of(text, at, limit)
        if numeral.form is Form.SHARE:
            found = part_of(text, at, limit)
            # "one in five adults" needs no "of".
            return counted_after(text, at, limit) if found is None and numeral.of is not None else found
        return counted_after(text, at, limit, one=numeral.value == 1 and numeral.form in _COUNTING)


def _negated(text: str, numeral: Numeral, begin: int, lowest: int) -> tuple[Numeral, int]:
    """The numeral below zero, and where its minus begins, where it has one."""
    minus = None
    if numeral.form is Form.DIGITS and text[begin - 1 : begin] in ("−", "–", "-"):
        minus = _MINUS_SIGN.search(text, max(lowest, begin - 2), begin)
    if numeral.form in _COUNTING and word_before(text, begin, lowest).lower() in ("minus", "negative"):
        minus = _MINUS.search(text, max(lowest, begin - 12), begin)
    if minus is None or numeral.value is None:
        return numeral, begin
    return replace(numeral, value=-numeral.value, base=-(numeral.base or numeral.value)), minus.start()


def _end_of(span: Span) -> int:
    return span.end
