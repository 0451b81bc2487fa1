/* SPDX-License-Identifier: MIT */
/* One table: what an option is called, which verbs take it, where its value goes. */
#include "options.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "nearest.h"

enum option_kind { KIND_TEXT, KIND_FLAG, KIND_OPTIONAL, KIND_IGNORED };

struct option_row {
    const char *name, *value;
    enum option_kind kind;
    unsigned verbs;
    size_t offset, flag_offset;
    const char *help;
};

enum {
    LISTS =
        VERB_LIST_SUITES | VERB_LIST_GROUPS | VERB_LIST_TEST_CASES | VERB_LIST_SUPPORTED_VERSIONS,
    RUN = VERB_RUN_SUITE,
    ALL = RUN | LISTS | VERB_CHECK
};

#define TO(member) offsetof(struct options, member)

static const struct option_row rows[] = {
    {"--suite-id", "ID", KIND_TEXT, RUN | VERB_LIST_GROUPS | VERB_LIST_TEST_CASES, TO(suite), 0,
     "the suite; not needed while there is one"},
    {"--group-id", "G[,G]...", KIND_TEXT, RUN | VERB_LIST_TEST_CASES, TO(groups), 0,
     "these groups; without it, all"},
    {"--pool-id", "ID", KIND_TEXT, RUN, TO(pool), 0,
     "the pool of device.json; not needed while there is one"},
    {"--test-id", "T[,T]...", KIND_TEXT, RUN, TO(tests), 0,
     "these cases of the groups; without it, all"},
    {"--only-failed", "[RESULTS]", KIND_OPTIONAL, RUN, TO(only_failed_in), TO(only_failed),
     "the cases that did not pass in an earlier run: a folder of results, the latest without it"},
    {"--userdata", "FILE", KIND_TEXT, RUN, TO(userdata), 0,
     "userdata.json: here, or in the folder of --configs"},
    {"--device", "FILE", KIND_TEXT, RUN, TO(device), 0, "device.json, likewise"},
    {"--config", "FILE", KIND_TEXT, RUN, TO(config), 0, "config.json, likewise; may be absent"},
    {"--configs", "FOLDER", KIND_TEXT, RUN, TO(configs), 0,
     "the folder of the three; without it configs/ beside the program, then here"},
    {"--source", "FOLDER", KIND_TEXT, LISTS | VERB_CHECK, TO(source), 0,
     "the source tree; without it, that of the program"},
    {"--board", "NAME", KIND_TEXT, VERB_CHECK, TO(board), 0,
     "a folder of boards/, or the path of a board's folder elsewhere"},
    {"--json", NULL, KIND_FLAG, RUN, 0, TO(json),
     "report.json on standard output, progress on standard error"},
    {"--dry-run", NULL, KIND_FLAG, RUN, 0, TO(dry_run),
     "check the files and say what would be run; look for no board and no tool"},
    {"--keep", NULL, KIND_FLAG, RUN, 0, TO(keep),
     "leave the copy of the sources and the peers' files"},
    {"--help", NULL, KIND_FLAG, ALL | VERB_HELP, 0, TO(help), "this"},
    {"-h", NULL, KIND_FLAG, ALL | VERB_HELP, 0, TO(help), NULL},
    {"--update-idt", "Y|N", KIND_IGNORED, ALL, 0, 0, NULL},
    {"--upgrade-test-suite", "Y|N", KIND_IGNORED, ALL, 0, 0, NULL},
    {"--update-managed-policy", "Y|N", KIND_IGNORED, ALL, 0, 0, NULL},
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct {
    const char *name;
    enum verb verb;
    const char *help;
} verbs[] = {
    {"run-suite", VERB_RUN_SUITE,
     "build, flash and judge the groups of a suite on a pool of boards"},
    {"list-suites", VERB_LIST_SUITES, "the suites of the source tree"},
    {"list-groups", VERB_LIST_GROUPS, "the groups of a suite"},
    {"list-test-cases", VERB_LIST_TEST_CASES, "the cases of groups"},
    {"list-supported-versions", VERB_LIST_SUPPORTED_VERSIONS,
     "versions of this program, of the suite and of the product"},
    {"check", VERB_CHECK, "what a submission needs besides cases that pass"},
    {"help", VERB_HELP, "this, or the options of a verb"},
};

enum { VERBS = sizeof(verbs) / sizeof(verbs[0]) };

static enum verb verb_of(const char *word)
{
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(word, verbs[i].name) == 0) {
            return verbs[i].verb;
        }
    }
    return strcmp(word, "list-supported-products") == 0 ? VERB_LIST_SUPPORTED_VERSIONS : VERB_NONE;
}

