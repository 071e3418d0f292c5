"""What each step guarantees beyond the table of states."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from claims.models import Claim, ImmutableError
from claims.tests.factories import NOW, AppearanceFactory, ClaimFactory, UserFactory
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Correction, Evidence, Review, ReviewEvent, Verdict
from reviews.querysets import awaiting_approval_by
from reviews.states import State
from reviews.tests.factories import ReviewFactory, evidence_draft, reach, verdict_draft

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def other_editor(db):
    return UserFactory(role=Role.EDITOR)


def step(action, review, by, now=LATER, **arguments):
    return action(review=review, by=by, version=review.version, now=now, **arguments)


# --- The second person, where a draft changed hands ---


def sent_by_another(writer, sender):
    """Return a review whose draft `writer` saved, and `sender` took over and sent as it stood."""
    review = reach(State.IN_REVIEW, writer=writer)
    step(actions.save_verdict, review, writer, draft=verdict_draft())
    step(actions.take_over, review, sender)
    step(actions.add_evidence, review, sender, draft=evidence_draft())
    step(actions.send_for_approval, review, sender, draft=verdict_draft())
    return review


def test_whoever_sends_anothers_draft_does_not_approve_it(editor, senior_editor):
    review = sent_by_another(editor, senior_editor)
    for action, more in ((actions.approve, {}), (actions.request_changes, {"note": "Shorter"})):
        with pytest.raises(PermissionDenied, match="You sent version 1, so someone else approves it"):
            step(action, review, senior_editor, **more)
    assert review not in Review.objects.filter(awaiting_approval_by(senior_editor))


def test_a_third_person_approves_what_two_brought_about(editor, senior_editor):
    review = sent_by_another(editor, senior_editor)
    third = UserFactory(role=Role.SENIOR_EDITOR)
    assert review in Review.objects.filter(awaiting_approval_by(third))
    step(actions.approve, review, third)
    assert review.published_verdict.approved_by == third


# --- Versions and leases ---------------------------------------------------------------------------------


def test_a_stale_write_is_refused_and_changes_nothing(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    step(actions.save_verdict, review, editor, draft=verdict_draft(summary="First"))

    with pytest.raises(actions.StaleReview) as stale:
        actions.save_verdict(
            review=review, by=editor, version=seen, now=LATER, draft=verdict_draft(summary="Second")
        )

    assert stale.value.review.latest_verdict.summary == "First"
    assert list(review.verdicts.values_list("summary", flat=True)) == ["First"]


def test_the_same_form_sent_twice_writes_once(editor):
    review = reach(State.QUEUED)
    seen = review.version
    actions.take(review=review, by=editor, version=seen, now=LATER)
    with pytest.raises(actions.StaleReview):
        actions.take(review=review, by=editor, version=seen, now=LATER)
    assert ReviewEvent.objects.filter(review_id=review.pk, action="take").count() == 1


def at_once(work, *subjects):
    """Return what `work` returns for each subject, each in a thread and a connection of its own."""

    def alone(subject):
        try:
            return work(subject)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(subjects)) as threads:
        return list(threads.map(alone, subjects))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_a_review_at_once_one_has_it():
    review = reach(State.QUEUED)
    ready = Barrier(2, timeout=10)

    def take(person):
        seen = Review.objects.get(pk=review.pk)
        ready.wait()
        try:
            actions.take(review=seen, by=person, version=seen.version, now=LATER)
        except actions.StaleReview as stale:
            return stale.review.assignee
        return person

    holders = at_once(take, UserFactory(role=Role.EDITOR), UserFactory(role=Role.EDITOR))

    review.refresh_from_db()
    assert holders == [review.assignee] * 2
    assert review.version == 2
    event = ReviewEvent.objects.get(review_id=review.pk, action="take")
    assert event.actor_id == review.assignee_id


def test_what_cannot_be_logged_is_not_written(editor, monkeypatch):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version

    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("reviews.actions.step.log_event", full)
    with pytest.raises(OSError, match="No space left"):
        step(actions.add_evidence, review, editor, draft=evidence_draft())
    assert not Evidence.objects.exists()
    review.refresh_from_db()
    assert review.version == seen


def test_nobody_writes_into_a_draft_that_another_holds(editor, other_editor):
    review = reach(State.IN_REVIEW, writer=editor)
    with pytest.raises(actions.LeaseHeld) as held:
        step(actions.add_evidence, review, other_editor, draft=evidence_draft())
    assert held.value.holder == editor
    assert not review.evidence.exists()


def test_a_lease_that_ran_out_still_holds_until_somebody_takes_over(editor, other_editor):
    review = reach(State.IN_REVIEW, writer=editor)
    much_later = NOW + timedelta(days=2)
    step(actions.save_verdict, review, editor, now=much_later, draft=verdict_draft())
    assert review.lease_runs(now=much_later)


def test_taking_over_names_the_former_holder_and_keeps_the_draft(editor, other_editor):
    review = reach(State.IN_REVIEW, writer=editor)
    step(actions.save_verdict, review, editor, draft=verdict_draft(summary="Kept"))
    step(actions.take_over, review, other_editor)

    event = ReviewEvent.objects.newest_first().first()
    assert event.data == {"former_id": editor.pk, "former_name": editor.display_name}
    assert review.assignee == other_editor
    assert review.latest_verdict.summary == "Kept"
    with pytest.raises(actions.LeaseHeld):
        step(actions.save_verdict, review, editor, draft=verdict_draft())


def test_one_does_not_take_over_from_oneself(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    with pytest.raises(actions.ActionRefused, match="You hold this review already"):
        step(actions.take_over, review, editor)


def test_dismissing_what_another_holds_is_refused(editor, other_editor):
    review = reach(State.IN_REVIEW, writer=editor)
    with pytest.raises(actions.LeaseHeld):
        actions.dismiss(
            review=review, by=other_editor, version=review.version, now=NOW, reason="Not checkable"
        )


def test_a_comment_makes_nobodys_draft_stale(editor, contributor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    actions.comment(review=review, by=contributor, now=LATER, text="The minutes are online.")
    actions.save_verdict(review=review, by=editor, version=seen, now=LATER, draft=verdict_draft())
    review.refresh_from_db()
    assert review.latest_verdict.summary == verdict_draft().summary


# --- Evidence --------------------------------------------------------------------------------------------


def test_evidence_numbers_are_not_given_twice(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    for _ in range(2):
        step(actions.add_evidence, review, editor, draft=evidence_draft())
    step(actions.remove_evidence, review, editor, number=2)
    third = step(actions.add_evidence, review, editor, draft=evidence_draft())
    assert third.number == 3
    assert list(review.evidence.standing().values_list("number", flat=True)) == [1, 3]


def test_replaced_evidence_keeps_its_number_and_the_old_row(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    old = step(actions.add_evidence, review, editor, draft=evidence_draft(quote="Wrong quote"))
    new = step(actions.replace_evidence, review, editor, number=1, draft=evidence_draft(quote="Right quote"))
    old.refresh_from_db()
    assert (new.number, new.quote, new.removed_at) == (1, "Right quote", None)
    assert (old.quote, old.removed_by) == ("Wrong quote", editor)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "ftp://observers.example/"}, "url"),
        ({"url": "", "title": ""}, "url"),
        ({"quote": ""}, "quote"),
        ({"stance": "maybe"}, "stance"),
        ({"kind": "rumour"}, "kind"),
        ({"title": "x" * 301}, "title"),
    ],
)
def test_wrong_evidence_is_refused_by_field_and_nothing_is_written(editor, changes, field):
    review = reach(State.IN_REVIEW, writer=editor)
    with pytest.raises(ValidationError) as wrong:
        step(actions.add_evidence, review, editor, draft=evidence_draft(**changes))
    assert field in wrong.value.message_dict
    review.refresh_from_db()
    assert not review.evidence.exists()
    assert not ReviewEvent.objects.filter(review_id=review.pk, action="add_evidence").exists()


# --- The verdict and the second person -------------------------------------------------------------------


def test_saving_the_same_words_makes_no_new_version(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    step(actions.save_verdict, review, editor, draft=verdict_draft())
    step(actions.save_verdict, review, editor, draft=verdict_draft())
    assert review.verdicts.count() == 1


@pytest.mark.parametrize("action", [actions.save_verdict, actions.send_for_approval])
def test_outer_white_space_makes_neither_a_version_nor_an_author(action, senior_editor, editor):
    review = reach(State.IN_REVIEW, writer=senior_editor)
    draft = verdict_draft()
    step(actions.save_verdict, review, senior_editor, draft=draft)
    step(actions.take_over, review, editor)
    step(actions.add_evidence, review, editor, draft=evidence_draft())
    padded = replace(draft, summary=f" {draft.summary} ", explanation=f"{draft.explanation}\n ")
    step(action, review, editor, draft=padded)
    assert [(each.version, each.author) for each in review.verdicts.all()] == [(1, senior_editor)]


@pytest.mark.parametrize(
    ("changes", "with_evidence", "field"),
    [
        ({"rating": None}, True, "rating"),
        ({"summary": " "}, True, "summary"),
        ({}, False, "evidence"),
    ],
)
def test_an_incomplete_verdict_is_not_sent(editor, changes, with_evidence, field):
    review = reach(State.IN_REVIEW, writer=editor)
    if with_evidence:
        step(actions.add_evidence, review, editor, draft=evidence_draft())
    with pytest.raises(ValidationError) as incomplete:
        step(actions.send_for_approval, review, editor, draft=verdict_draft(**changes))
    assert set(incomplete.value.message_dict) == {field}
    review.refresh_from_db()
    assert (review.state, review.latest_verdict) == (State.IN_REVIEW, None)


@pytest.mark.parametrize(
    ("explanation", "message"),
    [
        ("Counted [1], and again [2].", "[2] is not among the evidence."),
        ("Counted [3, 1] and [2].", "[2], [3] are not among the evidence."),
    ],
)
def test_what_is_cited_stands_among_the_evidence_when_it_is_sent(editor, explanation, message):
    review = reach(State.IN_REVIEW, writer=editor)
    step(actions.add_evidence, review, editor, draft=evidence_draft())
    step(actions.add_evidence, review, editor, draft=evidence_draft())
    step(actions.remove_evidence, review, editor, number=2)
    draft = verdict_draft(explanation=explanation)
    with pytest.raises(ValidationError) as wrong:
        step(actions.send_for_approval, review, editor, draft=draft)
    assert wrong.value.message_dict == {"explanation": [message]}
    step(actions.save_verdict, review, editor, draft=draft)
    assert review.latest_verdict.explanation == explanation


def test_a_year_in_brackets_cites_nothing(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    step(actions.add_evidence, review, editor, draft=evidence_draft())
    step(
        actions.send_for_approval, review, editor, draft=verdict_draft(explanation="“In [2024] it fell” [1].")
    )
    assert review.state == State.AWAITING_APPROVAL


@pytest.mark.parametrize("role", [Role.SENIOR_EDITOR, Role.MODERATOR, Role.ADMIN])
@pytest.mark.parametrize("action", [actions.approve, actions.request_changes])
def test_whoever_wrote_a_verdict_cannot_decide_on_it(role, action, db):
    writer = UserFactory(role=role)
    review = reach(State.AWAITING_APPROVAL, writer=writer)
    arguments = {"note": "x"} if action is actions.request_changes else {}
    with pytest.raises(PermissionDenied, match="You wrote version 1, so someone else approves it"):
        step(action, review, writer, **arguments)
    review.refresh_from_db()
    assert review.state == State.AWAITING_APPROVAL


def test_sending_anothers_words_does_not_make_them_ones_own(senior_editor, editor):
    """A writer cannot have a colleague send the verdict and then approve it."""
    review = reach(State.IN_REVIEW, writer=senior_editor)
    step(actions.add_evidence, review, senior_editor, draft=evidence_draft())
    step(actions.save_verdict, review, senior_editor, draft=verdict_draft())
    step(actions.take_over, review, editor)
    step(actions.send_for_approval, review, editor, draft=verdict_draft())
    with pytest.raises(PermissionDenied):
        step(actions.approve, review, senior_editor)


def test_sending_again_after_a_withdrawal_keeps_the_writer(senior_editor, editor):
    review = reach(State.AWAITING_APPROVAL, writer=senior_editor)
    step(actions.withdraw, review, senior_editor)
    step(actions.take_over, review, editor)
    step(actions.send_for_approval, review, editor, draft=verdict_draft())
    assert (review.latest_verdict.version, review.latest_verdict.author) == (2, senior_editor)


def test_only_the_sender_withdraws(editor, other_editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    with pytest.raises(PermissionDenied):
        step(actions.withdraw, review, other_editor)


def test_the_database_is_the_second_lock(editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    with pytest.raises(IntegrityError, match="verdict_approved_by_someone_else"), transaction.atomic():
        Verdict.objects.filter(review=review).update(approved_by=editor, approved_at=NOW)


def test_an_approved_verdict_is_what_was_sent_whatever_happened_to_the_evidence(editor, senior_editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    step(actions.approve, review, senior_editor)
    step(actions.correct, review, senior_editor, note="A third fights.")
    step(actions.remove_evidence, review, senior_editor, number=1)
    step(actions.add_evidence, review, senior_editor, draft=evidence_draft(title="Minutes"))
    assert [e.title for e in review.published_verdict.evidence.all()] == ["Daily report 311"]


def test_changes_go_back_to_the_writer_with_the_remark(editor, senior_editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    step(actions.request_changes, review, senior_editor, note="Which bank?")
    assert (review.state, review.assignee) == (State.IN_REVIEW, editor)
    assert ReviewEvent.objects.newest_first().first().note == "Which bank?"


# --- After publication -----------------------------------------------------------------------------------


def test_a_correction_leaves_the_old_verdict_public_until_the_new_one_is_approved(editor, senior_editor):
    review = reach(State.PUBLISHED, writer=editor, approver=senior_editor)
    first, slug, published_at = review.published_verdict, review.slug, review.published_at
    step(actions.correct, review, senior_editor, note="A third fights.")
    step(actions.send_for_approval, review, senior_editor, draft=verdict_draft(summary="A third fights."))
    assert review.published_verdict == first
    assert Review.objects.public().get() == review
    assert not Correction.objects.exclude(published_at=None).exists()

    second_person = UserFactory(role=Role.SENIOR_EDITOR)
    step(actions.approve, review, second_person)

    correction = Correction.objects.get()
    assert review.published_verdict.summary == "A third fights."
    assert (correction.from_verdict, correction.to_verdict) == (first, review.published_verdict)
    assert (correction.published_at, review.modified_at) == (LATER, LATER)
    assert (review.slug, review.published_at) == (slug, published_at)


def test_a_cancelled_correction_leaves_everything_as_published(editor, senior_editor):
    review = reach(State.PUBLISHED, writer=editor, approver=senior_editor)
    step(actions.correct, review, senior_editor, note="A third fights.")
    step(actions.replace_evidence, review, senior_editor, number=1, draft=evidence_draft(title="Minutes"))
    step(actions.add_evidence, review, senior_editor, draft=evidence_draft(title="Camp survey"))
    step(actions.save_verdict, review, senior_editor, draft=verdict_draft(summary="Half-written"))
    step(actions.cancel_correction, review, senior_editor)
    assert review.state == State.PUBLISHED
    assert [e.title for e in review.evidence.standing()] == ["Daily report 311"]
    assert review.latest_verdict == review.published_verdict
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("statement", "slug"),
    [
        ("Kestria spent 12.5 million.", "kestria-spent-12-5-million"),
        ("Kestria has 120,000 soldiers.", "kestria-has-120000-soldiers"),
        ("It fell by 1,5 to 3–4 in 2023/24.", "it-fell-by-1-5-to-3-4-in-2023-24"),
        ("Exports rose 3.1% to 1,234,567.8 tonnes", "exports-rose-3-1-to-1234567-8-tonnes"),
    ],
)
def test_a_public_address_keeps_the_figures(statement, slug, editor, senior_editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    Claim.objects.filter(pk=review.claim_id).update(statement=statement)
    step(actions.approve, review, senior_editor)
    assert review.slug == f"{slug}-{review.pk}"
    Claim.objects.filter(pk=review.claim_id).update(statement="Another wording.")
    step(actions.correct, review, senior_editor, note="Misread.")
    step(actions.send_for_approval, review, senior_editor, draft=verdict_draft(summary="Anew."))
    step(actions.approve, review, UserFactory(role=Role.SENIOR_EDITOR))
    assert review.slug == f"{slug}-{review.pk}"


def test_what_readers_see_is_not_dismissed(senior_editor):
    review = reach(State.PUBLISHED)
    step(actions.correct, review, senior_editor, note="A third fights.")
    with pytest.raises(actions.ActionRefused, match="Readers see a verdict"):
        step(actions.dismiss, review, senior_editor, reason="Enough of it")


def test_a_retraction_is_public_at_once(senior_editor):
    review = reach(State.PUBLISHED)
    step(actions.retract, review, senior_editor, note="The report was withdrawn.")
    assert Correction.objects.get().published_at == LATER
    assert not Review.objects.public().exists()
    assert Review.objects.with_public_page().exists()


# --- The queue -------------------------------------------------------------------------------------------


def test_opening_reviews_twice_opens_one(db):
    claim = AppearanceFactory(score=0.5).claim
    for _ in range(2):
        actions.open_reviews(claim_ids=[claim.pk], now=NOW)
    review = Review.objects.get()
    assert (review.worth, review.spread, review.prominence, review.priority) == (7, 0, 15, 22)
    assert ReviewEvent.objects.filter(review_id=review.pk).count() == 1


@pytest.mark.parametrize(
    ("score", "points"),
    [(0.0, 0), (0.1, 0), (0.5, 7), (0.9, 21), (0.99, 37), (0.999, 53), (0.9999, 60), (1.0, 60)],
)
def test_points_tell_apart_what_is_worth_checking(db, score, points):
    claim = AppearanceFactory(score=score).claim
    actions.open_reviews(claim_ids=[claim.pk], now=NOW)
    assert Review.objects.get().worth == points


@pytest.mark.parametrize(
    ("start", "points"), [(0, 15), (199, 15), (200, 14), (2_999, 1), (3_000, 0), (9_000, 0)]
)
def test_what_opens_an_article_comes_before_what_stands_deep_in_one(db, start, points):
    claim = AppearanceFactory(
        revision__text="Kestria has nine posts. " * 400, start=start, end=start + 23
    ).claim
    actions.open_reviews(claim_ids=[claim.pk], now=NOW)
    assert Review.objects.get().prominence == points


def test_the_place_in_the_article_that_gives_it_most_room_counts(db):
    text = "Kestria has nine posts. " * 50
    deep = AppearanceFactory(revision__text=text, start=1_000, end=1_023)
    AppearanceFactory(claim=deep.claim, revision__text=text, start=240, end=263)
    actions.open_reviews(claim_ids=[deep.claim_id], now=NOW)
    assert Review.objects.get().prominence == 14


def test_a_claim_that_spreads_rises_without_making_drafts_stale(editor):
    review = reach(State.IN_REVIEW, writer=editor)
    seen = review.version
    AppearanceFactory(claim=review.claim, score=1.0)
    actions.open_reviews(claim_ids=[review.claim_id], now=LATER)
    review.refresh_from_db()
    assert (review.worth, review.spread, review.prominence) == (60, 5, 15)
    assert (review.priority, review.version) == (80, seen)


@pytest.mark.django_db(transaction=True)
def test_what_was_weighed_before_there_was_prominence_is_weighed_anew():
    text = "Kestria has nine posts. " * 50
    deep = ReviewFactory(claim=AppearanceFactory(revision__text=text, start=1_000, end=1_023).claim)
    nowhere = ReviewFactory(claim=ClaimFactory(), adjustment=-5)
    reviews = Review.objects.filter(pk__in=[deep.pk, nowhere.pk])
    try:
        call_command("migrate", "reviews", "0002", verbosity=0)
        reviews.update(worth=70, spread=12, priority=82)
    finally:
        call_command("migrate", "reviews", verbosity=0)
    assert list(reviews.order_by("pk").values_list("worth", "spread", "prominence", "priority")) == [
        (60, 10, 10, 80),
        (60, 10, 0, 65),
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_articles_that_arrive_at_once_both_count():
    review = ReviewFactory()
    ready = Barrier(2, timeout=10)

    def arrive(claim):
        with transaction.atomic():
            AppearanceFactory(claim=claim)
            # SQLite lets one writer in at a time: there the second has not begun yet.
            if connection.features.has_select_for_update:
                ready.wait()
            actions.open_reviews(claim_ids=[claim.pk], now=LATER)

    at_once(arrive, review.claim, review.claim)

    review.refresh_from_db()
    assert review.spread == 10


def test_a_dismissed_claim_that_appears_again_stays_dismissed(editor):
    review = reach(State.DISMISSED)
    actions.open_reviews(claim_ids=[review.claim_id], now=LATER)
    assert Review.objects.get(claim=review.claim_id) == review


def adjust(review, by, *, adjustment, reason, seen=None):
    seen = review.adjustment if seen is None else seen
    actions.adjust_priority(review=review, by=by, seen=seen, now=LATER, adjustment=adjustment, reason=reason)


def test_the_same_adjustment_again_writes_nothing(editor, other_editor):
    review = ReviewFactory()
    for by, reason in ((editor, "Front page"), (editor, "Front page"), (other_editor, " Front page ")):
        adjust(review, by, adjustment=20, reason=reason, seen=0)
    adjust(review, editor, adjustment=0, reason="")
    adjust(review, editor, adjustment=0, reason="not needed")
    events = ReviewEvent.objects.filter(review_id=review.pk)
    assert [event.data["adjustment"] for event in events] == [20, 0]


def test_an_adjustment_does_not_cover_one_that_nobody_saw(editor, other_editor):
    review = ReviewFactory()
    adjust(review, editor, adjustment=20, reason="Front page")
    with pytest.raises(actions.StaleReview):
        adjust(review, other_editor, adjustment=-5, reason="Old news", seen=0)
    review.refresh_from_db()
    assert (review.adjustment, review.adjusted_by) == (20, editor)


def test_a_priority_is_the_sum_of_its_parts_and_stays_in_bounds(editor):
    review = reach(State.QUEUED)
    actions.open_reviews(claim_ids=[review.claim_id], now=NOW)
    review.refresh_from_db()
    adjust(review, editor, adjustment=90, reason="Front page")
    assert (review.worth, review.prominence, review.priority) == (16, 15, 100)
    adjust(review, editor, adjustment=0, reason="")
    assert (review.priority, review.adjusted_by, review.adjustment_reason) == (31, None, "")


@pytest.mark.parametrize(("adjustment", "reason"), [(101, "too much"), (-101, "too little"), (5, " ")])
def test_a_wrong_adjustment_is_refused(editor, adjustment, reason):
    review = reach(State.QUEUED)
    with pytest.raises(ValidationError):
        adjust(review, editor, adjustment=adjustment, reason=reason)


# --- Records stay records --------------------------------------------------------------------------------


def test_records_are_not_edited(editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    verdict = review.latest_verdict
    verdict.summary = "Something else"
    evidence = review.evidence.get()
    evidence.quote = "Something else"
    event = ReviewEvent.objects.first()
    for row in (verdict, evidence, event):
        with pytest.raises(ImmutableError):
            row.save()
    with pytest.raises(ImmutableError):
        event.delete()


def test_a_claim_has_one_live_review(db):
    claim = ClaimFactory()
    ReviewFactory(claim=claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewFactory(claim=claim)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "in_review"}, "review_in_review_is_held"),
        ({"state": "awaiting_approval"}, "review_awaiting_approval_has_a_verdict"),
        ({"state": "published"}, "review_published_has_a_verdict"),
        ({"state": "dismissed"}, "review_dismissed_says_why"),
        ({"priority": 101}, "review_priority_between_0_and_100"),
    ],
)
def test_constraints_tie_a_state_to_what_it_means(db, changes, constraint):
    review = ReviewFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(**changes)


def test_evidence_needs_its_source_named(editor):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    with pytest.raises(IntegrityError, match="evidence_names_its_source"), transaction.atomic():
        Evidence.objects.filter(review=review).update(title="", url="")
