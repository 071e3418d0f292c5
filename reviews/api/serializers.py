"""What the API says about reviews and fact-checks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.api.searching import MatchedClaim, MatchesSerializer, MatchSerializer
from claims.api.serializers import ClaimSerializer
from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.rest import BlankAsNull
from reviews.models import Correction, Evidence, Rating, Review, Verdict
from reviews.public_views import base_url
from reviews.publishing import absolute, claim_review
from reviews.states import State


class PersonSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="display_name")

    class Meta:
        model = User
        fields = ("username", "name")
        read_only_fields = fields


class RatingSerializer(serializers.ModelSerializer):
    class Meta:
        model = Rating
        fields = ("slug", "label", "value")
        read_only_fields = fields


class ReviewSummarySerializer(serializers.ModelSerializer):
    """How far a claim's review is; `rating` is the published one."""

    rating = RatingSerializer(source="published_verdict.rating", allow_null=True, default=None)

    class Meta:
        model = Review
        fields = ("id", "state", "priority", "rating")
        read_only_fields = fields


class ReviewedClaimSerializer(ClaimSerializer):
    """One proposition, in a sentence that stands alone, and its way through the desk."""

    review = serializers.SerializerMethodField(
        help_text="The one under way, or else the last; null without one."
    )

    class Meta:
        model = Claim
        fields = (*ClaimSerializer.Meta.fields, "review")
        read_only_fields = fields

    @extend_schema_field(ReviewSummarySerializer(allow_null=True))
    def get_review(self, claim: Claim) -> dict[str, Any] | None:
        current = next(iter(claim.reviews.all()), None)
        return None if current is None else ReviewSummarySerializer(current).data


class ReviewedMatchedClaim(MatchedClaim):
    """A claim that is here, and where its fact-check was published."""

    fact_check = serializers.SerializerMethodField(help_text="The public page; null where there is none.")

    class Meta:
        model = Claim
        fields = (*MatchedClaim.Meta.fields, "fact_check")
        read_only_fields = fields

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_fact_check(self, claim: Claim) -> str | None:
        review = next(iter(claim.reviews.all()), None)
        if review is None:
            return None
        return absolute(base_url(self.context["request"]), review.get_public_url())


class ReviewedMatch(MatchSerializer):
    claim = ReviewedMatchedClaim(allow_null=True)


class ReviewedMatches(MatchesSerializer):
    matches = ReviewedMatch(many=True)


class ClaimReference(serializers.ModelSerializer):
    class Meta:
        model = Claim
        fields = ("id", "statement", "kind")
        read_only_fields = fields


class Priority(serializers.Serializer):
    """The sum of its parts, kept between 0 and 100."""

    total = serializers.IntegerField(source="priority")
    worth = serializers.IntegerField(help_text="Points for check-worthiness, 0 to 60.")
    spread = serializers.IntegerField(help_text="Points for appearances, 0 to 25.")
    prominence = serializers.IntegerField(help_text="Points for how early in an article it stands, 0 to 15.")
    adjustment = serializers.IntegerField(help_text="What a person added or took away.")
    adjustment_reason = BlankAsNull()
    adjusted_by = PersonSerializer(allow_null=True)


class EvidenceSerializer(serializers.ModelSerializer):
    """A source with its quote; an explanation cites it as `[number]`."""

    title = BlankAsNull()
    url = BlankAsNull()
    publisher = BlankAsNull()
    location = BlankAsNull(help_text="Where in the source the quote stands.")

    class Meta:
        model = Evidence
        fields = (
            "number",
            "title",
            "url",
            "publisher",
            "published_on",
            "quote",
            "location",
            "stance",
            "kind",
        )
        read_only_fields = fields


class VerdictSerializer(serializers.ModelSerializer):
    """One version of what the desk says; a draft may lack parts."""

    rating = RatingSerializer(allow_null=True)
    author = PersonSerializer()
    approved_by = PersonSerializer(allow_null=True)

    class Meta:
        model = Verdict
        fields = (
            "version",
            "rating",
            "summary",
            "explanation",
            "author",
            "created_at",
            "sent_at",
            "approved_by",
            "approved_at",
        )
        read_only_fields = fields


