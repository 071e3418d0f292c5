"""The API of matches: has this been said, or checked, before?"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import (
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from claims.extraction import Change, ModelMissing, Modifier, Quantity
from claims.lookup import Hit, search
from claims.matching import Relation
from claims.models import Claim, PriorCheck
from claims.permissions import can_see_desk
from claims.querysets import ClaimQuerySet
from factcheck.errors import PROBLEM_JSON, Unavailable
from factcheck.rest import ApiViewSet, BlankAsNull, Number, StrictSerializer, Text, WholeNumber

LONGEST_TEXT = 5_000  # characters, as of a prior check's claim
LARGEST_FIGURE = 1e30
MOST_QUANTITIES = 50
MOST_SEARCHES = 100
MOST_CHARACTERS = 100_000  # of a list's texts together: a hundred claims, not a hundred essays
MOST_MATCHES = 50
USUAL_MATCHES = 10
RELATIONS = [(relation.value, relation.value) for relation in Relation if relation is not Relation.NONE]
MODIFIERS = [(modifier.value, modifier.value) for modifier in Modifier]
CHANGES = [(change.value, change.value) for change in Change]

logger = logging.getLogger(__name__)


# --- What it takes ---------------------------------------------------------------------------------------


class Figure(Number):
    """A bound or a value of a quantity, null where it has none."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            allow_null=True,
            default=None,
            min_value=-LARGEST_FIGURE,
            max_value=LARGEST_FIGURE,
        )


