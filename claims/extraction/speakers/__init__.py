"""Who makes each statement: attributions resolved to the people and sources of the article."""

from claims.extraction.speakers.voice import Voice
from claims.extraction.speakers.voices import find_voices

__all__ = ["Voice", "find_voices"]
