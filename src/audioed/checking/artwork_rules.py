"""Rules for the pictures of show and episodes. Codes A101 to A108.

Source: Apple, "Artwork requirements" (https://podcasters.apple.com/support/896-artwork-requirements).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.feed import Feed
from audioed.checking.findings import Finding
from audioed.checking.namespaces import NAMESPACES
from audioed.checking.picture_header import read_picture_header
from audioed.checking.site import Site
from audioed.errors import ReadingError
from audioed.pictures import fit

_SUFFIXES: Final = {"image/jpeg": {".jpg", ".jpeg"}, "image/png": {".png"}}
_SIDES: Final = (1400, 3000)
_LARGEST: Final = 512 * 1024
_DPI: Final = 72


def check_artwork(feed: Feed, site: Site, *, is_decoded: bool) -> Iterator[Finding]:
    """Yield what is wrong with the pictures that the feed names, each looked at once.

    Args:
        feed: That names them.
        site: Where they are.
        is_decoded: Whether damage behind a picture's header is looked for, too: a tenth of a second for a large one.
    """
    seen: set[Path] = set()
    for element, place in feed.parts():
        named = [image.get("href", "") for image in element.findall("itunes:image", NAMESPACES)]
        named += [url.text or "" for url in element.findall("image/url")]
        for address in named:
            path = site.path(address.strip(), feed.path)
            if path is None or path in seen:
                continue
            seen.add(path)
            if path.is_file():
                yield from _check_picture(path, site.shown(path), is_decoded=is_decoded)
            else:
                yield found("A101", place, f"There is no {site.shown(path)}.")


def _check_picture(path: Path, place: str, *, is_decoded: bool) -> Iterator[Finding]:
    content = path.read_bytes()
    header = read_picture_header(content)
    if header is None:
        yield found("A102", place, "It is neither JPEG nor PNG, or damaged.")
        return
    if is_decoded:
        try:
            fit(content, longest=16)
        except ReadingError as error:
            yield found("A102", place, f"It can't be shown: {error.message}.")
    size = f"It has {header.width:,} × {header.height:,} pixels."
    if header.width != header.height:
        yield found("A103", place, size)
    if not all(_SIDES[0] <= side <= _SIDES[1] for side in (header.width, header.height)):
        yield found("A104", place, size)
    if header.colours != "RGB":
        yield found("A105", place, f"Its colours are {header.colours}.")
    if path.suffix.lower() not in _SUFFIXES[header.mime]:
        yield found("A106", place, f"It is {header.mime}.")
    if len(content) > _LARGEST:
        yield found("A107", place, f"It has {len(content):,} bytes.")
    if header.dpi and round(header.dpi) != _DPI:
        yield found("A108", place, f"It says {header.dpi:.0f} dpi.")
