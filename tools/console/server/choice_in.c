/* SPDX-License-Identifier: MIT */
#include "choice_in.h"

#include "console_core.h"

json_t *body_in(const struct request *request, struct answer *answer)
{
    char error[512] = "";
    json_t *document = request_json(request, error, sizeof(error));

    if (document == NULL) {
        answer_error(answer, 400, "json", "Send a JSON object", "%s", error);
    }
    return document;
}

json_t *choice_in(const json_t *document, struct answer *answer)
{
    char error[512] = "";
    json_t *choice = choice_read(document, error, sizeof(error));

    if (choice == NULL) {
        answer_error(answer, 400, "choice",
                     "A choice is {\"board\", \"demo\"?, \"modules\": [], \"name\"}", "%s", error);
    }
    return choice;
}

static void answer_problems(json_t *resolved, struct answer *answer)
{
    json_t *problems = json_object_get(resolved, "problems");
    const json_t *first = json_array_get(problems, 0), *problem;
    size_t index;

    json_array_foreach(problems, index, problem)
    {
        const char *severity = json_string_value(json_object_get(problem, "severity"));
        if (severity != NULL && severity[0] == 'e') {
            first = problem;
            break;
        }
    }
    const char *text = json_string_value(json_object_get(first, "text"));
    const char *advice = json_string_value(json_object_get(first, "advice"));
    answer_json(answer, 422,
                json_pack("{s:{s:s, s:s, s:s}, s:O}", "error", "code", "invalid-choice", "message",
                          text != NULL ? text : "The choice cannot be built", "advice",
                          advice != NULL ? advice : "Change the choice", "problems", problems));
}

json_t *valid_choice_in(const struct console *console, const json_t *document,
                        struct answer *answer)
{
    json_t *choice = choice_in(document, answer);

    if (choice == NULL) {
        return NULL;
    }
    json_t *resolved = resolve(console->catalogue, choice);
    if (!json_is_true(json_object_get(resolved, "valid"))) {
        answer_problems(resolved, answer);
        json_decref(choice);
        choice = NULL;
    }
    json_decref(resolved);
    return choice;
}
