"""How the index of matching grows: `.venv/bin/python benchmarks/matching.py`.

One query, by meaning and by words, as `claims.retrieval.candidates` answers it, without the making of its vector:

- on PostgreSQL over a million claims beside 10,000, the two asked in turn: median, 95th percentile, their multiple,
  and how many of the 50 nearest the HNSW index finds;
- on SQLite over 10,000, 100,000 and 300,000: the first query of a process, which reads all vectors, and the later ones.

The claims are made up: statements of words as frequent as in a language, half of them their topic's, and vectors
that crowd by topic and by story, as those of sentences do. A server of its own is started, with the buffers that
docs/deployment.md names, and removed with its data: some 6 GB under /tmp.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"

import argparse  # noqa: E402
import hashlib  # noqa: E402
import json  # noqa: E402
import struct  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from collections.abc import Iterator  # noqa: E402
from contextlib import ExitStack  # noqa: E402
from pathlib import Path  # noqa: E402

import numpy as np  # noqa: E402

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

LIMIT = 50
CHUNK = 10_000
DIMENSIONS = 384
TOPICS, STORIES_OF = 1000, 20  # claims in a story
PRIME = 4999  # directions of stories
WORDS, TOPIC_WORDS = 60_000, 40
ENCODER = "made-up"
SERVER = {"shared_buffers": "3GB", "maintenance_work_mem": "3GB", "dynamic_shared_memory_type": "mmap"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", type=int, nargs="+", default=[10_000, 1_000_000], metavar="CLAIMS")
    parser.add_argument("--sqlite", type=int, nargs="+", default=[10_000, 100_000, 300_000], metavar="CLAIMS")
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--only", choices=["postgres", "sqlite"])
    parser.add_argument("--answer", type=int, metavar="CLAIMS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        answer(options.answer)
        return
    if options.only != "sqlite":
        from factcheck.embedded import postgres

        postgres.SETTINGS.update(SERVER)
        with postgres.Postgres() as server:
            urls = {size: f"{server.url}_{size}" for size in options.postgres}
            report("PostgreSQL", {size: {"DATABASE_URL": url} for size, url in urls.items()}, options.queries)
    if options.only != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            report(
                "SQLite", {size: {"VAR_DIR": f"{folder}/{size}"} for size in options.sqlite}, options.queries
            )


# --- The process that asks -------------------------------------------------------------------------------


def report(name: str, databases: dict[int, dict[str, str]], queries: int) -> None:
    """Fill the databases, ask each the same number of queries in turn, and print what it took."""
    with ExitStack() as stack:
        children = {size: stack.enter_context(Child(size, env)) for size, env in databases.items()}
        filled = {size: child.ask("fill") for size, child in children.items()}
        for size, told in filled.items():
            print(f"{name}, {size:,}: {told['notes']}", flush=True)
        first = {size: child.ask("first") for size, child in children.items()}
        took: dict[int, list[dict[str, float]]] = {size: [] for size in children}
        for n in range(queries + 50):
            for size, child in children.items():
                found = child.ask(str(n))
                if n >= 50:  # by then both are warm
                    took[size].append(found)
        print(f"\n{name}: {queries} queries, {LIMIT} by meaning and {LIMIT} by words, milliseconds")
        print(
            f"{'claims':>10} {'median':>8} {'p95':>8}   of p95: near   words   multiple   {'':2}first  notes"
        )
        least = 0.0
        for size, times in took.items():
            whole, near, words = ([one[part] for one in times] for part in ("whole", "near", "words"))
            p95 = np.percentile(whole, 95)
            least = least or p95
            print(
                f"{size:>10,} {np.median(whole):>8.1f} {p95:>8.1f} {np.percentile(near, 95):>15.1f}"
                f" {np.percentile(words, 95):>7.1f} {p95 / least:>10.2f} {first[size]['whole']:>9.0f}"
                f"  {children[size].ask('end')['notes']}"
            )


class Child:
    """A process of its own for each database, as Django's settings know one."""

    def __init__(self, size: int, env: dict[str, str]) -> None:
        unset = {"DATABASE_URL", "VAR_DIR", "DJANGO_SETTINGS_MODULE"}
        base = {name: value for name, value in os.environ.items() if name not in unset}
        server = {"SECRET_KEY": "benchmark", "REDIS_URL": "redis://nowhere.example/0", "ALLOWED_HOSTS": "x"}
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--answer", str(size)],
            env={**base, **server, **env},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str) -> dict[str, float]:
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        if not (line := self._process.stdout.readline()):
            raise SystemExit("the process that answers has died")
        return json.loads(line)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=60)


# --- The processes that answer ---------------------------------------------------------------------------


