"""Bytes or text to a Document: character set, article text, metadata."""

import codecs
import copy
import logging
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from .documents import Document, FetchError, Precision, normalise_text, one_line
from .urls import normalise_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_META_WINDOW = 4096  # bytes searched for it; the standard asks for the first 1024
# As the web uses the names: the first two always mean the larger Windows set.
_WEB_NAMES = {"latin_1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Encodings whose bytes can pass for UTF-8, so that a declaration has to come before the trial.
_ASCII_LOOKALIKES = ("utf_16", "utf_32", "iso2022", "hz")
_DATE_FORMAT = "%Y-%m-%dT%H:%M:%S%z"
_META_KEYS = ("name", "property", "itemprop", "http-equiv", "pubdate")
_DATE_META = re.compile(r"date|time|publish|issued|created|modified", re.IGNORECASE)
_DATE_JSON = re.compile(r'"date(?:Published|Created|Modified)"')
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|time|publish|pub|post|update)", re.IGNORECASE)
_ASIDES = {"aside", "nav", "footer"}
_LONGEST_DATE = 100  # characters
_DATES_TRIED = 5
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_TABLE_RULE = re.compile(r"[|\s:-]+")


def read_text(text: str) -> Document:
    """A document of pasted or uploaded plain text. Raises FetchError (no_text) when there is none."""
    text = normalise_text(text)
    if not text:
        raise FetchError("There is no text.", code="no_text")
    return Document(text=text)


