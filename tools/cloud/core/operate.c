/* SPDX-License-Identifier: MIT */
#include "operate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_MAX 250

const char *need_name(const json_t *parameters, const char *member, struct cloud_reply *reply)
{
    const char *name = need_text(parameters, member, reply);

    if (name != NULL && !is_name(name, ID_BYTES_MAX, ":_-")) {
        reply_error(reply, 400, "InvalidRequestException",
                    "%s must be 1 to 128 characters of [a-zA-Z0-9:_-]", member);
        return NULL;
    }
    return name;
}

const char *need_text(const json_t *parameters, const char *member, struct cloud_reply *reply)
{
    const char *text = member_string(parameters, member);

    if (text == NULL || text[0] == '\0') {
        reply_error(reply, 400, "InvalidRequestException", "%s must be given, as a string", member);
        return NULL;
    }
    return text;
}

bool is_set(const json_t *parameters, const char *member)
{
    const char *text = member_string(parameters, member);

    return json_is_true(json_object_get(parameters, member)) ||
           (text != NULL && strcmp(text, "true") == 0);
}

bool has_number(const json_t *parameters, const char *member, json_int_t *number)
{
    const json_t *value = json_object_get(parameters, member);
    const char *text = json_string_value(value);
    char *end = NULL;

    if (json_is_integer(value)) {
        *number = json_integer_value(value);
        return true;
    }
    if (text == NULL) {
        return false;
    }
    *number = strtoll(text, &end, 10);
    return end != text && *end == '\0';
}

void reply_kept(struct cloud_reply *reply, bool is_kept, json_t *document)
{
    if (is_kept) {
        reply_json(reply, 200, document != NULL ? document : json_object());
    } else {
        json_decref(document);
        reply_error(reply, 500, "InternalFailureException", "The store failed");
    }
}

json_t *arn_of(const struct cloud *cloud, const char *kind, const char *name)
{
    char text[ARN_BYTES_MAX];

    return json_string(cloud_arn(cloud, text, sizeof(text), kind, name));
}

const char *name_in_arn(const struct cloud *cloud, const char *arn, const char *kind)
{
    char begin[ARN_BYTES_MAX];
    const size_t bytes = strlen(cloud_arn(cloud, begin, sizeof(begin), kind, ""));

    return strncmp(arn, begin, bytes) == 0 && arn[bytes] != '\0' ? arn + bytes : NULL;
}

bool page_open(struct page *page, const struct cloud *cloud, const json_t *parameters,
               bool has_marker, struct cloud_reply *reply)
{
    const char *size_member = has_marker ? "pageSize" : "maxResults";
    json_int_t max = PAGE_MAX;

    *page = (struct page){.token_member = has_marker ? "nextMarker" : "nextToken",
                          .after = member_string(parameters, has_marker ? "marker" : "nextToken"),
                          .cloud = cloud};
    if (json_object_get(parameters, size_member) != NULL &&
        (!has_number(parameters, size_member, &max) || max < 1 || max > PAGE_MAX)) {
        reply_error(reply, 400, "InvalidRequestException", "%s must be 1 to %d", size_member,
                    PAGE_MAX);
        return false;
    }
    page->max = (size_t)max;
    page->items = json_array();
    return true;
}

static bool take(void *context, const char *key, const char *value, size_t bytes)
{
    struct page *page = context;
    const char *name = key + page->skip;

    (void)bytes;
    if (json_array_size(page->items) == page->max) {
        page->has_more = true;
        return false;
    }
    json_t *item = page->item(page->cloud, name, value, page->context);
    if (item != NULL) {
        json_array_append_new(page->items, item);
        (void)snprintf(page->last, sizeof(page->last), "%s", name);
    }
    return true;
}

void page_scan(struct page *page, const char *space, const char *prefix,
               json_t *(*item)(const struct cloud *cloud, const char *name, const char *value,
                               void *context),
               void *context)
{
    const struct cloud_store *store = cloud_store(page->cloud);
    char after[ARN_BYTES_MAX];

    page->skip = strlen(prefix);
    page->item = item;
    page->context = context;
    (void)snprintf(after, sizeof(after), "%s%s", prefix, page->after != NULL ? page->after : "");
    (void)store->scan(store->self, space, prefix, page->after != NULL ? after : NULL, take, page);
}

void page_reply(struct page *page, const char *member, struct cloud_reply *reply)
{
    json_t *document = json_pack("{s:o}", member, page->items);

    if (page->has_more) {
        json_object_set_new(document, page->token_member, json_string(page->last));
    }
    reply_json(reply, 200, document);
}

json_t *item_name(const struct cloud *cloud, const char *name, const char *value, void *context)
{
    (void)cloud;
    (void)value;
    (void)context;
    return json_string(name);
}

json_t *item_arn(const struct cloud *cloud, const char *name, const char *value, void *kind)
{
    (void)value;
    return arn_of(cloud, kind, name);
}

json_t *item_policy(const struct cloud *cloud, const char *name, const char *value, void *context)
{
    (void)value;
    (void)context;
    return json_pack("{s:s,s:o}", "policyName", name, "policyArn", arn_of(cloud, "policy", name));
}
