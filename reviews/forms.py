"""What people type on the desk's pages, turned into what actions take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Q

from claims.extraction import Kind
from claims.forms import NumberField
from claims.models import KIND_LABELS
from reviews.actions import EvidenceDraft, VerdictDraft
from reviews.models import Evidence, Rating, Review, Verdict

# --- The queue -------------------------------------------------------------------------------------------


class QueueForm(forms.Form):
    """View, words, filters and order of the queue, as they stand in its address.

    What is wrong is left out and said: `choices()` gives what is right, `errors` the rest.
    """

    VIEWS = (
        ("open", "All open"),
        ("mine", "Mine"),
        ("unassigned", "Unassigned"),
        ("approval", "Needs my approval"),
        ("published", "Published"),
        ("dismissed", "Dismissed"),
    )
    SORTS = (("priority", "Priority"), ("newest", "First seen"), ("appearances", "Appearances"))
    SEEN = (("", "Any time"), ("1", "Last 24 hours"), ("7", "Last 7 days"), ("30", "Last 30 days"))
    KINDS = tuple((kind.value, KIND_LABELS[kind]) for kind in Kind if kind != Kind.NOT_A_CLAIM)

    view = forms.ChoiceField(choices=VIEWS, required=False)
    sort = forms.ChoiceField(choices=SORTS, required=False)
    q = forms.CharField(label="Words", max_length=200, required=False)
    kind = forms.MultipleChoiceField(choices=KINDS, required=False)
    speaker = forms.CharField(max_length=200, required=False)
    publisher = forms.CharField(max_length=200, required=False)
    numbers = forms.BooleanField(label="Has a number", required=False)
    low = NumberField(label="Number from", required=False)
    high = NumberField(label="Number to", required=False)
    seen = forms.ChoiceField(label="First seen", choices=SEEN, required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def choices(self) -> dict[str, Any]:
        """What was asked for, by field; empty where nothing or something wrong was."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) or None for name in self.fields}
        for bound in ("low", "high"):
            asked[bound] = self.cleaned_data.get(bound)
        asked["view"] = asked["view"] or "open"
        closed = asked["view"] in {"published", "dismissed"}
        asked["sort"] = asked["sort"] or ("newest" if closed else "priority")
        return asked

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and high is not None and low > high:
            self.add_error("low", "The lowest number is above the highest.")
            cleaned.pop("high", None)
        return cleaned

    def complaints(self) -> list[str]:
        """What was left out and why, one line a field."""
        return [
            f"{self.fields[name].label or name.capitalize()}: {' '.join(map(str, errors))}"
            for name, errors in self.errors.items()
            if name in self.fields
        ]


# --- Steps of a review -----------------------------------------------------------------------------------


class StepForm(forms.Form):
    """One step. `version` is the version of the review that the person saw."""

    version = forms.IntegerField(
        min_value=0,
        error_messages={"required": "The form did not say which version you read."},
    )

    def __init__(self, data: Any = None, *, review: Review, **kwargs: Any) -> None:
        self.review = review
        self.renewed = False  # set once the person was shown how the review stands now
        super().__init__(data, **kwargs)

    @property
    def seen(self) -> int:
        """The version that the form shown again carries: what was sent, or the current one where none was."""
        if self.renewed or "version" not in getattr(self, "cleaned_data", {}):
            return self.review.version
        return int(self.cleaned_data["version"])

    def arguments(self) -> dict[str, Any]:
        """What the action takes beyond review, by and now."""
        return self.cleaned_data


def too_long(longest: int) -> Callable[[str], None]:
    """Say by how much, instead of leaving the counting to the reader."""

    def check(value: str) -> None:
        if len(value) > longest:
            raise ValidationError(
                f"{len(value) - longest} characters too many: at most {longest}. What you wrote is kept."
            )

    return check


class TextField(forms.CharField):
    """Words with one kind of line end, so that the same words again are the same value."""

    def __init__(self, *, longest: int, one_line: bool = False, **kwargs: Any) -> None:
        self.one_line = one_line
        super().__init__(**kwargs)
        self.validators.append(too_long(longest))

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return " ".join(text.split()) if self.one_line else text


class ReasonForm(StepForm):
    reason = TextField(longest=300, one_line=True, error_messages={"required": "Say why."})