def answer(size: int) -> None:
    if folder := os.environ.get("VAR_DIR"):
        Path(folder).mkdir()
    if url := os.environ.get("DATABASE_URL"):
        import psycopg

        server, name = url.rsplit("/", 1)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as link:
            link.execute(f"CREATE DATABASE {name}")
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    import django

    django.setup()
    made = Made(size)
    for line in sys.stdin:
        what = line.strip()
        if what == "fill":
            told = {"notes": fill(made)}
        elif what == "end":
            told = {"notes": in_the_end(made)}
        else:
            told = timed(*made.query(-1 if what == "first" else int(what)))
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def timed(text: str, vector: np.ndarray) -> dict[str, float]:
    from claims.retrieval import EVERY_KIND, candidates, engine
    from claims.retrieval.terms import terms

    started = time.perf_counter()
    found = candidates(text, vector, limit=LIMIT, encoder=ENCODER)
    whole = time.perf_counter() - started
    assert len(found) >= LIMIT
    started = time.perf_counter()
    engine().nearest(vector, encoder=ENCODER, kinds=EVERY_KIND, limit=LIMIT)
    near = time.perf_counter() - started
    started = time.perf_counter()
    engine().by_words(terms(text), encoder=ENCODER, kinds=EVERY_KIND, limit=LIMIT)
    words = time.perf_counter() - started
    return {"whole": 1000 * whole, "near": 1000 * near, "words": 1000 * words}


def fill(made: "Made") -> str:
    """Make the tables and rows; return what is to be told of it."""
    from django.core.management import call_command
    from django.db import connection

    from claims.retrieval import engine

    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%USING hnsw%'")
            indexes = [definition for (definition,) in cursor.fetchall()]
            cursor.execute("DROP INDEX index_entry_claim_vector, index_entry_check_vector")
            copy_into_postgres(cursor, made)
            loaded = time.perf_counter()
            cursor.execute("SET max_parallel_maintenance_workers = 1")
            for definition in indexes:
                cursor.execute(definition)
            cursor.execute("VACUUM claims_claim, claims_indexentry")  # as the server does by itself, later
            built = f", HNSW built in {time.perf_counter() - loaded:.0f} s"
    else:
        insert_into_sqlite(connection, made)
        loaded, built = time.perf_counter(), ""
    engine().settle()
    started_sweep = time.perf_counter()
    from claims.retrieval import Kind, unindexed

    assert unindexed(Kind.CLAIM, limit=1, encoder=ENCODER) == []
    sweep = time.perf_counter() - started_sweep
    return f"loaded in {loaded - started:.0f} s{built}; nothing unindexed: {1000 * sweep:.0f} ms"


def copy_into_postgres(cursor, made: "Made") -> None:
    def field(content: bytes) -> bytes:
        return struct.pack("!i", len(content)) + content

    start, end = b"PGCOPY\n\xff\r\n\0" + struct.pack("!ii", 0, 0), struct.pack("!h", -1)
    now = struct.pack("!q", 0)  # 1 January 2000
    with cursor.copy(
        "COPY claims_claim (id, statement, key, kind, created_at) FROM STDIN (FORMAT BINARY)"
    ) as copy:
        copy.write(start)
        for ids, texts, _ in made.chunks():
            copy.write(
                b"".join(
                    struct.pack("!h", 5)
                    + field(struct.pack("!q", pk))
                    + field(text.encode())
                    + field(key_of(pk).encode())
                    + field(b"other")
                    + field(now)
                    for pk, text in zip(ids, texts, strict=True)
                )
            )
        copy.write(end)
    columns = "claim_id, encoder, text, words, vector"
    with cursor.copy(f"COPY claims_indexentry ({columns}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(start)
        for ids, texts, vectors in made.chunks():
            halves = vectors.astype(">f2")
            copy.write(
                b"".join(
                    struct.pack("!h", 5)
                    + field(struct.pack("!q", pk))
                    + field(ENCODER.encode())
                    + field(text.encode())
                    + field(b"")
                    + field(struct.pack("!hh", DIMENSIONS, 0) + half.tobytes())
                    for pk, text, half in zip(ids, texts, halves, strict=True)
                )
            )
        copy.write(end)


def insert_into_sqlite(connection, made: "Made") -> None:
    with connection.cursor() as cursor:
        for ids, texts, vectors in made.chunks():
            cursor.execute("BEGIN")
            cursor.executemany(
                "INSERT INTO claims_claim (id, statement, key, kind, created_at)"
                " VALUES (%s, %s, %s, 'other', '2000-01-01')",
                [(pk, text, key_of(pk)) for pk, text in zip(ids, texts, strict=True)],
            )
            cursor.executemany(
                "INSERT INTO claims_indexentry (claim_id, encoder, text, words, vector) VALUES (%s, %s, %s, '', %s)",
                [
                    (pk, ENCODER, text, half.tobytes())
                    for pk, text, half in zip(ids, texts, vectors.astype("<f2"), strict=True)
                ],
            )
            cursor.execute("COMMIT")


def in_the_end(made: "Made") -> str:
    """How much HNSW finds, or how much memory the vectors take."""
    from django.db import connection

    from claims.retrieval import EVERY_KIND, engine

    if connection.vendor != "postgresql":
        import resource

        return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB"
    shares = []
    for n in range(50):
        _, vector = made.query(n)
        found = engine().nearest(vector, encoder=ENCODER, kinds=EVERY_KIND, limit=LIMIT)
        with connection.cursor() as cursor:
            cursor.execute("SET enable_indexscan = off")
            exact = engine().nearest(vector, encoder=ENCODER, kinds=EVERY_KIND, limit=LIMIT)
            cursor.execute("SET enable_indexscan = on")
        shares.append(len({*found} & {*exact}) / LIMIT)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size('claims_indexentry'))")
        whole = cursor.fetchone()[0]
    return f"recall {np.mean(shares):.3f}; {whole} with indexes"


