"""Rows for tests: required fields only."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from claims.extraction import ENGINE
from claims.ingestion import claim_key, fingerprint
from claims.models import Appearance, Article, Claim, Extraction, Match, Merge, PriorCheck, Revision, Speaker
from factcheck.accounts.models import Role, User

NOW = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    first_name = factory.Faker("first_name")
    last_name = factory.Faker("last_name")
    role = Role.EDITOR


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = Article

    title = "Border talks stall"
    publisher = "Corvale Wire"
    text_key = factory.Sequence(lambda n: fingerprint(f"text {n}"))
    created_at = NOW


class FetchedArticleFactory(ArticleFactory):
    text_key = None
    url = factory.Sequence(lambda n: f"https://corvale.example/{n}")
    url_key = factory.SelfAttribute("url")
    fetch_state = Article.Fetch.QUEUED
    fetch_enqueued_at = NOW


class RevisionFactory(DjangoModelFactory):
    class Meta:
        model = Revision

    article = factory.SubFactory(ArticleFactory)
    number = 1
    text = "Kestria has massed about 120,000 troops along its border with Morvane."
    fingerprint = factory.LazyAttribute(lambda o: fingerprint(o.text))
    created_at = NOW


class ExtractionFactory(DjangoModelFactory):
    class Meta:
        model = Extraction

    revision = factory.SubFactory(RevisionFactory)
    engine = ENGINE
    created_at = NOW
    enqueued_at = NOW


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = Speaker

    name = factory.Sequence(lambda n: f"Speaker {n}")
    key = factory.LazyAttribute(lambda o: claim_key(o.name))


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    statement = factory.Sequence(lambda n: f"Kestria has {n + 2} border posts.")
    key = factory.LazyAttribute(lambda o: claim_key(o.statement))
    kind = "quantity"
    created_at = NOW


class AppearanceFactory(DjangoModelFactory):
    """An appearance over the whole of its own revision's text."""

    class Meta:
        model = Appearance

    claim = factory.SubFactory(ClaimFactory)
    found_as = factory.SelfAttribute("claim")
    revision = factory.SubFactory(RevisionFactory, text=factory.SelfAttribute("..claim.statement"))
    start = 0
    end = factory.LazyAttribute(lambda o: len(o.revision.text))
    exact = factory.LazyAttribute(lambda o: o.revision.text[o.start : o.end])
    attribution = "narrator"
    score = 0.8


class PriorCheckFactory(DjangoModelFactory):
    class Meta:
        model = PriorCheck

    key = factory.Sequence(lambda n: f"{n:064x}")
    text = factory.Sequence(lambda n: f"The ferries carry {n + 2} million people a year.")
    text_key = factory.LazyAttribute(lambda o: claim_key(o.text))
    url = factory.Sequence(lambda n: f"https://checks.example/{n}")
    publisher = "Harbour Checks"
    publisher_site = "checks.example"
    rating_label = "Mostly false"
    source = PriorCheck.Source.FEED
    imported_at = NOW
    updated_at = NOW


class MatchFactory(DjangoModelFactory):
    """A suggestion: of two claims the one made first is the earlier."""

    class Meta:
        model = Match

    other = factory.SubFactory(ClaimFactory)
    claim = factory.SubFactory(ClaimFactory)
    relation = "same"
    score = 0.9
    found_at = NOW


class MergeFactory(DjangoModelFactory):
    class Meta:
        model = Merge

    kept = factory.SubFactory(ClaimFactory)
    merged = factory.SubFactory(ClaimFactory)
    at = NOW