class AdjustForm(StepForm):
    """It makes no draft stale: in place of the version it names the adjustment that the person saw."""

    version = None  # type: ignore[assignment]
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)
    adjustment = forms.IntegerField(
        min_value=-100,
        max_value=100,
        error_messages={
            "required": "Give a number of points, 0 to take an earlier change back.",
            "invalid": "A whole number of points, such as 10 or -10.",
            "min_value": "Between -100 and 100.",
            "max_value": "Between -100 and 100.",
        },
    )
    reason = TextField(longest=200, one_line=True, required=False)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("before") is None:
            self.add_error(None, "The form did not say which adjustment you saw.")
        return cleaned

    def arguments(self) -> dict[str, Any]:
        return {
            "seen": self.cleaned_data["before"],
            "adjustment": self.cleaned_data["adjustment"],
            "reason": self.cleaned_data["reason"],
        }


class NoteForm(StepForm):
    note = TextField(longest=2_000, error_messages={"required": "Write a note: the other side needs it."})


class CommentForm(StepForm):
    """It writes the log alone, so that it names no version."""

    version = None  # type: ignore[assignment]
    text = TextField(longest=2_000, error_messages={"required": "Write something."})


class NumberForm(StepForm):
    number = forms.IntegerField(min_value=1, max_value=100_000)


class EvidenceForm(StepForm):
    url = TextField(longest=2000, one_line=True, required=False)
    title = TextField(longest=300, one_line=True, required=False)
    publisher = TextField(longest=200, one_line=True, required=False)
    published_on = forms.DateField(
        required=False, error_messages={"invalid": "A date such as 2026-11-30, or nothing."}
    )
    quote = TextField(longest=5_000, error_messages={"required": "Quote what the source says."})
    location = TextField(longest=200, one_line=True, required=False)
    stance = forms.ChoiceField(
        choices=Evidence.Stance.choices,
        error_messages={"required": "Say whether it supports, refutes or gives context."},
    )
    kind = forms.ChoiceField(choices=Evidence.Kind.choices, initial=Evidence.Kind.REPORT.value)

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if url:
            try:
                URLValidator(schemes=["http", "https"])(url)
            except ValidationError:
                raise ValidationError("Not a web address: it starts with http:// or https://.") from None
        return url

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "url" not in self.errors and not cleaned.get("url") and not cleaned.get("title"):
            self.add_error("url", "Give the address of the source, or its title where it has none.")
        return cleaned

    def arguments(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "draft": self.draft()}

    def draft(self) -> EvidenceDraft:
        names = {field.name for field in fields(EvidenceDraft)}
        return EvidenceDraft(**{name: self.cleaned_data[name] for name in names})

    @classmethod
    def of(cls, evidence: Evidence, review: Review) -> Self:
        """The form that edits `evidence`."""
        return cls(review=review, initial=asdict(cls.draft_of(evidence)))

    @staticmethod
    def draft_of(evidence: Evidence) -> EvidenceDraft:
        return EvidenceDraft(**{field.name: getattr(evidence, field.name) for field in fields(EvidenceDraft)})


class ReplaceForm(EvidenceForm):
    number = forms.IntegerField(min_value=1, max_value=100_000)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), "number": self.cleaned_data["number"]}


class VerdictForm(StepForm):
    rating = forms.ModelChoiceField(
        Rating.objects.none(),
        required=False,
        error_messages={"invalid_choice": "This rating is not on the desk's scale."},
    )
    summary = TextField(longest=Verdict.SUMMARY_LENGTH, one_line=True, required=False)
    explanation = TextField(longest=20_000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = self.review.latest_verdict
        chosen = latest.rating_id if latest else None
        # A rating that left the scale stays on offer where it is the one chosen.
        self.fields["rating"].queryset = Rating.objects.filter(Q(is_active=True) | Q(pk=chosen))  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "draft": self.draft()}

    def draft(self) -> VerdictDraft:
        names = {field.name for field in fields(VerdictDraft)}
        return VerdictDraft(**{name: self.cleaned_data[name] for name in names})

    @classmethod
    def of(cls, review: Review) -> Self:
        """The form with the draft as it was saved last."""
        latest = review.latest_verdict
        if latest is None:
            return cls(review=review)
        initial = {
            "rating": latest.rating_id,
            "summary": latest.summary,
            "explanation": latest.explanation,
        }
        return cls(review=review, initial=initial)
