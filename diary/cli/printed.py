"""What is printed on a terminal or for a program: no sign in it can rewrite what is on screen, or hide."""

import json
from unicodedata import category

from msgspec import to_builtins

from diary.domain.text import TURNING

_KEPT = "\n\t"
_ORDERS = TURNING | {0x200E, 0x200F, 0x061C}
"""They turn the direction in which a text is shown: old diaries and names of files may hold all of them."""


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text: every command prints by this, because names of files and items come from elsewhere too."""
    from click import echo  # the window does without it

    echo(plain(text), err=err, nl=nl)


def plain(text: str) -> str:
    """Return the text with a replacement sign for what a terminal obeys: in a note from elsewhere it could lie."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if sign not in _KEPT and _is_obeyed(sign) else sign for sign in text
    )


def json_text(value: object) -> str:
    """Write JSON with its letters as they are, dates and paths as texts, and everything a terminal obeys written
    out as `\\u009b`."""
    text = json.dumps(to_builtins(value, enc_hook=str), indent=1, ensure_ascii=False)
    return "".join(f"\\u{ord(sign):04x}" if sign != "\n" and _is_obeyed(sign) else sign for sign in text)


def _is_obeyed(sign: str) -> bool:
    return category(sign) in {"Cc", "Zl", "Zp", "Cs"} or ord(sign) in _ORDERS
