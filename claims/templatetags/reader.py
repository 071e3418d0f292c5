"""The marked text of an article, and what its notes say in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import dateformat, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from claims.extraction import Reason
from claims.marking import Close, End, Mark, Open, Paragraph, Text
from claims.models import TimeReference
from claims.querysets import IN_WORK, Progress

register = template.Library()

STANDING_ICONS = {"accepted": "check", "suggested": "machine", "rejected": "x"}
STANDING_WORDS = {"accepted": "taken up", "suggested": "suggested", "rejected": "set aside"}
# A longer word may break away from its number: it would not fit a narrow column.
LONGEST_TAIL = 24


@register.simple_tag
def marked(paragraph: Paragraph, notes: Mapping[int, Any], reviews: Mapping[int, Any]) -> SafeString:
    """The paragraph's text with nested `mark.claim` elements, each with its number behind its last word.

    `notes` are by appearance, `reviews` by claim; a review is asked for its `standing`.
    """
    parts: list[str] = []
    tokens = paragraph.tokens
    position = 0
    while position < len(tokens):
        token = tokens[position]
        match token:
            case Open():
                parts.append(_open(token, notes, reviews))
            case Close():
                parts.append("</mark>")
            case Text():
                ending: list[Mark] = []
                while position + 1 < len(tokens) and isinstance(end := tokens[position + 1], End):
                    ending.append(end.mark)
                    position += 1
                parts.append(_text(token.text, [_ref(m, notes, reviews) for m in ending]))
        position += 1
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped where it is made


def _open(token: Open, notes: Mapping[int, Any], reviews: Mapping[int, Any]) -> str:
    anchor = format_html(' id="c{}"', token.mark.key) if token.first else ""
    standing = _standing(notes[token.mark.key], reviews)
    return format_html('<mark class="claim" data-state="{}"{}>', standing, anchor)


def _text(text: str, refs: list[SafeString]) -> str:
    if not refs:
        return conditional_escape(text)
    last_word = text.split()[-1:] or [""]
    tail = len(last_word[0]) if text.endswith(last_word[0]) and len(last_word[0]) <= LONGEST_TAIL else 0
    head = len(text) - tail
    return format_html(
        '{}<span class="tail">{}{}</span>',
        text[:head],
        text[head:],
        format_html_join("", "{}", ((r,) for r in refs)),
    )


def _ref(mark: Mark, notes: Mapping[int, Any], reviews: Mapping[int, Any]) -> SafeString:
    note = notes[mark.key]
    standing = _standing(note, reviews)
    return format_html(
        '<a class="claim-ref" data-state="{}" href="#a{}"><span class="face"><span class="vh">Claim </span>{}'
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg><span class="vh">, {}</span></span></a>',
        standing,
        mark.key,
        note.number,
        static("icons.svg"),
        STANDING_ICONS[standing],
        STANDING_WORDS[standing],
    )


def _standing(note: Any, reviews: Mapping[int, Any]) -> str:
    review = reviews.get(note.appearance.claim_id)
    return review.standing if review else "suggested"


@register.filter
def score(value: float) -> str:
    """A check-worthiness in two digits, as in the margin of a proof: .84."""
    return "1.0" if value >= 0.995 else f"{value:.2f}".removeprefix("0")


@register.filter
def worth(value: float) -> str:
    """The same in words."""
    if value >= 0.75:
        return "Well worth checking"
    return "Worth checking" if value >= 0.5 else "Perhaps worth checking"


@register.filter
def speaking_for(reasons: list[str]) -> list[str]:
    """The reasons that raised the score, the strongest first."""
    return [reason for reason in reasons if reason not in _AGAINST]


@register.filter
def speaking_against(reasons: list[str]) -> list[str]:
    """The reasons that lowered it."""
    return [reason for reason in reasons if reason in _AGAINST]


_AGAINST = {str(reason) for reason in Reason if reason.against}


@register.simple_tag
def standings(notes: Mapping[int, Any], reviews: Mapping[int, Any]) -> list[tuple[str, str, str, int]]:
    """Which standings there are among the notes: value, icon, words, how many."""
    found = [_standing(note, reviews) for note in notes.values()]
    return [
        (value, icon_name, STANDING_WORDS[value].capitalize(), count)
        for value, icon_name in STANDING_ICONS.items()
        if (count := found.count(value))
    ]


@register.filter
def in_work(article: Any) -> bool:
    """Whether the article is being fetched or read. Needs `with_progress()`."""
    return article.progress in IN_WORK


@register.filter
def progress_label(article: Any) -> str:
    return Progress(article.progress).label


@register.filter
def span_of_days(reference: TimeReference) -> str:
    """The days that a time in the text means: 19 Jan 2022; 1 Sep – 30 Nov 2021; from 1 Sep 2021."""
    first, last = reference.from_date, reference.to_date
    if first is None or last is None:
        return f"from {_day(first)}" if first else f"until {_day(last)}" if last else ""
    if first == last:
        return _day(first)
    same_year = first.year == last.year
    return f"{dateformat.format(first, 'j M' if same_year else 'j M Y')} – {_day(last)}"


def _day(value: date) -> str:
    return dateformat.format(value, "j M Y")


@register.filter
def breakable(url: str) -> SafeString:
    """An address without its scheme that may break before each slash."""
    return format_html_join(
        mark_safe("<wbr>/"), "{}", ((part,) for part in url.partition("://")[2].split("/"))
    )


@register.filter
def published(moment: datetime, detail: str = "day") -> str:
    """When an article was published: the day, with `detail` "time" the time too.

    Midnight UTC is how a bare date is kept: it has no time, and is the same day in every zone.
    """
    if moment.astimezone(UTC).time() == time.min:
        return _day(moment.astimezone(UTC).date())
    local = timezone.localtime(moment)
    return dateformat.format(local, "j M Y, H:i" if detail == "time" else "j M Y")
