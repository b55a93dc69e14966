"""A private desktop notebook for people with widespread, long-lasting pain."""

from typing import Final

VERSION: Final = "0.1.0"
"""The one place of the version: the wheel, the packages and the manifest of what is shared read it."""
