"""What a page says of itself: JSON-LD, `meta` and `link` elements, its title and its language."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from audioed.markup import Element, ancestors, attribute, descendants, plain_text, raw_text, xml_safe
from audioed.markup import name as name_of
from audioed.model import Metadata
from audioed.reading.authors import declared_names, in_mixed_case, shown_authors
from audioed.reading.elements import classes, language
from audioed.reading.language import base_language, detect
from audioed.reading.media import resolved
from audioed.reading.standing import Standing
from audioed.reading.titles import choose_title, names_above

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
_Said: TypeAlias = Mapping[str, list[str]]

_ARTICLES = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|CreativeWork|Chapter|Book|Legislation|NewsItem)\Z")
_TITLES = ("citation_title", "headline", "og:title", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author")
_DATES = (
    "article:published_time", "citation_publication_date", "citation_date", "datepublished", "dc.date",
    "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created", "date", "pubdate", "parsely-pub-date",
)  # fmt: skip
_SUMMARIES = ("og:description", "description", "dc.description", "twitter:description")
_PUBLISHERS = ("og:site_name", "citation_publisher", "citation_journal_title", "dc.publisher", "application-name")
_LANGUAGES = ("content-language", "og:locale", "dc.language", "dcterms.language", "language")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_WRAPPED = re.compile(r"\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)[^\S\n]*(?:\*/)?\s*")
_WRAPPED_END = re.compile(r"\s*(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*\Z")
"""Around JSON in XHTML. Source: XHTML 1.0, section 4.8 and appendix C.4."""
_LONGEST_END = 100
_MOST_WRAPPED = 3
"""Such signs in each other, as of XHTML in HTML comments."""
_RIGHTS = re.compile(r"©|\bcopyright\b|\brights reserved\b", re.IGNORECASE)
_HOST = re.compile(r"www\.[^\s,]+|(?:[a-z\d-]+\.)+[a-z]{2,}")
_DATED = frozenset({"published", "entry-date", "dt-published", "pubdate", "date-published", "post-date"})
_KEPT = re.compile(r"\Ahttps?://[^/?#]+/(?:[^/?#]+/)?\d{4,14}(?:[a-z]{2}_)?/(?=https?://)", re.IGNORECASE)
"""What archives put before the address of a page that they keep. Source: Wayback Machine and pywb, URL rewriting."""
SAVED_BY: Final = "audioed"
"""What the pages say that audioed saves, as the program that they were made with."""
_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?\Z")


def generator(root: Element) -> str:
    """Return the program that a page says it was made with."""
    return _first(_meta(root), ("generator",))


def base_address(root: Element, address: str) -> str:
    """Return the address from which the page's own are seen. Source: HTML Standard, section 4.2.3 (`base`)."""
    base = next((attribute(each, "href") for each in descendants(root, "base")), "")
    return resolved(base, address) or address


def read_metadata(root: Element, *, address: str = "", spoken: str = "") -> tuple[Metadata, Standing]:
    """Read a page's metadata, and return with it what of the page they were looked for in.

    Args:
        root: The page.
        address: Where it was fetched from.
        spoken: BCP 47; its language where it declares none.
    """
    said = _meta(root)
    linked = _linked_data(root)
    base = base_address(root, address)
    image = _first(said, ("og:image", "og:image:url", "twitter:image")) or _name_of(linked.get("image"), "url")
    link = next((attribute(each, "href") for each in descendants(root, "link") if _is(each, "canonical")), "")
    source = _KEPT.sub("", resolved(link or _first(said, ("og:url",)), base) or address)
    authors = _declared_authors(said, linked)
    publisher = _publisher(said, _clean(_name_of(linked.get("publisher"))))
    names = (*authors, publisher, *map(_clean, _all(said, _PUBLISHERS)), *_names_of_host(source))
    title = _title(root, said, linked, names, source)
    page = Standing(root, title)
    metadata = Metadata(
        title=title,
        language=_language(root, said, linked) or spoken,
        authors=in_mixed_case(authors or (each for each in shown_authors(page) if each != publisher), root),
        date=_date(page, said, linked),
        summary=_clean(_first(said, _SUMMARIES) or _text(linked.get("description"))),
        image=resolved(image, base),
        image_alt=_clean(_first(said, ("og:image:alt", "twitter:image:alt"))),
        source=source,
        publisher=publisher,
    )
    return metadata, page


