/* SPDX-License-Identifier: MIT */
/* A policy document, and a question put to it. The first three lines of the input are client id,
 * action and resource; the rest is the document. What is allowed by a document is denied by it and
 * a statement that denies everything, and a document reads the same twice. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "subject.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

/* The next line as a string of its own, exactly its size. */
static char *cut_line(const char **at, const char *end)
{
    const char *line = *at;
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    const char *line_end = stop != NULL ? stop : end;

    *at = stop != NULL ? stop + 1 : end;
    return strndup(line, (size_t)(line_end - line));
}

static const char *certificate_variable(void *context, const char *name, size_t index)
{
    return index < 2 && strchr(name, 'S') != NULL ? context : NULL;
}

static enum policy_answer ask(const struct policy *policy, const char *client, const char *action,
                              const char *resource)
{
    json_t *thing = json_pack("{s:s#,s:s,s:{s:s}}", "thingName", client, (int)strlen(client),
                              "thingTypeName", "*", "attributes", "a", "b");
    struct subject subject = {.certificate = "c",
                              .client = client,
                              .address = "10.0.0.1",
                              .now_ms = 1700000000000,
                              .is_persistent = true,
                              .has_will = true,
                              .certificate_variable = certificate_variable,
                              .context = "*",
                              .thing = thing,
                              .is_attached = thing != NULL};
    const struct policy_question question = {action, resource, subject_variable, &subject};
    const enum policy_answer answer = policy_ask(policy, &question);

    json_decref(thing);
    return answer;
}

/* The policy with one more statement. NULL: it would be too long. */
static struct policy *and_denial(const char *document, size_t bytes)
{
    char error[256];
    json_t *root = json_loadb(document, bytes, 0, NULL);
    json_t *denial = json_pack("{s:s,s:s,s:s}", "Effect", "Deny", "Action", "*", "Resource", "*");
    json_t *statements = json_object_get(root, "Statement");

    if (json_is_object(statements)) {
        json_t *list = json_array();
        json_array_append(list, statements);
        json_object_set_new(root, "Statement", list);
        statements = list;
    }
    json_array_append_new(statements, denial);
    char *text = json_dumps(root, JSON_COMPACT);
    struct policy *policy =
        text != NULL ? policy_read(text, strlen(text), error, sizeof(error)) : NULL;
    free(text);
    json_decref(root);
    return policy;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *at = (const char *)bytes, *end = at + size;
    char *client = cut_line(&at, end), *action = cut_line(&at, end), *resource = cut_line(&at, end);
    char *document = malloc((size_t)(end - at) + 1u), error[256] = "";
    const size_t document_bytes = (size_t)(end - at);

    memcpy(document, at, document_bytes);
    struct policy *policy = policy_read(document, document_bytes, error, sizeof(error));
    require((policy == NULL) == (error[0] != '\0'));
    if (policy != NULL) {
        const enum policy_answer answer = ask(policy, client, action, resource);
        require(answer == ask(policy, client, action, resource));
        struct policy *denied = and_denial(document, document_bytes);
        require(denied == NULL || ask(denied, client, action, resource) == POLICY_DENIES);
        policy_free(denied);
    }
    policy_free(policy);
    free(document);
    free(client);
    free(action);
    free(resource);
    return 0;
}
