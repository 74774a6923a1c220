"""What goes into an episode, and so whether it must be made anew."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from audioed import __version__
from audioed.config.show import ShowConfig
from audioed.normalizing.lexicons import general_files
from audioed.receipt import files_read
from audioed.resources import bundled
from audioed.show.built import Kept, Stamp, is_as_seen, stamp
from audioed.show.ledger import Entry
from audioed.show.workplace import files_in
from audioed.synthesizing import find_voice, fingerprint

_REASONS = {
    "article": "the article changed",
    "beside": "a picture or another file of the article changed",
    "settings": "the settings of the sound changed",
    "show": "what audioed.toml says of the show changed",
    "templates": "a template changed",
    "lexicons": "a lexicon, the policy or a jingle changed",
    "voices": "a voice changed",
    "version": "audioed changed",
    "memory": "what the show remembers of it changed",
}


def common_parts(show: ShowConfig) -> dict[str, str]:
    """Return what goes into every episode of a show, with a hash of each."""
    config = replace(
        show.config,
        jobs=1,
        cache=Path(),
        lexicon=(),
        intro=None,
        sting=None,
        outro=None,
        policy=_name(show.config.policy),
    )
    read = files_read(show.config, *general_files())
    return {
        "settings": hash_of(config, show.editions, sorted(show.voices.items())),
        "show": hash_of(show.show),
        "templates": _templates(show.templates),
        "lexicons": hash_of([digest for _, digest in read]),
        "version": __version__,
    }


def memory_of(entry: Entry) -> str:
    """Return the hash of what the show remembers of an article, as far as its edition shows it."""
    return hash_of(entry.id, entry.slug, entry.guid, entry.number, entry.published, entry.reissues, entry.corrections)


@cache
def voice_print(name: str) -> str:
    """Return the hash of all that shapes a voice's sound."""
    return fingerprint(find_voice(name))


def parts_of(
    entry: Entry, inputs: tuple[Stamp, ...], voices: tuple[str, ...], common: Mapping[str, str]
) -> dict[str, str]:
    """Return all that goes into an article's edition, with a hash of each."""
    article, *beside = inputs
    return {
        **common,
        "article": article.digest,
        "beside": hash_of([(one.path, one.digest) for one in beside]),
        "voices": hash_of([(name, voice_print(name)) for name in voices]),
        "memory": memory_of(entry),
    }


def reasons_to_make(
    entry: Entry, kept: Kept | None, show: ShowConfig, common: Mapping[str, str], now: datetime
) -> tuple[str, ...]:
    """Return why an article's edition must be made; nothing: it stands as it would come out."""
    if kept is None or kept.file != entry.file:
        return ("it is new here",)
    if kept.is_removed:
        return ("it comes back into the feed",)
    inputs = tuple(_seen_again(show.folder, one) for one in kept.inputs)
    today = parts_of(entry, inputs, kept.voices, common)
    reasons = [_REASONS[name] for name in today if today[name] != kept.parts.get(name)]
    if kept.episode is None and is_due(kept.date, now):
        reasons.append("its date has come")
    lost = sum(not is_as_seen(one, str(show.public)) for one in kept.outputs)
    if lost and not reasons:
        reasons.append(f"{lost} of its published files are missing or were changed")
    return tuple(reasons)


def inputs_of(folder: Path, file: str, digest: str, beside: Sequence[tuple[str, str]]) -> tuple[Stamp, ...]:
    """Return what an article was read from, as far as it lies on this machine.

    Args:
        folder: The show's.
        file: The article, seen from there.
        digest: Its SHA-256, as it was read.
        beside: Paths and addresses of what else was read, with the SHA-256 of each.
    """
    local = [os.path.relpath(name, folder) for name, _ in beside if "://" not in name]
    digests = [one for name, one in beside if "://" not in name]
    return tuple(_as_read(folder, name, one) for name, one in zip((file, *local), (digest, *digests), strict=True))


def _as_read(folder: Path, name: str, digest: str) -> Stamp:
    """Return a file as it was when it was read; one that was changed since then looks like none that there is."""
    now = _seen_again(folder, Stamp(path=name, size=-1, modified_ns=0))
    return now if now.digest == digest else Stamp(path=name, size=-1, modified_ns=0, digest=digest)


def _seen_again(folder: Path, seen: Stamp) -> Stamp:
    """Return a file as it is now; it is read only if its size or time have changed."""
    if is_as_seen(seen, str(folder)):
        return seen
    path = folder / seen.path
    try:
        now = stamp(path, seen.path)  # first: what is changed while it is read looks otherwise the next time
        return replace(now, digest=sha256(path.read_bytes()).hexdigest())
    except OSError:
        return replace(seen, digest="")


def is_due(date: datetime | None, now: datetime) -> bool:
    """Tell whether an article is to be published: it isn't dated in the future."""
    return date is None or date <= now


def _templates(overrides: Path | None) -> str:
    folders = [bundled("templates"), *([overrides] if overrides is not None else [])]
    return hash_of(
        [
            (name, sha256((folder / name).read_bytes()).hexdigest())
            for folder in folders
            for name in sorted(files_in(folder))
        ]
    )


def _name(policy: str) -> str:
    """Return a policy's name; of a file its content counts, not where it lies."""
    return "" if policy.endswith(".toml") else policy


def hash_of(*values: object) -> str:
    """Return a hash of values as Python writes them."""
    return sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]
