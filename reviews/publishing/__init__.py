"""What readers see of a published fact-check: the parts of its page, its ClaimReview, the Atom feed.

Everything here starts from `review.published_verdict` and the evidence frozen with it, never from a draft.
The one public face of the package.
"""

from .claimreview import Scale, absolute, claim_review, current_scale, json_ld
from .feed import FactCheckFeed
from .pages import FactCheck, NotPublished, Part, Place, Source, cited_paragraphs, fact_check

__all__ = [
    "FactCheck",
    "FactCheckFeed",
    "NotPublished",
    "Part",
    "Place",
    "Scale",
    "Source",
    "absolute",
    "cited_paragraphs",
    "claim_review",
    "current_scale",
    "fact_check",
    "json_ld",
]
