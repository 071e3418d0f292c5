"""The queue in the browser: views, words, filters, order, pages, and steps taken from a row."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Extraction, Quantity
from claims.tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    ClaimFactory,
    ExtractionFactory,
    FetchedArticleFactory,
    MatchFactory,
    MergeFactory,
    PriorCheckFactory,
    RevisionFactory,
    SpeakerFactory,
    UserFactory,
)
from factcheck.accounts.models import Role
from reviews import actions
from reviews.models import Review, ReviewEvent
from reviews.states import State
from reviews.tests.factories import ReviewFactory, reach

HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def show(client, query="", **parameters):
    return client.get(
        reverse("reviews:queue") + (f"?{urlencode(parameters, doseq=True)}" if parameters else query)
    )


def statements(response):
    return [row.review.claim.statement for row in response.context["rows"]]


def queued(statement, *, kind="quantity", speaker=None, publisher="Corvale Wire", score=0.8, **review):
    claim = ClaimFactory(statement=statement, kind=kind)
    made = AppearanceFactory(
        claim=claim,
        revision__text=statement,
        revision__article__publisher=publisher,
        speaker=SpeakerFactory(name=speaker) if speaker else None,
        score=score,
    )
    return ReviewFactory(claim=claim, **review), made


def measured(appearance, value=None, low=None, high=None):
    return Quantity.objects.create(
        appearance=appearance, text="some", start=0, end=4, value=value, low=low, high=high
    )


# --- Who sees it -----------------------------------------------------------------------------------------


def test_a_stranger_is_asked_to_sign_in(client, db):
    response = show(client)
    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign-in"))


def test_a_contributor_sees_the_queue_and_no_step(client, contributor):
    queued("Kestria has nine posts.")
    client.force_login(contributor)
    body = show(client).content.decode()
    assert "Kestria has nine posts." in body
    assert "Assign to me" not in body
    assert "adjust_priority" not in body


def test_the_queue_takes_no_posts(desk):
    assert desk.post(reverse("reviews:queue")).status_code == 405


# --- Views -----------------------------------------------------------------------------------------------


@pytest.fixture
def every_state(editor):
    other = UserFactory(role=Role.SENIOR_EDITOR)
    return {
        "queued": reach(State.QUEUED),
        "mine": reach(State.IN_REVIEW, writer=editor),
        "theirs": reach(State.IN_REVIEW, writer=other),
        "my verdict": reach(State.AWAITING_APPROVAL, writer=editor),
        "their verdict": reach(State.AWAITING_APPROVAL, writer=other),
        "published": reach(State.PUBLISHED, writer=editor),
        "retracted": reach(State.RETRACTED, writer=editor),
        "dismissed": reach(State.DISMISSED, writer=editor),
    }


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("open", {"queued", "mine", "theirs", "my verdict", "their verdict"}),
        ("mine", {"mine", "my verdict"}),
        ("unassigned", {"queued"}),
        ("approval", {"their verdict"}),
        ("published", {"published", "retracted"}),
        ("dismissed", {"dismissed"}),
    ],
)
def test_a_view_shows_its_reviews_and_counts_them(desk, every_state, view, expected):
    response = show(desk, view=view)
    assert set(statements(response)) == {every_state[name].claim.statement for name in expected}
    assert response.context["view"]["count"] == len(expected)


def test_approval_is_offered_to_those_who_approve(client, editor, senior_editor):
    client.force_login(editor)
    assert "Needs my approval" not in show(client).content.decode()
    client.force_login(senior_editor)
    assert "Needs my approval" in show(client).content.decode()


# --- Words and filters -----------------------------------------------------------------------------------


@pytest.fixture
def mixed(db):
    thelle, said = queued("Exports rose by 38 per cent.", speaker="Oskar Thelle", publisher="Tarsk Courier")
    measured(said, 38, 38, 38)
    troops, made = queued("There are about 120,000 troops.", publisher="Corvale Wire")
    measured(made, 120_000, 114_000, 126_000)
    crowd, made = queued("Tens of thousands marched.", publisher="Halvik Evening")
    measured(made, None, 20_000, 90_000)
    queued("Tea halves the risk.", kind="cause", opened_at=timezone.now())
    return {"exports": thelle, "troops": troops, "crowd": crowd}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"q": "troops"}, ["There are about 120,000 troops."]),
        ({"q": "thelle EXPORTS"}, ["Exports rose by 38 per cent."]),
        ({"q": "tarsk"}, ["Exports rose by 38 per cent."]),
        ({"q": "troops exports"}, []),
        ({"q": "100%"}, []),
        ({"kind": "cause"}, ["Tea halves the risk."]),
        ({"kind": ["cause", "rule"]}, ["Tea halves the risk."]),
        ({"speaker": "thelle"}, ["Exports rose by 38 per cent."]),
        ({"publisher": "halvik"}, ["Tens of thousands marched."]),
        ({"speaker": "thelle", "publisher": "corvale"}, []),
        (
            {"numbers": "on"},
            [
                "Exports rose by 38 per cent.",
                "There are about 120,000 troops.",
                "Tens of thousands marched.",
            ],
        ),
        ({"low": "100,000"}, ["There are about 120,000 troops."]),
        ({"high": "40"}, ["Exports rose by 38 per cent."]),
        ({"low": "30", "high": "40"}, ["Exports rose by 38 per cent."]),
        ({"low": "80,000", "high": "100,000"}, ["Tens of thousands marched."]),
        ({"seen": "1"}, ["Tea halves the risk."]),
    ],
)
def test_a_filter_leaves_what_fits(desk, mixed, parameters, expected):
    assert statements(show(desk, **parameters)) == expected


def test_all_filters_have_to_fit_the_same_appearance(desk, mixed):
    AppearanceFactory(
        claim=mixed["exports"].claim,
        revision__text="Exports rose by 38 per cent.",
        revision__article__publisher="Halvik Evening",
    )
    assert statements(show(desk, speaker="thelle", publisher="halvik")) == []


def test_kinds_are_counted_within_view_and_filters(desk, mixed):
    kinds = {kind["value"]: kind["count"] for kind in show(desk).context["kinds"]}
    assert (kinds["quantity"], kinds["cause"], kinds["rule"]) == (3, 1, 0)
    kinds = {
        kind["value"]: kind["count"] for kind in show(desk, speaker="thelle", kind="cause").context["kinds"]
    }
    assert (kinds["quantity"], kinds["cause"]) == (1, 0)


def test_an_empty_view_leads_to_where_the_words_are(desk, editor):
    dismissed = reach(State.DISMISSED, writer=editor)
    response = show(desk, q=dismissed.claim.statement)
    assert [(view["name"], view["count"]) for view in response.context["elsewhere"]] == [("dismissed", 1)]
    url = response.context["elsewhere"][0]["url"]
    assert f'href="{url.replace("&", "&amp;")}"' in response.content.decode()
    assert statements(desk.get(url)) == [dismissed.claim.statement]


@pytest.mark.parametrize("view", ["open", "mine", "unassigned", "approval", "published", "dismissed"])
def test_an_empty_view_says_so_and_has_a_way_on(desk, view):
    body = show(desk, view=view).content.decode()
    assert 'class="sheet empty"' in body
    assert reverse("claims:submit") in body


# --- Bad values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "?view=mars",
        "?sort=luck",
        "?kind=gossip&kind=quantity",
        "?low=many&high=inf",
        "?low=9&high=3",
        "?seen=-1",
        "?page=0",
        "?page=999999",
        "?page=99999999999999999999999",
        "?q=%00",
        "?q=" + "x" * 300,
        "?speaker=%ED%A0%80",
    ],
)
def test_bad_values_are_left_out_with_a_word(desk, query):
    queued("Kestria has nine posts.")
    response = show(desk, query)
    assert response.status_code == 200
    if "speaker" not in query:
        assert "Left out, because it could not be understood." in response.content.decode()
        assert statements(response) == ["Kestria has nine posts."]


# --- Order and pages -------------------------------------------------------------------------------------


def test_orders(desk):
    now = timezone.now()
    _urgent, _ = queued("Urgent.", priority=90, opened_at=now - timedelta(days=3))
    queued("New.", priority=10, opened_at=now)
    spread, _ = queued("Spread.", priority=50, opened_at=now - timedelta(days=9))
    AppearanceFactory(claim=spread.claim, revision__text="Spread.")
    assert statements(show(desk)) == ["Urgent.", "Spread.", "New."]
    assert statements(show(desk, sort="newest")) == ["New.", "Urgent.", "Spread."]
    assert statements(show(desk, sort="appearances"))[0] == "Spread."


def test_pages_keep_what_was_asked_for(desk):
    for number in range(27):
        queued(f"Post number {number}.", priority=number)
    first = show(desk, q="post", sort="newest")
    assert len(statements(first)) == 25
    second = desk.get(first.context["next"])
    assert len(statements(second)) == 2
    assert not set(statements(first)) & set(statements(second))
    assert statements(desk.get(second.context["previous"])) == statements(first)
    assert second.context["asked"]["q"] == "post"


# --- Rows ------------------------------------------------------------------------------------------------


def test_a_row_explains_its_priority(desk, editor):
    review, made = queued("Kestria has nine posts.", worth=48, spread=5, prominence=15, priority=78)
    made.reasons = ["quantity", "named actor", "hedged"]
    made.save()
    review.adjustment, review.adjustment_reason, review.adjusted_by = 10, "He speaks at 11:00", editor
    review.save()
    body = show(desk).content.decode()
    assert "Quantity, named actor; against: hedged" in body
    assert "48 <span" in body
    assert "5 <span" in body
    assert "15 <span" in body
    assert "Opens an article" in body
    assert f"{editor.display_name}: He speaks at 11:00" in body
    assert "+10" in body


def test_the_bar_never_runs_over_its_end(desk):
    cases = [
        (60, 25, 15, 100),
        (60, 25, 15, -100),
        (40, 5, 9, -20),
        (40, 5, 9, 3),
        (40, 5, 9, -3),
        (40, 0, 9, -45),
        (0, 0, 0, 0),
        (0, 0, 0, -5),
    ]
    for worth, spread, prominence, adjustment in cases:
        queued(
            f"Case {worth} {spread} {prominence} {adjustment}.",
            worth=worth,
            spread=spread,
            prominence=prominence,
            adjustment=adjustment,
            priority=max(0, min(100, worth + spread + prominence + adjustment)),
        )
    bars = {row.review.claim.statement: row.segments for row in show(desk).context["rows"]}
    for segments in bars.values():
        for segment in segments:
            assert segment.width > 0
            assert segment.x >= 0
            assert segment.x + segment.width <= 100
    assert [(each.css, each.width) for each in bars["Case 40 5 9 -20."]] == [("f-worth", 34), ("f-desk", 20)]
    assert [(each.css, each.width) for each in bars["Case 40 5 9 3."]] == [
        ("f-worth", 40),
        ("f-spread", 5),
        ("f-reach", 9),
        ("f-desk", 3),
    ]
    assert [(each.css, each.width) for each in bars["Case 40 5 9 -3."]] == [
        ("f-worth", 40),
        ("f-spread", 5),
        ("f-reach", 6),
        ("f-desk", 3),
    ]


def test_a_row_says_how_deep_in_an_article_it_stands(desk):
    text = "Kestria has nine posts. " * 100
    review, made = queued("Kestria has nine posts.")
    for start in (2_160, 1_200):
        revision = RevisionFactory(text=text)
        AppearanceFactory(claim=review.claim, revision=revision, start=start, end=start + 23)
    made.delete()
    assert show(desk).context["rows"][0].place == "After some 200 words"


def test_a_text_fetched_again_is_no_second_appearance(desk):
    review, made = queued("Kestria has nine posts.")
    newer = RevisionFactory(article=made.revision.article, number=2, text="Kestria has nine posts. Or so.")
    AppearanceFactory(claim=review.claim, revision=newer, end=23)
    row = show(desk).context["rows"][0]
    assert [each.revision.number for each in row.appearances] == [2]


def test_hostile_words_are_shown_and_not_run(desk):
    attack = "<script>alert(1)</script>"
    queued(attack, speaker=f"S {attack}", publisher=f"P {attack}")
    FetchedArticleFactory(title=f"T {attack}")
    body = (
        show(desk, q=attack).content.decode() + show(desk, speaker='"><script>x', low="<b>").content.decode()
    )
    assert "<script>alert" not in body
    assert '"><script>x' not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(desk, django_assert_num_queries):
    def more():
        for number in range(4):
            review, made = queued(
                f"Row {Review.objects.count()}.", speaker=f"Speaker {Review.objects.count()}"
            )
            measured(made, number)
            MergeFactory(kept=review.claim, merged__merged_into=review.claim)
            MatchFactory(claim=ReviewFactory().claim, other=review.claim)
            MatchFactory(claim=review.claim, other=None, prior_check=PriorCheckFactory())
            ArticleFactory()
            FetchedArticleFactory(submitted_by=UserFactory())

    more()
    with django_assert_num_queries(17):
        show(desk)
    more()
    with django_assert_num_queries(17):
        show(desk, sort="appearances", q="row", numbers="on", kind="quantity")


# --- Articles under way ----------------------------------------------------------------------------------


def test_articles_under_way_are_shown_and_asked_for_again(desk):
    FetchedArticleFactory(title="Under way", created_at=timezone.now())
    body = show(desk).content.decode()
    assert "Under way" in body
    assert f'hx-get="{reverse("reviews:progress")}"' in body
    assert "Under way" in desk.get(reverse("reviews:progress"), headers=HTMX).content.decode()


def test_a_failed_article_says_why_and_how_to_go_on(desk):
    article = FetchedArticleFactory(
        fetch_state="failed", fetch_error="The site did not answer.", fetch_enqueued_at=timezone.now()
    )
    body = show(desk).content.decode()
    assert "The site did not answer." in body
    assert reverse("claims:retry", args=[article.pk]) in body
    assert reverse("reviews:progress") not in body


@pytest.mark.parametrize(
    ("state", "shown", "polled"),
    [("queued", True, True), ("running", True, True), ("failed", True, False), ("done", False, False)],
)
def test_the_strip_follows_the_newest_extraction(desk, state, shown, polled):
    article = ArticleFactory(title="The newest")
    ended = timezone.now() if state in {"done", "failed"} else None
    ExtractionFactory(
        revision=RevisionFactory(article=article),
        state=state,
        error="It broke." if state == "failed" else "",
        finished_at=ended,
    )
    body = show(desk).content.decode()
    assert ("The newest" in body) is shown
    assert ("hx-trigger" in body) is polled


def test_an_old_failure_that_was_made_good_is_not_shown(desk):
    article = ArticleFactory(title="Made good")
    now = timezone.now()
    old = RevisionFactory(article=article)
    ExtractionFactory(revision=old, state=Extraction.State.FAILED, error="It broke.", finished_at=now)
    new = RevisionFactory(article=article, number=2, text="Other words.")
    ExtractionFactory(revision=new, state=Extraction.State.DONE, finished_at=now)
    assert "Made good" not in show(desk).content.decode()


def test_once_all_is_read_the_strip_stops_asking_and_leads_to_the_new_claims(desk):
    body = desk.get(reverse("reviews:progress"), headers=HTMX).content.decode()
    assert "Show the new claims" in body
    assert "hx-trigger" not in body


# --- Steps from a row ------------------------------------------------------------------------------------


def test_assigning_from_a_row_swaps_the_row_and_the_counts(desk, editor):
    review, _ = queued("Kestria has nine posts.")
    response = desk.post(
        reverse("reviews:act", args=[review.pk, "take"]),
        {"version": 1},
        headers={**HTMX, "HX-Current-URL": "http://testserver/queue/?view=unassigned"},
    )
    review.refresh_from_db()
    assert (review.state, review.assignee) == (State.IN_REVIEW, editor)
    body = response.content.decode()
    assert response.status_code == 200
    assert body.count('class="row"') == 1
    assert "<html" not in body
    assert 'data-status="in_review"' in body
    assert {view["name"]: view["count"] for view in response.context["views"]} == {
        "open": 1,
        "mine": 1,
        "unassigned": 0,
        "published": 0,
        "dismissed": 0,
    }
    assert [view["name"] for view in response.context["views"] if view["current"]] == ["unassigned"]


def test_a_row_from_a_page_without_a_proper_address_is_swapped_as_any(desk, editor):
    review, _ = queued("Kestria has nine posts.")
    url = reverse("reviews:act", args=[review.pk, "take"])
    response = desk.post(url, {"version": 1}, headers={**HTMX, "HX-Current-URL": "http://["})
    review.refresh_from_db()
    assert (response.status_code, review.assignee) == (200, editor)


def test_a_row_that_somebody_else_took_says_so(desk, editor):
    review, _ = queued("Kestria has nine posts.")
    other = UserFactory(role=Role.EDITOR)
    actions.take(review=review, by=other, version=1, now=timezone.now())
    response = desk.post(reverse("reviews:act", args=[review.pk, "take"]), {"version": 1}, headers=HTMX)
    assert response.status_code == 409
    assert f"{other.display_name} took the claim from the queue" in response.content.decode()
    assert ReviewEvent.objects.filter(review_id=review.pk, action="take").count() == 1


def test_a_dismissed_row_waits_for_nobody(desk, editor):
    reach(State.DISMISSED, writer=editor)
    text = show(desk, view="dismissed").content.decode()
    assert "An opinion" in text
    assert '<span class="name">Unassigned</span>' not in text
    reach(State.QUEUED)
    assert "Assign to me" in show(desk).content.decode()


def test_adjusting_from_a_row(desk, editor):
    review, _ = queued("Kestria has nine posts.", worth=50, priority=50)
    url = reverse("reviews:act", args=[review.pk, "adjust_priority"])
    response = desk.post(url, {"before": 0, "adjustment": "-20", "reason": "Seen before"}, headers=HTMX)
    review.refresh_from_db()
    assert (review.priority, review.adjusted_by) == (30, editor)
    assert "Lowered by the desk" in response.content.decode()


def test_a_bad_adjustment_comes_back_as_the_row_with_what_was_typed(desk):
    review, _ = queued("Kestria has nine posts.")
    url = reverse("reviews:act", args=[review.pk, "adjust_priority"])
    response = desk.post(url, {"before": 0, "adjustment": "500", "reason": "Hot <b>"}, headers=HTMX)
    body = response.content.decode()
    assert response.status_code == 422
    assert '<details class="priority" open>' in body
    assert 'value="500"' in body
    assert "Hot &lt;b&gt;" in body
    assert "Between -100 and 100." in body
    assert 'aria-invalid="true"' in body
    response = desk.post(url, {"before": 0, "adjustment": "5", "reason": ""}, headers=HTMX)
    assert response.status_code == 422
    assert "Say why." in response.content.decode()
    review.refresh_from_db()
    assert review.adjustment == 0


def test_a_contributor_gets_the_row_back_with_the_reason(client, contributor):
    review, _ = queued("Kestria has nine posts.")
    client.force_login(contributor)
    response = client.post(reverse("reviews:act", args=[review.pk, "take"]), {"version": 1}, headers=HTMX)
    assert response.status_code == 403
    assert "Your role does not allow" in response.content.decode()
    review.refresh_from_db()
    assert review.state == State.QUEUED
