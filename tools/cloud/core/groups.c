/* SPDX-License-Identifier: MIT */
/* Operations on groups of things. A group may be in another one: what is said of a group is said of
 * the groups below it too. */
#include <stdio.h>
#include <string.h>

#include "operate.h"
#include "services.h"

#define DEPTH_MAX 7

static const char not_found[] = "ResourceNotFoundException";
static const char invalid[] = "InvalidRequestException";

/* The group's name is the member, or in the ARN that the other member holds. */
static const char *need_group_or_arn(const struct cloud *cloud, const json_t *parameters,
                                     const char *member, const char *arn_member, const char *kind,
                                     struct cloud_reply *reply)
{
    const char *arn = member_string(parameters, arn_member);
    const char *name = arn != NULL ? name_in_arn(cloud, arn, kind) : NULL;

    return name != NULL && member_string(parameters, member) == NULL
               ? name
               : need_name(parameters, member, reply);
}

static json_t *need_group(const struct cloud *cloud, const char *name, struct cloud_reply *reply)
{
    json_t *row = name != NULL ? registry_group(cloud_store(cloud), name) : NULL;

    if (name != NULL && row == NULL) {
        reply_error(reply, 404, not_found, "Thing group %s does not exist", name);
    }
    return row;
}

/* The groups above one, the root first: [{"groupName", "groupArn"}]. */
static json_t *groups_above(const struct cloud *cloud, const json_t *row)
{
    json_t *above = json_array();
    const char *parent = member_string(row, "parentGroupName");
    json_t *parent_row = parent != NULL ? registry_group(cloud_store(cloud), parent) : NULL;

    while (parent_row != NULL && json_array_size(above) < DEPTH_MAX) {
        parent = member_string(parent_row, "thingGroupName");
        json_array_insert_new(above, 0,
                              json_pack("{s:s,s:o}", "groupName", parent, "groupArn",
                                        arn_of(cloud, "thinggroup", parent)));
        const char *next = member_string(parent_row, "parentGroupName");
        json_t *next_row = next != NULL ? registry_group(cloud_store(cloud), next) : NULL;
        json_decref(parent_row);
        parent_row = next_row;
    }
    json_decref(parent_row);
    return above;
}

static json_t *make_group(struct cloud *cloud, const json_t *parameters, const char *name)
{
    char id[37];

    cloud_uuid(cloud, id);
    return json_pack("{s:s,s:s,s:i,s:O*,s:O*,s:I}", "thingGroupName", name, "thingGroupId", id,
                     "version", 1, "parentGroupName",
                     json_object_get(parameters, "parentGroupName"), "thingGroupProperties",
                     json_object_get(parameters, "thingGroupProperties"), "creationDate",
                     (json_int_t)(cloud_now_ms(cloud) / 1000));
}

/* The parent, if one is named, exists and is not too deep. */
static bool is_parent(const struct cloud *cloud, const json_t *parameters,
                      struct cloud_reply *reply)
{
    const char *parent = member_string(parameters, "parentGroupName");

    if (parent == NULL) {
        return true;
    }
    json_t *row = need_group(cloud, parent, reply);
    if (row == NULL) {
        return false;
    }
    json_t *above = groups_above(cloud, row);
    const bool is_too_deep = json_array_size(above) + 2 > DEPTH_MAX;
    json_decref(above);
    json_decref(row);
    if (is_too_deep) {
        reply_error(reply, 400, invalid, "Thing groups are at most %d deep", DEPTH_MAX);
    }
    return !is_too_deep;
}

static bool has_same_properties(const json_t *row, const json_t *parameters)
{
    const json_t *one = json_object_get(row, "thingGroupProperties");
    const json_t *other = json_object_get(parameters, "thingGroupProperties");

    return one == NULL || other == NULL ? one == other : json_equal(one, other) != 0;
}

