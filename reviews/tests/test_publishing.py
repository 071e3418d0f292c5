"""What a published fact-check says to machines, and how its explanation is cut into parts."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest

from claims.models import Appearance
from claims.tests.factories import (
    AppearanceFactory,
    ArticleFactory,
    ClaimFactory,
    RevisionFactory,
    SpeakerFactory,
    UserFactory,
)
from reviews import actions
from reviews.models import Rating, Review
from reviews.publishing import (
    NotPublished,
    Part,
    Scale,
    cited_paragraphs,
    claim_review,
    fact_check,
    json_ld,
)
from reviews.publishing.feed import xml_text
from reviews.states import State
from reviews.tests.factories import evidence_draft, reach, verdict_draft

BASE = "https://facts.example"

ORGANIZATION = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {
        "@type": {"const": "Organization"},
        "name": {"type": "string", "minLength": 1},
        "url": {"type": "string", "format": "uri", "pattern": "^https?://"},
    },
    "additionalProperties": False,
}
PERSON = {
    "type": "object",
    "required": ["@type", "name"],
    "properties": {
        "@type": {"const": "Person"},
        "name": {"type": "string", "minLength": 1},
        "jobTitle": {"type": "string", "minLength": 1},
    },
    "additionalProperties": False,
}
WORK = {
    "type": "object",
    "required": ["@type"],
    "minProperties": 2,
    "properties": {
        "@type": {"const": "CreativeWork"},
        "url": {"type": "string", "pattern": "^https?://"},
        "headline": {"type": "string", "minLength": 1},
        "publisher": ORGANIZATION,
        "datePublished": {"type": "string", "format": "date"},
    },
    "additionalProperties": False,
}
# What schema.org's types and Google's documentation of ClaimReview allow of the properties that we use.
CLAIM_REVIEW = {
    "type": "object",
    "required": [
        "@context",
        "@type",
        "url",
        "datePublished",
        "author",
        "claimReviewed",
        "reviewRating",
        "itemReviewed",
    ],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^https?://"},
        "datePublished": {"type": "string", "format": "date-time"},
        "dateModified": {"type": "string", "format": "date-time"},
        "author": {**ORGANIZATION, "required": ["@type", "name", "url"]},
        "claimReviewed": {"type": "string", "minLength": 1},
        "reviewRating": {
            "type": "object",
            "required": ["@type", "alternateName"],
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": {"type": "string", "minLength": 1},
                "ratingValue": {"type": "integer"},
                "bestRating": {"type": "integer"},
                "worstRating": {"type": "integer"},
            },
            "dependentRequired": {
                "ratingValue": ["bestRating", "worstRating"],
                "bestRating": ["ratingValue"],
                "worstRating": ["ratingValue"],
            },
            "additionalProperties": False,
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type"],
            "properties": {
                "@type": {"const": "Claim"},
                "author": {"oneOf": [PERSON, ORGANIZATION]},
                "datePublished": {"type": "string", "format": "date"},
                "firstAppearance": WORK,
                "appearance": {"type": "array", "minItems": 1, "items": WORK},
            },
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}

pytestmark = pytest.mark.django_db


def published(*, rating="mostly-correct", appearances=(), **draft):
    """A published review of a claim with these appearances: (article values, appearance values) each."""
    writer, approver = UserFactory(), UserFactory(role="senior_editor")
    claim = ClaimFactory(statement="Kestria has massed about 120,000 troops along its border.")
    for article, values in appearances or [({}, {})]:
        AppearanceFactory(
            claim=claim,
            revision=RevisionFactory(
                article=ArticleFactory(**article), text=values.pop("text", claim.statement)
            ),
            **values,
        )
    review = Review.objects.create(claim=claim, opened_at=datetime(2026, 11, 12, 9, tzinfo=UTC))
    now = datetime(2026, 11, 12, 10, tzinfo=UTC)
    actions.take(review=review, by=writer, version=review.version, now=now)
    actions.add_evidence(review=review, by=writer, version=review.version, now=now, draft=evidence_draft())
    actions.send_for_approval(
        review=review,
        by=writer,
        version=review.version,
        now=now,
        draft=verdict_draft(rating=Rating.objects.get(slug=rating), **draft),
    )
    actions.approve(review=review, by=approver, version=review.version, now=now)
    return review


def correct(review, *, now, **draft):
    """Publish a correction of `review`."""
    senior, other = UserFactory(role="senior_editor"), UserFactory(role="senior_editor")
    actions.correct(review=review, by=senior, version=review.version, now=now, note="The count has changed.")
    actions.send_for_approval(
        review=review, by=senior, version=review.version, now=now, draft=verdict_draft(**draft)
    )
    actions.approve(review=review, by=other, version=review.version, now=now)


def validated(review, **arguments):
    document = claim_review(review, base_url=BASE, **arguments)
    checker = jsonschema.Draft202012Validator(
        CLAIM_REVIEW, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    checker.validate(document)
    assert json.loads(json.dumps(document)) == document
    return document


# --- ClaimReview -----------------------------------------------------------------------------------------


def test_claim_review_of_a_persons_claim(settings):
    settings.DESK_NAME = "Lantern Post Fact Desk"
    where = {
        "title": "Dorvain appeals for observers",
        "publisher": "Morvane Herald",
        "url": "https://herald.example/dorvain",
        "published_at": datetime(2026, 11, 11, 7, tzinfo=UTC),
    }
    speaker = {
        "speaker": SpeakerFactory(name="Ilse Dorvain"),
        "speaker_role": "foreign minister of Morvane",
        "attribution": "direct",
    }
    review = published(appearances=[(where, speaker)])

    work = {
        "@type": "CreativeWork",
        "url": "https://herald.example/dorvain",
        "headline": "Dorvain appeals for observers",
        "publisher": {"@type": "Organization", "name": "Morvane Herald"},
        "datePublished": "2026-11-11",
    }
    assert validated(review) == {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://facts.example/fact-checks/{review.slug}/",
        "datePublished": "2026-11-12T10:00:00+00:00",
        "author": {
            "@type": "Organization",
            "name": "Lantern Post Fact Desk",
            "url": "https://facts.example/fact-checks/",
        },
        "claimReviewed": "Kestria has massed about 120,000 troops along its border.",
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Mostly correct",
            "ratingValue": 4,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {
                "@type": "Person",
                "name": "Ilse Dorvain",
                "jobTitle": "foreign minister of Morvane",
            },
            "datePublished": "2026-11-11",
            "firstAppearance": work,
            "appearance": [work],
        },
    }


def test_the_articles_own_words_are_its_publishers():
    review = published(appearances=[({"publisher": "Corvale Wire"}, {"attribution": "narrator"})])
    assert validated(review)["itemReviewed"]["author"] == {"@type": "Organization", "name": "Corvale Wire"}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"speaker_mention": "the mission"}, "Organization"),
        (
            {"entities": [{"text": "Ostrel", "type": "organisation"}], "speaker_mention": "Ostrel"},
            "Organization",
        ),
        ({"entities": [{"text": "Ostrel", "type": "person"}], "speaker_mention": "Ostrel"}, "Person"),
    ],
)
def test_a_body_is_no_person(values, expected):
    review = published(
        appearances=[({}, {"speaker": SpeakerFactory(name="Ostrel"), "attribution": "indirect", **values})]
    )
    assert validated(review)["itemReviewed"]["author"]["@type"] == expected


@pytest.mark.parametrize(
    "values",
    [
        {"speaker": None, "attribution": "direct"},
        {"speaker_doubtful": True, "attribution": "direct"},
    ],
    ids=["unresolved", "doubtful"],
)
def test_nobody_is_named_who_may_not_have_said_it(values):
    if values.get("speaker_doubtful"):
        values = {**values, "speaker": SpeakerFactory(name="Ilse Dorvain")}
    assert "author" not in validated(published(appearances=[({}, values)]))["itemReviewed"]


def test_first_appearance_is_the_earliest_known_and_each_article_stands_once():
    def at(day):
        return datetime(2026, 11, day, tzinfo=UTC)

    review = published(
        appearances=[
            ({"title": "Undated"}, {}),
            ({"title": "Second", "published_at": at(10)}, {}),
            ({"title": "First", "published_at": at(9)}, {}),
        ]
    )
    second = Appearance.objects.get(revision__article__title="Second")
    AppearanceFactory(
        claim=review.claim, revision=RevisionFactory(article=second.revision.article, number=2, text="Again.")
    )
    item = validated(Review.objects.for_public().get(pk=review.pk))["itemReviewed"]
    assert item["firstAppearance"]["headline"] == "First"
    assert item["datePublished"] == "2026-11-09"
    assert [work["headline"] for work in item["appearance"]] == ["First", "Second", "Undated"]


def test_an_unknown_date_stays_unknown():
    item = validated(published(appearances=[({"published_at": None}, {})]))["itemReviewed"]
    assert {"datePublished", "firstAppearance"}.isdisjoint(item)


def test_a_rating_without_a_number_has_none():
    rating = validated(published(rating="unproven"))["reviewRating"]
    assert rating == {"@type": "Rating", "alternateName": "Unproven"}


def test_the_scale_holds_a_retired_rating_of_its_own():
    review = published(rating="correct")
    Rating.objects.filter(slug="correct").update(is_active=False)
    rating = validated(review)["reviewRating"]
    assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, 5, 5)


def test_a_scale_of_one_step_is_no_scale():
    review = published(rating="correct")
    Rating.objects.exclude(slug="correct").update(value=None)
    assert "ratingValue" not in validated(review)["reviewRating"]


def test_a_given_scale_saves_the_query(django_assert_num_queries):
    review = Review.objects.for_public().get(pk=published().pk)
    with django_assert_num_queries(0):
        assert validated(review, scale=Scale(worst=0, best=9))["reviewRating"]["bestRating"] == 9


def test_a_correction_is_dated_and_the_first_publication_stays():
    review = published()
    assert "dateModified" not in validated(review)
    correct(review, now=datetime(2026, 11, 14, 8, tzinfo=UTC), rating=Rating.objects.get(slug="wrong"))
    document = validated(Review.objects.get(pk=review.pk))
    assert document["datePublished"].startswith("2026-11-12")
    assert document["dateModified"].startswith("2026-11-14")
    assert document["reviewRating"]["alternateName"] == "Wrong"


@pytest.mark.parametrize("state", [State.QUEUED, State.IN_REVIEW, State.AWAITING_APPROVAL, State.RETRACTED])
def test_only_what_readers_see_has_a_claim_review(state):
    with pytest.raises(NotPublished):
        claim_review(reach(state), base_url=BASE)


def test_no_word_of_a_claim_ends_the_script_element():
    text = json_ld({"claimReviewed": "</script><script>alert('1')</script> <!-- & –"})
    assert not set("<>&") & set(text)
    assert json.loads(text) == {"claimReviewed": "</script><script>alert('1')</script> <!-- & –"}


# --- The page's parts ------------------------------------------------------------------------------------


def test_paragraphs_and_citations():
    text = "They counted [1]. A survey agrees. [2, 1]\r\n\r\nOne line\nand the next. [9]\n \n\n Last."
    assert cited_paragraphs(text, {1, 2}) == [
        [
            Part("They counted"),
            Part("[1]", 1, "cite-1"),
            Part(". A survey agrees."),
            Part("[2]", 2, "cite-2"),
            Part("[1]", 1, "cite-1-2"),
        ],
        [Part("One line\nand the next. [9]")],
        [Part("Last.")],
    ]


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_no_explanation_no_paragraphs(text):
    assert cited_paragraphs(text, {1}) == []


def test_sources_lead_back_to_where_they_are_cited_first():
    writer, approver = UserFactory(), UserFactory(role="senior_editor")
    review = reach(State.IN_REVIEW, writer=writer)
    now = datetime(2026, 11, 13, tzinfo=UTC)
    for title in ("Report", "Minutes"):
        actions.add_evidence(
            review=review, by=writer, version=review.version, now=now, draft=evidence_draft(title=title)
        )
    actions.send_for_approval(
        review=review,
        by=writer,
        version=review.version,
        now=now,
        draft=verdict_draft(explanation="Counted [2]. And again [2]."),
    )
    actions.approve(review=review, by=approver, version=review.version, now=now)
    assert [(s.title, s.anchor) for s in fact_check(review).sources] == [
        ("Report", ""),
        ("Minutes", "cite-2"),
    ]


def test_a_source_without_a_title_is_called_by_its_host():
    review = published()
    (source,) = fact_check(review).sources
    assert source.title == "Daily report 311"
    source.evidence.title = ""
    assert source.title == "observers.example"


def test_revisions_of_one_article_are_one_place():
    review = published(appearances=[({"title": "One"}, {}), ({"title": "Two"}, {})])
    first = Appearance.objects.order_by("pk").first()
    AppearanceFactory(
        claim=review.claim,
        revision=RevisionFactory(article=first.revision.article, number=2, text=first.exact + " "),
        end=len(first.exact),
    )
    assert [place.article.title for place in fact_check(Review.objects.get(pk=review.pk)).also] == ["Two"]


def test_a_page_shows_what_was_approved_and_not_the_draft_of_a_correction():
    review = published()
    senior = UserFactory(role="senior_editor")
    now = review.published_at + timedelta(days=1)
    actions.correct(review=review, by=senior, version=review.version, now=now, note="New count.")
    actions.add_evidence(
        review=review, by=senior, version=review.version, now=now, draft=evidence_draft(title="Unapproved")
    )
    actions.save_verdict(
        review=review, by=senior, version=review.version, now=now, draft=verdict_draft(summary="Not yet.")
    )
    check = fact_check(Review.objects.for_public().get(pk=review.pk))
    assert check.verdict.summary != "Not yet."
    assert [source.title for source in check.sources] == ["Daily report 311"]
    assert check.corrections == []
    with pytest.raises(NotPublished):
        fact_check(review, review.latest_verdict)


def test_text_for_xml_has_only_what_xml_can_carry():
    assert xml_text("a\x0bb\x00\ud800 – \U0001f41f") == "a\ufffdb\ufffd\ufffd – \U0001f41f"


@pytest.mark.parametrize(
    ("published_at", "day"),
    [
        (datetime(2026, 11, 12, tzinfo=UTC), "2026-11-12"),
        (datetime(2026, 11, 12, 2, tzinfo=UTC), "2026-11-11"),
    ],
    ids=["a date alone", "a moment"],
)
def test_a_date_alone_is_the_same_day_in_every_zone(settings, published_at, day):
    settings.TIME_ZONE = "America/New_York"
    review = published(appearances=[({"published_at": published_at}, {})])
    assert validated(review)["itemReviewed"]["datePublished"] == day
    assert fact_check(review).said.day.isoformat() == day