class ReviewSerializer(serializers.ModelSerializer):
    """A claim's way through the desk."""

    claim = ClaimReference()
    assignee = PersonSerializer(allow_null=True)
    priority = Priority(source="*")
    latest_verdict = VerdictSerializer(allow_null=True)
    evidence = EvidenceSerializer(many=True, help_text="What stands now.")
    dismissal_reason = BlankAsNull()
    fact_check = serializers.CharField(
        source="slug",
        allow_null=True,
        help_text="Its fact-check, at /fact-checks/{slug}; null until published.",
    )

    class Meta:
        model = Review
        fields = (
            "id",
            "claim",
            "state",
            "version",
            "assignee",
            "lease_expires_at",
            "priority",
            "latest_verdict",
            "evidence",
            "dismissal_reason",
            "opened_at",
            "published_at",
            "modified_at",
            "fact_check",
        )
        read_only_fields = fields


class PublishedVerdictSerializer(serializers.ModelSerializer):
    """What readers see; people stand under their names only."""

    rating = RatingSerializer()
    author = serializers.CharField(source="author.display_name")
    approved_by = serializers.CharField(source="approved_by.display_name")

    class Meta:
        model = Verdict
        fields = ("version", "rating", "summary", "explanation", "author", "approved_by", "approved_at")
        read_only_fields = fields


class CorrectionSerializer(serializers.ModelSerializer):
    """A dated word that a verdict was changed or taken back; `to` is null for a retraction."""

    # `from` is a word of Python's own and cannot be declared here.
    to = RatingSerializer(source="to_verdict.rating", allow_null=True, default=None)

    class Meta:
        model = Correction
        fields = ("kind", "note", "published_at", "to")
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        last = fields.pop("to")
        return {**fields, "from": RatingSerializer(source="from_verdict.rating"), "to": last}


class FactCheckSerializer(serializers.ModelSerializer):
    """A published fact-check. One that was retracted says so and claims nothing."""

    url = serializers.SerializerMethodField(help_text="The public page.")
    claim = ClaimReference()
    state = serializers.SerializerMethodField()
    verdict = serializers.SerializerMethodField()
    evidence = serializers.SerializerMethodField()
    corrections = serializers.SerializerMethodField()
    claim_review = serializers.SerializerMethodField()

    class Meta:
        model = Review
        fields = (
            "slug",
            "url",
            "claim",
            "state",
            "published_at",
            "modified_at",
            "verdict",
            "evidence",
            "corrections",
            "claim_review",
        )
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, review: Review) -> str:
        return absolute(base_url(self.context["request"]), review.get_public_url())

    @extend_schema_field({"type": "string", "enum": ["published", "retracted"]})
    def get_state(self, review: Review) -> str:
        # While a correction is being written the review is elsewhere, but readers see what was published.
        return "retracted" if review.state == State.RETRACTED else "published"

    @extend_schema_field(PublishedVerdictSerializer(allow_null=True))
    def get_verdict(self, review: Review) -> dict[str, Any] | None:
        return None if _is_void(review) else PublishedVerdictSerializer(review.published_verdict).data

    @extend_schema_field(EvidenceSerializer(many=True))
    def get_evidence(self, review: Review) -> Any:
        """What stood when the verdict was sent for approval."""
        if _is_void(review) or review.published_verdict is None:
            return []
        sources = sorted(review.published_verdict.evidence.all(), key=lambda source: source.number)
        return EvidenceSerializer(sources, many=True).data

    @extend_schema_field(CorrectionSerializer(many=True))
    def get_corrections(self, review: Review) -> Any:
        """The newest first."""
        published = [correction for correction in review.corrections.all() if correction.published_at]
        published.sort(key=lambda correction: correction.pk, reverse=True)
        return CorrectionSerializer(published, many=True).data

    @extend_schema_field(
        {
            "type": ["object", "null"],
            "additionalProperties": True,
            "description": "A schema.org ClaimReview as JSON-LD; null once retracted.",
        }
    )
    def get_claim_review(self, review: Review) -> dict[str, Any] | None:
        if _is_void(review):
            return None
        return claim_review(
            review, base_url=base_url(self.context["request"]), scale=self.context["view"].scale
        )


def _is_void(review: Review) -> bool:
    return review.state == State.RETRACTED
