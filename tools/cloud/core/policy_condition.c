/* SPDX-License-Identifier: MIT */
/* Conditions: {"StringEquals": {"iot:ClientId": ["a", "b"]}}. All rules and all keys must hold;
 * of the values of a key one is enough, or none may be equal where the operator says Not. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "policy_parts.h"

enum kind { TEXT, TEXT_NO_CASE, LIKE, NUMBER, DATE, BOOL, ADDRESS, ABSENT };

struct rule {
    const char *name;
    enum kind kind;
    bool is_negated;
    const char *order; /* of NUMBER and DATE: which of "<=>" hold */
};

static const struct rule rules[] = {
    {"StringEquals", TEXT, false, ""},
    {"StringNotEquals", TEXT, true, ""},
    {"StringEqualsIgnoreCase", TEXT_NO_CASE, false, ""},
    {"StringNotEqualsIgnoreCase", TEXT_NO_CASE, true, ""},
    {"StringLike", LIKE, false, ""},
    {"StringNotLike", LIKE, true, ""},
    {"ArnEquals", LIKE, false, ""},
    {"ArnNotEquals", LIKE, true, ""},
    {"ArnLike", LIKE, false, ""},
    {"ArnNotLike", LIKE, true, ""},
    {"NumericEquals", NUMBER, false, "="},
    {"NumericNotEquals", NUMBER, true, "="},
    {"NumericLessThan", NUMBER, false, "<"},
    {"NumericLessThanEquals", NUMBER, false, "<="},
    {"NumericGreaterThan", NUMBER, false, ">"},
    {"NumericGreaterThanEquals", NUMBER, false, ">="},
    {"DateEquals", DATE, false, "="},
    {"DateNotEquals", DATE, true, "="},
    {"DateLessThan", DATE, false, "<"},
    {"DateLessThanEquals", DATE, false, "<="},
    {"DateGreaterThan", DATE, false, ">"},
    {"DateGreaterThanEquals", DATE, false, ">="},
    {"Bool", BOOL, false, ""},
    {"IpAddress", ADDRESS, false, ""},
    {"NotIpAddress", ADDRESS, true, ""},
    {"Null", ABSENT, false, ""},
};

struct condition {
    const struct rule *rule;
    bool is_for_all, is_for_any, is_if_exists;
};

static bool condition_read(struct condition *condition, const char *name)
{
    static const char for_all[] = "ForAllValues:", for_any[] = "ForAnyValue:", tail[] = "IfExists";

    *condition = (struct condition){.rule = NULL};
    condition->is_for_all = strncmp(name, for_all, strlen(for_all)) == 0;
    condition->is_for_any = strncmp(name, for_any, strlen(for_any)) == 0;
    name += condition->is_for_all ? strlen(for_all) : condition->is_for_any ? strlen(for_any) : 0;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const size_t bytes = strlen(rules[i].name);
        if (strncmp(name, rules[i].name, bytes) == 0 &&
            (name[bytes] == '\0' || strcmp(name + bytes, tail) == 0)) {
            condition->rule = &rules[i];
            condition->is_if_exists = name[bytes] != '\0';
        }
    }
    return condition->rule != NULL &&
           (condition->rule->kind != ABSENT ||
            !(condition->is_if_exists || condition->is_for_all || condition->is_for_any));
}

bool policy_knows_operator(const char *name)
{
    struct condition condition;

    return condition_read(&condition, name);
}

static bool read_number(const char *text, double *number)
{
    char *end;

    *number = strtod(text, &end);
    return end != text && *end == '\0';
}

/* "2026-11-21T10:00:00Z", or seconds since 1970. */
static bool read_date(const char *text, double *date)
{
    struct tm tm = {0};
    int end = 0;

    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2dZ%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
               &tm.tm_hour, &tm.tm_min, &tm.tm_sec, &end) == 6 &&
        end > 0 && text[end] == '\0') {
        tm.tm_year -= 1900;
        tm.tm_mon -= 1;
        *date = (double)timegm(&tm);
        return true;
    }
    return read_number(text, date);
}

static bool is_ordered(const struct rule *rule, const char *wanted, const char *value)
{
    double a, b;

    if (rule->kind == NUMBER ? !read_number(value, &a) || !read_number(wanted, &b)
                             : !read_date(value, &a) || !read_date(wanted, &b)) {
        return false;
    }
    const char order = a < b ? '<' : a > b ? '>' : '=';
    return strchr(rule->order, order) != NULL;
}

