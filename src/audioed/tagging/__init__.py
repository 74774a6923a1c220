"""A recording's ID3 tag: what players show, the chapters they jump to, and the record that proves it."""

from audioed.tagging.tag import RECORD_OWNER, tag

__all__ = ["RECORD_OWNER", "tag"]
