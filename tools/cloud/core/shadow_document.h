/* SPDX-License-Identifier: MIT */
/* The document of a shadow: what an update makes of it, and what of it differs. Nothing here knows
 * of topics, rows or clocks.
 *
 *     state     {"desired": {...}, "reported": {...}}     a section that would be empty is left out
 *     stamps    the same shape, with the second of its update in place of each value, and of each
 *               element of an array; shown as metadata, {"timestamp": second}
 */
#ifndef CLOUD_SHADOW_DOCUMENT_H
#define CLOUD_SHADOW_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include <jansson.h>

#include "text.h"

#define SHADOW_BYTES_MAX 8192 /* of the state as compact JSON */

struct shadow_document {
    json_t *state, *stamps; /* objects; NULL: there is no shadow */
    json_int_t version;     /* of the latest update; stays when the shadow is deleted; 0: never */
};

/* Read a document as it is kept; `kept` NULL: there never was one. */
struct shadow_document shadow_document_read(const char *kept, size_t bytes);
/* Write what shadow_document_read reads. */
void shadow_document_write(const struct shadow_document *document, struct text *text);
/* Write it as it is shown: {"state", "metadata", "version"}, without the last brace. */
void shadow_document_show(const struct shadow_document *document, struct text *text);
void shadow_document_free(struct shadow_document *document);

/* Merge the state of a checked request into the document, which begins to exist, and count its
 * version. */
void shadow_document_update(struct shadow_document *document, const json_t *state, int64_t seconds);

/* The stamps of what a request sets, in its shape. A new reference. */
json_t *shadow_stamps_of(const json_t *state, int64_t seconds);
/* Write stamps as metadata. */
void shadow_show_metadata(const json_t *stamps, struct text *text);

/* What of desired is not so in reported; NULL: nothing. New references. */
struct shadow_delta {
    json_t *state, *stamps;
};
struct shadow_delta shadow_document_delta(const struct shadow_document *document);

#endif
