/* SPDX-License-Identifier: MIT */
/* Operations on what is attached to what: policies to certificates and groups, certificates to
 * things. AWS names the certificate of a thing in a header, x-amzn-principal: here it is the
 * parameter "principal". */
#include <stdio.h>
#include <string.h>

#include "operate.h"
#include "services.h"

static const char not_found[] = "ResourceNotFoundException";
static const char invalid[] = "InvalidRequestException";

/* The id of a certificate by its ARN. NULL: the reply is made. */
static const char *need_principal(const struct cloud *cloud, const json_t *parameters,
                                  struct cloud_reply *reply)
{
    const char *arn = need_text(parameters, "principal", reply);
    const char *id = arn != NULL ? name_in_arn(cloud, arn, "cert") : NULL;

    if (arn != NULL && id == NULL) {
        reply_error(reply, 400, invalid, "The principal must be the ARN of a certificate: %s", arn);
    } else if (id != NULL && !registry_has_certificate(cloud_store(cloud), id)) {
        reply_error(reply, 404, not_found, "Certificate not found (id=%s)", id);
        return NULL;
    }
    return id;
}

/* What a policy is attached to. False: the reply is made. */
static bool need_target(const struct cloud *cloud, const json_t *parameters,
                        enum registry_link *link, const char **one, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *arn = need_text(parameters, "target", reply);

    if (arn == NULL) {
        return false;
    }
    const char *id = name_in_arn(cloud, arn, "cert");
    const char *group = name_in_arn(cloud, arn, "thinggroup");
    *link = id != NULL ? LINK_CERTIFICATE_POLICY : LINK_GROUP_POLICY;
    *one = id != NULL ? id : group;
    if (*one == NULL) {
        reply_error(reply, 400, invalid,
                    "The target must be the ARN of a certificate or of a thing group: %s", arn);
        return false;
    }
    if (id != NULL ? !registry_has_certificate(store, id) : !registry_has_group(store, group)) {
        reply_error(reply, 404, not_found, "Target not found: %s", arn);
        return false;
    }
    return true;
}

static bool need_known_policy(const struct cloud *cloud, const json_t *parameters,
                              const char **policy, struct cloud_reply *reply)
{
    *policy = need_text(parameters, "policyName", reply);
    if (*policy != NULL && !registry_has_policy(cloud_store(cloud), *policy)) {
        reply_error(reply, 404, not_found, "Policy not found (name=%s)", *policy);
        return false;
    }
    return *policy != NULL;
}

#define POLICIES_MAX 10 /* of a target */

static bool count_one(void *context, const char *name)
{
    (void)name;
    ++*(size_t *)context;
    return true;
}

static void attach_policy(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    enum registry_link link;
    const char *one, *policy;
    size_t count = 0;

    if (!need_known_policy(cloud, parameters, &policy, reply) ||
        !need_target(cloud, parameters, &link, &one, reply)) {
        return;
    }
    if (registry_is_linked(store, link, one, policy)) {
        reply_kept(reply, true, NULL);
        return;
    }
    (void)registry_each(store, link, one, count_one, &count);
    if (count >= POLICIES_MAX) {
        reply_error(reply, 410, "LimitExceededException", "The target already has %d policies",
                    POLICIES_MAX);
    } else {
        reply_kept(reply, registry_link(store, link, one, policy), NULL);
    }
}

static void detach_policy(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    enum registry_link link;
    const char *one, *policy;

    if (need_known_policy(cloud, parameters, &policy, reply) &&
        need_target(cloud, parameters, &link, &one, reply)) {
        reply_kept(reply, registry_unlink(cloud_store(cloud), link, one, policy), NULL);
    }
}

static void list_attached(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    enum registry_link link;
    const char *one;
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (need_target(cloud, parameters, &link, &one, reply) &&
        page_open(&page, cloud, parameters, true, reply)) {
        (void)snprintf(prefix, sizeof(prefix), "%s/", one);
        page_scan(&page, link == LINK_GROUP_POLICY ? "group-policy" : "certificate-policy", prefix,
                  item_policy, NULL);
        page_reply(&page, "policies", reply);
    }
}