static void create_group(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_name(parameters, "thingGroupName", reply);
    const char *parent = member_string(parameters, "parentGroupName");

    if (name == NULL || !is_parent(cloud, parameters, reply)) {
        return;
    }
    json_t *row = registry_group(store, name);
    const char *old_parent = member_string(row, "parentGroupName");
    const bool is_same = row != NULL && has_same_properties(row, parameters) &&
                         (parent == NULL ? old_parent == NULL
                                         : old_parent != NULL && strcmp(parent, old_parent) == 0);
    if (row != NULL && !is_same) {
        reply_error(reply, 409, "ResourceAlreadyExistsException",
                    "Thing group %s already exists in account with different properties", name);
    } else {
        bool is_kept = true;
        if (row == NULL) {
            row = make_group(cloud, parameters, name);
            is_kept = registry_put(store, "group", name, row) &&
                      (parent == NULL || registry_link(store, LINK_GROUP_GROUP, parent, name));
        }
        reply_kept(reply, is_kept,
                   json_pack("{s:s,s:o,s:O*}", "thingGroupName", name, "thingGroupArn",
                             arn_of(cloud, "thinggroup", name), "thingGroupId",
                             json_object_get(row, "thingGroupId")));
    }
    json_decref(row);
}

static void describe_group(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *name = need_name(parameters, "thingGroupName", reply);
    json_t *row = need_group(cloud, name, reply);

    if (row != NULL) {
        json_t *metadata =
            json_pack("{s:O*,s:o,s:O*}", "parentGroupName", json_object_get(row, "parentGroupName"),
                      "rootToParentThingGroups", groups_above(cloud, row), "creationDate",
                      json_object_get(row, "creationDate"));
        json_object_del(row, "parentGroupName");
        json_object_del(row, "creationDate");
        json_object_set_new(row, "thingGroupMetadata", metadata);
        json_object_set_new(row, "thingGroupArn", arn_of(cloud, "thinggroup", name));
        reply_json(reply, 200, row);
    }
}

static void update_group(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *name = need_name(parameters, "thingGroupName", reply);
    json_t *row = need_group(cloud, name, reply);
    const json_int_t version = json_integer_value(json_object_get(row, "version"));
    json_int_t expected;

    if (row != NULL && has_number(parameters, "expectedVersion", &expected) &&
        expected != version) {
        reply_error(reply, 409, "VersionConflictException",
                    "The version is %lld, expected was %lld", (long long)version,
                    (long long)expected);
    } else if (row != NULL) {
        json_t *properties = json_object_get(parameters, "thingGroupProperties");
        if (properties != NULL) {
            json_object_set(row, "thingGroupProperties", properties);
        }
        json_object_set_new(row, "version", json_integer(version + 1));
        reply_kept(reply, registry_put(cloud_store(cloud), "group", name, row),
                   json_pack("{s:I}", "version", version + 1));
    }
    json_decref(row);
}

struct emptying {
    struct cloud *cloud;
    const char *group;
    enum registry_link link;
};

static bool empty(void *context, const char *other)
{
    const struct emptying *emptying = context;

    (void)registry_unlink(cloud_store(emptying->cloud), emptying->link, emptying->group, other);
    if (emptying->link == LINK_GROUP_THING) {
        cloud_group_changed(emptying->cloud, emptying->group, other, false);
    }
    return true;
}

/* A group that does not exist is deleted. */
static void delete_group(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *name = need_name(parameters, "thingGroupName", reply);

    if (name == NULL) {
        return;
    }
    if (registry_has_any(store, LINK_GROUP_GROUP, name)) {
        reply_error(reply, 400, invalid, "Cannot delete. Thing group %s has child groups", name);
        return;
    }
    json_t *row = registry_group(store, name);
    const char *parent = member_string(row, "parentGroupName");
    bool is_kept = true;
    if (row != NULL) {
        struct emptying things = {cloud, name, LINK_GROUP_THING};
        struct emptying policies = {cloud, name, LINK_GROUP_POLICY};
        (void)registry_each(store, LINK_GROUP_THING, name, empty, &things);
        (void)registry_each(store, LINK_GROUP_POLICY, name, empty, &policies);
        is_kept = registry_remove(store, "group", name) &&
                  (parent == NULL || registry_unlink(store, LINK_GROUP_GROUP, parent, name));
    }
    reply_kept(reply, is_kept, NULL);
    json_decref(row);
}

/* False: the reply is made. */
static bool need_both(const struct cloud *cloud, const json_t *parameters, const char **group,
                      const char **thing, struct cloud_reply *reply)
{
    *group = need_group_or_arn(cloud, parameters, "thingGroupName", "thingGroupArn", "thinggroup",
                               reply);
    *thing = *group != NULL
                 ? need_group_or_arn(cloud, parameters, "thingName", "thingArn", "thing", reply)
                 : NULL;
    json_t *row = *thing != NULL ? need_group(cloud, *group, reply) : NULL;
    const bool has_group = row != NULL;

    json_decref(row);
    if (has_group && !registry_has_thing(cloud_store(cloud), *thing)) {
        reply_error(reply, 404, not_found, "Thing %s does not exist", *thing);
        return false;
    }
    return has_group;
}

