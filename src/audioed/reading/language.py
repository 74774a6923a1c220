"""Which language a text is in, from its letters and its commonest words."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

_SAMPLE: Final = 20_000
"""Characters that are looked at."""

_LATIN: Final = "\u02ff"
"""The last letter of the Latin blocks."""

_SCRIPTS: Final = (
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u077f"),
    ("el", "\u0370", "\u03ff"),
    ("ru", "\u0400", "\u04ff"),
    ("hy", "\u0530", "\u058f"),
    ("ka", "\u10a0", "\u10ff"),
    ("hi", "\u0900", "\u097f"),
    ("bn", "\u0980", "\u09ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("th", "\u0e00", "\u0e7f"),
    ("ko", "\uac00", "\ud7af"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
)
"""Blocks of Unicode, by the language of most that is written in them. Kana stand before the characters of China."""

_KANA_SHARE: Final = 1 / 8

_KIN: Final = {
    "ar": (("fa", "پچژگ"), ("ur", "ٹڈڑےں")),
    "ru": (("uk", "їєґі"), ("be", "ў")),
}
"""Letters by which another language of the same script gives itself away."""

_COMMON: Final = {
    "en": (
        "the of and to in is that it was for with his they this from have not are which you but had by at her "
        "she or when what there been their"
    ),
    "de": (
        "der die und das ist nicht den von zu ein eine auf mit sich des dem es er sie ich auch als wie für "
        "aus noch nach wird bei einer wurde sind im zum zur"
    ),
    "fr": (
        "le la les des et est une un que qui dans pour pas sur au avec il elle ce sont du par plus ne se aux "
        "cette leur était mais où"
    ),
    "es": (
        "el la los las de que y en un una es por con para no se su al del lo como más pero sus muy había era "
        "este ya fue"
    ),
    "it": (
        "il la di che e è un una per non con sono gli del della le dei nel alla si da più come anche ma al lo "
        "questo era fu"
    ),
    "nl": (
        "de het een en van is dat in niet op te zijn met voor die er aan ook was om als bij naar maar door "
        "uit nog wordt werd"
    ),
    "pt": (
        "o a os as de que e do da em um uma para com não por mais dos das no na se foi ao como mas são pelo "
        "pela também era"
    ),
    "ca": "el la els les de que i a en un una per amb no és del dels va com més però seu són aquesta",
    "sv": "och att det som en på är av för med den till inte var jag han ett om men hade så vi från när",
    "da": "og at det som en på er af for med den til ikke var jeg han et om men havde så vi fra når blev",
    "pl": "i w na z się nie do to że jest o jak po co od za przez dla była był ale tego który już czy",
    "fi": "ja on ei se että oli hän mutta kun niin myös ovat joka tai sen kuin mitä olivat hänen",
    "tr": "ve bir bu da de için ile çok daha ne olarak gibi ama kadar olan sonra var değil en",
    "cs": "a se v na je že s to z do o i jako by ale za jsou který byl pro jeho od",
}
"""Words that make up a good part of any prose in their language."""

_BY_SCRIPT: Final = "by its script"

_SCRIPT_OF: Final = (
    {code: code for code, _, _ in _SCRIPTS} | {kin: code for code, row in _KIN.items() for kin, _ in row} | {"ja": "zh"}
)
"""What languages that are written in one script have in common; Japanese may look like Chinese where it has no kana."""

_KNOWN: Final = frozenset(_COMMON) | {language for language, _, _ in _SCRIPTS}
"""What is never taken for a neighbour, as Norwegian is for Danish."""

_SURE: Final = 1.25
"""How much more the best language must have than the next."""
_LEAST_SHARE: Final = 0.08
_LEAST_WORDS: Final = 3

_MONTH: Final = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_BRITISH_FORM: Final = rf"£\d|\b\d{{1,2}} {_MONTH},? \d{{4}}"
_AMERICAN_FORM: Final = rf"(?<![A-Z])\$\d|\b{_MONTH} \d{{1,2}}, \d{{4}}"

_ENDINGS: Final = ("", "s", "d", "ed", "r", "rs", "ers", "ing", "al", "hood", "hoods", "ful", "able", "ite", "ites")
_BRITISH_STEMS: Final = (
    "armour behaviour colour endeavour favour flavour harbour honour humour labour neighbour rumour vapour vigour "
    "centre fibre kilometre centimetre litre metre theatre cancelled labelled modelled traveller travelled travelling "
    "organise realise recognise apologise criticise emphasise organisation organising realising recognising "
    "analyse grey plough kerb tyre mould storey defence jewellery aluminium whilst cheque petrol motorway lorry "
    "lorries sceptic pence"
)
_AMERICAN_STEMS: Final = (
    "armor behavior color endeavor favor flavor harbor honor humor labor neighbor rumor vapor vigor "
    "center fiber kilometer centimeter liter theater canceled labeled modeled traveler traveled traveling "
    "analyze gray plow mold defense jewelry aluminum freeway sidewalk gasoline railroad skeptic"
)
"""No words in -ize: they are spelt so in Oxford too."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Detection:
    """A language, with what it rests on."""

    language: str
    """BCP 47."""
    evidence: str
    """Completes "told …": "by its script", "by its commonest words"."""


