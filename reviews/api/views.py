"""The API of reviews and fact-checks, to read."""

from __future__ import annotations

from django.db.models import Prefetch
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny

from claims.api.searching import MatchViewSet, answers
from claims.api.views import ClaimViewSet
from claims.querysets import ClaimQuerySet
from factcheck.rest import ApiViewSet
from reviews.api import filters, serializers
from reviews.models import Evidence, Review
from reviews.publishing import Scale, current_scale
from reviews.querysets import ReviewQuerySet


class ReviewedClaimViewSet(ClaimViewSet):
    """Claims, and how far the review of each is."""

    serializer_class = serializers.ReviewedClaimSerializer
    filterset_class = filters.ReviewedClaimFilter

    def get_queryset(self) -> ClaimQuerySet:
        reviews = Review.objects.visible_to(self.request.user).current_first()
        reviews = reviews.select_related("published_verdict__rating")
        return super().get_queryset().prefetch_related(Prefetch("reviews", queryset=reviews))


@extend_schema_view(search=extend_schema(responses=answers(serializers.ReviewedMatches)))
class ReviewedMatchViewSet(MatchViewSet):
    """Matches, and where the claims among them were published."""

    serializer_class = serializers.ReviewedMatches

    def get_queryset(self) -> ClaimQuerySet:
        return super().get_queryset().prefetch_related(Prefetch("reviews", queryset=Review.objects.public()))


class ReviewViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """Reviews: where a claim stands at the desk, the verdict as written and the evidence as it stands."""

    queryset = Review.objects.all()
    serializer_class = serializers.ReviewSerializer
    filterset_class = filters.ReviewFilter
    orderings = {"priority": "priority", "opened_at": "opened_at"}

    def get_queryset(self) -> ReviewQuerySet:
        standing = Evidence.objects.standing().order_by("number")
        people = ("assignee", "adjusted_by", "latest_verdict__author", "latest_verdict__approved_by")
        return (
            Review.objects.visible_to(self.request.user)
            .select_related("claim", "latest_verdict__rating", *people)
            .prefetch_related(Prefetch("evidence", queryset=standing))
        )


@extend_schema_view(
    list=extend_schema(description="The fact-checks that stand, as readers see them. Needs no token."),
    retrieve=extend_schema(description="A fact-check that is or was published. Needs no token."),
)
class FactCheckViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """What is published, for everybody."""

    queryset = Review.objects.all()
    serializer_class = serializers.FactCheckSerializer
    filterset_class = filters.FactCheckFilter
    permission_classes = (AllowAny,)
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,100}"
    orderings = {"published_at": "published_at", "modified_at": "changed_at"}

    def get_queryset(self) -> ReviewQuerySet:
        checks = Review.objects.public() if self.action == "list" else Review.objects.with_public_page()
        return checks.for_public().annotate(changed_at=Coalesce("modified_at", "published_at"))

    @cached_property
    def scale(self) -> Scale | None:
        """The bounds of the ratings, asked for once a request."""
        return current_scale()
