"""The public pages, as a reader without an account sees them."""

import html
import json
import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from claims.models import Appearance, Claim
from claims.tests.factories import NOW, AppearanceFactory, RevisionFactory, UserFactory
from reviews import actions
from reviews.models import Rating
from reviews.states import State
from reviews.tests.factories import evidence_draft, reach, verdict_draft

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = NOW + timedelta(days=2)


@pytest.fixture
def review():
    return reach(State.PUBLISHED)


def text(response):
    return response.content.decode()


def words(response):
    """The page without its tags, as one line."""
    return " ".join(html.unescape(re.sub("<[^>]*>", " ", text(response))).split())


def ld_json(response):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text(response), re.DOTALL)
    return json.loads(block)


def correct(review, *, now=LATER, **draft):
    senior, other = UserFactory(role="senior_editor"), UserFactory(role="senior_editor")
    actions.correct(review=review, by=senior, version=review.version, now=now, note="A new count came in.")
    actions.send_for_approval(
        review=review, by=senior, version=review.version, now=now, draft=verdict_draft(**draft)
    )
    actions.approve(review=review, by=other, version=review.version, now=now)


def retract(review):
    senior = UserFactory(role="senior_editor")
    actions.retract(
        review=review, by=senior, version=review.version, now=LATER, note="The report was withdrawn."
    )


# --- A fact-check ----------------------------------------------------------------------------------------


def test_the_page_says_what_was_claimed_what_we_found_and_who_checked(client, review):
    page = client.get(review.get_public_url())
    verdict = review.published_verdict
    assert page.status_code == 200
    for shown in (
        review.claim.statement,
        "Mostly correct",
        "Observers count 112,000 to 124,000",
        "Daily report 311",
        "River Observers’ Mission",
        "Our patrols counted between 112,000 and 124,000 uniformed personnel.",
        "Supports",
        f"{verdict.author.display_name} wrote it",
        f"{verdict.approved_by.display_name} approved it",
        "Border talks stall",
        "No sound evidence either way",
    ):
        assert shown in words(page), shown
    assert "Back to the desk" not in text(page)


def test_citations_and_sources_lead_to_each_other(client, review):
    page = text(client.get(review.get_public_url()))
    assert 'href="#source-1" id="cite-1"' in page
    assert '<li id="source-1"' in page
    assert 'href="#cite-1"' in page


def test_the_page_carries_its_claim_review(client, review, settings):
    settings.PUBLIC_URL = "https://facts.example/"
    document = ld_json(client.get(review.get_public_url()))
    assert document["@type"] == "ClaimReview"
    assert document["url"] == f"https://facts.example{review.get_public_url()}"


def test_without_a_public_address_the_requests_own_is_used(client, review):
    document = ld_json(client.get(review.get_public_url(), headers={"host": "localhost:8123"}))
    assert document["url"] == f"http://localhost:8123{review.get_public_url()}"


def test_hostile_words_stay_words(client, review):
    evil = "</script><script>alert(1)</script>"
    type(review.claim).objects.filter(pk=review.claim_id).update(statement=evil)
    page = client.get(review.get_public_url())
    assert "<script>alert" not in text(page)
    assert ld_json(page)["claimReviewed"] == evil


def test_the_draft_of_a_correction_is_nobodys_business(client, review):
    senior = UserFactory(role="senior_editor")
    actions.correct(review=review, by=senior, version=review.version, now=LATER, note="Secret for now.")
    actions.add_evidence(
        review=review,
        by=senior,
        version=review.version,
        now=LATER,
        draft=evidence_draft(title="Unapproved report"),
    )
    draft = verdict_draft(rating=Rating.objects.get(slug="wrong"), summary="Unapproved summary.")
    actions.send_for_approval(review=review, by=senior, version=review.version, now=LATER, draft=draft)
    for url in (review.get_public_url(), reverse("factchecks:index"), reverse("factchecks:feed")):
        page = client.get(url)
        assert "Mostly correct" in text(page)
        assert not re.search("Secret for now|Unapproved", text(page))
    assert ld_json(client.get(review.get_public_url()))["reviewRating"]["alternateName"] == "Mostly correct"
    unseen = reverse("factchecks:version", args=[review.slug, review.latest_verdict.version])
    assert client.get(unseen).status_code == 404


