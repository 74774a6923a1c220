"""Web addresses, e-mail addresses, names with @, tags with #, file names."""

import re
from typing import NamedTuple

from audioed.normalizing import number_words
from audioed.normalizing.classes.letters import say_letters, spell
from audioed.normalizing.patterns import lazy_pattern
from audioed.normalizing.profile import Profile
from audioed.normalizing.rules import Rule, Semiotic
from audioed.normalizing.surroundings import LETTER, NUMERIC
from audioed.normalizing.tables import word_list

_TOP = (
    r"(?:com|org|net|gov|edu|info|biz|int|mil|io|ai|app|dev|news|blog|shop|online|site|museum|tv|fm|gg|xyz"
    r"|eu|uk|de|fr|es|nl|pt"
    r"|ie|ch|au|ca|nz|cn|jp|kr|br|mx|ru|ua|pl|se|dk|fi|za|ng|ke|eg|sa|ae|il|tr|gr|cz|hu|ro|co|ly|im|id|ph|"
    r"sg|hk|tw|vn|th|cl|ar|pe)"
)
_TOP_LIKE_A_WORD = r"(?:in|it|is|to|be|me|at|no|so|us|my|am|do)"
_FILE = (
    r"(?:html?|xml|json|css|js|ts|py|rs|go|java|txt|md|csv|tsv|docx?|xlsx?|pptx?|pdf|png"
    r"|jpe?g|gif|svg|mp[34]|wav|flac|zip|tar|gz|exe|dll|ini|toml|ya?ml|epub|log|sh)"
)
_NAMES = {
    ".": "dot", "/": "slash", "-": "dash", "_": "underscore", ":": "colon", "@": "at", "?": "question mark",
    "=": "equals", "&": "and", "#": "hash", "~": "tilde", "+": "plus", "%": "percent", "\\": "backslash", "$": "dollar",
    "*": "star", "!": "exclamation mark", ",": "comma", ";": "semicolon", "'": "apostrophe", "(": "open bracket",
    ")": "close bracket", "|": "pipe", "<": "less than", ">": "greater than",
}  # fmt: skip
_CALL = lazy_pattern(r"\(\)")
_PART = lazy_pattern(rf"[0-9]+|[A-Z]+(?![a-z])|[A-Z]?{LETTER}+?(?=[A-Z{NUMERIC}]|[\W\d_]|$)|[\W_]")


def name_parts(text: str) -> str:
    """Say words, digits and named symbols of an address, an identifier or a file name."""
    return " ".join(_part(part) for part in _PART.findall(text) if not part.isspace())


def say_code(text: str) -> str:
    """Say code as words: the names it is made of, without the brackets of a call and the joints of a name."""
    return name_parts(_CALL.sub("", text).replace("_", " "))


def _part(part: str) -> str:
    if part.isdigit() and part.isascii():
        return number_words.digits(part)
    if part in _NAMES:
        return _NAMES[part]
    if not part[:1].isalnum():
        return ""
    return spell(part) if part == "www" else say_letters(part)


class Address(NamedTuple):
    """A web or e-mail address, without its scheme."""

    text: str

    def say(self, _profile: Profile) -> str:
        """Say the parts with "dot" and "slash"; a country's top level in letters."""
        host, _, path = self.text.partition("/")
        words = [name_parts(host)]
        label = host.rpartition(".")[2]
        if (
            1 < len(label) < 4
            and label.isalpha()
            and label not in word_list("electronic: said as words")
            and "." in host
        ):
            words[0] = name_parts(host[: -len(label)]) + " " + spell(label)
        if path:
            words.append(f"slash {name_parts(path)}")
        return " ".join(words)


class FileName(NamedTuple):
    """A file's name or path."""

    text: str

    def say(self, _profile: Profile) -> str:
        """Say the parts; a short extension in letters where it is no word."""
        return name_parts(self.text)


class Tagged(NamedTuple):
    """A name or tag with its sign."""

    sign: str
    name: str

    def say(self, _profile: Profile) -> str:
        """Say "hashtag climate strike", "at some name"."""
        return f"{self.sign} {split_words(self.name)}"


