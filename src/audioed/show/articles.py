"""The articles of a show: taken up, given what stays with them for good, replaced, removed."""

import dataclasses
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, Final

from audioed.config.show import ShowConfig
from audioed.errors import ShowError
from audioed.model import Metadata
from audioed.naming import slug
from audioed.progress import Report, ignore
from audioed.reading import is_address, load, read_source
from audioed.show.filing import Filed, filed
from audioed.show.ledger import FILE_NAME as LEDGER
from audioed.show.ledger import Entry, Ledger, guid_of, read_ledger, with_address, write_ledger
from audioed.show.workplace import alone, telling_how_to_go_on, translated
from audioed.store import write_atomically

FOLDER: Final = "articles"

_READ: Final = frozenset({".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml", ".xht", ".txt"})

_WRITTEN: Final = frozenset({".md", ".markdown", ".mdown"})
"""What nothing but an article is; a folder of pictures may hold pages too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Added:
    """An article that the show has taken up."""

    entry: Entry
    title: str
    pictures: int
    """How many were brought with it."""
    replaced: bool
    findings: tuple[str, ...]
    """Sentences for the editor."""


def scan(folder: Path) -> tuple[str, ...]:
    """Return the articles of a show, as paths in its folder with "/", in order.

    They are what stands in `articles/` itself in a format that is read. What begins with "." or "_" is a draft, and
    a README is about the others.

    Args:
        folder: The show's.
    """
    found = (path for path in (folder / FOLDER).glob("*") if path.suffix.lower() in _READ and path.is_file())
    names = (path.name for path in found if path.name[0] not in "._" and path.stem.lower() != "readme")
    return tuple(f"{FOLDER}/{name}" for name in sorted(names))


def strays(folder: Path) -> tuple[str, ...]:
    """Return what looks like an article but stands in a folder inside `articles/`, where none is taken up.

    Args:
        folder: The show's.
    """
    found = (path for path in (folder / FOLDER).glob("*/**/*") if path.suffix.lower() in _WRITTEN and path.is_file())
    names = (path.relative_to(folder).as_posix() for path in found if not path.stem.lower().startswith("readme"))
    return tuple(sorted(name for name in names if not re.search(r"/[._]", name)))


def enrolled(ledger: Ledger, folder: Path, file: str, metadata: Metadata, *, id: str = "") -> Entry:  # noqa: A002 - the article's
    """Return what is to be remembered of an article: as it was, where the show knows it, else all anew.

    Args:
        ledger: What the show remembers so far.
        folder: The show's.
        file: The article's, inside the show.
        metadata: Of the article.
        id: Given by the editor; empty: the article's own, else its slug, else one made of its title.

    Raises:
        ShowError: another article has the id, or the slug that this one asks for.
    """
    if not id and (known := ledger.find_file(file)):
        return known
    own = id or _id_of(metadata)
    known = ledger.find(own)
    _refuse_name(file)
    if known and (known.file == file or not (folder / known.file).is_file()):
        return dataclasses.replace(known, file=file)
    if known:
        raise ShowError(
            f'{file} and {known.file} have the same id, "{own}"',
            hint="Remove one of them, or give one an id of its own in its front matter.",
        )
    return Entry(id=own, file=file, slug=_free_slug(ledger, file, metadata), guid=guid_of(own))


def _id_of(metadata: Metadata) -> str:
    return metadata.id or slug(metadata.slug or metadata.title)


def _refuse_name(file: str) -> None:
    r"""Stop at a name that other systems couldn't take: one that is not UTF-8, or has a "\" in it."""
    try:
        is_portable = "\\" not in file and bool(file.encode())
    except UnicodeEncodeError:
        is_portable = False
    if not is_portable:
        raise ShowError(f"{file!r} has a name that not every system takes", hint="Rename it in letters and digits.")


def _free_slug(ledger: Ledger, file: str, metadata: Metadata) -> str:
    taken = {entry.slug: entry for entry in ledger.entries}
    wanted = slug(metadata.slug or metadata.title)
    if metadata.slug and wanted in taken:
        raise ShowError(
            f'{file} asks for the slug "{wanted}", which {taken[wanted].file} has',
            hint="Give one of them another slug in its front matter.",
        )
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free


