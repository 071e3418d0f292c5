"""Signing in and out, and the person's own page: role, password, API token."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST, require_safe
from rest_framework.authtoken.models import Token
from sesame.views import LoginView as LinkView

from factcheck.accounts.models import Role, User

# What each role adds to those before it, in the words of the "You" page.
MAY: dict[Role, str] = {
    Role.CONTRIBUTOR: "Read everything at the desk, submit articles, comment.",
    Role.EDITOR: "Take claims from the queue, gather evidence, write verdicts and send them for approval.",
    Role.SENIOR_EDITOR: "Approve what somebody else wrote, ask for changes, correct and retract.",
    Role.MODERATOR: "Sign in to the admin pages.",
    Role.ADMIN: "Change everything in the admin pages: people, roles, ratings.",
}


class Unprocessable:
    """A form that comes back with errors answers 422, as every form of the house does."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response


class SignIn(Unprocessable, auth.LoginView):
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True
    extra_context = {"embedded": settings.EMBEDDED}


class SignInByLink(LinkView):
    """A one-time link. One that is used up or too old says so, and where to go from here."""

    http_method_names = ["get"]  # a HEAD from a link preview must not use the link up

    def login_failed(self) -> HttpResponse:
        context = {"embedded": settings.EMBEDDED, "hours": settings.SESAME_MAX_AGE // 3600}
        response = render(self.request, "accounts/link_failed.html", context, status=403)
        add_never_cache_headers(response)
        return response


class ChangePassword(Unprocessable, auth.PasswordChangeView):
    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:you")

    def get_form_class(self) -> type[Any]:
        """Whoever has only ever signed in by link has no old password to give."""
        return PasswordChangeForm if _person(self.request).has_usable_password() else SetPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your password is changed. Other browsers are signed out.")
        return super().form_valid(form)


@login_required
@require_safe
def you(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    token = Token.objects.filter(user=person).first()
    steps = [(role.label, words, person.has_role(role)) for role, words in MAY.items()]
    api = request.build_absolute_uri(reverse("api:claim-list"))
    response = render(request, "accounts/you.html", {"token": token, "steps": steps, "api": api})
    add_never_cache_headers(response)  # it shows a secret
    return response


@login_required
@require_POST
@transaction.atomic
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token; the one before it stops working."""
    # The row's lock makes two at once wait for each other: a person has one token.
    person = User.objects.select_for_update().get(pk=_person(request).pk)
    replaced, _ = Token.objects.filter(user=person).delete()
    Token.objects.create(user=person)
    end = " The one before it does not any more." if replaced else ""
    messages.success(request, f"Your new token works from now on.{end}")
    return redirect("accounts:you")


def _person(request: HttpRequest) -> User:
    """Return who is signed in; only behind `login_required`."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
