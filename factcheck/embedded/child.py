"""Become a command that dies with its parent: `python -IS child.py PARENT_PID SIGNAL COMMAND…`.

Run by path, not with -m: it must start in milliseconds, so it imports nothing of the project.

Linux only. macOS has no parent-death signal: there `kill -9` of the supervisor leaves broker, worker and beat
running, and the next `make run` says that they are in its way. Every other way to stop works everywhere.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int, death_signal: int = signal.SIGKILL) -> None:
    """Have the kernel send `death_signal` to this process when `parent`, its parent now, is gone.

    Exits at once if the parent died before the kernel was told. Does nothing where the kernel cannot do this.
    """
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")
    if os.getppid() != parent:
        os._exit(128 + death_signal)


def main() -> None:
    parent, death_signal, *command = sys.argv[1:]
    die_with_parent(int(parent), int(death_signal))
    try:
        os.execvp(command[0], command)  # noqa: S606
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


if __name__ == "__main__":
    main()
