"""ClaimReview as it is found in the wild, to checks. All people, places and publishers are made up."""

import gc
import gzip
import io
import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claimreview import Check, Origin, Other, Reason, Refused, SourceError, read

TODAY = date(2026, 11, 24)
MB = 1024 * 1024
REVIEW = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/ferries",
    "claimReviewed": "The ferries carry 3 million people a year.",
    "datePublished": "2026-03-05",
    "author": {"@type": "Organization", "name": "Harbour Checks", "url": "https://checks.example/"},
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": "2",
        "bestRating": "5",
        "worstRating": "1",
        "alternateName": "Mostly false",
    },
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Mira Tolland"},
        "datePublished": "2026-03-01",
    },
    "inLanguage": "en-GB",
}
ANSWER = {
    "claims": [
        {
            "text": "The toll has doubled.",
            "claimant": "Jon Adder",
            "claimDate": "2026-01-02T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Velden Facts", "site": "velden.example"},
                    "url": "https://www.velden.example/toll",
                    "title": "Has the toll doubled?",
                    "reviewDate": "2026-01-05T08:00:00Z",
                    "textualRating": "False",
                    "languageCode": "pt-BR",
                },
                {"url": "https://other.example/toll", "textualRating": "Wrong"},
            ],
        }
    ],
    "nextPageToken": "CAo",
}


def entries(source, **options):
    content = source if isinstance(source, bytes) else json.dumps(source).encode()
    return list(read(io.BytesIO(content), today=TODAY, **options))


def checks(source):
    return [entry for entry in entries(source) if isinstance(entry, Check)]


def one(**changes):
    """What becomes of the review with some members changed; None takes one out."""
    changed = {name: value for name, value in (REVIEW | changes).items() if value is not None}
    (entry,) = entries(changed)
    return entry


def broken(source, **options):
    with pytest.raises(SourceError) as caught:
        entries(source, **options)
    return str(caught.value)


def page(*scripts, kind="application/ld+json"):
    tags = "".join(f'<script type="{kind}">{script}</script>' for script in scripts)
    return f"<!doctype html><html><head><title>Checks</title>{tags}</head><body><p>Text</p></body></html>".encode()


# --- Where it stands -------------------------------------------------------------------------------------


def test_everything_that_a_review_says_is_read():
    assert one() == Check(
        place="entry 1",
        origin=Origin.FEED,
        text="The ferries carry 3 million people a year.",
        url="https://checks.example/ferries",
        address="https://checks.example/ferries",
        rating_label="Mostly false",
        claimant="Mira Tolland",
        claim_date=date(2026, 3, 1),
        publisher="Harbour Checks",
        publisher_site="checks.example",
        rating_value=2.0,
        rating_best=5.0,
        rating_worst=1.0,
        position=0.25,
        review_date=date(2026, 3, 5),
        language="en",
    )


FEED = {
    "@type": "DataFeed",
    "dataFeedElement": [
        {"@type": "DataFeedItem", "item": [REVIEW]},
        {"@type": "DataFeedItem", "item": None},
        {"@type": "DataFeedItem", "item": REVIEW},
    ],
}
LINE = json.dumps(REVIEW)
WITH_MARK = b"\xef\xbb\xbf" + LINE.encode()


