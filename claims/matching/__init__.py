"""Has this been said before? Two statements compared by what a fact-check hangs on; no Django, no network.

query, other = read_facts("About 100,000 troops are at the border."), read_facts("More than 100,000 troops …")
comparison = compare(query, other, cosine=0.84)
print(comparison.relation, *comparison.reasons)
"""

from claims.matching.compare import compare
from claims.matching.facts import Facts, facts_of, read_facts
from claims.matching.identity import near_identical
from claims.matching.types import Comparison, Reason, ReasonType, Relation

__all__ = [
    "Comparison",
    "Facts",
    "Reason",
    "ReasonType",
    "Relation",
    "compare",
    "facts_of",
    "near_identical",
    "read_facts",
]
