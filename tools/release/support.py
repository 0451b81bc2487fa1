# SPDX-License-Identifier: MIT
"""How long a release gets fixes."""
import datetime

LTS_YEARS = 3  # whole calendar years after the year of the release
NEXT = "until the next release"


def until(kind, date):
    """What manifest and notes say: a date for a release with long-term support, else until the next."""
    if kind != "LTS":
        return NEXT
    return f"until {datetime.date(date.year + LTS_YEARS, 12, 31)}"


def has_ended(text, date):
    """Whether a window, as `until` wrote it, is over at a date."""
    day = text.removeprefix("until ")
    return text != NEXT and date > datetime.date.fromisoformat(day)