def found_publisher(found: str) -> str:
    """Return the site's name that another program found; empty if it is none: then the page's host is said."""
    return "" if _RIGHTS.search(found) or _is_host(found) else found


def read_date(text: str) -> datetime | None:
    """Read a date as machines write it; None if it is none. A date without a time is 00:00 UTC.

    Source: ISO 8601 as `datetime.fromisoformat` reads it, also with slashes or without a day; RFC 5322, section 3.3.
    """
    text = text.strip()
    if match := _YEAR_AND_MONTH.match(text):
        text = "-".join((match[1], (match[2] or "1").zfill(2), (match[3] or "1").zfill(2)))
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, IndexError, TypeError, OverflowError):  # it depends on what parsedate_to_datetime is given
            continue
        if MINYEAR < found.year < MAXYEAR:  # else it may be no date in UTC
            return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return None


def _meta(root: Element) -> _Said:
    said: defaultdict[str, list[str]] = defaultdict(list)
    for element in descendants(root, "meta"):
        content = attribute(element, "content")
        for key in ("name", "property", "itemprop", "http-equiv"):
            if content and (named := attribute(element, key).lower()):
                said[named].append(content)
    return said


def _first(said: _Said, keys: Iterable[str]) -> str:
    return next((said[key][0] for key in keys if key in said), "")


def _all(said: _Said, keys: Iterable[str]) -> list[str]:
    return [said[key][0] for key in keys if key in said]


def _is(link: Element, relation: str) -> bool:
    return relation in attribute(link, "rel").lower().split()


def _clean(text: str) -> str:
    return " ".join(unescape(text).split())


# JSON-LD. ------------------------------------------------------------------------------------------------------------


def _linked_data(root: Element) -> Mapping[str, Json]:
    """Return the first article that the page describes in JSON-LD, names of its parts put in. Source: schema.org."""
    objects: list[dict[str, Json]] = []
    for script in descendants(root, "script"):
        if attribute(script, "type").lower() == "application/ld+json":
            try:
                objects.extend(_objects(json.loads(_unwrapped(raw_text(script)), strict=False)))
            except (ValueError, RecursionError):
                continue  # a description that can't be read says nothing
    by_id = {_text(each.get("@id")): each for each in objects if len(each) > 1}
    for each in objects:
        if any(_ARTICLES.match(_text(kind)) for kind in _listed(each.get("@type"))):
            return {key: _resolve(value, by_id) for key, value in each.items()}
    return {}


def _unwrapped(script: str) -> str:
    """Return JSON without what hides a script from old browsers or from XML's parsers."""
    text = script.strip()
    for _ in range(_MOST_WRAPPED):
        text = text[match.end() :] if (match := _WRAPPED.match(text)) else text
        end = _WRAPPED_END.search(text, max(0, len(text) - _LONGEST_END))
        text = text[: end.start()] if end else text
    return text


def _objects(value: Json) -> Iterator[dict[str, Json]]:
    for each in _listed(value):
        if isinstance(each, dict):
            yield each
            yield from (inner for inner in _listed(each.get("@graph")) if isinstance(inner, dict))


def _resolve(value: Json, by_id: Mapping[str, dict[str, Json]]) -> Json:
    if isinstance(value, list):
        return [_resolve(each, by_id) for each in value if not isinstance(each, list)]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(_text(value.get("@id")), value)
    return value


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Json) -> str:
    return xml_safe(value).strip() if isinstance(value, str) else ""  # JSON's escapes can name half a character


def _name_of(value: Json, key: str = "name") -> str:
    first = next(iter(_listed(value)), None)
    return _text(first.get(key)) if isinstance(first, dict) else _text(first)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # an address that can't be read
        return ""