def key_of(pk: int) -> str:
    return hashlib.sha256(str(pk).encode()).hexdigest()


class Made:
    """So many made-up claims, the same ones each time."""

    def __init__(self, size: int) -> None:
        self.size = size
        rng = np.random.default_rng(1)
        self._topics = unit(rng.standard_normal((TOPICS, DIMENSIONS), np.float32))
        self._directions = unit(rng.standard_normal((PRIME, DIMENSIONS), np.float32))
        self._stories = max(1, size // STORIES_OF)
        syllables = [c + v + e for c in "bdfgklmnprstv" for v in "aeiou" for e in ("", "n", "r", "l")]
        lengths = rng.integers(2, 5, WORDS)
        self._words = np.array(["".join(rng.choice(syllables, n)) for n in lengths])
        # Zipf's law, softened at the top, where the stop words would be.
        self._frequent = np.cumsum(1 / (np.arange(WORDS) + 20))
        self._frequent /= self._frequent[-1]
        self._topic_words = self._draw(rng, (TOPICS, TOPIC_WORDS))

    def chunks(self) -> Iterator[tuple[list[int], list[str], np.ndarray]]:
        """Ids from 1, statements and vectors."""
        for start in range(0, self.size, CHUNK):
            yield self._chunk(start)

    def query(self, n: int) -> tuple[str, np.ndarray]:
        """One of the claims as somebody else would put it: two words in three, a vector at about .85."""
        rng = np.random.default_rng([3, n + 1])
        start = CHUNK * int(rng.integers(max(1, self.size // CHUNK)))
        _, texts, vectors = self._kept(start)
        one = int(rng.integers(len(texts)))
        words = [word for word in texts[one].rstrip(".").split() if rng.random() < 2 / 3]
        noise = unit(rng.standard_normal((1, DIMENSIONS), np.float32))[0]
        return " ".join(words), unit((vectors[one] + 0.6 * noise)[None])[0]

    def _kept(self, start: int) -> tuple[list[int], list[str], np.ndarray]:
        if getattr(self, "_last", None) != start:
            self._last, self._last_chunk = start, self._chunk(start)
        return self._last_chunk

    def _chunk(self, start: int) -> tuple[list[int], list[str], np.ndarray]:
        number = min(CHUNK, self.size - start)
        rng = np.random.default_rng([2, start])
        stories = rng.integers(self._stories, size=number)
        topics = stories % TOPICS
        # Two of some thousand directions make one for each story.
        of_story = self._directions[stories % PRIME] + self._directions[stories // PRIME]
        own = unit(rng.standard_normal((number, DIMENSIONS), np.float32))
        vectors = unit(0.5 * self._topics[topics] + 0.6 * unit(of_story) + 0.5 * own)
        theirs = self._topic_words[topics[:, None], rng.integers(TOPIC_WORDS, size=(number, 7))]
        general = self._draw(rng, (number, 8))
        lengths = rng.integers(3, 9, number)
        texts = [
            f"The {self._said(theirs[n, : length - 1])} of {self._said(general[n, :length])}."
            for n, length in enumerate(lengths)
        ]
        return list(range(start + 1, start + number + 1)), texts, vectors

    def _said(self, words: np.ndarray) -> str:
        return " ".join(self._words[words])

    def _draw(self, rng: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
        return np.minimum(np.searchsorted(self._frequent, rng.random(shape)), WORDS - 1)


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


if __name__ == "__main__":
    main()
