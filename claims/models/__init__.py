"""Where text came from, what was found in it, what others have checked, and which work is unfinished.

The words are those of docs/architecture.md: an Article has Revisions, an Extraction reads one Revision, a Claim
has Appearances, an Appearance has Quantities and TimeReferences and perhaps a Speaker. A PriorCheck is
somebody's published ClaimReview, an IndexEntry what matching finds either by. A Match says what two of them have to
do with each other, a Merge that two claims are one.
"""

from claims.models.articles import Article, Extraction, ImmutableError, Revision
from claims.models.claims import KIND_LABELS, Appearance, Claim, Quantity, Speaker, TimeReference
from claims.models.index import IndexEntry
from claims.models.matches import RELATION_LABELS, Match, Merge
from claims.models.priorchecks import PriorCheck

__all__ = [
    "KIND_LABELS",
    "RELATION_LABELS",
    "Appearance",
    "Article",
    "Claim",
    "Extraction",
    "ImmutableError",
    "IndexEntry",
    "Match",
    "Merge",
    "PriorCheck",
    "Quantity",
    "Revision",
    "Speaker",
    "TimeReference",
]
