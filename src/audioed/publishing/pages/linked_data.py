"""What machines read of an episode's page: schema.org's Article with its AudioObject.

Sources: https://schema.org/Article, https://schema.org/AudioObject
"""

from collections.abc import Callable
from typing import Any

from audioed.model import Article, Episode, Media, Show
from audioed.publishing.escape import clean, to_web_address
from audioed.units import Milliseconds


def linked_data(article: Article, show: Show, episode: Episode, address: Callable[[Media], str]) -> dict[str, Any]:
    """Return an episode as JSON-LD; what isn't known is left out.

    Args:
        article: Whose edition it is.
        show: Which publishes it.
        episode: The episode.
        address: Returns where a file is; relative to the page where the show has no base URL.
    """
    publisher = {"@type": "Organization", "name": clean(show.author or show.title)}
    transcripts = [media for media in episode.transcripts if media.type == "text/html"]
    sound = {
        "@type": "AudioObject",
        "name": clean(episode.title),
        "contentUrl": address(episode.sound),
        "encodingFormat": episode.sound.type,
        "contentSize": str(episode.sound.size) if episode.sound.size else "",
        "duration": iso_duration(episode.length),
        "inLanguage": episode.language,
        "transcript": address(transcripts[0]) if transcripts else "",
    }
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": clean(episode.title),
            "description": clean(episode.summary),
            "inLanguage": episode.language,
            "author": [{"@type": "Person", "name": clean(name)} for name in episode.authors],
            "datePublished": (article.metadata.date or episode.published).isoformat(),
            "dateModified": episode.corrections[-1].at.isoformat() if episode.corrections else "",
            "image": address(episode.image),
            "mainEntityOfPage": address(episode.page),
            "isBasedOn": to_web_address(episode.source),
            "license": to_web_address(show.license_url),
            "publisher": publisher,
            "isPartOf": {"@type": "PodcastSeries", "name": clean(show.title), "webFeed": show.address("feed.xml")}
            if show.base_url
            else "",
            "audio": _known(sound),
        }
    )


def iso_duration(length: Milliseconds) -> str:
    """Return a length as ISO 8601 has it, in whole seconds: "PT1H5M7S"."""
    minutes, seconds = divmod(length // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number]
    return f"PT{''.join(parts)}{seconds}S" if seconds or not parts else f"PT{''.join(parts)}"


def clock(position: Milliseconds) -> str:
    """Return a position for people: "5:07", "1:05:07"."""
    minutes, seconds = divmod(position // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _known(table: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in table.items() if value not in ("", [], None)}
