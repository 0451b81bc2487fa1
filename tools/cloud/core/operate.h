/* SPDX-License-Identifier: MIT */
/* What operations of the registry share: parameters checked and told of, pages of lists, errors as
 * AWS names them. A function that answers false has made the reply. */
#ifndef CLOUD_OPERATE_H
#define CLOUD_OPERATE_H

#include "registry.h"

#define ID_BYTES_MAX  128
#define ARN_BYTES_MAX 512

/* A name of things, groups, types: 1 to 128 of [a-zA-Z0-9:_-]. NULL: missing or no name. */
const char *need_name(const json_t *parameters, const char *member, struct cloud_reply *reply);
/* Any string that is not empty. */
const char *need_text(const json_t *parameters, const char *member, struct cloud_reply *reply);
/* A boolean, or its text in a query; false when it is not given. */
bool is_set(const json_t *parameters, const char *member);
/* An integer, or its text in a query. False: there is none. */
bool has_number(const json_t *parameters, const char *member, json_int_t *number);

/* The end of an operation that wrote: the document (consumed; NULL: {}) when it was kept. */
void reply_kept(struct cloud_reply *reply, bool is_kept, json_t *document);

/* "arn:aws:iot:REGION:ACCOUNT:kind/name" as JSON. */
json_t *arn_of(const struct cloud *cloud, const char *kind, const char *name);
/* The name in an ARN of this kind and of this account, NULL: none of them. */
const char *name_in_arn(const struct cloud *cloud, const char *arn, const char *kind);

/* One page of a list: at most as many items as were asked for, behind the token that the page
 * before gave. */
struct page {
    const char *token_member; /* of the answer: "nextToken", "nextMarker" */
    const char *after;        /* NULL: from the first one */
    size_t max;
    json_t *items;
    char last[256]; /* key of the last item */
    bool has_more;
    /* Of the scan in hand. */
    const struct cloud *cloud;
    size_t skip; /* bytes of the key before the name */
    json_t *(*item)(const struct cloud *cloud, const char *name, const char *value, void *context);
    void *context;
};

/* "nextToken" and "maxResults" of things, "marker" and "pageSize" of policies and certificates. */
bool page_open(struct page *page, const struct cloud *cloud, const json_t *parameters,
               bool has_marker, struct cloud_reply *reply);
/* Rows of `space` whose key begins with `prefix`; `item` makes an item of the rest of the key and
 * the value, or NULL: not in this list. */
void page_scan(struct page *page, const char *space, const char *prefix,
               json_t *(*item)(const struct cloud *cloud, const char *name, const char *value,
                               void *context),
               void *context);
/* {"member": items, token} */
void page_reply(struct page *page, const char *member, struct cloud_reply *reply);

/* An item that is the name itself, or its ARN; the context is the kind. */
json_t *item_name(const struct cloud *cloud, const char *name, const char *value, void *context);
json_t *item_arn(const struct cloud *cloud, const char *name, const char *value, void *kind);
/* {"policyName", "policyArn"} */
json_t *item_policy(const struct cloud *cloud, const char *name, const char *value, void *context);

#endif
