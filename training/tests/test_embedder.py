"""`python -m training.embedder`: what it says before it writes."""

import subprocess
import sys

from django.conf import settings


def test_what_is_not_installed_is_said_in_one_line(tmp_path):
    code = (
        "import sys; sys.modules['torch'] = None; sys.argv[0] = 'embedder'; import runpy; "
        "runpy.run_module('training.embedder', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--work", str(tmp_path)],
        capture_output=True,
        check=False,
        text=True,
        cwd=settings.BASE_DIR,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "python -m training.embedder: torch is not installed; requirements/training.txt has it\n"
    )
