/* SPDX-License-Identifier: MIT */
/* Operations on types of things. */
#include <stdlib.h>

#include "operate.h"
#include "services.h"

static const char not_found[] = "ResourceNotFoundException";
static const char invalid[] = "InvalidRequestException";

static void create_type(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_name(parameters, "thingTypeName", reply);

    if (name == NULL) {
        return;
    }
    json_t *row = cloud_store_get_json(store, "thing-type", name);
    bool is_kept = row != NULL;
    if (row == NULL) {
        char id[37];
        cloud_uuid(cloud, id);
        row = json_pack("{s:s,s:s,s:O*,s:I}", "thingTypeName", name, "thingTypeId", id,
                        "thingTypeProperties", json_object_get(parameters, "thingTypeProperties"),
                        "creationDate", (json_int_t)(cloud_now_ms(cloud) / 1000));
        is_kept = registry_put(store, "thing-type", name, row);
    }
    reply_kept(reply, is_kept,
               json_pack("{s:s,s:o,s:O*}", "thingTypeName", name, "thingTypeArn",
                         arn_of(cloud, "thingtype", name), "thingTypeId",
                         json_object_get(row, "thingTypeId")));
    json_decref(row);
}

static json_t *type_item(const struct cloud *cloud, const char *name, const char *value,
                         void *context)
{
    json_t *row = json_loads(value, 0, NULL);
    json_t *metadata = json_pack("{s:b,s:O*}", "deprecated", is_set(row, "deprecated"),
                                 "creationDate", json_object_get(row, "creationDate"));

    (void)context;
    json_object_del(row, "deprecated");
    json_object_del(row, "creationDate");
    json_object_set_new(row, "thingTypeMetadata", metadata);
    json_object_set_new(row, "thingTypeArn", arn_of(cloud, "thingtype", name));
    return row;
}

static json_t *need_type(const struct cloud *cloud, const json_t *parameters,
                         struct cloud_reply *reply)
{
    const char *name = need_name(parameters, "thingTypeName", reply);
    json_t *row =
        name != NULL ? cloud_store_get_json(cloud_store(cloud), "thing-type", name) : NULL;

    if (name != NULL && row == NULL) {
        reply_error(reply, 404, not_found, "Thing type %s does not exist", name);
    }
    return row;
}

static void describe_type(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_type(cloud, parameters, reply);

    if (row != NULL) {
        char *text = json_dumps(row, 0);
        reply_json(reply, 200, type_item(cloud, member_string(row, "thingTypeName"), text, NULL));
        free(text);
        json_decref(row);
    }
}

static void deprecate_type(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_type(cloud, parameters, reply);

    if (row != NULL) {
        json_object_set_new(row, "deprecated", json_boolean(!is_set(parameters, "undoDeprecate")));
        reply_kept(reply,
                   registry_put(cloud_store(cloud), "thing-type",
                                member_string(row, "thingTypeName"), row),
                   NULL);
        json_decref(row);
    }
}

static void delete_type(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_type(cloud, parameters, reply);

    if (row != NULL && !is_set(row, "deprecated")) {
        reply_error(reply, 400, invalid, "Thing type %s must be deprecated before it is deleted",
                    member_string(row, "thingTypeName"));
    } else if (row != NULL) {
        reply_kept(
            reply,
            registry_remove(cloud_store(cloud), "thing-type", member_string(row, "thingTypeName")),
            NULL);
    }
    json_decref(row);
}

static void list_types(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, "thing-type", "", type_item, NULL);
        page_reply(&page, "thingTypes", reply);
    }
}

static const struct operation operations[] = {
    {"CreateThingType", "POST", "/thing-types/{thingTypeName}", create_type},
    {"DescribeThingType", "GET", "/thing-types/{thingTypeName}", describe_type},
    {"DeprecateThingType", "POST", "/thing-types/{thingTypeName}/deprecate", deprecate_type},
    {"DeleteThingType", "DELETE", "/thing-types/{thingTypeName}", delete_type},
    {"ListThingTypes", "GET", "/thing-types", list_types},
    {0},
};

const struct service service_thing_types = {.name = "thing types", .operations = operations};
