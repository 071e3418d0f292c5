"""The page of one review in all its states, and every step that can be posted to it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    MatchFactory,
    MergeFactory,
    PriorCheckFactory,
    RevisionFactory,
    UserFactory,
)
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Correction, Evidence, Rating, Review, ReviewEvent, Verdict
from reviews.states import Action, State
from reviews.tests.factories import ReviewFactory, evidence_draft, reach, verdict_draft

ATTACK = "<script>alert(1)</script>"


@pytest.fixture
def other(db):
    return UserFactory(role=Role.EDITOR, first_name="Pell", last_name="Okonta")


@pytest.fixture
def senior(db):
    return UserFactory(role=Role.SENIOR_EDITOR, first_name="Sunniva", last_name="Hale")


@pytest.fixture
def as_person(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def page(client, review):
    return client.get(review.get_absolute_url())


def post(client, review, action, version=None, **values):
    version = review.version if version is None else version
    return client.post(reverse("reviews:act", args=[review.pk, action]), {"version": version, **values})


def body(response):
    return response.content.decode()


def rows(review):
    """All that a step may write."""
    return (
        Review.objects.filter(pk=review.pk).values().get(),
        list(Verdict.objects.filter(review=review).order_by("pk").values()),
        list(Evidence.objects.filter(review=review).order_by("pk").values()),
        list(Correction.objects.filter(review=review).order_by("pk").values()),
        list(ReviewEvent.objects.filter(review_id=review.pk).order_by("pk").values()),
    )


def evidence_values(**changes):
    return {
        "url": "https://camps.example/survey",
        "title": "Camp survey",
        "publisher": "Institute for Frontier Studies",
        "published_on": "2026-11-09",
        "quote": "The camps have beds for 96,000.",
        "location": "figure 4",
        "stance": "supports",
        "kind": "report",
        **changes,
    }


def verdict_values(**changes):
    rating = Rating.objects.get(slug="wrong")
    return {"rating": rating.pk, "summary": "It is not so.", "explanation": "See [1].", **changes}


# --- Every step: happy path, wrong role, stale version ----------------------------------------------------

# The state each starts from, who takes it, and what is typed.
STEPS = {
    Action.TAKE: (State.QUEUED, "writer", {}),
    Action.TAKE_OVER: (State.IN_REVIEW, "other", {}),
    Action.HOLD: (State.IN_REVIEW, "writer", {}),
    Action.RELEASE: (State.IN_REVIEW, "writer", {}),
    Action.ADD_EVIDENCE: (State.IN_REVIEW, "writer", evidence_values()),
    Action.REPLACE_EVIDENCE: (State.IN_REVIEW, "writer", evidence_values(number=1)),
    Action.REMOVE_EVIDENCE: (State.IN_REVIEW, "writer", {"number": 1}),
    Action.SAVE_VERDICT: (State.IN_REVIEW, "writer", {"summary": "Typed words"}),
    Action.SEND_FOR_APPROVAL: (State.IN_REVIEW, "writer", {"summary": "Typed words"}),
    Action.WITHDRAW: (State.AWAITING_APPROVAL, "writer", {}),
    Action.REQUEST_CHANGES: (State.AWAITING_APPROVAL, "senior", {"note": "Typed words"}),
    Action.APPROVE: (State.AWAITING_APPROVAL, "senior", {}),
    Action.DISMISS: (State.QUEUED, "writer", {"reason": "Typed words"}),
    Action.RESTORE: (State.DISMISSED, "writer", {}),
    Action.CORRECT: (State.PUBLISHED, "senior", {"note": "Typed words"}),
    Action.CANCEL_CORRECTION: ("correcting", "senior", {}),
    Action.RETRACT: (State.PUBLISHED, "senior", {"note": "Typed words"}),
    Action.ADJUST_PRIORITY: (
        State.QUEUED,
        "writer",
        {"before": "0", "adjustment": "5", "reason": "Typed words"},
    ),
    Action.COMMENT: (State.QUEUED, "writer", {"text": "Typed words"}),
}
LANDS_IN = {
    Action.TAKE: State.IN_REVIEW,
    Action.TAKE_OVER: State.IN_REVIEW,
    Action.RELEASE: State.QUEUED,
    Action.SEND_FOR_APPROVAL: State.AWAITING_APPROVAL,
    Action.WITHDRAW: State.IN_REVIEW,
    Action.REQUEST_CHANGES: State.IN_REVIEW,
    Action.APPROVE: State.PUBLISHED,
    Action.DISMISS: State.DISMISSED,
    Action.RESTORE: State.QUEUED,
    Action.CORRECT: State.IN_REVIEW,
    Action.CANCEL_CORRECTION: State.PUBLISHED,
    Action.RETRACT: State.RETRACTED,
}


@pytest.fixture
def ready(editor, other, senior):
    """Return a review that is ready for a step, the person who takes it, and what they type."""

    def make(action):
        state, who, values = STEPS[action]
        people = {"writer": editor, "other": other, "senior": senior}
        review = reach(State.PUBLISHED if state == "correcting" else state, writer=editor, approver=senior)
        if state == "correcting":
            actions.correct(review=review, by=senior, version=review.version, now=timezone.now(), note="Oh")
        if state == State.IN_REVIEW:
            actions.add_evidence(
                review=review, by=editor, version=review.version, now=timezone.now(), draft=evidence_draft()
            )
        if action == Action.SEND_FOR_APPROVAL:
            values = values | {"rating": Rating.objects.get(slug="wrong").pk}
        return review, people[who], values

    return make


def test_every_step_has_its_address():
    assert set(STEPS) == set(Action)


@pytest.mark.parametrize("action", Action)
def test_a_step_is_taken_and_leads_back_to_the_page(action, ready, as_person):
    review, person, values = ready(action)
    state = review.state
    events = ReviewEvent.objects.filter(review_id=review.pk, action=action).count()
    client = as_person(person)
    response = post(client, review, action, **values)
    assert response.status_code == 303, body(response)
    assert response.url.partition("#")[0] == review.get_absolute_url()
    assert ReviewEvent.objects.filter(review_id=review.pk, action=action).count() == events + 1
    review.refresh_from_db()
    assert review.state == LANDS_IN.get(action, state)
    after = client.get(response.url)
    assert after.status_code == 200
    assert 'data-tone="green"' in body(after)


@pytest.mark.parametrize("action", Action)
def test_what_the_page_offers_is_what_the_step_allows(action, ready, as_person):
    review, person, _ = ready(action)
    response = page(as_person(person), review)
    assert response.context["can"][action]
    assert f'{reverse("reviews:act", args=[review.pk, action])}"' in body(response)


@pytest.mark.parametrize("action", [action for action in Action if action != Action.COMMENT])
def test_a_contributor_is_refused_in_words_and_changes_nothing(action, ready, as_person, contributor):
    review, _, values = ready(action)
    before = rows(review)
    response = post(as_person(contributor), review, action, **values)
    assert response.status_code == 403
    assert "Your role does not allow the step" in body(response)
    assert rows(review) == before


@pytest.mark.parametrize("action", [Action.APPROVE, Action.REQUEST_CHANGES, Action.CORRECT, Action.RETRACT])
def test_an_editor_does_not_take_a_senior_editors_step(action, ready, as_person, other):
    review, _, values = ready(action)
    before = rows(review)
    client = as_person(other)
    assert not page(client, review).context["can"][action]
    response = post(client, review, action, **values)
    assert response.status_code == 403
    assert rows(review) == before


@pytest.mark.parametrize("action", [action for action in Action if action != Action.COMMENT])
def test_a_stale_step_changes_nothing_and_keeps_what_was_typed(action, ready, as_person):
    review, person, values = ready(action)
    before = rows(review)
    if action == Action.ADJUST_PRIORITY:
        values = values | {"before": "1"}  # what stands in for the version there
    response = post(as_person(person), review, action, version=review.version - 1, **values)
    assert response.status_code == 409
    assert rows(review) == before
    for name in ("summary", "note", "reason", "quote"):
        if name in values:
            assert values[name] in body(response)


@pytest.mark.parametrize("action", [action for action in Action if action != Action.COMMENT])
def test_a_form_sent_twice_is_taken_once_and_answers_as_once(action, ready, as_person):
    review, person, values = ready(action)
    client, version = as_person(person), review.version
    first = post(client, review, action, version=version, **values)
    before = rows(review)
    second = post(client, review, action, version=version, **values)
    assert (first.status_code, second.status_code) == (303, 303)
    assert rows(review) == before


@pytest.mark.parametrize("action", Action)
def test_a_step_answers_no_get(action, as_person, editor):
    review = ReviewFactory()
    assert as_person(editor).get(reverse("reviews:act", args=[review.pk, action])).status_code == 405


@pytest.mark.parametrize("action", Action)
def test_a_stranger_is_asked_to_sign_in_and_lands_on_the_review(action, client, db):
    review = ReviewFactory()
    before = rows(review)
    response = post(client, review, action)
    assert response.status_code == 302
    assert response.url == f"{reverse('accounts:sign-in')}?next={review.get_absolute_url()}"
    assert rows(review) == before


def test_a_stranger_sees_no_review(client, db):
    response = page(client, ReviewFactory())
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign-in"))


@pytest.mark.parametrize("pk", [0, 4_711, 10**30])
def test_an_unknown_review_is_not_found(pk, as_person, editor):
    client = as_person(editor)
    assert client.get(f"/reviews/{pk}/").status_code == 404
    assert client.post(f"/reviews/{pk}/take/", {"version": 1}).status_code == 404


def test_an_unknown_step_is_not_found(as_person, editor):
    review = ReviewFactory()
    assert as_person(editor).post(f"/reviews/{review.pk}/vanish/", {"version": 1}).status_code == 404


# --- Bad input -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "changes", "message"),
    [
        (Action.ADD_EVIDENCE, {"url": "javascript:alert(1)"}, "Not a web address"),
        (Action.ADD_EVIDENCE, {"url": "", "title": ""}, "Give the address of the source"),
        (Action.ADD_EVIDENCE, {"quote": ""}, "Quote what the source says."),
        (Action.ADD_EVIDENCE, {"published_on": "soon"}, "A date such as 2026-11-30"),
        (Action.ADD_EVIDENCE, {"stance": "shrugs"}, "is not one of the available choices"),
        (Action.REPLACE_EVIDENCE, {"quote": ""}, "Quote what the source says."),
        (Action.SAVE_VERDICT, {"summary": "x" * 290}, "10 characters too many"),
        (Action.SAVE_VERDICT, {"rating": "999"}, "not on the desk’s scale"),
        (Action.SEND_FOR_APPROVAL, {"summary": ""}, "Write a summary."),
        (Action.SEND_FOR_APPROVAL, {"rating": ""}, "Choose a rating."),
        (Action.REQUEST_CHANGES, {"note": " "}, "Write a note"),
        (Action.DISMISS, {"reason": ""}, "Say why."),
        (Action.DISMISS, {"reason": "x" * 301}, "1 characters too many"),
        (Action.CORRECT, {"note": ""}, "Write a note"),
        (Action.RETRACT, {"note": ""}, "Write a note"),
        (Action.ADJUST_PRIORITY, {"adjustment": "101"}, "Between -100 and 100."),
        (Action.ADJUST_PRIORITY, {"reason": ""}, "Say why."),
        (Action.COMMENT, {"text": ""}, "Write something."),
        (Action.COMMENT, {"text": "x" * 2_001}, "1 characters too many"),
    ],
)
def test_bad_input_is_marked_and_kept(action, changes, message, ready, as_person):
    review, person, values = ready(action)
    before = rows(review)
    values = values | {"explanation": "Kept <b>words</b>"} if "summary" in values else values
    values = values | changes
    response = post(as_person(person), review, action, **values)
    text = body(response)
    assert response.status_code == 422
    assert message.replace("’", "") in text.replace("&#x27;", "").replace("’", "")
    assert 'aria-invalid="true"' in text or "shrugs" in changes.values()
    assert 'class="error"' in text
    assert rows(review) == before
    for name, value in values.items():
        if (
            name in {"summary", "note", "reason", "title", "text", "location", "adjustment"}
            and str(value).strip()
        ):
            assert str(value) in text
    if "explanation" in values:
        assert "Kept &lt;b&gt;words&lt;/b&gt;" in text


def test_a_citation_of_nothing_is_marked_and_no_link(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    now = timezone.now()
    actions.add_evidence(review=review, by=editor, version=review.version, now=now, draft=evidence_draft())
    client = as_person(editor)
    values = verdict_values(explanation="See [1] and [2].")
    response = post(client, review, Action.SEND_FOR_APPROVAL, **values)
    assert response.status_code == 422
    assert "[2] is not among the evidence." in body(response)
    assert post(client, review, Action.SAVE_VERDICT, **values).status_code == 303
    client = as_person(UserFactory())
    text = body(page(client, review))
    assert 'See <a class="cite" href="#evidence-1">[1]</a> and [2].' in text


def test_sending_without_evidence_says_what_is_missing(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    response = post(as_person(editor), review, Action.SEND_FOR_APPROVAL, **verdict_values())
    assert response.status_code == 422
    assert "Add at least one piece of evidence." in body(response)
    assert "It is not so." in body(response)
    assert not review.verdicts.exists()


@pytest.mark.parametrize("version", ["", "x", "-3"])
def test_a_form_without_its_version_is_refused(version, as_person, editor):
    review = ReviewFactory()
    before = rows(review)
    response = post(as_person(editor), review, Action.TAKE, version=version)
    assert response.status_code == 422
    assert 'role="alert"' in body(response)
    assert rows(review) == before


def test_a_refused_form_does_not_pick_up_a_newer_version(as_person, editor):
    """What was typed over version 2 must still conflict after its field error is mended."""
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    actions.save_verdict(review=review, by=editor, version=seen, now=timezone.now(), draft=verdict_draft())
    client = as_person(editor)
    refused = post(client, review, Action.SAVE_VERDICT, version=seen, summary="y" * 300)
    assert refused.context["verdict_form"].seen == seen
    assert post(client, review, Action.SAVE_VERDICT, version=seen, summary="Mended").status_code == 409


def test_a_step_that_the_state_does_not_have_is_a_conflict(as_person, senior):
    review = reach(State.QUEUED)
    before = rows(review)
    response = post(as_person(senior), review, Action.RETRACT, note="Typed words")
    assert response.status_code == 409
    assert "does not take the step" in body(response)
    assert "Typed words" in body(response)
    assert rows(review) == before


def test_removing_what_is_gone_is_a_conflict(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    response = post(as_person(editor), review, Action.REMOVE_EVIDENCE, number=3)
    assert response.status_code == 409
    assert "There is no evidence 3 any more." in body(response)


# --- Two at once -----------------------------------------------------------------------------------------


def test_both_sides_of_a_verdict_stand_side_by_side(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    theirs = verdict_draft(summary="Observers count 112,000, support staff included.")
    actions.save_verdict(review=review, by=editor, version=seen, now=timezone.now(), draft=theirs)
    client = as_person(editor)
    typed = verdict_values(summary="Observers count 112,000, fighters alone.", explanation="Mine alone.")
    response = post(client, review, Action.SAVE_VERDICT, version=seen, **typed)
    text = body(response)
    assert response.status_code == 409
    assert "Yours, not saved" in text
    assert "<ins>fighters alone.</ins>" in text
    assert "<ins>support staff included.</ins>" in text
    assert "Mine alone." in text
    assert review.verdicts.count() == 1
    # "Keep mine" sends the same words again, over the version that was just shown.
    again = re.search(r'id="verdict".*?name="version" value="(\d+)"', text, re.DOTALL)[1]
    assert post(client, review, Action.SAVE_VERDICT, version=int(again), **typed).status_code == 303
    review.refresh_from_db()
    assert review.latest_verdict.summary == typed["summary"]


def test_who_loses_the_hold_while_writing_keeps_the_words(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    actions.take_over(review=review, by=other, version=seen, now=timezone.now())
    client = as_person(editor)
    response = post(client, review, Action.SAVE_VERDICT, version=seen, **verdict_values())
    text = body(response)
    assert response.status_code == 409
    assert "Pell Okonta took it over from" in text
    assert "It is not so." in text
    assert "Take over, and keep mine to save" in text
    response = post(client, review, Action.TAKE_OVER, **verdict_values())
    assert response.status_code == 200
    assert "It is not so.</textarea>" in body(response)
    assert "Not saved" in body(response)
    review.refresh_from_db()
    assert review.assignee == editor
    assert post(client, review, Action.SAVE_VERDICT, **verdict_values()).status_code == 303


def test_evidence_typed_while_somebody_wrote_can_be_added_after_all(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    step = {"review": review, "now": timezone.now()}
    actions.take_over(**step, by=other, version=seen)
    actions.take_over(**step, by=editor, version=review.version)
    client = as_person(editor)
    response = post(client, review, Action.ADD_EVIDENCE, version=seen, **evidence_values())
    text = body(response)
    assert response.status_code == 409
    assert "Pell Okonta</b> took it over from" in text
    assert "The camps have beds for 96,000.</textarea>" in text
    assert not review.evidence.exists()
    assert post(client, review, Action.ADD_EVIDENCE, **evidence_values()).status_code == 303
    assert review.evidence.standing().count() == 1


def test_a_change_of_priority_makes_nobodys_draft_stale(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    step = {"review": review, "by": other, "now": timezone.now()}
    actions.adjust_priority(**step, seen=0, adjustment=5, reason="Everywhere")
    client = as_person(editor)
    assert post(client, review, Action.SAVE_VERDICT, version=seen, **verdict_values()).status_code == 303
    # And once it is stale by another's words, the change of priority is not told as the reason.
    response = post(client, review, Action.SAVE_VERDICT, version=seen, summary="Later")
    assert response.status_code == 409
    assert [told.event.action for told in response.context["conflict"].happened] == [Action.SAVE_VERDICT]


def test_two_people_change_the_same_priority(as_person, editor, other):
    review = reach(State.QUEUED)
    step = {"review": review, "by": other, "now": timezone.now()}
    actions.adjust_priority(**step, seen=0, adjustment=5, reason="Everywhere")
    client = as_person(editor)
    values = {"adjustment": "-10", "reason": "Seen before"}
    response = post(client, review, Action.ADJUST_PRIORITY, before="0", **values)
    text = body(response)
    assert response.status_code == 409
    assert "Pell Okonta changed the priority by +5 points while you wrote." in text
    assert 'name="before" value="5"' in " ".join(text.split())
    assert post(client, review, Action.ADJUST_PRIORITY, before="5", **values).status_code == 303
    review.refresh_from_db()
    assert (review.adjustment, review.adjusted_by) == (-10, editor)


def test_an_adjustment_keeps_what_was_seen_through_a_field_error(as_person, editor, other):
    review = reach(State.QUEUED)
    step = {"review": review, "by": other, "now": timezone.now()}
    actions.adjust_priority(**step, seen=0, adjustment=5, reason="Everywhere")
    client = as_person(editor)
    refused = post(client, review, Action.ADJUST_PRIORITY, before="0", adjustment="7", reason="")
    assert refused.status_code == 422
    assert 'name="before" value="0"' in " ".join(body(refused).split())


@pytest.mark.parametrize("before", ["", "x"])
def test_an_adjustment_without_the_one_seen_is_refused(before, as_person, editor):
    review = reach(State.QUEUED)
    response = post(
        as_person(editor), review, Action.ADJUST_PRIORITY, before=before, adjustment=5, reason="Hot"
    )
    assert response.status_code == 422
    assert "The form did not say which adjustment you saw." in body(response)


def test_two_people_change_the_same_evidence(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    now = timezone.now()
    actions.add_evidence(review=review, by=editor, version=review.version, now=now, draft=evidence_draft())
    seen = review.version
    theirs = evidence_draft(quote="Theirs, corrected.")
    actions.replace_evidence(review=review, by=editor, version=seen, now=now, number=1, draft=theirs)
    response = post(
        as_person(editor),
        review,
        Action.REPLACE_EVIDENCE,
        version=seen,
        **evidence_values(number=1, quote="Mine, corrected."),
    )
    assert response.status_code == 409
    assert "<ins>Mine,</ins>" in body(response)
    assert "<ins>Theirs,</ins>" in body(response)
    assert review.evidence.standing().get().quote == "Theirs, corrected."


def test_a_second_different_evidence_over_the_same_version_is_not_taken_for_a_double_click(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen, client = review.version, as_person(editor)
    assert post(client, review, Action.ADD_EVIDENCE, version=seen, **evidence_values()).status_code == 303
    second = post(client, review, Action.ADD_EVIDENCE, version=seen, **evidence_values(quote="Another."))
    assert second.status_code == 409
    assert "Another." in body(second)


def test_a_comment_sent_twice_is_one_comment(as_person, editor):
    review, client = ReviewFactory(), as_person(editor)
    for _ in range(2):
        assert post(client, review, Action.COMMENT, text="Worth a line.").status_code == 303
    assert ReviewEvent.objects.filter(review_id=review.pk, action="comment").count() == 1
    review.refresh_from_db()
    assert review.version == 1


# --- The lease -------------------------------------------------------------------------------------------


def held(review, minutes):
    expires = timezone.now() + timedelta(minutes=minutes)
    Review.objects.filter(pk=review.pk).update(lease_expires_at=expires)


def test_the_holder_sees_how_long_and_can_hold_or_release(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    held(review, 17.5)
    text = body(page(as_person(editor), review))
    assert "Held by you for 18 more minutes." in text
    assert "Hold for 30 more" in text
    assert "Release" in text
    assert "Save draft" in text


def test_another_sees_who_holds_and_writes_nothing(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=other)
    held(review, 6)
    text = body(page(as_person(editor), review))
    assert "Held by Pell Okonta for 6 more minutes." in text
    assert "Take over" in text
    assert "Save draft" not in text
    assert "Add evidence" not in text


def test_a_hold_that_ran_out_says_so_to_both(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=editor)
    held(review, -5)
    assert "Your hold ran out at" in body(page(as_person(editor), review))
    assert "held this until" in body(page(as_person(other), review))


def test_who_lost_it_is_told_by_whom(as_person, editor, other):
    review = reach(State.IN_REVIEW, writer=editor)
    actions.take_over(review=review, by=other, version=review.version, now=timezone.now())
    assert "Pell Okonta took this over from you at" in body(page(as_person(editor), review))
    assert "took this over from you" not in body(page(as_person(other), review))
    actions.take_over(review=review, by=editor, version=review.version, now=timezone.now())
    assert "took this over from you" not in body(page(as_person(editor), review))


# --- States ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("role", Role)
def test_every_state_shows_to_every_role(state, role, as_person, db):
    review = reach(state)
    response = page(as_person(UserFactory(role=role)), review)
    assert response.status_code == 200
    assert review.claim.statement in body(response)
    assert response.context["can"]["comment"]


def test_the_way_says_who_and_where(as_person, editor, senior):
    review = reach(State.PUBLISHED, writer=editor, approver=senior)
    steps = page(as_person(senior), review).context["flow"]
    assert [(step.label, step.done, step.current) for step in steps] == [
        ("Queued", True, False),
        ("In review", True, False),
        ("Approved", True, False),
        ("Published", False, True),
    ]
    assert (steps[1].person, steps[2].person) == (editor, senior)


def test_a_published_review_leads_to_its_public_page(as_person, editor, senior):
    review = reach(State.PUBLISHED, writer=editor, approver=senior)
    text = body(page(as_person(editor), review))
    assert review.get_public_url() in text
    assert "approved by Sunniva Hale" in text


def test_a_dismissed_review_says_why_and_can_be_restored(as_person, editor):
    text = body(page(as_person(editor), reach(State.DISMISSED)))
    assert "An opinion" in text
    assert "Restore to the queue" in text


def test_a_retracted_review_says_why(as_person, editor):
    assert "The mission withdrew its report." in body(page(as_person(editor), reach(State.RETRACTED)))


def test_a_correction_under_way_says_what_readers_see(as_person, editor, senior):
    review = reach(State.PUBLISHED, writer=editor, approver=senior)
    actions.correct(review=review, by=senior, version=review.version, now=timezone.now(), note="Wrong unit")
    text = body(page(as_person(senior), review))
    assert "Under correction." in text
    assert "Wrong unit" in text
    assert "Give the correction up" in text
    assert "Dismiss the claim" not in text


def test_the_claim_stands_in_its_paragraph(as_person, editor):
    before, exact, after = "Kestria, they say, ", "has nine posts", ", and more to come."
    text = f"A headline\n\n{before}{exact}{after}\n\nAnother paragraph."
    start = text.index(exact)
    made = AppearanceFactory(revision__text=text, start=start, end=start + len(exact))
    review = ReviewFactory(claim=made.claim)
    response = page(as_person(editor), review)
    assert f'{before}<mark class="claim" data-state="accepted">{exact}</mark>{after}' in body(response)
    assert "paragraph 2" in body(response)
    assert "Another paragraph." not in body(response)


def test_a_headline_is_no_paragraph(as_person, editor):
    text = "A headline\n\nKestria has nine posts."
    start = text.index("Kestria")
    made = AppearanceFactory(
        revision__text=text, revision__article__title="A headline", start=start, end=len(text)
    )
    assert "paragraph 1" in body(page(as_person(editor), ReviewFactory(claim=made.claim)))


def test_what_approval_needs_is_named(as_person, editor):
    review = reach(State.IN_REVIEW, writer=editor)
    now = timezone.now()
    actions.add_evidence(review=review, by=editor, version=review.version, now=now, draft=evidence_draft())
    draft = actions.VerdictDraft(None, "A summary", "It says so [1], and [7].")
    actions.save_verdict(review=review, by=editor, version=review.version, now=now, draft=draft)
    assert page(as_person(editor), review).context["needs"] == [
        (False, "Rating"),
        (True, "Summary"),
        (True, "Evidence"),
        (False, "There is no evidence 7 to cite"),
    ]


# --- The second person -----------------------------------------------------------------------------------


def test_the_writer_may_withdraw_and_not_approve(as_person, editor, senior):
    review = reach(State.AWAITING_APPROVAL, writer=senior)
    client = as_person(senior)
    text = body(page(client, review))
    assert "You wrote version 1, so someone else approves it." in text
    assert reverse("reviews:act", args=[review.pk, "approve"]) not in text
    assert reverse("reviews:act", args=[review.pk, "withdraw"]) in text
    before = rows(review)
    response = post(client, review, Action.APPROVE)
    assert response.status_code == 403
    assert "You wrote version 1, so someone else approves it." in body(response)
    assert rows(review) == before


def test_whoever_sent_anothers_draft_may_withdraw_and_not_approve(as_person, editor, senior):
    review = reach(State.IN_REVIEW, writer=editor)
    for action, by, more in (
        (actions.save_verdict, editor, {"draft": verdict_draft()}),
        (actions.take_over, senior, {}),
        (actions.add_evidence, senior, {"draft": evidence_draft()}),
        (actions.send_for_approval, senior, {"draft": verdict_draft()}),
    ):
        action(review=review, by=by, version=review.version, now=timezone.now(), **more)
    client = as_person(senior)
    text = body(page(client, review))
    assert "You sent version 1, so someone else approves it." in text
    assert reverse("reviews:act", args=[review.pk, "approve"]) not in text
    assert reverse("reviews:act", args=[review.pk, "withdraw"]) in text
    assert post(client, review, Action.APPROVE).status_code == 403
    waiting = client.get(reverse("reviews:queue"), {"view": "approval"})
    assert waiting.context["page"].paginator.count == 0


def test_the_approver_sees_what_changed_since_asking(as_person, editor, senior):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    now = timezone.now()

    def step(action, by, **values):
        return action(review=review, by=by, version=review.version, now=now, **values)

    step(actions.request_changes, senior, note="Say what share fights.")
    step(actions.replace_evidence, editor, number=1, draft=evidence_draft(location="page 3"))
    step(actions.add_evidence, editor, draft=evidence_draft(title="Committee minutes"))
    step(
        actions.send_for_approval,
        editor,
        draft=verdict_draft(
            rating=Rating.objects.get(slug="correct"),
            summary="Observers count 112,000 to 130,000; a third of them do not fight.",
        ),
    )
    response = page(as_person(senior), review)
    text = body(response)
    assert "What changed since you asked for changes" in text
    assert "Say what share fights." in text
    assert "<del>124,000;</del> <ins>130,000;</ins>" in text
    changes = response.context["changes"]
    assert changes.rating
    assert [(change.kind, change.evidence.number) for change in changes.evidence] == [
        ("replaced", 1),
        ("added", 2),
    ]
    assert changes.unchanged == "Explanation"


def test_the_approver_decides_on_the_evidence_that_was_sent(as_person, editor, senior):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    response = page(as_person(senior), review)
    assert response.context["sent_evidence"] == list(review.latest_verdict.evidence.all())
    assert "Approve and publish" in body(response)
    assert "changes" not in response.context or response.context["changes"] is None


def test_a_correction_is_compared_with_what_is_published(as_person, editor, senior):
    review = reach(State.PUBLISHED, writer=editor, approver=senior)
    now = timezone.now()
    actions.correct(review=review, by=senior, version=review.version, now=now, note="Wrong unit")
    actions.send_for_approval(
        review=review, by=senior, version=review.version, now=now, draft=verdict_draft(summary="Other words.")
    )
    another = UserFactory(role=Role.SENIOR_EDITOR)
    response = page(as_person(another), review)
    assert "What the correction changes" in body(response)
    assert response.context["changes"].old == review.published_verdict


# --- Hostile words, queries ------------------------------------------------------------------------------


def test_hostile_words_are_shown_and_not_run(as_person, editor, senior):
    text = f"{ATTACK} says so"
    claim = ClaimFactory(statement=text)
    AppearanceFactory(claim=claim, revision__text=text, revision__article__publisher=ATTACK)
    review = ReviewFactory(claim=claim)
    now = timezone.now()

    def step(action, by=editor, **values):
        return action(review=review, by=by, version=review.version, now=now, **values)

    step(actions.take)
    draft = evidence_draft(title=ATTACK, quote=ATTACK, publisher=ATTACK, location=ATTACK)
    step(actions.add_evidence, draft=draft)
    actions.comment(review=review, by=editor, now=now, text=ATTACK)
    pages = [page(as_person(editor), review)]
    step(actions.send_for_approval, draft=verdict_draft(summary=ATTACK, explanation=f"{ATTACK} [1]\n\n<b>"))
    step(actions.request_changes, by=senior, note=ATTACK)
    step(actions.send_for_approval, draft=verdict_draft(summary=f"{ATTACK}!", explanation=f"{ATTACK} [1]"))
    pages.append(page(as_person(senior), review))
    step(actions.approve, by=senior)
    pages.append(page(as_person(senior), review))
    client = as_person(senior)
    pages.append(post(client, review, Action.RETRACT, version=1, note=ATTACK))
    pages.append(post(client, review, Action.ADJUST_PRIORITY, adjustment=ATTACK, reason=ATTACK))
    for response in pages:
        assert "<script>alert" not in body(response)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body(response)
        assert "javascript:" not in body(response)
    assert '<a class="cite" href="#evidence-1">[1]</a>' in body(pages[1])


@pytest.mark.parametrize(
    ("state", "queries"),
    [(State.QUEUED, 19), (State.IN_REVIEW, 20), (State.AWAITING_APPROVAL, 22), (State.PUBLISHED, 19)],
)
def test_the_number_of_queries_does_not_depend_on_how_much_there_is(
    state, queries, as_person, editor, senior, django_assert_num_queries
):
    client = as_person(editor if state == State.IN_REVIEW else senior)
    review = reach(state, writer=editor, approver=senior)
    MergeFactory(kept=review.claim, merged__merged_into=review.claim)
    MatchFactory(other=review.claim)
    MatchFactory(claim=review.claim, other=None, prior_check=PriorCheckFactory())
    with django_assert_num_queries(queries):
        page(client, review)
    now = timezone.now()
    for number in range(3):
        MergeFactory(kept=review.claim, merged__merged_into=review.claim)
        MatchFactory(other=review.claim, claim=ReviewFactory().claim)
        MatchFactory(claim=review.claim, other=None, prior_check=PriorCheckFactory())
        AppearanceFactory(claim=review.claim, revision__text=review.claim.statement)
        actions.comment(review=review, by=UserFactory(), now=now, text=f"Comment {number}")
        Evidence.objects.create(
            review=review,
            number=number + 10,
            title="T",
            quote="Q",
            stance="context",
            added_by=senior,
            added_at=now,
        )
    with django_assert_num_queries(queries):
        page(client, review)


def test_each_text_is_read_once_and_a_superseded_one_not_at_all(as_person, editor):
    review = ReviewFactory()
    first = review.claim.appearances.get()
    article = first.revision.article
    newer = RevisionFactory(article=article, number=2, text="Filler. " * 50 + first.exact)
    for start in (400, 401):
        AppearanceFactory(claim=review.claim, revision=newer, start=start, end=start + 7)
    client = as_person(editor)
    with CaptureQueriesContext(connection) as queries:
        excerpts = page(client, review).context["excerpts"]
    assert {each.appearance.revision_id for each in excerpts} == {newer.pk}
    with_text = [each["sql"] for each in queries if '"claims_revision"."text"' in each["sql"]]
    assert len(with_text) == 1
    assert f"IN ({newer.pk})" in with_text[0]


def test_an_approval_is_said_once(as_person, senior):
    review = reach(State.AWAITING_APPROVAL)
    client = as_person(senior)
    assert post(client, review, Action.APPROVE).status_code == 303
    text = body(page(client, review))
    assert text.count('class="banner" data-tone="green"') == 1
    assert f"approved by {senior.display_name}" in text
