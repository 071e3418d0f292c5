"""What people fill in: an article to read, and which articles to list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Any, Self, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import MinValueValidator, URLValidator

from claims import actions, claimreview, fetching, priorchecks
from claims.amending import ANYWHERE, Reading, reading_of
from claims.extraction import Attribution, Change, Modifier, Quantity
from claims.ingestion import as_moment
from claims.models import Appearance
from factcheck.accounts.models import User


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


STATE_LABELS = {"": "All", "work": "Being read", "failed": "Failed", "read": "Read"}
UNPACKED = 10  # times the size of a file that is uploaded packed
WAYS = {"url": "an address", "text": "a text", "file": "a file"}
TEXT_SUFFIXES = {".txt"}
HTML_SUFFIXES = {".html", ".htm"}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Formats that people send by mistake; most others give themselves away by a NUL byte.
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"{\\rtf": "an RTF document",
    b"PK\x03\x04": "an archive or office document",
}


class SubmitForm(forms.Form):
    """An article by exactly one of three ways: an address, a pasted text, a file.

    `cleaned_data` holds the address as str, a text or a file as a fetching.Document.
    """

    url = forms.CharField(
        label="Address",
        required=False,
        help_text="The page is fetched; title, byline and date are read from it.",
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )
    text = forms.CharField(
        label="Text",
        required=False,
        help_text="Pasted as it stands; a blank line starts a paragraph.",
        widget=forms.Textarea(attrs={"rows": 8, "class": "serif"}),
    )
    file = forms.FileField(
        label="File",
        required=False,
        help_text=f".txt in UTF-8, or a saved .html page, up to {megabytes(settings.ARTICLE_MAX_BYTES)}.",
        widget=forms.FileInput(attrs={"accept": ".txt,.html,.htm"}),
        error_messages={"empty": "The file is empty."},
    )
    title = forms.CharField(
        label="Title", required=False, max_length=500, help_text="Of a text or a file; else its own."
    )
    publisher = forms.CharField(
        label="Publisher", required=False, max_length=200, help_text="Of a text or a file."
    )
    published = forms.DateField(
        label="Published",
        required=False,
        help_text="Else the page’s or the text’s own.",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(date(1600, 1, 1), "This date is too long ago.")],
        error_messages={"invalid": "Give a date as YYYY-MM-DD."},
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url:
            _read(fetching.normalise_url, url)
            URLValidator(["http", "https"], message="The address is not a valid URL.")(url)
        return url

    def clean_text(self) -> fetching.Document | None:
        text: str = self.cleaned_data["text"]
        if not text:
            return None
        _check_size("text", len(text.encode("utf-8", "surrogatepass")))
        return _read(fetching.read_text, text)

    def clean_file(self) -> fetching.Document | None:
        file: File[bytes] | None = self.cleaned_data["file"]
        return read_file(file) if file else None

    def clean_published(self) -> date | None:
        published: date | None = self.cleaned_data["published"]
        if published and published > (self.now + timedelta(days=1)).date():
            raise ValidationError("This date is in the future.")
        return published

    def clean(self) -> dict[str, Any]:
        given = [way for way in WAYS if self._is_given(way)]
        if not given:
            self.add_error("url", "Give an address, a text or a file.")
        elif len(given) > 1:
            named = " and ".join(WAYS[way] for way in given)
            for way in given:
                self.add_error(way, f"Give one of the three: you gave {named}.")
        elif given == ["url"]:
            for name in ("title", "publisher"):
                if self.cleaned_data.get(name):
                    self.add_error(name, f"A page brings its own {name}: this goes with a text or a file.")
        return self.cleaned_data

    def submit(self, *, by: User, now: datetime) -> actions.Submission | None:
        """Submit what a valid form holds; None where the action found an error, which is the form's then."""
        cleaned = self.cleaned_data
        published_at = as_moment(cleaned["published"]) if cleaned["published"] else None
        try:
            if cleaned["url"]:
                return actions.submit_url(url=cleaned["url"], by=by, now=now, published_at=published_at)
            return actions.submit_document(
                document=cleaned["text"] or cleaned["file"],
                by=by,
                now=now,
                title=cleaned["title"],
                publisher=cleaned["publisher"],
                published_at=published_at,
            )
        except ValidationError as error:
            fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
            for name, messages in fields.items():
                self.add_error(name if name in self.fields else None, [*messages])
            return None

    def _is_given(self, way: str) -> bool:
        if way == "file":
            return bool(self.files.get(self.add_prefix(way)))
        return bool(str(self.data.get(self.add_prefix(way)) or "").strip())


