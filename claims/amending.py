"""What a person sets right of the machine's reading of one appearance: who says it, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims import extraction, tasks
from claims.extraction import Attribution, Change, Modifier
from claims.ingestion import quantity_row, speaker_key, speaker_named
from claims.merging import hold_roots
from claims.models import Appearance, Claim, Quantity
from claims.permissions import can_amend
from claims.signals import appearance_amended
from factcheck.accounts.models import User

ANYWHERE = -1  # the `start` of a number that nobody has placed yet


class AmendRefused(Exception):  # noqa: N818 - it reads as what it says
    """The appearance cannot be amended as things stand; the message tells the person why."""


class StaleReading(AmendRefused):
    """Somebody amended it since the person read it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Who says it and how, and its numbers; no name: the article itself (NARRATOR), or nobody knows."""

    speaker: str
    role: str
    attribution: Attribution
    quantities: tuple[extraction.Quantity, ...]


def reading_of(appearance: Appearance) -> Reading:
    """How the appearance is read now. Words that a line break parts stand one space apart."""
    return Reading(
        speaker=_in_line(appearance.speaker.name) if appearance.speaker else "",
        role=_in_line(appearance.speaker_role),
        attribution=Attribution(appearance.attribution),
        quantities=tuple(_quantity(row) for row in appearance.quantities.all()),
    )


@transaction.atomic
def amend(
    appearance: Appearance, reading: Reading, *, by: User, now: datetime, seen: datetime | None
) -> bool:
    """Write down what a person reads; whether anything is different. `seen` is the `amended_at` that they saw.

    The claim's words stay where they are. A number stands where its `start` says, or at the first place left that has
    its words. Who listens may refuse. Nothing is written where it raises:
    PermissionDenied; AmendRefused; ValidationError, of `speaker` or `quantities`.
    """
    if not can_amend(by):
        raise PermissionDenied("Your role does not allow amending what was read.")
    hold_roots([appearance.found_as_id])
    rows = Appearance.objects.select_for_update(of=("self",)).select_related("speaker")
    locked = rows.get(pk=appearance.pk)
    if reading.speaker and reading.attribution == Attribution.NARRATOR:
        raise ValidationError({"speaker": "What the article says itself has no other speaker."})
    if reading.role and not reading.speaker:
        raise ValidationError({"speaker": "Name who has this role."})
    before = reading_of(locked)
    reading = replace(reading, quantities=_placed(locked, reading.quantities))
    changed = set()
    if _who(reading) != _who(before) or locked.speaker_doubtful:
        changed.add("speaker")
    if reading.quantities != before.quantities:
        changed.add("numbers")
    if not changed:
        return False  # also where the same was sent twice
    if locked.amended_at != seen:
        raise StaleReading("Somebody amended this while you wrote. Nothing of yours was saved.")
    if "speaker" in changed:
        _name(locked, reading, before)
    if "numbers" in changed:
        locked.quantities.all().delete()
        Quantity.objects.bulk_create(quantity_row(locked, each) for each in reading.quantities)
    locked.amended_by, locked.amended_at = by, now
    locked.save(update_fields=[*_SPEAKER, "amended_by", "amended_at"])
    if "speaker" in changed:
        Claim.objects.filter(pk=locked.claim_id).look_up_again()
        tasks.enqueue(tasks.match_claims, claim_ids=[locked.claim_id])
    appearance_amended.send(
        sender=Appearance, appearance=locked, before=before, after=reading, changed=changed, by=by, now=now
    )
    return True


_SPEAKER = (
    "speaker", "speaker_role", "speaker_mention", "speaker_start", "speaker_end", "speaker_doubtful", "attribution",
)  # fmt: skip


def _who(reading: Reading) -> tuple[str, str, str]:
    """One name in two spellings is one speaker."""
    return speaker_key(reading.speaker), reading.role, reading.attribution


def _name(appearance: Appearance, reading: Reading, before: Reading) -> None:
    if speaker_key(reading.speaker) != speaker_key(before.speaker):
        appearance.speaker = speaker_named(reading.speaker) if reading.speaker else None
        # The words that the machine took for the speaker's name are not those.
        appearance.speaker_mention, appearance.speaker_start, appearance.speaker_end = "", None, None
    appearance.speaker_role = reading.role
    appearance.attribution = reading.attribution
    appearance.speaker_doubtful = False


def _quantity(row: Quantity) -> extraction.Quantity:
    return extraction.Quantity(
        text=row.text,
        start=row.start,
        end=row.end,
        value=row.value,
        low=row.low,
        high=row.high,
        modifier=Modifier(row.modifier) if row.modifier else None,
        unit=_in_line(row.unit) or None,
        of=_in_line(row.of) or None,
        change=Change(row.change) if row.change else None,
    )


def _placed(
    appearance: Appearance, quantities: Sequence[extraction.Quantity]
) -> tuple[extraction.Quantity, ...]:
    """The numbers, each where its words stand: those that say where first, then the others where there is room."""
    stood = {row.start: row.text for row in appearance.quantities.all()}
    placed: dict[int, extraction.Quantity] = {}
    taken: set[tuple[int, str]] = set()
    for number, each in sorted(enumerate(quantities), key=lambda pair: pair[1].start == ANYWHERE):
        places = _places(each.text, appearance, stood)
        free = [place for place in places if place not in taken]
        if not free:
            often = " so often" if places else ""
            raise ValidationError(
                {"quantities": f"“{each.text}” does not stand in the claim’s words{often}."}
            )
        start, words = next((place for place in free if place[0] == each.start), free[0])
        taken.add((start, words))
        placed[number] = replace(each, text=words, start=start, end=start + len(words))
    return tuple(placed[number] for number in range(len(quantities)))


def _places(text: str, appearance: Appearance, stood: dict[int, str]) -> list[tuple[int, str]]:
    """Where these words stand, and how they are written there: in the claim, and where the machine saw a number."""
    words = text.split()
    pattern = r"\s+".join(map(re.escape, words))
    # "4,000" does not stand in "14,000" or "4,000.5".
    found = re.finditer(rf"(?<!\w)(?<!\d[.,]){pattern}(?!\w)(?![.,]\d)", appearance.exact)
    inside = {appearance.start + each.start(): each[0] for each in found}
    before = {start: seen for start, seen in stood.items() if seen.split() == words}
    return sorted((inside | before).items())


def _in_line(text: str) -> str:
    return " ".join(text.split())
