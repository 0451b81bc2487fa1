/* SPDX-License-Identifier: MIT */
/* Operations on policies. A policy has up to five versions; the default one is in force, and its
 * document stands in the policy's own row. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "operate.h"
#include "policy.h"
#include "services.h"

#define VERSIONS_MAX 5

static const char not_found[] = "ResourceNotFoundException";
static const char conflict[] = "DeleteConflictException";

/* 1 to 128 of [a-zA-Z0-9+=,.@_-] */
static const char *need_policy_name(const json_t *parameters, struct cloud_reply *reply)
{
    const char *name = need_text(parameters, "policyName", reply);

    if (name != NULL && !is_name(name, ID_BYTES_MAX, "+=,.@_-")) {
        reply_error(reply, 400, "InvalidRequestException",
                    "policyName must be 1 to 128 characters of [a-zA-Z0-9+=,.@_-]");
        return NULL;
    }
    return name;
}

static json_t *need_policy(const struct cloud *cloud, const json_t *parameters,
                           struct cloud_reply *reply)
{
    const char *name = need_policy_name(parameters, reply);
    json_t *row = name != NULL ? registry_policy(cloud_store(cloud), name) : NULL;

    if (name != NULL && row == NULL) {
        reply_error(reply, 404, not_found, "Policy not found (name=%s)", name);
    }
    return row;
}

static const char *need_document(const json_t *parameters, struct cloud_reply *reply)
{
    const char *text = need_text(parameters, "policyDocument", reply);
    char error[256];

    if (text == NULL) {
        return NULL;
    }
    struct policy *policy = policy_read(text, strlen(text), error, sizeof(error));
    if (policy == NULL) {
        reply_error(reply, 400, "MalformedPolicyException", "Policy document is malformed: %s",
                    error);
        return NULL;
    }
    policy_free(policy);
    return text;
}

static const char *version_key(char key[ARN_BYTES_MAX], const char *name, const char *version)
{
    (void)snprintf(key, ARN_BYTES_MAX, "%s/%s", name, version);
    return key;
}

static bool put_version(const struct cloud *cloud, const char *name, const char *version,
                        const char *document)
{
    char key[ARN_BYTES_MAX];
    json_t *row = json_pack("{s:s,s:s,s:I}", "policyVersionId", version, "policyDocument", document,
                            "createDate", (json_int_t)(cloud_now_ms(cloud) / 1000));
    const bool is_put =
        registry_put(cloud_store(cloud), "policy-version", version_key(key, name, version), row);

    json_decref(row);
    return is_put;
}

/* Put a version in force. */
static bool put_policy(const struct cloud *cloud, json_t *row, const char *version,
                       const char *document)
{
    json_object_set_new(row, "defaultVersionId", json_string(version));
    json_object_set_new(row, "policyDocument", json_string(document));
    json_object_set_new(row, "lastModifiedDate", json_integer(cloud_now_ms(cloud) / 1000));
    return registry_put(cloud_store(cloud), "policy", member_string(row, "policyName"), row);
}

static void create_policy(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *name = need_policy_name(parameters, reply);
    const char *document = name != NULL ? need_document(parameters, reply) : NULL;

    if (document == NULL) {
        return;
    }
    if (registry_has_policy(cloud_store(cloud), name)) {
        reply_error(reply, 409, "ResourceAlreadyExistsException",
                    "Policy cannot be created - name already exists (name=%s)", name);
        return;
    }
    json_t *row = json_pack("{s:s,s:i,s:I}", "policyName", name, "lastVersion", 1, "creationDate",
                            (json_int_t)(cloud_now_ms(cloud) / 1000));
    const bool is_kept =
        put_policy(cloud, row, "1", document) && put_version(cloud, name, "1", document);
    json_decref(row);
    reply_kept(reply, is_kept,
               json_pack("{s:s,s:o,s:s,s:s}", "policyName", name, "policyArn",
                         arn_of(cloud, "policy", name), "policyDocument", document,
                         "policyVersionId", "1"));
}

