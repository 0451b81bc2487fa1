/* SPDX-License-Identifier: MIT */
/* suite.json and group.json, read strictly: they are ours. */
#include "suite.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "complaints.h"
#include "json_text.h"
#include "nearest.h"
#include "room.h"
#include "schema.h"

/* A suite and what it stands on; the first member is what the caller sees. */
struct read_suite {
    struct suite suite;
    struct suite_group *groups;
    struct json_text **texts; /* suite.json and each group.json: the strings are theirs */
    size_t text_count;
};

static const char *const kinds[] = {"target", "host", "declared", NULL};
static const char *const peers[] = {"network", "echo", "tls", "cloud", "ota", "time", NULL};

static const struct schema_key suite_keys[] = {
    {.name = "id", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "of --suite-id"},
    {.name = "version", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "title", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "groups",
     .kind = SCHEMA_TEXTS,
     .flags = SCHEMA_REQUIRED,
     .expected = "folders beside suite.json, in the order in which they run"},
    {0}};

static const struct schema_key clause_keys[] = {
    {.name = "id", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "text", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "advice", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "see", .kind = SCHEMA_TEXT},
    {0}};

static const struct schema_key case_keys[] = {
    {.name = "name", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "AFQP_..."},
    {.name = "clause", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "id of a clause"},
    {0}};

static const struct schema_key group_keys[] = {
    {.name = "id", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .expected = "of --group-id"},
    {.name = "name",
     .kind = SCHEMA_TEXT,
     .flags = SCHEMA_REQUIRED,
     .expected = "of the runner's lines"},
    {.name = "title", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED},
    {.name = "enable", .kind = SCHEMA_TEXT, .expected = "a macro of aws_test_runner_config.h"},
    {.name = "kind", .kind = SCHEMA_TEXT, .flags = SCHEMA_REQUIRED, .choices = kinds},
    {.name = "feature", .kind = SCHEMA_TEXT},
    {.name = "values", .kind = SCHEMA_TEXTS},
    {.name = "needs", .kind = SCHEMA_TEXTS, .flags = SCHEMA_EMPTY},
    {.name = "command", .kind = SCHEMA_TEXTS},
    {.name = "reason", .kind = SCHEMA_TEXT},
    {.name = "seconds", .kind = SCHEMA_WHOLE, .least = 1, .most = 86400},
    {.name = "case_seconds", .kind = SCHEMA_WHOLE, .least = 1, .most = 86400},
    {.name = "clauses",
     .kind = SCHEMA_LIST,
     .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY,
     .keys = clause_keys},
    {.name = "cases",
     .kind = SCHEMA_LIST,
     .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY,
     .keys = case_keys},
    {0}};

static struct json_text *read_text(struct read_suite *read, const char *path,
                                   const struct schema_key *keys, struct complaints *complaints)
{
    const size_t before = complaints_count(complaints);
    struct json_text *const text = json_text_read(path, JSON_READ_STRICT, complaints);
    const struct schema_check check = {path, complaints, false};

    if (text == NULL) {
        return NULL;
    }
    read->texts = room_grow(read->texts, (read->text_count + 1) * sizeof(read->texts[0]));
    read->texts[read->text_count++] = text;
    schema_object(&check, json_text_root(text), keys, "");
    return complaints_count(complaints) == before ? text : NULL;
}

/* A list of texts as C has it. */
static char **texts_of(const struct json_value *object, const char *key)
{
    const struct json_value *const list = json_get(object, key);
    const size_t count = list != NULL ? list->count : 0;
    char **const texts = room_zero((count + 1) * sizeof(char *));

    for (size_t i = 0; i < count; i++) {
        texts[i] = room_copy(list->members[i].value->text, strlen(list->members[i].value->text));
    }
    return texts;
}

static unsigned whole_of(const struct json_value *object, const char *key, unsigned otherwise)
{
    const struct json_value *const value = json_get(object, key);

    return value != NULL ? (unsigned)strtoul(value->text, NULL, 10) : otherwise;
}

static void read_clauses(struct suite_group *group, const struct json_value *root, const char *path,
                         struct complaints *complaints)
{
    const struct json_value *const list = json_get(root, "clauses");
    struct suite_clause *const clauses = room_zero(list->count * sizeof(clauses[0]));

