#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Fixes of a release with long-term support: its public headers declare what that release's declare."""
import unittest

from kit import Distribution

BIRD = "libs/bird/include/bird.h"
# The header's text and what it becomes; line, kind and name that are told, and how.
REFUSED = {
    "a function is new": ("void bird_fly", "int bird_eat(int seeds);\nvoid bird_fly", "17: function bird_eat is new"),
    "two on one line": ("void bird_fly", "int bird_eat(void), bird_drink(void);\nvoid bird_fly", "17: function bird_drink is new"),
    "a function that a macro makes": (
        "void bird_fly", "#define MAKE_(name) int name(void)\nMAKE_(bird_eat);\nvoid bird_fly", "18: function bird_eat is new"),
    "a function behind an option": (
        "void bird_fly", "#if configBIRD_EATS\nint bird_eat(int seeds);\n#endif\nvoid bird_fly", "18: function bird_eat is new"),
    "an inline function is new": (
        "/** Twice. */", "static inline int bird_half(int birds)\n{\n    return birds / 2;\n}\n/** Twice. */", "18: function bird_half is new"),
    "a function is gone": ("void bird_fly(struct bird *bird);\n", "", "17 of 203001.00: function bird_fly is gone"),
    "another result": ("int bird_count", "long bird_count", "16: function bird_count was `int (const struct bird *, unsigned int)`"),
    "another parameter": ("unsigned length", "unsigned long length", "16: function bird_count was"),
    "one parameter more": ("struct bird *bird)", "struct bird *bird, int far)", "17: function bird_fly was"),
    "a qualifier less": ("const struct bird *flock", "struct bird *flock", "16: function bird_count was"),
    "an inline function's parameter": ("bird_twice(int birds)", "bird_twice(long birds)", "19: function bird_twice was"),
    "a field more": ("    uint32_t grams;", "    uint32_t grams;\n    uint32_t age;", "11: type bird was"),
    "a field's type": ("uint32_t grams", "uint64_t grams", "11: type bird was"),
    "an enumerator more": ("BIRD_FLIES }", "BIRD_FLIES, BIRD_EATS }", "10: type bird_state_t was"),
    "an enumerator's value": ("BIRD_SITS = 0", "BIRD_SITS = 1", "10: type bird_state_t was"),
    "a type is new": ("struct bird {", "typedef int bird_age_t;\nstruct bird {", "11: type bird_age_t is new"),
    "a macro's value": ("BIRD_TOES 4", "BIRD_TOES 3", "7: macro BIRD_TOES was `4`, is `3`"),
    "a macro's body": ("(2 * (bird))", "(3 * (bird))", "8: macro BIRD_PAIR was"),
    "a macro is new": ("/** Count. */", "#define BIRD_WINGS 2\n/** Count. */", "15: macro BIRD_WINGS is new"),
    "a macro is gone": ("#define BIRD_TOES 4\n", "", "7 of 203001.00: macro BIRD_TOES is gone"),
    "a variable's size": ("bird_song[4]", "bird_song[5]", "23: variable bird_song was"),
}
ALLOWED = {
    "a comment": ("/** Count. */", "/** Count them, int bird_eat(void); too. */"),
    "layout": ("int bird_count(const struct bird *flock, unsigned length);", "int\nbird_count(\n    const struct bird *flock,\n    unsigned length);"),
    "a parameter's name": ("unsigned length", "unsigned number"),
    "the same type by another word": ("unsigned length", "unsigned int length"),
    "the body of an inline function": ("return birds + birds;", "return birds * 2;"),
    "what is private": ("/** Count. */", "#define BIRD_HELP_ 1\n/** Count. */"),
    "an include": ("#include <stdint.h>", "#include <stddef.h>\n#include <stdint.h>"),
    "order": ("void bird_fly(struct bird *bird);\n/** Twice. */", "/** Twice. */"),  # and behind it, see `change`
}


def line_of(it):
    """A release with long-term support, and beside it the branch of its fixes."""
    it.released("--type", "LTS")
    it.out = it.folder / "fixes"


def fix(it, entry="Fixed (lib_bird): a crash.\n", version="1.0.1", day="2030-02-05"):
    it.version("lib_bird", version)
    it.write("changelog.d/more.md", entry)
    it.commit(day)


