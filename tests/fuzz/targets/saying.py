"""Lines: what is said for them, and where their sentences begin. The first byte chooses the language."""

from audioed.normalizing import normalize, normalize_line, sentences_line, split_sentences

LOCALES = ("en-GB", "en-US", "de", "de-CH", "es", "fr", "it", "nl", "pt", "pt-PT", "ar", "sv", "ja", "x-none", "")


def _line(content: bytes) -> tuple[str, str]:
    return content[1:].decode("utf-8", "replace"), LOCALES[content[0] % len(LOCALES)] if content else ""


def normalization(content: bytes) -> None:
    """Normalize a text: raw parts rebuild it, and what is plain is said as it is written."""
    text, locale = _line(content)
    tokens = normalize(text, locale)
    assert "".join(text[token.start : token.end] for token in tokens) == text
    assert all(token.start < token.end for token in tokens), tokens
    assert all(token.spoken == text[token.start : token.end] for token in tokens if token.kind == "plain"), tokens
    assert normalize_line(text, locale) == "".join(token.spoken for token in tokens)


def sentences(content: bytes) -> None:
    """Split a text into sentences: they begin in order, and nothing of the text is lost."""
    text, locale = _line(content)
    starts = split_sentences(text, locale)
    assert list(starts) == sorted(set(starts))
    assert (starts[0] == 0 and starts[-1] < len(text)) if text else starts == ()
    assert "".join(sentences_line(text, locale).replace("|||", "").split()) == "".join(text.replace("|||", "").split())
