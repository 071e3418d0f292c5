"""The article side of the desk: submit, list, read, try again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh
from django_htmx.middleware import HtmxDetails

from claims import actions, amending
from claims.forms import (
    STATE_LABELS,
    ArticleFilterForm,
    Quantities,
    QuantityFormSet,
    ReadingForm,
    SubmitForm,
)
from claims.marking import Mark, mark, repeats_title
from claims.models import Appearance, Article
from claims.permissions import can_amend, can_submit
from claims.querysets import IN_WORK, Progress
from factcheck.accounts.models import User

PAGE_SIZE = 25
STATES = {"work": IN_WORK, "failed": (Progress.FAILED,), "read": (Progress.READ,)}


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)  # `login_required` has seen to it


def _wants_partial(request: HttpRequest) -> bool:
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]  # set by the middleware
    return bool(htmx) and not htmx.history_restore_request


def _render(
    request: HttpRequest, page: str, partial: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The whole page, or for HTMX the part of it that is swapped."""
    template = partial if _wants_partial(request) else page
    response = render(request, template, {"section": "articles", **context}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


# --- Submit ----------------------------------------------------------------------------------------------


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest) -> HttpResponse:
    if not can_submit(request.user):
        raise PermissionDenied("You may not submit articles.")
    now = timezone.now()
    if request.method != "POST":
        return _submit_page(request, SubmitForm(now=now))
    form = SubmitForm(request.POST, request.FILES, now=now)
    submission = form.submit(by=_user(request), now=now) if form.is_valid() else None
    if submission is None:
        return _submit_page(request, form, status=422)
    if submission.created:
        messages.success(request, "The article is here. Its claims come into the queue as they are found.")
    elif form.cleaned_data["url"]:
        messages.info(
            request, "This address is here already. It is fetched again, since its text may have changed."
        )
    else:
        messages.info(request, "This text is here already.")
    return redirect(submission.article)


def _submit_page(request: HttpRequest, form: SubmitForm, status: int = 200) -> HttpResponse:
    return render(request, "claims/submit.html", {"section": "articles", "form": form}, status=status)


# --- List ------------------------------------------------------------------------------------------------


@login_required
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    form = ArticleFilterForm(request.GET)
    valid = form.is_valid()
    everything = Article.objects.visible_to(request.user).listed().with_progress()
    found = everything if valid else everything.none()
    state = form.cleaned_data.get("state", "")
    if state:
        found = found.filter(Q(progress__in=STATES[state]))
    if words := form.cleaned_data.get("q"):
        found = found.matching(words)
    page = Paginator(found.select_related("submitted_by"), PAGE_SIZE).get_page(request.GET.get("page"))
    counts = everything.aggregate(
        **{name: Count("pk", filter=Q(progress__in=progress)) for name, progress in STATES.items()},
        all=Count("pk"),
    )
    views = [(value, label, counts[value or "all"]) for value, label in STATE_LABELS.items()]
    context = {"form": form, "page": page, "state": state, "words": words or "", "views": views}
    return _render(request, "claims/articles.html", "claims/_articles.html", context, 200 if valid else 422)


@login_required
@require_safe
def row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row of the list, which an article in work asks for until it is read."""
    article = _article(request, pk)
    if not _wants_partial(request):
        return redirect(article)
    return _row(request, article)


def _row(request: HttpRequest, article: Article) -> HttpResponse:
    return render(request, "claims/_article_row.html", {"article": article})


def _article(request: HttpRequest, pk: int) -> Article:
    visible = Article.objects.visible_to(request.user).with_progress()
    return get_object_or_404(visible.select_related("submitted_by", "duplicate_of"), pk=pk)


# --- Read ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text about one appearance; `same_as` is the first note of the same claim."""

    number: int
    appearance: Appearance
    same_as: Note | None


