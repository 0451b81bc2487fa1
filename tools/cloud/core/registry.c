/* SPDX-License-Identifier: MIT */
#include "registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES_MAX 512u

static const struct {
    const char *there, *back;
} spaces[LINK_COUNT] = {
    [LINK_CERTIFICATE_THING] = {"certificate-thing", "thing-certificate"},
    [LINK_CERTIFICATE_EXCLUSIVE] = {"certificate-exclusive", "exclusive-certificate"},
    [LINK_CERTIFICATE_POLICY] = {"certificate-policy", "policy-certificate"},
    [LINK_GROUP_POLICY] = {"group-policy", "policy-group"},
    [LINK_GROUP_THING] = {"group-thing", "thing-group"},
    [LINK_GROUP_GROUP] = {"group-group", "group-parent"},
};

static const char counters[] = "registry", changes[] = "version", endings[] = "endings";

static int64_t read_counter(const struct cloud_store *store, const char *counter)
{
    size_t bytes;
    char *text = store->get(store->self, counters, counter, &bytes);
    const int64_t count = text != NULL ? strtoll(text, NULL, 10) : 0;

    free(text);
    return count;
}

static bool count_on(const struct cloud_store *store, const char *counter)
{
    char text[24];
    const int bytes =
        snprintf(text, sizeof(text), "%lld", (long long)read_counter(store, counter) + 1);

    return store->put(store->self, counters, counter, text, (size_t)bytes);
}

int64_t registry_version(const struct cloud_store *store)
{
    return read_counter(store, changes);
}

int64_t registry_endings(const struct cloud_store *store)
{
    return read_counter(store, endings);
}

static bool touch(const struct cloud_store *store)
{
    return count_on(store, changes);
}

bool registry_put(const struct cloud_store *store, const char *space, const char *key,
                  const json_t *row)
{
    return cloud_store_put_json(store, space, key, row) && touch(store);
}

bool registry_remove(const struct cloud_store *store, const char *space, const char *key)
{
    return store->remove(store->self, space, key) && touch(store);
}

static const char *join(char key[KEY_BYTES_MAX], const char *one, const char *other)
{
    (void)snprintf(key, KEY_BYTES_MAX, "%s/%s", one, other);
    return key;
}

static bool put(const struct cloud_store *store, const char *space, const char *key)
{
    return store->put(store->self, space, key, "{}", 2);
}

static bool has(const struct cloud_store *store, const char *space, const char *key)
{
    size_t bytes;
    char *value = store->get(store->self, space, key, &bytes);

    free(value);
    return value != NULL;
}

bool registry_link(const struct cloud_store *store, enum registry_link link, const char *one,
                   const char *other)
{
    char key[KEY_BYTES_MAX];

    return put(store, spaces[link].there, join(key, one, other)) &&
           put(store, spaces[link].back, join(key, other, one)) && touch(store);
}

bool registry_unlink(const struct cloud_store *store, enum registry_link link, const char *one,
                     const char *other)
{
    char key[KEY_BYTES_MAX];

    if (link == LINK_CERTIFICATE_THING &&
        !registry_unlink(store, LINK_CERTIFICATE_EXCLUSIVE, one, other)) {
        return false;
    }
    return store->remove(store->self, spaces[link].there, join(key, one, other)) &&
           registry_remove(store, spaces[link].back, join(key, other, one));
}

bool registry_is_linked(const struct cloud_store *store, enum registry_link link, const char *one,
                        const char *other)
{
    char key[KEY_BYTES_MAX];

    return has(store, spaces[link].there, join(key, one, other));
}

struct walk {
    size_t skip; /* bytes of the key before the name */
    registry_visit visit;
    void *context;
    bool has_ended;
};

static bool step(void *context, const char *key, const char *value, size_t bytes)
{
    struct walk *walk = context;
    char name[KEY_BYTES_MAX];

    (void)value;
    (void)bytes;
    /* A copy: the visit may remove the row. */
    (void)snprintf(name, sizeof(name), "%s", key + walk->skip);
    walk->has_ended = !walk->visit(walk->context, name);
    return !walk->has_ended;
}

static bool each(const struct cloud_store *store, const char *space, const char *first,
                 registry_visit visit, void *context)
{
    char prefix[KEY_BYTES_MAX];
    struct walk walk = {strlen(join(prefix, first, "")), visit, context, false};

    (void)store->scan(store->self, space, prefix, NULL, step, &walk);
    return !walk.has_ended;
}

bool registry_each(const struct cloud_store *store, enum registry_link link, const char *one,
                   registry_visit visit, void *context)
{
    return each(store, spaces[link].there, one, visit, context);
}

bool registry_each_back(const struct cloud_store *store, enum registry_link link, const char *other,
                        registry_visit visit, void *context)
{
    return each(store, spaces[link].back, other, visit, context);
}

static bool end_at_first(void *context, const char *name)
{
    (void)context;
    (void)name;
    return false;
}

bool registry_has_any(const struct cloud_store *store, enum registry_link link, const char *one)
{
    return !registry_each(store, link, one, end_at_first, NULL);
}

