"""The admin: every model can be looked at in a fixed number of queries, and only what may be changed can be."""

import re

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import tasks
from claims.models import (
    Appearance,
    Article,
    Claim,
    Extraction,
    IndexEntry,
    Match,
    Merge,
    PriorCheck,
    Quantity,
    Revision,
    Speaker,
    TimeReference,
)
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    ArticleFactory,
    ExtractionFactory,
    FetchedArticleFactory,
    MatchFactory,
    MergeFactory,
    PriorCheckFactory,
    RevisionFactory,
    SpeakerFactory,
    UserFactory,
)
from factcheck.accounts.models import Role, User
from reviews.models import Correction, Evidence, Rating, Review, ReviewEvent, Verdict
from reviews.states import State
from reviews.tests.factories import reach

pytestmark = pytest.mark.django_db

# An index entry repeats what is to be seen at its claim or check.
OURS = [
    model
    for app in ("accounts", "claims", "reviews")
    for model in apps.get_app_config(app).get_models()
    if model is not IndexEntry
]
READ_ONLY = [
    Revision,
    Extraction,
    Speaker,
    Claim,
    Appearance,
    Quantity,
    TimeReference,
    PriorCheck,
    Match,
    Merge,
    Review,
    Verdict,
    Evidence,
    Correction,
    ReviewEvent,
]
HOSTILE = [
    "'; DROP TABLE claims_claim; --",
    "%_\\",
    '"unclosed',
    "\x00",
    "9" * 400,
    "-1",
    "<script>alert(1)</script>",
    "word " * 3000,
    "🦉" * 600,
    "ﬁ İ ß \u202e",
]


@pytest.fixture(params=[Role.MODERATOR, Role.ADMIN], ids=str)
def staff(request):
    return UserFactory(role=request.param, username="staff")


def address(model, page, *args, **query):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args, query=query)


def fill(number):
    """Add `number` rows to every table, each with related rows of its own."""
    for _ in range(number):
        reach(State.RETRACTED)
        extraction = ExtractionFactory(revision__article=FetchedArticleFactory(submitted_by=UserFactory()))
        appearance = AppearanceFactory(speaker=SpeakerFactory())
        AppearanceFactory(extraction=extraction)
        Quantity.objects.create(appearance=appearance, text="Kestria", start=0, end=7)
        TimeReference.objects.create(
            appearance=appearance, text="Kestria", start=0, end=7, from_date=NOW, to_date=NOW
        )
        PriorCheckFactory(language="en")
        MatchFactory(state="confirmed", decided_by=UserFactory(), decided_at=NOW)
        MergeFactory(by=UserFactory())
        number = Rating.objects.count()
        Rating.objects.create(
            slug=f"r{number}", label=f"Rating {number}", description="x", tone="red", icon="wrong"
        )


def queries(client, url):
    """Count what `url` asks the database; content types are asked for once in a process, so before."""
    ContentType.objects.get_for_models(*OURS)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(captured), response


