"""Files that people write and programs merge: settings, ledgers, policies, lexicons, voices."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from tests.fuzz.targets.samples import folder

from audioed.config import configure
from audioed.config.show import load_show, parse_retention
from audioed.errors import AudioedError
from audioed.model import Article, Metadata, Paragraph, Text
from audioed.narrating import load_policy, narrate
from audioed.normalizing import Lexicon, normalize
from audioed.normalizing.lexicons import add_entry, read_entries
from audioed.normalizing.lexicons.pls import to_pls
from audioed.normalizing.lexicons.trying import trials
from audioed.show.ledger import read_ledger, write_ledger
from audioed.synthesizing.voices import find_voice, read_voice, voice_for

_ARTICLE = Article(
    metadata=Metadata(title="The lamp", language="en-GB", authors=("Ada Example",), lexicon=(("lamp", "light"),)),
    blocks=(Paragraph(id="p", content=(Text(text="The lamp cost £2.50."),)),),
)
_T = TypeVar("_T")


def _in_file(name: str, content: bytes, read: Callable[[Path], _T]) -> _T:
    path = folder("settings") / name
    path.write_bytes(content)
    return read(path)


def settings(content: bytes) -> None:
    """Read `audioed.toml` for `audioed convert`."""
    _in_file("audioed.toml", content, lambda path: configure({}, file=path))


def show_settings(content: bytes) -> None:
    """Read a show's `audioed.toml`."""
    _in_file("audioed.toml", content, lambda path: load_show(path.parent))


def ledger(content: bytes) -> None:
    """Read `editions.toml`; what was read is written as the same."""
    read = _in_file("editions.toml", content, lambda path: read_ledger(path.parent))
    write_ledger(folder("settings"), read)
    assert read_ledger(folder("settings")) == read


def policy(content: bytes) -> None:
    """Read a narration policy, and narrate by it."""
    narrate(_ARTICLE, load_policy(str(_in_file("policy.toml", content, Path))))


def opening(content: bytes) -> None:
    """Take the wording of an opening, and of a closing."""
    wording = content.decode("utf-8", "replace")
    narrate(_ARTICLE, load_policy("standard"), opening=wording, closing=wording)


def lexicon_table(content: bytes) -> None:
    """Read a lexicon's table, and say a text by it."""
    _lexicon("lexicon.tsv", content)


def lexicon_pls(content: bytes) -> None:
    """Read a lexicon in PLS, and say a text by it."""
    _lexicon("lexicon.pls", content)


def _lexicon(name: str, content: bytes) -> None:
    entries, findings = _in_file(name, content, read_entries)
    assert all(findings)
    text = " ".join(f"{entry.written}, {entry.sentence}" for entry in entries)
    tokens = normalize(text, "en-GB", lexicon=Lexicon(entries))
    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(trial.entry.sentence for trial in trials(entries, Lexicon(entries), locale="en-GB"))
    for entry in entries[:1]:
        add_entry(folder("settings") / name, entry)
        to_pls([entry], language=entry.language)


def voice(content: bytes) -> None:
    """Read a voice's file."""
    _in_file("voice.toml", content, read_voice)


def names(content: bytes) -> None:
    """Take what is typed as the name of a voice, a language, a policy, or as what is kept."""
    for take in (find_voice, voice_for, load_policy, parse_retention, partial(_configured, "rate_wpm")):
        with suppress(AudioedError):  # the next one shall take it too
            take(content.decode("utf-8", "replace"))


def _configured(key: str, value: str) -> None:
    configure({key: value})
