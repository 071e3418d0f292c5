"""gunicorn's settings in the embedded mode."""

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from factcheck.embedded.child import die_with_parent

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # one start of Django, two processes
graceful_timeout = 3
control_socket_disable = True  # it would lie in the home folder
accesslog = "-"


def post_fork(server: Arbiter, worker: Worker) -> None:
    """Have the workers die with gunicorn, however it dies."""
    die_with_parent(worker.ppid)
