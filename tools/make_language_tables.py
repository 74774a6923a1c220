"""Write the tables of number words, months, currencies and units that `audioed.normalizing.languages` reads.

    python tools/make_language_tables.py

Number words come from CLDR's rule-based number formats (as unicode-rbnf carries them), names from CLDR by way of
Babel; both are needed here alone. The tables are part of the repository: they change when CLDR does.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import unicode_rbnf
from babel import Locale

TARGET = Path(__file__).parents[1] / "src/audioed/normalizing/data/languages"
LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
REGIONS = ("fr_BE", "fr_CH", "pt_PT")
"""Where numbers have other words than in the language at large."""
NO_REGIONS = {"XA", "XB", "ZZ"}
"""Codes for tests and for what is not known."""
WITH_ARTICLE = re.compile(
    "^(?:Bahamas|Comoros|Gambia|Isle of Man|Maldives|Netherlands|Philippines|Seychelles|Vatican City)$"
    "|(?:Emirates|Islands|Kingdom|Nations|Republic|States|Territor(?:y|ies)|Union|Zone)$"
)
"""Of the English names those that follow "of the"."""
CURRENCIES = (
    "ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HUF ILS INR JPY KRW MXN NOK NZD PEN PLN RON RUB SEK TRY UAH USD "
    "ZAR"
)
UNITS = """
    km length-kilometer
    m length-meter
    dm length-decimeter
    cm length-centimeter
    mm length-millimeter
    µm length-micrometer
    nm length-nanometer
    km² area-square-kilometer
    km2 area-square-kilometer
    m² area-square-meter
    m2 area-square-meter
    cm² area-square-centimeter
    ha area-hectare
    m³ volume-cubic-meter
    m3 volume-cubic-meter
    km³ volume-cubic-kilometer
    cm³ volume-cubic-centimeter
    l volume-liter
    L volume-liter
    hl volume-hectoliter
    dl volume-deciliter
    cl volume-centiliter
    ml volume-milliliter
    t mass-tonne
    kg mass-kilogram
    g mass-gram
    mg mass-milligram
    µg mass-microgram
    km/h speed-kilometer-per-hour
    m/s speed-meter-per-second
    mph speed-mile-per-hour
    °C temperature-celsius
    °F temperature-fahrenheit
    ° angle-degree
    h duration-hour
    min duration-minute
    ms duration-millisecond
    W power-watt
    kW power-kilowatt
    MW power-megawatt
    GW power-gigawatt
    kWh energy-kilowatt-hour
    kJ energy-kilojoule
    kcal energy-kilocalorie
    Hz frequency-hertz
    kHz frequency-kilohertz
    MHz frequency-megahertz
    GHz frequency-gigahertz
    kB digital-kilobyte
    KB digital-kilobyte
    MB digital-megabyte
    GB digital-gigabyte
    TB digital-terabyte
    V electric-volt
    hPa pressure-hectopascal
    bar pressure-bar
"""
ROOTS = re.compile(r"spellout-(?:numbering|numbering-year|cardinal|ordinal)(?:-.*)?")
_REFERENCE = re.compile(r"[←→=]%%?([\w-]+)[←→=]")


def number_rules(locale: str) -> Iterator[str]:
    """Yield the rules that spell whole numbers: set, base, radix and text, one to a line."""
    path = Path(unicode_rbnf.__file__).parent / "rbnf" / f"{locale}.xml"
    sets = {
        element.attrib["type"]: element.findall("rbnfrule")
        for element in ET.parse(path).iter("ruleset")  # noqa: S314 - a file of an installed package
    }
    for name, rules in sets.items():
        if not ROOTS.fullmatch(name) and name not in _reachable(sets):
            continue
        for rule in rules:
            base = rule.attrib["value"]
            if base.isdigit():
                # Where Dutch says a year's two halves side by side, they stay two words.
                text = (rule.text or "").removesuffix(";").replace("←←→", "←← →").replace("\u00ad", "")
                yield "\t".join((name, base, rule.attrib.get("radix", "10"), _mended(locale, name, base, text)))


def _mended(locale: str, name: str, base: str, text: str) -> str:
    """Return a rule as the language's grammar has it, where CLDR's differs."""
    if (locale, name, base) == ("es", "spellout-cardinal-feminine", "2000"):
        return text.replace("masculine", "feminine")  # "doscientas mil personas": hundreds agree across "mil"
    return text


def _reachable(sets: dict[str, list[ET.Element]]) -> set[str]:
    waiting = [name for name in sets if ROOTS.fullmatch(name)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [other for rule in sets.get(name, ()) for other in _REFERENCE.findall(rule.text or "")]
    return found


def names(language: str) -> Iterator[str]:
    """Yield months, weekdays, currencies and units: kind, what is written, singular, plural."""
    locale = Locale(language)
    for number, month in locale.months["format"]["wide"].items():
        short = {forms[number].rstrip(".") for forms in (locale.months["format"]["abbreviated"],)}
        yield "\t".join(("month", month, str(number), " ".join(sorted(short - {month}))))
    for day in locale.days["format"]["wide"].values():
        yield f"weekday\t{day}"
    for code in CURRENCIES.split():
        plural = locale.currencies[code]
        forms = locale._data["currency_names_plural"].get(code, {})  # noqa: SLF001 - Babel has no public way to both
        yield "\t".join(("currency", code, forms.get("one", plural), forms.get("other", plural)))
    patterns = locale._data["unit_patterns"]  # noqa: SLF001 - nor to these
    for line in UNITS.split("\n"):
        if line.strip():
            sign, unit = line.split()
            long = patterns[unit]["long"]
            many = str(long.get("other", patterns[unit]["short"].get("other", "")))
            one = str(long.get("one", many))
            per = str(long.get("per", ""))
            if "{0}" in many:
                yield "\t".join(("unit", sign, *(form.replace("{0}", "").strip() for form in (one, many, per))))


def flags() -> Iterator[str]:
    """Yield whose a flag is in English: the code that its two letters spell, and the name."""
    for code, name in sorted(Locale("en").territories.items()):
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_REGIONS:
            plain = re.sub(r" \([^)]*\)", "", name).replace("&", "and").replace("St.", "Saint").replace(" - ", " ")
            yield f"{code}\t{'the ' if WITH_ARTICLE.search(plain) else ''}{plain}"


def main() -> None:
    """Write every table."""
    for locale in (*LANGUAGES, *REGIONS):
        _write(TARGET / "numbers" / f"{locale.replace('_', '-').lower()}.tsv", number_rules(locale))
    for language in LANGUAGES:
        _write(TARGET / "names" / f"{language}.tsv", names(language))
    _write(TARGET.parent / "flags.tsv", flags())


def _write(path: Path, lines: Iterator[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "# Made from Unicode CLDR by tools/make_language_tables.py\n" + "".join(f"{line}\n" for line in lines),
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
