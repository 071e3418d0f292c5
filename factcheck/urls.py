"""The composition root: every address of the house."""

from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path
from django.views.generic import RedirectView

from factcheck import health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="reviews:queue"), name="home"),
    path("", include("claims.urls")),
    path("", include("reviews.urls")),
    path("fact-checks/", include("reviews.public_urls")),
    path("api/", include("factcheck.api")),
    path("", include("factcheck.accounts.urls")),
    path("admin/", admin.site.urls),
    # Browsers ask for it on pages that name no icon, the admin's among them.
    path("favicon.ico", lambda request: redirect(static("favicon.svg"))),
    path("health/live/", health.live, name="live"),
    path("health/ready/", health.ready, name="ready"),
]

# Under /api/ every error is a problem document; elsewhere it is a page.
handler400 = "factcheck.errors.bad_request"
handler403 = "factcheck.errors.permission_denied"
handler404 = "factcheck.errors.page_not_found"
handler500 = "factcheck.errors.server_error"
