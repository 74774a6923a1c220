"""Numbers, dates, times, money and measures in languages other than English.

One verbalizer for all: what differs between languages stands in `data/languages/<language>.toml`, number words and
names of months, currencies and units in tables made from CLDR. A number that no rule is sure of is left as it is.
"""

from audioed.normalizing.languages.reading import find_quantities

__all__ = ["find_quantities"]
