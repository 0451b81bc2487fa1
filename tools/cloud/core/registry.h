/* SPDX-License-Identifier: MIT */
/* Things, certificates, policies, groups, and what is attached to what: rows of the store (their
 * names are in tools/cloud/README.md). An attachment is a row for each of its two directions.
 * Nothing here checks names or limits: the operations do (things.c, groups.c ...). Functions that
 * write return whether the store took it. */
#ifndef CLOUD_REGISTRY_H
#define CLOUD_REGISTRY_H

#include <stdbool.h>

#include "service.h"

/* Counts the changes of all that is here: who keeps a copy of something looks whether it is still
 * the same. */
int64_t registry_version(const struct cloud_store *store);

/* Counts the certificates that have ceased to be active. */
int64_t registry_endings(const struct cloud_store *store);

/* Keep or remove a row of a space of the registry. */
bool registry_put(const struct cloud_store *store, const char *space, const char *key,
                  const json_t *row);
bool registry_remove(const struct cloud_store *store, const char *space, const char *key);

/* Kinds of attachment: `one` is the first part of the key. */
enum registry_link {
    LINK_CERTIFICATE_THING, /* registry_link(store, LINK_CERTIFICATE_THING, certificate, thing) */
    LINK_CERTIFICATE_EXCLUSIVE, /* the same for a thing that it alone stands for; beside the first
                                 */
    LINK_CERTIFICATE_POLICY,    /* ... certificate, policy */
    LINK_GROUP_POLICY,          /* ... group, policy */
    LINK_GROUP_THING,           /* ... group, thing */
    LINK_GROUP_GROUP,           /* ... parent, child */
    LINK_COUNT,
};

/* One name of a list. Return false to end the list. */
typedef bool (*registry_visit)(void *context, const char *name);

bool registry_link(const struct cloud_store *store, enum registry_link link, const char *one,
                   const char *other);
bool registry_unlink(const struct cloud_store *store, enum registry_link link, const char *one,
                     const char *other);
bool registry_is_linked(const struct cloud_store *store, enum registry_link link, const char *one,
                        const char *other);
/* The others of `one`: things of a certificate, things of a group ... in byte order. False: the
 * visit ended it. */
bool registry_each(const struct cloud_store *store, enum registry_link link, const char *one,
                   registry_visit visit, void *context);
/* The ones of `other`: certificates of a thing, groups of a thing ... */
bool registry_each_back(const struct cloud_store *store, enum registry_link link, const char *other,
                        registry_visit visit, void *context);
/* Whether `one` has any, `other` is had by any. */
bool registry_has_any(const struct cloud_store *store, enum registry_link link, const char *one);
bool registry_is_had(const struct cloud_store *store, enum registry_link link, const char *other);

/* {"thingName", "thingTypeName" if any, "attributes", "version", "thingId"}, a new reference; NULL:
 * unknown. */
json_t *registry_thing(const struct cloud_store *store, const char *thing);
bool registry_has_thing(const struct cloud_store *store, const char *thing);
/* Create the thing, or replace its type and attributes and count its version on. `type` and
 * `attributes` may be NULL: none. */
bool registry_put_thing(const struct cloud *cloud, const char *thing, const char *type,
                        const json_t *attributes);

/* {"certificateId", "certificatePem", "status", "creationDate", "lastModifiedDate"} */
json_t *registry_certificate(const struct cloud_store *store, const char *id);
bool registry_has_certificate(const struct cloud_store *store, const char *id);
bool registry_is_active(const struct cloud_store *store, const char *id);
/* status: "ACTIVE", "INACTIVE", "PENDING_ACTIVATION" ... */
bool registry_put_certificate(const struct cloud *cloud, const char *id, const char *pem,
                              const char *status);
bool registry_set_status(const struct cloud *cloud, const char *id, const char *status);
/* The row and all its attachments. */
bool registry_remove_certificate(const struct cloud_store *store, const char *id);

/* {"policyName", "policyDocument", "defaultVersionId", ...}: the document is that of the default
 * version. */
json_t *registry_policy(const struct cloud_store *store, const char *policy);
bool registry_has_policy(const struct cloud_store *store, const char *policy);

/* {"thingGroupName", "parentGroupName" if any, ...} */
json_t *registry_group(const struct cloud_store *store, const char *group);
bool registry_has_group(const struct cloud_store *store, const char *group);

/* The thing that a connection with this certificate stands for: the one the certificate is attached
 * to exclusively, else the one named as the client, if it exists. NULL: none; else freed by the
 * caller. `client` may be NULL. */
char *registry_thing_of_connection(const struct cloud_store *store, const char *certificate,
                                   const char *client);

#endif
