/* SPDX-License-Identifier: MIT */
/* Saved configurations, and predefined ones, which are only read: to change one is to save a copy
 * of it under a name. An id of digits is a saved one's. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api_package.h"
#include "choice_in.h"
#include "permission.h"
#include "router.h"
#include "store.h"

#define NAME_BYTES        100
#define DESCRIPTION_BYTES 1000
#define TAGS_MAX          50
#define TAG_KEY_BYTES     128
#define TAG_VALUE_BYTES   256

static int64_t id_of(const char *text)
{
    const size_t bytes = strlen(text);

    return bytes > 0 && bytes < 19 && strspn(text, "0123456789") == bytes
               ? (int64_t)strtoll(text, NULL, 10)
               : -1;
}

static json_t *predefined(const struct console *console, const char *id)
{
    json_t *document = catalogue_document(console->catalogue);
    json_t *one, *found = NULL;
    size_t index;

    json_array_foreach(json_object_get(document, "predefined"), index, one)
    {
        const char *name = json_string_value(json_object_get(one, "id"));
        if (name != NULL && strcmp(name, id) == 0) {
            found = json_incref(one);
            break;
        }
    }
    json_decref(document);
    return found;
}

static void answer_absent(const char *id, struct answer *answer)
{
    answer_error(answer, 404, "unknown-configuration",
                 "GET /api/v1/configurations lists those that are saved",
                 "There is no configuration \"%.80s\"", id);
}

static void answer_result(enum store_result result, const char *id, struct answer *answer)
{
    switch (result) {
    case STORE_OK:
        break;
    case STORE_ABSENT:
        answer_absent(id, answer);
        break;
    case STORE_TAKEN:
        answer_error(answer, 409, "name-taken", "Choose another name",
                     "There is a configuration of this name already");
        break;
    case STORE_FULL:
        answer_error(answer, 507, "full", "Delete configurations that nobody needs",
                     "No more configurations are kept");
        break;
    case STORE_FAILED:
        answer_error(answer, 500, "store", "Is the disk full?", "The database cannot be written");
        break;
    }
}

static bool is_tag(const json_t *tag)
{
    const char *key = json_string_value(json_object_get(tag, "key"));
    const char *value = json_string_value(json_object_get(tag, "value"));

    return request_is_text(key, TAG_KEY_BYTES) && strncmp(key, "aws:", 4) != 0 && value != NULL &&
           (value[0] == '\0' || request_is_text(value, TAG_VALUE_BYTES));
}

static const char *problem_of_tags(const json_t *tags)
{
    const json_t *tag, *other;
    size_t index, before;

    if (tags == NULL) {
        return NULL;
    }
    if (!json_is_array(tags) || json_array_size(tags) > TAGS_MAX) {
        return "\"tags\" is a list of at most 50 tags";
    }
    json_array_foreach(tags, index, tag)
    {
        if (!is_tag(tag)) {
            return "A tag is {\"key\", \"value\"}: at most 128 and 256 characters, not aws:...";
        }
        json_array_foreach(tags, before, other)
        {
            if (before < index &&
                json_equal(json_object_get(tag, "key"), json_object_get(other, "key"))) {
                return "Two tags have the same key";
            }
        }
    }
    return NULL;
}

static const char *problem_of(const json_t *document)
{
    const json_t *description = json_object_get(document, "description");
    const char *name = json_string_value(json_object_get(document, "name"));

    if (!request_is_text(name, NAME_BYTES) || strchr(name, '/') != NULL) {
        return "\"name\" is 1 to 100 characters without a slash";
    }
    /* A description may have lines. */
    if (description != NULL &&
        (!json_is_string(description) || json_string_length(description) > DESCRIPTION_BYTES)) {
        return "\"description\" is text of at most 1000 characters";
    }
    return problem_of_tags(json_object_get(document, "tags"));
}

/* The document of a request, its choice canonical; {"from": "ID"} copies the choice of another.
 * NULL: the answer says why not. */
static json_t *document_in(const struct console *console, const struct request *request,
                           struct answer *answer)
{
    json_t *body = body_in(request, answer);
    const char *from = json_string_value(json_object_get(body, "from"));
    const char *problem = body != NULL ? problem_of(body) : NULL;

    if (problem != NULL) {
        answer_error(answer, 400, "configuration", "See docs/design/console.md", "%s", problem);
    }
    if (body == NULL || problem != NULL) {
        json_decref(body);
        return NULL;
    }
    if (from != NULL && json_object_get(body, "choice") == NULL) {
        json_t *source = predefined(console, from);
        json_object_set(body, "choice", json_object_get(source, "choice"));
        json_decref(source);
    }
    json_t *choice = choice_in(json_object_get(body, "choice"), answer);
    if (choice == NULL) {
        json_decref(body);
        return NULL;
    }
    json_object_set_new(body, "choice", choice);
    return body;
}

