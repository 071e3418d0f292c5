"""The person's own page: role, password, API token."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from rest_framework.authtoken.models import Token


@login_required
@require_safe
def you(request: HttpRequest) -> HttpResponse:
    token = Token.objects.filter(user=request.user).first()
    return render(request, "accounts/you.html", {"token": token})


@login_required
@require_POST
@transaction.atomic
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token; the one before it stops working."""
    Token.objects.filter(user=request.user).delete()
    Token.objects.create(user=request.user)
    messages.success(request, "Your new token works now. An earlier one does not any more.")
    return redirect("accounts:you")
