"""What every page is built from: the words in one language and the colours of one theme."""

from dataclasses import dataclass

from diary.content.country import Country
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import Theme


@dataclass(frozen=True)
class Context:
    """Handed to every page. Another language or theme is another Context: the window builds its pages anew."""

    library: Library
    theme: Theme
    country: Country = Country.ELSEWHERE
    """Whose numbers to call are shown."""

    @property
    def language(self) -> Language:
        """The language of everything on screen."""
        return self.library.language
