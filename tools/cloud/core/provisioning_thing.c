/* SPDX-License-Identifier: MIT */
/* A thing by a template: everything is checked first, then made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "provisioning.h"
#include "registry.h"
#include "template.h"
#include "text.h"

#define BAD_PAYLOAD "InvalidPayload"
#define NOT_FOUND   "ResourceNotFound"
#define CONFLICT    "ResourceConflict"

/* What a template resolves to; members are borrowed. */
struct plan {
    const char *certificate;
    const char *thing, *type; /* NULL: none */
    const json_t *attributes, *groups, *override;
    const char *status;
    bool is_exclusive;
    const json_t *resources; /* the policies are read from here */
};

static bool is_text(const char *text, const char *wanted)
{
    return text != NULL && strcmp(text, wanted) == 0;
}

/* "MERGE", "REPLACE", "DO_NOTHING" or "FAIL" for what is there already. */
static const char *override_of(const struct plan *plan, const char *what, const char *usual)
{
    const char *given = member_string(plan->override, what);

    return given != NULL ? given : usual;
}

static bool check_attributes(const struct plan *plan, struct provisioning_fault *fault)
{
    const char *name;
    json_t *value;

    if (plan->attributes != NULL && !json_is_object(plan->attributes)) {
        return provisioning_reject(fault, 400, BAD_PAYLOAD, "AttributePayload must be an object");
    }
    json_object_foreach((json_t *)plan->attributes, name, value)
    {
        if (!json_is_string(value)) {
            return provisioning_reject(fault, 400, BAD_PAYLOAD,
                                       "The attribute %.100s must be a string", name);
        }
    }
    return true;
}

static bool check_groups(const struct cloud_store *store, const struct plan *plan,
                         struct provisioning_fault *fault)
{
    const json_t *group;
    size_t index;

    json_array_foreach(plan->groups, index, group)
    {
        const char *name = json_string_value(group);
        if (name == NULL || !registry_has_group(store, name)) {
            return provisioning_reject(fault, 404, NOT_FOUND, "Thing group %.128s not found",
                                       name != NULL ? name : "");
        }
    }
    return true;
}

static bool check_type(const struct cloud_store *store, const struct plan *plan,
                       struct provisioning_fault *fault)
{
    char *row = plan->type != NULL ? store->get(store->self, "thing-type", plan->type, NULL) : NULL;
    const bool is_there = plan->type == NULL || row != NULL;

    free(row);
    return is_there ||
           provisioning_reject(fault, 404, NOT_FOUND, "Thing type %.128s not found", plan->type);
}

/* What is there must not be what the template fails for. */
static bool check_conflicts(const json_t *there, const struct plan *plan,
                            struct provisioning_fault *fault)
{
    const char *type = member_string(there, "thingTypeName");
    const bool other_type = plan->type != NULL && type != NULL && strcmp(type, plan->type) != 0;
    const bool other_attributes =
        plan->attributes != NULL &&
        !json_equal(plan->attributes, json_object_get(there, "attributes"));

    if ((other_type && is_text(override_of(plan, "ThingTypeName", "DO_NOTHING"), "FAIL")) ||
        (other_attributes && is_text(override_of(plan, "AttributePayload", "MERGE"), "FAIL"))) {
        return provisioning_reject(fault, 409, CONFLICT, "Thing %s exists with other properties",
                                   plan->thing);
    }
    return true;
}

static bool check_thing(const struct cloud_store *store, const struct plan *plan,
                        struct provisioning_fault *fault)
{
    if (plan->thing == NULL) {
        return true;
    }
    if (!is_name(plan->thing, 128, ":_-")) {
        return provisioning_reject(fault, 400, BAD_PAYLOAD,
                                   "ThingName must be 1 to 128 characters of [a-zA-Z0-9:_-]");
    }
    json_t *there = registry_thing(store, plan->thing);
    const bool is_good = check_attributes(plan, fault) && check_type(store, plan, fault) &&
                         check_groups(store, plan, fault) &&
                         (there == NULL || check_conflicts(there, plan, fault));
    json_decref(there);
    return is_good;
}

static bool read_thing(struct plan *plan, const json_t *resource, struct provisioning_fault *fault)
{
    const json_t *properties = json_object_get(resource, "Properties");

    if (plan->thing != NULL) {
        return provisioning_reject(fault, 400, BAD_PAYLOAD, "The template makes two things");
    }
    plan->thing = member_string(properties, "ThingName");
    plan->type = member_string(properties, "ThingTypeName");
    plan->attributes = json_object_get(properties, "AttributePayload");
    plan->groups = json_object_get(properties, "ThingGroups");
    plan->override = json_object_get(resource, "OverrideSettings");
    return plan->thing != NULL ||
           provisioning_reject(fault, 400, BAD_PAYLOAD, "The template gives no ThingName");
}

