"""Articles and claims in the admin. What was read and found is a record; words about articles can be set right."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import Truncator

from claims import actions
from claims.forms import ImportForm
from claims.models import (
    Appearance,
    Article,
    Claim,
    Extraction,
    Match,
    Merge,
    PriorCheck,
    Quantity,
    Revision,
    Speaker,
    TimeReference,
)
from claims.permissions import can_import_prior_checks, can_submit
from claims.priorchecks import Report
from claims.querysets import Progress
from factcheck.accounts.desk_admin import DeskAdmin, ReadOnlyAdmin, ReadOnlyInline
from factcheck.accounts.models import User


class Retrying(admin.ModelAdmin):
    """The action that tries again what failed."""

    actions = ("retry_failed",)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return can_submit(request.user)

    @admin.action(description="Try again", permissions=["retry"])
    def retry_failed(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not isinstance(by := request.user, User):
            raise PermissionDenied
        now = timezone.now()
        chosen = self.articles(queryset)
        count = sum(actions.retry(article=article, by=by, now=now) for article in chosen)
        left = f"; {len(chosen) - count} had not failed" if count < len(chosen) else ""
        level = messages.SUCCESS if count else messages.WARNING
        messages.add_message(request, level, f"Trying again: {count}{left}.")

    def articles(self, queryset: QuerySet[Any]) -> list[Article]:
        return list(queryset)


class ProgressFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "progress"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in Progress]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(progress=self.value()) if self.value() in Progress.values else queryset


class RevisionInline(ReadOnlyInline):
    model = Revision
    fields = ("number", "created_at", "fingerprint")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("text")


@admin.register(Article)
class ArticleAdmin(Retrying, DeskAdmin):
    """What a page says of itself can be wrong: that is open to be set right."""

    list_display = (
        "__str__",
        "publisher",
        "progress",
        "fetch",
        "extraction",
        "error",
        "claim_count",
        "published_at",
        "submitted_by",
        "created_at",
    )
    list_filter = (ProgressFilter, "fetch_state", "published_from")
    list_select_related = ("submitted_by",)
    search_fields = ("title", "url", "canonical_url", "publisher", "byline")
    date_hierarchy = "created_at"
    inlines = (RevisionInline,)
    fieldsets = (
        (None, {"fields": ("title", "byline", "publisher", "published_at")}),
        ("Where from", {"fields": ("url", "canonical_url", "published_from")}),
        ("Here", {"fields": ("submitted_by", "created_at", "duplicate_of")}),
        ("Fetching", {"fields": ("fetch_state", "fetch_error", "fetch_attempts", "fetch_enqueued_at")}),
        ("Reading", {"fields": ("progress", "extraction", "error", "claim_count")}),
    )
    readonly_fields = (
        "url",
        "canonical_url",
        "published_from",
        "submitted_by",
        "created_at",
        "duplicate_of",
        "fetch_state",
        "fetch_error",
        "fetch_attempts",
        "fetch_enqueued_at",
        "progress",
        "extraction",
        "error",
        "claim_count",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return Article.objects.with_progress()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Write the edited fields alone: a worker may be writing others. A date that a person gave is kept."""
        fields = list(form.changed_data)
        if "published_at" in fields:
            source = Article.DateSource
            obj.published_from = source.CALLER if obj.published_at else source.UNKNOWN
            fields.append("published_from")
        if fields:
            obj.save(update_fields=fields)

    @admin.display(ordering="fetch_state")
    def fetch(self, article: Any) -> str:
        """Two states share a label at the desk; here they are told apart."""
        failed = article.fetch_state == Article.Fetch.FAILED
        return "Failed" if failed else article.get_fetch_state_display()

    @admin.display(ordering="extraction_state", empty_value="None yet")
    def extraction(self, article: Any) -> str | None:
        return article.extraction_state and Extraction.State(article.extraction_state).label

    @admin.display
    def error(self, article: Any) -> str:
        return Truncator(article.fetch_error or article.extraction_error or "").chars(120)

    @admin.display(description="state", ordering="progress")
    def progress(self, article: Any) -> str:
        return Progress(article.progress).label

    @admin.display(description="claims", ordering="claim_count")
    def claim_count(self, article: Any) -> int:
        return int(article.claim_count)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ("article", "number", "created_at", "fingerprint")
    list_display_links = ("article", "number")
    list_select_related = ("article",)
    search_fields = ("article__title", "article__url", "=fingerprint")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("text")


@admin.register(Extraction)
class ExtractionAdmin(Retrying, ReadOnlyAdmin):
    list_display = ("pk", "article", "engine", "state", "error", "attempts", "created_at", "finished_at")
    list_filter = ("state", "engine")
    search_fields = ("revision__article__title", "revision__article__url", "error")
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        return super().get_queryset(request).select_related("revision__article").defer("revision__text")

    @admin.display(ordering="revision__article")
    def article(self, extraction: Extraction) -> Article:
        return extraction.revision.article

    def articles(self, queryset: QuerySet[Any]) -> list[Article]:
        return list(Article.objects.filter(revisions__extractions__in=queryset).distinct())


