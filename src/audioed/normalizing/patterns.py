"""Regular expressions that are compiled when they are first used: to compile them all takes as long as to start."""

import re
from typing import cast

_METHODS = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split", "pattern")


class _Later:
    """A pattern to be; once it is one, its methods are this object's own, and cost no more."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._source, self._flags)
        self.__dict__ |= {method: getattr(compiled, method) for method in _METHODS}
        return getattr(compiled, name)


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a regular expression that is compiled when one of its methods is asked for."""
    return cast("re.Pattern[str]", _Later(source, flags))
