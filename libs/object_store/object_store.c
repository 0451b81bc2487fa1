/* SPDX-License-Identifier: MIT */
#include "object_store.h"

#include <string.h>

#include "lib_assert.h"
#include "lib_bytes.h"
#include "lib_crc32.h"
#include "lib_wipe.h"

#define BANK_MAGIC   UINT32_C(0x444F5331) /* "DOS1" */
#define HEADER_BYTES 12u
#define PREFIX_BYTES 8u /* of an object, before its key */
#define CHUNK_BYTES  OBJECT_STORE_UNIT_MAX
#define NOBODY       UINT32_MAX

/* What stands before an object's key. */
struct prefix {
    uint32_t key_bytes;
    uint32_t data_bytes;
    uint32_t sum;
};

/* An object that is to be written. */
struct wanted {
    const void *key;
    uint32_t key_bytes;
    const void *data;
    uint32_t data_bytes;
};

/* Bytes on their way to flash, gathered to whole units. */
struct writer {
    struct object_store *store;
    uint32_t at; /* from the start of the device */
    uint32_t filled;
    bool failed;
    uint8_t chunk[CHUNK_BYTES];
};

static uint32_t unit(const struct object_store *store)
{
    return store->area.device->geometry.program_bytes;
}

static uint32_t whole_units(const struct object_store *store, uint32_t bytes)
{
    return (bytes + unit(store) - 1u) / unit(store) * unit(store);
}

static uint32_t bank_offset(const struct object_store *store, uint32_t bank)
{
    return store->area.offset + bank * store->area.bank_bytes;
}

static uint32_t object_bytes(const struct object_store *store, uint32_t key_bytes,
                             uint32_t data_bytes)
{
    return whole_units(store, PREFIX_BYTES + key_bytes + data_bytes);
}

/* Reading. */

static bool read_at(struct object_store *store, uint32_t bank, uint32_t from, void *bytes,
                    uint32_t length)
{
    struct flash_device *device = store->area.device;

    if (device->driver->read(device, bank_offset(store, bank) + from, bytes, length) != FLASH_OK) {
        store->unreadable = true;
        return false;
    }
    return true;
}

static bool is_erased(const uint8_t *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        if (bytes[i] != FLASH_ERASED_BYTE) {
            return false;
        }
    }
    return true;
}

/* From `from` to the end of the bank. What cannot be read is not erased. */
static bool rest_is_erased(struct object_store *store, uint32_t bank, uint32_t from)
{
    uint8_t chunk[CHUNK_BYTES];

    while (from < store->area.bank_bytes) {
        uint32_t left = store->area.bank_bytes - from;
        uint32_t part = left < sizeof chunk ? left : sizeof chunk;
        if (!read_at(store, bank, from, chunk, part) || !is_erased(chunk, part)) {
            return false;
        }
        from += part;
    }
    return true;
}

static bool read_prefix(struct object_store *store, uint32_t from, struct prefix *prefix)
{
    uint8_t bytes[PREFIX_BYTES];

    if (!read_at(store, store->bank, from, bytes, sizeof bytes)) {
        return false;
    }
    prefix->key_bytes = bytes[0];
    prefix->data_bytes = lib_bytes_get16(bytes + 2);
    prefix->sum = lib_bytes_get32(bytes + 4);
    return true;
}

static uint32_t sum_of_sizes(const struct prefix *prefix)
{
    uint8_t bytes[4] = {(uint8_t)prefix->key_bytes};

    (void)lib_bytes_put16(bytes + 2, (uint16_t)prefix->data_bytes);
    return lib_crc32(0, bytes, sizeof bytes);
}

/* Is there a whole object at `from`? */
static bool is_object(struct object_store *store, uint32_t from, struct prefix *prefix)
{
    uint8_t chunk[CHUNK_BYTES];

    if (store->area.bank_bytes - from < PREFIX_BYTES || !read_prefix(store, from, prefix)) {
        return false;
    }
    uint32_t left = prefix->key_bytes + prefix->data_bytes;
    if (prefix->key_bytes == 0 || prefix->key_bytes > OBJECT_STORE_KEY_MAX ||
        store->area.bank_bytes - from <
            object_bytes(store, prefix->key_bytes, prefix->data_bytes)) {
        return false;
    }
    uint32_t sum = sum_of_sizes(prefix);
    bool read = true;
    for (uint32_t at = from + PREFIX_BYTES; read && left > 0;) {
        uint32_t part = left < sizeof chunk ? left : sizeof chunk;
        read = read_at(store, store->bank, at, chunk, part);
        sum = lib_crc32(sum, chunk, part);
        at += part;
        left -= part;
    }
    lib_wipe(chunk, sizeof chunk);
    return read && sum == prefix->sum;
}

