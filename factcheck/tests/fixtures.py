"""Fixtures of every app: the roles as people, and a browser-less client signed in as each."""

import pytest

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
