/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "cloud_store.h"
#include "text.h"

json_t *cloud_store_get_json(const struct cloud_store *store, const char *space, const char *key)
{
    size_t bytes = 0;
    char *value = store->get(store->self, space, key, &bytes);
    json_t *document =
        value != NULL ? json_loadb(value, bytes, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL) : NULL;

    free(value);
    return document;
}

bool cloud_store_put_json(const struct cloud_store *store, const char *space, const char *key,
                          const json_t *document)
{
    size_t bytes = 0;
    char *value = json_text(document, &bytes);
    const bool is_kept = value != NULL && store->put(store->self, space, key, value, bytes);

    free(value);
    return is_kept;
}
