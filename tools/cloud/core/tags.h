/* SPDX-License-Identifier: MIT */
/* Tags of updates and streams: pairs of a key and a value, for whoever keeps order among them. */
#ifndef CLOUD_TAGS_H
#define CLOUD_TAGS_H

#include "service.h"

/* "tags" of a request to create something, if it has them. False: the reply says what is wrong. */
bool tags_are_good(const json_t *parameters, struct cloud_reply *reply);
/* Keep those of a request for a new resource of this kind ("stream") and name. */
bool tags_keep(const struct cloud *cloud, const char *kind, const char *name,
               const json_t *parameters);
void tags_forget(const struct cloud *cloud, const char *kind, const char *name);

#endif