static void get_policy(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_policy(cloud, parameters, reply);

    if (row != NULL) {
        json_object_set_new(row, "policyArn",
                            arn_of(cloud, "policy", member_string(row, "policyName")));
        json_object_set_new(
            row, "generationId",
            json_sprintf("%d", (int)json_integer_value(json_object_get(row, "lastVersion"))));
        json_object_del(row, "lastVersion");
        reply_json(reply, 200, row);
    }
}

static bool count_one(void *context, const char *key, const char *value, size_t bytes)
{
    (void)key;
    (void)value;
    (void)bytes;
    ++*(size_t *)context;
    return true;
}

static size_t count_versions(const struct cloud *cloud, const char *name)
{
    const struct cloud_store *store = cloud_store(cloud);
    char prefix[ARN_BYTES_MAX];
    size_t count = 0;

    (void)store->scan(store->self, "policy-version", version_key(prefix, name, ""), NULL, count_one,
                      &count);
    return count;
}

static void delete_policy(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *row = need_policy(cloud, parameters, reply);
    const char *name = member_string(row, "policyName");
    char key[ARN_BYTES_MAX];

    if (row == NULL) {
        return;
    }
    if (registry_is_had(store, LINK_CERTIFICATE_POLICY, name) ||
        registry_is_had(store, LINK_GROUP_POLICY, name)) {
        reply_error(reply, 409, conflict,
                    "The policy cannot be deleted as the policy is attached to one or more "
                    "principals (name=%s)",
                    name);
    } else if (count_versions(cloud, name) > 1) {
        reply_error(reply, 409, conflict,
                    "Cannot delete the policy because it has one or more policy versions attached "
                    "to it (name=%s)",
                    name);
    } else {
        version_key(key, name, member_string(row, "defaultVersionId"));
        reply_kept(reply,
                   registry_remove(store, "policy-version", key) &&
                       registry_remove(store, "policy", name),
                   NULL);
    }
    json_decref(row);
}

static void list_policies(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, true, reply)) {
        page_scan(&page, "policy", "", item_policy, NULL);
        page_reply(&page, "policies", reply);
    }
}

static void create_version(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_policy(cloud, parameters, reply);
    const char *document = row != NULL ? need_document(parameters, reply) : NULL;
    const char *name = member_string(row, "policyName");
    char version[24];

    if (document != NULL && count_versions(cloud, name) == VERSIONS_MAX) {
        reply_error(reply, 409, "VersionsLimitExceededException",
                    "The policy already has %d versions (name=%s)", VERSIONS_MAX, name);
    } else if (document != NULL) {
        const json_int_t last = json_integer_value(json_object_get(row, "lastVersion")) + 1;
        const bool is_default = is_set(parameters, "setAsDefault");
        (void)snprintf(version, sizeof(version), "%" JSON_INTEGER_FORMAT, last);
        json_object_set_new(row, "lastVersion", json_integer(last));
        const bool is_kept = put_version(cloud, name, version, document) &&
                             (is_default ? put_policy(cloud, row, version, document)
                                         : registry_put(cloud_store(cloud), "policy", name, row));
        reply_kept(reply, is_kept,
                   json_pack("{s:o,s:s,s:s,s:b}", "policyArn", arn_of(cloud, "policy", name),
                             "policyDocument", document, "policyVersionId", version,
                             "isDefaultVersion", is_default));
    }
    json_decref(row);
}

/* The row of the version; NULL: the reply is made. */
static json_t *need_version(const struct cloud *cloud, const json_t *parameters,
                            const json_t *policy, struct cloud_reply *reply)
{
    const char *version = policy != NULL ? need_text(parameters, "policyVersionId", reply) : NULL;
    char key[ARN_BYTES_MAX];

    if (version == NULL) {
        return NULL;
    }
    version_key(key, member_string(policy, "policyName"), version);
    json_t *row = cloud_store_get_json(cloud_store(cloud), "policy-version", key);
    if (row == NULL) {
        reply_error(reply, 404, not_found, "Policy version not found (name=%s, version=%s)",
                    member_string(policy, "policyName"), version);
    }
    return row;
}

