/* SPDX-License-Identifier: MIT */
/* What a certificate may do on the HTTPS data plane. The policies are read at each request: they
 * are short, and requests are few. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "subject.h"

struct asking {
    const struct cloud_store *store;
    struct policy_question question;
    enum policy_answer answer;
};

static bool ask(void *context, const char *name)
{
    struct asking *asking = context;
    char error[128];
    json_t *row = registry_policy(asking->store, name);
    const char *text = member_string(row, "policyDocument");
    struct policy *policy =
        text != NULL ? policy_read(text, strlen(text), error, sizeof(error)) : NULL;

    if (policy != NULL) {
        const enum policy_answer answer = policy_ask(policy, &asking->question);
        asking->answer = answer > asking->answer ? answer : asking->answer;
    }
    policy_free(policy);
    json_decref(row);
    return asking->answer != POLICY_DENIES;
}

const char cloud_operator[] = "operator";

struct content {
    const struct cloud_issuer *issuer;
    const char *pem;
};

static const char *variable(void *context, const char *name, size_t index)
{
    const struct content *content = context;

    return content->issuer->variable(content->issuer->self, content->pem, name, index);
}

bool cloud_may(struct cloud *cloud, const char *principal, const char *action, const char *kind,
               const char *name)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct subject subject = {.certificate = principal, .now_ms = cloud_now_ms(cloud)};
    char resource[RESOURCE_BYTES_MAX];

    if (principal == cloud_operator) {
        return true;
    }
    if (principal == NULL || !registry_is_active(store, principal)) {
        return false;
    }
    json_t *row = registry_certificate(store, principal);
    struct content content = {cloud_issuer(cloud), member_string(row, "certificatePem")};
    if (content.issuer != NULL && content.issuer->variable != NULL && content.pem != NULL) {
        subject.certificate_variable = variable;
        subject.context = &content;
    }
    subject_look_up(&subject, store);
    struct asking asking = {store,
                            {action, cloud_arn(cloud, resource, sizeof(resource), kind, name),
                             subject_variable, &subject},
                            POLICY_SILENT};
    (void)subject_each_policy(&subject, store, ask, &asking);
    subject_forget(&subject);
    json_decref(row);
    return asking.answer == POLICY_ALLOWS;
}
