"""Where unix sockets go. Their paths must fit in the kernel's 108 bytes (104 on macOS)."""

import os
import tempfile
from pathlib import Path

LONGEST_SOCKET_PATH = 100


def socket_folder(folder: Path, socket_name: str) -> Path:
    """Return `folder` if a socket of this name can be bound in it, else a new private folder under /tmp."""
    if len(os.fsencode(folder.resolve() / socket_name)) <= LONGEST_SOCKET_PATH:
        return folder.resolve()
    return Path(tempfile.mkdtemp(prefix="factcheck-", dir="/tmp"))  # mkdtemp makes it 0700 and ours
