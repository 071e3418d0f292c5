"""The queue: views, words, filters, order and pages, all in the address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_required
from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Appearance, Article, Extraction
from claims.permissions import can_submit
from claims.querysets import IN_WORK, Progress
from factcheck.accounts.models import User
from reviews.forms import QueueForm
from reviews.models import Review
from reviews.permissions import may
from reviews.querysets import ReviewQuerySet, awaiting_approval_by
from reviews.states import OPEN_STATES, Action, State
from reviews.views.rows import Row

PER_PAGE = 25
MOST_ARTICLES_SHOWN = 4
FAILURES_SHOWN_FOR = timedelta(days=1)

VIEW_ICONS = {
    "open": "queue",
    "mine": "person",
    "unassigned": "st-queued",
    "approval": "st-approval",
    "published": "st-published",
    "dismissed": "x",
}


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    now, user = timezone.now(), cast(User, request.user)
    form = QueueForm(request.GET)
    asked = form.choices()
    complaints = form.complaints()
    everything = Review.objects.visible_to(user)
    found = filtered(everything, asked, now=now)
    in_view = found.filter(view_condition(asked["view"], user))
    chosen = of_kinds(in_view, asked["kind"])
    page, complaint = page_of(ordered(chosen, asked["sort"]).for_queue(), asked["page"])
    views = views_of(everything, user, asked)
    return render(
        request,
        "reviews/queue.html",
        {
            "section": "queue",
            "now": now,
            "form": form,
            "asked": asked,
            "query": asked["q"] or "",
            "complaints": complaints + ([complaint] if complaint else []),
            "views": views,
            "open_count": views[0]["count"],
            "view": next(view for view in views if view["current"]),
            "filtering": any(asked[name] not in (None, []) for name in FILTERS),
            "page": page,
            "rows": Row.of(list(page)),
            "kinds": kinds_of(in_view, asked["kind"]),
            "elsewhere": elsewhere(found, user, asked) if not page.paginator.count else [],
            "previous": address(asked, page=page.number - 1) if page.has_previous() else "",
            "next": address(asked, page=page.number + 1) if page.has_next() else "",
            "may_take": may(user, Action.TAKE),
            "may_adjust": may(user, Action.ADJUST_PRIORITY),
            **unfinished_articles(user, now=now),
        },
    )


@login_required
@require_safe
def progress(request: HttpRequest) -> HttpResponse:
    """The strip of articles on its own: the queue asks for it while there is something unfinished."""
    now = timezone.now()
    strip = unfinished_articles(cast(User, request.user), now=now)
    return render(
        request,
        "reviews/_progress.html",
        {"now": now, "was_working": not strip["articles_working"], **strip},
    )


# --- Which reviews ---------------------------------------------------------------------------------------

FILTERS = ("q", "kind", "speaker", "publisher", "numbers", "low", "high", "seen")


def view_condition(view: str, user: User) -> Q:
    is_open = Q(state__in=OPEN_STATES)
    match view:
        case "mine":
            return is_open & Q(assignee=user)
        case "unassigned":
            return is_open & Q(assignee=None)
        case "approval":
            return awaiting_approval_by(user)
        case "published":
            # A retracted one still has its public page, which says so.
            return Q(state__in=[State.PUBLISHED, State.RETRACTED])
        case "dismissed":
            return Q(state=State.DISMISSED)
    return is_open


def filtered(reviews: ReviewQuerySet, asked: dict[str, Any], *, now: datetime) -> ReviewQuerySet:
    """Those that match words and filters, whatever their kind. One appearance has to match them all."""
    if asked["q"]:
        reviews = reviews.matching(asked["q"])
    if asked["seen"]:
        reviews = reviews.filter(opened_at__gte=now - timedelta(days=int(asked["seen"])))
    appearances = Appearance.objects.order_by()
    if asked["speaker"]:
        appearances = appearances.filter(speaker__name__icontains=asked["speaker"])
    if asked["publisher"]:
        appearances = appearances.filter(revision__article__publisher__icontains=asked["publisher"])
    if number := number_condition(asked):
        appearances = appearances.filter(number)
    return reviews.appearing(appearances) if appearances.query.where else reviews


def number_condition(asked: dict[str, Any]) -> Q:
    """What the quantities have to be: any, or one whose value or range meets `low` to `high`."""
    low, high = asked["low"], asked["high"]
    if low is None and high is None:
        return Q(quantities__isnull=False) if asked["numbers"] else Q()
    value, bounds = Q(quantities__value__isnull=False), Q(quantities__value=None)
    if low is not None:
        value &= Q(quantities__value__gte=low)
        bounds &= Q(quantities__high__gte=low)
    if high is not None:
        value &= Q(quantities__value__lte=high)
        bounds &= Q(quantities__low__lte=high)
    return value | bounds


def of_kinds(reviews: ReviewQuerySet, kinds: list[str] | None) -> ReviewQuerySet:
    return reviews.filter(claim__kind__in=kinds) if kinds else reviews


def ordered(reviews: ReviewQuerySet, sort: str) -> ReviewQuerySet:
    match sort:
        case "newest":
            return reviews.order_by("-opened_at", "-pk")
        case "appearances":
            made = Appearance.objects.filter(claim=OuterRef("claim")).order_by()
            count = made.annotate(n=Func(F("pk"), function="COUNT")).values("n")
            spread = Coalesce(Subquery(count, output_field=IntegerField()), 0)
            return reviews.annotate(made=spread).order_by("-made", "-priority", "pk")
    return reviews.order_by("-priority", "pk")


def page_of(reviews: ReviewQuerySet, number: int | None) -> tuple[Page[Review], str]:
    """The page asked for, or the last one with a word that there is no such page."""
    paginator = Paginator(reviews, PER_PAGE)
    try:
        return paginator.page(number or 1), ""
    except EmptyPage:
        return paginator.page(paginator.num_pages), f"There is no page {number}; this is the last one."


# --- What the rail shows ---------------------------------------------------------------------------------


def views_of(reviews: ReviewQuerySet, user: User, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The views with their counts, in one query. Approval is offered to those who may approve."""
    offered = [
        (name, label) for name, label in QueueForm.VIEWS if name != "approval" or may(user, Action.APPROVE)
    ]
    if asked["view"] not in dict(offered):
        offered.append((asked["view"], dict(QueueForm.VIEWS)[asked["view"]]))
    counts = reviews.aggregate(
        **{name: Count("pk", filter=view_condition(name, user)) for name, _ in offered}
    )
    return [
        {
            "name": name,
            "label": label,
            "icon": VIEW_ICONS[name],
            "count": counts[name],
            "current": name == asked["view"],
            "url": address({**asked, "view": name, "sort": None}, page=None),
        }
        for name, label in offered
    ]


