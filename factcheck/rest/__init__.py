"""What every part of the REST API is built from: reading JSON, fields, filters, pages, the base of views."""

from .fields import BlankAsNull, Moment, Number, Text, WholeNumber, parse_moment
from .filters import IdFilter, MomentFilter, ScoreFilter, StrictFilterBackend, WordsFilter
from .pagination import KeysetPagination
from .parsers import StrictJSONParser
from .serializers import Empty, StrictSerializer
from .views import ApiViewSet

__all__ = [
    "ApiViewSet",
    "BlankAsNull",
    "Empty",
    "IdFilter",
    "KeysetPagination",
    "Moment",
    "MomentFilter",
    "Number",
    "ScoreFilter",
    "StrictFilterBackend",
    "StrictJSONParser",
    "StrictSerializer",
    "Text",
    "WholeNumber",
    "WordsFilter",
    "parse_moment",
]