def read_html(html: str | bytes, *, url: str | None = None, charset: str | None = None) -> Document:
    """The article in a page. `url` is where it was found, `charset` what the server called its encoding.

    Without `url` the page's canonical address has nothing to be checked against and stays None. Dates come
    from the page's metadata and date lines only. Raises FetchError (no_text) when no article is found.
    """
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    for name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they report bad pages as errors; so do we, once
    try:
        tree = _parse(decode(html, charset=charset) if isinstance(html, bytes) else html)
        if tree is None:
            raise _no_article()
        found = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_formatting=False,
            deduplicate=False,
            prune_xpath="//noscript",
            date_extraction_params={"extensive_search": False},  # its date is not used: see _find_date
        )
        date = _find_date(tree)
    except (
        LxmlError,
        SyntaxError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        raise FetchError("The page could not be read as HTML.", code="no_text") from error
    if not isinstance(found, Extracted):
        raise _no_article()
    text = _article_text(found.text or "", title=one_line(found.title))
    if not text:
        raise _no_article()
    published_at, published_precision = _published(date)
    return Document(
        text=text,
        url=url,
        final_url=url,
        canonical_url=_canonical_url(tree, url) if url else None,
        title=one_line(found.title),
        byline=one_line(found.author),
        publisher=one_line(found.sitename) or (publisher_of(url) if url else None),
        published_at=published_at,
        published_precision=published_precision,
        language=_language(tree),
    )


def _no_article() -> FetchError:
    return FetchError("No article text was found on the page.", code="no_text")


def publisher_of(url: str) -> str | None:
    """The site's host, for want of a name."""
    return (urlsplit(url).hostname or "").removeprefix("www.") or None


def decode(body: bytes, *, charset: str | None = None) -> str:
    """The bytes as text: byte order mark, UTF-8 if it fits, what header or page declare, a guess, in turn.

    UTF-8 goes before the declaration since text of another encoding hardly ever fits it, while servers often
    declare a default that the page does not have. Never raises: what fits nothing gets replacement marks.
    """
    for mark, marked in _BOMS.items():
        if body.startswith(mark):
            return body.decode(marked, errors="replace")
    in_page = _META_CHARSET.search(body[:_META_WINDOW])
    names = [charset, in_page[1].decode("ascii", "ignore") if in_page else None]
    declared = [encoding for name in names if name and (encoding := _encoding(name))]
    first = [encoding for encoding in declared[:1] if encoding.startswith(_ASCII_LOOKALIKES)]
    for encoding in [*first, "utf-8", *declared]:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    if declared:
        return body.decode(declared[0], errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(body[: _META_WINDOW * 4]).best()
    return body.decode(best.encoding if best else "cp1252", errors="replace")


def _encoding(name: str) -> str | None:
    """Python's name for a declared encoding, None for one that is unknown or no character set of the web."""
    from charset_normalizer.constant import IANA_SUPPORTED

    try:
        encoding = codecs.lookup(name).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    encoding = {"iso8859_1": "latin_1"}.get(encoding, encoding)
    if (
        encoding not in IANA_SUPPORTED or encoding == "utf_7"
    ):  # codecs such as "punycode" are not text, or slow
        return None
    return _WEB_NAMES.get(encoding, encoding)


def _parse(html: str) -> "HtmlElement | None":
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None and html.strip():  # a bare fragment, as people save them
        tree = load_html(f"<html><body><div>{html}</div></body></html>")
    return tree


def _article_text(lines: str, *, title: str | None) -> str:
    """trafilatura gives a line per paragraph, list item and table row: a blank line goes between them.

    The headline is left out where it opens the text: it is the title already.
    """
    paragraphs = []
    for line in lines.splitlines():
        if line.lstrip().startswith("|"):  # a table's row, in Markdown
            line = "" if _TABLE_RULE.fullmatch(line) else line.strip().strip("|")
        if line.strip():
            paragraphs.append(line.strip())
    if title and paragraphs and " ".join(paragraphs[0].split()).casefold() == title.casefold():
        del paragraphs[0]
    return normalise_text("\n\n".join(paragraphs))


def _find_date(tree: "HtmlElement") -> str | None:
    """htmldate's reading of the page's date, in _DATE_FORMAT.

    Given a whole page it takes any date in the running text for want of a better one, even in its quick mode,
    and a wrong date is worse than none: every "on Wednesday" in the article hangs on it. So it is shown only
    what states a date: metadata first, then each of the first few elements that are marked as one.
    """
    metadata = [
        element
        for element in tree.iter("meta", "script")
        if (
            element.tag == "meta"
            and _DATE_META.search(" ".join(element.get(key) or "" for key in _META_KEYS))
        )
        or (element.get("type") == "application/ld+json" and _DATE_JSON.search(element.text or ""))
    ]
    marked = [
        element
        for element in tree.iterfind(".//body//*")
        if (element.tag == "time" or _DATE_CLASS.search(f"{element.get('class')} {element.get('itemprop')}"))
        and len("".join(element.itertext())) <= _LONGEST_DATE
        and not any(ancestor.tag in _ASIDES for ancestor in element.iterancestors())
    ]
    candidates = [metadata, *([element] for element in marked[:_DATES_TRIED])]
    return next((found for elements in candidates if elements and (found := _date_in(elements))), None)


def _date_in(elements: "list[HtmlElement]") -> str | None:
    from htmldate import find_date
    from lxml.html import document_fromstring

    page = document_fromstring("<html><head></head><body></body></html>")
    for element in elements:
        one = copy.deepcopy(element)
        one.tail = None
        page.find("head" if one.tag in ("meta", "script") else "body").append(one)
    found: str | None = find_date(page, extensive_search=False, original_date=True, outputformat=_DATE_FORMAT)
    return found


def _published(found: str | None) -> tuple[datetime | None, Precision | None]:
    """htmldate's answer as an aware time. It has midnight for a date without a time."""
    if not found:
        return None, None
    published_at = datetime.fromisoformat(found)
    if published_at.tzinfo is None:
        published_at = published_at.replace(tzinfo=UTC)
    at_midnight = (published_at.hour, published_at.minute, published_at.second) == (0, 0, 0)
    return published_at, "day" if at_midnight else "time"


def _canonical_url(tree: "HtmlElement", url: str) -> str | None:
    """rel=canonical, else og:url, where it may be believed.

    It has to be on the page's own site, or anyone's page could pass for another's article; and a front page
    named by a page that is not one is a template's mistake that would make all articles of a site the same.
    """
    links = [
        link.get("href")
        for link in tree.iterfind(".//link[@href]")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    open_graph = [meta.get("content") for meta in tree.iterfind(".//meta[@property='og:url']")]
    here = normalise_url(url)
    for candidate in [*links, *open_graph]:
        try:
            canonical = normalise_url(urljoin(url, (candidate or "").strip()))
        except (FetchError, ValueError):
            continue
        if not (candidate or "").strip() or not _same_site(canonical, here):
            continue
        if _is_front_page(canonical) and not _is_front_page(here):
            continue
        return canonical
    return None


def _same_site(one: str, other: str) -> bool:
    """Whether two normalised URLs share host or registrable domain, by the list of public suffixes."""
    from tld import get_fld

    if urlsplit(one).hostname == urlsplit(other).hostname:
        return True
    domains = {get_fld(url, fail_silently=True, search_private=True) for url in (one, other)}
    return len(domains) == 1 and None not in domains


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path == "/" and not parts.query


def _language(tree: "HtmlElement") -> str | None:
    html = tree if tree.tag == "html" else tree.find(".//html")
    declared = "" if html is None else (html.get("lang") or "").strip().lower()
    match = _LANGUAGE.match(declared)
    return match[0] if match else None
