"""From written to spoken: text normalization and sentence splitting. Whole scripts are the module `script`'s."""

from audioed.normalizing.lexicon import Entry, Lexicon
from audioed.normalizing.normalization import normalize, normalize_line
from audioed.normalizing.sentences import sentences_line, split_sentences

__all__ = ["Entry", "Lexicon", "normalize", "normalize_line", "sentences_line", "split_sentences"]
