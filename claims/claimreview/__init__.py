"""ClaimReview from anywhere to prior checks: JSON-LD feeds, publishers' pages, Google's answers. No Django.

The one public face of the package. A source is read as a stream, in bounded memory however large it is. What is
wrong with one entry is that entry's `Refused`; what is no source at all is a `SourceError`.
"""

from .reading import read
from .types import Check, Entry, Origin, Other, Reason, Refused, SourceError

__all__ = ["Check", "Entry", "Origin", "Other", "Reason", "Refused", "SourceError", "read"]
