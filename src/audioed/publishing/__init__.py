"""What is published beside the sound: transcripts and chapters, all from the one timeline, and the show's feed."""

from audioed.publishing.chapters import to_chapters
from audioed.publishing.feed import feed_names, to_feed
from audioed.publishing.show_notes import show_notes
from audioed.publishing.transcript import to_json, to_srt, to_txt, to_vtt

__all__ = ["feed_names", "show_notes", "to_chapters", "to_feed", "to_json", "to_srt", "to_txt", "to_vtt"]