def inputs(response):
    """The fields that a change page takes, with what they hold."""
    form = response.context["adminform"].form
    values = {form[name].html_name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def post(client, model, row, **changes):
    """Send the change form as a browser does, with `changes`, whether or not the page offers these fields."""
    url = address(model, "change", row.pk)
    values = {}
    if (page := client.get(url)).context["has_change_permission"]:
        values = inputs(page)
        for formset in page.context["inline_admin_formsets"]:
            values |= {
                f"{formset.formset.prefix}-TOTAL_FORMS": 0,
                f"{formset.formset.prefix}-INITIAL_FORMS": 0,
            }
    moment = values.pop("published_at", None)
    if "published_at_0" not in changes and model is Article:
        values |= {
            "published_at_0": moment.date() if moment else "",
            "published_at_1": moment.time() if moment else "",
        }
    return client.post(url, values | changes)


def snapshot(model):
    return list(model._base_manager.order_by("pk").values())


# --- Looking ---------------------------------------------------------------------------------------------


def test_every_model_of_ours_and_nothing_else_is_there():
    assert set(django_admin.site._registry) == {*OURS, LogEntry}


def test_lists_take_as_many_queries_for_15_rows_as_for_3(client, staff):
    client.force_login(staff)
    fill(3)
    few = {model: queries(client, address(model, "changelist"))[0] for model in OURS}
    fill(12)
    many = {model: queries(client, address(model, "changelist"))[0] for model in OURS}
    assert all(model.objects.count() >= 15 for model in OURS)
    assert many == few
    assert max(many.values()) <= 14


def test_pages_of_one_row_take_a_fixed_number_of_queries(client, staff):
    client.force_login(staff)
    fill(3)
    rows = {model: model.objects.order_by("pk").last() for model in OURS}
    few = {model: queries(client, address(model, "change", row.pk))[0] for model, row in rows.items()}
    fill(12)
    many = {model: queries(client, address(model, "change", row.pk))[0] for model, row in rows.items()}
    assert many == few


def test_rows_inside_a_page_take_a_fixed_number_of_queries(client, staff):
    client.force_login(staff)
    fill(1)
    review = Review.objects.get()
    first = Evidence.objects.get()
    article = RevisionFactory().article
    url, reader = address(Review, "change", review.pk), address(Article, "change", article.pk)
    few = [queries(client, url)[0], queries(client, reader)[0]]
    for number in range(2, 14):
        Evidence.objects.create(
            review=review,
            number=number,
            title="x",
            quote="x",
            stance="context",
            added_by=UserFactory(),
            added_at=NOW,
        )
        Verdict.objects.create(
            review=review, version=number, rating=Rating.objects.first(), author=UserFactory(), created_at=NOW
        )
        RevisionFactory(article=article, number=number, text=f"Text {number}.")
    more, page = queries(client, url)
    assert [more, queries(client, reader)[0]] == few
    assert str(first) in page.content.decode()


def test_pages_keep_to_the_content_security_policy(client, admin):
    """No inline script, style or handler: the browser would refuse them."""
    client.force_login(admin)
    fill(1)
    pages = [reverse("admin:index"), address(User, "add"), address(Rating, "add")]
    for model in OURS:
        pages += [address(model, "changelist"), address(model, "change", model.objects.first().pk)]
    for url in pages:
        response = client.get(url)
        assert "script-src 'self'" in response["Content-Security-Policy"]
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", response.content.decode()), (
            url
        )


def test_an_article_shows_how_far_it_has_come(client, moderator):
    client.force_login(moderator)
    FetchedArticleFactory(fetch_state="failed", fetch_error="The site did not answer.")
    ExtractionFactory(
        revision__article__title="Read by half", state="failed", error="Too deep.", finished_at=NOW
    )
    page = client.get(address(Article, "changelist")).content.decode()
    for column, words in {
        "fetch": "Failed",
        "error": "The site did not answer.",
        "extraction": "Not read",
        "progress": "Failed",
    }.items():
        assert f'<td class="field-{column}">{words}</td>' in page
    assert "Too deep." in page


@pytest.mark.parametrize(
    ("progress", "shown"),
    [("failed", {"broken"}), ("fetching", {"coming"}), ("nonsense", {"broken", "coming"})],
)
def test_articles_are_filtered_by_state(client, moderator, progress, shown):
    client.force_login(moderator)
    FetchedArticleFactory(title="broken", fetch_state="failed", fetch_error="No answer.")
    FetchedArticleFactory(title="coming")
    found = client.get(address(Article, "changelist", progress=progress)).context["cl"].result_list
    assert {article.title for article in found} == shown


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_search_takes_hostile_strings(client, moderator, words):
    client.force_login(moderator)
    fill(1)
    for model in OURS:
        response = client.get(address(model, "changelist", q=words))
        assert response.status_code == 200, model
        assert "<script>alert" not in response.content.decode()


def test_search_finds(client, moderator):
    client.force_login(moderator)
    fill(2)
    event = ReviewEvent.objects.first()
    ArticleFactory(title="A harbour reopens")
    for model, words, number in [
        (Article, "harbour reopens", 1),
        (Claim, "border posts", Claim.objects.count()),
        (User, moderator.username, 1),
        (ReviewEvent, str(event.review_id), ReviewEvent.objects.filter(review_id=event.review_id).count()),
        (Evidence, "uniformed personnel", 2),
        (PriorCheck, "ferries carry", 2),
        (Claim, "nothing of the kind", 0),
    ]:
        assert client.get(address(model, "changelist", q=words)).context["cl"].result_count == number, words


