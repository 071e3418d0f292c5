"""What the form that adds an article accepts, and what it says about the rest."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.forms import ArticleFilterForm, SubmitForm
from claims.tests.factories import NOW

TEXT = "Kestria has massed about 120,000 troops along its border with Morvane."
PAGE = f"""<html><head><title>Border talks stall</title><meta charset="windows-1252"></head><body><article>
<h1>Border talks stall</h1><p>{TEXT} The café said so, and the town believed every word of it.</p>
<p>Talks broke up without agreement on Wednesday, and nobody in Ouren Bridge was surprised by that.</p>
</article></body></html>"""


def form_of(*, file=None, name="story.txt", **data):
    files = {} if file is None else {"file": SimpleUploadedFile(name, file)}
    return SubmitForm(data, files, now=NOW)


def document_of(form, way):
    assert form.is_valid(), form.errors
    return form.cleaned_data[way]


def test_an_address():
    form = form_of(url=" https://corvale.example/a?b=1 ")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["url"] == "https://corvale.example/a?b=1"


def test_a_text_with_what_is_known_about_it():
    form = form_of(text=f"  {TEXT}\r\n", title="Talks", publisher="Corvale Wire", published="2026-11-12")
    assert document_of(form, "text").text == TEXT
    assert form.cleaned_data["title"] == "Talks"
    assert form.cleaned_data["publisher"] == "Corvale Wire"
    assert form.cleaned_data["published"] == date(2026, 11, 12)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_text_file(mark):
    assert document_of(form_of(file=mark + TEXT.encode(), name="STORY.TXT"), "file").text == TEXT


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1252", "a.html"), ("utf-8", "a.htm"), ("utf-16", "a.HTML")]
)
def test_a_page_in_the_encoding_it_has(encoding, name):
    document = document_of(form_of(file=PAGE.encode(encoding), name=name), "file")
    assert "The café said so" in document.text
    assert document.title == "Border talks stall"


def test_nothing_given():
    form = form_of(text="  \n ", title="Talks")
    assert form.errors == {"url": ["Give an address, a text or a file."]}


def test_two_given_are_both_marked():
    form = form_of(url="https://corvale.example/", text=TEXT)
    assert set(form.errors) == {"url", "text"}
    assert "an address and a text" in form.errors["text"][0]


def test_a_wrong_field_counts_as_given():
    form = form_of(url="ftp://corvale.example/", file=TEXT.encode())
    assert "must start with http:// or https://" in form.errors["url"][0]
    assert "an address and a file" in form.errors["file"][0]


@pytest.mark.parametrize("name", ["title", "publisher"])
def test_what_a_page_brings_itself_is_refused_with_an_address(name):
    form = form_of(url="https://corvale.example/", **{name: "Talks"})
    assert form.errors == {name: [f"A page brings its own {name}: this goes with a text or a file."]}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b/",
        "http://user@corvale.example/",
        "x",
    ],
)
def test_what_is_no_address(url):
    assert set(form_of(url=url).errors) == {"url"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"text": "é" * 600}, "The text is larger than 0.001 MB."),
        ({"text": "\u200b\u200b"}, "There is no text."),
    ],
)
def test_what_is_no_text(data, said, settings):
    settings.ARTICLE_MAX_BYTES = 1000
    assert form_of(**data).errors == {"text": [said]}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.txt", "The file is empty."),
        (b"   \n", "a.txt", "There is no text."),
        (b"a\0b", "a.txt", "The file is not text: it contains NUL bytes."),
        (b"<p>a\0b</p>", "a.html", "The file is not text: it contains NUL bytes."),
        ("Morvane".encode("utf-16"), "a.txt", "The file is not text: it contains NUL bytes."),
        (b"%PDF-1.7 ...", "a.html", "The file is a PDF, not text."),
        (b"PK\x03\x04", "a.txt", "The file is an archive or office document, not text."),
        ("caf\u00e9".encode("latin-1"), "a.txt", "The file is not UTF-8: byte 4 does not fit."),
        (b"text", "a.pdf", "The file's name must end in .txt or .html."),
        (b"text", "txt", "The file's name must end in .txt or .html."),
        (b"<html><body></body></html>", "a.html", "No article text was found on the page."),
        (b"a" * 1001, "a.txt", "The file is larger than 0.001 MB."),
    ],
)
def test_what_is_no_file_of_an_article(content, name, said, settings):
    settings.ARTICLE_MAX_BYTES = 1000
    form = form_of(file=content, name=name)
    assert not form.is_valid()
    assert form.errors["file"] == [said]


def test_a_file_that_is_too_large_is_not_read(settings):
    settings.ARTICLE_MAX_BYTES = 10
    form = form_of(file=b"a" * 11)
    form.files["file"].file = None
    assert form.errors == {"file": ["The file is larger than 1e-05 MB."]}


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("12.11.2026", "Give a date as YYYY-MM-DD."),
        ("2026-02-30", "Give a date as YYYY-MM-DD."),
        ("2026-11-14", "This date is in the future."),
        ("0001-01-01", "This date is too long ago."),
    ],
)
def test_what_is_no_date_of_publication(published, said):
    assert form_of(text=TEXT, published=published).errors == {"published": [said]}


@pytest.mark.parametrize("published", ["2026-11-13", "2026-11-12", "1600-01-01"])
def test_dates_up_to_tomorrow_somewhere_on_earth(published):
    assert form_of(text=TEXT, published=published).errors == {}


@pytest.mark.parametrize(("name", "longest"), [("title", 500), ("publisher", 200)])
def test_a_title_too_long_for_its_column(name, longest):
    assert form_of(text=TEXT, **{name: "x" * longest}).errors == {}
    assert set(form_of(text=TEXT, **{name: "x" * (longest + 1)}).errors) == {name}


@pytest.mark.parametrize("data", [{"state": "gone"}, {"q": "a\0"}, {"q": "x" * 201}])
def test_a_wrong_filter(data):
    assert set(ArticleFilterForm(data).errors) == set(data)
