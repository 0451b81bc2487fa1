/* SPDX-License-Identifier: MIT */
/* Active receiving: bytes of links that came without having been asked for wait here, in the order
 * in which they came, all links in the port's one memory.
 *
 *      link, length, bytes ── link, length, bytes ── ...
 */
#include "exchange.h"

#include <string.h>

#define HEAD_BYTES   3u
#define LENGTH_BYTES 65535u

static size_t length_at(const uint8_t *head)
{
    return head[1] | (size_t)head[2] << 8;
}

static void set_length(uint8_t *head, size_t length)
{
    head[1] = (uint8_t)length;
    head[2] = (uint8_t)(length >> 8);
}

/* The link's first record; module->held: it has none. */
static size_t first_of(const struct esp_at *module, unsigned link)
{
    const uint8_t *const hold = module->port->hold;
    size_t at = 0;

    while (at < module->held && hold[at] != link) {
        at += HEAD_BYTES + length_at(hold + at);
    }
    return at;
}

/* Where the last record begins; there is one. */
static size_t last(const struct esp_at *module)
{
    const uint8_t *const hold = module->port->hold;
    size_t at = 0;

    for (size_t next = 0; next < module->held; next += HEAD_BYTES + length_at(hold + next)) {
        at = next;
    }
    return at;
}

static void cut(struct esp_at *module, size_t at, size_t length)
{
    uint8_t *const hold = module->port->hold;

    module->held -= length;
    memmove(hold + at, hold + at + length, module->held - at);
}

bool esp_at_hold(struct esp_at *module, unsigned link, const void *bytes, size_t length)
{
    uint8_t *const hold = module->port->hold;
    const size_t room = module->port->hold_bytes - module->held;
    const size_t at = module->held > 0 ? last(module) : 0;
    const bool goes_on =
        module->held > 0 && hold[at] == link && length_at(hold + at) + length <= LENGTH_BYTES;

    if (length + (goes_on ? 0 : HEAD_BYTES) > room) {
        return false;
    }
    if (goes_on) {
        set_length(hold + at, length_at(hold + at) + length);
    } else {
        hold[module->held] = (uint8_t)link;
        set_length(hold + module->held, length);
        module->held += HEAD_BYTES;
    }
    memcpy(hold + module->held, bytes, length);
    module->held += length;
    return true;
}

size_t esp_at_take_held(struct esp_at *module, unsigned link, void *bytes, size_t capacity)
{
    uint8_t *const hold = module->port->hold;
    size_t got = 0;

    for (size_t at = first_of(module, link); at < module->held && got < capacity;
         at = first_of(module, link)) {
        const size_t length = length_at(hold + at);
        const size_t part = length < capacity - got ? length : capacity - got;
        memcpy((uint8_t *)bytes + got, hold + at + HEAD_BYTES, part);
        got += part;
        if (part == length) {
            cut(module, at, HEAD_BYTES + length);
        } else {
            set_length(hold + at, length - part);
            cut(module, at + HEAD_BYTES, part);
        }
    }
    return got;
}

void esp_at_forget_held(struct esp_at *module, unsigned link)
{
    for (size_t at = first_of(module, link); at < module->held; at = first_of(module, link)) {
        cut(module, at, HEAD_BYTES + length_at(module->port->hold + at));
    }
}
