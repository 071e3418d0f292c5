"""gunicorn's settings in the embedded mode."""

import os

from factcheck.embedded.child import die_with_parent

# gunicorn loads this before it makes its workers.
GUNICORN_PID = os.getpid()

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one start of Django, two processes
graceful_timeout = 3
control_socket_disable = True  # it would lie in the home folder
accesslog = "-"


def post_fork(server: object, worker: object) -> None:
    """Have the workers die with gunicorn, however it dies."""
    die_with_parent(GUNICORN_PID)
