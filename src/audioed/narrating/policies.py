"""Policy files: the shipped ones and a user's own."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import Final, cast

from audioed.errors import NarrationError
from audioed.narrating.phrases import TEXTS, phrase_problems
from audioed.narrating.policy import Policy
from audioed.narrating.strict import Raw, build, check, merge
from audioed.narrating.template import template_problems

_FOLDER: Final = Path(__file__).parent / "policies"
_APART: Final = frozenset({"extends", "name", "phrases"})
"""Keys that are checked by themselves."""


def policy_names() -> tuple[str, ...]:
    """Return the names of the shipped policies."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def load_policy(name_or_path: str) -> Policy:
    """Return a shipped policy by its name ("standard", "full", "brief") or one from a TOML file.

    Raises:
        NarrationError: there is none, or the file has problems; the message lists all of them.
    """
    raw = _load(_find(name_or_path, Path()), ())
    return cast("Policy", build(Policy, raw))


def _find(name_or_path: str, folder: Path) -> Path:
    shipped = _FOLDER / f"{name_or_path}.toml"
    if name_or_path in policy_names():
        return shipped
    with suppress(OSError, RuntimeError):  # of a name that is too long, and a "~" that nobody has
        path = folder / Path(name_or_path).expanduser()
        if path.is_file():
            return path
    names = policy_names()
    near = get_close_matches(name_or_path, names, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    raise NarrationError(
        f"There is no narration policy {name_or_path!r}: it is no shipped one and no file.",
        hint=f"{hint}Shipped are {', '.join(names)}; your own is a path to a TOML file.",
    )


def _load(path: Path, above: tuple[Path, ...]) -> Raw:
    """Return the file's tables laid over those that it extends, without problems."""
    if path in above:
        raise NarrationError(f"The policies {' and '.join(map(str, above))} extend each other.")
    raw = _parse(path)
    extends = raw.get("extends")
    base: Raw = {"phrases": {}}
    if isinstance(extends, str):
        base = _load(_find(extends, path.parent), (*above, path))
    problems = [*_problems(raw, complete=extends is None)]
    if problems:
        hint = "" if extends else 'A policy of your own may begin with: extends = "standard"'
        listed = "".join(f"\n  {problem}" for problem in problems)
        raise NarrationError(f"The narration policy {path} can't be used:{listed}", hint=hint)
    own = {key: value for key, value in raw.items() if key != "extends"}
    return merge(base, {**own, "name": path.stem})


def _parse(path: Path) -> Raw:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        repr(raw)  # raises here what would break a message: a hexadecimal number of thousands of figures
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, or numbers and nestings that Python can't take
        raise NarrationError(f"The narration policy {path} is not TOML: {error}.") from error
    except OSError as error:
        raise NarrationError(f"The narration policy {path} can't be read: {error.strerror}.") from error
    return raw


def _problems(raw: Raw, *, complete: bool) -> Iterator[str]:
    if not isinstance(raw.get("extends", ""), str):
        yield f"extends: must be a policy's name or path, not {raw['extends']!r}"
    if "name" in raw:
        yield "name: no such key; a policy is named after its file"
    tables = {key: value for key, value in raw.items() if key not in _APART}
    yield from check(Policy, {**tables, "name": "", "phrases": ""}, complete=complete)
    for frame in ("opening", "closing"):
        table = raw.get(frame)
        template = table.get("template") if isinstance(table, Mapping) else None
        if isinstance(template, str):
            yield from (f"{frame}.template: {problem}" for problem in template_problems(template, TEXTS[frame]))
    phrases = raw.get("phrases", {})
    if not isinstance(phrases, Mapping):
        yield f"phrases: must be a table, not {phrases!r}"
        return
    for language, table in phrases.items():
        if isinstance(table, Mapping):
            yield from phrase_problems(table, f"phrases.{language}.")
        else:
            yield f"phrases.{language}: must be a table, not {table!r}"
