"""The desk: the queue, and one page per review with a POST address for each step."""

from .queue import progress, queue
from .review import act, review

__all__ = ["act", "progress", "queue", "review"]
