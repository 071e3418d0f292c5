"""`python -m training`: what it says before it trains."""

import subprocess
import sys

import pytest
from django.conf import settings

WITHOUT_TORCH = "import sys; sys.modules['torch'] = None; sys.argv[0] = 'training'; import runpy; "
GOOD = {
    "claimbuster/crowdsourced.csv": "Text,Verdict\nI am tall.,0\n",
    "claimbuster/groundtruth.csv": "Text,Verdict\nI am tall.,0\n",
    "factappeal/train.csv": "annotation\nIt rained.\n",
}


def train(*args):
    code = f"{WITHOUT_TORCH}runpy.run_module('training', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, args)],
        capture_output=True,
        check=False,
        text=True,
        cwd=settings.BASE_DIR,
    )


@pytest.fixture
def folder(tmp_path):
    for name, content in GOOD.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def test_help_needs_nothing():
    done = train("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "--data" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("claimbuster/crowdsourced.csv", None, "crowdsourced.csv: No such file or directory"),
        ("claimbuster/groundtruth.csv", b"Text,Verdict\nI am tall.,\n", "groundtruth.csv: '' is no Verdict"),
        ("factappeal/train.csv", b"annotation\n\xff\n", "train.csv: not UTF-8"),
        ("factappeal/train.csv", b"sentence\nx\n", "train.csv: no column annotation"),
    ],
)
def test_bad_data_is_one_line_and_status_2(folder, name, content, said):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    done = train("--data", folder, "--work", folder / "work")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("python -m training: --data: ")
    assert done.stderr.endswith(f"{said}\n")
    assert done.stderr.count("\n") == 1


def test_what_is_not_installed_is_said_in_one_line(folder):
    done = train("--data", folder, "--work", folder / "work")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "python -m training: torch is not installed; requirements/training.txt has it\n"


def test_a_wrong_argument_is_one_line(folder):
    done = train("--data", folder)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
