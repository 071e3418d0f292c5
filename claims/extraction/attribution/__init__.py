"""Who a sentence says it is from: "…, she said", "The ministry said that …", "According to …"."""

from claims.extraction.attribution.patterns import QUOTED, Reported, find_attribution

__all__ = ["QUOTED", "Reported", "find_attribution"]
