"""How fast the extraction core reads, and how its time grows: `.venv/bin/python benchmarks/extraction.py`.

On the sample articles, one core: words a second article by article, and peak memory of this process. Then, for news
text and for hostile text, the time for twice the text as a multiple of the time for once: about 2 is linear.
"""

import resource
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from claims.extraction import extract  # noqa: E402

RUNS = 3
HOSTILE = {
    "opening quotation marks": "“",
    "a name that says": "Ann Lind said. ",
    "number words": "hundred ",
    "dates": "Jan. 1 ",
    "stamps": "Published: ",
    "line breaks": "\n",
}
HOSTILE_CHARACTERS = 50_000


def seconds(text: str) -> float:
    """Return the shortest of a few readings."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        extract(text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    articles = [
        path.read_text(encoding="utf-8") for path in sorted((PROJECT / "claims/samples").glob("*.txt"))
    ]
    words = sum(len(article.split()) for article in articles)
    taken = sum(seconds(article) for article in articles)
    print(f"{len(articles)} articles, {words} words: {words / taken:,.0f} words a second, article by article")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    once = "\n\n".join(articles) * 10
    growth = {"news": (once, once * 2)}
    for name, piece in HOSTILE.items():
        text = piece * (HOSTILE_CHARACTERS // len(piece))
        growth[name] = (text, text * 2)
    print("\ntwice the text takes, as a multiple of once:")
    for name, (short, long) in growth.items():
        print(f"  {name:<24} {seconds(long) / seconds(short):.2f}")


if __name__ == "__main__":
    main()
