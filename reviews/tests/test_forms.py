"""What people type, turned into what the queue filters by and what actions take."""

from datetime import date

import pytest
from django.http import QueryDict

from reviews import forms
from reviews.actions import EvidenceDraft, VerdictDraft
from reviews.models import Evidence, Rating, Verdict
from reviews.states import State
from reviews.tests.factories import ReviewFactory, evidence_draft, reach


def queue(query):
    return forms.QueueForm(QueryDict(query))


def test_an_empty_address_asks_for_all_open_by_priority():
    asked = queue("").choices()
    assert (asked["view"], asked["sort"], asked["page"]) == ("open", "priority", None)


def test_closed_views_show_the_newest_first_unless_told_otherwise():
    assert queue("view=published").choices()["sort"] == "newest"
    assert queue("view=published&sort=priority").choices()["sort"] == "priority"


def test_numbers_are_read_as_people_type_them():
    asked = queue("low=100,000&high=1 000 000.5").choices()
    assert (asked["low"], asked["high"]) == (100_000, 1_000_000.5)


def test_zero_is_a_bound_and_not_its_absence():
    assert queue("low=0").choices()["low"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("view=mars", "view"),
        ("sort=luck", "sort"),
        ("kind=gossip", "kind"),
        ("low=many", "low"),
        ("high=inf", "high"),
        ("low=nan", "low"),
        ("low=9&high=3", "low"),
        ("seen=1000", "seen"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("q=" + "a" * 201, "q"),
        ("speaker=%00", "speaker"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(query, field):
    form = queue(query + "&publisher=Corvale")
    asked = form.choices()
    assert not asked[field] or asked[field] in {"open", "priority"}
    assert asked["publisher"] == "Corvale"
    assert len(form.complaints()) == 1


def test_a_range_turned_round_leaves_both_ends_out():
    asked = queue("low=9&high=3").choices()
    assert (asked["low"], asked["high"]) == (None, None)


@pytest.fixture
def review(db):
    return ReviewFactory()


def verdict_form(review, **values):
    return forms.VerdictForm({"version": 1, **values}, review=review)


def test_a_draft_may_be_incomplete(review):
    form = verdict_form(review)
    assert form.is_valid()
    assert form.arguments() == {"version": 1, "draft": VerdictDraft()}


def test_the_same_words_are_the_same_whatever_ends_their_lines(review):
    forms_of = [verdict_form(review, explanation=text) for text in ("One.\r\n\r\nTwo.", "One.\n\nTwo.\n")]
    assert all(form.is_valid() for form in forms_of)
    assert forms_of[0].draft() == forms_of[1].draft()


def test_a_summary_is_one_line(review):
    form = verdict_form(review, summary="  Observers\r\ncount  112,000.\n")
    assert form.is_valid()
    assert form.draft().summary == "Observers count 112,000."


def test_a_summary_too_long_says_by_how_much(review):
    form = verdict_form(review, summary="x" * (Verdict.SUMMARY_LENGTH + 15))
    assert not form.is_valid()
    assert form.errors["summary"] == ["15 characters too many: at most 280. What you wrote is kept."]


def test_a_rating_that_left_the_scale_is_offered_only_where_it_is_chosen(db):
    Rating.objects.filter(slug="mostly-correct").update(is_active=False)
    chosen = reach(State.AWAITING_APPROVAL)
    offered = [
        form.fields["rating"].queryset.filter(slug="mostly-correct").exists()
        for form in (forms.VerdictForm.of(chosen), forms.VerdictForm.of(ReviewFactory()))
    ]
    assert offered == [True, False]


def evidence_form(review, **changes):
    values = {
        "version": 1,
        "url": "https://observers.example/311",
        "quote": "We counted.",
        "stance": "supports",
        "kind": "report",
    }
    return forms.EvidenceForm({**values, **changes}, review=review)


def test_evidence_as_a_draft(review):
    form = evidence_form(review, published_on="2026-11-11", location="page 3")
    assert form.is_valid(), form.errors
    assert form.draft() == EvidenceDraft(
        quote="We counted.",
        stance="supports",
        url="https://observers.example/311",
        published_on=date(2026, 11, 11),
        location="page 3",
        kind=Evidence.Kind.REPORT,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "", "title": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "observers.example"}, "url"),
        ({"url": "ftp://observers.example/"}, "url"),
        ({"quote": "  "}, "quote"),
        ({"quote": "x" * 5_001}, "quote"),
        ({"stance": ""}, "stance"),
        ({"stance": "shrugs"}, "stance"),
        ({"kind": "rumour"}, "kind"),
        ({"published_on": "2026-02-30"}, "published_on"),
        ({"version": ""}, "version"),
        ({"version": "-1"}, "version"),
    ],
)
def test_evidence_refused(review, changes, field):
    form = evidence_form(review, **changes)
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_source_without_an_address_needs_its_title(review):
    assert evidence_form(review, url="", title="Minutes of 28 October").is_valid()


def test_evidence_is_edited_from_what_it_says(editor, now):
    review = reach(State.AWAITING_APPROVAL, writer=editor)
    evidence = review.evidence.get()
    form = forms.EvidenceForm.of(evidence, review)
    assert form["quote"].value() == evidence.quote
    assert forms.EvidenceForm.draft_of(evidence) == evidence_draft()


@pytest.mark.parametrize("adjustment", ["", "ten", "101", "-101", "1.5"])
def test_an_adjustment_is_a_whole_number_within_bounds(review, adjustment):
    form = forms.AdjustForm({"before": 0, "adjustment": adjustment, "reason": "x"}, review=review)
    assert list(form.errors) == ["adjustment"]


def test_a_form_shown_again_keeps_the_version_that_was_read_until_both_sides_were_seen(review):
    review.version = 7
    form = verdict_form(review, version=3)
    form.is_valid()
    assert form.seen == 3
    form.renewed = True
    assert form.seen == 7
