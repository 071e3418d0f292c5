"""The public pages: fact-checks for readers, who are nobody we know and sign in nowhere."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import conditional_page, require_safe

from reviews.models import Rating, Review
from reviews.publishing import FactCheckFeed, absolute, claim_review, fact_check, json_ld

PAGE_SIZE = 20


def base_url(request: HttpRequest) -> str:
    """Return where the public pages stand, without a slash at the end."""
    return (settings.PUBLIC_URL or request.build_absolute_uri("/")).rstrip("/")


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    """All fact-checks, newest first; `rating` and `q` narrow them down."""
    # No database stores a NUL, and one that is asked for it may refuse the question.
    words = request.GET.get("q", "").replace("\0", " ").strip()[:200]
    rating = request.GET.get("rating", "").replace("\0", "")
    found = Review.objects.public().for_public().order_by("-published_at", "-pk")
    if words:
        found = found.matching(words)
    if rating:
        found = found.filter(published_verdict__rating__slug=rating)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "section": "index",
        "page": page,
        "checks": [fact_check(review) for review in page],
        "words": words,
        "rating": rating,
        "filtered": bool(words or rating),
        "ratings": _scale(),
    }
    return render(request, "public/index.html", context)


@require_safe
@conditional_page
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A fact-check as it stands. One that was retracted says so and claims nothing."""
    check = fact_check(_review(slug))
    page = absolute(base_url(request), check.review.get_public_url())
    if check.retracted:
        return render(request, "public/retracted.html", {"check": check, "page_url": page})
    document = claim_review(check.review, base_url=base_url(request))
    context = {"check": check, "page_url": page, "ratings": _scale(), "claim_review": json_ld(document)}
    return render(request, "public/detail.html", context)


@require_safe
@conditional_page
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version that readers once saw, marked as no longer current."""
    review = _review(slug)
    approved = review.verdicts.filter(approved_at__isnull=False).select_related(
        "rating", "author", "approved_by"
    )
    check = fact_check(review, get_object_or_404(approved.prefetch_related("evidence"), version=number))
    if check.is_current:
        return redirect("factchecks:detail", slug=slug)
    page = absolute(base_url(request), review.get_public_url())
    return render(request, "public/version.html", {"check": check, "page_url": page, "ratings": _scale()})


@require_safe
@conditional_page
def ratings(request: HttpRequest) -> HttpResponse:
    """What each rating means, and what stands behind a verdict."""
    return render(request, "public/ratings.html", {"section": "ratings", "ratings": _scale()})


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest fact-checks as Atom."""
    return FactCheckFeed(base_url(request))(request)


def _review(slug: str) -> Review:
    return get_object_or_404(Review.objects.with_public_page().for_public(), slug=slug)


def _scale() -> list[Rating]:
    """The ratings in use: those offered now, and those that a public verdict still carries."""
    public = Review.objects.public().values("published_verdict__rating")
    return list(Rating.objects.filter(Q(is_active=True) | Q(pk__in=public)))