@login_required
@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader. HTMX asks for the progress only, and reloads the page once there is more to show."""
    article = _article(request, pk)
    shown = article.duplicate_of or article
    if shown != article:
        return _go_to(request, shown)
    if _wants_partial(request):
        if article.progress not in IN_WORK:  # type: ignore[attr-defined]  # annotated
            return HttpResponseClientRefresh()
        return render(request, "claims/_progress.html", {"article": article})
    context = {"article": article, "section": "articles", **_reading(request, article)}
    response = render(request, "claims/article.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _go_to(request: HttpRequest, article: Article) -> HttpResponse:
    if _wants_partial(request):
        return HttpResponseClientRedirect(article.get_absolute_url())
    return redirect(article)


def _reading(request: HttpRequest, article: Article) -> dict[str, Any]:
    """The text of the revision asked for, with its notes; nothing where there is no text yet."""
    revisions = list(article.revisions.newest_first().defer("text"))
    wanted = request.GET.get("revision")
    if not revisions and wanted is None:
        return {"revisions": [], "revision": None}
    chosen = [r for r in revisions if str(r.number) == wanted] if wanted is not None else revisions[:1]
    if not chosen:
        raise Http404("There is no such revision.")
    revision = article.revisions.get(pk=chosen[0].pk)
    appearances = list(revision.appearances.visible_to(request.user).for_reader())
    notes = _notes(appearances)
    paragraphs = [
        {"tokens": paragraph, "notes": [notes[m.key] for m in paragraph.marks]}
        for paragraph in mark(revision.text, [Mark(a.start, a.end, a.pk) for a in appearances])
    ]
    if repeats_title(revision.text, article.title) and not paragraphs[0]["notes"]:
        del paragraphs[0]  # the headline stands above the text
    return {
        "revisions": revisions,
        "revision": revision,
        "newest": revisions[0],
        "extraction": revision.extractions.order_by("-pk").first(),
        "paragraphs": paragraphs,
        "notes": notes,
        "claims": {appearance.claim_id for appearance in appearances},
        "may_amend": can_amend(request.user),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Set right who says a claim and its numbers, at one place where it is made."""
    if not can_amend(request.user):
        raise PermissionDenied("Your role does not allow amending what was read.")
    visible = Appearance.objects.visible_to(request.user).in_context()
    appearance = get_object_or_404(visible.defer("revision__text"), pk=pk)
    if request.method != "POST":
        return _amend_page(request, appearance, ReadingForm.of(appearance), Quantities.of(appearance))
    form, rows = ReadingForm(request.POST), Quantities(request.POST, prefix="quantity")
    if not all([form.is_valid(), rows.is_valid()]):
        return _amend_page(request, appearance, form, rows, status=422)
    try:
        changed = amending.amend(
            appearance,
            form.reading(rows.quantities()),
            by=_user(request),
            now=timezone.now(),
            seen=form.cleaned_data["seen"],
        )
    except ValidationError as error:
        for name, wrong in error.message_dict.items():
            form.add_error(name if name in form.fields else None, wrong)
        return _amend_page(request, appearance, form, rows, status=422)
    except amending.AmendRefused as error:
        form.add_error(None, str(error))
        stale = isinstance(error, amending.StaleReading)
        return _amend_page(request, appearance, form, rows, status=409, stale=stale)
    if changed:
        messages.success(request, "It is amended.")
    else:
        messages.info(request, "Nothing was different.")
    return redirect(_back(request, appearance))


def _amend_page(
    request: HttpRequest,
    appearance: Appearance,
    form: ReadingForm,
    rows: QuantityFormSet,
    status: int = 200,
    stale: bool = False,
) -> HttpResponse:
    context = {
        "section": "articles",
        "appearance": appearance,
        "article": appearance.revision.article,
        "form": form,
        "rows": rows,
        "back": _back(request, appearance),
        "errors": sum(map(len, form.errors.values())) + rows.total_error_count(),
        "stale": stale,
    }
    return render(request, "claims/amend.html", context, status=status)


def _back(request: HttpRequest, appearance: Appearance) -> str:
    """The page that the person came from, else the place in the article."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return appearance.get_absolute_url()


def _notes(appearances: list[Appearance]) -> dict[int, Note]:
    """A note for each appearance, by its id, numbered in the order given."""
    first: dict[int, Note] = {}
    notes: dict[int, Note] = {}
    for number, appearance in enumerate(appearances, start=1):
        note = Note(number, appearance, same_as=first.get(appearance.claim_id))
        first.setdefault(appearance.claim_id, note)
        notes[appearance.pk] = note
    return notes


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    article = _article(request, pk)
    again = actions.retry(article=article, by=_user(request), now=timezone.now())
    if _wants_partial(request):
        return _row(request, _article(request, pk))
    if again:
        messages.success(request, "It is being tried again.")
    else:
        messages.info(
            request, "There is nothing to try again: nothing has failed, or it is being tried already."
        )
    return redirect(article)
