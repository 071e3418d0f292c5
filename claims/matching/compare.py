"""Two statements side by side: what they are to each other, and why.

The cosine of sentence embeddings says whether two statements are about the same thing, and is blind to what a
fact-check hangs on: another number, a "not", another name or year leave it above .9. Those are compared here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.extraction import EntityType, TimeReference
from claims.matching.facts import Facts
from claims.matching.measures import Figure, as_multiple
from claims.matching.names import Name, are_one
from claims.matching.types import Comparison, Reason, ReasonType, Relation
from claims.matching.words import Leanings, axes, content, leanings, same_sort

# Paraphrases of a claim lie at .58 and above with all-MiniLM-L6-v2, statements that share a number or a name below .3.
SAME = 0.55
RELATED = 0.4
# Below this the embedding alone is no ground: one word that carries the claim must be shared.
SAME_WITHOUT_WORDS = 0.7
# A word and its opposite are a contradiction only in statements that are about the same otherwise.
CONTRADICTED = 0.6
# Other figures of other things are compared only where the statements are as good as the same.
SAME_THING_COUNTED = 0.75

# A "not" and a name may stand anywhere in a long text: they decide where at least this share of the other words of
# both is the same, in short statements in any words.
ALIKE = 0.4
SHORT = 8  # content words

_OTHER_NAMES = {
    EntityType.PERSON: ReasonType.OTHER_PERSON,
    EntityType.PLACE: ReasonType.OTHER_PLACE,
    EntityType.ORGANISATION: ReasonType.OTHER_ORGANISATION,
}
_CHANGES_SUBJECT = frozenset(
    {ReasonType.OTHER_TIME, ReasonType.OTHER_NAME, ReasonType.OTHER_SUBJECT, *_OTHER_NAMES.values()}
)
_NAMES = frozenset({ReasonType.OTHER_NAME, *_OTHER_NAMES.values()})
_OPPOSED = frozenset({ReasonType.DENIAL, ReasonType.DIRECTION})
_UNDATED = re.compile(r"XXXX-(\d\d|WXX-\d)")
_ORDER = list(ReasonType)


def compare(query: Facts, other: Facts, *, cosine: float) -> Comparison:
    """Compare two statements; `cosine` is that of their sentence embeddings, from 0 to 1."""
    reasons = [
        *_quantities(query, other, cosine),
        *_contradictions(query, other),
        *_names(query, other),
        *_subjects(query, other),
        *_times(query, other),
        *_speakers(query, other),
    ]
    found = {reason.type for reason in reasons}
    relation = _relation(_decisive(found, query, other), query.words & other.words, cosine)
    if relation is Relation.NONE or (relation is Relation.RELATED and not found & _CHANGES_SUBJECT):
        reasons.append(Reason(ReasonType.LITTLE_SHARED))
    decisive = _DECISIVE[relation]
    reasons.sort(key=lambda reason: (reason.type not in decisive, _ORDER.index(reason.type)))
    return Comparison(relation, tuple(reasons))


_DECISIVE = {
    Relation.SAME: frozenset({ReasonType.SAME_QUANTITY, ReasonType.COMPATIBLE_QUANTITY}),
    Relation.DIFFERENT_QUANTITY: frozenset({ReasonType.DIFFERENT_QUANTITY}),
    Relation.OPPOSITE: _OPPOSED,
    Relation.RELATED: _CHANGES_SUBJECT | {ReasonType.LITTLE_SHARED},
    Relation.NONE: frozenset({ReasonType.LITTLE_SHARED}),
}


def _decisive(found: set[ReasonType], query: Facts, other: Facts) -> set[ReasonType]:
    """The findings that decide: not a name or a "not" that may belong to something else."""
    longest = max(len(query.words), len(other.words))
    if len(query.words & other.words) >= ALIKE * longest:
        return found
    return found - _NAMES - {ReasonType.DENIAL} if longest > SHORT else found


def _relation(found: set[ReasonType], shared: frozenset[str], cosine: float) -> Relation:
    if cosine < RELATED:
        return Relation.NONE
    if cosine < SAME or (cosine < SAME_WITHOUT_WORDS and not shared):
        return Relation.RELATED
    if found & _CHANGES_SUBJECT:
        return Relation.RELATED
    if ReasonType.DIRECTION in found and cosine >= CONTRADICTED:
        return Relation.OPPOSITE
    if ReasonType.DIFFERENT_QUANTITY in found:
        # "Did not rise by 5 per cent" does not deny a rise by 3.
        return Relation.RELATED if ReasonType.DENIAL in found else Relation.DIFFERENT_QUANTITY
    if ReasonType.DENIAL in found and cosine >= CONTRADICTED:
        return Relation.OPPOSITE
    return Relation.SAME


# Quantities


def _quantities(query: Facts, other: Facts, cosine: float) -> Iterator[Reason]:
    pairs, left, left_over = _aligned(query.figures, other.figures, cosine)
    for one, two in pairs:
        if not one.same_currency(two) or not one.agrees(two):
            kind = ReasonType.DIFFERENT_QUANTITY
        elif (one.low, one.high) == (two.low, two.high):
            kind = ReasonType.SAME_QUANTITY
        else:
            kind = ReasonType.COMPATIBLE_QUANTITY
        yield Reason(kind, one.text, two.text)
    for each in left:
        yield Reason(ReasonType.ONE_QUANTITY, query=each.text)
    for each in left_over:
        yield Reason(ReasonType.ONE_QUANTITY, other=each.text)


def _aligned(
    ours: tuple[Figure, ...], theirs: tuple[Figure, ...], cosine: float
) -> tuple[list[tuple[Figure, Figure]], list[Figure], list[Figure]]:
    """The figures of both that measure the same thing, and those of each that stand alone."""
    ranked = sorted(
        (
            (-_likeness(one, two), first, second)
            for first, one in enumerate(ours)
            for second, two in enumerate(theirs)
            if _on_one_scale(one, two) is not None
        ),
    )
    pairs: list[tuple[Figure, Figure]] = []
    taken, taken_over = set(), set()
    for _, first, second in ranked:
        if first in taken or second in taken_over:
            continue
        scale = _on_one_scale(ours[first], theirs[second])
        if scale is None or not _is_one_thing(*scale, alone=len(ours) == len(theirs) == 1, cosine=cosine):
            continue
        taken.add(first)
        taken_over.add(second)
        pairs.append(scale)
    left = [each for index, each in enumerate(ours) if index not in taken]
    return pairs, left, [each for index, each in enumerate(theirs) if index not in taken_over]


def _on_one_scale(one: Figure, two: Figure) -> tuple[Figure, Figure] | None:
    """Both as figures of one sort, a change in per cent as a multiple beside one; None where that cannot be."""
    if one.sort == two.sort:
        return (one, two) if one.comparable(two) else None
    if one.sort == "multiple" and (multiple := as_multiple(two)) is not None:
        return one, multiple
    if two.sort == "multiple" and (multiple := as_multiple(one)) is not None:
        return multiple, two
    return None


def _is_one_thing(one: Figure, two: Figure, *, alone: bool, cosine: float) -> bool:
    if one.sort != "count" or not one.counts_other_things(two):
        return True
    return one.agrees(two) or (alone and cosine >= SAME_THING_COUNTED)


def _likeness(one: Figure, two: Figure) -> float:
    """How well two figures fit into each other's place."""
    scale = _on_one_scale(one, two) or (one, two)
    points = 0.0
    if one.noun and two.noun:
        points += -2 if one.counts_other_things(two) else 3
    points += min(4, 2 * len(one.beside & two.beside))
    if one.role and two.role:
        points += 2 if one.role == two.role else -1
    if one.change is not None and one.change is two.change:
        points += 1
    return points + (1.5 if scale[0].agrees(scale[1]) else 0)


