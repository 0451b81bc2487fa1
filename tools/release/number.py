# SPDX-License-Identifier: MIT
"""The number of a release: YYYYMM.NN, the month and how many that month had before it."""
import re
from dataclasses import dataclass

FORM = re.compile(r"^(\d{4})(0[1-9]|1[0-2])\.(\d{2})$")


@dataclass(frozen=True, order=True)
class Number:
    year: int
    month: int
    count: int

    def __str__(self):
        return f"{self.year:04}{self.month:02}.{self.count:02}"


def parse(text):
    """The number, or None when the text is none."""
    found = FORM.match(text)
    return Number(*(int(part) for part in found.groups())) if found else None


def after(date, taken):
    """The next number of the month of `date`, where `taken` are those that are used."""
    counts = [number.count for number in taken if (number.year, number.month) == (date.year, date.month)]
    return Number(date.year, date.month, max(counts, default=-1) + 1)