def test_a_correction_is_public_and_dated_and_leads_to_the_earlier_version(client, review):
    correct(review, rating=Rating.objects.get(slug="wrong"), summary="Far fewer were there.")
    page = client.get(review.get_public_url())
    earlier = reverse("factchecks:version", args=[review.slug, 1])
    for shown in ("A new count came in.", "14 Nov 2026", "Wrong", "Far fewer were there.", earlier):
        assert shown in text(page), shown

    old = client.get(earlier)
    assert "No longer current." in text(old)
    assert "Observers count 112,000 to 124,000" in text(old)
    assert "application/ld+json" not in text(old)
    assert 'content="noindex"' in text(old)


def test_the_current_version_lives_at_one_address(client, review):
    response = client.get(reverse("factchecks:version", args=[review.slug, 1]))
    assert (response.status_code, response.url) == (302, review.get_public_url())


def test_a_retracted_fact_check_says_so_and_claims_nothing(client, review):
    retract(review)
    page = client.get(review.get_public_url())
    assert page.status_code == 200
    assert "The report was withdrawn." in text(page)
    assert "Observers count" not in text(page)
    assert "application/ld+json" not in text(page)
    old = client.get(reverse("factchecks:version", args=[review.slug, 1]))
    assert "took it back" in text(old)
    assert "application/ld+json" not in text(old)


@pytest.mark.parametrize("path", ["nothing-here-1/", "nothing-here-1/versions/1/"])
def test_an_unknown_address_is_a_404(client, path):
    assert client.get(f"/fact-checks/{path}").status_code == 404


def test_an_unknown_version_is_a_404(client, review):
    assert client.get(reverse("factchecks:version", args=[review.slug, 7])).status_code == 404


@pytest.mark.parametrize("state", [State.QUEUED, State.IN_REVIEW, State.AWAITING_APPROVAL, State.DISMISSED])
def test_what_is_not_published_is_nowhere(client, state):
    statement = reach(state).claim.statement
    assert statement not in text(client.get(reverse("factchecks:index")))
    assert statement not in text(client.get(reverse("factchecks:feed")))


def test_pages_take_no_changes(client, review):
    assert client.post(review.get_public_url()).status_code == 405


@pytest.mark.parametrize(
    ("attribution", "exact", "quoted", "as_said"),
    [
        ("direct", "Kestria has nine posts.", True, False),
        ("direct", "kestria has  nine posts", True, False),
        ("direct", "We have nine posts.", False, True),
        ("indirect", "Kestria has nine posts.", False, False),
        ("narrator", "Kestria has nine posts.", False, False),
        ("narrator", "it has nine posts", False, True),
    ],
)
def test_quotation_marks_stand_around_what_was_said_alone(
    client, review, attribution, exact, quoted, as_said
):
    Claim.objects.filter(pk=review.claim_id).update(statement="Kestria has nine posts.")
    Appearance.objects.filter(claim=review.claim_id).update(
        attribution=attribution, exact=exact, start=0, end=len(exact)
    )
    page = text(client.get(review.get_public_url()))
    assert ("<q>Kestria has nine posts.</q>" in page) is quoted
    assert ("As said" in page) is as_said
    index = text(client.get(reverse("factchecks:index")))
    assert ("<q>Kestria has nine posts.</q>" in index) is quoted


