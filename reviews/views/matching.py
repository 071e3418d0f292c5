"""The addresses that decide on a match, make claims one, take them apart, and ask elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims import factchecktools, matches
from claims.matching import Relation
from claims.merging import MergeRefused, family_of, merge, split
from claims.models import Claim, Match, Merge
from factcheck.accounts.models import User
from reviews.models import Review
from reviews.views.page import page
from reviews.views.review import SeeOther, found

DECISIONS = {
    "confirm": (Match.State.CONFIRMED, "Confirmed."),
    "reject": (Match.State.REJECTED, "Set aside. You find it at the end of the list."),
    "suggest": (Match.State.SUGGESTED, "Suggested again."),
}


@require_POST
@login_required
def decide(request: HttpRequest, pk: int, match: int) -> HttpResponse:
    """Say whether a match is right: `decision` is one of DECISIONS."""
    review = found(request, pk)
    wanted = DECISIONS.get(request.POST.get("decision", ""))
    if wanted is None:
        raise Http404("There is no such decision.")
    row = Match(pk=match)  # looked up again since the page was made, it may be gone: deciding says so
    if Match.objects.filter(pk=match).exists():
        row = get_object_or_404(Match.objects.of(family_of(review.claim)), pk=match)
    return _done(
        request, review, lambda by: matches.decide(row, wanted[0], by=by, now=timezone.now()), wanted[1]
    )


@require_POST
@login_required
def merge_claims(request: HttpRequest, pk: int, match: int) -> HttpResponse:
    """Make the two claims of a match one: the one that readers know stays, else the earlier."""
    review = found(request, pk)
    mergeable = Match.objects.of(family_of(review.claim)).filter(other__isnull=False, relation=Relation.SAME)
    row = get_object_or_404(mergeable, pk=match)
    roots = Claim.objects.root_ids([row.claim_id, cast(int, row.other_id)])
    known = set(
        Review.objects.with_public_page().filter(claim__in=roots.values()).values_list("claim_id", flat=True)
    )
    ids = sorted(set(roots.values()), key=lambda claim_id: (claim_id not in known, claim_id))
    claims = Claim.objects.in_bulk(ids)

    def run(by: User) -> None:
        merge(kept=claims[ids[0]], merged=claims[ids[-1]], by=by, now=timezone.now())

    return _done(request, review, run, "The two claims are one now. You can take them apart below.")


@require_POST
@login_required
def split_claims(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    """Take apart what was merged."""
    review = found(request, pk)
    row = get_object_or_404(Merge.objects.standing().filter(kept__in=family_of(review.claim)), pk=merge)
    return _done(
        request,
        review,
        lambda by: split(row, by=by, now=timezone.now()),
        "Taken apart: each claim has its own appearances and its own review again.",
    )


@login_required
@require_safe
def ask_google(request: HttpRequest, pk: int) -> HttpResponse:
    """What Google's Fact Check Tools find for the claim, now: a part of the page."""
    review = found(request, pk)
    context: dict[str, Any] = {"review": review}
    try:
        context["checks"] = factchecktools.search(review.claim.statement, today=timezone.localdate())
    except factchecktools.Unavailable as error:
        context["unavailable"] = str(error)
    return render(request, "reviews/_google.html", context)


def _done(request: HttpRequest, review: Review, run: Callable[[User], object], done: str) -> HttpResponse:
    now = timezone.now()
    try:
        run(cast(User, request.user))
    except PermissionDenied as error:
        return page(request, review, now=now, status=403, trouble=str(error))
    except MergeRefused as error:
        return page(request, found(request, review.pk), now=now, status=409, trouble=str(error))
    messages.success(request, done)
    current = Review.objects.filter(claim=found(request, review.pk).claim_id).current_first().first()
    return SeeOther((current or review).get_absolute_url() + "#related-h")
