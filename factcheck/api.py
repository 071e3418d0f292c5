"""The REST API: addresses, schema and docs page."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from claims.api.views import AppearanceViewSet, ArticleViewSet, RevisionViewSet
from factcheck.errors import no_such_address
from reviews.api.views import FactCheckViewSet, ReviewedClaimViewSet, ReviewedMatchViewSet, ReviewViewSet

router = SimpleRouter(trailing_slash=False)
router.register("articles", ArticleViewSet, basename="article")
router.register("revisions", RevisionViewSet, basename="revision")
router.register("claims", ReviewedClaimViewSet, basename="claim")
router.register("appearances", AppearanceViewSet, basename="appearance")
router.register("matches", ReviewedMatchViewSet, basename="match")
router.register("reviews", ReviewViewSet, basename="review")
router.register("fact-checks", FactCheckViewSet, basename="fact-check")

app_name = "api"

urlpatterns = [
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html"),
        name="docs",
    ),
    # Unlike the API's own, these two addresses end with a slash.
    path("schema", RedirectView.as_view(pattern_name="api:schema", query_string=True)),
    path("docs", RedirectView.as_view(pattern_name="api:docs")),
    re_path("", no_such_address),
]
