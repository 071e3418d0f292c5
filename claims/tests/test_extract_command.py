"""`manage.py extract`."""

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from claims.extraction import ModelMissing
from claims.tests.extraction.story import PUBLISHED, STORY

MANAGE = str(Path(settings.BASE_DIR) / "manage.py")


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8", newline="")
    return str(path)


def rows(*args, **options):
    out = io.StringIO()
    call_command("extract", *args, stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def stdin(monkeypatch, content: bytes):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def manage(*args, **options):
    command = [sys.executable, MANAGE, *args]
    return subprocess.run(command, capture_output=True, check=False, **options)


def in_shell(rest):
    """The command as a shell runs it: a redirection may close a standard stream."""
    line = f'"{sys.executable}" "{MANAGE}" {rest}'
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False)


def test_claims_best_first(story):
    found = rows(story, published=PUBLISHED)
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    assert all(row["check_worthy"] for row in found)
    assert all(STORY[row["start"] : row["end"]] == row["text"] for row in found)
    assert "file" not in found[0]


def test_every_sentence(story):
    every = rows(story, "--all", "--published", PUBLISHED)
    assert [row["start"] for row in every] == sorted(row["start"] for row in every)
    assert {row["check_worthy"] for row in every} == {True, False}


def test_the_date_comes_from_the_text_when_none_is_given(story):
    assert rows(story) == rows(story, published=PUBLISHED)
    assert rows(story) != rows(story, published="2020-01-01")


def test_offsets_count_line_ends_as_they_are(tmp_path):
    path = tmp_path / "dos.txt"
    path.write_bytes("Café.\r\n\r\nExports rose by 12 per cent in 2021.\r\n".encode())
    (row,) = rows(str(path))
    assert (row["start"], row["end"]) == (9, 45)


def test_one_answer_a_line(monkeypatch):
    stdin(monkeypatch, b"Exports rose by 12 per cent.\n\nWhat a day!\r\nShe left. He stayed.")
    found = rows("-", "--lines")
    assert [(row["start"], row["end"], row["text"]) for row in found] == [
        (0, 28, "Exports rose by 12 per cent."),
        (0, 0, ""),
        (0, 11, "What a day!"),
        (0, 20, "She left. He stayed."),
    ]
    assert [row["check_worthy"] for row in found] == [True, False, False, False]


def test_several_files_are_named(story, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Exports rose by 12 per cent in 2021.", encoding="utf-8")
    assert {row["file"] for row in rows(story, str(other))} == {story, str(other)}


def test_a_name_in_another_encoding_is_written_as_json_can(story, tmp_path):
    other = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(other)).write_text(STORY, encoding="utf-8")
    done = manage("extract", story, other)
    assert (done.returncode, done.stderr) == (0, b"")
    files = {json.loads(line)["file"] for line in done.stdout.decode("utf-8").splitlines()}
    assert {os.fsencode(file) for file in files} == {story.encode(), other}


@pytest.mark.parametrize("published", ["2026-11-12", "2026-11-12T09:30", "2026-11-12T09:30:00Z"])
def test_a_day_and_a_moment_are_taken(monkeypatch, published):
    stdin(monkeypatch, b"The port lost 40 boats on Monday.")
    (row,) = rows("-", published=published)
    assert row["times"][0]["from"] == "2026-11-09"


def test_the_title_is_no_claim(tmp_path):
    path = tmp_path / "titled.txt"
    path.write_text("Exports rose by 12 per cent.\n\nThe port shipped 4,000 tonnes.", encoding="utf-8")
    assert len(rows(str(path))) == 2
    assert len(rows(str(path), title="Exports rose by 12 per cent")) == 1


def test_letters_are_written_as_they_are(monkeypatch):
    stdin(monkeypatch, "Café prices rose by 12 per cent in 2021.".encode())
    out = io.StringIO()
    call_command("extract", stdout=out)
    assert "Café" in out.getvalue()


def test_the_table_steers_no_terminal(monkeypatch):
    stdin(monkeypatch, b"Exports \x1b[31mrose by 12 per cent, Ann Lind said.")
    out = io.StringIO()
    call_command("extract", "--format", "table", stdout=out)
    assert "\x1b" not in out.getvalue()
    assert "12 per cent." in out.getvalue()
    assert "Ann Lind · indirect" in out.getvalue()


