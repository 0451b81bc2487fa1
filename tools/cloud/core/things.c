/* SPDX-License-Identifier: MIT */
/* Operations on things. */
#include <string.h>

#include "operate.h"
#include "services.h"

#define ATTRIBUTES_MAX       50
#define ATTRIBUTE_BYTES_MAX  800
#define ATTRIBUTE_NAME_BYTES 128

static const char not_found[] = "ResourceNotFoundException";
static const char invalid[] = "InvalidRequestException";

static bool is_attribute(const char *name, const json_t *value)
{
    const char *text = json_string_value(value);

    return is_name(name, ATTRIBUTE_NAME_BYTES, "_.,@/:#-") && text != NULL &&
           (text[0] == '\0' || is_name(text, ATTRIBUTE_BYTES_MAX, "_.,@/:#=[]-"));
}

/* attributePayload.attributes, merged with those of before if it says so; an empty value removes
 * one. NULL: the reply is made. */
static json_t *read_attributes(const json_t *parameters, const json_t *before, bool is_update,
                               struct cloud_reply *reply)
{
    const json_t *payload = json_object_get(parameters, "attributePayload");
    json_t *given = json_object_get(payload, "attributes");
    const bool is_merged = is_update && (given == NULL || is_set(payload, "merge"));
    json_t *attributes = is_merged ? json_deep_copy(before) : NULL;
    const char *name;
    json_t *value;

    if (attributes == NULL) {
        attributes = json_object();
    }
    if (payload != NULL &&
        (!json_is_object(payload) || (given != NULL && !json_is_object(given)))) {
        json_decref(attributes);
        reply_error(reply, 400, invalid, "attributePayload.attributes must be an object");
        return NULL;
    }
    json_object_foreach(given, name, value)
    {
        if (!is_attribute(name, value)) {
            reply_error(reply, 400, invalid,
                        "The attribute \"%.128s\" is none: its value is up to "
                        "800 characters of [a-zA-Z0-9_.,@/:#=[]-]",
                        name);
            json_decref(attributes);
            return NULL;
        }
        if (json_string_length(value) > 0) {
            json_object_set(attributes, name, value);
        } else {
            json_object_del(attributes, name);
        }
    }
    if (json_object_size(attributes) > ATTRIBUTES_MAX) {
        json_decref(attributes);
        reply_error(reply, 400, invalid, "A thing has at most %d attributes", ATTRIBUTES_MAX);
        return NULL;
    }
    return attributes;
}

/* The type, which must be known and in use. False: the reply is made. */
static bool read_type(const struct cloud *cloud, const json_t *parameters, const char **type,
                      struct cloud_reply *reply)
{
    *type = member_string(parameters, "thingTypeName");
    if (*type == NULL) {
        return true;
    }
    json_t *row = cloud_store_get_json(cloud_store(cloud), "thing-type", *type);
    const bool is_deprecated = is_set(row, "deprecated");
    if (row == NULL) {
        reply_error(reply, 404, not_found, "Thing type %s does not exist", *type);
    } else if (is_deprecated) {
        reply_error(reply, 400, invalid, "Thing type %s is deprecated", *type);
    }
    json_decref(row);
    return row != NULL && !is_deprecated;
}

static bool is_version(const json_t *row, const json_t *parameters, struct cloud_reply *reply)
{
    const json_int_t version = json_integer_value(json_object_get(row, "version"));
    json_int_t expected;

    if (has_number(parameters, "expectedVersion", &expected) && expected != version) {
        reply_error(reply, 409, "VersionConflictException",
                    "The version is %lld, expected was %lld", (long long)version,
                    (long long)expected);
        return false;
    }
    return true;
}

static void describe(const struct cloud *cloud, json_t *row)
{
    json_object_set_new(row, "thingArn", arn_of(cloud, "thing", member_string(row, "thingName")));
}

static void create_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_name(parameters, "thingName", reply);
    const char *type;

    if (name == NULL || !read_type(cloud, parameters, &type, reply)) {
        return;
    }
    json_t *attributes = read_attributes(parameters, NULL, false, reply);
    if (attributes == NULL) {
        return;
    }
    json_t *row = registry_thing(store, name);
    const char *old_type = member_string(row, "thingTypeName");
    const bool is_same =
        row != NULL && json_equal(json_object_get(row, "attributes"), attributes) &&
        (old_type == NULL ? type == NULL : type != NULL && strcmp(type, old_type) == 0);
    if (row != NULL && !is_same) {
        reply_error(reply, 409, "ResourceAlreadyExistsException",
                    "Thing %s already exists in account with different attributes", name);
    } else {
        const bool is_kept = is_same || registry_put_thing(cloud, name, type, attributes);
        json_decref(row);
        row = registry_thing(store, name);
        reply_kept(reply, is_kept && row != NULL,
                   json_pack("{s:s,s:o,s:O*}", "thingName", name, "thingArn",
                             arn_of(cloud, "thing", name), "thingId",
                             json_object_get(row, "thingId")));
    }
    json_decref(row);
    json_decref(attributes);
}

