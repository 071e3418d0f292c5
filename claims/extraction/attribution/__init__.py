"""Who a sentence says it is from: "…, she said", "The ministry said that …", "According to …", "his hope to …"."""

from claims.extraction.attribution.cues import STUDIES, Report
from claims.extraction.attribution.patterns import Reported, find_attribution
from claims.extraction.attribution.predicates import find_cues
from claims.extraction.attribution.scope import Cue, clause_of
from claims.extraction.attribution.sources import Source, can_think, is_phrase, is_study, widened
from claims.extraction.attribution.tokens import QUOTED, Tokens, is_past_participle

__all__ = [
    "QUOTED",
    "STUDIES",
    "Cue",
    "Report",
    "Reported",
    "Source",
    "Tokens",
    "can_think",
    "clause_of",
    "find_attribution",
    "find_cues",
    "is_past_participle",
    "is_phrase",
    "is_study",
    "widened",
]