/* Do `length` bytes of the bank equal these? */
static bool equals(struct object_store *store, uint32_t from, const void *bytes, uint32_t length)
{
    const uint8_t *with = bytes;
    uint8_t chunk[CHUNK_BYTES];
    bool equal = true;

    while (equal && length > 0) {
        uint32_t part = length < sizeof chunk ? length : sizeof chunk;
        equal = read_at(store, store->bank, from, chunk, part) && memcmp(chunk, with, part) == 0;
        from += part;
        with += part;
        length -= part;
    }
    lib_wipe(chunk, sizeof chunk);
    return equal;
}

/* Writing. */

static bool erase(struct object_store *store, uint32_t bank)
{
    struct flash_device *device = store->area.device;
    return device->driver->erase(device, bank_offset(store, bank), store->area.bank_bytes) ==
           FLASH_OK;
}

static void write_out(struct writer *writer)
{
    struct flash_device *device = writer->store->area.device;

    if (!writer->failed && writer->filled > 0) {
        writer->failed =
            device->driver->program(device, writer->at, writer->chunk, writer->filled) != FLASH_OK;
        writer->at += writer->filled;
    }
    writer->filled = 0;
}

static void write_bytes(struct writer *writer, const void *bytes, uint32_t length)
{
    const uint8_t *from = bytes;

    for (uint32_t i = 0; i < length; i++) {
        writer->chunk[writer->filled++] = from[i];
        if (writer->filled == sizeof writer->chunk) {
            write_out(writer);
        }
    }
}

/* Pad to a whole unit and write all. */
static bool finish(struct writer *writer)
{
    static const uint8_t erased = FLASH_ERASED_BYTE;

    while (writer->filled % unit(writer->store) != 0) {
        write_bytes(writer, &erased, 1);
    }
    write_out(writer);
    lib_wipe(writer->chunk, sizeof writer->chunk);
    return !writer->failed;
}

static bool write_object(struct object_store *store, uint32_t bank, uint32_t from,
                         const struct wanted *wanted)
{
    struct writer writer = {.store = store, .at = bank_offset(store, bank) + from};
    struct prefix prefix = {.key_bytes = wanted->key_bytes, .data_bytes = wanted->data_bytes};
    uint8_t bytes[PREFIX_BYTES] = {(uint8_t)wanted->key_bytes};

    prefix.sum = lib_crc32(sum_of_sizes(&prefix), wanted->key, wanted->key_bytes);
    prefix.sum = lib_crc32(prefix.sum, wanted->data, wanted->data_bytes);
    (void)lib_bytes_put16(bytes + 2, (uint16_t)prefix.data_bytes);
    (void)lib_bytes_put32(bytes + 4, prefix.sum);
    write_bytes(&writer, bytes, sizeof bytes);
    write_bytes(&writer, wanted->key, wanted->key_bytes);
    write_bytes(&writer, wanted->data, wanted->data_bytes);
    return finish(&writer);
}

static bool write_header(struct object_store *store, uint32_t bank, uint32_t sequence)
{
    struct writer writer = {.store = store, .at = bank_offset(store, bank)};
    uint8_t bytes[HEADER_BYTES];

    (void)lib_bytes_put32(lib_bytes_put32(bytes, BANK_MAGIC), sequence);
    (void)lib_bytes_put32(bytes + 8, lib_crc32(0, bytes, 8));
    write_bytes(&writer, bytes, sizeof bytes);
    return finish(&writer);
}

/* Copy an object of the bank that counts to the other. */
static bool copy_object(struct object_store *store, uint32_t from, uint32_t to, uint32_t length)
{
    struct writer writer = {.store = store, .at = bank_offset(store, 1u - store->bank) + to};
    uint8_t chunk[CHUNK_BYTES];
    bool read = true;

    while (read && length > 0) {
        uint32_t part = length < sizeof chunk ? length : sizeof chunk;
        read = read_at(store, store->bank, from, chunk, part);
        write_bytes(&writer, chunk, part);
        from += part;
        length -= part;
    }
    lib_wipe(chunk, sizeof chunk);
    return read && finish(&writer);
}

/* Copy all objects but `slot`, in whose place `wanted` comes unless it is NULL, to the other bank;
 * make that count; erase this one. */
