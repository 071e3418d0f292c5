"""From the signs of a statement and the encoder's log-odds to a score.

The encoder has most of the say; named signs, weighed by hand, move its log-odds. The model's card says how far.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.encoder import Card
from claims.extraction.types import Attribution, Entity, Kind, Quantity, Reason, TimeReference
from claims.extraction.worthiness.kinds import kind_of
from claims.extraction.worthiness.signs import find_signs

WEIGHTS: dict[Reason, float] = {
    Reason.QUANTITY: 2.2,
    Reason.COMPARISON: 0.8,
    Reason.CHANGE: 0.7,
    Reason.PAST_EVENT: 1.2,
    Reason.PRESENT_STATE: 0.5,
    Reason.NAMED_ACTOR: 0.8,
    Reason.DATED: 0.5,
    Reason.CAUSE: 0.5,
    Reason.RULE: 0.7,
    Reason.ACCUSATION: 1.0,
    Reason.ATTRIBUTED: 0.2,
    Reason.SUPERLATIVE: 0.5,
    Reason.OPINION: -0.9,
    Reason.PREDICTION: -1.0,
    Reason.QUESTION: -2.6,
    Reason.WISH: -2.2,
    Reason.THREAT: -2.4,
    Reason.PROMISE: -1.2,
    Reason.HEDGED: -0.4,
    Reason.SPEECH_ACT: -1.0,
    Reason.CONDITIONAL: -0.7,
    Reason.PERSONAL: -0.8,
    Reason.FRAGMENT: -1.2,
    Reason.UNRESOLVED: -0.5,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score from 0 to 1, the reasons that moved it (strongest first), the type of claim, and what the signs weigh."""

    score: float
    reasons: tuple[Reason, ...]
    kind: Kind
    weight: float = 0.0


def judge(
    log_odds: float,
    card: Card,
    statement: str,
    *,
    attribution: Attribution,
    cue: str | None,
    quantities: Sequence[Quantity],
    times: Sequence[TimeReference],
    entities: Sequence[Entity],
) -> Judgement:
    """Judge by the encoder's log-odds and the claim's words; quantities, times and entities are those inside it."""
    signs = find_signs(
        statement, attribution=attribution, cue=cue, quantities=quantities, times=times, entities=entities
    )
    weight = sum(WEIGHTS[reason] * strength for reason, strength in signs.items())
    total = card.encoder * log_odds + card.signs * weight + card.intercept
    ordered = sorted(signs, key=lambda reason: (-abs(WEIGHTS[reason] * signs[reason]), reason.value))
    return Judgement(round(1 / (1 + math.exp(-total)), 4), tuple(ordered), kind_of(statement, signs), weight)