class LongTerm(unittest.TestCase):
    def test_each_difference_of_a_public_header_is_refused_with_its_place(self):
        with Distribution() as it:
            line_of(it)
            for name, (was, now, said) in REFUSED.items():
                it.back_to("203001.00")
                it.edit(BIRD, was, now)
                fix(it)
                with self.subTest(name):
                    found, texts = it.problems("--lts-fix", "203001.00")
                    self.assertEqual(found, {"api"}, texts)
                    self.assertTrue(any(text.startswith(f"{BIRD}:{said}") for text in texts), f"{said!r} is not in {texts}")
                    self.assertEqual(it.left(), [])

    def test_what_no_caller_sees_may_change(self):
        with Distribution() as it:
            line_of(it)
            for name, (was, now) in ALLOWED.items():
                it.back_to("203001.00")
                it.edit(BIRD, was, now)
                if name == "order":
                    it.edit(BIRD, "extern const", "void bird_fly(struct bird *bird);\nextern const")
                fix(it)
                with self.subTest(name):
                    self.assertEqual(it.make("--lts-fix", "203001.00")["type"], "LTS fix")

    def test_a_header_that_comes_or_goes_is_refused(self):
        for change in (lambda it: it.write("libs/bird/include/egg.h", "/* SPDX-License-Identifier: MIT */\nint egg(void);\n"),
                       lambda it: (it.tree / BIRD).unlink()):
            with Distribution() as it:
                line_of(it)
                change(it)
                fix(it)
                self.assertEqual(it.problems("--lts-fix", "203001.00")[0], {"api"})

    def test_a_header_that_does_not_compile_here_is_compared_as_text(self):
        with Distribution() as it:
            it.write("libs/bird/include/wings.h", '/* SPDX-License-Identifier: MIT */\n#include "wing/wing.h"\nint wings(wing_t left);\n')
            it.commit("2030-01-11")
            line_of(it)
            it.edit("libs/bird/include/wings.h", "int wings", "int tail(wing_t none);\nint wings")
            fix(it)
            _, texts = it.problems("--lts-fix", "203001.00")
            self.assertTrue(texts[0].startswith("libs/bird/include/wings.h:3: function tail is new"), texts)

    def test_only_fixes_are_told(self):
        with Distribution() as it:
            line_of(it)
            for kind, good in (("Fixed", True), ("Security", True), ("Added", False), ("Changed", False), ("Removed", False)):
                it.back_to("203001.00")
                it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
                fix(it, f"{kind} (lib_bird): a crash.\n")
                with self.subTest(kind):
                    status, _, err = it.run("--lts-fix", "203001.00")
                    self.assertEqual(status, 0 if good else 1, err)
                    self.assertTrue(good or f"`{kind}` is no fix" in err)

    def test_a_fix_is_a_patch_step(self):
        with Distribution() as it:
            line_of(it)
            for version, said in (("1.0.0", "is still 1.0.0"), ("1.1.0", "a minor step"), ("2.0.0", "a major step")):
                it.back_to("203001.00")
                it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
                fix(it, version=version)
                with self.subTest(version):
                    found, texts = it.problems("--lts-fix", "203001.00")
                    self.assertEqual((found, len(texts)), ({"version"}, 1), texts)
                    self.assertIn(said, texts[0])
                    self.assertIn("1.0.1", texts[0])

    def test_fixes_build_on_each_other_and_are_compared_with_the_line(self):
        with Distribution() as it:
            line_of(it)
            it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
            fix(it)
            first = it.make("--lts-fix", "203001.00", "--tag")
            self.assertEqual((first["release"], first["line"], first["support"]), ("203002.00", "203001.00", "until 2033-12-31"))
            it.edit("libs/bird/bird.c", "int more;", "int even_more;")
            it.write("changelog.d/more.md", "Fixed (lib_bird): another.\n")
            it.commit("2030-03-01")
            self.assertIn("is still 1.0.1", it.problems("--lts-fix", "203001.00")[1][0])
            fix(it, version="1.0.2", day="2030-03-02")
            second = it.make("--lts-fix", "203001.00", "--tag")
            self.assertEqual((second["release"], second["base"]), ("203003.00", "203002.00"))
            self.assertIn("line: \"203001.00\"", it.git("show", "203003.00:manifest.yml"))
            self.assertEqual(it.problems("--lts-fix", "203002.00")[0], {"number"})  # nothing to fix in it, yet
            it.commit("2030-03-03")
            self.assertEqual(it.problems("--lts-fix", "203002.00")[0], {"type"})  # a fix is no line

    def test_other_lines_go_on_and_numbers_count_for_all(self):
        with Distribution() as it:
            line_of(it)
            it.git("switch", "-q", "-c", "fix")
            it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
            fix(it, day="2030-01-15")
            self.assertEqual(it.released("--lts-fix", "203001.00"), "203001.01")
            it.git("switch", "-q", "main")
            it.edit(BIRD, "void bird_fly", "int bird_eat(void);\nvoid bird_fly")
            it.version("lib_bird", "1.1.0")
            it.write("changelog.d/more.md", "Added (lib_bird): food.\n")
            it.commit("2030-01-16")
            made = it.make()
            self.assertEqual((made["release"], made["base"], made["type"]), ("203001.02", "203001.00", "minor"))

    def test_a_fix_comes_from_its_line_and_within_its_window(self):
        with Distribution() as it:
            line_of(it)
            it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
            fix(it, day="2034-01-01")
            self.assertIn("was supported until 2033-12-31", it.problems("--lts-fix", "203001.00")[1][0])
            it.git("checkout", "-q", "--orphan", "other")
            it.commit("2030-05-01")
            self.assertIn("is not what this commit was made from", it.problems("--lts-fix", "203001.00")[1][0])


if __name__ == "__main__":
    unittest.main()
