"""The files of eSpeak NG as espeakng-loader brings them: the library, the voices, the dictionaries."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import espeakng_loader

from audioed.errors import VoiceError
from audioed.store import Store, default_folder

# eSpeak NG keeps the path in a buffer of 160 bytes and appends the names of its files; this much is sure to work.
_LONGEST_PATH = 111
_OWN_PRIORITY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class VoiceFile:
    """What the head of a voice file says."""

    variant: str
    """As eSpeak NG wants it: the path below `lang`, such as "gmw/en-US"."""
    title: str
    languages: tuple[tuple[str, int], ...]
    """Codes in lower case with their priorities; the lowest speaks a language best."""
    dictionary: str
    """Its own or, where it names none, that of its first language."""


def library_path() -> str:
    """Return where the library is."""
    return str(espeakng_loader.get_library_path())


@cache
def data_folder() -> Path:
    """Return the folder of voices and dictionaries.

    Raises:
        VoiceError: the package came without it.
    """
    try:
        return Path(espeakng_loader.get_data_path())
    except RuntimeError as error:
        raise VoiceError(
            f"The data of eSpeak NG is missing: {error}",
            hint="Reinstall it: pip install --force-reinstall espeakng-loader",
        ) from error


@cache
def initial_path() -> bytes:
    """Return the data's parent folder as the library takes it; where the path is too long, that of a link in the cache.

    Source: espeak_ng_InitializePath, which looks for `espeak-ng-data` below the path.
    """
    parent = data_folder().parent
    if len(os.fsencode(parent)) <= _LONGEST_PATH:
        return os.fsencode(parent)
    digest = _digest([Path(library_path())])
    digest = _digest([Path(library_path())])
    near = default_folder() / f"espeak-{digest[:8]}"
    if len(os.fsencode(near)) > _LONGEST_PATH:
        raise VoiceError(
            f"eSpeak NG can't open its data below a path of more than {_LONGEST_PATH} bytes: {near}",
            hint="Set AUDIOED_CACHE to a folder with a short path.",
        )
    link = near / data_folder().name
    if not (link / "phontab").exists():
        # An entry first: a folder that held only the link would not be taken for a cache.
        Store(default_folder()).put(f"{digest}.data", os.fsencode(parent))
        near.mkdir(exist_ok=True)
        _link_or_copy(link)
    return os.fsencode(near)


def _link_or_copy(link: Path) -> None:
    """Put the data where `link` says, safe against others who do the same at this moment."""
    made = link.with_name(f"{link.name}.{os.getpid()}")
    try:
        made.symlink_to(data_folder(), target_is_directory=True)
    except OSError:  # Windows lets few users make links
        shutil.copytree(data_folder(), made, dirs_exist_ok=True)
    try:
        made.replace(link)
    except OSError:  # a folder, and another process was first
        shutil.rmtree(made, ignore_errors=True)


@cache
def voice_files() -> tuple[VoiceFile, ...]:
    """Return what every voice file says, in order of their paths."""
    folder = data_folder() / "lang"
    return tuple(_read(path, folder) for path in sorted(folder.rglob("*")) if path.is_file())


def _read(path: Path, folder: Path) -> VoiceFile:
    """Read a voice file: lines of a keyword and its values."""
    title = dictionary = ""
    languages = []
    for keyword, *values in filter(None, map(str.split, path.read_text(encoding="utf-8").splitlines())):
        match keyword, values:
            case "name", _:
                title = " ".join(values)
            case "language", [code, *priority]:
                languages.append((code.lower(), int(priority[0]) if priority else _OWN_PRIORITY))
            case "dictionary", [name, *_]:
                dictionary = name
    return VoiceFile(
        variant=path.relative_to(folder).as_posix(),
        title=title,
        languages=tuple(languages),
        dictionary=dictionary or (languages[0][0].split("-")[0] if languages else ""),
    )


def speaker_of(language: str) -> VoiceFile | None:
    """Return the voice file that speaks a language best: by its whole code, else by its first part; None: none does."""
    wanted = language.lower().replace("_", "-")
    for code in dict.fromkeys((wanted, wanted.split("-")[0])):
        able = [
            (priority, file.variant, file)
            for file in voice_files()
            for spoken, priority in file.languages
            if spoken == code
        ]
        if able:
            return min(able, key=lambda entry: entry[:2])[2]
    return None


@cache
def fingerprint(variant: str) -> str:
    """Return a hash of the library and all files that shape a voice's sound.

    Args:
        variant: A path below `lang`, and after "+" a file of `voices/!v`: "gmw/en+f3".

    Raises:
        VoiceError: there is no such file.
    """
    return _digest([Path(library_path()), *_shaping(variant)])


def _shaping(variant: str) -> Iterator[Path]:
    data = data_folder()
    name, _, timbre = variant.partition("+")
    path = data / "lang" / name
    if not path.is_file() or (timbre and not (data / "voices" / "!v" / timbre).is_file()):
        raise VoiceError(f"eSpeak NG has no voice {variant!r}.", hint="List the voices: audioed voices list")
    yield path
    if timbre:
        yield data / "voices" / "!v" / timbre
    yield from (data / name for name in ("phondata", "phonindex", "phontab", "intonations"))
    # Voices of other scripts say Latin words in English.
    own = data / f"{_read(path, data / 'lang').dictionary}_dict"
    yield from dict.fromkeys((own, data / "en_dict")) if own.is_file() else sorted(data.glob("*_dict"))


def _digest(paths: list[Path]) -> str:
    digest = blake2b(digest_size=16)
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