static bool is_in_network(const char *wanted, const char *value)
{
    unsigned char network[16], address[16];
    char text[INET6_ADDRSTRLEN + 1];
    const size_t bytes = strcspn(wanted, "/");
    const int family = strchr(wanted, ':') != NULL ? AF_INET6 : AF_INET;
    const unsigned int width = family == AF_INET6 ? 128 : 32;
    const unsigned int bits =
        wanted[bytes] == '/' ? (unsigned int)strtoul(wanted + bytes + 1, NULL, 10) : width;

    if (bytes >= sizeof(text) || bits > width) {
        return false;
    }
    memcpy(text, wanted, bytes);
    text[bytes] = '\0';
    if (inet_pton(family, text, network) != 1 || inet_pton(family, value, address) != 1) {
        return false;
    }
    for (unsigned int bit = 0; bit < bits; bit++) {
        if (((unsigned int)(network[bit / 8] ^ address[bit / 8]) >> (7u - bit % 8u) & 1u) != 0) {
            return false;
        }
    }
    return true;
}

static bool is_equal(const struct policy *policy, const struct rule *rule, const char *wanted,
                     const char *value, const struct policy_question *question)
{
    const struct policy_pattern pattern = {wanted, rule->kind != LIKE,
                                           rule->kind == TEXT_NO_CASE || rule->kind == BOOL,
                                           policy->has_variables};

    switch (rule->kind) {
    case NUMBER:
    case DATE:
        return is_ordered(rule, wanted, value);
    case ADDRESS:
        return is_in_network(wanted, value);
    case TEXT:
    case TEXT_NO_CASE:
    case LIKE:
    case BOOL:
    case ABSENT:
        break;
    }
    return policy_fits(&pattern, value, question) == FIT_YES;
}

static bool value_holds(const struct policy *policy, const struct rule *rule,
                        const json_t *all_wanted, const char *value,
                        const struct policy_question *question)
{
    const json_t *wanted;
    size_t index;

    json_array_foreach(all_wanted, index, wanted)
    {
        if (is_equal(policy, rule, json_string_value(wanted), value, question)) {
            return !rule->is_negated;
        }
    }
    return rule->is_negated;
}

#define VALUE_BYTES_MAX 1024

/* A copy, because variables in the wanted values are looked up meanwhile. */
static bool value_of(const struct policy_question *question, const char *key, size_t index,
                     char value[VALUE_BYTES_MAX])
{
    const char *found =
        question->variable != NULL ? question->variable(question->context, key, index) : NULL;

    return found != NULL && snprintf(value, VALUE_BYTES_MAX, "%s", found) < (int)VALUE_BYTES_MAX;
}

static bool key_holds(const struct policy *policy, const struct condition *condition,
                      const char *key, const json_t *wanted, const struct policy_question *question)
{
    char value[VALUE_BYTES_MAX];
    bool holds = condition->is_for_all; /* of no values all hold */

    if (condition->rule->kind == ABSENT) {
        const bool is_absent = !value_of(question, key, 0, value);
        const char *first = json_string_value(json_array_get(wanted, 0));
        return first != NULL && (strcasecmp(first, "true") == 0) == is_absent;
    }
    if (!value_of(question, key, 0, value)) {
        return holds || condition->is_if_exists ||
               (condition->rule->is_negated && !condition->is_for_any);
    }
    for (size_t i = 0; value_of(question, key, i, value); i++) {
        const bool one_holds = value_holds(policy, condition->rule, wanted, value, question);
        if (one_holds != condition->is_for_all) {
            return one_holds;
        }
    }
    return holds;
}

bool policy_conditions_hold(const struct policy *policy, const json_t *conditions,
                            const struct policy_question *question)
{
    /* Jansson's iterators do not change what they walk over. */
    json_t *all = (json_t *)(uintptr_t)conditions;
    const char *name, *key;
    json_t *keys, *wanted;

    json_object_foreach(all, name, keys)
    {
        struct condition condition;
        if (!condition_read(&condition, name)) {
            return false;
        }
        json_object_foreach(keys, key, wanted)
        {
            if (!key_holds(policy, &condition, key, wanted, question)) {
                return false;
            }
        }
    }
    return true;
}