def test_a_search_that_is_too_long_says_so(client, moderator):
    client.force_login(moderator)
    page = client.get(address(Claim, "changelist", q="word " * 31)).content.decode()
    assert "Search for 30 words or 500 characters at most." in page


# --- Who gets in -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.SENIOR_EDITOR])
def test_others_get_no_access(client, role):
    client.force_login(UserFactory(role=role))
    row = ArticleFactory()
    for url in (
        reverse("admin:index"),
        address(Article, "changelist"),
        address(Article, "change", row.pk),
        address(User, "add"),
    ):
        response = client.get(url)
        assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("admin:login"))


def test_a_closed_account_gets_no_access(client, moderator):
    client.force_login(moderator)
    User.objects.filter(pk=moderator.pk).update(is_active=False)
    assert client.get(reverse("admin:index")).status_code == 302
    assert not User.objects.get(pk=moderator.pk).has_perm("claims.view_article")


def test_permissions_by_name_follow_from_the_role(moderator, editor):
    given = ["claims.view_claim", "claims.change_article", "reviews.add_rating", "accounts.change_user"]
    assert moderator.has_perms(given)
    assert moderator.has_module_perms("reviews")
    for name in (
        "claims.change_claim",
        "claims.add_article",
        "claims.delete_article",
        "reviews.delete_rating",
        "accounts.add_user",
        "auth.view_permission",
        "authtoken.view_token",
    ):
        assert not moderator.has_perm(name), name
    assert not moderator.has_module_perms("authtoken")
    assert not any(editor.has_perm(name) for name in given)
    assert not editor.has_module_perms("claims")


# --- What stays as it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model.__name__)
def test_a_record_is_neither_added_nor_changed_nor_deleted(client, staff, model):
    client.force_login(staff)
    fill(1)
    row = model.objects.first()
    before = snapshot(model)
    forged = {field.attname: "1" for field in model._meta.fields} | {"post": "yes"}
    for url in (address(model, "add"), address(model, "change", row.pk), address(model, "delete", row.pk)):
        assert client.post(url, forged).status_code == 403, url
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(model, "changelist"), action)
    assert snapshot(model) == before


def test_a_forged_state_does_not_move_a_review(client, staff):
    client.force_login(staff)
    review = reach(State.AWAITING_APPROVAL)
    assert post(client, Review, review, state="published").status_code == 403
    review.refresh_from_db()
    assert review.state == State.AWAITING_APPROVAL


def test_forged_inline_rows_change_nothing(client, staff):
    client.force_login(staff)
    revision = RevisionFactory()
    forged = {
        "revisions-TOTAL_FORMS": 2,
        "revisions-INITIAL_FORMS": 1,
        "revisions-0-id": revision.pk,
        "revisions-0-article": revision.article_id,
        "revisions-0-number": 9,
        "revisions-0-DELETE": "on",
        "revisions-1-article": revision.article_id,
        "revisions-1-number": 2,
        "revisions-1-text": "Made up.",
        "revisions-1-fingerprint": "made up",
    }
    before = snapshot(Revision)
    post(client, Article, revision.article, title="A better title", **forged)
    assert snapshot(Revision) == before


def test_an_article_is_neither_added_nor_deleted(client, staff):
    client.force_login(staff)
    article = ArticleFactory()
    assert client.post(address(Article, "add"), {"title": "x"}).status_code == 403
    assert client.post(address(Article, "delete", article.pk), {"post": "yes"}).status_code == 403
    assert Article.objects.get() == article


# --- What is changed -------------------------------------------------------------------------------------


def test_what_is_known_better_about_an_article_is_edited_and_nothing_else(client, staff):
    client.force_login(staff)
    article = FetchedArticleFactory(fetch_state="running")
    response = post(
        client,
        Article,
        article,
        title="Border talks resume",
        published_at_0="2026-11-03",
        published_at_1="08:00:00",
        fetch_state="done",
        url="https://elsewhere.example/",
        published_from="page",
    )
    assert response.status_code == 302
    before, article = article, Article.objects.get()
    assert (article.title, article.published_at.isoformat()) == (
        "Border talks resume",
        "2026-11-03T08:00:00+00:00",
    )
    assert article.published_from == Article.DateSource.CALLER
    assert (article.fetch_state, article.url) == ("running", before.url)


