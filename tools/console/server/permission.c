/* SPDX-License-Identifier: MIT */
/* The policies are those of the cloud in a box: tools/cloud/core reads them and answers. */
#include "permission.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy.h"
#include "store.h"

#define ARN "arn:aws:freertos:us-east-1:000000000000:"

const char *const permission_actions[] = {"freertos:ListSoftwareConfigurations",
                                          "freertos:CreateSoftwareConfiguration",
                                          "freertos:DescribeSoftwareConfiguration",
                                          "freertos:UpdateSoftwareConfiguration",
                                          "freertos:DeleteSoftwareConfiguration",
                                          "freertos:GetSoftwareURL",
                                          "freertos:GetSoftwareURLForConfiguration",
                                          "dunlin:QuickConnect",
                                          "dunlin:Run",
                                          "dunlin:GetUserPolicy",
                                          "dunlin:PutUserPolicy",
                                          NULL};

static const struct permission_subject nothing = {NULL, NULL, NULL};

static const char *tag_value(const json_t *tags, const char *key)
{
    const json_t *tag;
    size_t index;

    json_array_foreach(tags, index, tag)
    {
        const char *name = json_string_value(json_object_get(tag, "key"));
        if (name != NULL && strcmp(name, key) == 0) {
            return json_string_value(json_object_get(tag, "value"));
        }
    }
    return NULL;
}

/* policy_variable: aws:ResourceTag/KEY, aws:RequestTag/KEY, aws:TagKeys. */
static const char *variable(void *context, const char *name, size_t index)
{
    static const char resource[] = "aws:ResourceTag/", request[] = "aws:RequestTag/";
    const struct permission_subject *subject = context;

    if (strcmp(name, "aws:TagKeys") == 0) {
        return json_string_value(
            json_object_get(json_array_get(subject->request_tags, index), "key"));
    }
    if (index > 0) {
        return NULL;
    }
    if (strncmp(name, resource, strlen(resource)) == 0) {
        return tag_value(subject->tags, name + strlen(resource));
    }
    if (strncmp(name, request, strlen(request)) == 0) {
        return tag_value(subject->request_tags, name + strlen(request));
    }
    return NULL;
}

bool permission_refuses(const char *policy, char *error, size_t error_bytes)
{
    struct policy *read = policy_read(policy, strlen(policy), error, error_bytes);

    policy_free(read);
    return read == NULL;
}

static bool answers_allow(const char *text, const char *action,
                          const struct permission_subject *subject)
{
    struct permission_subject copy = *subject;
    char resource[512];
    struct policy_question question = {action, resource, variable, &copy};
    char error[128];
    struct policy *policy = policy_read(text, strlen(text), error, sizeof(error));

    if (policy == NULL) {
        return false; /* a policy that cannot be read allows nothing */
    }
    (void)snprintf(resource, sizeof(resource), ARN "configuration/%s",
                   subject->name != NULL ? subject->name : "*");
    const enum policy_answer answer = policy_ask(policy, &question);
    policy_free(policy);
    return answer == POLICY_ALLOWS;
}

bool permission_has(const struct console *console, const struct request *request,
                    const char *action, const struct permission_subject *subject)
{
    /* The owner cannot be locked out: what they may about policies is not asked. */
    if (request->is_owner && strstr(action, "UserPolicy") != NULL) {
        return true;
    }
    char *text = store_policy(console->store, request->user);
    if (text == NULL) {
        return request->is_owner;
    }
    const bool is_allowed = answers_allow(text, action, subject != NULL ? subject : &nothing);
    free(text);
    return is_allowed;
}

bool permission_given(const struct console *console, const struct request *request,
                      const char *action, const struct permission_subject *subject,
                      struct answer *answer)
{
    if (permission_has(console, request, action, subject)) {
        return true;
    }
    answer_error(answer, 403, "not-allowed",
                 "The owner of this server says who may what: PUT /api/v1/users/NAME/policy",
                 "%s may not %s%s%s", request->user, action,
                 subject != NULL && subject->name != NULL ? " of " : "",
                 subject != NULL && subject->name != NULL ? subject->name : "");
    return false;
}