@pytest.mark.parametrize(
    ("source", "number"),
    [
        (FEED, 2),
        ([FEED, FEED], 4),
        ([REVIEW, [REVIEW]], 2),
        ({"@context": "https://schema.org", "@graph": [REVIEW, {"@type": "WebSite"}]}, 1),
        ({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": REVIEW}]}, 1),
        ({"@type": "NewsArticle", "mainEntity": {"@type": "WebPage", "hasPart": [REVIEW]}}, 1),
        (json.dumps(FEED, indent=2).encode(), 2),
        (f"{LINE}\n{LINE}\n".encode(), 2),
        (f"{LINE}\r\n\r\n{LINE}".encode(), 2),
        (f"{LINE}{LINE}".encode(), 2),
        (WITH_MARK, 1),
        (b" \n " + WITH_MARK[3:], 1),
        (gzip.compress(LINE.encode()), 1),
        (gzip.compress(f"{LINE}\n{LINE}".encode()), 2),
        (page(LINE, json.dumps({"@graph": [REVIEW]}), '{"@type": "WebPage"}'), 2),
        (page(LINE, kind="application/LD+JSON; charset=utf-8"), 1),
        (page(f"<!-- {LINE} -->"), 1),
        (page(f"//<![CDATA[\n{LINE}\n//]]>"), 1),
        (page(LINE.replace(" people", "\n\tpeople")), 1),
        (ANSWER, 2),
    ],
)
def test_reviews_are_found_wherever_they_stand(source, number):
    assert len(checks(source)) == number


def test_an_answer_of_google():
    first, second = checks(ANSWER)
    assert (first.origin, first.text, first.claimant, first.title) == (
        Origin.GOOGLE,
        "The toll has doubled.",
        "Jon Adder",
        "Has the toll doubled?",
    )
    assert (first.publisher, first.publisher_site, first.rating_label, first.language) == (
        "Velden Facts",
        "velden.example",
        "False",
        "pt",
    )
    assert (first.claim_date, first.review_date) == (date(2026, 1, 2), date(2026, 1, 5))
    assert (second.place, second.publisher, second.text) == (
        "entry 1, review 2",
        "other.example",
        "The toll has doubled.",
    )


def test_a_page_is_told_from_a_feed():
    assert [check.origin for check in checks(page(LINE))] == [Origin.PAGE]
    assert checks(page(LINE.replace("Mira", "Mír\\u00e1")))[0].claimant == "Mírá Tolland"
    latin = (
        page(json.dumps(REVIEW | {"headline": "Fährverkehr"}, ensure_ascii=False)).decode().encode("latin-1")
    )
    (check,) = [e for e in entries(latin, charset="iso-8859-1") if isinstance(e, Check)]
    assert check.title == "Fährverkehr"


def test_what_is_wrong_with_a_line_or_a_script_stops_nothing():
    lines = "\n".join([LINE, "{broken", '{"@type": "Thing"}', "[" * 200, '"text"', "x" * 2 * MB, LINE])
    found = entries(lines.encode())
    assert [(type(entry), entry.place) for entry in found] == [
        (Check, "line 1"),
        (Refused, "line 2"),
        (Other, "line 3"),
        (Refused, "line 4"),
        (Other, "line 5"),
        (Refused, "line 6"),
        (Check, "line 7"),
    ]
    assert [entry.reason for entry in found if isinstance(entry, Refused)] == [
        Reason.NOT_JSON,
        Reason.TOO_DEEP,
        Reason.TOO_LARGE,
    ]
    found = entries(page("{oops", LINE))
    assert found[0] == Refused("script 1", Reason.NOT_JSON)
    assert isinstance(found[1], Check)


def test_an_author_is_named_by_its_id_before_and_after():
    body = {"@type": "Organization", "@id": "#us", "name": "Harbour Checks"}
    review = REVIEW | {"author": {"@id": "#us"}}
    assert [check.publisher for check in checks({"@graph": [body, review]})] == ["Harbour Checks"]
    assert [check.publisher for check in checks({"@graph": [review, body]})] == ["Harbour Checks"]
    assert [check.publisher for check in checks({"@graph": [review]})] == ["checks.example"]


# --- Of which type it is ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name", "value"),
    [
        ({"@type": ["Review", "schema:ClaimReview"]}, "claimant", "Mira Tolland"),
        ({"@type": "https://schema.org/ClaimReview"}, "claimant", "Mira Tolland"),
        ({"@type": None}, "claimant", "Mira Tolland"),
        ({"claimReviewed": ["", None, "It rose."]}, "text", "It rose."),
        (
            {"claimReviewed": {"@value": "Ela subiu.", "@language": "pt"}, "inLanguage": None},
            "language",
            "pt",
        ),
        ({"claimReviewed": "<p>5 &lt; 6 &amp;\n\n  it rose\u0000.</p>"}, "text", "5 < 6 & it rose."),
        ({"claimReviewed": "Half \ud800 a pair"}, "text", "Half ? a pair"),
        ({"claimReviewed": "\udc00Half a pair 🦉"}, "text", "\ufffdHalf a pair 🦉"),
        ({"claimReviewed": 42}, "text", "42"),
        ({"claimReviewed": None, "schema:claimReviewed": "It rose."}, "text", "It rose."),
        ({"url": ["", "HTTPS://Checks.example/a#b"]}, "url", "https://Checks.example/a#b"),
        ({"url": "https://Checks.example/a?utm_source=x#b"}, "address", "https://checks.example/a"),
        ({"url": "https://www.checks.example/a"}, "publisher_site", "checks.example"),
        (
            {"url": None, "mainEntityOfPage": {"@id": "https://checks.example/m"}},
            "url",
            "https://checks.example/m",
        ),
        ({"url": {"@id": "https://checks.example/i"}}, "url", "https://checks.example/i"),
        ({"url": None, "@id": "https://checks.example/i"}, "url", "https://checks.example/i"),
        ({"headline": ["A title"]}, "title", "A title"),
        ({"name": "N" * 600}, "title", "N" * 499 + "…"),
        ({"author": "Harbour Checks"}, "publisher", "Harbour Checks"),
        (
            {"author": [{"@type": "Person", "name": "A Writer"}], "publisher": {"name": "Pub"}},
            "publisher",
            "Pub",
        ),
        ({"author": {"@type": "Person", "name": "A Writer"}}, "publisher", "A Writer"),
        ({"author": {"@type": "Organization", "name": {"@value": "Org"}}}, "publisher", "Org"),
        ({"author": {"name": "https://checks.example"}}, "publisher", "checks.example"),
        ({"author": 7}, "publisher", "7"),
        ({"author": None}, "publisher", "checks.example"),
        ({"reviewRating": [{"ratingValue": 1}, {"alternateName": ["Wrong"]}]}, "rating_label", "Wrong"),
        ({"reviewRating": {"name": "Wrong"}}, "rating_label", "Wrong"),
        ({"reviewRating": {"ratingValue": "Pants on fire"}}, "rating_label", "Pants on fire"),
        ({"reviewRating": "Wrong"}, "rating_label", "Wrong"),
        ({"itemReviewed": [{"author": [{"name": ["Mira"]}]}]}, "claimant", "Mira"),
        ({"itemReviewed": {"author": "Mira"}}, "claimant", "Mira"),
        (
            {"itemReviewed": {"@type": "CreativeWork", "author": {"@type": "Person", "name": "M"}}},
            "claimant",
            "M",
        ),
        ({"itemReviewed": "Mira"}, "claimant", ""),
        (
            {"itemReviewed": {"firstAppearance": {"datePublished": "2026-02-03"}}},
            "claim_date",
            date(2026, 2, 3),
        ),
        ({"inLanguage": {"@type": "Language", "name": "German", "alternateName": "de"}}, "language", "de"),
        ({"inLanguage": ["es", "en"]}, "language", "es"),
        ({"inLanguage": "English"}, "language", ""),
        ({"inLanguage": True}, "language", ""),
    ],
)
def test_values_are_read_in_any_form_that_schema_org_allows(changes, name, value):
    assert getattr(one(**changes), name) == value


@pytest.mark.parametrize(
    ("rating", "position"),
    [
        ({"ratingValue": 1, "bestRating": 5, "worstRating": 1}, 0.0),
        ({"ratingValue": "5", "bestRating": "5", "worstRating": "1"}, 1.0),
        ({"ratingValue": 3.5, "bestRating": 6}, 0.5),
        ({"ratingValue": 0, "bestRating": 10, "worstRating": 0}, 0.0),
        ({"ratingValue": 3}, None),
        ({"ratingValue": -1, "bestRating": -1, "worstRating": -1}, None),
        ({"ratingValue": 7, "bestRating": 5, "worstRating": 1}, None),
        ({"ratingValue": 2, "bestRating": 1, "worstRating": 5}, None),
        ({"ratingValue": "NaN", "bestRating": "inf", "worstRating": []}, None),
        ({"ratingValue": True, "bestRating": {}, "worstRating": None}, None),
        ({"ratingValue": "1" * 300, "bestRating": 5}, None),
        ({"ratingValue": 2**63, "bestRating": 10**4000}, None),
    ],
)
def test_a_rating_has_a_position_where_its_scale_makes_sense(rating, position):
    assert one(reviewRating={"alternateName": "So", **rating}).position == position


DATES = [
    "2026-03-05",
    "2026-03-05T10:00:00Z",
    "2026-3-5",
    "2026/03/05",
    "20260305",
    "March 5, 2026",
    "5 Mar 2026",
]
DATES += ["Thu, 05 Mar 2026 10:00:00 GMT", ["2026-03-05"], {"@value": "2026-03-05", "@type": "Date"}]


@pytest.mark.parametrize("written", DATES)
def test_dates(written):
    assert one(datePublished=written).review_date == date(2026, 3, 5)


@pytest.mark.parametrize("written", ["", None, [], {}])
def test_an_unknown_date_is_unknown(written):
    assert one(datePublished=written).review_date is None


@pytest.mark.parametrize(
    "written", ["2026-13-01", "0001-01-01", "9999-12-31", "2026-11-26", "soon", 20, "1" * 5000, "2026-02-30"]
)
def test_a_date_that_cannot_be(written):
    assert one(datePublished=written) == Refused("entry 1", Reason.BAD_DATE)
    claimed = one(itemReviewed={"author": "Mira", "datePublished": written})
    assert (claimed.claimant, claimed.claim_date) == ("Mira", None)
    assert claimed.doubts == ("a date of the claim that cannot be",)


def test_numbers_that_python_cannot_hold_do_no_harm():
    for digits in (b"9" * 4301, b"1" + b"0" * 200_000, b"1e99999", b"-0", b"0." + b"3" * 9000):
        content = LINE.encode().replace(b'"inLanguage"', b'"position": ' + digits + b', "inLanguage"')
        assert isinstance(entries(content)[0], Check)


# --- What is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"claimReviewed": None}, Reason.NO_CLAIM),
        ({"claimReviewed": ["", {}, [[]], True]}, Reason.NO_CLAIM),
        ({"claimReviewed": "\u0000 \u200b"}, Reason.NO_CLAIM),
        ({"claimReviewed": "x" * 5001}, Reason.LONG_CLAIM),
        ({"claimReviewed": None, "hasPart": {"name": "A part"}}, Reason.NO_CLAIM),
        ({"url": None}, Reason.NO_URL),
        ({"url": None, "@id": "#review"}, Reason.NO_URL),
        ({"url": "javascript:alert(1)"}, Reason.BAD_URL),
        ({"url": "ftp://checks.example/"}, Reason.BAD_URL),
        ({"url": "//checks.example/a"}, Reason.BAD_URL),
        ({"url": "https://name:word@checks.example/"}, Reason.BAD_URL),
        ({"url": "https://checks.example/" + "x" * 2000}, Reason.BAD_URL),
        ({"reviewRating": None}, Reason.NO_RATING),
        ({"reviewRating": {"ratingValue": "3"}}, Reason.NO_RATING),
        ({"reviewRating": [None, 0.5, {"alternateName": " "}][:1]}, Reason.NO_RATING),
        ({"reviewBody": "x" * 300_000}, Reason.TOO_LARGE),
        ({"about": [{"n": n} for n in range(80_000)]}, Reason.TOO_LARGE),
        ({"about": json.loads("[" * 60 + "]" * 60)}, Reason.TOO_DEEP),
    ],
)
def test_an_entry_is_refused_with_a_reason(changes, reason):
    found = entries({name: value for name, value in (REVIEW | changes).items() if value is not None})
    assert [entry.reason for entry in found if isinstance(entry, Refused)] == [reason]
    assert len(checks([REVIEW | changes, REVIEW])) == 1 or changes == {"url": None, "@id": "#review"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "there is nothing in it"),
        (b" \n\t", "there is nothing in it"),
        (b"Checks of the week", "it is neither JSON nor HTML"),
        (b"\x89PNG\r\n\x1a\n\0\0", "it is not UTF-8 text"),
        (json.dumps(REVIEW).encode("utf-16"), "it is not UTF-8 text"),
        (b'{"a": 1', "it is not JSON: it ends half-way"),
        (b"[1, 2,]", "it is not JSON: wrong somewhere after byte 4"),
        (b'{"a": 1e99999999999999999999}', "it is not JSON: wrong somewhere after byte 6"),
        (b'{"a": "\xff"}', "it is not JSON: wrong somewhere after byte 0"),
        (b"[" * 200_000, "its lists are nested too deeply"),
        (gzip.compress(LINE.encode())[:-9], "it is damaged: it cannot be unpacked"),
        (b'["' + b"x" * 6 * MB + b'"]', "it is not JSON: a value longer than 4 MB"),
        (b'["' + b"x " * 3 * MB + b'"]', "it is not JSON: a value longer than 4 MB"),
        (b"[" + b"9" * 5 * MB + b"]", "it is not JSON: a value longer than 4 MB"),
        (b"<p>" + b"x" * 11 * MB, "the page is larger than 10 MB"),
    ],
)
def test_what_is_no_source_says_why(content, why):
    assert broken(content).startswith(why)


