"""What the desk shows and says of a reading that a person set right."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from claims import amending
from claims.extraction import Attribution
from claims.models import Quantity
from claims.tests.factories import NOW, AppearanceFactory, UserFactory
from reviews import actions
from reviews.models import ReviewEvent
from reviews.states import Action, State
from reviews.tests.factories import ReviewFactory, evidence_draft, reach
from reviews.tests.test_actions import at_once

LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


def amend(appearance, by):
    reading = amending.Reading("Ada Lund", "", Attribution.INDIRECT, ())
    return amending.amend(appearance, reading, by=by, now=LATER, seen=appearance.amended_at)


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
    reading = replace(amending.reading_of(said), speaker="Ada Lund", attribution=Attribution.DIRECT)
    amending.amend(said, reading, by=editor, now=LATER, seen=None)
    person = client.get(page).content.decode()
    assert "as the machine reads them" not in person
    assert '<span class="qty">' in person


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.AWAITING_APPROVAL, "Somebody decides on this claim"),
        (State.PUBLISHED, "Readers have seen"),
        (State.RETRACTED, "Readers have seen"),
    ],
)
def test_what_is_decided_on_or_was_seen_is_not_amended(client, editor, state, why):
    review = reach(state)
    said = review.claim.appearances.get()
    with pytest.raises(amending.AmendRefused, match=why):
        amend(said, editor)
    said.refresh_from_db()
    assert said.amended_at is None
    client.force_login(editor)
    page = client.get(reverse("reviews:review", kwargs={"pk": review.pk}))
    assert reverse("claims:amend", kwargs={"pk": said.pk}) not in page.content.decode()


def test_nor_while_what_readers_see_is_corrected(editor, senior_editor):
    review = reach(State.PUBLISHED)
    actions.correct(review=review, by=senior_editor, version=review.version, now=LATER, note="Wrong.")
    with pytest.raises(amending.AmendRefused, match="Readers have seen"):
        amend(review.claim.appearances.get(), editor)


def test_the_event_keeps_both_readings(editor, review):
    said = review.claim.appearances.get()
    amend(said, editor)
    data = ReviewEvent.objects.filter(review_id=review.pk).newest_first().first().data
    assert (data["before"]["speaker"], data["after"]["speaker"]) == ("", "Ada Lund")
    assert [each["value"] for each in data["before"]["quantities"]] == [9]
    assert data["after"]["quantities"] == []


def test_the_history_names_only_what_was_amended(editor, review):
    said = review.claim.appearances.get()
    reading = replace(amending.reading_of(said), quantities=())
    amending.amend(said, reading, by=editor, now=LATER, seen=None)
    assert ReviewEvent.objects.filter(review_id=review.pk).newest_first().first().data["changed"] == "numbers"


def test_it_makes_nobodys_draft_stale_and_is_not_told_as_the_reason(client, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    actions.add_evidence(review=review, by=editor, version=seen, now=LATER, draft=evidence_draft())
    amend(review.claim.appearances.get(), editor)
    client.force_login(editor)
    address = reverse("reviews:act", kwargs={"pk": review.pk, "action": "release"})
    response = client.post(address, {"version": seen})
    assert response.status_code == 409
    assert [told.event.action for told in response.context["conflict"].happened] == [Action.ADD_EVIDENCE]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_amend_at_once_the_second_is_told(editor):
    said = AppearanceFactory()
    people = [UserFactory() for _ in range(2)]
    outcomes = at_once(lambda by: _outcome(said, by), *people)
    assert sorted(outcomes) == ["amended", "stale"]


def _outcome(said, by):
    reading = amending.Reading(f"Speaker {by.pk}", "", Attribution.INDIRECT, ())
    try:
        amending.amend(said, reading, by=by, now=LATER, seen=None)
    except amending.StaleReading:
        return "stale"
    return "amended"