def test_an_unknown_date_is_left_unknown(client, moderator):
    client.force_login(moderator)
    article = ArticleFactory(published_at=NOW, published_from="page")
    post(client, Article, article, published_at_0="", published_at_1="")
    article.refresh_from_db()
    assert (article.published_at, article.published_from) == (None, "")


def test_an_edit_does_not_undo_what_a_worker_wrote_meanwhile(client, moderator, monkeypatch):
    client.force_login(moderator)
    article = FetchedArticleFactory()
    clean = Article.full_clean

    def fetched_meanwhile(self, *args, **kwargs):
        Article.objects.filter(pk=self.pk).update(fetch_state="done")
        return clean(self, *args, **kwargs)

    monkeypatch.setattr(Article, "full_clean", fetched_meanwhile)
    post(client, Article, article, title="Border talks resume")
    article.refresh_from_db()
    assert (article.title, article.fetch_state) == ("Border talks resume", "done")


def test_a_rating_is_added_and_changed(client, staff):
    client.force_login(staff)
    values = {
        "slug": "out-of-context",
        "label": "Out of context",
        "description": "True words, wrong place.",
        "tone": "violet",
        "icon": "misleading",
        "position": 9,
        "is_active": "on",
    }
    assert client.post(address(Rating, "add"), values).status_code == 302
    rating = Rating.objects.get(slug="out-of-context")
    assert post(client, Rating, rating, label="Context missing").status_code == 302
    rating.refresh_from_db()
    assert rating.label == "Context missing"


def test_admins_alone_delete_a_rating_and_none_that_is_used(client, admin, moderator):
    unused = Rating.objects.create(slug="x", label="X", description="x", tone="red", icon="wrong")
    used = reach(State.PUBLISHED).published_verdict.rating
    for person, rating, status in ((moderator, unused, 403), (admin, used, 200), (admin, unused, 302)):
        client.force_login(person)
        assert client.post(address(Rating, "delete", rating.pk), {"post": "yes"}).status_code == status
    assert Rating.objects.filter(pk=used.pk).exists()
    assert not Rating.objects.filter(pk=unused.pk).exists()


def test_try_again_queues_what_failed(client, moderator, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    for task in (tasks.fetch_article, tasks.extract_revision):
        monkeypatch.setattr(task, "delay", lambda task=task, **ids: sent.append((task.name, ids)))
    client.force_login(moderator)
    failed = FetchedArticleFactory(fetch_state="failed", fetch_error="No answer.", fetch_attempts=3)
    unread = ExtractionFactory(state="failed", error="Too deep.", finished_at=NOW)
    fine = ArticleFactory()
    rows = [failed.pk, unread.revision.article_id, fine.pk]
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            address(Article, "changelist"), {"action": "retry_failed", "_selected_action": rows}
        )
    failed.refresh_from_db()
    unread.refresh_from_db()
    assert (failed.fetch_state, failed.fetch_error, unread.state) == ("queued", "", "queued")
    assert sorted(sent) == [
        ("claims.tasks.extract_revision", {"extraction_id": unread.pk}),
        ("claims.tasks.fetch_article", {"article_id": failed.pk}),
    ]
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Trying again: 2; 1 had not failed.",
    ]


# --- People ----------------------------------------------------------------------------------------------


def test_a_moderator_changes_the_role_and_the_access_of_others(client, moderator, editor):
    client.force_login(moderator)
    assert post(client, User, editor, role="senior_editor").status_code == 302
    editor.refresh_from_db()
    assert (editor.role, editor.is_active) == (Role.SENIOR_EDITOR, True)
    assert post(client, User, editor, role="moderator").status_code == 302
    editor.refresh_from_db()
    assert (editor.role, editor.is_staff, editor.is_superuser) == (Role.MODERATOR, True, False)


