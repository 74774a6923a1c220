"""Front matter: what stands above an article, as YAML. docs/front-matter.md is its schema for people."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any, Final, TypeAlias

import yaml

from audioed.errors import ConfigError
from audioed.model import Metadata

_FENCED: Final = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)(?:^(?:---|\.\.\.)[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
_OPENED: Final = re.compile(r"\A---[ \t]*\n[A-Za-z_]\w*:(?:[ \t]|\n)")

_LONGEST: Final = 300_000
"""Characters: a lexicon of ten thousand words."""

_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SLUG: Final = re.compile(r"[^\s/\\?#%]+")
_SYNONYMS: Final = {"author": "authors", "description": "summary", "lang": "language", "canonical": "source"}

_OF_SHOWS: Final = ("correction",)
"""Keys that only a show heeds; they are kept as the unknown ones are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontMatter:
    """What was read above an article."""

    metadata: Metadata
    """Title and language are empty where they are not said."""
    body: str
    """The text below, its lines where they were: those of the front matter are blank."""
    findings: tuple[str, ...] = ()


class _MisfitError(ValueError):
    """A value that its key doesn't take; says what it takes."""


_Check: TypeAlias = Callable[[yaml.Node], object]


def read_front_matter(text: str, *, name: str) -> FrontMatter:
    r"""Return the front matter of `text` and what is below it; without front matter, all of it is below.

    Args:
        text: The whole source, with "\n" as line end.
        name: For messages.

    Raises:
        ConfigError: the front matter doesn't fit its schema; the message lists every problem with its line.
    """
    nothing = Metadata(title="", language="")
    fenced = _FENCED.match(text)
    if not fenced or not _looks_like_yaml(fenced["yaml"]):
        if not fenced and _OPENED.match(text):
            raise ConfigError(f"{name}: the front matter is never closed", hint="End it with a line of three hyphens.")
        return FrontMatter(metadata=nothing, body=text)
    body = "\n" * fenced[0].count("\n") + text[fenced.end() :]
    entries = _compose(fenced["yaml"], name)
    problems: list[str] = []
    findings: list[str] = []
    values: dict[str, Any] = {}
    extra: list[tuple[str, str]] = []
    for key_node, value_node in entries:
        key, line = _scalar(key_node), key_node.start_mark.line + 2
        known = _SYNONYMS.get(key, key)
        check = _CHECKS.get(known)
        if check is None:
            extra.append((key, _as_json(value_node)))
            if near := _near(key):
                findings.append(f'Line {line}: "{key}" is no key of the front matter; did you mean "{near}"?')
        elif known in values:
            problems.append(f"line {line}, {key}: is given twice")
        elif not _is_nothing(value_node):
            try:
                values[known] = check(value_node)
            except _MisfitError as misfit:
                values[known] = None
                problems.append(f"line {value_node.start_mark.line + 2}, {key}: {misfit}")
    if problems:
        raise ConfigError(
            "\n  ".join([f"{name}: the front matter doesn't fit:", *problems]),
            hint="docs/front-matter.md says what each key takes.",
        )
    return FrontMatter(metadata=replace(nothing, **values, extra=tuple(extra)), body=body, findings=tuple(findings))


def _looks_like_yaml(text: str) -> bool:
    """Tell front matter from a text between two rules: it has a key, or nothing at all."""
    return not text.strip() or bool(re.search(r"^[\"']?[\w-]+[\"']?[ \t]*:(?:[ \t]|$)", text, re.MULTILINE))