class QuantityInput(StrictSerializer):
    """A quantity in the shape in which an appearance shows it."""

    text = Text(max_length=LONGEST_TEXT, help_text="Its words; they stand in the text that is searched for.")
    start = WholeNumber(
        required=False, min_value=0, help_text="Taken, and not looked at: the words say where."
    )
    end = WholeNumber(required=False, min_value=0, help_text="As `start`.")
    value = Figure()
    low = Figure()
    high = Figure()
    modifier = serializers.ChoiceField(choices=MODIFIERS, required=False, allow_null=True, default=None)
    change = serializers.ChoiceField(choices=CHANGES, required=False, allow_null=True, default=None)
    unit = Text(required=False, allow_null=True, default=None, max_length=100)
    of = Text(
        required=False,
        allow_null=True,
        default=None,
        max_length=500,
        help_text="What is counted or measured.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        low, high = attrs["low"], attrs["high"]
        if low is not None and high is not None and low > high:
            raise serializers.ValidationError({"high": "This is less than `low`."})
        return attrs


class SearchInput(StrictSerializer):
    """A text to look up: a sentence, or a post."""

    text = Text(max_length=LONGEST_TEXT)
    quantities = serializers.ListField(
        child=QuantityInput(),
        required=False,
        max_length=MOST_QUANTITIES,
        help_text="Stand for those that are read in the text; an empty list says that there are none.",
    )
    limit = WholeNumber(
        required=False,
        default=USUAL_MATCHES,
        min_value=1,
        max_value=MOST_MATCHES,
        help_text="How many matches come back at most.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        said = attrs["text"].lower()
        elsewhere: dict[Any, Any] = {
            number: {"text": ["These words do not stand in the text."]}
            for number, quantity in enumerate(attrs.get("quantities", []))
            if quantity["text"].lower() not in said
        }
        if elsewhere:
            raise serializers.ValidationError({"quantities": elsewhere})
        return attrs


class SearchInputs(serializers.ListSerializer):
    """Several texts to look up."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=SearchInput(), max_length=MOST_SEARCHES, allow_empty=False, **options)

    def validate(self, attrs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        characters = sum(len(each["text"]) for each in attrs)
        if characters > MOST_CHARACTERS:
            raise serializers.ValidationError(
                f"The texts have {characters:,} characters together; a list may have {MOST_CHARACTERS:,}."
            )
        return attrs


def _look_up(given: dict[str, Any]) -> list[Hit]:
    quantities = given.get("quantities")
    return search(
        given["text"],
        quantities=None if quantities is None else map(_quantity, quantities),
        limit=given["limit"],
    )


def _quantity(given: dict[str, Any]) -> Quantity:
    return Quantity(
        text=given["text"],
        start=0,
        end=len(given["text"]),
        value=given["value"],
        low=given["low"],
        high=given["high"],
        modifier=None if given["modifier"] is None else Modifier(given["modifier"]),
        unit=given["unit"],
        of=given["of"],
        change=None if given["change"] is None else Change(given["change"]),
    )


# --- What it says ----------------------------------------------------------------------------------------


class MatchedClaim(serializers.ModelSerializer):
    """A claim that is here; one that is merged shows as the one that it counts as."""

    url = serializers.SerializerMethodField(help_text="Its address in the API.")
    appearances = serializers.IntegerField(source="appearance_count")

    class Meta:
        model = Claim
        fields = ("id", "statement", "url", "appearances")
        read_only_fields = fields

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, claim: Claim) -> str:
        return reverse("api:claim-detail", kwargs={"pk": claim.pk}, request=self.context["request"])


class MatchedPriorCheck(serializers.ModelSerializer):
    """What somebody has checked before, as they put it."""

    claimant = BlankAsNull()
    url = serializers.URLField(help_text="Of the review.")
    title = BlankAsNull()
    publisher = BlankAsNull()
    rating = serializers.CharField(source="rating_label")

    class Meta:
        model = PriorCheck
        fields = ("text", "claimant", "claim_date", "url", "title", "publisher", "rating", "review_date")
        read_only_fields = fields


class MatchReason(serializers.Serializer):
    """One finding, with the words that it is about."""

    type = serializers.CharField(help_text="In words: different quantity, other place.")
    query = BlankAsNull(help_text="Words of the text that was searched for.")
    other = BlankAsNull(help_text="Words of the claim or the prior check.")


class MatchSerializer(serializers.Serializer):
    """A claim or a prior check, the other null, and what it is to the text."""

    claim = MatchedClaim(allow_null=True)
    prior_check = MatchedPriorCheck(allow_null=True)
    relation = serializers.ChoiceField(choices=RELATIONS, source="match.relation")
    score = serializers.FloatField(
        source="match.score", help_text="How likely it is the same claim, from 0 to 1."
    )
    suggested = serializers.BooleanField(
        source="match.suggested", help_text="Whether an editor would be shown it unasked."
    )
    reasons = MatchReason(many=True, source="match.reasons", help_text="The weightiest first.")


class MatchesSerializer(serializers.Serializer):
    """What has something to do with a text, the best first."""

    matches = MatchSerializer(many=True)


def answers(matches: type[MatchesSerializer]) -> dict[Any, Any]:
    """What a search answers, for the schema: the matches of one text, or of each of several."""
    return {
        200: PolymorphicProxySerializer(
            component_name=f"{matches.__name__.removesuffix('Serializer')}OfOneOrOfEach",
            serializers=[matches, matches(many=True)],
            resource_type_field_name=None,
            many=False,
        ),
        (503, PROBLEM_JSON): OpenApiResponse(
            {"$ref": "#/components/schemas/Problem"},
            "The model that statements are compared with is missing.",
        ),
    }


# --- The view --------------------------------------------------------------------------------------------


class MatchViewSet(ApiViewSet):
    """Matches. `reviews.api` says more of each claim: where it was published."""

    queryset = Claim.objects.all()
    serializer_class = MatchesSerializer

    def get_queryset(self) -> ClaimQuerySet:
        return Claim.objects.visible_to(self.request.user).with_spread()

    @extend_schema(
        request=PolymorphicProxySerializer(
            component_name="SearchInputOrInputs",
            serializers=[SearchInput, SearchInputs()],  # type: ignore[list-item]  # it takes lists too
            resource_type_field_name=None,
            many=False,
        ),
        responses=answers(MatchesSerializer),
    )
    @action(detail=False, methods=["post"], filter_backends=[], pagination_class=None)
    def search(self, request: Request) -> Response:
        """Look up a text among claims and prior checks; or a list of up to 100, answered by a list in its order."""
        if not can_see_desk(self.person):
            raise PermissionDenied
        several = isinstance(request.data, list)
        given = SearchInputs(data=request.data) if several else SearchInput(data=request.data)
        given.is_valid(raise_exception=True)
        searches = given.validated_data if several else [given.validated_data]
        try:
            found = self._shown([_look_up(each) for each in searches])
        except ModelMissing as error:
            logger.error("No search for matches: %s", error)
            raise Unavailable(
                "The model that statements are compared with is missing on this server."
            ) from error
        answers = [{"matches": hits} for hits in found]
        return Response(self.get_serializer(answers if several else answers[0], many=several).data)

    def _shown(self, found: Sequence[list[Hit]]) -> list[list[Hit]]:
        """The hits, their claims with what their representation shows: one question for all of them."""
        claims = self.get_queryset().in_bulk({hit.claim.pk for hits in found for hit in hits if hit.claim})
        return [
            [
                hit if hit.claim is None else replace(hit, claim=claims[hit.claim.pk])
                for hit in hits
                if hit.claim is None or hit.claim.pk in claims
            ]
            for hits in found
        ]
