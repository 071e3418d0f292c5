"""What the API says about articles and claims, and what it takes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from claims import fetching
from claims.models import Appearance, Article, Claim, Extraction, Quantity, Revision, TimeReference
from claims.querysets import Progress
from factcheck.rest import BlankAsNull, Moment, StrictSerializer, Text

SOURCES = ("url", "text", "html")


class ArticleInput(StrictSerializer):
    """An article to read: its address, its text or its page."""

    url = Text(required=False, max_length=2000, help_text="An http or https address; a worker fetches it.")
    text = Text(required=False, trim_whitespace=False, help_text="The plain text of an article.")
    html = Text(required=False, trim_whitespace=False, help_text="The page of an article.")
    title = Text(required=False, max_length=500, help_text="With `text` or `html` only.")
    publisher = Text(required=False, max_length=200, help_text="With `text` or `html` only.")
    published_at = Moment(required=False, allow_null=True)

    def validate_text(self, value: str) -> str:
        return _not_too_long(value)

    def validate_html(self, value: str) -> str:
        return _not_too_long(value)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        given = [name for name in SOURCES if name in attrs]
        if not given:
            raise serializers.ValidationError("Give one of url, text and html.")
        if len(given) > 1:
            raise serializers.ValidationError(dict.fromkeys(given[1:], "Give one of url, text and html."))
        if "url" in attrs and (extra := [name for name in ("title", "publisher") if name in attrs]):
            raise serializers.ValidationError(dict.fromkeys(extra, "A fetched page says this itself."))
        if "url" not in attrs:
            attrs["document"] = _document(attrs)
        return attrs


def _not_too_long(value: str) -> str:
    if len(value.encode("utf-8", "replace")) > settings.ARTICLE_MAX_BYTES:
        raise serializers.ValidationError(f"This is longer than {settings.ARTICLE_MAX_BYTES:,} bytes.")
    return value


def _document(attrs: dict[str, Any]) -> fetching.Document:
    name = "text" if "text" in attrs else "html"
    read = fetching.read_text if name == "text" else fetching.read_html
    try:
        return read(attrs[name])
    except fetching.FetchError as error:
        raise serializers.ValidationError({name: error.reason}) from error


class ArticleStatus(serializers.Serializer):
    """How far the work on an article is."""

    state = serializers.ChoiceField(
        choices=Progress.choices,
        source="progress",
        help_text="`read` and `failed` are the ends: nothing more happens by itself.",
    )
    fetch = serializers.ChoiceField(
        choices=Article.Fetch.choices,
        source="fetch_state",
        help_text="`none` where there is no address to fetch.",
    )
    extraction = serializers.ChoiceField(
        choices=Extraction.State.choices,
        source="extraction_state",
        allow_null=True,
        help_text="The newest text's; null while there is no text.",
    )
    error = serializers.SerializerMethodField(help_text="Why it failed, in a sentence.")
    claim_count = serializers.IntegerField(help_text="Claims found in the newest text.")

    def get_error(self, article: Any) -> str | None:
        return article.fetch_error or article.extraction_error or None


class ArticleSerializer(serializers.ModelSerializer):
    """Where text came from, and how far the work on it is."""

    # Its rows must come from `ArticleQuerySet.with_progress`.

    url = BlankAsNull(help_text="As submitted.")
    canonical_url = BlankAsNull(help_text="As the page states it.")
    title = BlankAsNull()
    byline = BlankAsNull()
    publisher = BlankAsNull()
    published_from = BlankAsNull(help_text="Where `published_at` comes from: caller, page or text.")
    submitted_by = serializers.CharField(
        source="submitted_by.username", default=None, allow_null=True, read_only=True
    )
    duplicate_of = serializers.IntegerField(
        source="duplicate_of_id",
        allow_null=True,
        read_only=True,
        help_text="The article that the fetched page turned out to be; everything else about it is there.",
    )
    revision = serializers.IntegerField(
        source="newest_revision_id",
        allow_null=True,
        read_only=True,
        help_text="The newest text, at /revisions/{id}.",
    )
    status = ArticleStatus(source="*", read_only=True)

    class Meta:
        model = Article
        fields = (
            "id",
            "url",
            "canonical_url",
            "title",
            "byline",
            "publisher",
            "published_at",
            "published_from",
            "submitted_by",
            "created_at",
            "duplicate_of",
            "revision",
            "status",
        )
        read_only_fields = fields


class RevisionSerializer(serializers.ModelSerializer):
    """One text of an article; offsets of appearances count its characters (Unicode code points)."""

    class Meta:
        model = Revision
        fields = ("id", "article", "number", "created_at", "text")
        read_only_fields = fields


class Spread(serializers.Serializer):
    appearances = serializers.IntegerField(source="appearance_count")
    articles = serializers.IntegerField(source="article_count")
    publishers = serializers.IntegerField(source="publisher_count")


class ClaimSerializer(serializers.ModelSerializer):
    """One proposition, in a sentence that stands alone."""

    # Its rows must come from `claims.api.views.claims`.

    score = serializers.FloatField(help_text="The highest check-worthiness of its appearances, 0 to 1.")
    spread = Spread(source="*")

    class Meta:
        model = Claim
        fields = ("id", "statement", "kind", "created_at", "score", "spread", "merged_into")
        read_only_fields = fields


class AppearanceArticle(serializers.ModelSerializer):
    url = BlankAsNull(source="address")
    title = BlankAsNull()
    publisher = BlankAsNull()

    class Meta:
        model = Article
        fields = ("id", "title", "publisher", "url", "published_at")
        read_only_fields = fields


class AppearanceSpeaker(serializers.Serializer):
    """Who makes the claim; `mention` are the words at `[start, end)` that stand for them."""

    name = serializers.CharField(source="speaker.name")
    role = BlankAsNull(source="speaker_role")
    mention = serializers.CharField(source="speaker_mention")
    start = serializers.IntegerField(source="speaker_start", allow_null=True)
    end = serializers.IntegerField(source="speaker_end", allow_null=True)
    doubtful = serializers.BooleanField(source="speaker_doubtful", help_text="Guessed rather than read.")


class QuantitySerializer(serializers.ModelSerializer):
    modifier = BlankAsNull()
    change = BlankAsNull(help_text="`rise` or `fall` where the figure is the size of one.")
    unit = BlankAsNull()
    of = BlankAsNull(help_text="What is counted or measured.")

    class Meta:
        model = Quantity
        fields = ("text", "start", "end", "value", "low", "high", "modifier", "change", "unit", "of")
        read_only_fields = fields


class TimeSerializer(serializers.ModelSerializer):
    """A time; `from` and `to` are its first and last day, null where unknown."""

    to = serializers.DateField(source="to_date", allow_null=True)

    class Meta:
        model = TimeReference
        fields = ("text", "start", "end", "to")
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        last = fields.pop("to")
        # `from` is a word of Python's own and cannot be declared above.
        return {**fields, "from": serializers.DateField(source="from_date", allow_null=True), "to": last}


class EntitySerializer(serializers.Serializer):
    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    type = serializers.CharField(help_text="person, organisation, place or other.")


@extend_schema_serializer(component_name="Appearance")
class AppearanceSerializer(serializers.ModelSerializer):
    """One place where a claim is made.

    `start` and `end` are a W3C TextPositionSelector into the revision's text, half-open; `exact`, `prefix` and
    `suffix` a TextQuoteSelector.
    """

    article = AppearanceArticle(source="revision.article")
    speaker = serializers.SerializerMethodField()
    reasons = serializers.ListField(child=serializers.CharField())
    quantities = QuantitySerializer(many=True)
    times = TimeSerializer(many=True)
    entities = EntitySerializer(many=True)

    class Meta:
        model = Appearance
        fields = (
            "id",
            "claim",
            "article",
            "revision",
            "start",
            "end",
            "exact",
            "prefix",
            "suffix",
            "speaker",
            "attribution",
            "score",
            "reasons",
            "quantities",
            "times",
            "entities",
            "amended_at",
        )
        read_only_fields = fields
        extra_kwargs = {
            "amended_at": {
                "help_text": "When a person set right who says it or its numbers; null: as the machine read."
            }
        }

    @extend_schema_field(AppearanceSpeaker(allow_null=True))
    def get_speaker(self, appearance: Appearance) -> dict[str, Any] | None:
        return None if appearance.speaker_id is None else AppearanceSpeaker(appearance).data