static struct permission_subject subject_of(const json_t *saved, const json_t *asked)
{
    const json_t *named = saved != NULL ? saved : asked;

    return (struct permission_subject){json_string_value(json_object_get(named, "name")),
                                       json_object_get(saved, "tags"),
                                       json_object_get(asked, "tags")};
}

static void list(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *all = store_list(console->store), *shown = json_array(), *one;
    size_t index;

    if (all == NULL) {
        answer_result(STORE_FAILED, "", answer);
        json_decref(shown);
        return;
    }
    json_array_foreach(all, index, one)
    {
        const struct permission_subject subject = subject_of(one, NULL);
        if (permission_has(console, request, "freertos:DescribeSoftwareConfiguration", &subject)) {
            json_array_append(shown, one);
        }
    }
    json_decref(all);
    answer_json(answer, 200, json_pack("{s:o}", "configurations", shown));
}

static void create(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *document = document_in(console, request, answer);
    int64_t id = 0;

    if (document == NULL) {
        return;
    }
    const struct permission_subject subject = subject_of(NULL, document);
    if (permission_given(console, request, "freertos:CreateSoftwareConfiguration", &subject,
                         answer)) {
        const enum store_result result = store_add(console->store, request->user, document, &id);
        answer_result(result, "", answer);
        if (result == STORE_OK) {
            answer_json(answer, 201, store_get(console->store, id));
        }
    }
    json_decref(document);
}

/* One that is saved or predefined, if the user may do this to it; NULL: the answer says why not. */
static json_t *find(const struct console *console, const struct request *request,
                    const char *action, const json_t *asked, struct answer *answer)
{
    const char *name = request->level[1];
    const int64_t id = id_of(name);
    json_t *found = id >= 0 ? store_get(console->store, id) : predefined(console, name);
    const struct permission_subject subject = subject_of(found, asked);

    if (found == NULL) {
        answer_absent(name, answer);
    } else if (!permission_given(console, request, action, &subject, answer)) {
        json_decref(found);
        found = NULL;
    }
    return found;
}

static void describe(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *found = find(console, request, "freertos:DescribeSoftwareConfiguration", NULL, answer);

    if (found != NULL) {
        answer_json(answer, 200, found);
    }
}

static bool is_saved(const struct request *request, struct answer *answer)
{
    if (id_of(request->level[1]) >= 0) {
        return true;
    }
    answer_error(answer, 409, "predefined",
                 "Save a copy: POST /api/v1/configurations with {\"from\": \"ID\", \"name\"}",
                 "Predefined configurations do not change");
    return false;
}

static void update(const struct console *console, struct request *request, struct answer *answer)
{
    const char *name = request->level[1];
    json_t *document = is_saved(request, answer) ? document_in(console, request, answer) : NULL;
    json_t *before =
        document != NULL
            ? find(console, request, "freertos:UpdateSoftwareConfiguration", document, answer)
            : NULL;

    if (before != NULL) {
        const enum store_result result = store_change(console->store, id_of(name), document);
        json_t *after = result == STORE_OK ? store_get(console->store, id_of(name)) : NULL;
        answer_result(result == STORE_OK && after == NULL ? STORE_ABSENT : result, name, answer);
        if (after != NULL) {
            answer_json(answer, 200, after);
        }
    }
    json_decref(before);
    json_decref(document);
}

static void delete_one(const struct console *console, struct request *request,
                       struct answer *answer)
{
    json_t *found =
        is_saved(request, answer)
            ? find(console, request, "freertos:DeleteSoftwareConfiguration", NULL, answer)
            : NULL;

    if (found != NULL) {
        const enum store_result result = store_remove(console->store, id_of(request->level[1]));
        answer_result(result, request->level[1], answer);
        if (result == STORE_OK) {
            answer_nothing(answer);
        }
    }
    json_decref(found);
}

static void package(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *found = find(console, request, "freertos:GetSoftwareURLForConfiguration", NULL, answer);
    json_t *choice =
        found != NULL ? valid_choice_in(console, json_object_get(found, "choice"), answer) : NULL;

    if (choice != NULL) {
        package_answer(console, choice, NULL, 0, answer);
    }
    json_decref(found);
}

const struct route configuration_routes[] = {
    {"GET", "configurations", "freertos:ListSoftwareConfigurations", list},
    {"POST", "configurations", NULL, create},
    {"GET", "configurations/+", NULL, describe},
    {"PUT", "configurations/+", NULL, update},
    {"DELETE", "configurations/+", NULL, delete_one},
    {"GET", "configurations/+/package", NULL, package},
    {NULL, NULL, NULL, NULL},
};