static void list_targets(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    static char certificate[] = "cert", group[] = "thinggroup";
    const char *policy;
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (!need_known_policy(cloud, parameters, &policy, reply) ||
        !page_open(&page, cloud, parameters, true, reply)) {
        return;
    }
    (void)snprintf(prefix, sizeof(prefix), "%s/", policy);
    page_scan(&page, "policy-certificate", prefix, item_arn, certificate);
    page_scan(&page, "policy-group", prefix, item_arn, group);
    page_reply(&page, "targets", reply);
}

/* The thing, which must exist. NULL: the reply is made. */
static const char *need_known_thing(const struct cloud *cloud, const json_t *parameters,
                                    struct cloud_reply *reply)
{
    const char *thing = need_name(parameters, "thingName", reply);

    if (thing != NULL && !registry_has_thing(cloud_store(cloud), thing)) {
        reply_error(reply, 404, not_found, "Thing %s does not exist", thing);
        return NULL;
    }
    return thing;
}

static bool is_other(void *context, const char *thing)
{
    return strcmp(context, thing) == 0;
}

/* EXCLUSIVE_THING: the certificate is this thing's and can be no other's. */
static void attach_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *thing = need_known_thing(cloud, parameters, reply);
    const char *id = thing != NULL ? need_principal(cloud, parameters, reply) : NULL;
    const char *type = member_string(parameters, "thingPrincipalType");
    const bool is_exclusive = type != NULL && strcmp(type, "EXCLUSIVE_THING") == 0;

    if (id == NULL) {
        return;
    }
    if (type != NULL && !is_exclusive && strcmp(type, "NON_EXCLUSIVE_THING") != 0) {
        reply_error(reply, 400, invalid, "There is no thingPrincipalType %s", type);
        return;
    }
    char name[ID_BYTES_MAX + 1];
    (void)snprintf(name, sizeof(name), "%s", thing);
    const bool has_exclusive =
        !registry_each(store, LINK_CERTIFICATE_EXCLUSIVE, id, is_other, name);
    const bool has_others = !registry_each(store, LINK_CERTIFICATE_THING, id, is_other, name);
    if (has_exclusive || (is_exclusive && has_others)) {
        reply_error(reply, 409, "ResourceConflictException",
                    "The principal is attached to another thing, one of them exclusively");
        return;
    }
    reply_kept(reply,
               registry_link(store, LINK_CERTIFICATE_THING, id, thing) &&
                   (!is_exclusive || registry_link(store, LINK_CERTIFICATE_EXCLUSIVE, id, thing)),
               NULL);
}

static void detach_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *thing = need_known_thing(cloud, parameters, reply);
    const char *id = thing != NULL ? need_principal(cloud, parameters, reply) : NULL;

    if (id != NULL) {
        reply_kept(reply, registry_unlink(cloud_store(cloud), LINK_CERTIFICATE_THING, id, thing),
                   NULL);
    }
}

static void list_principals(struct cloud *cloud, const json_t *parameters,
                            struct cloud_reply *reply)
{
    static char certificate[] = "cert";
    const char *thing = need_known_thing(cloud, parameters, reply);
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (thing != NULL && page_open(&page, cloud, parameters, false, reply)) {
        (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
        page_scan(&page, "thing-certificate", prefix, item_arn, certificate);
        page_reply(&page, "principals", reply);
    }
}

static void list_things(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = need_principal(cloud, parameters, reply);
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (id != NULL && page_open(&page, cloud, parameters, false, reply)) {
        (void)snprintf(prefix, sizeof(prefix), "%s/", id);
        page_scan(&page, "certificate-thing", prefix, item_name, NULL);
        page_reply(&page, "things", reply);
    }
}

static const struct operation operations[] = {
    {"AttachPolicy", "PUT", "/target-policies/{policyName}", attach_policy},
    {"DetachPolicy", "POST", "/target-policies/{policyName}", detach_policy},
    {"ListAttachedPolicies", "POST", "/attached-policies/{target+}", list_attached},
    {"ListTargetsForPolicy", "POST", "/policy-targets/{policyName}", list_targets},
    {"AttachThingPrincipal", "PUT", "/things/{thingName}/principals", attach_thing},
    {"DetachThingPrincipal", "DELETE", "/things/{thingName}/principals", detach_thing},
    {"ListThingPrincipals", "GET", "/things/{thingName}/principals", list_principals},
    {"ListPrincipalThings", "GET", "/principals/things", list_things},
    {0},
};

const struct service service_attachments = {.name = "attachments", .operations = operations};
