"""One object of a source to the checks in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from claims.fetching import FetchError, normalise_url, publisher_of

from . import values
from .types import Check, Entry, Origin, Other, Reason, Refused
from .values import Names

LONGEST_CLAIM = 5_000  # characters
LONGEST_TEXT = 500  # of a title, a name, a rating
FIRST_REVIEWS = date(1900, 1, 1)
FIRST_CLAIMS = date(1500, 1, 1)  # what somebody is said to have said long ago is checked too
LEAST = 1.0  # schema.org: a scale without a worst rating starts at 1
CLAIM_REVIEW = "ClaimReview"


def checks(node: dict[str, Any], place: str, origin: Origin, names: Names, *, today: date) -> Iterator[Entry]:
    """The checks in an object: one of a ClaimReview, one per review of a claim in an answer of Google's."""
    reviews = node.get("claimReview")
    if "@type" not in node and reviews is not None and ("text" in node or "claimDate" in node):
        for number, review in enumerate(values.each(reviews), start=1):
            at = f"{place}, review {number}" if number > 1 else place
            yield _google(node, review, at, today=today) if isinstance(review, dict) else Other(at)
    elif is_claim_review(node):
        yield _claim_review(node, place, origin, names, today=today)
    else:
        yield Other(place)


def is_claim_review(node: dict[str, Any]) -> bool:
    types = list(values.each(node.get("@type")))
    if not types:
        return "claimReviewed" in node
    return any(isinstance(one, str) and local(one) == CLAIM_REVIEW for one in types)


def local(term: str) -> str:
    """A schema.org term without its prefix."""
    for prefix in ("schema:", "http://schema.org/", "https://schema.org/"):
        if term.startswith(prefix):
            return term.removeprefix(prefix)
    return term


def _claim_review(
    node: dict[str, Any], place: str, origin: Origin, names: Names, *, today: date
) -> Check | Refused:
    rating = _rating(node.get("reviewRating"))
    claim = _claim(node.get("itemReviewed"))
    author = node.get("author")
    publishers = (_organisation(author), node.get("publisher"), author)
    return _check(
        place,
        origin,
        today=today,
        text=values.text(node.get("claimReviewed")),
        claimant=values.name(claim.get("author"), names) or values.name(claim.get("creator"), names),
        claim_date=claim.get("datePublished") or _first(claim.get("firstAppearance")).get("datePublished"),
        url=_address(node),
        title=values.text(node.get("headline")) or values.text(node.get("name")),
        publisher=next(filter(None, (values.name(one, names) for one in publishers)), ""),
        rating=rating,
        review_date=node.get("datePublished") or node.get("dateCreated"),
        language=values.language(node.get("inLanguage")) or _spoken(node.get("claimReviewed")),
    )


def _google(claim: dict[str, Any], review: dict[str, Any], place: str, *, today: date) -> Check | Refused:
    publisher = _first(review.get("publisher"))
    return _check(
        place,
        Origin.GOOGLE,
        today=today,
        text=values.text(claim.get("text")),
        claimant=values.name(claim.get("claimant"), {}),
        claim_date=claim.get("claimDate"),
        url=values.text(review.get("url")),
        title=values.text(review.get("title")),
        publisher=values.text(publisher.get("name")),
        rating={"alternateName": review.get("textualRating")},
        review_date=review.get("reviewDate"),
        language=values.language(review.get("languageCode")),
    )


def _check(
    place: str,
    origin: Origin,
    *,
    today: date,
    text: str,
    claimant: str,
    claim_date: Any,
    url: str,
    title: str,
    publisher: str,
    rating: dict[str, Any],
    review_date: Any,
    language: str,
) -> Check | Refused:
    if not text:
        return Refused(place, Reason.NO_CLAIM)
    if len(text) > LONGEST_CLAIM:
        return Refused(place, Reason.LONG_CLAIM)
    if not url:
        return Refused(place, Reason.NO_URL)
    try:
        address = normalise_url(url)
    except FetchError:
        return Refused(place, Reason.BAD_URL)
    site = publisher_of(address) or ""
    label = _label(rating)
    if not label:
        return Refused(place, Reason.NO_RATING)
    try:
        reviewed = values.day(review_date, earliest=FIRST_REVIEWS, today=today)
    except ValueError:
        return Refused(place, Reason.BAD_DATE)
    doubts = []
    try:
        claimed = values.day(claim_date, earliest=FIRST_CLAIMS, today=today)
    except ValueError:
        claimed = None
        doubts.append("a date of the claim that cannot be")
    value, best, worst = (
        values.number(rating.get(key)) for key in ("ratingValue", "bestRating", "worstRating")
    )
    scheme, colon, rest = url.partition(":")
    return Check(
        place=place,
        origin=origin,
        text=text,
        url=scheme.lower() + colon + rest,
        address=address,
        rating_label=_cut(label),
        claimant=_cut(claimant),
        claim_date=claimed,
        title=_cut(title),
        publisher=_cut(publisher) or site,
        publisher_site=site,
        rating_value=value,
        rating_best=best,
        rating_worst=worst,
        position=_position(value, best, worst),
        review_date=reviewed,
        language=language,
        doubts=tuple(doubts),
    )


def _address(node: dict[str, Any]) -> str:
    """The review's own address: `url`, or what stands for the page that it is on."""
    for key in ("url", "mainEntityOfPage", "@id"):
        for single in values.each(node.get(key)):
            found = values.text(
                single.get("@id") or single.get("url") if isinstance(single, dict) else single
            )
            # "#check-1" and the like name a node of the page, not the page.
            if found and (key == "url" or found.startswith(("http://", "https://"))):
                return found
    return ""


def _rating(value: Any) -> dict[str, Any]:
    """The first rating that has a name; a bare text is taken for one."""
    ratings = [one if isinstance(one, dict) else {"alternateName": one} for one in values.each(value)]
    return next((rating for rating in ratings if _label(rating)), {})


def _label(rating: dict[str, Any]) -> str:
    for key in ("alternateName", "name"):
        if label := values.text(rating.get(key)):
            return label
    value = values.text(rating.get("ratingValue"))
    return "" if values.number(value) is not None else value  # some write the name where the number goes


def _position(value: float | None, best: float | None, worst: float | None) -> float | None:
    if value is None or best is None:
        return None
    worst = LEAST if worst is None else worst
    return (value - worst) / (best - worst) if worst < best and worst <= value <= best else None


def _claim(value: Any) -> dict[str, Any]:
    """The first claim in itemReviewed; also where it is wrapped in a work, as pages of before 2019 do."""
    claims = [one for one in values.each(value) if isinstance(one, dict)]
    return next((one for one in claims if one.get("author") or one.get("datePublished")), _first(claims))


def _organisation(value: Any) -> dict[str, Any] | None:
    """The first author that is not a person: a person writes for somebody, who is named as the publisher."""
    for single in values.each(value):
        if isinstance(single, dict) and "Person" not in map(str, values.each(single.get("@type"))):
            return single
    return None


def _spoken(value: Any) -> str:
    return values.language([one.get("@language") for one in values.each(value) if isinstance(one, dict)])


def _first(value: Any) -> dict[str, Any]:
    return next((one for one in values.each(value) if isinstance(one, dict)), {})


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1].rstrip() + "…"
