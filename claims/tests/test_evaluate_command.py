"""`manage.py evaluate`."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

HEADER = "sentence,label\n"


def evaluate(*args):
    out = io.StringIO()
    call_command("evaluate", *map(str, args), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def speeches(tmp_path):
    path = tmp_path / "speeches.csv"
    path.write_text(
        f"{HEADER}Exports of salt rose by 12 per cent in 2021.,1\nGood evening.,0\n", encoding="utf-8"
    )
    return path


def test_a_figure_a_line(speeches):
    lines = evaluate("policlaim", speeches)
    assert "1.000  check-worthy F1 (1)" in lines
    assert "1.000  average precision (2)" in lines


def test_needs_no_database(speeches):
    # pytest-django refuses every query of a test that does not ask for one.
    assert evaluate("policlaim", speeches)


def test_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv: No such file or directory") as error:
        evaluate("policlaim", tmp_path / "nowhere.csv")
    assert error.value.returncode == 2


def test_a_folder_for_a_file(tmp_path):
    with pytest.raises(CommandError, match="Is a directory") as error:
        evaluate("policlaim", tmp_path)
    assert error.value.returncode == 2


def test_the_wrong_columns(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("text,verdict\nGood evening.,0\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"other\.csv: no column sentence") as error:
        evaluate("policlaim", path)
    assert error.value.returncode == 2


def test_not_utf8(tmp_path):
    path = tmp_path / "latin.csv"
    path.write_bytes(HEADER.encode() + "Café,0\n".encode("latin-1"))
    with pytest.raises(CommandError, match=r"latin\.csv: not UTF-8") as error:
        evaluate("policlaim", path)
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["policlaim", "nowhere.csv"], b"nowhere.csv: No such file or directory\n"),
        (["poliklaim", "nowhere.csv"], b"poliklaim"),
        (["policlaim"], b"PATH"),
        (["timeml", ""], b"names no file"),
        ([], b"DATASET, PATH"),
    ],
)
def test_bad_input_is_one_line_and_status_2(args, said, tmp_path):
    done = subprocess.run(
        [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "evaluate", *args],
        capture_output=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert done.stdout == b""
    assert said in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_reader_that_has_seen_enough_ends_it_in_silence(speeches):
    command = [
        sys.executable,
        str(Path(settings.BASE_DIR) / "manage.py"),
        "evaluate",
        "policlaim",
        str(speeches),
    ]
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")
