"""What an import of ClaimReview takes: `.venv/bin/python benchmarks/importing.py [CHECKS …]`.

For each number of checks a made-up feed is written, and `manage.py import_claimreview` reads it into an empty SQLite
database of its own, in a process of its own: checks a second, and the most memory that the process held. A million
checks need about a gigabyte under /tmp until they are done.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

MANAGE = Path(__file__).resolve().parents[1] / "manage.py"
THINGS = [
    "ferry",
    "bridge",
    "hospital",
    "border",
    "harvest",
    "rail",
    "school",
    "budget",
    "river",
    "port",
    "tunnel",
]
RATINGS = ["False", "Mostly false", "Half true", "True", "Unproven"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checks", type=int, nargs="*", default=[10_000, 100_000, 1_000_000], metavar="CHECKS")
    for checks in parser.parse_args().checks:
        with tempfile.TemporaryDirectory() as folder:
            feed = Path(folder, "feed.json")
            write(feed, checks)
            manage(folder, "migrate", "--verbosity", "0")
            before = time.monotonic()
            peak = manage(folder, "import_claimreview", str(feed))
            took = time.monotonic() - before
        print(
            f"{checks:>9,} checks: {took:,.0f} s, {checks / took:,.0f} a second, {peak:.0f} MB at most",
            flush=True,
        )


def write(feed: Path, checks: int) -> None:
    chance = random.Random(1)
    with feed.open("w", encoding="utf-8") as file:
        file.write('{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [\n')
        for number in range(checks):
            file.write(("," if number else "") + json.dumps(check(number, chance)) + "\n")
        file.write("]}\n")


def check(number: int, chance: random.Random) -> dict[str, Any]:
    one, other = chance.sample(THINGS, 2)
    review = {
        "@type": "ClaimReview",
        "url": f"https://checks.example/{number}",
        "datePublished": f"{chance.randint(2010, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "author": {"@type": "Organization", "name": f"Desk {number % 40}", "url": "https://checks.example/"},
        "claimReviewed": f"Kestria's {one} {other} number {number} cost {chance.randint(2, 900)} million crowns.",
        "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": f"Speaker {number % 999}"}},
        "reviewRating": {"@type": "Rating", "alternateName": chance.choice(RATINGS)},
    }
    return {"@type": "DataFeedItem", "item": [review]}


def manage(folder: str, *arguments: str) -> float:
    """Run a command of the workbench with all its state in the folder; the most memory that it held, in MB."""
    names = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in names} | {"VAR_DIR": folder}
    process = subprocess.Popen([sys.executable, str(MANAGE), *arguments], env=env, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(process.returncode)
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    main()