# Contradictions


def _contradictions(query: Facts, other: Facts) -> Iterator[Reason]:
    turned = _turned(query.leanings, other.leanings)
    if turned != _denial(query, other):
        yield Reason(ReasonType.DIRECTION if turned else ReasonType.DENIAL)


def _denial(query: Facts, other: Facts) -> bool:
    """Whether one denies what the other speaks of: "for no reason" is none beside a statement without reasons."""
    if (query.denied is None) == (other.denied is None):
        return False
    denied = query.denied or other.denied or frozenset()
    shared = {axis for axis, _ in query.leanings} & {axis for axis, _ in other.leanings}
    return bool(denied & query.words & other.words or axes(denied) & shared)


def _turned(ours: Leanings, theirs: Leanings) -> bool:
    """Whether one says the opposite of the other with the words of a pair of opposites, an odd number of times."""
    odd = False
    for axis in {axis for axis, _ in ours} & {axis for axis, _ in theirs}:
        one = [sign for each, sign in ours if each == axis]
        two = [sign for each, sign in theirs if each == axis]
        if len(one) == len(two):
            turned = sum(first != second for first, second in zip(one, two, strict=True))
            opposite = turned in (1, len(one))  # of "deaths rose after the limit was raised", one
        else:
            opposite = not set(one) & set(two)
        odd ^= opposite
    return odd