static void change(struct cloud *cloud, const json_t *parameters, bool joins,
                   struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *group, *thing;

    if (!need_both(cloud, parameters, &group, &thing, reply)) {
        return;
    }
    if (registry_is_linked(store, LINK_GROUP_THING, group, thing) == joins) {
        reply_kept(reply, true, NULL);
        return;
    }
    const bool is_kept = joins ? registry_link(store, LINK_GROUP_THING, group, thing)
                               : registry_unlink(store, LINK_GROUP_THING, group, thing);
    cloud_group_changed(cloud, group, thing, joins);
    reply_kept(reply, is_kept, NULL);
}

static void add_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    change(cloud, parameters, true, reply);
}

static void remove_thing(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    change(cloud, parameters, false, reply);
}

static json_t *group_item(const struct cloud *cloud, const char *name, const char *value,
                          void *context)
{
    const json_t *parameters = context;
    const char *prefix = member_string(parameters, "namePrefixFilter");
    const char *parent = member_string(parameters, "parentGroup");
    const struct cloud_store *store = cloud_store(cloud);

    (void)value;
    if ((prefix != NULL && strncmp(name, prefix, strlen(prefix)) != 0) ||
        (parent != NULL && !registry_is_linked(store, LINK_GROUP_GROUP, parent, name))) {
        return NULL;
    }
    return json_pack("{s:s,s:o}", "groupName", name, "groupArn", arn_of(cloud, "thinggroup", name));
}

static void list_groups(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, "group", "", group_item, (void *)(uintptr_t)parameters);
        page_reply(&page, "thingGroups", reply);
    }
}

static void list_groups_of_thing(struct cloud *cloud, const json_t *parameters,
                                 struct cloud_reply *reply)
{
    const char *thing = need_name(parameters, "thingName", reply);
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (thing == NULL) {
        return;
    }
    if (!registry_has_thing(cloud_store(cloud), thing)) {
        reply_error(reply, 404, not_found, "Thing %s does not exist", thing);
    } else if (page_open(&page, cloud, parameters, false, reply)) {
        (void)snprintf(prefix, sizeof(prefix), "%s/", thing);
        page_scan(&page, "thing-group", prefix, group_item, NULL);
        page_reply(&page, "thingGroups", reply);
    }
}

static void list_things_of_group(struct cloud *cloud, const json_t *parameters,
                                 struct cloud_reply *reply)
{
    const char *name = need_name(parameters, "thingGroupName", reply);
    json_t *row = need_group(cloud, name, reply);
    char prefix[ID_BYTES_MAX + 2];
    struct page page;

    if (row != NULL && page_open(&page, cloud, parameters, false, reply)) {
        (void)snprintf(prefix, sizeof(prefix), "%s/", name);
        page_scan(&page, "group-thing", prefix, item_name, NULL);
        page_reply(&page, "things", reply);
    }
    json_decref(row);
}

static const struct operation operations[] = {
    {"CreateThingGroup", "POST", "/thing-groups/{thingGroupName}", create_group},
    {"DescribeThingGroup", "GET", "/thing-groups/{thingGroupName}", describe_group},
    {"UpdateThingGroup", "PATCH", "/thing-groups/{thingGroupName}", update_group},
    {"DeleteThingGroup", "DELETE", "/thing-groups/{thingGroupName}", delete_group},
    {"ListThingGroups", "GET", "/thing-groups", list_groups},
    {"AddThingToThingGroup", "PUT", "/thing-groups/addThingToThingGroup", add_thing},
    {"RemoveThingFromThingGroup", "PUT", "/thing-groups/removeThingFromThingGroup", remove_thing},
    {"ListThingsInThingGroup", "GET", "/thing-groups/{thingGroupName}/things",
     list_things_of_group},
    {"ListThingGroupsForThing", "GET", "/things/{thingName}/thing-groups", list_groups_of_thing},
    {0},
};

const struct service service_groups = {.name = "groups", .operations = operations};