def test_what_stands_before_the_break_is_given():
    stream = read(io.BytesIO(json.dumps([REVIEW, REVIEW]).encode()[:-1] + b", {oops"), today=TODAY)
    assert [type(next(stream)) for _ in range(2)] == [Check, Check]
    with pytest.raises(SourceError, match="not JSON"):
        next(stream)


def test_a_limit_counts_what_is_unpacked():
    packed = gzip.compress(LINE.encode() + b" " * MB)
    assert broken(packed, max_bytes=MB // 2) == "it is too large"
    assert len(checks(packed)) == 1


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers()
    | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@value", "name", "author", "url"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(REVIEW)), json_values, max_size=4))
def test_wrong_types_raise_nothing(changes):
    source = json.dumps(REVIEW | changes)
    for entry in read(io.BytesIO(source.encode()), today=TODAY):
        assert isinstance(entry, Check | Refused | Other)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1200), st.binary(max_size=4), st.integers(0, 9))
def test_damaged_bytes_raise_nothing_else(at, inserted, cut):
    content = json.dumps({"@graph": [REVIEW, REVIEW]}).encode()
    with suppress(SourceError):
        entries(content[:at] + inserted + content[at + cut :])


# --- How large it may be ---------------------------------------------------------------------------------


class Feed(io.RawIOBase):
    """A feed of so many entries, written while it is read. `unread` is how far the reader is behind."""

    def __init__(self, number):
        self.number = number
        self.written = 0
        self.rest = b'{"@type": "DataFeed", "dataFeedElement": ['

    def readable(self):
        return True

    def readinto(self, buffer):
        while len(self.rest) < len(buffer) and self.written < self.number:
            review = REVIEW | {"url": f"https://checks.example/{self.written}"}
            comma = b", " if self.written else b""
            self.rest += comma + json.dumps({"@type": "DataFeedItem", "item": [review]}).encode()
            self.written += 1
            if self.written == self.number:
                self.rest += b"]}"
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size


def test_a_feed_is_read_as_it_comes():
    """Neither the text nor what was made of it piles up: the reader keeps pace, and what was given is let go."""
    feed = Feed(20_000)
    furthest = alive = number = 0
    gc.collect()
    for number, check in enumerate(read(io.BufferedReader(feed), today=TODAY), start=1):
        furthest = max(furthest, feed.written - number)
        if number % 5000 == 0:
            # Not isinstance: that wakes other tests' lazy objects.
            alive = max(alive, sum(type(one) is Check for one in gc.get_objects()))
        assert check.url.endswith(f"/{number - 1}")
    assert number == 20_000
    assert furthest < 400
    assert alive < 5