def split_words(name: str) -> str:
    """Split CamelCase, underscores and digits into words."""
    words: list[str] = []
    for part in re.findall(rf"[0-9]+|[A-Z]+(?![a-z])|[A-Z]?(?:(?![A-Z]){LETTER})+|{LETTER}", name):
        if part.isdigit():
            is_year = len(part) == 4 and part[:2] in {"19", "20"}
            said = (
                number_words.year(int(part))
                if is_year
                else number_words.digits(part)
                if len(part) > 3
                else number_words.cardinal(int(part))
            )
            words.append(said)
        else:
            words.append(say_letters(part))
    return " ".join(words)


def _address(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Address(match["address"].rstrip("/"))


def _tag(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Tagged("hashtag", match["name"])


def _handle(match: re.Match[str], _profile: Profile) -> Semiotic:
    return Tagged("at", match["name"])


def _file(match: re.Match[str], _profile: Profile) -> Semiotic:
    return FileName(match[0])


_TAIL = r"(?:[/?#][^\s<>\"”’»]{0,500}(?<![.,;:!?)'\]]))?/?"
_LABEL = r"[^\W_][\w-]{0,62}+"
_HOST = rf"(?:{_LABEL}\.){{1,6}}{LETTER}{{2,24}}(?::[0-9]{{1,5}})?"

_EMAIL = Rule(
    "electronic", rf"(?P<address>[\w.+%&-]{{1,64}}+@(?:{_LABEL}\.){{1,6}}{LETTER}{{2,24}})(?![\w@])", _address
)
_WEB = Rule("electronic", r"(?:(?i:https?|ftp)://(?P<address>[^\s<>\"”»]{1,500}(?<![.,;:!?)'\]’])))", _address)
_PLAIN_WEB = Rule("electronic", rf"(?P<address>(?i:www)\.{_HOST}{_TAIL})", _address)
_BARE = Rule("electronic", rf"(?P<address>(?:{_LABEL}\.){{1,5}}{_TOP}(?![\w@]|\.\w){_TAIL})", _address)

JOINED = (
    _EMAIL,
    _WEB,
    _PLAIN_WEB,
    Rule("electronic", rf"(?:[\w-]{{1,60}}\.){{1,4}}(?i:{_FILE})(?![\w.]\w)(?!\w)", _file),
    _BARE,
    Rule("electronic", r"[A-Za-z]:\\[^\s\"”’<>|]{0,200}(?<![.,;:)])", _file),
    Rule("electronic", rf"(?P<address>(?:{_LABEL}\.){{2,5}}{_TOP_LIKE_A_WORD}(?![\w@]|\.\w){_TAIL})", _address),
    Rule(
        "electronic",
        rf"(?P<address>(?:{_LABEL}\.){{1,5}}{_TOP_LIKE_A_WORD}/[^\s<>\"”’»]{{1,500}}(?<![.,;:!?)'\]]))",
        _address,
    ),
)
RULES = (
    Rule("electronic", r"(?<![\w/])(?:~|\.{1,2})?(?:/[\w.-]{1,60}){2,12}/?(?<![.,-])(?!\w)", _file, at="*"),
    Rule("electronic", rf"\#(?P<name>{LETTER}\w{{0,138}}|[0-9]{{1,30}}{LETTER}\w{{0,100}})", _tag, at="#"),
    Rule("electronic", r"@(?P<name>[\w.]{0,60}\w)", _handle, at="@"),
    Rule(
        "electronic",
        rf"(?P<address>[\w.+-]{{1,64}}+@(?:{_LABEL}\.){{1,6}}{LETTER}{{2,24}})(?![\w@])",
        _address,
        then="a.-*",
    ),
    Rule(
        "electronic",
        rf"(?P<address>[0-9][\w-]{{0,62}}+(?:\.{_LABEL}){{0,4}}\.(?:com|org|net|co\.uk|io)(?![\w@]|\.\w){_TAIL})",
        _address,
        then="a.-*",
    ),
)