    for (size_t i = 0; i < list->count; i++) {
        const struct json_value *const clause = list->members[i].value;

        clauses[i] =
            (struct suite_clause){json_get_text(clause, "id"), json_get_text(clause, "text"),
                                  json_get_text(clause, "advice"), json_get_text(clause, "see")};
        for (size_t k = 0; k < i; k++) {
            if (strcmp(clauses[k].id, clauses[i].id) == 0) {
                complain(complaints, path, clause->line, clause->column,
                         "clause \"%s\" is there twice", clauses[i].id);
            }
        }
    }
    group->clauses = clauses;
    group->clause_count = list->count;
}

static const struct suite_clause *clause_of(const struct suite_group *group, const char *id)
{
    for (size_t i = 0; i < group->clause_count; i++) {
        if (strcmp(group->clauses[i].id, id) == 0) {
            return &group->clauses[i];
        }
    }
    return NULL;
}

static void read_cases(struct suite_group *group, const struct json_value *root, const char *path,
                       struct complaints *complaints)
{
    const struct json_value *const list = json_get(root, "cases");
    struct suite_case *const cases = room_zero(list->count * sizeof(cases[0]));

    for (size_t i = 0; i < list->count; i++) {
        const struct json_value *const value = list->members[i].value;
        const struct json_value *const clause = json_get(value, "clause");

        cases[i] =
            (struct suite_case){json_get_text(value, "name"), clause_of(group, clause->text)};
        if (cases[i].clause == NULL) {
            struct nearest nearest = nearest_begin(clause->text);

            for (size_t k = 0; k < group->clause_count; k++) {
                nearest_offer(&nearest, group->clauses[k].id);
            }
            complain(complaints, path, clause->line, clause->column,
                     "case %s is of clause \"%s\", which is not among the clauses%s%s%s",
                     cases[i].name, clause->text, nearest.name != NULL ? "; did you mean \"" : "",
                     nearest.name != NULL ? nearest.name : "", nearest.name != NULL ? "\"?" : "");
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(cases[k].name, cases[i].name) == 0) {
                complain(complaints, path, value->line, value->column, "case \"%s\" is there twice",
                         cases[i].name);
            }
        }
    }
    group->cases = cases;
    group->case_count = list->count;
}

/* What one key demands of another. */
static void check_kind(const struct suite_group *group, const struct json_value *root,
                       const char *path, struct complaints *complaints)
{
    const struct json_value *const kind = json_get(root, "kind");
    const char *missing = NULL;

    if (group->kind == GROUP_TARGET && group->enable == NULL) {
        missing = "enable";
    } else if (group->kind == GROUP_HOST && group->command[0] == NULL) {
        missing = "command";
    } else if (group->kind == GROUP_DECLARED && group->reason == NULL) {
        missing = "reason";
    }
    if (missing != NULL) {
        complain(complaints, path, kind->line, kind->column, "a group of kind \"%s\" needs \"%s\"",
                 kinds[group->kind], missing);
    }
    if (group->kind != GROUP_DECLARED && group->case_count == 0) {
        complain(complaints, path, kind->line, kind->column,
                 "a group of kind \"%s\" has cases; only \"declared\" ones may have none",
                 kinds[group->kind]);
    }
    if ((group->feature == NULL) != (group->values[0] == NULL)) {
        complain(complaints, path, kind->line, kind->column,
                 "\"feature\" and \"values\" come together");
    }
    for (size_t i = 0; group->needs[i] != NULL; i++) {
        if (schema_choice(peers, group->needs[i]) == NULL) {
            const struct json_value *const needs = json_get(root, "needs");

            complain(complaints, path, needs->members[i].line, needs->members[i].column,
                     "needs \"%s\"; expected \"network\", \"echo\", \"tls\", \"cloud\", \"ota\" or "
                     "\"time\"",
                     group->needs[i]);
        }
    }
}

static void read_group(struct suite_group *group, const struct json_value *root, const char *path,
                       struct complaints *complaints)
{
    const char *const kind = json_get_text(root, "kind");

