"""Why something was refused, without words: the sentence is made where the language is known."""

from enum import StrEnum


class Reason(StrEnum):
    """Every reason the program may say no; `content.sentences` holds one sentence for each."""

    UNKNOWN_ITEM = "unknown_item"
    ITEM_EXISTS = "item_exists"
    OWN_ITEM_IN_USE = "own_item_in_use"
    OUT_OF_RANGE = "out_of_range"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WHOLE_NUMBER = "not_a_whole_number"
    NOT_A_TIME = "not_a_time"
    NOT_A_DURATION = "not_a_duration"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_DATE = "not_a_date"
    NOT_A_PERIOD = "not_a_period"
    NOT_LOGGABLE = "not_loggable"
    FUTURE_DAY = "future_day"
    UNKNOWN_AREA = "unknown_area"
    TEXT_TOO_LONG = "text_too_long"
    NOT_A_TEXT = "not_a_text"
    NIGHT_TOO_LONG = "night_too_long"
    NIGHT_ORDER = "night_order"
    NIGHT_AWAKE_TOO_LONG = "night_awake_too_long"
    WORST_BELOW_AVERAGE = "worst_below_average"
    FILE_MISSING = "file_missing"
    FILE_EXISTS = "file_exists"
    FILE_NOT_A_DIARY = "file_not_a_diary"
    FILE_DAMAGED = "file_damaged"
    FILE_NEWER = "file_newer"
    COPY_CHANGED = "copy_changed"
    PLACE_ABSENT = "place_absent"
    SAME_PLACE = "same_place"
    NOTHING_READABLE = "nothing_readable"
    FILE_ENCRYPTED = "file_encrypted"
    FILE_NOT_ENCRYPTED = "file_not_encrypted"
    WRONG_PASSPHRASE = "wrong_passphrase"
    PASSPHRASE_SHORT = "passphrase_short"
    PASSPHRASES_DIFFER = "passphrases_differ"
    PASSPHRASE_FILE_OPEN = "passphrase_file_open"
    PASSPHRASE_FILE_EMPTY = "passphrase_file_empty"
    SHEET_MISTYPED = "sheet_mistyped"
    JOURNAL_STRAY = "journal_stray"
    FILE_LOCKED = "file_locked"
    FILE_READ_ONLY = "file_read_only"
    FILE_UNREADABLE = "file_unreadable"
    FOLDER_MISSING = "folder_missing"
    NO_PERMISSION = "no_permission"
    DISK_FULL = "disk_full"
    DISK_ERROR = "disk_error"
    SOURCE_UNREADABLE = "source_unreadable"
    SOURCE_ENCODING = "source_encoding"
    SOURCE_EMPTY = "source_empty"
    SOURCE_COLUMN_MISSING = "source_column_missing"
    SOURCE_TOO_LARGE = "source_too_large"
    SOURCE_ROW_UNKNOWN = "source_row_unknown"
    MAP_INVALID = "map_invalid"
    CONTENT_INVALID = "content_invalid"
    NO_SCREEN = "no_screen"
    NOTHING_LOGGED = "nothing_logged"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_LANGUAGE = "unknown_language"


class Refusal(Exception):  # noqa: N818 - it is a refusal with a reason, not an error of the program
    """The program says no and nothing has changed. `facts` fill the sentence's named places."""

    def __init__(self, reason: Reason, **facts: object) -> None:
        super().__init__(f"{reason}: {facts}")
        self.reason = reason
        self.facts = facts