def test_a_browser_is_told_to_run_nothing_but_what_the_site_serves(client, review, editor):
    pages = [client.get(review.get_public_url())]
    client.force_login(editor)
    pages.append(client.get(review.get_absolute_url()))
    for page in pages:
        policy = page["Content-Security-Policy"]
        assert page.status_code == 200
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_people_of_the_desk_find_back(client, review, editor):
    client.force_login(editor)
    page = text(client.get(review.get_public_url()))
    assert "Back to the desk" in page
    assert review.get_absolute_url() in page


def test_a_page_that_has_not_changed_is_not_sent_again(client, review):
    first = client.get(review.get_public_url())
    again = client.get(review.get_public_url(), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    correct(review)
    changed = client.get(review.get_public_url(), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_no_page_runs_a_script(client, review):
    for url in (review.get_public_url(), reverse("factchecks:index"), reverse("factchecks:ratings")):
        page = text(client.get(url))
        assert set(re.findall("<script[^>]*>", page)) <= {'<script type="application/ld+json">'}
        assert not re.search(r"\sstyle=|\son\w+=", page)


def test_a_page_takes_the_same_queries_however_much_it_shows(client, review, django_assert_num_queries):
    client.get(review.get_public_url())
    with django_assert_num_queries(8) as before:
        client.get(review.get_public_url())
    for n in range(3):
        AppearanceFactory(claim=review.claim, revision=RevisionFactory(text=f"Text {n}."))
        correct(review, now=LATER + timedelta(hours=n), summary=f"Version {n}")
    with django_assert_num_queries(len(before.captured_queries)):
        client.get(review.get_public_url())


# --- The index -------------------------------------------------------------------------------------------


def test_index_lists_the_newest_first(client):
    reviews = [reach(State.PUBLISHED, now=NOW + timedelta(days=day)) for day in (2, 0, 1)]
    page = text(client.get(reverse("factchecks:index")))
    places = [page.index(review.claim.statement) for review in reviews]
    assert places[0] < places[2] < places[1]


def test_index_filters_by_rating_and_words(client):
    wrong = reach(State.PUBLISHED)
    correct(wrong, rating=Rating.objects.get(slug="wrong"))
    other = reach(State.PUBLISHED)

    def shown(**query):
        page = text(client.get(reverse("factchecks:index"), query))
        return [review for review in (wrong, other) if review.claim.statement in page]

    assert shown() == [wrong, other]
    assert shown(rating="wrong") == [wrong]
    assert shown(rating="mostly-correct") == [other]
    assert shown(q=other.claim.statement.split()[2] + " border") == [other]
    assert shown(q="corvale") == [wrong, other]
    assert shown(q="corvale", rating="wrong") == [wrong]
    assert shown(rating="no-such-rating") == []


@pytest.mark.parametrize(
    ("query", "says"), [({}, "Nothing is published yet"), ({"q": "turnips"}, "No fact-check matches")]
)
def test_an_empty_index_says_why_and_what_next(client, query, says):
    assert says in text(client.get(reverse("factchecks:index"), query))


def test_index_pages_keep_the_filter(client, monkeypatch):
    monkeypatch.setattr("reviews.public_views.PAGE_SIZE", 1)
    older, newer = (reach(State.PUBLISHED, now=NOW + timedelta(days=day)) for day in (0, 1))
    first = text(client.get(reverse("factchecks:index"), {"q": "border"}))
    assert newer.claim.statement in first
    assert older.claim.statement not in first
    assert "q=border&amp;page=2" in first
    second = text(client.get(reverse("factchecks:index"), {"q": "border", "page": 2}))
    assert older.claim.statement in second
    for odd in ("0", "99", "x"):
        assert client.get(reverse("factchecks:index"), {"page": odd}).status_code == 200


def test_an_index_that_has_not_changed_is_not_sent_again(client, review):
    address = reverse("factchecks:index")
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    correct(review)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_index_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    for _ in range(2):
        correct(reach(State.PUBLISHED))
    with django_assert_num_queries(8) as few:
        client.get(reverse("factchecks:index"))
    for _ in range(3):
        correct(reach(State.PUBLISHED))
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse("factchecks:index"))


def test_every_rating_is_explained(client):
    Rating.objects.filter(slug="unproven").update(is_active=False)
    page = text(client.get(reverse("factchecks:ratings")))
    assert "True parts, false impression" in page
    assert "No sound evidence either way" not in page


# --- The feed --------------------------------------------------------------------------------------------


def feed(client, **headers):
    response = client.get(reverse("factchecks:feed"), headers=headers)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own document


def test_feed_has_what_atom_asks_for(client, settings):
    settings.PUBLIC_URL = "https://facts.example"
    settings.DESK_NAME = "Lantern Post Fact Desk"
    review = reach(State.PUBLISHED)
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title") == "Lantern Post Fact Desk: fact-checks"
    assert root.findtext(f"{ATOM}id") == "https://facts.example/fact-checks/"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Lantern Post Fact Desk"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://facts.example/fact-checks/",
        "self": "https://facts.example/fact-checks/feed.atom",
    }
    assert datetime.fromisoformat(root.findtext(f"{ATOM}updated")) == review.modified_at

    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"tag:facts.example,2026-11-12:fact-check/{review.pk}"
    assert entry.findtext(f"{ATOM}title") == f"Mostly correct: {review.claim.statement}"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}published")) == review.published_at
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) == review.modified_at
    assert entry.find(f"{ATOM}link").get("href") == f"https://facts.example{review.get_public_url()}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == review.published_verdict.author.display_name
    assert "Observers count 112,000" in entry.findtext(f"{ATOM}summary")
    content = entry.find(f"{ATOM}content")
    assert content.get("type") == "html"
    assert f'href="https://facts.example{review.get_public_url()}#source-1"' in content.text


