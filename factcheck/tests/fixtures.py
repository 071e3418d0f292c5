"""Fixtures of every app: the roles as people, and a browser-less client signed in as each."""

from importlib import import_module

import pytest
from django.apps import apps

from claims.tests.factories import NOW, UserFactory
from factcheck.accounts.models import Role


@pytest.fixture
def now():
    return NOW


def _person(role):
    @pytest.fixture(name=role.value)
    def person(db):
        return UserFactory(role=role, username=role.value)

    return person


contributor, editor, senior_editor, moderator, admin = map(_person, Role)


@pytest.fixture
def ratings(db):
    """The scale that a new desk starts with: tests that commit empty every table, this one too."""
    import_module("reviews.migrations.0002_first_scale").add_scale(apps, None)
