/* SPDX-License-Identifier: MIT */
/* Reading a policy document: everything that is wrong with it is told here, so that asking cannot
 * fail. Lists are made arrays and values strings on the way. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy_parts.h"

#define DOCUMENT_BYTES_MAX 2048u /* without white space */

struct reading {
    char *error;
    size_t error_bytes;
    bool has_variables;
};

static bool __attribute__((format(printf, 2, 3)))
wrong(const struct reading *reading, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)vsnprintf(reading->error, reading->error_bytes, format, arguments);
    va_end(arguments);
    return false;
}

static bool is_one_of(const char *text, const char *const names[])
{
    for (; *names != NULL; names++) {
        if (strcmp(text, *names) == 0) {
            return true;
        }
    }
    return false;
}

/* "iot:Publish", "iot:*", "*" */
static bool read_action(const struct reading *reading, const char *text)
{
    const char *colon = strchr(text, ':');

    if (strcmp(text, "*") == 0) {
        return true;
    }
    if (colon == NULL || colon == text || colon[1] == '\0' ||
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-*?:") !=
            strlen(text)) {
        return wrong(reading, "\"%.80s\" is no action: \"iot:Publish\" is one", text);
    }
    return true;
}

/* "arn:aws:iot:REGION:ACCOUNT:topic/x", "*" */
static bool read_resource(const struct reading *reading, const char *text)
{
    const char *p = text;
    const char *problem = reading->has_variables ? policy_check_variables(text) : NULL;

    if (strcmp(text, "*") == 0) {
        return true;
    }
    if (strncmp(text, "arn:", 4) != 0) {
        return wrong(reading, "\"%.80s\" is no resource: it begins with arn:, or is *", text);
    }
    for (int colons = 0; colons < 5; colons++) {
        p = strchr(p, ':');
        if (p == NULL) {
            return wrong(reading, "the resource \"%.80s\" has too few parts", text);
        }
        p++;
    }
    return problem == NULL || wrong(reading, "in the resource \"%.80s\" %s", text, problem);
}

typedef bool (*text_reader)(const struct reading *reading, const char *text);

static bool read_list(const struct reading *reading, json_t *statement, const char *name,
                      text_reader read)
{
    json_t *list = json_object_get(statement, name);
    json_t *text;
    size_t index;

    if (json_is_string(list)) {
        json_t *array = json_array();
        json_array_append(array, list);
        json_object_set_new(statement, name, array);
        list = array;
    }
    if (!json_is_array(list) || json_array_size(list) == 0) {
        return wrong(reading, "%s must be a string or a list of strings", name);
    }
    json_array_foreach(list, index, text)
    {
        if (!json_is_string(text)) {
            return wrong(reading, "%s must be a string or a list of strings", name);
        }
        if (!read(reading, json_string_value(text))) {
            return false;
        }
    }
    return true;
}

/* A value of a condition as a string; NULL: it has no such form. */
static json_t *value_as_text(const json_t *value)
{
    char text[64];

    if (json_is_boolean(value)) {
        return json_string(json_is_true(value) ? "true" : "false");
    }
    if (json_is_integer(value)) {
        (void)snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return json_string(text);
    }
    if (json_is_real(value)) {
        (void)snprintf(text, sizeof(text), "%.17g", json_real_value(value));
        return json_string(text);
    }
    return json_is_string(value) ? json_string(json_string_value(value)) : NULL;
}

static bool read_key(const struct reading *reading, json_t *keys, const char *key, json_t *value)
{
    json_t *texts = json_array(), *one;
    size_t index;
    const char *problem = NULL;

    if (!json_is_array(value)) {
        json_array_append_new(texts, value_as_text(value));
    }
    json_array_foreach(value, index, one)
    {
        json_array_append_new(texts, value_as_text(one));
    }
    if (json_array_size(texts) != (json_is_array(value) ? json_array_size(value) : 1)) {
        json_decref(texts);
        return wrong(reading, "the values of condition key \"%.80s\" must be strings", key);
    }
    json_array_foreach(texts, index, one)
    {
        if (reading->has_variables && problem == NULL) {
            problem = policy_check_variables(json_string_value(one));
        }
    }
    json_object_set_new(keys, key, texts);
    return problem == NULL ||
           wrong(reading, "in a value of condition key \"%.80s\" %s", key, problem);
}

static bool read_conditions(const struct reading *reading, json_t *conditions)
{
    const char *name, *key;
    json_t *keys, *value;
    void *next;

    if (!json_is_object(conditions)) {
        return wrong(reading, "Condition must be an object");
    }
    json_object_foreach(conditions, name, keys)
    {
        if (!policy_knows_operator(name)) {
            return wrong(reading, "there is no condition operator \"%.80s\"", name);
        }
        if (!json_is_object(keys)) {
            return wrong(reading, "%s must be an object of condition keys", name);
        }
        json_object_foreach_safe(keys, next, key, value)
        {
            if (!read_key(reading, keys, key, value)) {
                return false;
            }
        }
    }
    return true;
}

