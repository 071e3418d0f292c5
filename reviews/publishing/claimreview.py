"""A published fact-check as schema.org's ClaimReview."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from claims.extraction import Attribution, EntityType
from claims.models import Appearance, Article
from reviews.models import Rating, Review
from reviews.publishing.pages import NotPublished, by_date, published_day
from reviews.states import State


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers between which the desk rates, worst to best."""

    worst: int
    best: int


def current_scale() -> Scale | None:
    """Return the bounds of the active ratings that have a number; None where none has."""
    values = [
        value
        for value in Rating.objects.filter(is_active=True).values_list("value", flat=True)
        if value is not None
    ]
    return Scale(min(values), max(values)) if values else None


def claim_review(review: Review, *, base_url: str, scale: Scale | None = None) -> dict[str, Any]:
    """Return the schema.org ClaimReview of a published fact-check, ready for JSON.

    `base_url` is where the site stands, "https://facts.example"; `scale` saves a query where many are made.

    Raises:
        NotPublished: where readers see no verdict.
    """
    verdict = review.published_verdict
    if (
        verdict is None
        or verdict.rating is None
        or review.published_at is None
        or review.state == State.RETRACTED
    ):
        raise NotPublished
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": absolute(base_url, review.get_public_url()),
        "datePublished": review.published_at.isoformat(),
        "author": {
            "@type": "Organization",
            "name": settings.DESK_NAME,
            "url": absolute(base_url, reverse("factchecks:index")),
        },
        "claimReviewed": review.claim.statement,
        "reviewRating": _rating(verdict.rating, scale or current_scale()),
        "itemReviewed": _claim(by_date(review.claim.appearances.all())),
    }
    if review.modified_at is not None and review.modified_at != review.published_at:
        document["dateModified"] = review.modified_at.isoformat()
    return document


def absolute(base_url: str, path: str) -> str:
    return base_url.rstrip("/") + path


def _rating(rating: Rating, scale: Scale | None) -> dict[str, Any]:
    document: dict[str, Any] = {"@type": "Rating", "alternateName": rating.label}
    if rating.value is not None:
        worst = min(rating.value, scale.worst) if scale else rating.value
        best = max(rating.value, scale.best) if scale else rating.value
        if worst < best:  # a scale of one step says nothing
            document |= {"ratingValue": rating.value, "bestRating": best, "worstRating": worst}
    return document


def _claim(appearances: list[Appearance]) -> dict[str, Any]:
    document: dict[str, Any] = {"@type": "Claim"}
    if not appearances:
        return document
    first = appearances[0]
    if (author := _claimant(first)) is not None:
        document["author"] = author
    if (day := published_day(first.revision.article)) is not None:
        document["datePublished"] = day.isoformat()
        document["firstAppearance"] = _work(first.revision.article)
    articles = {a.revision.article_id: a.revision.article for a in appearances}
    document["appearance"] = [_work(article) for article in articles.values()]
    return document


def _claimant(appearance: Appearance) -> dict[str, Any] | None:
    """Whose claim it is; None where nobody is named, or the name is a guess."""
    if appearance.speaker is not None:
        if appearance.speaker_doubtful:
            return None
        document = {"@type": _speaker_type(appearance), "name": appearance.speaker.name}
        if appearance.speaker_role and document["@type"] == "Person":
            document["jobTitle"] = appearance.speaker_role
        return document
    article = appearance.revision.article
    if appearance.attribution != Attribution.NARRATOR or not article.publisher:
        return None
    return {"@type": "Organization", "name": article.publisher}


# Words that name a body rather than a person.
BODIES = re.compile(
    r"\b(?:agency|army|assembly|association|authority|bank|board|bureau|centre|chamber|commission|committee|company|"
    r"corporation|council|court|department|federation|foundation|government|group|institute|ministry|mission|navy|"
    r"office|parliament|party|police|senate|service|society|trust|union|university)\b",
    re.IGNORECASE,
)


def _speaker_type(appearance: Appearance) -> str:
    names = {appearance.speaker.name, appearance.speaker_mention} if appearance.speaker else set()
    types = {entity.get("type") for entity in appearance.entities if entity.get("text") in names}
    body = EntityType.ORGANISATION in types or any(BODIES.search(name) for name in names)
    return "Organization" if body else "Person"


def _work(article: Article) -> dict[str, Any]:
    document: dict[str, Any] = {"@type": "CreativeWork"}
    if article.address:
        document["url"] = article.address
    if article.title:
        document["headline"] = article.title
    if article.publisher:
        document["publisher"] = {"@type": "Organization", "name": article.publisher}
    if (day := published_day(article)) is not None:
        document["datePublished"] = day.isoformat()
    return document


def json_ld(document: dict[str, Any]) -> SafeString:
    """Return JSON for inside a `<script>` element: no word of a claim can end the element or open another."""
    text = json.dumps(document, cls=DjangoJSONEncoder, ensure_ascii=False)
    escaped = text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})
    return mark_safe(escaped)  # noqa: S308 - escaped for this place, as Django's json_script does
