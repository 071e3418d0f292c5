"""Signing in and out, one's own page, and the pages that say what went wrong."""

import html
import re
import shlex

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token
from sesame.utils import get_query_string

from claims.tests.factories import UserFactory
from factcheck.accounts.models import Role
from factcheck.accounts.views import MAY
from reviews.permissions import LEAST_ROLE
from reviews.states import Action

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough passphrase"


@pytest.fixture
def person():
    person = UserFactory(username="mara", first_name="Mara", last_name="Quillon", role=Role.EDITOR)
    person.set_password(PASSWORD)
    person.save()
    return person


def text(response):
    return response.content.decode()


def signed_in(client):
    return "_auth_user_id" in client.session


# --- Signing in ------------------------------------------------------------------------------------------


def test_sign_in_with_a_password_leads_to_where_one_wanted_to_go(client, person):
    response = client.post(
        reverse("accounts:sign-in"),
        {"username": "mara", "password": PASSWORD, "next": reverse("accounts:you")},
    )
    assert (response.status_code, response.url) == (302, reverse("accounts:you"))
    assert signed_in(client)


def test_sign_in_does_not_lead_away_from_the_desk(client, person):
    response = client.post(
        reverse("accounts:sign-in"),
        {"username": "mara", "password": PASSWORD, "next": "https://elsewhere.example/"},
    )
    assert response.url == reverse("reviews:queue")


def test_a_wrong_password_keeps_the_name_and_says_so(client, person):
    response = client.post(reverse("accounts:sign-in"), {"username": "mara", "password": "wrong"})
    assert response.status_code == 422
    assert 'value="mara"' in text(response)
    assert 'role="alert"' in text(response)
    assert not signed_in(client)


@pytest.mark.parametrize(("embedded", "hint"), [(True, "demo --links"), (False, "An admin of this desk")])
def test_sign_in_says_how_one_gets_in(client, monkeypatch, embedded, hint):
    from factcheck.accounts.views import SignIn

    monkeypatch.setattr(SignIn, "extra_context", {"embedded": embedded})
    assert hint in text(client.get(reverse("accounts:sign-in")))


def test_a_link_signs_in_once(client, person):
    url = reverse("accounts:link") + get_query_string(person)
    assert client.get(url).url == reverse("reviews:queue")
    assert signed_in(client)
    late = Client()
    response = late.get(url)
    assert response.status_code == 403
    assert "does not work any more" in text(response)
    assert reverse("accounts:sign-in") in text(response)
    assert not signed_in(late)


def test_a_used_link_leads_whoever_is_signed_in_to_the_queue(client, person):
    url = reverse("accounts:link") + get_query_string(person)
    client.get(url)
    again = client.get(url)
    assert "You are signed in as Mara Quillon." in text(again)
    assert signed_in(client)


@pytest.mark.parametrize("query", ["", "?sesame=", "?sesame=nonsense"])
def test_a_broken_link_says_so(client, query):
    response = client.get(reverse("accounts:link") + query)
    assert response.status_code == 403
    assert "was not copied whole" in text(response)


def test_a_preview_does_not_use_a_link_up(client, person):
    url = reverse("accounts:link") + get_query_string(person)
    assert client.head(url).status_code == 405
    assert client.get(url).status_code == 302


def test_a_link_of_somebody_deactivated_does_not_sign_in(client, person):
    url = reverse("accounts:link") + get_query_string(person)
    person.is_active = False
    person.save()
    assert client.get(url).status_code == 403
    assert not signed_in(client)


def test_signing_out_takes_a_form(client, person):
    client.force_login(person)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    assert signed_in(client)
    assert client.post(reverse("accounts:sign-out")).url == reverse("accounts:sign-in")
    assert not signed_in(client)


# --- One's own page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["you", "new-token", "password"])
def test_ones_own_pages_ask_for_signing_in(client, name):
    url = reverse(f"accounts:{name}")
    assert client.get(url).url == f"{reverse('accounts:sign-in')}?next={url}"


