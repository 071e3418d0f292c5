"""What a person sets right of the machine's reading of one appearance: who says it, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims.extraction import Attribution, Change, Modifier
from claims.ingestion import speaker_named
from claims.merging import hold_roots
from claims.models import Appearance, Claim, Quantity
from claims.permissions import can_amend
from claims.signals import appearance_amended
from factcheck.accounts.models import User


class AmendRefused(Exception):  # noqa: N818 - it reads as what it says
    """The appearance cannot be amended as things stand; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who says it and how; no name: the article itself (NARRATOR), or nobody knows."""

    speaker: str
    role: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """A number as data; `text` are its words, one space apart. `low` and `high` are None where there is no bound."""

    text: str
    value: float | None
    low: float | None
    high: float | None
    modifier: Modifier | None
    change: Change | None
    unit: str
    of: str


def reading_of(appearance: Appearance) -> tuple[Reading, list[QuantityReading]]:
    """How the appearance is read now."""
    name = appearance.speaker.name if appearance.speaker else ""
    reading = Reading(name, appearance.speaker_role, Attribution(appearance.attribution))
    return reading, [
        QuantityReading(
            " ".join(each.text.split()),
            each.value,
            each.low,
            each.high,
            Modifier(each.modifier) if each.modifier else None,
            Change(each.change) if each.change else None,
            each.unit,
            each.of,
        )
        for each in appearance.quantities.all()
    ]


@transaction.atomic
def amend(
    appearance: Appearance,
    reading: Reading,
    quantities: Sequence[QuantityReading],
    *,
    by: User,
    now: datetime,
    seen: datetime | None,
) -> bool:
    """Write down what a person reads; whether anything is different. `seen` is the `amended_at` that they saw.

    The words and where they stand stay as they are. Who listens may refuse. Nothing is written where it raises:
    PermissionDenied; AmendRefused; ValidationError, of `speaker` or `quantities`.
    """
    if not can_amend(by):
        raise PermissionDenied("Your role does not allow amending what was read.")
    hold_roots([appearance.claim_id])
    locked = (
        Appearance.objects.select_for_update(of=("self",)).select_related("speaker").get(pk=appearance.pk)
    )
    if locked.amended_at != seen:
        raise AmendRefused("Somebody amended this while you wrote. Nothing of yours was saved.")
    if reading.speaker and reading.attribution == Attribution.NARRATOR:
        raise ValidationError({"speaker": "What the article says itself has no other speaker."})
    if reading.role and not reading.speaker:
        raise ValidationError({"speaker": "Name who has this role."})
    before, numbers_before = reading_of(locked)
    changed = set()
    if reading != before or locked.speaker_doubtful:
        changed.add("speaker")
        _name(locked, reading, before)
    if list(quantities) != numbers_before:
        changed.add("numbers")
        _write(locked, quantities)
    if not changed:
        return False
    locked.amended_by, locked.amended_at = by, now
    locked.save()
    if "speaker" in changed:
        Claim.objects.filter(pk=locked.claim_id).look_up_again()
    appearance_amended.send(sender=Appearance, appearance=locked, changed=changed, by=by, now=now)
    return True


def _name(appearance: Appearance, reading: Reading, before: Reading) -> None:
    if reading.speaker != before.speaker:
        appearance.speaker = speaker_named(reading.speaker) if reading.speaker else None
        # The words that the machine took for the speaker's name are not those.
        appearance.speaker_mention, appearance.speaker_start, appearance.speaker_end = "", None, None
    appearance.speaker_role = reading.role
    appearance.attribution = reading.attribution
    appearance.speaker_doubtful = False


def _write(appearance: Appearance, quantities: Sequence[QuantityReading]) -> None:
    places = _places(appearance, [each.text for each in quantities])
    appearance.quantities.all().delete()
    Quantity.objects.bulk_create(
        Quantity(
            appearance=appearance,
            text=words,
            start=start,
            end=start + len(words),
            value=each.value,
            low=each.low,
            high=each.high,
            modifier=each.modifier or "",
            change=each.change or "",
            unit=each.unit,
            of=each.of,
        )
        for each, (start, words) in zip(quantities, places, strict=True)
    )


def _places(appearance: Appearance, texts: Sequence[str]) -> list[tuple[int, str]]:
    """Where in the revision each of these stands, and in which words: where it stood, else the first place left."""
    stood = [(each.start, each.text) for each in appearance.quantities.all()]
    taken: list[tuple[int, str]] = []
    for text in texts:
        pattern = r"\s+".join(re.escape(word) for word in text.split())
        found = re.finditer(pattern, appearance.exact)
        stands = [(appearance.start + each.start(), each[0]) for each in found]
        known = [place for place in stood if place[1].split() == text.split()]
        free = next((place for place in [*known, *stands] if place not in taken), None)
        if free is None:
            often = " so often" if known or stands else ""
            raise ValidationError({"quantities": f"“{text}” does not stand in the claim’s words{often}."})
        taken.append(free)
    return taken
