"""The API of articles and claims."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims import actions
from claims.api import filters, serializers
from claims.models import Appearance, Article, Claim, Revision
from claims.querysets import AppearanceQuerySet, ArticleQuerySet, ClaimQuerySet, RevisionQuerySet
from factcheck.accounts.models import User
from factcheck.errors import Conflict
from factcheck.rest import ApiViewSet, Empty

LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    description="The article's address: ask there how far it is.",
    response=[200, 201, 202],
)


class ArticleViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """Articles: submit one, see how far the work on it is."""

    queryset = Article.objects.all()
    serializer_class = serializers.ArticleSerializer
    filterset_class = filters.ArticleFilter

    def get_queryset(self) -> ArticleQuerySet:
        articles = (
            Article.objects.visible_to(self.request.user).with_progress().select_related("submitted_by")
        )
        return articles.listed() if self.action == "list" else articles

    @extend_schema(
        parameters=[LOCATION],
        request=serializers.ArticleInput,
        responses={
            202: OpenApiResponse(serializers.ArticleSerializer, "A new address, which a worker will fetch."),
            201: OpenApiResponse(serializers.ArticleSerializer, "A new text, which a worker will read."),
            200: OpenApiResponse(
                serializers.ArticleSerializer,
                "Known already. A known address is fetched again, since its text may have changed.",
            ),
        },
    )
    def create(self, request: Request) -> Response:
        """Submit an article: one of `url`, `text` and `html`."""
        given = serializers.ArticleInput(data=request.data)
        given.is_valid(raise_exception=True)
        submission = _submit(self.person, given.validated_data, now=timezone.now())
        new = status.HTTP_202_ACCEPTED if "url" in given.validated_data else status.HTTP_201_CREATED
        return self._article(submission.article.pk, new if submission.created else status.HTTP_200_OK)

    @extend_schema(parameters=[LOCATION], request=Empty, responses={202: serializers.ArticleSerializer})
    @action(detail=True, methods=["post"], filter_backends=[])
    def retry(self, request: Request, pk: str) -> Response:
        """Try again what failed: the fetch, or reading the text. 409 where nothing failed."""
        Empty(data=request.data).is_valid(raise_exception=True)
        article = self.get_object()
        if not actions.retry(article=article, by=self.person, now=timezone.now()):
            raise Conflict("Nothing failed here that could be tried again.")
        return self._article(article.pk, status.HTTP_202_ACCEPTED)

    def _article(self, pk: int, code: int) -> Response:
        article = self.get_queryset().get(pk=pk)
        address = reverse("api:article-detail", kwargs={"pk": pk}, request=self.request)
        return Response(self.get_serializer(article).data, status=code, headers={"Location": address})


def _submit(by: User, given: dict[str, Any], *, now: datetime) -> actions.Submission:
    published_at = given.get("published_at")
    if "url" in given:
        return actions.submit_url(url=given["url"], by=by, now=now, published_at=published_at)
    return actions.submit_document(
        document=given["document"],
        title=" ".join(given.get("title", "").split()),
        publisher=" ".join(given.get("publisher", "").split()),
        published_at=published_at,
        by=by,
        now=now,
    )


class RevisionViewSet(RetrieveModelMixin, ApiViewSet):
    """The texts that offsets count in."""

    queryset = Revision.objects.all()
    serializer_class = serializers.RevisionSerializer

    def get_queryset(self) -> RevisionQuerySet:
        visible = Article.objects.visible_to(self.request.user)
        return Revision.objects.filter(article__in=visible)


def claims() -> ClaimQuerySet:
    """Claims with what their representation shows."""
    return Claim.objects.with_spread().annotate(score=Coalesce(Max("appearances__score"), 0.0))


class ClaimViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """Claims. `reviews.api` says more of each: how far its review is."""

    queryset = Claim.objects.all()
    serializer_class = serializers.ClaimSerializer
    filterset_class = filters.ClaimFilter
    orderings = {"created_at": "created_at", "score": "score", "spread": "article_count"}

    def get_queryset(self) -> ClaimQuerySet:
        """Each claim by its id; in lists those that count as themselves."""
        visible = claims().visible_to(self.request.user)
        return visible.standing() if self.action == "list" else visible


class AppearanceViewSet(ListModelMixin, RetrieveModelMixin, ApiViewSet):
    """Where claims are made, word for word."""

    queryset = Appearance.objects.all()
    serializer_class = serializers.AppearanceSerializer
    filterset_class = filters.AppearanceFilter
    orderings = {"id": "pk", "score": "score"}

    def get_queryset(self) -> AppearanceQuerySet:
        # Texts are long and stand at /revisions/{id}.
        return Appearance.objects.visible_to(self.request.user).in_context().defer("revision__text")
