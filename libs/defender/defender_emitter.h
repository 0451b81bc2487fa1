/* SPDX-License-Identifier: MIT */
/* The same values in JSON or in CBOR: the one needs commas and closing brackets, the other counts.
 */
#ifndef DEFENDER_EMITTER_H
#define DEFENDER_EMITTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "defender_report.h"

struct emitter {
    enum defender_format format;
    bool is_next; /* JSON: the next value needs a comma before it */
    uint8_t *buffer;
    size_t size;
    size_t needed;
};

void emit_map(struct emitter *out, size_t count);
void emit_map_end(struct emitter *out);
void emit_array(struct emitter *out, size_t count);
void emit_array_end(struct emitter *out);
void emit_key(struct emitter *out, const char *key);
void emit_text(struct emitter *out, const char *text);
void emit_uint(struct emitter *out, uint64_t value);
void emit_int(struct emitter *out, int64_t value);

#endif
