"""What is published beside the sound: transcripts and chapters, all from the one timeline.

The show's feed (`feed`, `show_notes`) and its pages (`pages`) stand apart: they take longer to load than these.
"""

from audioed.publishing.chapters import chapter_pictures, to_chapters
from audioed.publishing.transcript import to_json, to_srt, to_txt, to_vtt

__all__ = ["chapter_pictures", "to_chapters", "to_json", "to_srt", "to_txt", "to_vtt"]