static bool is_default(const json_t *policy, const json_t *version)
{
    return strcmp(member_string(policy, "defaultVersionId"),
                  member_string(version, "policyVersionId")) == 0;
}

static void get_version(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *policy = need_policy(cloud, parameters, reply);
    json_t *version = need_version(cloud, parameters, policy, reply);

    if (version != NULL) {
        const char *name = member_string(policy, "policyName");
        json_object_set_new(version, "policyArn", arn_of(cloud, "policy", name));
        json_object_set_new(version, "policyName", json_string(name));
        json_object_set_new(version, "isDefaultVersion", json_boolean(is_default(policy, version)));
        json_object_set(version, "creationDate", json_object_get(version, "createDate"));
        json_object_del(version, "createDate");
        reply_json(reply, 200, version);
    }
    json_decref(policy);
}

static void set_default(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *policy = need_policy(cloud, parameters, reply);
    json_t *version = need_version(cloud, parameters, policy, reply);

    if (version != NULL) {
        reply_kept(reply,
                   put_policy(cloud, policy, member_string(version, "policyVersionId"),
                              member_string(version, "policyDocument")),
                   NULL);
    }
    json_decref(version);
    json_decref(policy);
}

static void delete_version(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *policy = need_policy(cloud, parameters, reply);
    json_t *version = need_version(cloud, parameters, policy, reply);
    char key[ARN_BYTES_MAX];

    if (version != NULL && is_default(policy, version)) {
        reply_error(reply, 409, conflict, "The default version cannot be deleted (name=%s)",
                    member_string(policy, "policyName"));
    } else if (version != NULL) {
        version_key(key, member_string(policy, "policyName"),
                    member_string(version, "policyVersionId"));
        reply_kept(reply, registry_remove(cloud_store(cloud), "policy-version", key), NULL);
    }
    json_decref(version);
    json_decref(policy);
}

static json_t *version_item(const struct cloud *cloud, const char *name, const char *value,
                            void *policy)
{
    json_t *row = json_loads(value, 0, NULL);
    json_t *item =
        json_pack("{s:s,s:b,s:O*}", "versionId", name, "isDefaultVersion", is_default(policy, row),
                  "createDate", json_object_get(row, "createDate"));

    (void)cloud;
    json_decref(row);
    return item;
}

static void list_versions(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *policy = need_policy(cloud, parameters, reply);
    char prefix[ARN_BYTES_MAX];
    struct page page;

    if (policy != NULL && page_open(&page, cloud, NULL, false, reply)) {
        page_scan(&page, "policy-version",
                  version_key(prefix, member_string(policy, "policyName"), ""), version_item,
                  policy);
        page_reply(&page, "policyVersions", reply);
    }
    json_decref(policy);
}

static const struct operation operations[] = {
    {"CreatePolicy", "POST", "/policies/{policyName}", create_policy},
    {"GetPolicy", "GET", "/policies/{policyName}", get_policy},
    {"DeletePolicy", "DELETE", "/policies/{policyName}", delete_policy},
    {"ListPolicies", "GET", "/policies", list_policies},
    {"CreatePolicyVersion", "POST", "/policies/{policyName}/version", create_version},
    {"GetPolicyVersion", "GET", "/policies/{policyName}/version/{policyVersionId}", get_version},
    {"SetDefaultPolicyVersion", "PATCH", "/policies/{policyName}/version/{policyVersionId}",
     set_default},
    {"DeletePolicyVersion", "DELETE", "/policies/{policyName}/version/{policyVersionId}",
     delete_version},
    {"ListPolicyVersions", "GET", "/policies/{policyName}/version", list_versions},
    {0},
};

const struct service service_policies = {.name = "policies", .operations = operations};
