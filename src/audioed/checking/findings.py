"""What is found: a rule of the catalogue that doesn't hold, and where."""

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much a finding matters."""

    ERROR = "error"
    """Something doesn't work for somebody, or a directory refuses the show."""
    WARNING = "warning"
    """Some app, or some listener, is served worse than need be."""
    NOTE = "note"
    """Worth knowing; may well be as it should."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A row of the catalogue."""

    code: str
    """A letter for the area and three digits, which are never used again for something else."""
    severity: Severity
    sentence: str
    """What is wrong where the rule doesn't hold."""
    hint: str
    """The next thing to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that is wrong with a show."""

    rule: Rule
    place: str
    """A file inside the published folder, and where in it."""
    message: str
    """A sentence with the offending value."""

    @property
    def code(self) -> str:
        """Of the rule."""
        return self.rule.code

    @property
    def severity(self) -> Severity:
        """Of the rule."""
        return self.rule.severity

    @property
    def hint(self) -> str:
        """What to do about it."""
        return self.rule.hint
