"""From written to spoken: text normalization and sentence splitting."""

from audioed.normalizing.lexicon import Entry, Lexicon
from audioed.normalizing.normalization import normalize, normalize_line
from audioed.normalizing.script import normalize_script
from audioed.normalizing.sentences import sentences_line, split_sentences

__all__ = ["Entry", "Lexicon", "normalize", "normalize_line", "normalize_script", "sentences_line", "split_sentences"]
