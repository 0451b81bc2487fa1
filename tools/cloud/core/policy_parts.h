/* SPDX-License-Identifier: MIT */
/* What the files of policies share. */
#ifndef CLOUD_POLICY_PARTS_H
#define CLOUD_POLICY_PARTS_H

#include "policy.h"

/* A list of texts of the document: an array of strings, borrowed. */
struct policy_statement {
    bool is_denial;
    bool is_not_action, is_not_resource; /* speaks of all but those listed */
    const json_t *actions, *resources;
    const json_t *conditions; /* {operator: {key: [string ...]}}; NULL: none */
};

struct policy {
    json_t *document; /* every list an array, every value of a condition a string */
    bool has_variables;
    size_t count;
    struct policy_statement statements[];
};

enum policy_fit { FIT_NO, FIT_YES, FIT_UNKNOWN }; /* UNKNOWN: a variable stands for nothing */

/* The text fits a pattern with `*` and `?` (is_literal: neither means anything) and variables. */
struct policy_pattern {
    const char *text;
    bool is_literal, ignores_case, has_variables;
};
enum policy_fit policy_fits(const struct policy_pattern *pattern, const char *text,
                            const struct policy_question *question);

/* NULL when every `${` of the text ends; else what is wrong. */
const char *policy_check_variables(const char *text);

/* All conditions hold. */
bool policy_conditions_hold(const struct policy *policy, const json_t *conditions,
                            const struct policy_question *question);
/* "ForAllValues:StringEqualsIfExists" is known. */
bool policy_knows_operator(const char *name);

#endif