def add(
    show: ShowConfig,
    source: str,
    *,
    id: str = "",  # noqa: A002 - the article's
    replace: bool = False,
    stdin: BinaryIO | None = None,
    report: Report = ignore,
) -> Added:
    """Take an article up into a show: a file is copied, of a web page the article is saved, pictures come along.

    A file that already stands in `articles/` stays where it is.

    Args:
        show: The show.
        source: A path, an address, or "-" for standard input.
        id: The article's; empty: its own, else its slug, else one made of its title.
        replace: Whether it may take the place of the article with the same id, which keeps what was published of it.
        stdin: What "-" reads; None: the process's own.
        report: Told when reading begins.

    Raises:
        ShowError: the show has an article of this id, or of the slug that this one asks for.
        ReadingError: the source can't be had or read.
        ConfigError: its front matter doesn't fit.
        OutputError: the show's folder can't be written.
    """
    if id and id.split() != [id]:
        raise ShowError(f'"{id}" can\'t be an id', hint="It is a name without spaces.")
    here = "" if is_address(source) or source == "-" else _inside(show.folder, Path(source))
    below = show.folder if here else None
    loaded = load(source, stdin=stdin, private_hosts=show.config.private_hosts, pictures_below=below)
    article = read_source(loaded, usual_language=show.show.language, report=report)
    with _alone(show.folder):
        ledger = with_address(read_ledger(show.folder), show.show.base_url)
        known = ledger.find_file(here) or ledger.find(id or _id_of(article.metadata))
        _refuse_known(known, id, replace=replace)
        own = known.id if known else id or _id_of(article.metadata)
        wanted = slug(own if loaded.is_remote or source == "-" else Path(source).stem)
        stem = Path(here or (known.file if known else _free_name(show.folder, ledger, wanted, slug(own)))).stem
        made = None if here else filed(loaded, article, stem)
        file = f"{FOLDER}/{stem}{made.suffix}" if made else here
        if known:
            entry = dataclasses.replace(known, file=file)
        else:
            entry = enrolled(ledger, show.folder, file, article.metadata, id=own)
        if made:
            _write(show.folder, file, made)
        if known and known.file != file:
            _delete(show.folder, known.file, keep=stem)
        write_ledger(show.folder, ledger.with_entry(entry))
    return Added(
        entry=entry,
        title=article.metadata.title,
        pictures=len(made.pictures) if made else 0,
        replaced=known is not None,
        findings=(*article.findings, *(made.findings if made else ())),
    )


def _refuse_known(known: Entry | None, id: str, *, replace: bool) -> None:  # noqa: A002 - the article's
    """Stop at an article that the show has, unless it is to be replaced under its own id."""
    if known and not replace:
        raise ShowError(
            f'The show has an article with the id "{known.id}": {known.file}',
            hint="Add it with --replace if it is the same one, else with an id of its own: --id ID",
        )
    if known and id and known.id != id:
        raise ShowError(f'{known.file} has the id "{known.id}" already', hint="An id stays for good: leave out --id.")


def remove(show: ShowConfig, id: str) -> Entry:  # noqa: A002 - the article's
    """Remove an article from a show: its file, its folder, and what is remembered of it. The next build follows.

    Args:
        show: The show.
        id: The article's.

    Returns:
        What was remembered.

    Raises:
        ShowError: the show has no such article; the hint names those it has that are near.
        OutputError: the show's folder can't be written.
    """
    with _alone(show.folder):
        ledger = read_ledger(show.folder)
        entry = ledger.find(id)
        if entry is None:
            near = get_close_matches(id, [each.id for each in ledger.entries], n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else f"{LEDGER} lists the ids of its articles."
            raise ShowError(f'The show has no article with the id "{id}"', hint=hint)
        _delete(show.folder, entry.file)
        write_ledger(show.folder, ledger.without(id))
    return entry


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep builds and others who write the ledger away.

    Raises:
        ShowError: one of them is at work.
    """
    refusal = ShowError(f"Another command is changing {folder}", hint="Wait until it is done, and try again.")
    with telling_how_to_go_on(), alone(folder, refusal=refusal):
        yield


def _inside(folder: Path, path: Path) -> str:
    """Return an article's path in the show if it already stands in `articles/` itself, else nothing."""
    is_inside = path.resolve().parent == (folder / FOLDER).resolve()
    return f"{FOLDER}/{path.name}" if is_inside else ""


def _free_name(folder: Path, ledger: Ledger, wanted: str, otherwise: str) -> str:
    """Return a name for an article's file, without suffix, and for its folder, that no other has.

    Raises:
        ShowError: a file of the name stands there that the show doesn't know yet.
    """
    taken = {Path(entry.file).stem.casefold() for entry in ledger.entries}  # as Windows and macOS see names
    stem, number = wanted, 1
    while stem in taken:
        stem, number = f"{otherwise}-{number}" if number > 1 else otherwise, number + 1
    for file in scan(folder):
        if Path(file).stem.casefold() == stem:
            raise ShowError(
                f"{file} is there already, and no build has taken it up yet",
                hint=f"Take it up as it is (audioed add {folder / file}), or move it away.",
            )
    return stem


def _write(folder: Path, file: str, made: Filed) -> None:
    """Write an article and its pictures; pictures of its last version that it no longer has go."""
    beside = (folder / file).with_suffix("")
    with translated(folder / FOLDER):
        beside.parent.mkdir(exist_ok=True)
        if made.pictures:
            beside.mkdir(exist_ok=True)
    for name, content in made.pictures.items():
        write_atomically(beside / name, [content])
    write_atomically(folder / file, [made.content])
    if made.pictures:
        for path in beside.iterdir():
            if path.name not in made.pictures and path.is_file():
                path.unlink()
    else:
        shutil.rmtree(beside, ignore_errors=True)


def _delete(folder: Path, file: str, *, keep: str = "") -> None:
    """Delete an article's file and its folder, unless that is the one to keep."""
    with translated(folder / FOLDER):
        (folder / file).unlink(missing_ok=True)
    beside = (folder / file).with_suffix("")
    if beside.name != keep:
        shutil.rmtree(beside, ignore_errors=True)
