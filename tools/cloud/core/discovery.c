/* SPDX-License-Identifier: MIT */
/* Greengrass discovery: which cores a thing may connect to, where they are, and whose certificates
 * they have. A thing is associated with cores by the operations of Greengrass's control plane; each
 * core is a group of its own.
 *
 *     space          key             value
 *     core           <core>          {"connectivity": [...], "certificateAuthorities": [PEM]}
 *     core-client    <core>/<thing>  {"associationTimestamp"}
 *     client-core    <thing>/<core>  {} */
#include <stdio.h>
#include <string.h>

#include "operate.h"
#include "policy.h"
#include "services.h"

#define GROUPS_MAX    10
#define ENTRIES_MAX   100
#define KEY_BYTES_MAX (2 * ID_BYTES_MAX + 2)

static const char cores[] = "core";
static const char clients[] = "core-client";
static const char back[] = "client-core";

static const char *key_of(char key[KEY_BYTES_MAX], const char *one, const char *other)
{
    (void)snprintf(key, KEY_BYTES_MAX, "%s/%s", one, other);
    return key;
}

/* What is kept of a core; empty when nothing is. */
static json_t *core_row(const struct cloud *cloud, const char *core)
{
    json_t *row = cloud_store_get_json(cloud_store(cloud), cores, core);

    return row != NULL ? row : json_pack("{s:[],s:[]}", "connectivity", "certificateAuthorities");
}

struct discovering {
    struct cloud *cloud;
    json_t *groups;
    size_t skip;
};

static bool add_group(void *context, const char *key, const char *value, size_t bytes)
{
    struct discovering *discovering = context;
    const char *core = key + discovering->skip;
    char group[192];

    (void)value;
    (void)bytes;
    (void)snprintf(group, sizeof(group), "greengrassV2-coreDevice-%s", core);
    json_t *row = core_row(discovering->cloud, core);
    json_t *one = json_pack("{s:s,s:[{s:o,s:O}],s:O}", "GGGroupId", group, "Cores", "thingArn",
                            arn_of(discovering->cloud, "thing", core), "Connectivity",
                            json_object_get(row, "connectivity"), "CAs",
                            json_object_get(row, "certificateAuthorities"));
    json_array_append_new(discovering->groups, one);
    json_decref(row);
    return json_array_size(discovering->groups) < GROUPS_MAX;
}

static bool data(struct cloud *cloud, const struct cloud_http *request, const struct levels *path,
                 struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    char prefix[KEY_BYTES_MAX];

    if (!levels_match(path, "greengrass/discover/thing/+")) {
        return false;
    }
    const char *thing = path->level[3];
    if (strcmp(request->method, "GET") != 0) {
        reply_error(reply, 405, "MethodNotAllowedException", "Only GET discovers");
        return true;
    }
    if (!cloud_may(cloud, request->principal, "greengrass:Discover", "thing", thing)) {
        reply_error(reply, 403, "ForbiddenException", "Forbidden");
        return true;
    }
    struct discovering discovering = {cloud, json_array(), strlen(key_of(prefix, thing, ""))};
    (void)store->scan(store->self, back, prefix, NULL, add_group, &discovering);
    if (json_array_size(discovering.groups) == 0) {
        json_decref(discovering.groups);
        reply_error(reply, 404, "ResourceNotFoundException",
                    "The thing %s is associated with no Greengrass core", thing);
    } else {
        reply_json(reply, 200, json_pack("{s:o}", "GGGroups", discovering.groups));
    }
    return true;
}

/* {thingName, code, message} for what cannot be done. */
static void add_error(json_t *errors, const char *thing, const char *code, const char *message)
{
    json_array_append_new(
        errors, json_pack("{s:s,s:s,s:s}", "thingName", thing, "code", code, "message", message));
}

static void associate_one(struct cloud *cloud, const char *core, const json_t *entry,
                          json_t *errors)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *thing = member_string(entry, "thingName");
    char key[KEY_BYTES_MAX];

    if (thing == NULL || !registry_has_thing(store, thing)) {
        add_error(errors, thing != NULL ? thing : "", "ResourceNotFoundException",
                  "The thing does not exist");
        return;
    }
    json_t *row = json_pack("{s:I}", "associationTimestamp", cloud_now_ms(cloud) / 1000);
    json_t *nothing = json_object();
    (void)(cloud_store_put_json(store, clients, key_of(key, core, thing), row) &&
           cloud_store_put_json(store, back, key_of(key, thing, core), nothing));
    json_decref(row);
    json_decref(nothing);
}