def _names_of_host(address: str) -> tuple[str, ...]:
    """Return what a site may be called after its address: the host, and its longest part."""
    host = _host(address)
    return (host, max(host.split(".")[:-1], key=len, default=""))


# One field each. -----------------------------------------------------------------------------------------------------


def _title(root: Element, said: _Said, linked: Mapping[str, Json], names: Collection[str], source: str) -> str:
    of_page = next((plain_text(each) for each in descendants(root, "title")), "")
    declared = (_text(linked.get("headline")), *(said[key][0] for key in _TITLES if key in said), of_page)
    labels = _host(source).split(".")[:-1]
    return choose_title(root, list(map(_clean, declared)), names, labels, names_above(root, source))


def _language(root: Element, said: _Said, linked: Mapping[str, Json]) -> str:
    return _whole_language(root) or next(_declared_languages(said, linked), "")


def _declared_languages(said: _Said, linked: Mapping[str, Json]) -> Iterator[str]:
    declared = (*_all(said, _LANGUAGES), _text(linked.get("inLanguage")))
    codes = (each.partition(",")[0].strip().replace("_", "-") for each in declared)
    return filter(_CODE.fullmatch, codes)


def confirmed_language(root: Element, text: str) -> str:
    """Return the language that the page declares beside its `lang` attribute, if the text is in it and not in that.

    Templates have the attribute of whoever wrote them. Empty where it may hold.
    """
    own = base_language(language(root))
    others = [each for each in _declared_languages(_meta(root), _linked_data(root)) if base_language(each) != own]
    if not own or not others or (detected := detect(text)) is None:
        return ""
    return next((each for each in others if base_language(each) == base_language(detected.language)), "")


def _whole_language(root: Element) -> str:
    return language(root) or next((language(each) for each in descendants(root, "body")), "")


def main_language(root: Element, main: Element) -> str:
    """Return the language that the nearest element around the main text declares, else the first article in it.

    Empty where the page as a whole declares one: it holds then, and an element of another keeps its own.
    """
    if _whole_language(root):
        return ""
    around = next(filter(None, map(language, (main, *ancestors(main)))), "")
    first = next(descendants(main, "article"), None)
    return around or ("" if first is None else language(first))


def _declared_authors(said: _Said, linked: Mapping[str, Json]) -> tuple[str, ...]:
    described = [_name_of(each) for each in _listed(linked.get("author"))]
    declared = [name for key in _AUTHORS for name in said.get(key, ())]
    return declared_names(map(_clean, described)) or declared_names(map(_clean, declared))


def _publisher(said: _Said, described: str) -> str:
    """Return the site's name; a name that JSON-LD gives as well wins over one with a slogan behind it."""
    declared = [name for each in _all(said, _PUBLISHERS) if not _is_host(name := _clean(each))]
    if declared and described and declared[0].startswith(described) and not _is_host(described):
        return described
    return next(iter(declared), "" if _is_host(described) else described)


def _is_host(name: str) -> bool:
    """Return whether what should be a site's name is an address, a host, or a list of such."""
    return "://" in name or bool(_HOST.fullmatch(name) or ("," in name and _HOST.match(name)))


def _date(page: Standing, said: _Said, linked: Mapping[str, Json]) -> datetime | None:
    described = (_text(linked.get(key)) for key in ("datePublished", "dateCreated"))
    declared = (value for key in _DATES for value in said.get(key, ()))
    shown = (
        attribute(each, "datetime")
        for each in page.elements
        if name_of(each) == "time" and _is_dated(each) and not page.is_teaser(each)
    )
    candidates = (read_date(each) for each in (*described, *declared, *shown) if each)
    return next(filter(None, candidates), None)


def _is_dated(time: Element) -> bool:
    """Return whether an element says of a time that it is the page's own."""
    is_marked = attribute(time, "itemprop") == "datePublished" or "pubdate" in time.keys()  # noqa: SIM118 - no dict
    return is_marked or bool(classes(time) & _DATED)