static const char *name_of(enum verb verb)
{
    for (size_t i = 0; i < VERBS; i++) {
        if (verbs[i].verb == verb) {
            return verbs[i].name;
        }
    }
    return "";
}

static void unknown_verb(const char *word, FILE *out)
{
    struct nearest nearest = nearest_begin(word);

    for (size_t i = 0; i < VERBS; i++) {
        nearest_offer(&nearest, verbs[i].name);
    }
    fprintf(out, "devicetester: there is no verb \"%s\"", word);
    if (nearest.name != NULL) {
        fprintf(out, "; did you mean \"%s\"?\n", nearest.name);
        return;
    }
    fputs("; there are", out);
    for (size_t i = 0; i < VERBS; i++) {
        fprintf(out, "%s %s", i == 0 ? "" : ",", verbs[i].name);
    }
    fputc('\n', out);
}

static void unknown_option(enum verb verb, const char *word, size_t length, FILE *out)
{
    char name[64];
    struct nearest nearest;

    snprintf(name, sizeof(name), "%.*s", (int)length, word);
    nearest = nearest_begin(name);
    for (size_t i = 0; i < ROWS; i++) {
        if ((rows[i].verbs & verb) != 0 && rows[i].kind != KIND_IGNORED) {
            nearest_offer(&nearest, rows[i].name);
        }
    }
    fprintf(out, "devicetester: %s has no option %s", name_of(verb), name);
    if (nearest.name != NULL) {
        fprintf(out, "; did you mean %s?\n", nearest.name);
        return;
    }
    fprintf(out, "; see devicetester help %s\n", name_of(verb));
}

static const struct option_row *row_of(enum verb verb, const char *word, size_t length)
{
    for (size_t i = 0; i < ROWS; i++) {
        if ((rows[i].verbs & verb) != 0 && strlen(rows[i].name) == length &&
            strncmp(rows[i].name, word, length) == 0) {
            return &rows[i];
        }
    }
    return NULL;
}

static bool takes_next(const struct option_row *row, int count, char **words, int at)
{
    return at + 1 < count && words[at + 1][0] != '\0' &&
           (row->kind == KIND_TEXT || words[at + 1][0] != '-');
}

/* One option at words[*at]. @return Whether it is one. */
static bool read_option(struct options *options, int count, char **words, int *at, FILE *out)
{
    const char *const word = words[*at];
    const char *const equals = strchr(word, '=');
    const size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    const struct option_row *const row = row_of(options->verb, word, length);
    const char *value = equals != NULL ? equals + 1 : NULL;

    if (row == NULL) {
        unknown_option(options->verb, word, length, out);
        return false;
    }
    if (row->kind == KIND_FLAG) {
        if (value != NULL) {
            fprintf(out, "devicetester: %s takes no value\n", row->name);
            return false;
        }
        *(bool *)((char *)options + row->flag_offset) = true;
        return true;
    }
    if (value == NULL && takes_next(row, count, words, *at)) {
        value = words[++*at];
    }
    if (row->kind == KIND_IGNORED) {
        fprintf(out,
                "devicetester: note: %s has no meaning here: nothing is fetched from anywhere\n",
                row->name);
        return true;
    }
    if (row->kind == KIND_TEXT && (value == NULL || value[0] == '\0')) {
        fprintf(out, "devicetester: %s needs a value: %s %s\n", row->name, row->name, row->value);
        return false;
    }
    if (row->kind == KIND_OPTIONAL) {
        *(bool *)((char *)options + row->flag_offset) = true;
    }
    const char **const to = (const char **)(void *)((char *)options + row->offset);

    if (*to != NULL) {
        fprintf(out, "devicetester: %s is there twice\n", row->name);
        return false;
    }
    *to = value;
    return true;
}