static object_store_status_t move(struct object_store *store, uint32_t slot,
                                  const struct wanted *wanted)
{
    uint32_t moved[OBJECT_STORE_OBJECTS] = {0};
    uint32_t bank = 1u - store->bank;
    uint32_t end = whole_units(store, HEADER_BYTES);

    store->repair = true;
    if (!rest_is_erased(store, bank, 0) && !erase(store, bank)) {
        return OBJECT_STORE_FLASH;
    }
    for (uint32_t i = 0; i < OBJECT_STORE_OBJECTS; i++) {
        struct prefix prefix;
        if (i == slot || store->object[i] == 0) {
            continue;
        }
        if (!read_prefix(store, store->object[i], &prefix)) {
            return OBJECT_STORE_FLASH;
        }
        uint32_t bytes = object_bytes(store, prefix.key_bytes, prefix.data_bytes);
        if (!copy_object(store, store->object[i], end, bytes)) {
            return OBJECT_STORE_FLASH;
        }
        moved[i] = end;
        end += bytes;
    }
    if (wanted != NULL) {
        if (!write_object(store, bank, end, wanted)) {
            return OBJECT_STORE_FLASH;
        }
        moved[slot] = end;
        end += object_bytes(store, wanted->key_bytes, wanted->data_bytes);
    }
    if (!write_header(store, bank, store->sequence + 1u)) {
        return OBJECT_STORE_FLASH;
    }
    store->bank = bank;
    store->sequence++;
    store->end = end;
    memcpy(store->object, moved, sizeof moved);
    if (!erase(store, 1u - bank)) {
        return OBJECT_STORE_FLASH;
    }
    store->repair = false;
    return OBJECT_STORE_OK;
}

/* Mounting. */

static bool read_header(struct object_store *store, uint32_t bank, uint32_t *sequence)
{
    uint8_t bytes[HEADER_BYTES];

    if (!read_at(store, bank, 0, bytes, sizeof bytes) || lib_bytes_get32(bytes) != BANK_MAGIC ||
        lib_bytes_get32(bytes + 8) != lib_crc32(0, bytes, 8)) {
        return false;
    }
    *sequence = lib_bytes_get32(bytes + 4);
    return true;
}

static bool fits(const struct object_store_area *area)
{
    const struct flash_geometry *geometry = &area->device->geometry;

    return OBJECT_STORE_UNIT_MAX % geometry->program_bytes == 0 && area->bank_bytes != 0 &&
           area->bank_bytes <= geometry->size_bytes / 2u &&
           area->bank_bytes % geometry->erase_bytes == 0 &&
           flash_check(geometry, area->offset, 2u * area->bank_bytes, geometry->erase_bytes) ==
               FLASH_OK;
}

static object_store_status_t make_empty(struct object_store *store)
{
    store->bank = 0;
    store->sequence = 1;
    store->end = whole_units(store, HEADER_BYTES);
    bool done = (rest_is_erased(store, 1, 0) || erase(store, 1)) &&
                (rest_is_erased(store, 0, 0) || erase(store, 0)) && write_header(store, 0, 1);
    return done ? OBJECT_STORE_OK : OBJECT_STORE_FLASH;
}

static bool known(struct object_store *store, uint32_t number, struct prefix *prefix)
{
    return number - 1u < OBJECT_STORE_OBJECTS && store->object[number - 1u] != 0 &&
           read_prefix(store, store->object[number - 1u], prefix);
}

static uint32_t look_up(struct object_store *store, const void *key, uint32_t key_bytes)
{
    struct prefix prefix;
    uint32_t number = 0;

    while ((number = object_store_next(store, number)) != 0) {
        if (known(store, number, &prefix) && prefix.key_bytes == key_bytes &&
            equals(store, store->object[number - 1u] + PREFIX_BYTES, key, key_bytes)) {
            break;
        }
    }
    return number;
}

/* The store never writes two objects of one key: the second was not its own, and is left behind. */
static bool is_repeated(struct object_store *store, const struct prefix *prefix)
{
    uint8_t key[OBJECT_STORE_KEY_MAX];

    return read_at(store, store->bank, store->end + PREFIX_BYTES, key, prefix->key_bytes) &&
           look_up(store, key, prefix->key_bytes) != 0;
}