/* The row of the thing, a new reference; NULL: the reply is made. */
static json_t *need_thing(const struct cloud *cloud, const json_t *parameters,
                          struct cloud_reply *reply)
{
    const char *name = need_name(parameters, "thingName", reply);
    json_t *row = name != NULL ? registry_thing(cloud_store(cloud), name) : NULL;

    if (name != NULL && row == NULL) {
        reply_error(reply, 404, not_found, "Thing %s does not exist", name);
    }
    return row;
}

static void describe_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_thing(cloud, parameters, reply);

    if (row != NULL) {
        describe(cloud, row);
        json_object_set(row, "defaultClientId", json_object_get(row, "thingName"));
        reply_json(reply, 200, row);
    }
}

static void update_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_thing(cloud, parameters, reply);
    json_t *attributes = NULL;
    const char *type;

    if (row != NULL && is_version(row, parameters, reply) &&
        read_type(cloud, parameters, &type, reply)) {
        attributes = read_attributes(parameters, json_object_get(row, "attributes"), true, reply);
    }
    if (attributes != NULL) {
        if (type == NULL && !is_set(parameters, "removeThingType")) {
            type = member_string(row, "thingTypeName");
        }
        reply_kept(reply,
                   registry_put_thing(cloud, member_string(row, "thingName"), type, attributes),
                   NULL);
    }
    json_decref(attributes);
    json_decref(row);
}

struct leaving {
    struct cloud *cloud;
    const char *thing;
};

static bool leave(void *context, const char *group)
{
    const struct leaving *leaving = context;

    (void)registry_unlink(cloud_store(leaving->cloud), LINK_GROUP_THING, group, leaving->thing);
    cloud_group_changed(leaving->cloud, group, leaving->thing, false);
    return true;
}

/* A thing that does not exist is deleted. */
static void delete_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_name(parameters, "thingName", reply);

    if (name == NULL) {
        return;
    }
    json_t *row = registry_thing(store, name);
    if (row == NULL) {
        reply_kept(reply, true, NULL);
    } else if (registry_is_had(store, LINK_CERTIFICATE_THING, name)) {
        reply_error(reply, 400, invalid,
                    "Cannot delete. Thing %s is still attached to one or more principals", name);
    } else if (is_version(row, parameters, reply)) {
        struct leaving leaving = {cloud, name};
        (void)registry_each_back(store, LINK_GROUP_THING, name, leave, &leaving);
        const bool is_kept = registry_remove(store, "thing", name);
        cloud_thing_gone(cloud, name);
        reply_kept(reply, is_kept, NULL);
    }
    json_decref(row);
}

/* Things with the type and the attribute that are asked for. */
static json_t *thing_item(const struct cloud *cloud, const char *name, const char *value,
                          void *context)
{
    const json_t *parameters = context;
    const char *type = member_string(parameters, "thingTypeName");
    const char *attribute = member_string(parameters, "attributeName");
    const char *wanted = member_string(parameters, "attributeValue");
    json_t *row = json_loads(value, 0, NULL);
    const char *own_type = member_string(row, "thingTypeName");
    const char *own =
        attribute != NULL ? member_string(json_object_get(row, "attributes"), attribute) : NULL;

    (void)name;
    if ((type != NULL && (own_type == NULL || strcmp(type, own_type) != 0)) ||
        (attribute != NULL && (own == NULL || (wanted != NULL && strcmp(own, wanted) != 0)))) {
        json_decref(row);
        return NULL;
    }
    describe(cloud, row);
    json_object_del(row, "thingId");
    return row;
}

static void list_things(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, "thing", "", thing_item, (void *)(uintptr_t)parameters);
        page_reply(&page, "things", reply);
    }
}

static const struct operation operations[] = {
    {"CreateThing", "POST", "/things/{thingName}", create_thing},
    {"DescribeThing", "GET", "/things/{thingName}", describe_thing},
    {"UpdateThing", "PATCH", "/things/{thingName}", update_thing},
    {"DeleteThing", "DELETE", "/things/{thingName}", delete_thing},
    {"ListThings", "GET", "/things", list_things},
    {0},
};

const struct service service_things = {.name = "things", .operations = operations};
