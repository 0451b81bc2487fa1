/* SPDX-License-Identifier: MIT */
#include "subject.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

void subject_look_up(struct subject *subject, const struct cloud_store *store)
{
    char *name = subject->client == NULL
                     ? NULL
                     : registry_thing_of_connection(store, subject->certificate, subject->client);

    subject->thing = name != NULL ? registry_thing(store, name) : NULL;
    subject->is_attached =
        subject->thing != NULL &&
        registry_is_linked(store, LINK_CERTIFICATE_THING, subject->certificate, name);
    free(name);
}

void subject_forget(struct subject *subject)
{
    json_decref(subject->thing);
    subject->thing = NULL;
    subject->is_attached = false;
}

/* Behind "iot:Connection.Thing.". Only an attached thing tells of itself. */
static const char *thing_variable(const struct subject *subject, const char *name)
{
    static const char attributes[] = "Attributes[";
    const json_t *thing = subject->is_attached ? subject->thing : NULL;

    if (subject->client == NULL) {
        return NULL;
    }
    if (strcasecmp(name, "IsAttached") == 0) {
        return subject->is_attached ? "true" : "false";
    }
    if (strcasecmp(name, "ThingName") == 0) {
        return member_string(thing, "thingName");
    }
    if (strcasecmp(name, "ThingTypeName") == 0) {
        return member_string(thing, "thingTypeName");
    }
    if (strncasecmp(name, attributes, strlen(attributes)) == 0) {
        char key[256];
        const char *from = name + strlen(attributes);
        const size_t bytes = strcspn(from, "]");
        if (from[bytes] == ']' && from[bytes + 1] == '\0' && bytes < sizeof(key)) {
            memcpy(key, from, bytes);
            key[bytes] = '\0';
            return member_string(json_object_get(thing, "attributes"), key);
        }
    }
    return NULL;
}

static const char *connect_attribute(const struct subject *subject, size_t index)
{
    const char *const both[] = {subject->is_persistent ? "PersistentConnect" : "LastWill",
                                subject->is_persistent ? "LastWill" : NULL};
    const size_t count = (size_t)subject->is_persistent + (size_t)subject->has_will;

    return index < count ? both[index] : NULL;
}

static const char *time_variable(struct subject *subject, bool is_epoch)
{
    const time_t seconds = (time_t)(subject->now_ms / 1000);
    struct tm tm;

    if (is_epoch) {
        (void)snprintf(subject->text, sizeof(subject->text), "%lld", (long long)seconds);
    } else if (gmtime_r(&seconds, &tm) == NULL ||
               strftime(subject->text, sizeof(subject->text), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0) {
        return NULL;
    }
    return subject->text;
}

const char *subject_variable(void *context, const char *name, size_t index)
{
    static const char thing[] = "iot:Connection.Thing.", certificate[] = "iot:Certificate.";
    struct subject *subject = context;

    if (strncasecmp(name, certificate, strlen(certificate)) == 0) {
        return subject->certificate_variable == NULL
                   ? NULL
                   : subject->certificate_variable(subject->context, name + strlen(certificate),
                                                   index);
    }
    if (strcasecmp(name, "iot:ConnectAttributes") == 0) {
        return connect_attribute(subject, index);
    }
    if (index > 0) {
        return NULL;
    }
    if (strncasecmp(name, thing, strlen(thing)) == 0) {
        return thing_variable(subject, name + strlen(thing));
    }
    if (strcasecmp(name, "iot:ClientId") == 0) {
        return subject->client;
    }
    if (strcasecmp(name, "iot:CertificateId") == 0) {
        return subject->certificate;
    }
    if (strcasecmp(name, "aws:SourceIp") == 0) {
        return subject->address;
    }
    if (strcasecmp(name, "aws:SecureTransport") == 0) {
        return "true";
    }
    const bool is_epoch = strcasecmp(name, "aws:EpochTime") == 0;
    return is_epoch || strcasecmp(name, "aws:CurrentTime") == 0 ? time_variable(subject, is_epoch)
                                                                : NULL;
}

struct walk {
    const struct cloud_store *store;
    registry_visit visit;
    void *context;
    int depth;
};

/* A group and those above it. Groups are at most 7 deep; a circle, which no operation makes, ends.
 */
static bool each_of_group(void *context, const char *group)
{
    struct walk *walk = context;

    if (walk->depth == 8) {
        return true;
    }
    walk->depth++;
    const bool is_through =
        registry_each(walk->store, LINK_GROUP_POLICY, group, walk->visit, walk->context) &&
        registry_each_back(walk->store, LINK_GROUP_GROUP, group, each_of_group, walk);
    walk->depth--;
    return is_through;
}

bool subject_each_policy(const struct subject *subject, const struct cloud_store *store,
                         registry_visit visit, void *context)
{
    struct walk walk = {store, visit, context, 0};
    const char *thing = subject->is_attached ? member_string(subject->thing, "thingName") : NULL;

    return registry_each(store, LINK_CERTIFICATE_POLICY, subject->certificate, visit, context) &&
           (thing == NULL ||
            registry_each_back(store, LINK_GROUP_THING, thing, each_of_group, &walk));
}
