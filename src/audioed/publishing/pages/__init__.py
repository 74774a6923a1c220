"""Pages for people: an episode's, the show's, and what they share. They work without scripts, and with any reader."""

from audioed.publishing.pages.files import assets
from audioed.publishing.pages.listing import to_index, to_statement
from audioed.publishing.pages.page import to_page
from audioed.publishing.pages.transcript_page import to_transcript_html

__all__ = ["assets", "to_index", "to_page", "to_statement", "to_transcript_html"]
