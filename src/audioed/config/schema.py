"""The settings as JSON Schema, for editors that complete and check `audioed.toml` while it is typed."""

import json
from typing import Final

from audioed.config.settings import SETTINGS
from audioed.config.show_settings import SHOW_SETTINGS

SCHEMA_NAME: Final = "audioed.schema.json"


def to_schema() -> str:
    """Return the JSON Schema of `audioed.toml`, made from the tables that check the file itself.

    Source: JSON Schema draft 7, which Taplo and the editors that build on it read.
    """
    settings = {setting.key: setting for setting in (*SETTINGS, *SHOW_SETTINGS)}
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "audioed.toml",
        "description": "How audioed makes editions of articles, and the show that they are published in.",
        "type": "object",
        "properties": {key: {"description": one.says, **one.kind.schema} for key, one in settings.items()},
        "additionalProperties": False,
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