static bool read_certificate(struct plan *plan, const json_t *resource,
                             struct provisioning_fault *fault)
{
    const json_t *properties = json_object_get(resource, "Properties");
    const char *status = member_string(properties, "Status");
    const char *id = member_string(properties, "CertificateId");

    plan->is_exclusive =
        is_text(member_string(properties, "ThingPrincipalType"), "EXCLUSIVE_THING");
    plan->status = status != NULL && strcasecmp(status, "INACTIVE") == 0 ? "INACTIVE" : "ACTIVE";
    if (status != NULL && strcasecmp(status, plan->status) != 0) {
        return provisioning_reject(fault, 400, BAD_PAYLOAD,
                                   "The Status of a certificate is Active or Inactive");
    }
    return id == NULL || strcmp(id, plan->certificate) == 0 ||
           provisioning_reject(fault, 400, BAD_PAYLOAD,
                               "The template names another certificate than the token's");
}

static bool check_policy(const struct cloud_store *store, const json_t *resource,
                         struct provisioning_fault *fault)
{
    const json_t *properties = json_object_get(resource, "Properties");
    const char *name = member_string(properties, "PolicyName");

    if (json_object_get(properties, "PolicyDocument") != NULL) {
        return true; /* checked when it is made */
    }
    return (name != NULL && registry_has_policy(store, name)) ||
           provisioning_reject(fault, 404, NOT_FOUND, "Policy %.128s not found",
                               name != NULL ? name : "");
}

static bool read_plan(struct plan *plan, const struct cloud_store *store,
                      struct provisioning_fault *fault)
{
    const char *name;
    json_t *resource;

    json_object_foreach((json_t *)plan->resources, name, resource)
    {
        const char *type = member_string(resource, "Type");
        const bool is_good = is_text(type, TEMPLATE_THING) ? read_thing(plan, resource, fault)
                             : is_text(type, TEMPLATE_CERTIFICATE)
                                 ? read_certificate(plan, resource, fault)
                                 : check_policy(store, resource, fault);
        if (!is_good) {
            return false;
        }
    }
    return check_thing(store, plan, fault);
}

/* An operation of the control plane, in this transaction. `body` is consumed. */
static bool operate(struct cloud *cloud, const char *method, const char *path, json_t *body)
{
    size_t bytes = 0;
    char *text = json_text(body, &bytes);
    const struct cloud_http request = {
        .method = method, .path = path, .body = text, .bytes = bytes};
    struct cloud_reply reply = {0};

    cloud_control(cloud, &request, &reply);
    free(reply.body);
    free(text);
    json_decref(body);
    return reply.status == 200 || reply.status == 409; /* it is there already */
}

/* The same document makes the same policy: its name is a hash (FNV-1a) of the text. */
static bool make_policy(struct cloud *cloud, const json_t *document, char *name, size_t bytes)
{
    char path[192];
    size_t count = 0;
    char *text = json_is_string(document) ? strdup(json_string_value(document))
                                          : json_text(document, &count);
    uint64_t hash = 14695981039346656037u;

    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        hash = (hash ^ (unsigned char)*at) * 1099511628211u;
    }
    (void)snprintf(name, bytes, "provisioned-%016llx", (unsigned long long)hash);
    (void)snprintf(path, sizeof(path), "/policies/%s", name);
    const bool is_made = operate(cloud, "POST", path,
                                 json_pack("{s:s}", "policyDocument", text != NULL ? text : ""));
    free(text);
    return is_made;
}

/* First all documents are made policies, then all are attached: making one may fail. */
static bool each_policy(struct cloud *cloud, const struct plan *plan, bool attaches)
{
    const char *key;
    json_t *resource;

    json_object_foreach((json_t *)plan->resources, key, resource)
    {
        const json_t *properties = json_object_get(resource, "Properties");
        const json_t *document = json_object_get(properties, "PolicyDocument");
        const char *name = member_string(properties, "PolicyName");
        char made[64];
        if (!is_text(member_string(resource, "Type"), TEMPLATE_POLICY)) {
            continue;
        }
        if (document != NULL && !make_policy(cloud, document, made, sizeof(made))) {
            return false;
        }
        if (attaches) {
            (void)registry_link(cloud_store(cloud), LINK_CERTIFICATE_POLICY, plan->certificate,
                                document != NULL ? made : name);
        }
    }
    return true;
}

