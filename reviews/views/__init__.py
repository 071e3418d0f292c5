"""The desk: the queue, and one page per review with a POST address for each step and decision."""

from .matching import ask_google, decide, merge_claims, split_claims
from .queue import progress, queue
from .review import act, review

__all__ = ["act", "ask_google", "decide", "merge_claims", "progress", "queue", "review", "split_claims"]