def test_the_page_says_who_one_is_and_what_one_may_do(client, person):
    client.force_login(person)
    page = text(client.get(reverse("accounts:you")))
    rows = dict(re.findall(r'<th scope="row".*?>(.*?)</th>.*?<td class="act">(.*?)</td>', page, re.DOTALL))
    assert "Mara Quillon" in page
    assert {role for role, held in rows.items() if "Yes" in held} == {"Contributor", "Editor"}
    assert rows.keys() == {role.label for role in Role}


def test_what_the_page_says_of_a_role_is_so():
    """The words are for people; this ties them to the permissions that they describe."""
    said = {
        Action.COMMENT: "comment",
        Action.TAKE: "Take claims",
        Action.ADD_EVIDENCE: "gather evidence",
        Action.SAVE_VERDICT: "write verdicts",
        Action.SEND_FOR_APPROVAL: "send them for approval",
        Action.APPROVE: "Approve",
        Action.REQUEST_CHANGES: "ask for changes",
        Action.CORRECT: "correct",
        Action.RETRACT: "retract",
    }
    for action, words in said.items():
        assert words in MAY[LEAST_ROLE[action]]


def test_a_token_is_made_shown_and_replaced(client, person):
    client.force_login(person)
    assert "Make a token" in text(client.get(reverse("accounts:you")))
    client.post(reverse("accounts:new-token"))
    first = Token.objects.get(user=person).key
    page = client.get(reverse("accounts:you"))
    (line,) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", text(page), re.DOTALL)
    curl, option, header, address = shlex.split(html.unescape(line))
    assert (curl, option, header) == ("curl", "-H", f"Authorization: Bearer {first}")
    path = address.removeprefix("http://testserver")
    assert Client().get(path, headers={"authorization": header.partition(": ")[2]}).status_code == 200
    assert "no-store" in page["Cache-Control"]
    client.post(reverse("accounts:new-token"))
    assert Token.objects.get(user=person).key != first
    assert client.get(reverse("accounts:new-token")).status_code == 405


def test_changing_the_password_takes_the_old_one(client, person):
    client.force_login(person)
    new = {"new_password1": "another long passphrase", "new_password2": "another long passphrase"}
    wrong = client.post(reverse("accounts:password"), {"old_password": "wrong", **new})
    assert wrong.status_code == 422
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    right = client.post(reverse("accounts:password"), {"old_password": PASSWORD, **new})
    assert right.url == reverse("accounts:you")
    person.refresh_from_db()
    assert person.check_password("another long passphrase")
    assert signed_in(client)


def test_whoever_came_by_link_sets_a_first_password(client, person):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    page = text(client.get(reverse("accounts:password")))
    assert "Set a password" in page
    assert "old_password" not in page
    short = client.post(reverse("accounts:password"), {"new_password1": "short", "new_password2": "short"})
    assert short.status_code == 422
    new = {"new_password1": "another long passphrase", "new_password2": "another long passphrase"}
    client.post(reverse("accounts:password"), new)
    person.refresh_from_db()
    assert person.check_password("another long passphrase")


# --- Errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed", [False, True])
def test_an_unknown_address_leads_on(client, person, signed):
    if signed:
        client.force_login(person)
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "There is nothing at this address" in text(response)
    assert (reverse("home") if signed else reverse("factchecks:index")) in text(response)


def test_a_form_without_its_token_says_what_to_do(person):
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("accounts:sign-in"), {"username": "mara", "password": PASSWORD})
    assert response.status_code == 403
    assert "This form was open too long" in text(response)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_nothing(name, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = get_template(name).render({})
    assert "look.css" in page
    assert "Workbench" in page


def test_a_refusal_gives_its_reason(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    page = get_template("403.html").render({"exception": "Only whoever sent it takes it back."}, request)
    assert "Only whoever sent it takes it back." in page
