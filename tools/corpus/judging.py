"""Converts one page, proves it, and holds what is said against what must be said."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from expecting import Expected, expected_of
from pages import SavedPage
from running import Limits, Ran, run_audioed
from words import Words, words_of

Outcome: TypeAlias = Literal["complete", "refused", "lost", "unproven", "crash"]

_OF_THE_PAGE = frozenset(
    {"advertisement", "byline", "comments", "control", "hidden", "navigation", "outside-main-text", "repeated"}
)
"""Reasons to leave out what was judged no article. The others lie in the author's text. Source: docs/narration.md."""

_PROSE_KINDS = frozenset({"heading", "paragraph", "quotation", "item", "note", "verse"})
_KEPT = 0.85
"""The share of a paragraph's words that must be found: a few may be written otherwise in the source."""
_MOST_CUT = 12
"""Words of a part that is looked for where a paragraph isn't whole."""
_VANISHED = 0.5
_LEAST_TO_VANISH = 8
VANISHED: Final = "vanished"
"""Instead of a reason: said nowhere and listed nowhere."""
_SHOWN = 160
_QUICK: Mapping[str, Sequence[str]] = {"tone": ("--rate", "600")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Lost:
    """A paragraph that should be heard and is not."""

    text: str
    reason: str
    """With which it is listed as skipped; empty: it is not listed at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What became of a page."""

    name: str
    digest: str
    outcome: Outcome
    message: str = ""
    seconds: float
    """Of converting it, start of the program included."""
    megabytes: float
    is_known: bool = False
    """Whether the expected text was known, not estimated."""
    blocks: int = 0
    words: int = 0
    """Spoken, announcements included."""
    expected: int = 0
    """Paragraphs of the main text."""
    kept: int = 0
    lost: tuple[Lost, ...] = ()
    boilerplate: int = 0
    """Words that are said though they are none of the article."""
    boilerplate_begins: tuple[str, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    """Words that are listed as skipped, by reason."""

    @property
    def is_failure(self) -> bool:
        """Whether the page shows a defect: of audioed, or of the estimate."""
        return self.outcome in ("lost", "unproven", "crash")

    def to_json(self) -> dict[str, Any]:
        """Return the verdict as JSON has it."""
        return asdict(self)

    @classmethod
    def from_json(cls, read: Mapping[str, Any]) -> "Verdict":
        """Return the verdict that `to_json` made."""
        lost = tuple(Lost(**each) for each in read["lost"])
        return cls(**{**read, "lost": lost, "boilerplate_begins": tuple(read["boilerplate_begins"])})


def judge(page: SavedPage, *, voice: str, limits: Limits) -> Verdict:
    """Convert a page and say what became of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        edition = folder / "edition.mp3"
        source = str(page.path.absolute())
        flags = ["--voice", voice, *_QUICK.get(voice, ()), "--jobs", "1", "--quiet", "-o", str(edition)]
        converted = run_audioed(["convert", source, *flags], limits, folder / "cache")
        if converted.code:
            return _stopped(page, converted, converted)
        script = run_audioed(["script", source, "--format", "json", "--quiet"], limits, folder / "cache")
        if script.code:
            return _stopped(page, converted, script)
        proof = run_audioed(["verify", str(edition), "--source", source, "--json"], limits, folder / "cache")
        if proof.code not in (0, 50):
            return _stopped(page, converted, proof)
        return _held(page, converted, json.loads(script.out), json.loads(proof.out))


def unjudged(page: SavedPage, error: BaseException) -> Verdict:
    """Return the verdict on a page on which this program failed, not audioed."""
    message = f"the corpus runner failed: {type(error).__name__}: {error}"
    return Verdict(name=page.name, digest="", outcome="crash", message=message, seconds=0, megabytes=0)


def _stopped(page: SavedPage, converted: Ran, ran: Ran) -> Verdict:
    is_refusal = ran is converted and ran.is_refusal
    expected = len(expected_of(page).main) if page.expected else 0
    outcome: Outcome = "crash" if not is_refusal else "lost" if expected else "refused"
    return Verdict(
        name=page.name,
        digest=page.digest,
        outcome=outcome,
        message=ran.message,
        seconds=converted.seconds,
        megabytes=converted.megabytes,
        is_known=bool(page.expected),
        expected=expected,
    )


def _held(page: SavedPage, converted: Ran, script: Mapping[str, Any], proof: Mapping[str, Any]) -> Verdict:
    expected = expected_of(page)
    said = Words(each["text"] for each in script["passages"])
    skipped: dict[str, list[str]] = {}
    for each in script["skipped"]:
        skipped.setdefault(each["reason"], []).append(each["text"])
    lost = (*_lost(expected.main, said, skipped), *_vanished(expected, said, skipped, script["metadata"]))
    boilerplate = _boilerplate(expected, script["passages"])
    wrong = [
        f"{each['number']}: {each['message']}" for each in proof["findings"] if not each["number"].startswith("V5")
    ]
    return Verdict(
        name=page.name,
        digest=page.digest,
        outcome="lost" if lost else "complete" if proof["proven"] else "unproven",
        message="" if proof["proven"] else "; ".join(wrong),
        seconds=converted.seconds,
        megabytes=converted.megabytes,
        is_known=expected.is_known,
        blocks=len({each["block"] for each in script["passages"]}),
        words=proof["words"],
        expected=len(expected.main),
        kept=len(expected.main) - sum(1 for each in lost if each.reason != VANISHED),
        lost=lost,
        boilerplate=sum(len(words_of(text)) for text in boilerplate),
        boilerplate_begins=tuple(map(_begin, boilerplate[:5])),
        skipped={reason: sum(len(words_of(text)) for text in texts) for reason, texts in sorted(skipped.items())},
    )


def _lost(paragraphs: Sequence[str], said: Words, skipped: Mapping[str, Sequence[str]]) -> list[Lost]:
    """Return the paragraphs that are neither said nor left out for a reason that lies in the author's text."""
    excused = Words(text for reason, texts in skipped.items() if reason not in _OF_THE_PAGE for text in texts)
    judged = {reason: Words(texts) for reason, texts in skipped.items() if reason in _OF_THE_PAGE}
    lost = []
    for text in paragraphs:
        if said.share(text) + excused.share(text) >= _KEPT:
            if cut := _cut_from(text, said, skipped):
                lost.append(Lost(text=_begin(text), reason=cut))
            continue
        found = max(judged, key=lambda reason: judged[reason].share(text), default="")
        reason = found if found and judged[found].share(text) >= _VANISHED else ""
        lost.append(Lost(text=_begin(text), reason=reason))
    return lost


def _cut_from(text: str, said: Words, skipped: Mapping[str, Sequence[str]]) -> str:
    """Return the reason for which some of a paragraph's words were left out, though the rest is said; empty if none."""
    sought = words_of(text)
    if said.found(sought) == len(sought):
        return ""
    for reason in _OF_THE_PAGE & skipped.keys():
        for cut in map(words_of, skipped[reason]):
            starts = (at for at in range(len(sought) - len(cut) + 1) if sought[at : at + len(cut)] == cut)
            for at in starts if 0 < len(cut) <= _MOST_CUT else ():
                rest = sought[:at] + sought[at + len(cut) :]
                if said.found(rest) == len(rest):
                    return reason
    return ""


def _vanished(
    expected: Expected, said: Words, skipped: Mapping[str, Sequence[str]], metadata: Mapping[str, Any]
) -> list[Lost]:
    """Return the paragraphs, of whatever kind, that are neither said nor listed."""
    known = [
        *said.texts,
        *(text for texts in skipped.values() for text in texts),
        json.dumps(metadata, ensure_ascii=False),
    ]
    accounted = Words(known)
    return [
        Lost(text=_begin(text), reason=VANISHED)
        for text in (*expected.boilerplate, *expected.other)
        if len(words_of(text)) >= _LEAST_TO_VANISH and accounted.share(text) < _VANISHED
    ]


def _boilerplate(expected: Expected, passages: Sequence[Mapping[str, Any]]) -> list[str]:
    main = Words(expected.main)
    unwanted = Words(expected.boilerplate)
    wanted = Words((*expected.main, *expected.other))
    texts = [each["text"] for each in passages if each["kind"] in _PROSE_KINDS]
    if expected.is_known:
        return [text for text in texts if main.share(text) < _VANISHED]
    return [text for text in texts if wanted.share(text) < _VANISHED <= unwanted.share(text)]


def _begin(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
