"""The organisations of a text: their full names, and which of them "the company" or "the ministry" is."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from claims.extraction.lexicon import words
from claims.extraction.names import COMPANY_WORDS, DOUBTFUL_COMPANY_WORDS, Names
from claims.extraction.types import Entity, EntityType

_REACH = 2_500  # characters before "the company" in which the company is named
_KNOWN = 200  # names that are compared
_SMALL = words("of the for and in on")
COMPANIES = words(
    """
    company firm group carrier airline maker manufacturer operator retailer developer lender startup
    start-up insurer supplier utility business corporation giant chain brand publisher broadcaster newspaper
    website platform charity bank organisation organization fund broker brokerage consultancy
    """
)
BODIES = words(
    """
    ministry commission union agency bank board party council court federation institute university
    department committee authority association hospital trust society club league office mission
    organisation organization regulator watchdog tribunal parliament senate congress assembly cabinet
    chamber foundation network alliance coalition embassy museum police army navy force service centre
    inspectorate directorate secretariat bureau consortium center inquiry campaign administration
    confederation academy college
    """
)
# Bodies whose names often do not say what they are: "Unite" is a union.
PRIVATE_BODIES = words(
    """
    union charity party club agency association trust watchdog regulator federation foundation network alliance
    institute league society campaign organisation organization coalition
    """
)
_BUSINESS = COMPANY_WORDS | DOUBTFUL_COMPANY_WORDS | words("group bank electric labs co company")


def is_company_noun(noun: str) -> bool:
    """ "firm", "lender", "carmaker"."""
    return noun in COMPANIES or (noun.endswith("maker") and noun != "lawmaker")


def is_business(name: str) -> bool:
    """Whether a name could be a company's: capitalised, and no ministry's or union's."""
    return name[:1].isupper() and not any(
        word in BODIES and word not in _BUSINESS for word in name.lower().split()
    )


def _says_company(name: str) -> bool:
    """ "Northern Lakes Water", whose last word tells a company, against "Save Skelmere"."""
    parts = name.lower().split()
    return len(parts) > 1 and parts[-1] in _BUSINESS


class Organisations:
    """The names of a text that are neither people nor places, in their order."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        found = [
            entity for entity in names.entities if entity.type in (EntityType.ORGANISATION, EntityType.OTHER)
        ]
        self._entities = found
        self._starts = [entity.start for entity in found]
        self._full: dict[str, set[str]] = {}
        for entity in found:
            parts = entity.text.split()
            if len(parts) > 1 and parts[-1].lower() in _BUSINESS:
                self._full.setdefault(parts[0], set()).add(entity.text)
            if len(parts) > 1:
                initials = "".join(part[0] for part in parts if part.lower() not in _SMALL)
                self._full.setdefault(initials, set()).add(entity.text)

    def full(self, name: str) -> str:
        """ "Calder" by the name "Calder Water", "UHF" by "United Harbours Federation", where the text has one such."""
        known = self._full.get(name, set())
        return next(iter(known)) if len(known) == 1 else name

    def called(self, head: str, at: int) -> str | None:
        """The organisation that the text introduces as "`head` Name" before `at`; None where it is none or several."""
        found = {
            self.full(entity.text)
            for entity in self._before(at, 4 * _REACH)
            if self._text[max(0, entity.start - len(head) - 1) : entity.start].lower() == f"{head} "
        }
        return next(iter(found)) if len(found) == 1 else None

    def meant_by(self, head: str, at: int, *, business: bool) -> tuple[str, bool] | None:
        """The organisation that "the `head`" at `at` takes up, and whether that is a guess; None where none is near."""
        near = []
        if head in BODIES:
            near = [entity for entity in self._before(at, 4 * _REACH) if head in entity.text.lower().split()]
        if not near and business:
            near = [entity for entity in self._before(at, _REACH) if is_business(entity.text)]
            counted = Counter(self.full(entity.text) for entity in near)
            near.sort(key=lambda entity: (not _says_company(entity.text), -counted[self.full(entity.text)]))
        if not near:
            return None
        return self.full(near[0].text), len({self.full(entity.text) for entity in near}) > 1

    def introduced_later(self, description: Sequence[str], at: int) -> str | None:
        """Hartland Health Board for "the health board" of an article's opening; None where several could be meant."""
        wanted = [word.lower() for word in description]
        first = bisect_left(self._starts, at)
        near = self._entities[max(0, first - _KNOWN) : first + _KNOWN]
        found = {entity.text for entity in near if entity.text.lower().split()[1:][-len(wanted) :] == wanted}
        return next(iter(found)) if len(found) == 1 else None

    def _before(self, at: int, reach: int) -> list[Entity]:
        """The latest names before `at`, latest first."""
        first, last = bisect_left(self._starts, at - reach), bisect_left(self._starts, at)
        return self._entities[max(first, last - _KNOWN) : last][::-1]