# Names


def _names(query: Facts, other: Facts) -> Iterator[Reason]:
    ours, theirs = list(query.names), list(other.names)
    for one in query.names:
        same = next((two for two in theirs if one.is_same(two)), None)
        if same is not None:
            yield Reason(ReasonType.SAME_NAME, one.text, same.text)
    left = [one for one in ours if not _is_named(one, theirs, other)]
    left_over = [two for two in theirs if not _is_named(two, ours, query)]
    for one in left:
        two = next((each for each in left_over if one.may_stand_beside(each)), None)
        if two is not None:
            left_over.remove(two)
            kind = one.type if one.type is not EntityType.OTHER else two.type
            yield Reason(_OTHER_NAMES.get(kind, ReasonType.OTHER_NAME), one.text, two.text)


def _is_named(name: Name, names: list[Name], facts: Facts) -> bool:
    """Whether the other statement has the name, or all its words without marking them as a name."""
    if any(name.is_same(each) for each in names):
        return True
    words = set(facts.text.lower().replace("’", "'").replace("'s", "").strip(".!?").replace(",", " ").split())
    return set(name.tokens) <= words or (
        name.tokens[-1] in words and name.type is EntityType.PERSON and not names
    )


def _subjects(query: Facts, other: Facts) -> Iterator[Reason]:
    """The words that two statements open with, where all others are the same: "Torvia spends", "Belmar spends"."""
    ours, theirs = query.words - other.words, other.words - query.words
    if len(ours) != 1 or len(theirs) != 1 or (query.denied is None) != (other.denied is None):
        return
    one, two = _opening(query.text), _opening(other.text)
    if not one or not two or content(one) != ours or content(two) != theirs or same_sort(*ours, *theirs):
        return
    same = [each for name in query.names for two in other.names if name.is_same(two) for each in (name, two)]
    named = any(one in each.text or two in each.text for each in same)
    if not named and not are_one(one, two) and not _turned(leanings(one), leanings(two)):
        yield Reason(ReasonType.OTHER_SUBJECT, one, two)


def _opening(text: str) -> str:
    return text.split(maxsplit=1)[0].strip("“\"‘'") if text.strip() else ""


# Times


def _times(query: Facts, other: Facts) -> Iterator[Reason]:
    ours = [time for time in query.times if time.dated]
    theirs = [time for time in other.times if time.dated]
    left = [one for one in ours if not any(_is_one_time(one, two) for two in theirs)]
    left_over = [two for two in theirs if not any(_is_one_time(one, two) for one in ours)]
    for one in ours:
        same = next((two for two in theirs if _is_one_time(one, two) and _is_known(one)), None)
        if same is not None:
            yield Reason(ReasonType.SAME_TIME, one.text, same.text)
    for one, two in zip(left, left_over, strict=False):
        yield Reason(ReasonType.OTHER_TIME, one.text, two.text)


def _is_known(time: TimeReference) -> bool:
    return time.from_ is not None or time.to is not None or _UNDATED.match(time.value or "") is not None


def _is_one_time(one: TimeReference, two: TimeReference) -> bool:
    """Whether they can be one time: they overlap, or one of them is not known. Open ends must be the same end."""
    if (one.from_ is None and one.to is None) or (two.from_ is None and two.to is None):
        first, second = _UNDATED.match(one.value or ""), _UNDATED.match(two.value or "")
        return first is None or second is None or len(first[1]) != len(second[1]) or first[1] == second[1]
    if one.from_ is not None and two.from_ is not None and (one.to is None) == (two.to is None) is True:
        return one.from_.year == two.from_.year
    if one.to is not None and two.to is not None and one.from_ is None and two.from_ is None:
        return one.to.year == two.to.year
    start = max((day for day in (one.from_, two.from_) if day is not None), default=None)
    end = min((day for day in (one.to, two.to) if day is not None), default=None)
    return start is None or end is None or start <= end


# Speakers


def _speakers(query: Facts, other: Facts) -> Iterator[Reason]:
    if not query.speaker or not other.speaker:
        return
    ours, theirs = query.speaker.lower().split(), other.speaker.lower().split()
    same = set(ours) <= set(theirs) or set(theirs) <= set(ours)
    kind = ReasonType.SAME_SPEAKER if same else ReasonType.OTHER_SPEAKER
    yield Reason(kind, query.speaker, other.speaker)