def test_a_title_goes_with_an_article_only(story):
    with pytest.raises(CommandError, match="--title") as caught:
        call_command("extract", story, "--lines", title="A headline")
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "no text"),
        (b" \n\n", "no text"),
        ("\ufeff\u200b\0\u00ad\n".encode(), "no text"),
        (b"Exports \xff rose.", "not UTF-8 (byte 8)"),
    ],
)
def test_bad_input(monkeypatch, content, complaint):
    stdin(monkeypatch, content)
    with pytest.raises(CommandError, match="standard input") as caught:
        call_command("extract")
    assert complaint in str(caught.value)
    assert caught.value.returncode == 2


@pytest.mark.parametrize(
    "published",
    [
        "yesterday-ish",
        "2026-13-01",
        "2026-11",
        "",
        "2026-11-12T25:00",
        "2026-11-12\nx",
        "12 May 2026 at noon",
    ],
)
def test_bad_date(story, published):
    with pytest.raises(CommandError, match="--published") as caught:
        call_command("extract", story, published=published)
    assert caught.value.returncode == 2


def test_a_bad_file_among_good_ones_prints_nothing(story, tmp_path):
    out = io.StringIO()
    with pytest.raises(CommandError, match="missing"):
        call_command("extract", story, str(tmp_path / "missing.txt"), stdout=out)
    assert out.getvalue() == ""


@pytest.mark.parametrize(
    "args", [["no-such-file.txt"], ["."], [""], ["--format", "xml"], ["--no-such-option"]]
)
def test_an_error_is_one_line_and_status_2(args, tmp_path):
    done = manage("extract", *args, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.decode().strip().splitlines()) == 1
    assert done.stdout == b""


def test_no_database_and_no_folder_for_state_is_needed(story, tmp_path):
    """The state folder lies below a file, so nothing could open or make it."""
    done = manage("extract", story, env={**os.environ, "VAR_DIR": str(Path(story) / "var")})
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 4


def test_a_reader_that_leaves_early_hears_nothing(tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("Exports rose by 12 per cent in 2021. " * 20_000, encoding="utf-8")
    command = [sys.executable, MANAGE, "extract", str(long), "--lines"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.read(10)
        child.stdout.close()
        assert child.stderr.read() == b""
        child.wait()


@pytest.mark.parametrize("command", ["extract --all", "evaluate policlaim"])
def test_an_output_that_takes_nothing_is_one_line(command, tmp_path):
    path = tmp_path / "speeches.csv"
    path.write_text("sentence,label\nExports of salt rose by 12 per cent in 2021.,1\n", encoding="utf-8")
    for output, why in (("/dev/full", b"No space left on device"), ("&-", b"closed")):
        done = in_shell(f"{command} {path} >{output}")
        assert (done.returncode, done.stderr) == (1, b"standard output: " + why + b"\n")


def test_a_closed_input_has_no_text():
    done = in_shell("extract <&-")
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"standard input: no text in it\n")


def test_where_nobody_hears_what_is_wrong_the_status_tells(story):
    assert in_shell("extract no-such-file.txt 2>&-").returncode == 2
    assert in_shell("extract no-such-file.txt >&- 2>&-").returncode == 1
    assert in_shell(f"extract {story} 2>&-").stdout.count(b"\n") > 4


def test_an_interrupt_ends_it_in_silence(tmp_path):
    long = tmp_path / "long.txt"
    long.write_text("Exports rose by 12 per cent in 2021.\n" * 20_000, encoding="utf-8")
    command = [sys.executable, MANAGE, "extract", str(long), "--lines"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A test run in the background ignores interrupts, and its children would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as child:
        child.stdout.read(10)
        child.send_signal(signal.SIGINT)
        _, said = child.communicate()
    assert (child.returncode, said) == (130, b"")


def test_without_the_model_nothing_is_printed_but_why(story, monkeypatch, capsys):
    monkeypatch.setattr(
        "claims.extraction.engine.encoder", Mock(side_effect=ModelMissing("no model in here"))
    )
    with pytest.raises(CommandError) as refused:
        call_command("extract", story, all=True)
    assert refused.value.returncode == 2
    assert str(refused.value) == "no model in here"
    assert capsys.readouterr().out == ""
