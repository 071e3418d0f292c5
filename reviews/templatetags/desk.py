"""Times and citations as the desk's pages write them."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reviews.citations import CITATION, numbers_in

register = template.Library()


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """How long before `now`, in one unit: 40 s ago, 6 min ago, 5 h ago, 3 days ago; then the date."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < 60:
        return f"{seconds} s ago"
    if seconds < 3600:
        return f"{seconds // 60} min ago"
    if seconds < 86_400:
        return f"{seconds // 3600} h ago"
    days = seconds // 86_400
    if days < 7:
        return "yesterday" if days == 1 else f"{days} days ago"
    return f"{timezone.localtime(moment):%-d %b %Y}"


@register.filter
def clock(moment: datetime, now: datetime) -> str:
    """The time of a moment of today; of any other day, the date with it."""
    moment, now = timezone.localtime(moment), timezone.localtime(now)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment:%-d %b, %H:%M}" if moment.year == now.year else f"{moment:%-d %b %Y, %H:%M}"


@register.filter
def cited(text: str, numbers: Collection[int]) -> SafeString:
    """Paragraphs of `text`, escaped, with each [n] that is in `numbers` as a link to evidence n on the same page."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    return mark_safe("".join(format_html("<p>{}</p>", _linked(part, numbers)) for part in paragraphs))  # noqa: S308 - escaped


def _linked(text: str, numbers: Collection[int]) -> SafeString:
    def links(match: re.Match[str]) -> str:
        cited = numbers_in(match)
        if not set(cited) <= set(numbers):
            return match[0]
        return " ".join(f'<a class="cite" href="#evidence-{number}">[{number}]</a>' for number in cited)

    linked = CITATION.sub(links, str(conditional_escape(text)))
    return mark_safe(linked.replace("\n", "<br>"))  # noqa: S308 - escaped before the links go in
