/* SPDX-License-Identifier: MIT */
/* The document is checked as a whole first; then it is walked: groups, in each its cores, in each
 * its endpoints, counting those that are complete. */
#include "greengrass.h"

#include <stdbool.h>

#include "json_text.h"
#include "lib_text.h"

/* A list that is walked, and its element. */
struct walk {
    struct greengrass_text list;
    size_t start, next;
    struct greengrass_text item;
};

static struct walk walk_of(struct greengrass_text list)
{
    return (struct walk){.list = list};
}

/* False at the end of the list, and at once when it is none. */
static bool walk_next(struct walk *walk, JSONTypes_t type)
{
    JSONPair_t pair;

    do {
        if (walk->list.length == 0 || *walk->list.text != '[' ||
            JSON_Iterate(walk->list.text, walk->list.length, &walk->start, &walk->next, &pair) !=
                JSONSuccess) {
            return false;
        }
    } while (pair.jsonType != type);
    walk->item = (struct greengrass_text){pair.value, pair.valueLength};
    return true;
}

/* A member of an object; length 0 if there is none of this kind. */
static struct greengrass_text member(struct greengrass_text object, const char *key,
                                     JSONTypes_t type)
{
    struct greengrass_text found = {NULL, 0};
    JSONTypes_t is;

    if (JSON_SearchConst(object.text, object.length, key, strlen(key), &found.text, &found.length,
                         &is) != JSONSuccess ||
        is != type) {
        return (struct greengrass_text){NULL, 0};
    }
    return found;
}

static struct greengrass_text either(struct greengrass_text object, const char *key,
                                     const char *other, JSONTypes_t type)
{
    const struct greengrass_text found = member(object, key, type);

    return found.length > 0 ? found : member(object, other, type);
}

static bool read_endpoint(struct greengrass_text object, struct greengrass_endpoint *endpoint)
{
    const struct greengrass_text digits = either(object, "PortNumber", "portNumber", JSONNumber);
    uint32_t port = 0;

    endpoint->host = either(object, "HostAddress", "hostAddress", JSONString);
    endpoint->metadata = either(object, "Metadata", "metadata", JSONString);
    if (endpoint->host.length == 0 ||
        !lib_text_to_number(digits.text, digits.length, UINT16_MAX, &port) || port == 0) {
        return false;
    }
    endpoint->port = (uint16_t)port;
    return true;
}

/* Whether the core has the endpoint that `*index` counts down to. */
static bool find_in_core(struct greengrass_text core, size_t *index,
                         struct greengrass_endpoint *endpoint)
{
    struct walk ways = walk_of(member(core, "Connectivity", JSONArray));

    endpoint->thing_arn = member(core, "thingArn", JSONString);
    while (walk_next(&ways, JSONObject)) {
        if (read_endpoint(ways.item, endpoint) && (*index)-- == 0) {
            return true;
        }
    }
    return false;
}

enum greengrass_status greengrass_endpoint(const char *document, size_t length, size_t index,
                                           struct greengrass_endpoint *endpoint)
{
    if (document == NULL || length == 0 || endpoint == NULL) {
        return GREENGRASS_BAD_PARAMETER;
    }
    const struct greengrass_text list =
        member((struct greengrass_text){document, length}, "GGGroups", JSONArray);
    if (list.length == 0 || JSON_Validate(document, length) != JSONSuccess) {
        return GREENGRASS_BAD_DOCUMENT;
    }
    struct walk groups = walk_of(list);
    while (walk_next(&groups, JSONObject)) {
        struct walk cores = walk_of(member(groups.item, "Cores", JSONArray));
        struct greengrass_endpoint found = {
            .group_id = member(groups.item, "GGGroupId", JSONString),
            .authorities = member(groups.item, "CAs", JSONArray),
        };
        while (walk_next(&cores, JSONObject)) {
            if (find_in_core(cores.item, &index, &found)) {
                *endpoint = found;
                return GREENGRASS_OK;
            }
        }
    }
    return GREENGRASS_NOT_FOUND;
}

enum greengrass_status greengrass_authority(const struct greengrass_endpoint *endpoint,
                                            size_t index, char *pem, size_t size, size_t *length)
{
    if (endpoint == NULL || pem == NULL || length == NULL) {
        return GREENGRASS_BAD_PARAMETER;
    }
    struct walk authorities = walk_of(endpoint->authorities);
    do {
        if (!walk_next(&authorities, JSONString)) {
            return GREENGRASS_NOT_FOUND;
        }
    } while (index-- > 0);
    size_t written = 0;
    const JSONStatus_t status =
        size == 0 ? JSONBadParameter
                  : json_text_unescape(authorities.item.text, authorities.item.length, pem,
                                       size - 1u, &written);
    if (status != JSONSuccess) {
        return status == JSONBadParameter ? GREENGRASS_BUFFER_TOO_SMALL : GREENGRASS_BAD_DOCUMENT;
    }
    pem[written] = '\0';
    *length = written + 1u;
    return GREENGRASS_OK;
}

static bool may_be_in_a_path(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
           c == '_' || c == '-';
}

enum greengrass_status greengrass_path(const char *thing, size_t length, char *path, size_t size)
{
    if (thing == NULL || length == 0 || length > GREENGRASS_THING_NAME_MAX || path == NULL) {
        return GREENGRASS_BAD_PARAMETER;
    }
    for (size_t i = 0; i < length; i++) {
        if (!may_be_in_a_path(thing[i])) {
            return GREENGRASS_BAD_PARAMETER;
        }
    }
    struct lib_text_out out = {path, size, 0};

    lib_text_put(&out, LIB_TEXT(GREENGRASS_PATH));
    lib_text_put(&out, thing, length);
    lib_text_put(&out, "", 1);
    return lib_text_fits(&out) ? GREENGRASS_OK : GREENGRASS_BUFFER_TOO_SMALL;
}
