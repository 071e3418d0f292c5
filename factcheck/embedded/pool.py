"""Have a worker's pool die with the worker, however it dies. Loaded by `celery worker -I`."""

import os

from celery.signals import worker_process_init

from factcheck.embedded.child import die_with_parent

# This module is loaded in the worker, before it makes its pool.
WORKER_PID = os.getpid()


@worker_process_init.connect
def follow_the_worker(**_: object) -> None:
    die_with_parent(WORKER_PID)
