"""What a statement has to do with the claims and prior checks that are here: found, compared, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims import retrieval
from claims.extraction import Quantity
from claims.matching import Facts, Relation, facts_of, read_facts
from claims.matching.embedding import embedder
from claims.matching.posts import read_post
from claims.matching.ranking import MOST, Candidate, Match, rank
from claims.models import Claim, PriorCheck
from claims.retrieval import EVERY_KIND, Found, Kind

NEAREST = 50  # candidates by meaning, and as many by words


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim or a prior check (the other is None), and what it is to the statement that was looked up."""

    claim: Claim | None
    prior_check: PriorCheck | None
    match: Match


def search(text: str, *, quantities: Iterable[Quantity] | None = None, limit: int) -> list[Hit]:
    """Look up a sentence or a post. `quantities`, where given, stand for those that are read in the text.

    Of them those count whose words are in the claim itself. Raises ModelMissing.
    """
    facts = read_facts(text)
    if quantities is not None:
        facts = replace(facts, figures=facts_of(facts.text, quantities=quantities).figures)
    return look_up(facts, limit=limit, day=read_post(text).day)


def look_up(
    facts: Facts,
    *,
    limit: int,
    exclude: Collection[int] = (),
    kinds: Collection[Kind] = EVERY_KIND,
    day: date | None = None,
) -> list[Hit]:
    """The claims and prior checks that have something to do with a statement, best first, `limit` at most.

    Claims and checks are found and ranked apart: a check of a claim says nothing against a claim that says the same.
    `exclude` are ids of claims to leave out; a claim that is merged shows as the one that it counts as. `day` is when
    the statement was made. As many queries for many hits as for one. Raises ModelMissing.
    """
    hits = [hit for kind in sorted(kinds) for hit in _of_kind(kind, facts, limit, exclude, day)]
    return sorted(hits, key=lambda hit: -hit.match.score)[:limit]


def _of_kind(kind: Kind, facts: Facts, limit: int, exclude: Collection[int], day: date | None) -> list[Hit]:
    model = embedder()
    found = retrieval.candidates(
        facts.text, model(facts.text), limit=max(NEAREST, limit) + len(exclude), kinds={kind}
    )
    found = [each for each in found if each.claim_id not in exclude]
    checks = PriorCheck.objects.in_bulk([each.prior_check_id for each in found if each.prior_check_id])
    claims = _roots([each.claim_id for each in found if each.claim_id])
    rows: dict[str | int, tuple[Claim | None, PriorCheck | None]] = {
        _name(each): (claims.get(each.claim_id or 0), checks.get(each.prior_check_id or 0)) for each in found
    }
    matches = rank(
        facts,
        [_candidate(each, checks) for each in found if any(rows[_name(each)])],
        limit=max(limit, MOST),
        day=day,
        align=lambda texts: model.align(facts.text, texts),
    )
    hits = [Hit(*rows[match.id], match) for match in matches if match.relation is not Relation.NONE]
    return _each_once(hits, exclude)


def _roots(claim_ids: Collection[int]) -> dict[int, Claim]:
    """The claim that each of these counts as, by id."""
    roots = Claim.objects.root_ids(claim_ids)
    claims = Claim.objects.in_bulk(set(roots.values()))
    return {pk: claims[root] for pk, root in roots.items() if root in claims}


def _name(found: Found) -> str:
    """Found and ranked is one kind at a time, so the id says which of them it is."""
    return str(found.claim_id or found.prior_check_id)


def _candidate(found: Found, checks: dict[int, PriorCheck]) -> Candidate:
    check = checks.get(found.prior_check_id or 0)
    return Candidate(
        _name(found),
        found.text,
        cosine=found.cosine,
        lexical_rank=found.lexical_rank,
        about="" if check is None else f"{check.title} {check.claimant}",
        day=None if check is None else check.review_date,
    )


def _each_once(hits: Sequence[Hit], exclude: Collection[int]) -> list[Hit]:
    """Each claim with the best of its hits."""
    seen = set(exclude)
    kept = []
    for hit in hits:
        if hit.claim is not None:
            if hit.claim.pk in seen:
                continue
            seen.add(hit.claim.pk)
        kept.append(hit)
    return kept
