"""The parts of a fact-check's page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, time
from urllib.parse import urlsplit

from django.utils import timezone

from claims.extraction import Attribution
from claims.models import Appearance, Article
from reviews.citations import CITATION, numbers_in
from reviews.models import Correction, Evidence, Review, Verdict


class NotPublished(Exception):  # noqa: N818 - it reads as what it says
    """Readers see no verdict on this claim: none was approved, or it was retracted."""


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
    def quoted(self) -> bool:
        """Whether the statement is somebody's own words: quotation marks stand around nothing else."""
        if self.said is None or self.reworded:
            return False
        return self.said.appearance.attribution == Attribution.DIRECT

    @property
    def reworded(self) -> bool:
        """Whether it was said in other words than the statement's."""
        return self.said is not None and plain(self.said.words) != plain(self.review.claim.statement)

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


def plain(words: str) -> str:
    """Return words without what no reader calls a difference: case, spaces, outer quotation marks and full stop."""
    return " ".join(words.split()).strip("\"'“”‘’«». ").casefold()


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
            cited = numbers_in(match)
            if not numbers.issuperset(cited):
                continue
            found += [Part(paragraph[done : match.start()].rstrip(" \t")), *map(cite, cited)]
            done = match.end()
        return [part for part in [*found, Part(paragraph[done:])] if part.text]

    text = text.replace("\r\n", "\n").strip()
    return [parts(paragraph) for paragraph in BLANK_LINE.split(text) if paragraph]


def _first_anchor(paragraphs: list[list[Part]], number: int) -> str:
    return next((p.anchor for parts in paragraphs for p in parts if p.number == number), "")