@admin.register(Speaker)
class SpeakerAdmin(ReadOnlyAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ("short", "kind", "article_count", "created_at")
    list_filter = ("kind",)
    search_fields = ("statement",)
    date_hierarchy = "created_at"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return Claim.objects.with_spread()

    @admin.display(description="statement", ordering="statement")
    def short(self, claim: Claim) -> str:
        return Truncator(claim.statement).chars(120)

    @admin.display(description="articles", ordering="article_count")
    def article_count(self, claim: Any) -> int:
        return int(claim.article_count)


class QuantityInline(ReadOnlyInline):
    model = Quantity
    fields = ("text", "value", "low", "high", "modifier", "change", "unit", "of")
    show_change_link = False


class TimeInline(ReadOnlyInline):
    model = TimeReference
    fields = ("text", "from_date", "to_date")
    show_change_link = False


@admin.register(Appearance)
class AppearanceAdmin(ReadOnlyAdmin):
    list_display = ("short", "article", "speaker", "attribution", "score", "start", "end")
    list_filter = ("attribution", "speaker_doubtful")
    search_fields = ("exact", "speaker__name", "revision__article__title")
    inlines = (QuantityInline, TimeInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        appearances = super().get_queryset(request)
        return appearances.select_related("claim", "speaker", "revision__article").defer("revision__text")

    @admin.display(description="words", ordering="exact")
    def short(self, appearance: Appearance) -> str:
        return Truncator(appearance.exact).chars(120)

    @admin.display(ordering="revision__article")
    def article(self, appearance: Appearance) -> Article:
        return appearance.revision.article


class OfAppearance(ReadOnlyAdmin):
    """What belongs to an appearance and is mostly looked at there."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("appearance")


@admin.register(Quantity)
class QuantityAdmin(OfAppearance):
    list_display = ("text", "value", "low", "high", "modifier", "change", "unit", "of", "appearance")
    list_filter = ("modifier", "change")
    search_fields = ("text", "unit", "of")


@admin.register(TimeReference)
class TimeReferenceAdmin(OfAppearance):
    list_display = ("text", "from_date", "to_date", "appearance")
    search_fields = ("text",)
    date_hierarchy = "from_date"


@admin.register(Match)
class MatchAdmin(ReadOnlyAdmin):
    list_display = ("claim", "other", "prior_check", "relation", "score", "state", "decided_by", "found_at")
    list_filter = ("state", "relation")
    list_select_related = ("claim", "other", "prior_check", "decided_by")
    search_fields = ("claim__statement", "other__statement", "prior_check__text")


@admin.register(Merge)
class MergeAdmin(ReadOnlyAdmin):
    list_display = ("merged", "kept", "by", "at", "undone_by", "undone_at")
    list_select_related = ("merged", "kept", "by", "undone_by")
    search_fields = ("kept__statement", "merged__statement")
    date_hierarchy = "at"


class SteppedFilter(admin.SimpleListFilter):
    """By the values that an indexed column has; a long table is not gone through for them."""

    parameter_name: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, value) for value in PriorCheck.objects.different(self.parameter_name)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() else queryset


class PublisherFilter(SteppedFilter):
    title = "publisher"
    parameter_name = "publisher_site"


class LanguageFilter(SteppedFilter):
    title = "language"
    parameter_name = "language"


@admin.register(PriorCheck)
class PriorCheckAdmin(ReadOnlyAdmin):
    """What others have checked, as they say it, and the page that takes more of it in."""

    list_display = (
        "short",
        "rating_label",
        "publisher",
        "claimant",
        "review_date",
        "language",
        "source",
    )
    list_filter = (LanguageFilter, "source", PublisherFilter)
    search_fields = ("text", "claimant", "publisher", "title", "url")

    @admin.display(description="claim", ordering="text")
    def short(self, check: PriorCheck) -> str:
        return Truncator(check.text).chars(120)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.import_page)
        return [path("import/", page, name="claims_priorcheck_import"), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": can_import_prior_checks(request.user), **(extra_context or {})}
        return super().changelist_view(request, context)

    def import_page(self, request: HttpRequest) -> HttpResponse:
        """Take ClaimReview from a small file or an address at once, and say what became of it."""
        if not isinstance(by := request.user, User) or not can_import_prior_checks(by):
            raise PermissionDenied
        report, now = None, timezone.now()
        form = ImportForm()
        if request.method == "POST":
            form = ImportForm(request.POST, request.FILES)
            report = form.record(now=now) if form.is_valid() else None
        if report is not None:
            self._log(by, form, report)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Import ClaimReview",
            "form": ImportForm() if report else form,
            "report": report,
            "source": form.source if report else "",
        }
        wrong = request.method == "POST" and report is None
        page = "admin/claims/priorcheck/import.html"
        return TemplateResponse(request, page, context, status=422 if wrong else 200)

    def _log(self, by: User, form: ImportForm, report: Report) -> None:
        told = ", ".join(f"{number:,} {words}" for words, number in report.lines())
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(PriorCheck),
            object_repr=f"Import of {form.source}"[:200],
            action_flag=ADDITION,
            change_message=told,
        )