def test_a_correction_brings_an_entry_up_again_under_its_old_id(client):
    corrected, other = reach(State.PUBLISHED), reach(State.PUBLISHED)
    before = {entry.findtext(f"{ATOM}id") for entry in feed(client)}
    correct(corrected)
    first, second = feed(client).findall(f"{ATOM}entry")
    assert corrected.claim.statement in first.findtext(f"{ATOM}title")
    assert other.claim.statement in second.findtext(f"{ATOM}title")
    assert first.findtext(f"{ATOM}id") in before
    assert datetime.fromisoformat(first.findtext(f"{ATOM}updated")) == LATER
    assert "A new count came in." in first.findtext(f"{ATOM}content")


def test_feed_loses_what_was_retracted(client, review):
    retract(review)
    assert feed(client).findall(f"{ATOM}entry") == []


def test_feed_carries_any_words(client, review):
    type(review.claim).objects.filter(pk=review.claim_id).update(statement="5 < 6 & \x0b\x1b]]> \U0001f41f")
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert "5 < 6 & \ufffd\ufffd]]> \U0001f41f" in entry.findtext(f"{ATOM}title")


def test_feed_that_has_not_changed_is_not_sent_again(client, review):
    first = client.get(reverse("factchecks:feed"))
    again = client.get(reverse("factchecks:feed"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_pages_announce_the_feed(client, review):
    page = text(client.get(review.get_public_url()))
    link = re.search(r'<link rel="alternate"[^>]*type="application/atom\+xml"[^>]*>', page)
    assert reverse("factchecks:feed") in link[0]


def test_feed_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    correct(reach(State.PUBLISHED))
    with django_assert_num_queries(6) as few:
        client.get(reverse("factchecks:feed"))
    for _ in range(3):
        correct(reach(State.PUBLISHED))
    with django_assert_num_queries(len(few.captured_queries)):
        client.get(reverse("factchecks:feed"))


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "rating=%00"])
def test_a_query_that_no_database_takes_finds_what_there_is(client, review, query):
    assert client.get(reverse("factchecks:index") + f"?{query}").status_code == 200
