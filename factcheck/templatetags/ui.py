"""The small parts that pages of every app share: icons, people, states, ratings, numbers as said."""

from __future__ import annotations

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from claims.extraction.lexicon import words
from claims.models import Appearance, Quantity
from factcheck.accounts.models import User
from reviews.models import STATE_LABELS, Rating
from reviews.states import State

register = template.Library()

STATE_ICONS = {
    State.QUEUED: "st-queued",
    State.IN_REVIEW: "st-review",
    State.AWAITING_APPROVAL: "st-approval",
    State.PUBLISHED: "st-published",
    State.DISMISSED: "x",
    State.RETRACTED: "history",
}
KIND_ICONS = {
    "quantity": "hash",
    "cause": "cause",
    "rule": "law",
    "prediction": "prediction",
    "experience": "personal",
    "other": "other",
    "not_a_claim": "x",
}
STANCE_ICONS = {"supports": "supports", "refutes": "refutes", "context": "context"}
MODIFIER_ICONS = {
    "about": "approx",
    "nearly": "approx",
    "more_than": "over",
    "at_least": "over",
    "less_than": "under",
    "up_to": "under",
}
CHANGE_ICONS = {"rise": "up", "fall": "down"}
# Units that are written out, with their plurals; what is not here is a symbol, or a noun as the text has it.
PLURALS = {
    unit: f"{unit}s"
    for unit in words(
        """
        metre mile yard acre hectare gram tonne ton ounce pound litre gallon barrel degree watt volt second
        minute hour day week month year decade fortnight point cent pint knot carat bushel calorie pixel megapixel
        """
    )
} | {"foot": "feet", "inch": "inches", "century": "centuries", "penny": "pence"}
RATES = dict.fromkeys(words("second minute day week month year person head household"), "a")
RATES |= {"hour": "an", "capita": "per"}
# "Four of nine camps": what is counted is itself a number of things.
PARTS = words("two three four five six seven eight nine ten eleven twelve") | {str(n) for n in range(2, 100)}


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """An icon from the sprite. Decorative: the word stands beside it, or in a `.vh`."""
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("icons.svg"), name
    )


@register.inclusion_tag("partials/person.html", takes_context=True)
def person(context: dict[str, Any], who: User | None) -> dict[str, Any]:
    """Avatar and name; says "you" where it is the reader, "Unassigned" where it is nobody."""
    request = context.get("request")
    return {"who": who, "is_you": who is not None and request is not None and who == request.user}


@register.inclusion_tag("partials/status.html")
def status(state: str) -> dict[str, Any]:
    return {"state": state, "label": STATE_LABELS[State(state)], "icon_name": STATE_ICONS[State(state)]}


@register.inclusion_tag("partials/kind.html")
def kind(value: str, label: str) -> dict[str, Any]:
    return {"label": label, "icon_name": KIND_ICONS.get(value, "other")}


@register.inclusion_tag("partials/rating.html")
def rating(value: Rating) -> dict[str, Any]:
    return {"rating": value}


@register.inclusion_tag("partials/stance.html")
def stance(value: str, label: str) -> dict[str, Any]:
    return {"value": value, "label": label, "icon_name": STANCE_ICONS[value]}


@register.inclusion_tag("partials/quantity.html")
def quantity(value: Quantity) -> dict[str, Any]:
    return {
        "quantity": value,
        "icon_name": MODIFIER_ICONS.get(value.modifier),
        "change_icon": CHANGE_ICONS.get(value.change),
        "words": measured(value),
    }


@register.filter
def measured(quantity: Quantity) -> str:
    """What stands behind the number: "military vehicles", "tonnes of grain", "cubic metres a day", "% of trains".

    Where a noun is the unit, it is the last word of what is counted, and that alone is said.
    """
    unit, of = quantity.unit, quantity.of
    if unit in ("", of) or of.endswith((f" {unit}", f"-{unit}")):
        if of.split(" ", 1)[0].lower() in PARTS:
            return f"of {of}"
        return _named(of or unit, quantity.value)
    named = _named(unit, quantity.value)
    return f"{named} of {of}" if of else named


def _named(unit: str, value: float | None) -> str:
    """The unit in words, in the plural where the value is not 1; symbols and nouns stay as they are."""
    name, slash, per = unit.partition("/")
    if slash and per in RATES:
        return f"{_named(name, value)} {RATES[per]} {per}"
    power, _, last = name.rpartition(" ")
    if name == "year old":
        return name if value == 1 else "years old"
    if value == 1 or last not in PLURALS:
        return unit
    return f"{power} {PLURALS[last]}".strip()


@register.inclusion_tag("partials/speaker.html")
def speaker(appearance: Appearance) -> dict[str, Any]:
    """Who says it: a doubtful resolution is dotted and says so; the article's own words are the narrator's."""
    return {"appearance": appearance, "article": appearance.revision.article}


@register.filter
def number(value: float | None) -> str:
    """A number as a newsroom writes it: 100,000; 1.5 million; 12.5."""
    if value is None:
        return ""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
