"""Who makes each statement: attributions resolved to the people and sources of the article."""

from claims.extraction.speakers.voices import Voice, find_voices

__all__ = ["Voice", "find_voices"]
