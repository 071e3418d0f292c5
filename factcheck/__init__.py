"""The project: settings, composition root, and what every app shares."""

from factcheck.celery import app as celery_app

__all__ = ["celery_app"]
