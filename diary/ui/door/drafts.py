"""What was half typed when the diary was locked, as one text that is kept inside the diary."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from diary.ui.window import TODAY


def draft_from(memories: Mapping[str, Any]) -> str:
    """What Today could not take yet, with its day; empty when there is nothing."""
    if TODAY not in memories:
        return ""
    day, typed = memories[TODAY]
    kept = {key: text for key, text in typed.items() if text}
    return json.dumps({"day": day.isoformat(), "typed": kept}) if kept else ""


def memories_from(draft: str) -> dict[str, Any]:
    """The same as Today remembers it; nothing when it cannot be read."""
    try:
        found = json.loads(draft)
        return {TODAY: (date.fromisoformat(found["day"]), {str(k): str(v) for k, v in found["typed"].items()})}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def is_half_typed(memories: Mapping[str, Any]) -> bool:
    """Whether a form outside Today holds words that only its page knows."""
    parts = [memory for page in memories.values() for memory in getattr(page, "parts", {}).values()]
    return any(getattr(memory, "draft", None) is not None for memory in parts)
