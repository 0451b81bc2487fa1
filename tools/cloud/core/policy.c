/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "policy_parts.h"

static enum policy_fit fits_any(const struct policy *policy, const json_t *patterns,
                                const char *text, bool ignores_case,
                                const struct policy_question *question)
{
    enum policy_fit best = FIT_NO;
    const json_t *pattern;
    size_t index;

    json_array_foreach(patterns, index, pattern)
    {
        const struct policy_pattern one = {json_string_value(pattern), false, ignores_case,
                                           policy->has_variables};
        const enum policy_fit fit = policy_fits(&one, text, question);
        if (fit == FIT_YES) {
            return FIT_YES;
        }
        best = fit == FIT_UNKNOWN ? fit : best;
    }
    return best;
}

static bool speaks(const struct policy *policy, const struct policy_statement *statement,
                   const struct policy_question *question)
{
    /* Without a variable an action is known or not: FIT_UNKNOWN is no fit either way. */
    const enum policy_fit action =
        fits_any(policy, statement->actions, question->action, true, question);
    const enum policy_fit wanted_action = statement->is_not_action ? FIT_NO : FIT_YES;
    const enum policy_fit wanted_resource = statement->is_not_resource ? FIT_NO : FIT_YES;

    return action == wanted_action &&
           fits_any(policy, statement->resources, question->resource, false, question) ==
               wanted_resource &&
           policy_conditions_hold(policy, statement->conditions, question);
}

enum policy_answer policy_ask(const struct policy *policy, const struct policy_question *question)
{
    enum policy_answer answer = POLICY_SILENT;

    for (size_t i = 0; i < policy->count; i++) {
        const struct policy_statement *statement = &policy->statements[i];
        if (answer == POLICY_ALLOWS && !statement->is_denial) {
            continue;
        }
        if (speaks(policy, statement, question)) {
            if (statement->is_denial) {
                return POLICY_DENIES;
            }
            answer = POLICY_ALLOWS;
        }
    }
    return answer;
}

void policy_free(struct policy *policy)
{
    if (policy != NULL) {
        json_decref(policy->document);
        free(policy);
    }
}
