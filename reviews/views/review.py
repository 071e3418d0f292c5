"""The page of one review in all its states, and the one address per step that forms post to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from factcheck.accounts.models import User
from reviews import forms
from reviews.actions import ActionRefused
from reviews.models import Review, ReviewEvent
from reviews.states import Action, TransitionNotAllowed
from reviews.views.conflict import Conflict, conflict, repeated
from reviews.views.page import page
from reviews.views.queue import row_context
from reviews.views.steps import STEPS, Step


class SeeOther(HttpResponseRedirect):
    """After a step: a reload of what follows repeats nothing."""

    status_code = 303


@login_required
@require_safe
def review(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, found(request, pk), now=timezone.now())


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Take one step. The page comes back with 403, 409 or 422 and all that was typed where it cannot be."""
    if not request.user.is_authenticated:
        # The step's own address answers no GET: after signing in, the person lands on the review.
        return redirect_to_login(Review(pk=pk).get_absolute_url())
    try:
        wanted = Action(action)
    except ValueError:
        raise Http404("There is no such step.") from None
    subject, step = found(request, pk), STEPS[wanted]
    form = step.form(request.POST, review=subject)
    return Attempt(request, subject, wanted, step, form, timezone.now()).answer()


def found(request: HttpRequest, pk: int) -> Review:
    reviews = Review.objects.visible_to(request.user).select_related(
        "claim",
        "assignee",
        "adjusted_by",
        "latest_verdict__rating",
        "latest_verdict__author",
        "latest_verdict__approved_by",
        "published_verdict__rating",
        "published_verdict__author",
        "published_verdict__approved_by",
    )
    return get_object_or_404(reviews, pk=pk)


# The ids of what a step on the review page swaps in place.
PARTS_OF_THE_PAGE = {"evidence", "banners", "history"}


@dataclass(frozen=True)
class Attempt:
    """One try at a step, and the answer that its outcome asks for."""

    request: HttpRequest
    review: Review
    action: Action
    step: Step
    form: forms.StepForm
    now: datetime

    @property
    def user(self) -> User:
        return cast(User, self.request.user)

    @property
    def from_a_row(self) -> bool:
        """Whether the queue asks, to swap a row; the review page selects what it swaps from the whole page."""
        htmx = self.request.htmx  # type: ignore[attr-defined]
        return bool(htmx) and htmx.target not in PARTS_OF_THE_PAGE

    def answer(self) -> HttpResponse:
        if not self.form.is_valid():
            return self.invalid()
        if self.action == Action.COMMENT and self.commented_already():
            return self.taken(None)
        try:
            result = self.step.run(review=self.review, by=self.user, now=self.now, **self.form.arguments())
        except PermissionDenied as error:
            return self.again(403, str(error) or "You may not take this step.")
        except ValidationError as error:
            return self.invalid(error)
        except (ActionRefused, TransitionNotAllowed) as error:
            return self.refused(error)
        return self.taken(result)

    def taken(self, result: Any) -> HttpResponse:
        done = self.step.done.format(result)
        if self.from_a_row:
            return self.row(200, done=done)
        messages.success(self.request, done)
        if self.action == Action.TAKE_OVER and "summary" in self.request.POST:
            # Taken over with words on the page: they stay there, not saved yet.
            fresh = found(self.request, self.review.pk)
            kept = forms.VerdictForm(self.request.POST, review=fresh)
            kept.is_valid()
            kept.renewed = True
            return page(self.request, fresh, now=self.now, kept=kept, kept_for=Action.SAVE_VERDICT)
        anchor = f"#{self.step.anchor}" if self.step.anchor else ""
        return SeeOther(self.review.get_absolute_url() + anchor)

    def invalid(self, error: ValidationError | None = None) -> HttpResponse:
        """422: what was typed, with what is wrong beside it."""
        for field, errors in (error_fields(error) if error else {}).items():
            self.form.add_error(field if field in self.form.fields else None, errors)
        general = [str(message) for message in self.form.non_field_errors()]
        hidden = [
            str(message) for name in ("version", "number") for message in self.form.errors.get(name, [])
        ]
        trouble = " ".join(general + hidden) or "Something in the form is not right yet; it is marked below."
        return self.again(422, trouble)

    def refused(self, error: Exception) -> HttpResponse:
        """409: how it stands now, beside what was typed; or done, where the form was only sent twice."""
        fresh = found(self.request, self.review.pk)
        events = list(ReviewEvent.objects.filter(review_id=fresh.pk).newest_first())
        if self.action != Action.COMMENT and repeated(fresh, self.action, self.form, self.user, events):
            return SeeOther(fresh.get_absolute_url())
        self.form.renewed = True
        told = conflict(fresh, self.action, self.form, error, self.user, events)
        return self.again(409, f"{told.lead} {told.text}", told, fresh)

    def again(
        self, status: int, trouble: str, told: Conflict | None = None, fresh: Review | None = None
    ) -> HttpResponse:
        if self.from_a_row:
            return self.row(status, trouble=trouble)
        fresh = fresh or found(self.request, self.review.pk)
        self.form.review = fresh
        return page(
            self.request,
            fresh,
            now=self.now,
            status=status,
            kept=self.form,
            kept_for=self.action,
            trouble="" if told else trouble,
            conflict=told,
        )

    def row(self, status: int, *, trouble: str = "", done: str = "") -> HttpResponse:
        """The queue's row as it stands now: steps from a row come by htmx."""
        context = row_context(self.request, self.review, now=self.now)
        if trouble and self.action == Action.ADJUST_PRIORITY:
            context |= {"adjust_form": self.form, "adjust_open": True}
        return render(
            self.request,
            "reviews/_row_swap.html",
            context | {"trouble": trouble, "done": done},
            status=status,
        )

    def commented_already(self) -> bool:
        last = ReviewEvent.objects.filter(review_id=self.review.pk).newest_first().first()
        return last is not None and (last.action, last.actor_id, last.note) == (
            Action.COMMENT,
            self.user.pk,
            self.form.cleaned_data["text"],
        )


def error_fields(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