/* Attributes of a thing that is there, as the template wants them. */
static json_t *new_attributes(const struct plan *plan, const json_t *there)
{
    const char *how = override_of(plan, "AttributePayload", "MERGE");
    json_t *before = json_object_get(there, "attributes");

    if (plan->attributes == NULL || is_text(how, "DO_NOTHING")) {
        return json_incref(before);
    }
    json_t *made = is_text(how, "REPLACE") ? json_object() : json_copy(before);
    made = made != NULL ? made : json_object();
    json_object_update(made, (json_t *)plan->attributes);
    return made;
}

static void put_thing(struct cloud *cloud, const struct plan *plan)
{
    json_t *there = registry_thing(cloud_store(cloud), plan->thing);
    json_t *attributes = new_attributes(plan, there);
    const char *type = member_string(there, "thingTypeName");
    const char *wanted =
        type == NULL || is_text(override_of(plan, "ThingTypeName", "DO_NOTHING"), "REPLACE")
            ? (plan->type != NULL ? plan->type : type)
            : type;
    const bool is_same = there != NULL && wanted == type &&
                         json_equal(attributes, json_object_get(there, "attributes"));

    if (!is_same) {
        (void)registry_put_thing(cloud, plan->thing, wanted, attributes);
    }
    json_decref(attributes);
    json_decref(there);
}

static void join_groups(struct cloud *cloud, const struct plan *plan)
{
    const json_t *group;
    size_t index;

    json_array_foreach(plan->groups, index, group)
    {
        (void)operate(cloud, "PUT", "/thing-groups/addThingToThingGroup",
                      json_pack("{s:s,s:s}", "thingName", plan->thing, "thingGroupName",
                                json_string_value(group)));
    }
}

static bool apply(struct cloud *cloud, const struct plan *plan, struct provisioning_fault *fault)
{
    const struct cloud_store *store = cloud_store(cloud);

    if (!each_policy(cloud, plan, false) || !each_policy(cloud, plan, true)) {
        return provisioning_reject(fault, 400, BAD_PAYLOAD,
                                   "The template's PolicyDocument is not valid");
    }
    if (plan->thing != NULL) {
        put_thing(cloud, plan);
        (void)registry_link(store, LINK_CERTIFICATE_THING, plan->certificate, plan->thing);
        if (plan->is_exclusive) {
            (void)registry_link(store, LINK_CERTIFICATE_EXCLUSIVE, plan->certificate, plan->thing);
        }
        join_groups(cloud, plan);
    }
    return registry_set_status(cloud, plan->certificate, plan->status) ||
           provisioning_reject(fault, 500, "InternalError", "The store failed");
}

/* The template's document; NULL: `fault` says why. */
static json_t *load(struct cloud *cloud, const char *name, struct provisioning_fault *fault)
{
    json_t *row = cloud_store_get_json(cloud_store(cloud), "provisioning-template", name);
    const char *body = member_string(row, "templateBody");
    json_t *document = NULL;

    if (body == NULL) {
        (void)provisioning_reject(fault, 404, NOT_FOUND, "Provisioning template %.36s not found",
                                  name);
    } else if (!json_is_true(json_object_get(row, "enabled"))) {
        (void)provisioning_reject(fault, 403, "AccessDenied",
                                  "Provisioning template %.36s is not enabled", name);
    } else {
        document = json_loads(body, 0, NULL);
    }
    json_decref(row);
    return document;
}

json_t *provisioning_make(struct cloud *cloud, const char *template_name, const json_t *parameters,
                          const char *certificate, struct provisioning_fault *fault)
{
    json_t *document = load(cloud, template_name, fault);

    if (document == NULL) {
        return NULL;
    }
    json_t *given = parameters != NULL ? json_copy((json_t *)parameters) : json_object();
    json_object_set_new(given, "AWS::IoT::Certificate::Id", json_string(certificate));
    char error[192] = "";
    json_t *resolved = template_resolve(document, given, error, sizeof(error)), *made = NULL;
    struct plan plan = {.certificate = certificate,
                        .resources = json_object_get(resolved, "Resources")};
    if (resolved == NULL) {
        (void)provisioning_reject(fault, 400, BAD_PAYLOAD, "%s", error);
    } else if (read_plan(&plan, cloud_store(cloud), fault) && apply(cloud, &plan, fault)) {
        made = json_pack("{s:s*,s:O}", "thingName", plan.thing, "deviceConfiguration",
                         json_object_get(resolved, "DeviceConfiguration"));
    }
    json_decref(resolved);
    json_decref(given);
    json_decref(document);
    return made;
}
