"""What readers see of a published fact-check: the parts of its page, its ClaimReview, the Atom feed.

Everything here starts from `review.published_verdict` and the evidence frozen with it, never from a draft.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString, mark_safe
from django.utils.xmlutils import SimplerXMLGenerator

from claims.extraction import Attribution, EntityType
from claims.models import Appearance, Article
from reviews.models import Correction, Evidence, Rating, Review, Verdict
from reviews.states import State

if TYPE_CHECKING:
    ReviewFeed = Feed[Review, None]
else:
    ReviewFeed = Feed  # generic in the stubs alone


class NotPublished(Exception):  # noqa: N818 - it reads as what it says
    """Readers see no verdict on this claim: none was approved, or it was retracted."""


# --- The parts of a page ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words, or a citation: then `number` is the source's and `anchor` the citation's own id."""

    text: str
    number: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of evidence and the id of the citation that leads to it first; "" where the text cites it nowhere."""

    evidence: Evidence
    anchor: str

    @property
    def title(self) -> str:
        """What names the source: its title, or else the host of its address."""
        return self.evidence.title or urlsplit(self.evidence.url).hostname or self.evidence.url


@dataclass(frozen=True, slots=True)
class Place:
    """Where the claim was made, in words for a reader."""

    appearance: Appearance

    @property
    def article(self) -> Article:
        return self.appearance.revision.article

    @property
    def day(self) -> date | None:
        return published_day(self.article)

    @property
    def words(self) -> str:
        return self.appearance.exact

    @property
    def who(self) -> str:
        """The speaker with role, or whose own words they are."""
        if self.appearance.speaker is not None:
            return ", ".join(filter(None, [self.appearance.speaker.name, self.appearance.speaker_role]))
        own = self.article.publisher or self.article.byline
        return own if own and self.appearance.attribution == Attribution.NARRATOR else "Not named"

    @property
    def doubtful(self) -> bool:
        return self.appearance.speaker is not None and self.appearance.speaker_doubtful

    @property
    def publisher(self) -> str:
        """The publisher, where `who` does not name it already."""
        return "" if self.who == self.article.publisher else self.article.publisher


@dataclass(frozen=True, slots=True)
class FactCheck:
    """One version of a fact-check, as its page shows it."""

    review: Review
    verdict: Verdict
    said: Place | None
    also: list[Place]
    paragraphs: list[list[Part]]
    sources: list[Source]
    corrections: list[Correction]

    @property
    def retracted(self) -> Correction | None:
        """The retraction, where there is one."""
        return next((c for c in self.corrections if c.kind == Correction.Kind.RETRACTION), None)

    @property
    def is_current(self) -> bool:
        return self.verdict.pk == self.review.published_verdict_id and not self.retracted

    @property
    def ended_by(self) -> Correction | None:
        """What took this version's place, or took it back."""
        return next((c for c in self.corrections if c.from_verdict_id == self.verdict.pk), None)

    @property
    def corrected(self) -> bool:
        return any(c.kind == Correction.Kind.CORRECTION for c in self.corrections)


def fact_check(review: Review, verdict: Verdict | None = None) -> FactCheck:
    """Return the page of `review`'s published verdict, or of an earlier `verdict`.

    Raises:
        NotPublished: where there is no published verdict, or `verdict` was never approved.
    """
    verdict = verdict or review.published_verdict
    if verdict is None or verdict.approved_at is None:
        raise NotPublished
    appearances = by_date(review.claim.appearances.all())
    evidence = sorted(verdict.evidence.all(), key=lambda source: source.number)
    paragraphs = cited_paragraphs(verdict.explanation, {source.number for source in evidence})
    return FactCheck(
        review=review,
        verdict=verdict,
        said=Place(appearances[0]) if appearances else None,
        also=[Place(appearance) for appearance in _others(appearances)],
        paragraphs=paragraphs,
        sources=[Source(source, _first_anchor(paragraphs, source.number)) for source in evidence],
        corrections=sorted(
            (c for c in review.corrections.all() if c.published_at), key=lambda c: c.pk, reverse=True
        ),
    )


def published_day(article: Article) -> date | None:
    """Return the day of an article's publication. A date without a time is kept as midnight UTC."""
    if article.published_at is None:
        return None
    moment = article.published_at.astimezone(UTC)
    return moment.date() if moment.time() == time.min else timezone.localtime(moment).date()