static void dissociate_one(struct cloud *cloud, const char *core, const json_t *entry,
                           json_t *errors)
{
    const struct cloud_store *store = cloud_store(cloud);
    const char *thing = member_string(entry, "thingName");
    char key[KEY_BYTES_MAX];
    json_t *row =
        thing != NULL ? cloud_store_get_json(store, clients, key_of(key, core, thing)) : NULL;

    if (row == NULL) {
        add_error(errors, thing != NULL ? thing : "", "ResourceNotFoundException",
                  "The thing is not associated with this core");
        return;
    }
    json_decref(row);
    (void)(store->remove(store->self, clients, key_of(key, core, thing)) &&
           store->remove(store->self, back, key_of(key, thing, core)));
}

static void each_entry(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply,
                       void (*one)(struct cloud *cloud, const char *core, const json_t *entry,
                                   json_t *errors))
{
    const char *core = need_name(parameters, "coreDeviceThingName", reply);
    const json_t *entries = json_object_get(parameters, "entries"), *entry;
    json_t *errors;
    size_t index;

    if (core == NULL) {
        return;
    }
    if (!json_is_array(entries) || json_array_size(entries) == 0 ||
        json_array_size(entries) > ENTRIES_MAX) {
        reply_error(reply, 400, "ValidationException", "entries must be a list of 1 to 100");
        return;
    }
    if (!registry_has_thing(cloud_store(cloud), core)) {
        reply_error(reply, 404, "ResourceNotFoundException", "The core %s does not exist", core);
        return;
    }
    errors = json_array();
    json_array_foreach(entries, index, entry)
    {
        one(cloud, core, entry, errors);
    }
    reply_json(reply, 200, json_pack("{s:o}", "errorEntries", errors));
}

static void associate(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    each_entry(cloud, parameters, reply, associate_one);
}

static void dissociate(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    each_entry(cloud, parameters, reply, dissociate_one);
}

static json_t *client_item(const struct cloud *cloud, const char *name, const char *value,
                           void *context)
{
    json_t *row = json_loads(value, 0, NULL);

    (void)cloud;
    (void)context;
    json_object_set_new(row, "thingName", json_string(name));
    return row;
}

static void list(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *core = need_name(parameters, "coreDeviceThingName", reply);
    char prefix[KEY_BYTES_MAX];
    struct page page;

    if (core != NULL && page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, clients, key_of(prefix, core, ""), client_item, NULL);
        page_reply(&page, "associatedClientDevices", reply);
    }
}

/* One endpoint as it is kept; NULL: it is none. */
static json_t *endpoint(const json_t *given, size_t index)
{
    const char *host = member_string(given, "HostAddress"), *id = member_string(given, "Id");
    const char *metadata = member_string(given, "Metadata");
    const json_t *port = json_object_get(given, "PortNumber");
    char usual[24];

    if (host == NULL || host[0] == '\0' || !json_is_integer(port) || json_integer_value(port) < 1 ||
        json_integer_value(port) > 65535) {
        return NULL;
    }
    (void)snprintf(usual, sizeof(usual), "%zu", index);
    return json_pack("{s:s,s:s,s:I,s:s}", "Id", id != NULL ? id : usual, "HostAddress", host,
                     "PortNumber", json_integer_value(port), "Metadata",
                     metadata != NULL ? metadata : "");
}

static const json_t *either(const json_t *parameters, const char *one, const char *other)
{
    const json_t *found = json_object_get(parameters, one);

    return found != NULL ? found : json_object_get(parameters, other);
}

/* Keep a member of a core's row; `value` is consumed. */
static bool keep(struct cloud *cloud, const char *core, const char *member, json_t *value)
{
    json_t *row = core_row(cloud, core);

    json_object_set_new(row, member, value);
    const bool is_kept = cloud_store_put_json(cloud_store(cloud), cores, core, row);
    json_decref(row);
    return is_kept;
}

static void update_connectivity(struct cloud *cloud, const json_t *parameters,
                                struct cloud_reply *reply)
{
    const char *core = need_name(parameters, "thingName", reply);
    const json_t *given = either(parameters, "ConnectivityInfo", "connectivityInfo"), *one;
    json_t *kept;
    size_t index;
    char version[37];

