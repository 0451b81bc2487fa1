# SPDX-License-Identifier: MIT
"""Judging a patch, and the table case x patch.

    X   failed, as the patch says        c   failed: collateral that the patch lists
    .   passed                           !   failed and must not, or passed and must not
    i   ignored on this board            -   not looked at, after crashes and hangs
"""


class Result:
    """A patch on a board: verdicts {case: (verdict, text)}, and what is wrong with them."""

    def __init__(self, patch, board, verdicts, trouble=None):
        self.patch, self.board, self.verdicts = patch, board, verdicts
        self.wrong = [trouble] if trouble else self._judge()

    def _judge(self):
        wrong = []
        for case in self.patch.fails:
            verdict = self.verdicts.get(case, ("not looked at", ""))[0]
            if verdict != "failed":
                wrong.append(f"{case} is {verdict}: it must fail")
        for case, (verdict, text) in self.verdicts.items():
            if verdict == "failed" and case not in self.patch.fails and case not in self.patch.collateral:
                wrong.append(f"{case} fails, too, and is not listed: {text}")
        return wrong

    def mark(self, case):
        verdict = self.verdicts.get(case, ("-", ""))[0]
        if verdict == "failed":
            if case in self.patch.fails:
                return "X"
            return "c" if case in self.patch.collateral else "!"
        if verdict != "-" and case in self.patch.fails:
            return "!"
        return {"passed": ".", "ignored": "i"}.get(verdict, "-")


def proven(results):
    """Cases that a patch makes fail, by name."""
    return {case for result in results for case in result.patch.fails if result.verdicts.get(case, ("", ""))[0] == "failed"}


def text(results, groups):
    """Lines of the table, a block for each group that was looked at."""
    lines = []
    for group in groups:
        of_group = [result for result in results if result.patch.group is group]
        if not of_group:
            continue
        width = max(map(len, group.clause_of))
        lines.append(f"{group.name}: cases down, patches across")
        for at, result in enumerate(of_group):
            lines.append(f"  {' ' * width}  {'| ' * at}{at + 1}: {result.patch.name} on {result.board}")
        for case in group.clause_of:
            marks = " ".join(result.mark(case) for result in of_group)
            note = "" if case in proven(of_group) else "   no patch of these makes it fail: it does not count"
            lines.append(f"  {case:<{width}}  {marks}{note}")
    return lines


def as_json(results):
    return [{"patch": result.patch.name, "board": result.board, "group": result.patch.group.name, "broken": result.patch.broken,
             "wrong": result.wrong, "fails": result.patch.fails, "collateral": result.patch.collateral,
             "verdicts": {case: {"verdict": verdict, "text": said} for case, (verdict, said) in result.verdicts.items()}}
            for result in results]
