# SPDX-License-Identifier: MIT
"""What stands against a release: where, what, and what to do about it."""
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Problem:
    rule: str   # clean, number, manifest, version, changelog, licence, api, type
    where: str  # file, file:line, or what else it is about
    text: str
    hint: str = ""

    def __str__(self):
        return f"{self.where}: {self.text}" + (f"\n    {self.hint}" if self.hint else "")

    def as_dict(self):
        return asdict(self)


class Refused(Exception):
    """The release is not made. Carries every problem that was found."""

    def __init__(self, problems):
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = list(problems)


class Unable(Exception):
    """The machine cannot: no git, no room, no permission."""
