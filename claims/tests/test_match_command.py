"""`manage.py match`."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.extraction import ModelMissing
from claims.management.commands import match as module

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")
CLAIMS = [
    {"vclaim_id": "border", "vclaim": "About 100,000 troops are massed at the Belmar border."},
    {"vclaim_id": "boats", "vclaim": "Nine boats sank off Saint Orne.", "title": "The night of the storm"},
    {"vclaim_id": "salt", "vclaim": "Torvia exports more salt than any other country."},
]
QUERY = "More than 100,000 soldiers have gathered on the border with Belmar."


def write(path, *rows):
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def claims(tmp_path):
    return write(tmp_path / "claims.jsonl", *CLAIMS)


@pytest.fixture
def ask(monkeypatch):
    def ask(content, *args):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        out = io.StringIO()
        call_command("match", *map(str, args), stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return ask


def manage(*args, **options):
    command = [sys.executable, MANAGE, "match", *map(str, args)]
    return subprocess.run(command, capture_output=True, check=False, **options)


def test_the_claims_of_a_statement_best_first(ask, claims):
    (answer,) = ask(QUERY.encode(), "--claims", claims)
    assert answer["query"] == QUERY
    assert {match["id"] for match in answer["matches"]} == {"border", "boats", "salt"}
    scores = [match["score"] for match in answer["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    best, *rest = answer["matches"]
    assert (best["id"], best["relation"], best["suggested"]) == ("border", "same", True)
    assert not any(match["suggested"] for match in rest)


def test_one_answer_a_line(ask, claims):
    answers = ask("Nine boats.\r\n\n  \n…\nCafé\tsalt".encode(), "--claims", claims)
    assert [answer["query"] for answer in answers] == ["Nine boats.", "", "  ", "…", "Café\tsalt"]
    assert [bool(answer["matches"]) for answer in answers] == [True, False, False, False, True]


def test_a_byte_order_mark_is_no_part_of_the_first_statement(ask, claims):
    answers = ask("\ufeffNine boats.\n\ufeffNine boats.\n".encode(), "--claims", claims)
    assert [answer["query"] for answer in answers] == ["Nine boats.", "\ufeffNine boats."]


def test_no_lines_no_answers(ask, claims):
    assert ask(b"", "--claims", claims) == []


def test_the_limit(ask, claims):
    (answer,) = ask(b"Nine boats sank.", "--claims", claims, "--limit", "1")
    assert [match["id"] for match in answer["matches"]] == ["boats"]


def test_other_keys_and_ids_that_are_numbers(ask, tmp_path):
    file = write(
        tmp_path / "c.jsonl", {"n": 7, "said": "Nine boats sank."}, "", {"n": 8, "said": "It rained."}
    )
    (answer,) = ask(b"Boats sank.", "--claims", file, "--text-key", "said", "--id-key", "n")
    assert [match["id"] for match in answer["matches"]] == [7, 8]


def test_what_stands_beside_a_claim_is_found_by_its_words(ask, tmp_path):
    claims = [{"vclaim_id": name, "vclaim": "The report was false."} for name in "abc"]
    claims[1]["title"] = "Lotteries in Kestria"
    (answer,) = ask(b"A lottery in Kestria", "--claims", write(tmp_path / "c.jsonl", *claims))
    assert answer["matches"][0]["id"] == "b"


def test_a_post_and_a_check_of_the_same_week_belong_together(ask, tmp_path):
    post = b"Boats sank off Saint Orne! #storm - Ann Lind (@annlind) October 2, 2017"
    claims = [
        {"vclaim_id": year, "vclaim": "Nine boats sank off Saint Orne.", "date": f"5 October {year}"}
        for year in (2015, 2017, 2019)
    ]
    (answer,) = ask(post, "--claims", write(tmp_path / "c.jsonl", *claims))
    assert answer["matches"][0]["id"] == 2017
    assert answer["matches"][0]["score"] > answer["matches"][1]["score"]


def test_any_line_gets_an_answer(ask, claims):
    lines = ['" OR NEAR(', "\x00 boats", "*", "a" * 5000, "word " * 3000, "😀 #", "@ https://t.co/x"]
    assert len(ask("\n".join(lines).encode(), "--claims", claims)) == len(lines)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2: not JSON: "),
        ("[" * 100_000, "line 2: nested too deeply"),
        ("[]", "line 2: not an object"),
        ('{"vclaim_id": "a"}', "line 2: no vclaim"),
        ('{"vclaim": "a"}', "line 2: no vclaim_id"),
        ('{"vclaim_id": "a", "vclaim": 7}', "line 2: vclaim is no text"),
        ('{"vclaim": "a", "vclaim_id": ' + "7" * 5_000 + "}", "line 2: a number of too many digits"),
        ('{"vclaim_id": true, "vclaim": "a"}', "line 2: vclaim_id is neither a text nor a whole number"),
        ('{"vclaim_id": "border", "vclaim": "a"}', "line 2: vclaim_id 'border' stands in line 1 too"),
    ],
)
def test_a_line_that_is_no_claim_is_named(ask, tmp_path, line, said):
    file = write(tmp_path / "claims.jsonl", CLAIMS[0], line)
    with pytest.raises(CommandError) as error:
        ask(b"Boats sank.", "--claims", file)
    assert str(error.value).startswith(f"{file}: {said}")
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    ("args", "stdin", "said"),
    [
        ([], b"", b"--claims"),
        (["--claims", "nowhere.jsonl"], b"", b"nowhere.jsonl: No such file or directory"),
        (["--claims", "."], b"", b".: Is a directory"),
        (["--claims", "empty.jsonl"], b"", b"empty.jsonl: no claims in it"),
        (["--claims", "latin.jsonl"], b"", b"latin.jsonl: not UTF-8"),
        (["--claims", "claims.jsonl"], b"\xff\n", b"standard input: line 1: not UTF-8"),
        (["--claims", "claims.jsonl", "--limit", "0"], b"", b"'0' is no number from 1 to 1,000"),
        (["--claims", "claims.jsonl", "--limit", "ten"], b"", b"'ten' is no number from 1 to 1,000"),
    ],
)
def test_bad_input_is_one_line_and_status_2(claims, tmp_path, args, stdin, said):
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    (tmp_path / "latin.jsonl").write_bytes("Café".encode("latin-1"))
    done = manage(*args, input=stdin, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_without_the_model(ask, claims, monkeypatch):
    def gone():
        raise ModelMissing("the model cannot be loaded")

    monkeypatch.setattr(module, "embedder", gone)
    with pytest.raises(CommandError, match="the model cannot be loaded") as error:
        ask(b"Boats sank.", "--claims", claims)
    assert error.value.returncode == 2


def test_an_answer_comes_before_the_next_question(claims):
    command = [sys.executable, MANAGE, "match", "--claims", str(claims)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:
        asked.stdin.write(b"Nine boats sank.\n")
        asked.stdin.flush()
        assert json.loads(asked.stdout.readline())["query"] == "Nine boats sank."
        asked.stdin.close()
        assert asked.stdout.read() == b""
    assert asked.returncode == 0


def test_half_a_surrogate_pair_is_written_as_json_can(tmp_path):
    file = write(tmp_path / "c.jsonl", '{"vclaim_id": "\\ud800", "vclaim": "Nine \\ud800 boats sank."}')
    done = manage("--claims", file, input=b"Boats sank.\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["matches"][0]["id"] == "\ud800"


def test_a_reader_that_has_seen_enough_ends_it_in_silence(claims):
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, MANAGE, "match", "--claims", str(claims)],
        input=b"Boats sank.\n" * 3,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_needs_no_database_and_keeps_nothing(claims, tmp_path):
    before = sorted(tmp_path.iterdir())
    done = manage(
        "--claims",
        claims,
        input=b"Boats sank.\n",
        cwd=tmp_path,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(tmp_path.iterdir()) == before