/* One of two members, and not both. */
static const char *either(const struct reading *reading, const json_t *statement, const char *name,
                          const char *not_name)
{
    const bool has = json_object_get(statement, name) != NULL;
    const bool has_not = json_object_get(statement, not_name) != NULL;

    if (has == has_not) {
        (void)wrong(reading, "a statement has either %s or %s", name, not_name);
        return NULL;
    }
    return has ? name : not_name;
}

static bool read_statement(const struct reading *reading, json_t *document,
                           struct policy_statement *statement)
{
    static const char *const known[] = {"Sid",      "Effect",      "Action",    "NotAction",
                                        "Resource", "NotResource", "Condition", NULL};
    const char *effect = member_string(document, "Effect");
    const char *name;
    json_t *member;

    if (!json_is_object(document)) {
        return wrong(reading, "a statement must be an object");
    }
    json_object_foreach(document, name, member)
    {
        if (!is_one_of(name, known)) {
            return wrong(reading, "a statement has no member \"%.80s\"", name);
        }
    }
    if (effect == NULL || (strcmp(effect, "Allow") != 0 && strcmp(effect, "Deny") != 0)) {
        return wrong(reading, "Effect must be \"Allow\" or \"Deny\"");
    }
    const char *action = either(reading, document, "Action", "NotAction");
    const char *resource =
        action != NULL ? either(reading, document, "Resource", "NotResource") : NULL;
    json_t *conditions = json_object_get(document, "Condition");
    if (resource == NULL || !read_list(reading, document, action, read_action) ||
        !read_list(reading, document, resource, read_resource) ||
        (conditions != NULL && !read_conditions(reading, conditions))) {
        return false;
    }
    *statement = (struct policy_statement){.is_denial = strcmp(effect, "Deny") == 0,
                                           .is_not_action = strcmp(action, "NotAction") == 0,
                                           .is_not_resource = strcmp(resource, "NotResource") == 0,
                                           .actions = json_object_get(document, action),
                                           .resources = json_object_get(document, resource),
                                           .conditions = conditions};
    return true;
}

static bool read_head(struct reading *reading, json_t *document)
{
    static const char *const known[] = {"Version", "Id", "Statement", NULL};
    static const char *const versions[] = {"2012-10-17", "2008-10-17", NULL};
    const json_t *version = json_object_get(document, "Version");
    json_t *statements = json_object_get(document, "Statement");
    const char *name;
    json_t *member;

    if (!json_is_object(document)) {
        return wrong(reading, "the document must be an object");
    }
    json_object_foreach(document, name, member)
    {
        if (!is_one_of(name, known)) {
            return wrong(reading, "the document has no member \"%.80s\"", name);
        }
    }
    if (version != NULL &&
        (!json_is_string(version) || !is_one_of(json_string_value(version), versions))) {
        return wrong(reading, "Version must be \"2012-10-17\" or \"2008-10-17\"");
    }
    reading->has_variables =
        version != NULL && strcmp(json_string_value(version), versions[0]) == 0;
    if (json_is_object(statements)) {
        json_t *array = json_array();
        json_array_append(array, statements);
        json_object_set_new(document, "Statement", array);
        statements = array;
    }
    if (json_array_size(statements) == 0) {
        return wrong(reading, "Statement must be an object or a list of objects");
    }
    return true;
}

static size_t count_characters(const char *text, size_t bytes)
{
    size_t count = 0;

    for (size_t i = 0; i < bytes; i++) {
        count += !isspace((unsigned char)text[i]);
    }
    return count;
}

struct policy *policy_read(const char *text, size_t bytes, char *error, size_t error_bytes)
{
    struct reading reading = {error, error_bytes, false};
    json_error_t json_error;

    if (count_characters(text, bytes) > DOCUMENT_BYTES_MAX) {
        (void)wrong(&reading, "the document is longer than %u characters", DOCUMENT_BYTES_MAX);
        return NULL;
    }
    json_t *document = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &json_error);
    if (document == NULL) {
        (void)wrong(&reading, "%s", json_error.text);
        return NULL;
    }
    struct policy *policy = NULL;
    if (read_head(&reading, document)) {
        json_t *statements = json_object_get(document, "Statement");
        const size_t count = json_array_size(statements);
        policy = calloc(1, sizeof(*policy) + count * sizeof(policy->statements[0]));
        bool is_read = policy != NULL;
        for (size_t i = 0; is_read && i < count; i++) {
            is_read =
                read_statement(&reading, json_array_get(statements, i), &policy->statements[i]);
        }
        if (is_read) {
            *policy = (struct policy){document, reading.has_variables, count};
            return policy;
        }
        free(policy);
    }
    json_decref(document);
    return NULL;
}