def by_date(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Return appearances in the order of their publication, those without a known date last."""

    def key(appearance: Appearance) -> tuple[bool, float, int]:
        moment = appearance.revision.article.published_at
        return (moment is None, moment.timestamp() if moment else 0.0, appearance.pk)

    return sorted(appearances, key=key)


def _others(appearances: list[Appearance]) -> list[Appearance]:
    """Return one appearance per article, speaker and wording beside the first: revisions repeat themselves."""

    def key(appearance: Appearance) -> tuple[int, int | None, str]:
        return (appearance.revision.article_id, appearance.speaker_id, appearance.exact)

    seen: dict[tuple[int, int | None, str], Appearance] = {}
    for appearance in appearances:
        seen.setdefault(key(appearance), appearance)
    return list(seen.values())[1:]


CITATION = re.compile(r"[ \t]*\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]")
BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def cited_paragraphs(text: str, numbers: set[int]) -> list[list[Part]]:
    """Return the paragraphs of an explanation, its `[n]` and `[n, m]` as citations where all are in `numbers`."""
    counts: dict[int, int] = {}

    def cite(number: int) -> Part:
        counts[number] = counts.get(number, 0) + 1
        again = f"-{counts[number]}" if counts[number] > 1 else ""
        return Part(f"[{number}]", number, f"cite-{number}{again}")

    def parts(paragraph: str) -> list[Part]:
        found: list[Part] = []
        done = 0
        for match in CITATION.finditer(paragraph):
            cited = [int(number) for number in match[1].split(",")]
            if not numbers.issuperset(cited):
                continue
            found += [Part(paragraph[done : match.start()]), *map(cite, cited)]
            done = match.end()
        return [part for part in [*found, Part(paragraph[done:])] if part.text]

    text = text.replace("\r\n", "\n").strip()
    return [parts(paragraph) for paragraph in BLANK_LINE.split(text) if paragraph]


def _first_anchor(paragraphs: list[list[Part]], number: int) -> str:
    return next((p.anchor for parts in paragraphs for p in parts if p.number == number), "")


# --- ClaimReview -----------------------------------------------------------------------------------------


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


# --- The feed --------------------------------------------------------------------------------------------

# What XML 1.0 cannot carry at all.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


class AtomWithContent(Atom1Feed):
    """Atom entries that carry what the page says, not the summary alone."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class FactCheckFeed(ReviewFeed):
    """The newest fact-checks as Atom; an entry keeps its id for ever and is dated anew by a correction."""

    feed_type = AtomWithContent
    language = "en"
    newest = 30

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def title(self) -> str:
        return xml_text(f"{settings.DESK_NAME}: fact-checks")

    def author_name(self) -> str:
        return xml_text(settings.DESK_NAME)

    def link(self) -> str:
        return absolute(self.base_url, reverse("factchecks:index"))

    def feed_url(self) -> str:
        return absolute(self.base_url, reverse("factchecks:feed"))

    def items(self) -> list[Review]:
        return list(Review.objects.public().for_public().order_by("-modified_at", "-pk")[: self.newest])

    def item_title(self, item: Review) -> str:
        return xml_text(f"{_published(item).rating}: {item.claim.statement}")

    def item_link(self, item: Review) -> str:
        return absolute(self.base_url, item.get_public_url())

    def item_guid(self, item: Review) -> str:
        return f"tag:{urlsplit(self.base_url).hostname},{item.published_at:%Y-%m-%d}:fact-check/{item.pk}"

    def item_description(self, item: Review) -> str:
        return xml_text(_published(item).summary)

    def item_pubdate(self, item: Review) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Review) -> datetime | None:
        return item.modified_at

    def item_author_name(self, item: Review) -> str:
        return xml_text(_published(item).author.display_name)

    def item_categories(self, item: Review) -> list[str]:
        return [xml_text(str(_published(item).rating))]

    def item_extra_kwargs(self, item: Review) -> dict[str, Any]:
        context = {"check": fact_check(item), "page": self.item_link(item)}
        return {"content": xml_text(render_to_string("public/_feed_entry.html", context))}


def _published(review: Review) -> Verdict:
    if review.published_verdict is None:
        raise NotPublished
    return review.published_verdict