bool options_read(struct options *options, int count, char **words, FILE *out)
{
    bool fine = true;
    int at = 1;

    *options = (struct options){0};
    if (count < 2) {
        fputs("devicetester: a verb is missing\n", out);
        return false;
    }
    options->verb = verb_of(words[at]);
    if (strcmp(words[at], "--help") == 0 || strcmp(words[at], "-h") == 0) {
        options->verb = VERB_HELP;
    }
    if (options->verb == VERB_NONE) {
        unknown_verb(words[at], out);
        return false;
    }
    for (at++; at < count; at++) {
        if (words[at][0] == '-' && words[at][1] != '\0') {
            fine = read_option(options, count, words, &at, out) && fine;
        } else if (options->verb == VERB_HELP && verb_of(words[at]) != VERB_NONE) {
            options->about = verb_of(words[at]);
        } else if (options->verb == VERB_HELP) {
            unknown_verb(words[at], out);
            fine = false;
        } else {
            fprintf(out, "devicetester: \"%s\" is not expected; options begin with --\n",
                    words[at]);
            fine = false;
        }
    }
    if (options->help) {
        options->about = options->verb == VERB_HELP ? VERB_NONE : options->verb;
        options->verb = VERB_HELP;
    }
    if (fine && options->verb == VERB_CHECK && options->board == NULL) {
        fputs("devicetester: check needs --board NAME\n", out);
        fine = false;
    }
    if (fine && options->only_failed && options->tests != NULL) {
        fputs("devicetester: --only-failed chooses the cases; expected no --test-id beside it\n",
              out);
        fine = false;
    }
    return fine;
}

static void help_of_program(FILE *out)
{
    fputs("Usage: devicetester VERB [OPTION]...\n\n"
          "Judges a port of Dunlin: builds the qualification suite for a board, puts it there, "
          "listens,\n"
          "and says which clause is not fulfilled and what to do.\n\n",
          out);
    for (size_t i = 0; i < VERBS; i++) {
        fprintf(out, "  %-25s %s\n", verbs[i].name, verbs[i].help);
    }
    fputs("\nExit status: 0 all passed or skipped with a reason, 1 a case failed or could not be "
          "judged,\n"
          "2 the command line, 3 a file of the configuration or the suite, 4 this machine, 5 "
          "interrupted.\n",
          out);
}

void options_help(enum verb verb, FILE *out)
{
    if (verb == VERB_NONE || verb == VERB_HELP) {
        help_of_program(out);
        return;
    }
    fprintf(out, "Usage: devicetester %s [OPTION]...\n\n", name_of(verb));
    for (size_t i = 0; i < VERBS; i++) {
        if (verbs[i].verb == verb) {
            fprintf(out, "%c%s.\n\n", toupper((unsigned char)verbs[i].help[0]), verbs[i].help + 1);
        }
    }
    for (size_t i = 0; i < ROWS; i++) {
        if ((rows[i].verbs & verb) != 0 && rows[i].help != NULL) {
            char left[40];

            snprintf(left, sizeof(left), "%s%s%s", rows[i].name, rows[i].value != NULL ? " " : "",
                     rows[i].value != NULL ? rows[i].value : "");
            fprintf(out, "  %-25s %s\n", left, rows[i].help);
        }
    }
}
