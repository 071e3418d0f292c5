"""What the desk shows and says of a reading that a person set right."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims import amending
from claims.extraction import Attribution
from claims.models import Quantity
from claims.tests.factories import NOW, AppearanceFactory
from reviews.models import ReviewEvent
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def amend(appearance, by):
    reading = amending.Reading("Ada Lund", "", Attribution.INDIRECT)
    return amending.amend(appearance, reading, [], by=by, now=LATER, seen=appearance.amended_at)


@pytest.fixture
def review():
    review = ReviewFactory()
    said = review.claim.appearances.get()
    Quantity.objects.create(appearance=said, text=said.exact[:7], start=0, end=7, value=9)
    return review


def test_the_history_tells_who_amended_what(client, editor, review):
    said = review.claim.appearances.get()
    amend(said, editor)
    event = ReviewEvent.objects.filter(review_id=review.pk).newest_first().first()
    assert (event.actor_id, event.to_state) == (editor.pk, review.state)
    client.force_login(editor)
    body = client.get(reverse("reviews:review", kwargs={"pk": review.pk})).content.decode()
    assert f"amended the speaker and numbers of “{said.exact}”" in body
    assert f"Amended by {editor.display_name}" in body


def test_the_review_leads_there_and_back(client, editor, contributor, review):
    page = reverse("reviews:review", kwargs={"pk": review.pk})
    there = reverse("claims:amend", kwargs={"pk": review.claim.appearances.get().pk})
    client.force_login(editor)
    assert f'href="{there}?back={page}"' in client.get(page).content.decode()
    client.force_login(contributor)
    assert there not in client.get(page).content.decode()


def test_what_a_person_read_is_shown_as_theirs(client, editor, review):
    said = review.claim.appearances.get()
    client.force_login(editor)
    page = reverse("reviews:review", kwargs={"pk": review.pk})
    machine = client.get(page).content.decode()
    assert "as the machine reads them" in machine
    assert '<span class="qty" data-by="machine">' in machine
    current, numbers = amending.reading_of(said)
    reading = amending.Reading("Ada Lund", "", Attribution.DIRECT)
    amending.amend(said, reading, numbers, by=editor, now=LATER, seen=None)
    person = client.get(page).content.decode()
    assert "as the machine reads them" not in person
    assert '<span class="qty">' in person
    assert current.speaker == ""


def test_what_readers_see_is_not_amended_under_their_eyes(editor):
    review = reach(State.PUBLISHED)
    said = review.claim.appearances.first() or AppearanceFactory(claim=review.claim)
    with pytest.raises(amending.AmendRefused, match="Readers see a fact-check"):
        amend(said, editor)
    said.refresh_from_db()
    assert said.amended_at is None


def test_after_a_retraction_it_may_be(editor):
    review = reach(State.RETRACTED)
    said = review.claim.appearances.first() or AppearanceFactory(claim=review.claim)
    assert amend(said, editor)