FORGED = {
    "role": "admin",
    "is_superuser": "on",
    "is_staff": "on",
    "user_permissions": ["1"],
    "groups": ["1"],
    "username": "taken-over",
    "email": "taken-over@corvale.example",
    "password": "x",
    "first_name": "Taken",
}


@pytest.mark.parametrize("changes", [FORGED, FORGED | {"role": "moderator"}], ids=["admin", "same role"])
@pytest.mark.parametrize("whose", ["their own", "another's", "an admin's"])
def test_a_moderator_raises_nobody_to_admin_and_takes_nobody_over(
    client, moderator, admin, editor, whose, changes
):
    client.force_login(moderator)
    person = {"their own": moderator, "another's": editor, "an admin's": admin}[whose]
    kept = ("is_superuser", "username", "email", "password", "first_name")
    before = User.objects.filter(pk=person.pk).values(*kept).get()
    post(client, User, person, **changes)
    after = User.objects.get(pk=person.pk)
    assert User.objects.filter(pk=person.pk).values(*kept).get() == before
    assert (after.role == Role.ADMIN) == (whose == "an admin's")
    assert not after.user_permissions.exists()


def test_a_moderator_does_not_edit_an_admin(client, moderator, admin):
    client.force_login(moderator)
    before = snapshot(User)
    assert post(client, User, admin, role="contributor").status_code == 403
    assert [row for row in snapshot(User) if row["id"] == admin.pk] == [
        row for row in before if row["id"] == admin.pk
    ]


def test_a_moderator_is_offered_no_role_above_theirs_and_no_permission_field(client, moderator, editor):
    client.force_login(moderator)
    for person in (editor, moderator):
        page = client.get(address(User, "change", person.pk))
        names = set(re.findall(r' name="(\w+)"', page.content.decode()))
        assert not {"is_superuser", "is_staff", "groups", "user_permissions", "password"} & names
        assert ("role" in names) == (person == editor)
    roles = dict(
        client.get(address(User, "change", editor.pk)).context["adminform"].form.fields["role"].choices
    )
    assert set(roles) == set(Role) - {Role.ADMIN}


def test_a_moderator_adds_nobody_and_sets_no_password(client, moderator, editor, admin):
    client.force_login(moderator)
    before = snapshot(User)
    values = {"usable_password": "true", "password1": "a new passphrase 1", "password2": "a new passphrase 1"}
    for person in (editor, admin, moderator):
        url = reverse("admin:auth_user_password_change", args=[person.pk])
        assert client.post(url, values).status_code == 403
    new = values | {"username": "new", "role": "admin"}
    assert client.post(address(User, "add"), new).status_code == 403
    assert snapshot(User) == before


@pytest.mark.parametrize("changes", [{"role": "contributor"}, {"is_active": ""}])
def test_nobody_changes_their_own_role_or_closes_their_own_account(client, staff, changes):
    client.force_login(staff)
    post(client, User, staff, **changes)
    person = User.objects.get(pk=staff.pk)
    assert (person.role, person.is_active) == (staff.role, True)


def test_an_admin_adds_people_and_changes_everything_about_them(client, admin, editor):
    client.force_login(admin)
    values = {
        "username": "nilo",
        "role": "admin",
        "usable_password": "true",
        "password1": "a new passphrase 1",
        "password2": "a new passphrase 1",
    }
    assert client.post(address(User, "add"), values).status_code == 302
    assert User.objects.get(username="nilo").is_superuser
    assert post(client, User, editor, role="admin", email="e@corvale.example").status_code == 302
    editor.refresh_from_db()
    assert (editor.role, editor.is_superuser, editor.email) == (Role.ADMIN, True, "e@corvale.example")
    url = reverse("admin:auth_user_password_change", args=[editor.pk])
    assert client.post(url, {**values, "set-password": ""}).status_code == 302
    editor.refresh_from_db()
    assert editor.check_password("a new passphrase 1")


def test_an_account_is_closed_never_deleted(client, admin, editor):
    client.force_login(admin)
    assert client.post(address(User, "delete", editor.pk), {"post": "yes"}).status_code == 403
    values = inputs(client.get(address(User, "change", editor.pk)))
    del values["is_active"]
    client.post(address(User, "change", editor.pk), values)
    assert not User.objects.get(pk=editor.pk).is_active
