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
from claims.matches import MatchGone
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

GONE = "This suggestion is no longer there: it was looked up again in the meantime."


@require_POST
@login_required
def decide(request: HttpRequest, pk: int, match: int) -> HttpResponse:
    """Say whether a match is right: `decision` is one of DECISIONS."""
    review = found(request, pk)
    wanted = DECISIONS.get(request.POST.get("decision", ""))
    if wanted is None:
        raise Http404("There is no such decision.")
    row = _match(review, match) or Match(pk=match)  # deciding says that it is gone
    return _done(
        request, review, lambda by: matches.decide(row, wanted[0], by=by, now=timezone.now()), wanted[1]
    )


@require_POST
@login_required
def merge_claims(request: HttpRequest, pk: int, match: int) -> HttpResponse:
    """Make the two claims of a match one: the one that readers know stays, else the earlier."""
    review = found(request, pk)
    row = _match(review, match)

    def run(by: User) -> None:
        if row is None or row.other_id is None or row.relation != Relation.SAME:
            raise MatchGone(GONE)
        roots = Claim.objects.root_ids([row.claim_id, row.other_id])
        public = Review.objects.with_public_page().filter(claim__in=roots.values())
        known = set(public.values_list("claim_id", flat=True))
        claims = Claim.objects.in_bulk(set(roots.values()))
        if set(roots.values()) != set(claims):
            raise MatchGone(GONE)
        ids = sorted(claims, key=lambda claim_id: (claim_id not in known, claim_id))
        merge(kept=claims[ids[0]], merged=claims[ids[-1]], by=by, now=timezone.now())

    return _done(request, review, run, "The two claims are one now. You can take them apart below.")


@require_POST
@login_required
def split_claims(request: HttpRequest, pk: int, merge: int) -> HttpResponse:
    """Take apart what was merged."""
    review = found(request, pk)
    row = get_object_or_404(Merge.objects.filter(kept__in=family_of(review.claim)), pk=merge)
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


def _match(review: Review, pk: int) -> Match | None:
    """A match of the review's claim; None where it is gone, looked up again since the page was made."""
    row = Match.objects.of(family_of(review.claim)).filter(pk=pk).first()
    if row is None and Match.objects.filter(pk=pk).exists():
        raise Http404("The match is another claim's.")
    return row


def _done(request: HttpRequest, review: Review, run: Callable[[User], object], done: str) -> HttpResponse:
    now = timezone.now()
    try:
        run(cast(User, request.user))
    except PermissionDenied as error:
        return page(request, review, now=now, status=403, related_trouble=str(error))
    except MergeRefused as error:
        return page(request, found(request, review.pk), now=now, status=409, related_trouble=str(error))
    messages.success(request, done, extra_tags="related-messages")
    current = Review.objects.filter(claim=found(request, review.pk).claim_id).current_first().first()
    return SeeOther((current or review).get_absolute_url() + "#related-h")