class _Loader(yaml.SafeLoader):
    """Composes nodes without aliases and escaped controls.

    The former are of no use here, and a few lines of them can mean gigabytes; the latter no published file can hold.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="aliases (*name) are not read", problem_mark=self.get_mark())
        return super().compose_node(parent, index)

    def compose_scalar_node(self, anchor: dict[Any, yaml.Node]) -> yaml.ScalarNode:
        node = super().compose_scalar_node(anchor)
        if found := _NO_CHARACTER.search(str(node.value)):
            problem = f"it holds U+{ord(found[0]):04X}, which is no character of a text"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)
        return node


def _compose(text: str, name: str) -> list[tuple[yaml.Node, yaml.Node]]:
    if len(text) > _LONGEST:
        raise ConfigError(
            f"{name}: the front matter has {len(text):,} characters, more than {_LONGEST:,}",
            hint="Keep in it what docs/front-matter.md names; a long lexicon can be the show's.",
        )
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2
        raise ConfigError(
            f"{name}: line {line} of the front matter is no YAML: {error.problem}",
            hint="A text with a colon, a hash or a quotation mark in it goes between quotation marks.",
        ) from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{name}: the front matter is no YAML: {error}") from error
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, a version of a thousand figures
        raise ConfigError(f"{name}: the front matter is no YAML: {error}") from error
    except RecursionError as error:  # PyYAML descends by calls; hundreds of brackets in a row are no front matter
        raise ConfigError(f"{name}: the front matter is nested too deeply") from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise ConfigError(f"{name}: the front matter is no list of keys with values", hint='Write "key: value" lines.')
    return list(root.value)


# What each key takes. Values are taken as written: "no" is Norwegian, 1984 a title. ---------------------------------


def _is_nothing(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in {"", "~", "null"}


def _scalar(node: yaml.Node) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _text(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _MisfitError("takes a text")
    return " ".join(str(node.value).split())


def _texts(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(filter(None, (_person(each) for each in node.value)))
    return tuple(filter(None, (_person(node),)))


def _person(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if _scalar(key) == "name":
                return _text(value)
    if isinstance(node, yaml.ScalarNode):
        return _text(node)
    raise _MisfitError("takes a name, or a list of names")


def _matching(pattern: re.Pattern[str], takes: str) -> Callable[[yaml.Node], str]:
    def check(node: yaml.Node) -> str:
        value = _text(node)
        if not pattern.fullmatch(value):
            raise _MisfitError(f'"{value}" won\'t do; it takes {takes}')
        return value

    return check


def _language(node: yaml.Node) -> str:
    return tidy_code(_matching(_LANGUAGE, 'a language code, such as "en-GB", "de" or "pt-BR"')(node))


def tidy_code(code: str) -> str:
    """Return a BCP 47 code in its usual form: en_gb is en-GB (RFC 5646, 2.1.1)."""
    first, *rest = code.replace("_", "-").split("-")
    forms = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(forms.get(len(part), str.lower)(part) for part in rest)])


def _date(node: yaml.Node) -> datetime:
    value = _text(node)
    try:
        date = datetime.fromisoformat(value)
    except ValueError:
        raise _MisfitError(f'"{value}" is no date; it takes 2025-03-14 or 2025-03-14T09:30:00+01:00') from None
    if not MINYEAR < date.year < MAXYEAR:
        raise _MisfitError(f'"{value}" is a date in the first or last year that there is, which not every zone has')
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _pairs(node: yaml.Node) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, yaml.MappingNode):
        raise _MisfitError('takes "written: spoken" lines')
    return tuple((_scalar(key), _text(value)) for key, value in node.value)


def _corrections(node: yaml.Node) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise _MisfitError("takes a list, each with a date and a text")
    return tuple(_correction(each) for each in node.value)


def _correction(node: yaml.Node) -> tuple[str, str]:
    parts = {_scalar(key): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
    if parts.keys() != {"date", "text"}:
        raise _MisfitError(f"line {node.start_mark.line + 2} takes a date and a text")
    return _date(parts["date"]).date().isoformat(), _text(parts["text"])


_CHECKS: Final[dict[str, _Check]] = {
    "title": _text,
    "authors": _texts,
    "date": _date,
    "language": _language,
    "summary": _text,
    "image": _text,
    "image_alt": _text,
    "id": _matching(re.compile(r"\S+"), "a name without spaces"),
    "slug": _matching(_SLUG, "a name without spaces and slashes"),
    "source": _matching(re.compile(r"https?://\S+"), "a web address"),
    "publisher": _text,
    "voice": _text,
    "lexicon": _pairs,
    "corrections": _corrections,
}

KEYS: Final = tuple(field.name for field in fields(Metadata) if field.name != "extra")
"""The keys of the schema."""


def _near(key: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for a key that is not known

    near = get_close_matches(key.lower().replace("-", "_"), [*KEYS, *_SYNONYMS, *_OF_SHOWS], n=1, cutoff=0.8)
    return near[0] if near and near[0] != key else ""


def _as_json(node: yaml.Node) -> str:
    return json.dumps(_plain(node), ensure_ascii=False)


def _plain(node: yaml.Node) -> object:
    match node:
        case yaml.MappingNode():
            return {_scalar(key): _plain(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_plain(each) for each in node.value]
        case _:
            return None if _is_nothing(node) else node.value