def kinds_of(reviews: ReviewQuerySet, chosen: list[str] | None) -> list[dict[str, Any]]:
    """Every kind with how many of the view it would leave."""
    counts = dict(reviews.order_by().values_list("claim__kind").annotate(n=Count("pk")))
    return [
        {"value": value, "label": label, "count": counts.get(value, 0), "chosen": value in (chosen or [])}
        for value, label in QueueForm.KINDS
    ]


def elsewhere(reviews: ReviewQuerySet, user: User, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Other views that have what an empty one lacks: the way on."""
    views = views_of(of_kinds(reviews, asked["kind"]), user, asked)
    return [view for view in views if view["count"] and not view["current"]]


def address(asked: dict[str, Any], *, page: int | None) -> str:
    """The queue's address with these choices; what is the default is left out."""
    pairs: list[tuple[str, Any]] = []
    for name in ("view", "sort", *FILTERS):
        value = asked.get(name)
        if value in (None, "", [], False) or (name, value) == ("view", "open"):
            continue
        if name == "numbers":
            value = "on"
        pairs += [(name, each) for each in value] if isinstance(value, list) else [(name, shortest(value))]
    if page and page > 1:
        pairs.append(("page", page))
    return reverse("reviews:queue") + (f"?{urlencode(pairs)}" if pairs else "")


def shortest(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# --- After a step that was taken from a row --------------------------------------------------------------


def row_context(request: HttpRequest, review: Review, *, now: datetime) -> dict[str, Any]:
    """What the row of `review` and the rail beside it show, to swap both into the page they came from."""
    user = cast(User, request.user)
    asked = QueueForm(QueryDict(came_from(request))).choices()
    [row] = Row.of([Review.objects.for_queue().get(pk=review.pk)])
    return {
        "row": row,
        "now": now,
        "views": views_of(Review.objects.visible_to(user), user, asked),
        "may_take": may(user, Action.TAKE),
        "may_adjust": may(user, Action.ADJUST_PRIORITY),
    }


def came_from(request: HttpRequest) -> str:
    """The query of the page that HTMX sent the request from; empty where it names none."""
    try:
        return urlsplit(getattr(request, "htmx").current_url or "").query  # noqa: B009 - set by a middleware
    except ValueError:
        return ""


# --- Articles under way ----------------------------------------------------------------------------------


def unfinished_articles(user: User, *, now: datetime) -> dict[str, Any]:
    """Articles that are being fetched or read, and those that failed within the last day."""
    since = now - FAILURES_SHOWN_FOR
    runs = Extraction.objects.filter(
        Q(state__in=["queued", "running"]) | Q(state="failed", finished_at__gte=since)
    ).values("revision__article")
    under_way = (
        Article.objects.visible_to(user)
        .listed()
        .filter(
            Q(fetch_state__in=["queued", "running"])
            | Q(fetch_state="failed", fetch_enqueued_at__gte=since)
            | Q(pk__in=runs)
        )
        .with_progress()
        .exclude(Q(progress__in=[Progress.READ]))  # its newest text was read after all
        .select_related("submitted_by")
        .order_by("-created_at", "-pk")
    )
    articles: list[Any] = list(under_way[: 5 * MOST_ARTICLES_SHOWN])
    articles.sort(key=lambda article: article.progress == Progress.FAILED)
    return {
        "articles": [
            {"article": article, "failed": article.progress == Progress.FAILED, "steps": steps(article)}
            for article in articles[:MOST_ARTICLES_SHOWN]
        ],
        "articles_more": max(0, len(articles) - MOST_ARTICLES_SHOWN),
        "articles_working": any(article.progress in IN_WORK for article in articles),
        "may_submit": can_submit(user),
    }


def steps(article: Any) -> list[dict[str, Any]]:
    """How far it is: fetched, text read for claims, in the queue."""
    fetching = article.progress == Progress.FETCHING
    waiting = (article.fetch_state if fetching else article.extraction_state) == "queued"
    listed = [] if article.fetch_state == "none" else [("Fetching" if fetching else "Fetched", not fetching)]
    listed.append(("Reading for claims", False))  # what was read is not listed any more
    current = next(label for label, done in listed if not done)
    return [
        {
            "label": f"{label}, waiting its turn" if waiting and label == current else label,
            "done": done,
            "current": label == current,
        }
        for label, done in listed
    ]