def detect(text: str) -> Detection | None:
    """Return the language of `text`, or None where it can't be told."""
    sample = text[:_SAMPLE]
    letters = [letter for letter in sample if letter.isalpha()]
    others = Counter(letter for letter in letters if letter > _LATIN)
    if not letters:
        return None
    if others.total() * 2 > len(letters):
        return _by_script(others, sample)
    language = _by_words(re.findall(r"[^\W\d_]+", sample.casefold()))
    if language == "en":
        return english(sample) or Detection(language="en-US", evidence="by its commonest words")
    return Detection(language=language, evidence="by its commonest words") if language else None


def _by_script(letters: Counter[str], sample: str) -> Detection | None:
    for language, first, last in _SCRIPTS:
        share = sum(number for letter, number in letters.items() if first <= letter <= last) / letters.total()
        if share > (_KANA_SHARE if language == "ja" else 1 / 2):
            return Detection(language=_among_kin(language, sample), evidence=_BY_SCRIPT)
    return None


def english(text: str) -> Detection | None:
    """Return which English `text` is written in, by spellings, dates and currencies; None where they don't say."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    british = _told(words, _BRITISH_STEMS) + sorted(set(re.findall(_BRITISH_FORM, text)))
    american = _told(words, _AMERICAN_STEMS) + sorted(set(re.findall(_AMERICAN_FORM, text)))
    if len(british) == len(american):
        return None
    language, signs = ("en-GB", british) if len(british) > len(american) else ("en-US", american)
    return Detection(language=language, evidence=f"by signs such as {_some(signs)}")


def _told(words: set[str], stems: str) -> list[str]:
    return sorted(words & {stem + ending for stem in stems.split() for ending in _ENDINGS})


def _some(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words[:2])


def _among_kin(language: str, sample: str) -> str:
    for kin, letters in _KIN.get(language, ()):
        if sum(map(sample.count, letters)) * 100 > len(sample):
            return kin
    return language


def _by_words(words: list[str]) -> str:
    counts = Counter(words)
    scores = Counter({language: sum(counts[word] for word in common) for language, common in _words().items()})
    (best, most), (_, next_most) = scores.most_common(2)
    sure = most >= max(_LEAST_WORDS, _LEAST_SHARE * len(words)) and most >= _SURE * next_most
    return best if sure else ""


def _words() -> dict[str, frozenset[str]]:
    return {language: frozenset(common.split()) for language, common in _COMMON.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """The language that an article is taken to be in."""

    language: str
    findings: tuple[str, ...] = ()


def settle(said: str, *, asked: str, text: str, usual: str = "") -> Settled:
    """Decide on an article's language: the one asked for, else the one said in the source, else the one detected.

    Args:
        said: By the source; empty: nothing.
        asked: By the user; empty: nothing.
        text: All of the article.
        usual: What such articles are written in: taken where nothing is said and the text doesn't speak against it,
            and where the source doesn't say which kind of it; empty: not known.
    """
    detected = None if asked else detect(text)
    if said and detected and _is_in_another_script(said, detected):
        note = f'It says that its language is "{said}"; it was read as "{detected.language}", told {detected.evidence}.'
        return Settled(language=detected.language, findings=(note,))
    if asked or _is_usual(usual, said, detected):
        other = bool(said and asked) and base_language(said) != base_language(asked)
        note = f'It says that its language is "{said}", and was read as "{asked}", as asked for.'
        return Settled(language=asked or usual, findings=(note,) if other else ())
    if said == "en" and (kind := english(text[:_SAMPLE])):
        note = f'It says that its language is "en"; it was read as "{kind.language}", told {kind.evidence}.'
        return Settled(language=kind.language, findings=(note,))
    if said and detected and base_language(said) in _KNOWN and base_language(detected.language) != base_language(said):
        note = f'It says that its language is "{said}", but it looks like "{detected.language}".'
        return Settled(language=said, findings=(note,))
    if said:
        return Settled(language=said)
    return _unsaid(detected)


def _unsaid(detected: Detection | None) -> Settled:
    if detected:
        note = f'It doesn\'t say its language; "{detected.language}" was told {detected.evidence}.'
        return Settled(language=detected.language, findings=(note,))
    note = 'Its language is neither said nor clear; it was read as English ("en"). Name another by --language.'
    return Settled(language="en", findings=(note,))


def _is_in_another_script(said: str, detected: Detection) -> bool:
    """Return whether a text is in a script that the language is not written in, as Chinese is not in that of English.

    Languages that share a script, or may be written in several, are left to those who know.
    """
    is_latin = base_language(said) in _COMMON
    is_other = base_language(said) in _SCRIPT_OF and _SCRIPT_OF[base_language(said)] != _SCRIPT_OF.get(
        base_language(detected.language)
    )
    return detected.evidence == _BY_SCRIPT and (is_latin or is_other)


def _is_usual(usual: str, said: str, detected: Detection | None) -> bool:
    if not usual or said.lower() not in ("", base_language(usual)):
        return False
    return bool(said) or detected is None or base_language(detected.language) == base_language(usual)


def base_language(language: str) -> str:
    """Return a language without its region, script and variants."""
    return language.lower().partition("-")[0]