    if (core == NULL) {
        return;
    }
    kept = json_array();
    json_array_foreach(given, index, one)
    {
        json_array_append_new(kept, endpoint(one, index));
    }
    if (!json_is_array(given) || json_array_size(kept) != json_array_size(given)) {
        json_decref(kept);
        reply_error(reply, 400, "BadRequestException",
                    "ConnectivityInfo must be a list of {HostAddress, PortNumber}");
        return;
    }
    cloud_uuid(cloud, version);
    reply_kept(reply, keep(cloud, core, "connectivity", kept),
               json_pack("{s:s}", "Version", version));
}

static void get_connectivity(struct cloud *cloud, const json_t *parameters,
                             struct cloud_reply *reply)
{
    const char *core = need_name(parameters, "thingName", reply);

    if (core != NULL) {
        json_t *row = core_row(cloud, core);
        reply_json(reply, 200,
                   json_pack("{s:O}", "ConnectivityInfo", json_object_get(row, "connectivity")));
        json_decref(row);
    }
}

static void put_authorities(struct cloud *cloud, const json_t *parameters,
                            struct cloud_reply *reply)
{
    const char *core = need_name(parameters, "coreDeviceThingName", reply);
    const json_t *given = json_object_get(parameters, "certificateAuthorities"), *one;
    bool is_good = json_is_array(given);
    size_t index;

    if (core == NULL) {
        return;
    }
    json_array_foreach(given, index, one)
    {
        const char *pem = json_string_value(one);
        is_good = is_good && pem != NULL && strstr(pem, "-----BEGIN CERTIFICATE-----") != NULL;
    }
    if (!is_good) {
        reply_error(reply, 400, "ValidationException",
                    "certificateAuthorities must be a list of certificates in PEM");
        return;
    }
    reply_kept(reply, keep(cloud, core, "certificateAuthorities", json_deep_copy(given)), NULL);
}

struct leaving {
    const struct cloud_store *store;
    const char *thing, *space, *other;
    size_t skip;
};

static bool leave(void *context, const char *key, const char *value, size_t bytes)
{
    const struct leaving *leaving = context;
    const char *other = key + leaving->skip;
    char mirrored[KEY_BYTES_MAX];

    (void)value;
    (void)bytes;
    (void)key_of(mirrored, other, leaving->thing);
    return leaving->store->remove(leaving->store->self, leaving->other, mirrored) &&
           leaving->store->remove(leaving->store->self, leaving->space, key);
}

/* As a client of cores, and as a core with clients. */
static void thing_gone(struct cloud *cloud, const char *thing)
{
    const struct cloud_store *store = cloud_store(cloud);
    char prefix[KEY_BYTES_MAX];
    struct leaving as_client = {store, thing, back, clients, strlen(key_of(prefix, thing, ""))};
    struct leaving as_core = {store, thing, clients, back, as_client.skip};

    (void)store->scan(store->self, back, prefix, NULL, leave, &as_client);
    (void)store->scan(store->self, clients, prefix, NULL, leave, &as_core);
    (void)store->remove(store->self, cores, thing);
}

static const struct operation operations[] = {
    {"BatchAssociateClientDeviceWithCoreDevice", "POST",
     "/greengrass/v2/coreDevices/{coreDeviceThingName}/associateClientDevices", associate},
    {"BatchDisassociateClientDeviceFromCoreDevice", "POST",
     "/greengrass/v2/coreDevices/{coreDeviceThingName}/disassociateClientDevices", dissociate},
    {"ListClientDevicesAssociatedWithCoreDevice", "GET",
     "/greengrass/v2/coreDevices/{coreDeviceThingName}/associatedClientDevices", list},
    {"UpdateConnectivityInfo", "PUT", "/greengrass/things/{thingName}/connectivityInfo",
     update_connectivity},
    {"GetConnectivityInfo", "GET", "/greengrass/things/{thingName}/connectivityInfo",
     get_connectivity},
    {"PutCertificateAuthorities", "PUT",
     "/greengrass/v2/coreDevices/{coreDeviceThingName}/certificateAuthorities", put_authorities},
    {NULL, NULL, NULL, NULL},
};

const struct service service_discovery = {
    .name = "discovery", .data = data, .operations = operations, .thing_gone = thing_gone};
