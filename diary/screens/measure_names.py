"""What derived numbers are called, everywhere."""

from diary.content.language import Language


def measure_names(language: Language) -> dict[str, str]:
    """Names of the derived numbers that are drawn or compared, by key."""
    t = language.t
    return {
        "active_minutes": t("Active minutes"),
        "active_minutes7": t("Active minutes in seven days"),
        "load": t("Minutes times effort"),
        "time_asleep": t("Time asleep"),
        "time_in_bed": t("Time in bed"),
        "efficiency": t("Asleep, of the time in bed"),
        "midpoint": t("Middle of the night"),
        "areas_today": t("Painful areas"),
        "wpi7": t("Painful areas in seven days"),
        "regions": t("Regions of the body with pain"),
        "extent": t("Part of the body with pain"),
        "symmetry": t("Same places left and right"),
        "wander": t("How much the pain moved"),
    }