object_store_status_t object_store_mount(struct object_store *store,
                                         const struct object_store_area *area)
{
    uint32_t sequence[2] = {0, 0};
    struct prefix prefix;
    uint32_t count = 0;
    bool torn = false;

    if (!fits(area)) {
        return OBJECT_STORE_BAD_AREA;
    }
    memset(store, 0, sizeof *store);
    store->area = *area;
    bool counts[2] = {read_header(store, 0, &sequence[0]), read_header(store, 1, &sequence[1])};
    if (store->unreadable) {
        return OBJECT_STORE_FLASH;
    }
    if (!counts[0] && !counts[1]) {
        return make_empty(store);
    }
    store->bank = !counts[0] || (counts[1] && sequence[1] > sequence[0]) ? 1u : 0u;
    store->sequence = sequence[store->bank];
    store->end = whole_units(store, HEADER_BYTES);
    while (is_object(store, store->end, &prefix)) {
        if (is_repeated(store, &prefix)) {
            torn = true;
        } else if (count == OBJECT_STORE_OBJECTS) {
            return OBJECT_STORE_FULL;
        } else {
            store->object[count++] = store->end;
        }
        store->end += object_bytes(store, prefix.key_bytes, prefix.data_bytes);
    }
    torn = !rest_is_erased(store, store->bank, store->end) || torn;
    if (store->unreadable) { /* what cannot be read now is not given up */
        return OBJECT_STORE_FLASH;
    }
    if (torn) {
        return move(store, NOBODY, NULL);
    }
    bool tidy = rest_is_erased(store, 1u - store->bank, 0) || erase(store, 1u - store->bank);
    return tidy ? OBJECT_STORE_OK : OBJECT_STORE_FLASH;
}

/* Objects. */

uint32_t object_store_next(const struct object_store *store, uint32_t number)
{
    while (number < OBJECT_STORE_OBJECTS) {
        if (store->object[number++] != 0) {
            return number;
        }
    }
    return 0;
}

uint32_t object_store_find(struct object_store *store, const void *key, uint32_t key_bytes)
{
    store->unreadable = false;
    return look_up(store, key, key_bytes);
}

bool object_store_size(struct object_store *store, uint32_t number, uint32_t *bytes)
{
    struct prefix prefix;

    if (!known(store, number, &prefix)) {
        return false;
    }
    *bytes = prefix.data_bytes;
    return true;
}

bool object_store_read(struct object_store *store, uint32_t number, void *data, uint32_t bytes)
{
    struct prefix prefix;

    return known(store, number, &prefix) && bytes <= prefix.data_bytes &&
           read_at(store, store->bank, store->object[number - 1u] + PREFIX_BYTES + prefix.key_bytes,
                   data, bytes);
}

/* Is there room for an object of `bytes` when the one of `slot` goes? */
static bool has_room(struct object_store *store, uint32_t slot, uint32_t bytes)
{
    struct prefix prefix;
    uint32_t used = store->end;

    if (slot != NOBODY && known(store, slot + 1u, &prefix)) {
        used -= object_bytes(store, prefix.key_bytes, prefix.data_bytes);
    }
    return bytes <= store->area.bank_bytes - used;
}

static object_store_status_t append(struct object_store *store, const struct wanted *wanted,
                                    uint32_t bytes, uint32_t *number)
{
    uint32_t slot = 0;

    while (slot < OBJECT_STORE_OBJECTS && store->object[slot] != 0) {
        slot++;
    }
    if (slot == OBJECT_STORE_OBJECTS || !has_room(store, NOBODY, bytes)) {
        return OBJECT_STORE_FULL;
    }
    if (!write_object(store, store->bank, store->end, wanted)) {
        store->repair = true;
        return OBJECT_STORE_FLASH;
    }
    store->object[slot] = store->end;
    store->end += bytes;
    *number = slot + 1u;
    return OBJECT_STORE_OK;
}

object_store_status_t object_store_put(struct object_store *store, const void *key,
                                       uint32_t key_bytes, const void *data, uint32_t data_bytes,
                                       uint32_t *number)
{
    const struct wanted wanted = {key, key_bytes, data, data_bytes};
    struct prefix prefix;

    LIB_ASSERT(key_bytes > 0 && key_bytes <= OBJECT_STORE_KEY_MAX);
    LIB_ASSERT(data_bytes <= OBJECT_STORE_DATA_MAX);
    if (store->repair && move(store, NOBODY, NULL) != OBJECT_STORE_OK) {
        return OBJECT_STORE_FLASH;
    }
    uint32_t bytes = object_bytes(store, key_bytes, data_bytes);
    uint32_t found = object_store_find(store, key, key_bytes);
    if (store->unreadable) { /* it may be there */
        return OBJECT_STORE_FLASH;
    }
    if (found == 0) {
        return append(store, &wanted, bytes, number);
    }
    *number = found;
    if (known(store, found, &prefix) && prefix.data_bytes == data_bytes &&
        equals(store, store->object[found - 1u] + PREFIX_BYTES + key_bytes, data, data_bytes)) {
        return OBJECT_STORE_OK;
    }
    return has_room(store, found - 1u, bytes) ? move(store, found - 1u, &wanted)
                                              : OBJECT_STORE_FULL;
}

object_store_status_t object_store_remove(struct object_store *store, uint32_t number)
{
    LIB_ASSERT(number - 1u < OBJECT_STORE_OBJECTS && store->object[number - 1u] != 0);
    return move(store, number - 1u, NULL);
}