bool registry_is_had(const struct cloud_store *store, enum registry_link link, const char *other)
{
    return !registry_each_back(store, link, other, end_at_first, NULL);
}

json_t *registry_thing(const struct cloud_store *store, const char *thing)
{
    return cloud_store_get_json(store, "thing", thing);
}

bool registry_has_thing(const struct cloud_store *store, const char *thing)
{
    return has(store, "thing", thing);
}

bool registry_put_thing(const struct cloud *cloud, const char *thing, const char *type,
                        const json_t *attributes)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *row = registry_thing(store, thing);
    char id[37];

    if (row == NULL) {
        cloud_uuid(cloud, id);
        row = json_pack("{s:s,s:s,s:i}", "thingName", thing, "thingId", id, "version", 0);
    }
    const json_int_t version = json_integer_value(json_object_get(row, "version"));
    json_object_set_new(row, "version", json_integer(version + 1));
    json_object_set_new(row, "attributes",
                        attributes != NULL ? json_deep_copy(attributes) : json_object());
    if (type != NULL) {
        json_object_set_new(row, "thingTypeName", json_string(type));
    } else {
        json_object_del(row, "thingTypeName");
    }
    const bool is_put = registry_put(store, "thing", thing, row);
    json_decref(row);
    return is_put;
}

json_t *registry_certificate(const struct cloud_store *store, const char *id)
{
    return cloud_store_get_json(store, "certificate", id);
}

bool registry_has_certificate(const struct cloud_store *store, const char *id)
{
    return has(store, "certificate", id);
}

static bool is_active(const json_t *certificate)
{
    const char *status = member_string(certificate, "status");

    return status != NULL && strcmp(status, "ACTIVE") == 0;
}

bool registry_is_active(const struct cloud_store *store, const char *id)
{
    json_t *row = registry_certificate(store, id);
    const bool answer = is_active(row);

    json_decref(row);
    return answer;
}

bool registry_put_certificate(const struct cloud *cloud, const char *id, const char *pem,
                              const char *status)
{
    const json_int_t now = cloud_now_ms(cloud) / 1000;
    json_t *row = json_pack("{s:s,s:s,s:s,s:I,s:I}", "certificateId", id, "certificatePem", pem,
                            "status", status, "creationDate", now, "lastModifiedDate", now);
    const bool is_put = registry_put(cloud_store(cloud), "certificate", id, row);

    json_decref(row);
    return is_put;
}

bool registry_set_status(const struct cloud *cloud, const char *id, const char *status)
{
    const json_int_t now = cloud_now_ms(cloud) / 1000;
    json_t *row = registry_certificate(cloud_store(cloud), id);
    const bool is_ending = is_active(row) && strcmp(status, "ACTIVE") != 0;
    const bool is_put = row != NULL && (!is_ending || count_on(cloud_store(cloud), endings)) &&
                        json_object_set_new(row, "status", json_string(status)) == 0 &&
                        json_object_set_new(row, "lastModifiedDate", json_integer(now)) == 0 &&
                        registry_put(cloud_store(cloud), "certificate", id, row);

    json_decref(row);
    return is_put;
}

struct detaching {
    const struct cloud_store *store;
    enum registry_link link;
    const char *one;
};

static bool detach(void *context, const char *other)
{
    const struct detaching *detaching = context;

    return registry_unlink(detaching->store, detaching->link, detaching->one, other);
}

bool registry_remove_certificate(const struct cloud_store *store, const char *id)
{
    struct detaching things = {store, LINK_CERTIFICATE_THING, id};
    struct detaching policies = {store, LINK_CERTIFICATE_POLICY, id};

    return registry_each(store, LINK_CERTIFICATE_THING, id, detach, &things) &&
           registry_each(store, LINK_CERTIFICATE_POLICY, id, detach, &policies) &&
           (!registry_is_active(store, id) || count_on(store, endings)) &&
           registry_remove(store, "certificate", id);
}

json_t *registry_policy(const struct cloud_store *store, const char *policy)
{
    return cloud_store_get_json(store, "policy", policy);
}

bool registry_has_policy(const struct cloud_store *store, const char *policy)
{
    return has(store, "policy", policy);
}

json_t *registry_group(const struct cloud_store *store, const char *group)
{
    return cloud_store_get_json(store, "group", group);
}

bool registry_has_group(const struct cloud_store *store, const char *group)
{
    return has(store, "group", group);
}

static bool take_exclusive(void *context, const char *thing)
{
    char **exclusive = context;

    *exclusive = strdup(thing);
    return false;
}

char *registry_thing_of_connection(const struct cloud_store *store, const char *certificate,
                                   const char *client)
{
    char *exclusive = NULL;

    (void)registry_each(store, LINK_CERTIFICATE_EXCLUSIVE, certificate, take_exclusive, &exclusive);
    if (exclusive != NULL) {
        return exclusive;
    }
    return client != NULL && registry_has_thing(store, client) ? strdup(client) : NULL;
}
