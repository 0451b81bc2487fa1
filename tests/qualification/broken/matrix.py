# SPDX-License-Identifier: MIT
"""Judging a patch, and the table case x patch.

    X   failed, as the patch says        c   failed: collateral that the patch lists
    .   passed                           !   failed and must not, or passed and must not
    i   ignored on this board            -   not looked at, after crashes and hangs
"""


NOT_ITS_OWN = {"build", "flash", "serial", "silent", "garbage", "old-image", "not-reported", "peer", "disk", "interrupted"}


class Result:
    """A patch on a board: verdicts {case: (verdict, text)}, and what is wrong with them. `troubles` {case: word} is what
    devicetester calls what kept it from judging a case; None: it was not asked."""

    def __init__(self, patch, board, verdicts, trouble=None, troubles=None):
        self.patch, self.board, self.verdicts, self.troubles = patch, board, verdicts, troubles
        self.wrong = [trouble] if trouble else self._judge()

    def _judge(self):
        wrong = []
        for case in self.patch.fails:
            verdict = self.verdicts.get(case, ("not looked at", ""))[0]
            word = (self.troubles or {}).get(case)
            if not self.patch.trouble and word in NOT_ITS_OWN:
                wrong.append(f"{case} is {word}: it must fail of itself")
            if verdict != "failed":
                wrong.append(f"{case} is {verdict}: it must fail")
            elif self.patch.trouble and word != self.patch.trouble:
                wrong.append(f"{case} is {word or 'a failure'}: it must be {self.patch.trouble}")
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


def failed(result, cases):
    """Of these cases those that failed, as "KERNEL-3 Case (hang), Case; KERNEL-5 Case"."""
    clauses = {}
    for case, clause in result.patch.group.clause_of.items():
        if case in cases and result.verdicts.get(case, ("", ""))[0] == "failed":
            word = (result.troubles or {}).get(case)
            clauses.setdefault(clause, []).append(case.removeprefix("AFQP_") + (f" ({word})" if word else ""))
    return "; ".join(f"{clause} {', '.join(names)}" for clause, names in clauses.items())


def clauses(results):
    """A patch a line: which clause has said so, and what went with it."""
    lines = ["patch: clause and cases that fail"]
    for result in results:
        others = set(result.patch.group.clause_of) - set(result.patch.fails)
        lines.append(f"  {result.patch.name} on {result.board}: {failed(result, result.patch.fails) or 'nothing'}")
        if failed(result, others):
            lines.append(f"      collateral: {failed(result, others)}")
    return lines


def proven(results):
    """Cases that a patch makes fail, by name."""
    return {case for result in results for case in result.patch.fails if result.verdicts.get(case, ("", ""))[0] == "failed"}


def text(results, groups, all_cases=True):
    """Lines of the table, a block for each group that was looked at. Without `all_cases` those lines where something fails."""
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
            if not all_cases and not set(marks) - set(". i-"):
                continue
            note = "" if not all_cases or case in proven(of_group) else "   no patch of these makes it fail: it does not count"
            lines.append(f"  {case:<{width}}  {marks}{note}")
    return lines


def as_json(results):
    return [{"patch": result.patch.name, "board": result.board, "group": result.patch.group.name, "broken": result.patch.broken,
             "wrong": result.wrong, "trouble": result.patch.trouble, "fails": result.patch.fails, "collateral": result.patch.collateral,
             "verdicts": {case: {"verdict": verdict, "text": said, "trouble": (result.troubles or {}).get(case)} for case, (verdict, said) in result.verdicts.items()}}
            for result in results]
