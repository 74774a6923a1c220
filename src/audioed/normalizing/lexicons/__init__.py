"""Lexicons as files and in layers: the general one, a show's own; what they lack, and what they change."""

from audioed.normalizing.lexicons.files import add_entry, read_entries
from audioed.normalizing.lexicons.layers import general_entries, general_files, lexicon_for

__all__ = ["add_entry", "general_entries", "general_files", "lexicon_for", "read_entries"]
