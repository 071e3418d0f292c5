"""The article side of the desk, as a browser and as HTMX see it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims import tasks
from claims.models import Article, Extraction
from claims.tests.factories import (
    NOW,
    AppearanceFactory,
    ArticleFactory,
    ClaimFactory,
    ExtractionFactory,
    FetchedArticleFactory,
    RevisionFactory,
    SpeakerFactory,
)
from reviews.tests.factories import ReviewFactory

TEXT = "Kestria has massed about 120,000 troops along its border with Morvane."
HOSTILE = "<script>alert('x')</script> & “so”"
ESCAPED = "&lt;script&gt;alert("
HTMX = {"HX-Request": "true"}
SUBMIT = "/articles/new/"


@pytest.fixture
def desk(client, contributor):
    client.force_login(contributor)
    return client


@pytest.fixture
def sent(monkeypatch, django_capture_on_commit_callbacks):
    """Names and ids of the tasks that a request has sent: call it with the request."""

    def capture(request):
        names = []
        for task in (tasks.fetch_article, tasks.extract_revision):
            monkeypatch.setattr(task, "delay", lambda *, name=task.name, **ids: names.append((name, ids)))
        with django_capture_on_commit_callbacks(execute=True):
            response = request()
        return response, names

    return capture


def body(response):
    return response.content.decode()


def read_article(text=TEXT, spans=((0, None),), **fields):
    """An article that has been read, with an appearance for each span."""
    revision = RevisionFactory(article=ArticleFactory(**fields), text=text)
    ExtractionFactory(revision=revision, state="done", finished_at=NOW)
    for start, end in spans:
        AppearanceFactory(claim=ClaimFactory(), revision=revision, start=start, end=end or len(text))
    return revision.article


def failed_fetch(**fields):
    return FetchedArticleFactory(
        fetch_state="failed", fetch_error="The page answered 404 Not Found.", **fields
    )


# --- Who gets in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["articles", "submit", "article", "row", "retry"])
def test_nobody_sees_anything_without_signing_in(client, db, name):
    article = failed_fetch()
    address = reverse(f"claims:{name}", args=[article.pk] if name in {"article", "row", "retry"} else [])
    for method in (client.get, client.post):
        response = method(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("accounts:sign-in"))
    article.refresh_from_db()
    assert article.fetch_state == "failed"
    assert Article.objects.count() == 1


def test_a_person_who_was_deactivated_is_out(desk, contributor):
    contributor.is_active = False
    contributor.save()
    assert desk.get("/articles/").status_code == 302


def test_who_may_not_submit_gets_no_form_and_changes_nothing(desk, monkeypatch):
    article = failed_fetch()
    monkeypatch.setattr("claims.views.can_submit", lambda user: False)
    monkeypatch.setattr("claims.actions.can_submit", lambda user: False)
    assert desk.get(SUBMIT).status_code == 403
    assert desk.post(SUBMIT, {"text": TEXT}).status_code == 403
    assert desk.post(reverse("claims:retry", args=[article.pk])).status_code == 403
    article.refresh_from_db()
    assert (article.fetch_state, Article.objects.count()) == ("failed", 1)


def test_what_one_may_not_see_is_not_there(desk, monkeypatch):
    article = read_article()
    monkeypatch.setattr("claims.querysets.can_see_desk", lambda user: False)
    for name in ("article", "row"):
        assert desk.get(reverse(f"claims:{name}", args=[article.pk])).status_code == 404
    assert article.title not in body(desk.get("/articles/"))


def test_changes_go_by_post_alone(desk):
    assert desk.get(reverse("claims:retry", args=[failed_fetch().pk])).status_code == 405
    assert desk.post("/articles/").status_code == 405


def test_a_post_without_a_token_is_refused(desk, contributor):
    desk.handler.enforce_csrf_checks = True
    assert desk.post(SUBMIT, {"text": TEXT}).status_code == 403
    assert not Article.objects.exists()


# --- Submit -----------------------------------------------------------------------------------------------


def test_the_form_is_there(desk):
    response = desk.get(SUBMIT)
    assert response.status_code == 200
    assert 'enctype="multipart/form-data"' in body(response)


def test_an_address_is_fetched_by_a_worker(desk, contributor, sent):
    response, names = sent(
        lambda: desk.post(SUBMIT, {"url": "https://corvale.example/a", "published": "2026-01-02"})
    )
    article = Article.objects.get()
    assert (response.status_code, response.url) == (302, article.get_absolute_url())
    assert (article.submitted_by, article.fetch_state) == (contributor, "queued")
    assert article.published_at.date().isoformat() == "2026-01-02"
    assert names == [("claims.tasks.fetch_article", {"article_id": article.pk})]
    assert "The article is here." in body(desk.get(response.url))


def test_a_text_is_read_by_a_worker(desk, contributor, sent):
    response, names = sent(
        lambda: desk.post(SUBMIT, {"text": TEXT, "title": "Talks", "publisher": "Corvale Wire"})
    )
    article = Article.objects.get()
    assert response.url == article.get_absolute_url()
    assert (article.title, article.publisher, article.submitted_by) == ("Talks", "Corvale Wire", contributor)
    assert article.latest_revision().text == TEXT
    assert names == [("claims.tasks.extract_revision", {"extraction_id": Extraction.objects.get().pk})]


def test_a_file_is_read_by_a_worker(desk, sent):
    file = SimpleUploadedFile("talks.txt", TEXT.encode())
    _, names = sent(lambda: desk.post(SUBMIT, {"file": file}))
    assert Article.objects.get().latest_revision().text == TEXT
    assert len(names) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"url": "https://corvale.example/a"}, "This address is here already."),
        ({"text": TEXT}, "This text is here"),
    ],
)
def test_the_same_again_leads_to_the_article_that_is_here(desk, data, said):
    first = desk.post(SUBMIT, data)
    again = desk.post(SUBMIT, data)
    assert first.url == again.url
    assert Article.objects.count() == 1
    assert said in body(desk.get(again.url))


def test_a_wrong_form_comes_back_with_what_was_typed(desk):
    response = desk.post(SUBMIT, {"url": "ftp://corvale.example", "title": HOSTILE, "published": "soon"})
    page = body(response)
    assert response.status_code == 422
    assert 'value="ftp://corvale.example"' in page
    assert "The address must start with http:// or https://." in page
    assert "Give a date as YYYY-MM-DD." in page
    assert ESCAPED in page
    assert HOSTILE not in page
    assert 'aria-invalid="true"' in page
    assert not Article.objects.exists()


def test_a_text_too_large_comes_back_with_an_error(desk, settings):
    settings.ARTICLE_MAX_BYTES = 100
    response = desk.post(SUBMIT, {"text": TEXT * 2})
    assert response.status_code == 422
    assert "The text is larger than 0.0001 MB." in body(response)
    assert TEXT in body(response)


def test_a_file_of_the_wrong_kind_comes_back_with_an_error(desk):
    response = desk.post(SUBMIT, {"file": SimpleUploadedFile("a.txt", b"\0\1\2")})
    assert response.status_code == 422
    assert "it contains NUL bytes" in body(response)


def test_an_error_that_only_the_action_finds_is_the_forms_own(desk, monkeypatch):
    from django.core.exceptions import ValidationError

    def refuse(**arguments):
        raise ValidationError({"title": ["Not this one."], "text_key": ["Nor that."]})

    monkeypatch.setattr("claims.actions.submit_document", refuse)
    response = desk.post(SUBMIT, {"text": TEXT})
    assert response.status_code == 422
    assert "Not this one." in body(response)
    assert "Nor that." in body(response)


# --- List -------------------------------------------------------------------------------------------------


def one_of_each():
    """An article in each state, by state."""
    reading = RevisionFactory(article__title="Reading one", article__publisher="Tarsk Courier")
    ExtractionFactory(revision=reading)
    broken = RevisionFactory(article__title="Broken one")
    ExtractionFactory(revision=broken, state="failed", error="The engine tripped.", finished_at=NOW)
    return {
        "fetching": FetchedArticleFactory(title="Fetching one"),
        "reading": reading.article,
        "failed": failed_fetch(title="Failed one"),
        "broken": broken.article,
        "read": read_article(title="Read one", spans=((0, 7), (8, 11))),
    }


def titles(response):
    return {a.title for a in response.context["page"]}


def test_the_list_shows_each_in_its_state(desk):
    one_of_each()
    page = body(desk.get("/articles/"))
    for said in (
        "Waiting to be fetched",
        "Waiting to be read",
        "The page answered 404",
        "The engine tripped.",
        "2 claims",
    ):
        assert said in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"Fetching one", "Reading one", "Failed one", "Broken one", "Read one"}),
        ("?state=work", {"Fetching one", "Reading one"}),
        ("?state=failed", {"Failed one", "Broken one"}),
        ("?state=read", {"Read one"}),
        ("?q=TARSK+reading", {"Reading one"}),
        ("?q=corvale.example", {"Fetching one", "Failed one"}),
        ("?q=tarsk&state=read", set()),
        ("?q=%25", set()),
    ],
)
def test_the_list_is_filtered_by_state_and_words(desk, query, expected):
    one_of_each()
    response = desk.get(f"/articles/{query}")
    assert response.status_code == 200
    assert titles(response) == expected
    assert [count for _, _, count in response.context["views"]] == [5, 2, 2, 1]


@pytest.mark.parametrize("query", ["?state=gone", "?q=a%00b", "?q=" + "x" * 201])
def test_a_wrong_filter_says_so(desk, query):
    one_of_each()
    response = desk.get(f"/articles/{query}")
    assert response.status_code == 422
    assert titles(response) == set()
    assert 'role="alert"' in body(response)


def test_newest_first_in_pages(desk):
    for minute in range(27):
        ArticleFactory(title=f"Article {minute:02}", created_at=NOW + timedelta(minutes=minute))
    first = desk.get("/articles/")
    assert [a.title for a in first.context["page"]][:2] == ["Article 26", "Article 25"]
    assert "1–25 of 27" in body(first)
    assert "?page=2" in body(first)
    assert titles(desk.get("/articles/?page=2")) == {"Article 01", "Article 00"}
    assert titles(desk.get("/articles/?page=many")) == titles(first)


def test_a_placeholder_of_an_article_that_is_here_is_not_listed(desk):
    original = ArticleFactory(title="The original")
    FetchedArticleFactory(title="The placeholder", fetch_state="done", duplicate_of=original)
    assert titles(desk.get("/articles/")) == {"The original"}


def test_an_empty_list_says_what_to_do(desk):
    assert "No article yet" in body(desk.get("/articles/"))
    assert "No article is found" in body(desk.get("/articles/?q=x"))
    assert "Nothing has failed" in body(desk.get("/articles/?state=failed"))
    assert "Nothing is being read" in body(desk.get("/articles/?state=work"))


def test_only_what_is_in_work_asks_again(desk):
    articles = one_of_each()
    page = body(desk.get("/articles/"))
    assert page.count('hx-trigger="every 2s"') == 2
    for state in ("fetching", "reading"):
        assert f'hx-get="{reverse("claims:row", args=[articles[state].pk])}"' in page


def test_htmx_gets_the_list_alone(desk):
    one_of_each()
    response = desk.get("/articles/?q=read", headers=HTMX)
    page = body(response)
    assert page.startswith('<div id="articles">')
    assert "<html" not in page
    assert 'hx-swap-oob="true"' in page
    assert "HX-Request" in response["Vary"]


def test_htmx_that_restores_its_history_gets_the_page(desk):
    assert "<html" in body(desk.get("/articles/", headers={**HTMX, "HX-History-Restore-Request": "true"}))


def test_a_row_stops_asking_once_its_article_is_read(desk):
    articles = one_of_each()
    row = body(desk.get(reverse("claims:row", args=[articles["reading"].pk]), headers=HTMX))
    assert row.startswith('<article class="article-row')
    assert "every 2s" in row
    assert "every 2s" not in body(desk.get(reverse("claims:row", args=[articles["read"].pk]), headers=HTMX))


def test_a_row_says_that_its_article_was_here_already(desk):
    original = ArticleFactory(title="The original")
    placeholder = FetchedArticleFactory(fetch_state="done", duplicate_of=original)
    row = body(desk.get(reverse("claims:row", args=[placeholder.pk]), headers=HTMX))
    assert "Here already" in row
    assert original.get_absolute_url() in row
    assert "every 2s" not in row


def test_without_htmx_a_row_is_the_article(desk):
    article = ArticleFactory()
    assert desk.get(reverse("claims:row", args=[article.pk])).url == article.get_absolute_url()


def test_the_list_needs_the_same_queries_for_many_articles(desk, django_assert_num_queries):
    one_of_each()
    with django_assert_num_queries(6) as few:
        desk.get("/articles/")
    for _ in range(3):
        one_of_each()
    with django_assert_num_queries(len(few)):
        desk.get("/articles/")


# --- Read -------------------------------------------------------------------------------------------------


def test_the_reader_marks_claims_and_numbers_them_in_the_order_of_the_text(desk):
    text = "Kestria has 12 posts.\n\nMorvane has 14 & more."
    article = read_article(text, spans=((23, 37), (0, 21)))
    second, first = article.latest_revision().appearances.order_by("pk")
    page = body(desk.get(article.get_absolute_url()))
    assert f'<mark class="claim" data-state="suggested" id="c{first.pk}">Kestria has 12 <span' in page
    assert f'<section class="note" data-state="suggested" id="a{first.pk}" aria-label="Claim 1"' in page
    assert f'id="a{second.pk}" aria-label="Claim 2"' in page
    assert page.index(f'id="a{first.pk}"') < page.index(f'id="a{second.pk}"')
    assert "</mark> &amp; more." in page


def test_the_reader_shows_a_headline_once(desk):
    text = "Ferries  stand still\n\nNine ferries stand still."
    start = text.index("Nine")
    article = read_article(text, [(start, None)], title="Ferries stand still")
    shown = body(desk.get(article.get_absolute_url()))
    assert "Ferries  stand still" not in shown
    assert ">Nine ferries stand " in shown


def test_the_reader_keeps_a_headline_that_is_a_claim(desk):
    article = read_article("Nine ferries stand still", title="Nine ferries stand still")
    assert body(desk.get(article.get_absolute_url())).count('<mark class="claim"') == 1


def test_the_reader_escapes_what_it_shows(desk):
    article = read_article(
        f"{HOSTILE} Kestria has 12 posts.",
        spans=((0, 10), (5, 20)),
        title=HOSTILE,
        publisher=HOSTILE[:200],
        byline=HOSTILE,
        url="https://corvale.example/<script>alert(1)",
    )
    article.latest_revision().appearances.update(
        speaker=SpeakerFactory(name=HOSTILE), speaker_role=HOSTILE, reasons=[HOSTILE]
    )
    for address in (article.get_absolute_url(), "/articles/"):
        page = body(desk.get(address))
        assert "<script>alert" not in page
        assert ESCAPED in page


def test_notes_say_who_what_and_why(desk):
    article = read_article()
    appearance = article.latest_revision().appearances.get()
    appearance.quantities.create(
        text="about 120,000 troops", start=19, end=39, value=120_000, modifier="about", unit="troops"
    )
    appearance.times.create(text="today", start=0, end=1, from_date="2026-11-12", to_date="2026-11-12")
    type(appearance).objects.filter(pk=appearance.pk).update(
        speaker=SpeakerFactory(name="Ilse Dorvain"),
        attribution="direct",
        reasons=["quantity", "hedged"],
        score=0.8,
    )
    page = body(desk.get(article.get_absolute_url()))
    for said in ("120,000", "troops", "Ilse Dorvain", "12 Nov 2026", "Well worth checking", ".80"):
        assert said in page
    assert ": quantity; against it: hedged" in page


def test_notes_say_how_the_claim_stands_at_the_desk(desk, editor, now):
    from reviews import actions

    article = read_article("Aa bb. Cc dd. Ee ff.", spans=((0, 6), (7, 13), (14, 20)))
    reviews = [ReviewFactory(claim=a.claim) for a in article.latest_revision().appearances.order_by("start")]
    actions.take(review=reviews[1], by=editor, version=reviews[1].version, now=now)
    actions.dismiss(review=reviews[2], by=editor, version=reviews[2].version, now=now, reason="A feeling")
    page = body(desk.get(article.get_absolute_url()))
    states = [part.partition('"')[0] for part in page.split('<section class="note" data-state="')[1:]]
    assert states == ["suggested", "accepted", "rejected"]
    assert f"by {editor.display_name}" in page
    assert "A feeling" in page
    for review in reviews:
        assert f'href="{review.get_absolute_url()}"' in page


def test_a_claim_made_twice_says_so(desk):
    article = read_article("Aa bb. Aa bb.", spans=((0, 6), (7, 13)))
    first, second = article.latest_revision().appearances.order_by("start")
    type(second).objects.filter(pk=second.pk).update(claim=first.claim)
    AppearanceFactory(claim=first.claim)
    page = body(desk.get(article.get_absolute_url()))
    assert f'Same claim as <a href="#a{first.pk}">1</a>' in page
    assert page.count("In 2 articles") == 2


def test_what_is_unknown_is_called_unknown(desk):
    article = read_article(publisher="")
    page = body(desk.get(article.get_absolute_url()))
    assert page.count("<dd>Unknown</dd>") == 3
    assert "1970" not in page


def test_the_date_says_where_it_comes_from(desk):
    article = read_article(published_at=NOW, published_from="text")
    assert "(from the text)" in body(desk.get(article.get_absolute_url()))


def test_older_revisions_stay_readable(desk):
    article = read_article("The old text.")
    newest = RevisionFactory(article=article, number=2, text="The new text.")
    ExtractionFactory(revision=newest, state="done", finished_at=NOW)
    page = body(desk.get(article.get_absolute_url()))
    assert "The new text." in page
    assert "Revision 2 of 2" in page
    assert "No claim was found" in page
    old = body(desk.get(f"{article.get_absolute_url()}?revision=1"))
    assert "The old <span" in old
    assert "An older text" in old


def test_the_address_of_an_appearance_leads_to_its_note_in_its_own_revision(desk):
    article = read_article("The old text.")
    RevisionFactory(article=article, number=2, text="The new text.")
    appearance = article.revisions.get(number=1).appearances.get()
    address, _, anchor = appearance.get_absolute_url().partition("#")
    assert f'id="{anchor}"' in body(desk.get(address))


@pytest.mark.parametrize("wanted", ["3", "0", "-1", "x", "", "1 or 1=1"])
def test_a_revision_that_does_not_exist(desk, wanted):
    article = read_article()
    assert desk.get(article.get_absolute_url(), {"revision": wanted}).status_code == 404


def test_an_article_that_does_not_exist(desk):
    for name in ("article", "row"):
        assert desk.get(reverse(f"claims:{name}", args=[9_999])).status_code == 404


def test_a_duplicate_leads_to_its_original(desk):
    original = read_article()
    placeholder = FetchedArticleFactory(fetch_state="done", duplicate_of=original)
    assert desk.get(placeholder.get_absolute_url()).url == original.get_absolute_url()
    swapped = desk.get(placeholder.get_absolute_url(), headers=HTMX)
    assert swapped["HX-Redirect"] == original.get_absolute_url()


def test_the_reader_asks_for_progress_and_reloads_when_there_is_more(desk):
    article = FetchedArticleFactory(title="Fetching one")
    page = body(desk.get(article.get_absolute_url()))
    assert "every 2s" in page
    assert "Refresh</a></noscript>" in page
    asked = desk.get(article.get_absolute_url(), headers=HTMX)
    assert body(asked).strip().startswith("<section")
    assert "every 2s" in body(asked)
    Article.objects.filter(pk=article.pk).update(
        fetch_state="failed", fetch_error="The page answered 410 Gone."
    )
    assert desk.get(article.get_absolute_url(), headers=HTMX)["HX-Refresh"] == "true"
    page = body(desk.get(article.get_absolute_url()))
    assert "The page answered 410 Gone." in page
    assert "Try again" in page
    assert "every 2s" not in page


def test_a_fetch_that_waits_for_another_try_says_why(desk):
    article = FetchedArticleFactory(fetch_error="The site did not answer within 20 seconds.")
    page = body(desk.get(article.get_absolute_url()))
    assert "Waiting to try again" in page
    assert "The site did not answer" in page


def test_the_reader_needs_the_same_queries_for_many_claims(desk, django_assert_num_queries):
    few = read_article(TEXT, spans=((0, 7),))
    many = read_article(TEXT, spans=tuple((n, n + 3) for n in range(12)))
    RevisionFactory(article=many, number=2, text="Another text")
    for article in (few, many):
        for appearance in article.revisions.get(number=1).appearances.all():
            ReviewFactory(claim=appearance.claim)
    with django_assert_num_queries(11):
        desk.get(few.get_absolute_url())
    with django_assert_num_queries(11):
        desk.get(f"{many.get_absolute_url()}?revision=1")


# --- Try again --------------------------------------------------------------------------------------------


def test_a_failed_fetch_is_tried_again(desk, sent):
    article = failed_fetch()
    response, names = sent(lambda: desk.post(reverse("claims:retry", args=[article.pk])))
    article.refresh_from_db()
    assert response.url == article.get_absolute_url()
    assert (article.fetch_state, article.fetch_error) == ("queued", "")
    assert names == [("claims.tasks.fetch_article", {"article_id": article.pk})]


def test_a_failed_reading_is_tried_again(desk, sent):
    article = one_of_each()["broken"]
    _, names = sent(lambda: desk.post(reverse("claims:retry", args=[article.pk])))
    extraction = Extraction.objects.get(revision__article=article)
    assert extraction.state == "queued"
    assert names == [("claims.tasks.extract_revision", {"extraction_id": extraction.pk})]


def test_htmx_gets_the_row_of_what_it_tries_again(desk):
    article = failed_fetch()
    response = desk.post(reverse("claims:retry", args=[article.pk]), headers=HTMX)
    assert body(response).startswith('<article class="article-row')
    assert "Waiting to be fetched" in body(response)


def test_trying_again_where_nothing_failed_says_so(desk, sent):
    article = read_article()
    response, names = sent(lambda: desk.post(reverse("claims:retry", args=[article.pk])))
    assert names == []
    assert "There is nothing to try again" in body(desk.get(response.url))


def test_trying_again_what_does_not_exist(desk):
    assert desk.post(reverse("claims:retry", args=[9_999])).status_code == 404
