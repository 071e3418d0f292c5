"""Whether a figure is the size of a rise or of a fall."""

from __future__ import annotations

import re

from claims.extraction.lexicon import names, words
from claims.extraction.quantities.before import last_word, word_before
from claims.extraction.types import Change

_RISES = names(
    """
    accelerate, accelerated, accelerates, accelerating, add, added, adding, adds, advance, advanced, advances,
    advancing, appreciate, appreciated, appreciates, appreciating, boost, boosted, boosting, boosts, climb, climbed,
    climbing, climbs, edged up, expand, expanded, expanding, expands, gain, gained, gaining, gains, grew, grow,
    growing, grown, grows, growth, higher, hike, hiked, hikes, hiking, inched up, increase, increased, increases,
    increasing, jump, jumped, jumping, jumps, leap, leaped, leaping, leaps, leapt, lift, lifted, lifting, lifts, put
    on, raise, raised, raises, raising, rallied, rallies, rally, rallying, rebound, rebounded, rebounding, rebounds,
    recover, recovered, recovering, recovers, rise, risen, rises, rising, rocket, rocketed, rocketing, rockets, rose,
    soar, soared, soaring, soars, spike, spiked, spikes, spiking, strengthen, strengthened, strengthening,
    strengthens, surge, surged, surges, surging, swell, swelled, swelling, swells, ticked up, up, uptick, upturn
    """
)
_FALLS = names(
    """
    contract, contracted, contracting, contraction, contracts, crash, crashed, crashes, crashing, cut, cuts, cutting,
    decline, declined, declines, declining, decrease, decreased, decreases, decreasing, depreciate, depreciated,
    depreciates, depreciating, dip, dipped, dipping, dips, down, downturn, drop, dropped, dropping, drops, dwindle,
    dwindled, dwindles, dwindling, ease, eased, eases, easing, edged down, fall, fallen, falling, falls, fell, lose,
    loses, losing, lost, lower, lowered, lowering, lowers, plummet, plummeted, plummeting, plummets, plunge, plunged,
    plunges, plunging, reduce, reduced, reduces, reducing, reduction, retreat, retreated, retreating, retreats, sank,
    shed, shedding, sheds, shrank, shrink, shrinking, shrinks, shrunk, sink, sinking, sinks, slash, slashed, slashes,
    slashing, slid, slide, slides, sliding, slip, slipped, slipping, slips, slow, slowed, slowing, slows, slump,
    slumped, slumping, slumps, sunk, ticked down, ticks down, trim, trimmed, trimming, trims, tumble, tumbled,
    tumbles, tumbling, weaken, weakened, weakening, weakens
    """
)
_LINKS = words(
    """
    by of a an another further additional about as much more than total sharply slightly again back only just record
    whopping staggering modest mere roughly
    """
)
_LAST_WORDS = frozenset(last_word(each) for each in _RISES | _FALLS) | _LINKS


def _any(phrases: frozenset[str]) -> str:
    return "|".join(sorted(phrases)).replace(" ", r"\s")


MOVES = _any(_RISES | _FALLS)  # what says that something rises or falls, as a piece of a pattern
# "rose by 3", and with an object "cut its main rate by 3".
_BEFORE = re.compile(
    rf"\b(?:(?P<rise>{_any(_RISES)})|(?P<fall>{_any(_FALLS)}))(?:(?:\s[\w’'-]{{1,20}}){{1,5}}\sby)?"
    rf"(?:\s(?:{_any(_LINKS)}|\w{{2,15}}ly)){{0,5}}\s\Z"
)
_AFTER = re.compile(
    r"(?:\s(?!to\b|of\b|by\b|and\b|in\b|with\b|a\b|the\b)[a-z]{2,14})?\s"
    r"(?:(?P<rise>increase|rise|gain|jump|surge|growth|hike|climb|uptick|uplift|upswing|rally|leap|spike|higher|"
    r"(?:more|bigger|larger|greater)\sthan|up(?!\sto))"
    r"|(?P<fall>decrease|decline|fall|drop|cut|loss|reduction|dip|slump|plunge|slide|contraction|downturn|lower|"
    r"(?:less|fewer|smaller)\sthan|down(?!\sto)))s?\b",
    re.IGNORECASE,
)
_WINDOW = 60


def change_of(text: str, start: int, end: int, lowest: int, highest: int) -> Change | None:
    """The change that a figure at `[start, end)` measures, from the words beside it."""
    before = text[max(lowest, start - _WINDOW) : start]
    if before.endswith(("+", "+$")):
        return Change.RISE
    word = word_before(text, start, lowest).lower()
    match = _BEFORE.search(before.lower()) if word in _LAST_WORDS or word.endswith("ly") else None
    if match is None:
        match = _AFTER.match(text, end, highest)
    if match is None:
        return None
    return Change.RISE if match["rise"] else Change.FALL
