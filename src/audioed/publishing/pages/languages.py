"""Languages as HTML names them, and which way they are written."""

import re

_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", re.IGNORECASE)
"""Well-formed enough (RFC 5646, section 2.1): what else authors write is left out, since browsers can't use it."""

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa ha-arab he khw ks ku-arab nqo ps sd ug ur yi".split())


def tag(language: str) -> str:
    """Return a language as the `lang` attribute has it; empty where it is none."""
    language = language.strip().replace("_", "-")
    return language if _TAG.fullmatch(language) else ""


def direction(language: str) -> str:
    """Return which way a language is written: "ltr" or "rtl"."""
    parts = tag(language).lower().split("-")
    return "rtl" if parts[0] in _RIGHT_TO_LEFT or "-".join(parts[:2]) in _RIGHT_TO_LEFT else "ltr"
