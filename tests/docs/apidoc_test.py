#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What tools/apidoc finds wrong with a contract, and what it makes of a good one."""
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools/apidoc"))
import headers  # noqa: E402
import pages  # noqa: E402
import rules  # noqa: E402

GOOD = """/* SPDX-License-Identifier: MIT */
/** Birds. */
#ifndef BIRDS_H
#define BIRDS_H
/** What a bird does. */
typedef enum {
    BIRD_SITS = 0, /* on a twig */
    BIRD_FLIES
} bird_state;
/**
 * Count birds; as pvPortMalloc (docs/semantics.md, K1).
 *
 * @param tree  Not NULL.
 * @return Birds.
 *
 * Context: any.  Blocks: no.  Masked: no.
 */
int birds_count(const char *tree);
#endif
"""
CASES = [  # what is replaced, by what, what is said
    ("/**\n * Count", "/*\n * Count", "birds_count has no contract"),
    (" * @param tree  Not NULL.\n", "", "birds_count: the contract has no @param"),
    ("@param tree", "@param wood", "birds_count: the contract does not say what tree is"),
    ("@param tree", "@param tree, wood", "birds_count: there is no parameter wood"),
    (" * @return Birds.\n", "", "birds_count: the contract lacks @return or @retval"),
    ("int birds", "void birds", "birds_count returns nothing, its contract says what"),
    ("  Blocks: no.", "", "birds_count: the contract lacks 'Blocks:'"),
    ("Context: any.", "", "birds_count: the contract lacks 'Context:'"),
    ("pvPortMalloc", "pvPortMallok", "there is no pvPortMallok"),
    ("K1)", "K99)", "docs/semantics.md has no rule K99"),
    ("Birds. */", "Birds; docs/birds.md. */", "there is no docs/birds.md"),
]


def read(text):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "birds.h"
        path.write_text(text)
        return headers.read(path, "kernel/include/birds.h")


def said(text):
    return [problem[2] for problem in rules.problems([read(text)], ROOT, {"pvPortMalloc"})]


def main():
    results = [("a complete contract is good", said(GOOD) == [])]
    for old, new, expected in CASES:
        assert old in GOOD, old
        results.append((f"it says: {expected}", expected in said(GOOD.replace(old, new, 1))))
    header = read(GOOD)
    html = pages.header_html(header, pages.Linker([header]))
    results.append(("a page has every name", all(f'id="{name}"' in html for name in ("bird_state", "birds_count"))))
    results.append(("a page has the values of an enumeration", "on a twig" in html))
    results.append(("a page has no raw angle bracket of a text", "<stdint" not in html))
    for name, good in results:
        print("ok" if good else "not ok", name)
    bad = sum(not good for _, good in results)
    print(f"{len(results) - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