    group->id = json_get_text(root, "id");
    group->name = json_get_text(root, "name");
    group->title = json_get_text(root, "title");
    group->enable = json_get_text(root, "enable");
    while (strcasecmp(kinds[group->kind], kind) != 0) {
        group->kind++;
    }
    group->feature = json_get_text(root, "feature");
    group->values = texts_of(root, "values");
    group->needs = texts_of(root, "needs");
    group->command = texts_of(root, "command");
    group->reason = json_get_text(root, "reason");
    group->seconds = whole_of(root, "seconds", 300);
    group->case_seconds = whole_of(root, "case_seconds", 60);
    read_clauses(group, root, path, complaints);
    read_cases(group, root, path, complaints);
    check_kind(group, root, path, complaints);
}

/* Ids and names of groups are different. */
static void check_groups(const struct read_suite *read, const struct json_value *list,
                         const char *path, struct complaints *complaints)
{
    for (size_t i = 0; i < read->suite.group_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct suite_group *const a = &read->groups[i], *const b = &read->groups[k];

            if (a->id != NULL && b->id != NULL &&
                (strcasecmp(a->id, b->id) == 0 || strcmp(a->name, b->name) == 0 ||
                 strcmp(a->folder, b->folder) == 0)) {
                complain(complaints, path, list->members[i].line, list->members[i].column,
                         "group \"%s\" has the id, the name or the folder of group \"%s\"",
                         a->folder, b->folder);
            }
        }
    }
}

struct suite *suite_read(const char *folder, struct complaints *complaints)
{
    struct read_suite *const read = room_zero(sizeof(*read));
    const size_t before = complaints_count(complaints);
    char *const path = room_text("%s/suite.json", folder);
    const struct json_text *const text = read_text(read, path, suite_keys, complaints);
    const struct json_value *const root = text != NULL ? json_text_root(text) : NULL;
    const struct json_value *const list = json_get(root, "groups");
    const size_t count = list != NULL ? list->count : 0;

    read->suite.id = json_get_text(root, "id");
    read->suite.version = json_get_text(root, "version");
    read->suite.title = json_get_text(root, "title");
    read->groups = room_zero(count * sizeof(read->groups[0]));
    read->suite.groups = read->groups;
    read->suite.group_count = count;
    for (size_t i = 0; i < count; i++) {
        struct suite_group *const group = &read->groups[i];

        group->folder = list->members[i].value->text;
        char *const group_path = room_text("%s/%s/group.json", folder, group->folder);
        const struct json_text *const own = read_text(read, group_path, group_keys, complaints);

        if (own != NULL) {
            read_group(group, json_text_root(own), group_path, complaints);
        }
        free(group_path);
    }
    if (list != NULL) {
        check_groups(read, list, path, complaints);
    }
    free(path);
    if (complaints_count(complaints) != before) {
        suite_free(&read->suite);
        return NULL;
    }
    return &read->suite;
}

static void free_texts(char **texts)
{
    for (size_t i = 0; texts != NULL && texts[i] != NULL; i++) {
        free(texts[i]);
    }
    free(texts);
}

void suite_free(struct suite *suite)
{
    struct read_suite *const read = (struct read_suite *)suite;

    if (suite == NULL) {
        return;
    }
    for (size_t i = 0; i < suite->group_count; i++) {
        struct suite_group *const group = &read->groups[i];

        free_texts(group->values);
        free_texts(group->needs);
        free_texts(group->command);
        free((void *)group->clauses);
        free((void *)group->cases);
    }
    for (size_t i = 0; i < read->text_count; i++) {
        json_text_free(read->texts[i]);
    }
    free(read->texts);
    free(read->groups);
    free(read);
}

const struct suite_group *suite_group(const struct suite *suite, const char *id)
{
    for (size_t i = 0; i < suite->group_count; i++) {
        if (strcasecmp(suite->groups[i].id, id) == 0) {
            return &suite->groups[i];
        }
    }
    return NULL;
}

const struct suite_case *suite_case(const struct suite_group *group, const char *name)
{
    for (size_t i = 0; i < group->case_count; i++) {
        if (strcmp(group->cases[i].name, name) == 0) {
            return &group->cases[i];
        }
    }
    return NULL;
}
