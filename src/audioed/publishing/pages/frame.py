"""What every page of a show has around its own matter: languages, and the files that it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from audioed.model import Media, Show
from audioed.publishing.escape import to_web_address
from audioed.publishing.pages.addresses import relative
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.phrases import Phrases, load_phrases

INDEX = "index.html"
STATEMENT = "accessibility.html"
FEED = "feed.xml"
STYLE = "style.css"
SCRIPT = "player.js"
ICON = "icon.svg"


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """A page's surroundings."""

    show: Show
    path: str
    """Of the page, inside `public/`."""
    language: str
    """Of what the page is about."""
    phrases: Phrases
    overrides: Path | None = None

    @property
    def direction(self) -> str:
        """Which way the page is written."""
        return direction(self.language)

    @property
    def own_language(self) -> Mapping[str, str]:
        """The attributes of what is said in the interface's words, where those are in another language."""
        if _base(self.phrases.language) == _base(self.language):
            return {}
        return {"lang": self.phrases.language, "dir": self.phrases.direction}

    def to(self, file: Media | str) -> str:
        """Return the address of a file in `public/` for a link on this page."""
        return relative(file if isinstance(file, str) else file.path, self.path)

    def whole(self, file: Media | str) -> str:
        """Return the address of a file in `public/` for other places; relative where the show has no base URL."""
        path = file if isinstance(file, str) else file.path
        return self.show.address(path) if self.show.base_url else self.to(path)

    @property
    def contact(self) -> str:
        """Where to complain, as an address for a link; empty: nobody said."""
        contact = self.show.contact or self.show.email
        return to_web_address(contact) or (f"mailto:{contact}" if "@" in contact and " " not in contact else "")

    def values(self) -> dict[str, object]:
        """Return what every page's template calls by these names."""
        return {
            "frame": self,
            "show": self.show,
            "phrases": self.phrases,
            "index": self.to(INDEX),
            "statement": self.to(STATEMENT),
            "feed": self.to(FEED),
            "style": self.to(STYLE),
            "script": self.to(SCRIPT),
            "icon": self.to(ICON),
        }


def frame_of(show: Show, path: str, language: str, overrides: Path | None) -> Frame:
    """Return the surroundings of a page in a language."""
    language = tag(language) or tag(show.language) or "en"
    phrases = load_phrases(language, overrides)
    return Frame(show=show, path=path, language=language, phrases=phrases, overrides=overrides)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
