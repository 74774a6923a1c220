"""A narration under way: the passages written so far, what is left out, and what is to be announced next."""

from dataclasses import dataclass, field
from typing import Final

from audioed.model import Block, BlockId, PassageKind, Skipped, block_text
from audioed.narrating.draft import Draft
from audioed.narrating.phrases import Phrases
from audioed.narrating.policy import Pause, Policy
from audioed.narrating.reasons import Reason

_STOP_MS: Final = 300
"""Between an announcement and a text that another voice says: as long as a full stop."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """What is announced before the next passage, on behalf of whoever is `owner`."""

    owner: int
    words: str


@dataclass(kw_only=True, slots=True)
class Narration:
    """What the narrators of the blocks write to."""

    policy: Policy
    phrases: Phrases
    language: str
    """The article's."""
    drafts: list[Draft] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    lacking: set[str] = field(default_factory=set)
    """Phrases that were wanted and that the language lacks."""
    _leads: list[_Lead] = field(default_factory=list)
    _before_ms: int = 0

    def phrase(self, name: str) -> str:
        """Return a phrase in the article's language; empty, and noted, where the language lacks it."""
        text = self.phrases.text(name)
        if not text:
            self.lacking.add(name)
        return text

    def open(self, block: Block, kind: PassageKind, pause: Pause, *, level: int = 0) -> Draft:
        """Begin a passage; what is to be announced before it comes first.

        In a block of another language than the article's, announcements are a passage of their own: each is said by
        a voice that can.
        """
        language = block.language or self.language
        draft = Draft(block=block.id, kind=kind, language=language, pause=pause, level=level)
        draft.before_ms = max(draft.before_ms, self._before_ms)
        self._before_ms = 0
        self.drafts.append(draft)
        for lead in self._leads:
            self.announce(draft, lead.words)
        self._leads.clear()
        return draft

    def announce(self, draft: Draft, words: str) -> None:
        """Announce something in the last passage."""
        if words and draft.is_empty and _base(draft.language) != _base(self.language):
            pause = Pause(before_ms=draft.before_ms, after_ms=_STOP_MS)
            draft.before_ms = _STOP_MS
            apart = Draft(block=draft.block, kind=draft.kind, language=self.language, pause=pause)
            apart.announce(words.strip())
            self.drafts.insert(-1, apart)
        else:
            draft.announce(words)

    def lead(self, owner: int, words: str, before_ms: int) -> None:
        """Announce `words` before the next passage, and make the pause before it `before_ms` at least."""
        if words:
            self._leads.append(_Lead(owner, words))
        self._before_ms = max(self._before_ms, before_ms)

    def withdraw(self, owner: int) -> None:
        """Forget what was to be announced for `owner`, since nothing came of it."""
        self._leads = [lead for lead in self._leads if lead.owner != owner]

    def trail(self, words: str, after_ms: int) -> None:
        """Announce `words` after the last passage, and make the pause after it `after_ms` at least."""
        last = self.drafts[-1]
        if words and _base(last.language) != _base(self.language):
            pause = Pause(before_ms=_STOP_MS, after_ms=0)
            apart = Draft(block=last.block, kind=last.kind, language=self.language, pause=pause)
            apart.announce(words)
            self.drafts.append(apart)
        elif words:
            last.announce(f". {words}")
        self.drafts[-1].after_ms = max(last.after_ms, after_ms)

    def silence(self, draft: Draft, text: str, reason: Reason) -> None:
        """Write text of the author's that is not spoken, and record it."""
        if text:
            draft.silence(text, reason.value)
            self.skip(draft.block, text, reason)

    def skip(self, block: BlockId, text: str, reason: Reason) -> None:
        """Record text that is not spoken."""
        self.skipped.append(Skipped(text=text, reason=reason.value, block=block))

    def skip_block(self, block: Block, reason: Reason) -> None:
        """Record that a whole block is not spoken."""
        self.skip(block.id, block_text(block), reason)


def _base(language: str) -> str:
    return language.partition("-")[0].lower()
