"""Elements of the podcast namespace, one by one: texts and attributes. Codes F406 to F411, F417, F419.

Source: https://github.com/Podcastindex-org/podcast-namespace/tree/main/docs/tags
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from audioed.checking.catalogue import found
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.markup import XmlElement

_Check: TypeAlias = Callable[[XmlElement, str], Iterator[Finding]]
"""Takes an element and its parent's place."""

_LONGEST_NAME: Final = 128
_LONGEST_TEXT: Final = 4000
_GROUPS: Final = frozenset(
    {
        "creative direction", "cast", "writing", "audio production", "audio post-production", "administration",
        "visuals", "community", "misc.", "video production", "video post-production",
    }
)  # fmt: skip
"""Source: Podcast Taxonomy Project, https://podcasttaxonomy.com"""

_TRANSCRIPTS: Final = frozenset(
    {"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip", "application/srt"}
)
_GEO: Final = re.compile(r"geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?(,-?\d+(\.\d+)?)?(;.*)?")
_OSM: Final = re.compile(r"[NWR]\d+(#\d+)?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_RULE: Final = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;.+)?")
_EPISODE: Final = re.compile(r"\d+(\.\d+)?")

_ATTRIBUTES: Final = {
    "funding": ("url",),
    "chapters": ("url", "type"),
    "transcript": ("url", "type"),
    "alternateEnclosure": ("type",),
    "soundbite": ("startTime", "duration"),
    "image": ("href",),
    "trailer": ("url", "pubdate"),
    "podping": ("usesPodping",),
    "socialInteract": ("protocol",),
}
"""That an element must have."""


def check_element(element: XmlElement, name: str, place: str) -> Iterator[Finding]:
    """Yield what is wrong with an element of the podcast namespace.

    Args:
        element: To look at.
        name: Its local name.
        place: Of the channel or the item that it stands in.
    """
    for attribute in _ATTRIBUTES.get(name, ()):
        if not element.get(attribute):
            yield found("F409", place, f"<podcast:{name}> has no {attribute}.")
    check = _CHECKS.get(name)
    if check is not None:
        yield from check(element, place)


def _text(element: XmlElement) -> str:
    return (element.text or "").strip()


def _check_person(element: XmlElement, place: str) -> Iterator[Finding]:
    name, group = _text(element), element.get("group", "cast")
    if not 0 < len(name) <= _LONGEST_NAME:
        yield found("F406", place, f"The name has {len(name)} characters.")
    if group.lower() not in _GROUPS:
        yield found("F406", place, f'The group of "{name}" is "{group}".')


def _check_location(element: XmlElement, place: str) -> Iterator[Finding]:
    name = _text(element)
    if not 0 < len(name) <= _LONGEST_NAME:
        yield found("F407", place, f"The name has {len(name)} characters.")
    for attribute, form in (("geo", _GEO), ("osm", _OSM), ("country", _COUNTRY)):
        value = element.get(attribute)
        if value and not form.fullmatch(value):
            yield found("F407", place, f'{attribute} of "{name}" is "{value}".')


def _check_frequency(element: XmlElement, place: str) -> Iterator[Finding]:
    text, rule = _text(element), element.get("rrule")
    if not 0 < len(text) <= _LONGEST_NAME:
        yield found("F408", place, f"The text has {len(text)} characters.")
    if rule and not _RULE.fullmatch(rule):
        yield found("F408", place, f'The rule is "{rule}".')


def _check_transcript(element: XmlElement, place: str) -> Iterator[Finding]:
    kind = element.get("type")
    if kind and kind not in _TRANSCRIPTS:
        yield found("F410", place, f'The type of {element.get("url", "a transcript")} is "{kind}".')


def _check_chapters(element: XmlElement, place: str) -> Iterator[Finding]:
    kind = element.get("type")
    if kind and kind != "application/json+chapters":
        yield found("F411", place, f'The type is "{kind}".')


def _check_image(element: XmlElement, place: str) -> Iterator[Finding]:
    if not (element.get("alt") or "").strip():
        yield found("F417", place, f"{element.get('href', 'An image')} has no alt.")


def _check_text(element: XmlElement, place: str) -> Iterator[Finding]:
    text, purpose = _text(element), element.get("purpose", "")
    if len(text) > _LONGEST_TEXT or len(purpose) > _LONGEST_NAME:
        yield found("F419", place, f"The text has {len(text):,} characters, its purpose {len(purpose)}.")
    if purpose == "ai-content" and text not in {"true", "false"}:
        yield found("F419", place, f'ai-content is "{text}".')


def _check_alternate(element: XmlElement, place: str) -> Iterator[Finding]:
    sources = element.findall("podcast:source", NAMESPACES)
    if not any(source.get("uri") for source in sources):
        yield found("F409", place, "<podcast:alternateEnclosure> has no source with a uri.")


def _check_number(element: XmlElement, place: str) -> Iterator[Finding]:
    if not _EPISODE.fullmatch(_text(element)):
        yield found("F311", place, f'The podcast namespace\'s number is "{_text(element)}".')


_CHECKS: Final[Mapping[str, _Check]] = {
    "person": _check_person,
    "location": _check_location,
    "updateFrequency": _check_frequency,
    "transcript": _check_transcript,
    "chapters": _check_chapters,
    "image": _check_image,
    "txt": _check_text,
    "alternateEnclosure": _check_alternate,
    "season": _check_number,
    "episode": _check_number,
}
