"""What is published beside the sound: transcripts and chapters, all from the one timeline."""

from audioed.publishing.chapters import to_chapters
from audioed.publishing.transcript import to_json, to_srt, to_txt, to_vtt

__all__ = ["to_chapters", "to_json", "to_srt", "to_txt", "to_vtt"]
