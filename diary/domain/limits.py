"""The most a diary and a file that is read into it may hold: what no person writes down is refused in a sentence
before it takes all memory, or hours.

Journal and importers keep to these when they write; whoever reads a diary takes what breaks them for damage.
"""

from typing import Final

LONGEST_NOTE: Final = 100_000
"""Letters of a free text, or of all that a line of a list says."""
LONGEST_NAME: Final = 200
"""Letters of a name: of an own item, an activity, a time zone."""
MOST_A_DAY: Final = 1_000
"""Rows of one kind on one day: moments, activities, areas, notes."""
MOST_ITEMS: Final = 2_000
"""Different items that were ever answered, and items of one's own."""
MOST_RECORDS: Final = 20_000
"""Lines in all lists together, and other small things a diary remembers."""
MOST_APPLICATIONS: Final = 2_000_000
"""Rows of a file that is imported, times the rules that look at each: about 200 MB and half a minute."""
LONGEST_LINE: Final = 1_000_000
"""Letters in a line of a file that is imported."""
