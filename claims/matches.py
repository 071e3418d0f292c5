"""What a claim has to do with other claims and with prior checks: looked up, written down, joined if near-identical."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from claims import retrieval
from claims.lookup import Hit, look_up
from claims.matching import Facts, Reason, Relation, near_identical, read_facts
from claims.merging import MergeRefused, family_of, merge
from claims.models import Appearance, Claim, IndexEntry, Match, Merge
from claims.permissions import can_judge_matches
from factcheck.accounts.models import User

MOST = 12  # claims, and as many checks, that one look-up writes down beside a claim
NEAR = 0.4  # the least cosine of a claim that a new check may be about
BESIDE = 10  # claims that are looked up again for one new check, at most


class MatchGone(MergeRefused):
    """The match was looked up again since it was shown, and is suggested no more."""


def match_claim(claim_id: int, *, now: datetime) -> None:
    """Look a claim up, write down what is suggested, join it with a claim in the same words. Idempotent.

    What somebody has decided stays as it is. Raises ModelMissing.
    """
    claim = Claim.objects.standing().filter(pk=claim_id).first()
    if claim is None:
        return
    facts, family = _facts(claim), family_of(claim)
    hits = [
        hit
        for kind in retrieval.Kind
        for hit in look_up(facts, limit=MOST, exclude=family, kinds={kind})
        if hit.match.suggested
    ]
    if _record(claim, hits, now=now):
        _join(claim, facts, hits, now=now)


def match_again(prior_check_ids: Collection[int]) -> list[int]:
    """The ids of claims that these checks may be about, or were: they are to be looked up again, and marked so."""
    near = set(Match.objects.filter(prior_check__in=prior_check_ids).values_list("claim_id", flat=True))
    entries = IndexEntry.objects.filter(prior_check__in=prior_check_ids, encoder=retrieval.ours().version)
    for entry in entries:
        found = retrieval.candidates(
            entry.text, entry.vector, limit=BESIDE, kinds={retrieval.Kind.CLAIM}, encoder=entry.encoder
        )
        near |= {each.claim_id for each in found if each.claim_id is not None and each.cosine >= NEAR}
    roots = set(Claim.objects.root_ids(near).values())
    Claim.objects.filter(pk__in=roots).look_up_again()
    return sorted(roots)


def not_looked_up(*, limit: int) -> list[int]:
    """The ids of claims that nobody has looked up since they came, or since a check came that they may be about.

    What was asked for least often comes first, so that claims which cannot be looked up keep no place from the others.
    """
    waiting = Claim.objects.not_looked_up().order_by("look_ups_asked", "pk")
    return list(waiting.values_list("pk", flat=True)[:limit])


def put_last(claim_id: int) -> None:
    """Have a claim that could not be looked up wait behind those that nobody has tried so often."""
    Claim.objects.filter(pk=claim_id).look_up_again()


def decide(match: Match, state: Match.State, *, by: User, now: datetime) -> None:
    """Say that a match is right (CONFIRMED), that it is not (REJECTED), or take that back (SUGGESTED).

    The same again changes nothing. Raises MatchGone.
    """
    if not can_judge_matches(by):
        raise PermissionDenied("Your role does not allow deciding on matches.")
    with transaction.atomic():
        locked = Match.objects.select_for_update().filter(pk=match.pk).first()
        if locked is None:
            raise MatchGone("This was looked up again in the meantime, and is suggested no more.")
        if locked.state == state:
            return
        undecided = state == Match.State.SUGGESTED
        locked.state = state
        locked.decided_by, locked.decided_at = (None, None) if undecided else (by, now)
        locked.save(update_fields=["state", "decided_by", "decided_at"])


def _facts(claim: Claim) -> Facts:
    """What the claim says, and who is known to have said it."""
    said = Appearance.objects.filter(claim=claim, speaker__isnull=False, speaker_doubtful=False)
    speaker = said.order_by("pk").values_list("speaker__name", flat=True).first()
    facts = read_facts(claim.statement)
    return replace(facts, speaker=facts.speaker or speaker)


@transaction.atomic
def _record(claim: Claim, hits: Iterable[Hit], *, now: datetime) -> bool:
    """Write the matches down; whether the claim still stands for itself, and nobody has looked it up since."""
    locked = Claim.objects.select_for_update(no_key=True).standing().filter(pk=claim.pk).first()
    if locked is None or (locked.matched_at is not None and locked.matched_at > now):
        return False
    # In an order: other workers may be writing the same pairs from the other side.
    matches = sorted(
        (_match(claim, hit, now=now) for hit in hits), key=lambda each: (each.claim_id, each.other_id or 0)
    )
    known = ["relation", "score", "reasons", "found_at"]
    for column in ("other", "prior_check"):
        Match.objects.bulk_create(
            [match for match in matches if getattr(match, f"{column}_id") is not None],
            update_conflicts=True,
            unique_fields=["claim", column],
            update_fields=known,
        )
    # What is not found any more goes, unless somebody has decided on it; of what is one with it nothing is looked for.
    gone = Match.objects.filter(claim=claim, state=Match.State.SUGGESTED, found_at__lt=now)
    gone.exclude(other__in=family_of(claim)).delete()
    if locked.look_ups_asked == claim.look_ups_asked:
        locked.matched_at = now
        locked.save(update_fields=["matched_at"])
    return True


def _match(claim: Claim, hit: Hit, *, now: datetime) -> Match:
    later, earlier, turned = claim, hit.claim, False
    if hit.claim is not None and hit.claim.pk > claim.pk:
        later, earlier, turned = hit.claim, claim, True
    return Match(
        claim=later,
        other=earlier,
        prior_check=hit.prior_check,
        relation=hit.match.relation,
        score=hit.match.score,
        reasons=[_reason(reason, turned=turned) for reason in hit.match.reasons],
        found_at=now,
    )


def _reason(reason: Reason, *, turned: bool) -> dict[str, str]:
    claim, other = (reason.other, reason.query) if turned else (reason.query, reason.other)
    return {"type": str(reason.type), "claim": claim, "other": other}


def _join(claim: Claim, facts: Facts, hits: Iterable[Hit], *, now: datetime) -> None:
    """Make the claim one with the first that has the same words, unless somebody has taken the two apart."""
    for hit in hits:
        other = hit.claim
        if other is None or hit.match.relation is not Relation.SAME:
            continue
        if not near_identical(facts, read_facts(other.statement)) or _taken_apart(claim, other):
            continue
        kept, merged = sorted([claim, other], key=lambda each: each.pk)
        try:
            merge(kept=kept, merged=merged, by=None, now=now)
        except MergeRefused:
            continue  # it stays suggested, and people decide
        return


def _taken_apart(one: Claim, other: Claim) -> bool:
    families = family_of(one), family_of(other)
    return (
        Merge.objects.filter(kept__in=families[0], merged__in=families[1]).exists()
        or Merge.objects.filter(kept__in=families[1], merged__in=families[0]).exists()
        or Match.objects.between(*families).filter(state=Match.State.REJECTED).exists()
    )
