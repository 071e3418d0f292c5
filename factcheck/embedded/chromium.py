"""The Chromium of the browser tests: `python -m factcheck.embedded.chromium` installs one where it can."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find() -> str | None:
    """Return the path of a Chromium on PATH. CHROMIUM in the environment names one elsewhere."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def install() -> None:
    """Install Debian's Chromium, as root where there is apt-get; without one the test run says what is missing."""
    if find() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write("Installing Chromium for the browser tests …\n")
    sys.stdout.flush()
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-qq", "--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", *options, "chromium"]):
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode != 0:
            sys.stdout.write(f"{' '.join(command)}: {done.stderr.strip()}\n")


if __name__ == "__main__":
    install()
