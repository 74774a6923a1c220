"""Write the tables of what emoji are called, which `audioed.normalizing.emoji` reads.

    npm install --no-save cldr-annotations-modern@45 cldr-annotations-derived-modern@45
    python tools/make_emoji_tables.py node_modules

Names come from Unicode CLDR (annotations, "tts"), without signs that nobody says and with numbers in words. The
tables are part of the repository: they change when CLDR does. English flags are in `flags.tsv`, with their articles.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from audioed.normalizing import normalize_line
from audioed.normalizing.emoji import FLAG, PART_FLAG, PICTURES, bare

TARGET = Path(__file__).parents[1] / "src/audioed/normalizing/data/emoji"
LANGUAGES = ("ar", "de", "en", "es", "fr", "it", "nl", "pt")
"""Those that have a voice."""
SOURCES = (
    ("cldr-annotations-modern", "annotations"),
    ("cldr-annotations-derived-modern", "annotationsDerived"),
)
_FLAG = re.compile(f"{FLAG}|{PART_FLAG}")
_PICTURES = re.compile(PICTURES)
_UNSAID = re.compile('(?<![0-9]):|:(?![0-9])|[,،()"“”„«»]|(?<!\\w)[‘’]|[‘’](?!\\w)')


def names(language: str, folder: Path) -> Iterator[str]:
    """Yield each emoji and its name."""
    found: dict[str, str] = {}
    for package, kind in SOURCES:
        content = json.loads((folder / package / kind / language / "annotations.json").read_text(encoding="utf-8"))
        for emoji, about in content[kind]["annotations"].items():
            is_flag = _FLAG.fullmatch(emoji) is not None
            if "tts" in about and (_PICTURES.fullmatch(emoji) or is_flag) and not (is_flag and language == "en"):
                found.setdefault(bare(emoji), _said(about["tts"][0], language))
    yield from (f"{emoji}\t{name}" for emoji, name in sorted(found.items()) if emoji)


def _said(name: str, language: str) -> str:
    plain = " ".join(_UNSAID.sub(" ", name).split())
    return normalize_line(plain, language)


def main(folder: Path) -> None:
    """Write every table."""
    TARGET.mkdir(exist_ok=True)
    for language in LANGUAGES:
        lines = ["# Made from Unicode CLDR by tools/make_emoji_tables.py", *names(language, folder)]
        (TARGET / f"{language}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