def read_file(file: File[bytes]) -> fetching.Document:
    """Read an article from a `.txt` file (UTF-8) or a `.html` file (in the encoding it declares, or a likely one).

    Raises:
        ValidationError: where it is none of these, too large, empty, or holds no article.
    """
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in TEXT_SUFFIXES | HTML_SUFFIXES:
        raise ValidationError("The file's name must end in .txt or .html.")
    _check_size("file", file.size)
    content = file.read()
    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise ValidationError(f"The file is {what}, not text.")
    if b"\0" in content and not (suffix in HTML_SUFFIXES and content.startswith(_UTF16_MARKS)):
        raise ValidationError("The file is not text: it contains NUL bytes.")
    if suffix in HTML_SUFFIXES:
        return _read(fetching.read_html, content)
    try:
        return _read(fetching.read_text, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValidationError(f"The file is not UTF-8: byte {error.start + 1:,} does not fit.") from error


def _read(reader: Any, source: str | bytes) -> Any:
    try:
        return reader(source)
    except fetching.FetchError as error:
        raise ValidationError(error.reason) from error


def _check_size(what: str, size: int) -> None:
    limit = settings.ARTICLE_MAX_BYTES
    if size > limit:
        raise ValidationError(f"The {what} is larger than {megabytes(limit)}.")


class NumberField(forms.FloatField):
    """A number as people type it: 100,000 or 100 000."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.replace(",", "").split())
        return super().to_python(value)


class ReadingForm(forms.Form):
    """Who says it, and how."""

    ATTRIBUTIONS = (
        (Attribution.NARRATOR.value, "The article itself"),
        (Attribution.DIRECT.value, "In quotation marks"),
        (Attribution.INDIRECT.value, "In other words"),
    )

    speaker = forms.CharField(max_length=200, required=False, help_text="Empty: nobody knows.")
    role = forms.CharField(max_length=200, required=False, help_text="As the article puts it.")
    attribution = forms.ChoiceField(label="Said", choices=ATTRIBUTIONS)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, appearance: Appearance) -> Self:
        """The form as the appearance is read now."""
        now = reading_of(appearance)
        seen = appearance.amended_at.isoformat() if appearance.amended_at else ""
        return cls(
            initial={"speaker": now.speaker, "role": now.role, "attribution": now.attribution, "seen": seen}
        )

    def clean_seen(self) -> datetime | None:
        seen: str = self.cleaned_data["seen"]
        try:
            return datetime.fromisoformat(seen) if seen else None
        except ValueError as error:
            raise ValidationError("This page is not as we made it. Load it again.") from error

    def reading(self, quantities: Iterable[Quantity]) -> Reading:
        """What the form and the rows of numbers say."""
        given = self.cleaned_data
        attribution = Attribution(given["attribution"])
        return Reading(given["speaker"], given["role"], attribution, tuple(quantities))


class QuantityForm(forms.Form):
    """A number as data. A row without words is none."""

    LARGEST = 1e30
    NONE = (("", "none"),)
    SAYS = ("modifier", "value", "low", "high", "change", "unit", "of")

    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(label="As said", max_length=200, required=False)
    modifier = forms.ChoiceField(
        required=False,
        choices=[*NONE, *((each.value, each.value.replace("_", " ")) for each in Modifier)],
    )
    value = NumberField(required=False, min_value=-LARGEST, max_value=LARGEST, widget=forms.TextInput)
    low = NumberField(required=False, min_value=-LARGEST, max_value=LARGEST, widget=forms.TextInput)
    high = NumberField(required=False, min_value=-LARGEST, max_value=LARGEST, widget=forms.TextInput)
    change = forms.ChoiceField(
        required=False, choices=[*NONE, *((each.value, each.value) for each in Change)]
    )
    unit = forms.CharField(max_length=100, required=False)
    of = forms.CharField(label="Of what", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("high", "This is less than the low end.")
        if not cleaned.get("text") and any(cleaned.get(name) not in {None, ""} for name in self.SAYS):
            self.add_error("text", "Give the words, as they stand in the claim.")
        return cleaned


class QuantityFormSet(forms.BaseFormSet):
    """The numbers of an appearance, and a row for one more."""

    @classmethod
    def of(cls, appearance: Appearance) -> Self:
        """The rows as the appearance is read now."""
        numbers = reading_of(appearance).quantities
        return cls(initial=[{**asdict(each), **_typed(each)} for each in numbers], prefix="quantity")

    def quantities(self) -> list[Quantity]:
        """The rows that say something and are not taken out, in their order."""
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [
            Quantity(
                text=row["text"],
                start=ANYWHERE if row["start"] is None else row["start"],
                end=ANYWHERE,
                value=row["value"],
                low=row["low"],
                high=row["high"],
                modifier=Modifier(row["modifier"]) if row["modifier"] else None,
                unit=row["unit"] or None,
                of=row["of"] or None,
                change=Change(row["change"]) if row["change"] else None,
            )
            for row in rows
            if row.get("text")
        ]


MOST_QUANTITIES = 50
Quantities = cast(
    type[QuantityFormSet],
    forms.formset_factory(
        QuantityForm,
        formset=QuantityFormSet,
        extra=1,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_QUANTITIES,
        absolute_max=MOST_QUANTITIES,
        validate_max=True,
    ),
)


def _typed(quantity: Quantity) -> dict[str, str]:
    """Its numbers as people type them; read again they are the same."""
    numbers = {"value": quantity.value, "low": quantity.low, "high": quantity.high}
    typed = {name: "" if number is None else _number(number) for name, number in numbers.items()}
    return {"text": " ".join(quantity.text.split()), **typed}


def _number(number: float) -> str:
    return f"{number:,.0f}" if number.is_integer() and abs(number) < 1e15 else repr(number)


class ArticleFilterForm(forms.Form):
    """Which articles to list: how far they have come, and words in title, publisher, byline or address."""

    state = forms.ChoiceField(
        required=False,
        choices=list(STATE_LABELS.items()),
        error_messages={"invalid_choice": "There is no such state."},
    )
    q = forms.CharField(
        label="Words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Title, publisher, address"}),
    )


class ImportForm(forms.Form):
    """ClaimReview by exactly one of two ways, a file or an address, small enough to be read while a person waits."""

    TOO_LARGE = "More than {} is imported by manage.py import_claimreview."

    file = forms.FileField(
        label="File",
        required=False,
        help_text=f"JSON-LD, JSON Lines or a saved page, also gzipped, up to {megabytes(settings.ARTICLE_MAX_BYTES)}.",
        error_messages={"empty": "The file is empty."},
    )
    url = forms.CharField(
        label="Address",
        required=False,
        help_text="Of a feed or of a publisher’s page.",
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://", "class": "vTextField"}),
    )

    def clean_file(self) -> File[bytes] | None:
        file: File[bytes] | None = self.cleaned_data["file"]
        if file and file.size > settings.ARTICLE_MAX_BYTES:
            raise ValidationError(self.TOO_LARGE.format(megabytes(settings.ARTICLE_MAX_BYTES)))
        return file

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url:
            _read(fetching.normalise_url, url)
        return url

    def clean(self) -> dict[str, Any]:
        file, url = self.files.get(self.add_prefix("file")), self.data.get(self.add_prefix("url"), "").strip()
        if not file and not url:
            self.add_error(None, "Give a file or an address.")
        elif file and url:
            self.add_error(None, "Give one of the two: you gave a file and an address.")
        return self.cleaned_data

    @property
    def source(self) -> str:
        """What a valid form imports from, for a log: without the query, in which a key may stand."""
        return self.cleaned_data["url"].partition("?")[0] or self.cleaned_data["file"].name

    def record(self, *, now: datetime) -> priorchecks.Report | None:
        """Import what a valid form holds; None where it holds no ClaimReview, and the form says why."""
        file, url = self.cleaned_data["file"], self.cleaned_data["url"]
        try:
            if file:
                return self._record(file, None, now=now)
            limit = settings.ARTICLE_MAX_BYTES
            limits = fetching.Limits(wire_bytes=limit, body_bytes=limit)
            with priorchecks.downloaded(url, limits=limits) as (stream, charset):
                return self._record(stream, charset, now=now)
        except claimreview.SourceError as error:
            reason = str(error).rstrip(".")
            self.add_error("file" if file else "url", f"{reason[:1].upper()}{reason[1:]}.")
            return None

    def _record(self, stream: Any, charset: str | None, *, now: datetime) -> priorchecks.Report:
        # What is packed small may be large inside.
        limit = UNPACKED * settings.ARTICLE_MAX_BYTES
        entries = claimreview.read(stream, today=now.date(), charset=charset, max_bytes=limit)
        return priorchecks.record(entries, now=now)
