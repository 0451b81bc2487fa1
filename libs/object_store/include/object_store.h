/* SPDX-License-Identifier: MIT */
/** A few named objects in flash, whole whatever happens to the power.
 *
 *      area    | bank 0                          | bank 1 (erased)                  |
 *      bank    | header | object | object | ... erased ...                           |
 *      header  | "DOS1" | sequence | CRC-32 |     written last: it makes the bank count
 *      object  | key bytes (1) | 0 | data bytes (2) | CRC-32 (4) | key | data | 0xFF to a unit |
 *
 * A new object is appended. Changing or removing one copies the others to the other bank, whose
 * header then outranks the old one's, and erases the old bank: no byte of an old value stays in
 * flash. Numbers are big-endian.
 *
 * Invariants of a mounted store: one bank counts and the other is erased; what is behind the last
 * object is erased; each key is there once. Mounting restores them after a power cut, and writes
 * nothing when they hold.
 *
 * Whatever operation of the flash the power is cut at: an object that was being put or removed has
 * its old or its new value, every other object is as it was. Writing a value that is already there
 * writes nothing.
 *
 * Owned by one user at a time: bring your own lock.
 */
#ifndef OBJECT_STORE_H
#define OBJECT_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "flash.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef OBJECT_STORE_OBJECTS
#define OBJECT_STORE_OBJECTS 12u /* 1 .. 32; 4 bytes of RAM each */
#endif
#define OBJECT_STORE_KEY_MAX  63u
#define OBJECT_STORE_DATA_MAX 65535u
#define OBJECT_STORE_UNIT_MAX 64u /* program_bytes: a divisor of this */

typedef enum {
    OBJECT_STORE_OK = 0,
    OBJECT_STORE_FULL,     /* no room in the bank, or no number left; nothing has changed */
    OBJECT_STORE_BAD_AREA, /* the area does not fit the flash; nothing was done */
    OBJECT_STORE_FLASH,    /* the flash failed; the store is as after a power cut */
} object_store_status_t;

/** Two banks of flash, one behind the other. */
struct object_store_area {
    struct flash_device *device;
    uint32_t offset;     /* a multiple of erase_bytes */
    uint32_t bank_bytes; /* a multiple of erase_bytes, 2 * bank_bytes belong to the store */
};

/** The memory is the caller's; the fields are private. */
struct object_store {
    struct object_store_area area;
    uint32_t bank;     /* 0 or 1: the one that counts */
    uint32_t sequence; /* its rank */
    uint32_t end;      /* where the next object goes, from the start of the bank */
    bool repair;       /* an operation was interrupted: copy before writing */
    bool unreadable;   /* the flash refused a read since mounting, or the last look-up, began */
    uint32_t object[OBJECT_STORE_OBJECTS]; /* from the start of the bank; 0: none */
};

/**
 * Find what is in flash, and finish what a power cut interrupted. Flash in which no bank counts
 * is made an empty store.
 *
 * @param[out] store  Not NULL.
 * @param area        Copied; the device lives as long as the store.
 * @retval OBJECT_STORE_OK        Ready.
 * @retval OBJECT_STORE_FULL      More objects than OBJECT_STORE_OBJECTS: made by another build.
 * @retval OBJECT_STORE_BAD_AREA  See object_store_status_t.
 * @retval OBJECT_STORE_FLASH     Not ready.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
object_store_status_t object_store_mount(struct object_store *store,
                                         const struct object_store_area *area);

/**
 * Write an object, or replace the one with the same key.
 *
 * @param store        Mounted.
 * @param key          1 .. OBJECT_STORE_KEY_MAX bytes.
 * @param key_bytes    How many.
 * @param data         `data_bytes` bytes.
 * @param data_bytes   0 .. OBJECT_STORE_DATA_MAX.
 * @param[out] number  The object's, on OBJECT_STORE_OK; an object that is replaced keeps its.
 * @return OBJECT_STORE_OK, OBJECT_STORE_FULL or OBJECT_STORE_FLASH.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
object_store_status_t object_store_put(struct object_store *store, const void *key,
                                       uint32_t key_bytes, const void *data, uint32_t data_bytes,
                                       uint32_t *number);

/**
 * Remove an object. Its bytes are gone from the flash afterwards.
 *
 * @param store   Mounted.
 * @param number  Of an object.
 * @return OBJECT_STORE_OK or OBJECT_STORE_FLASH.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
object_store_status_t object_store_remove(struct object_store *store, uint32_t number);

/**
 * Look an object up.
 *
 * @param store      Mounted.
 * @param key        Of the object.
 * @param key_bytes  How many bytes.
 * @return Its number, 1 .. OBJECT_STORE_OBJECTS, valid until it is removed or the store is mounted
 *         again; 0 when there is none.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
uint32_t object_store_find(struct object_store *store, const void *key, uint32_t key_bytes);

/**
 * Tell whether what object_store_find did not find is not there.
 *
 * @param store  Mounted.
 * @return False: the flash has refused a read since that look-up began.
 *
 * Context: any.  Blocks: never.
 */
static inline bool object_store_is_readable(const struct object_store *store)
{
    return !store->unreadable;
}

/**
 * The next object in the order of numbers.
 *
 * @param store   Mounted.
 * @param number  0 to begin with, then the last one.
 * @return A number, or 0 when there is no further object.
 *
 * Context: any.  Blocks: never.
 */
uint32_t object_store_next(const struct object_store *store, uint32_t number);

/**
 * Size of an object's data.
 *
 * @param store        Mounted.
 * @param number       Any number.
 * @param[out] bytes   The size, when the object exists.
 * @return False when there is no such object, or the flash cannot be read.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
bool object_store_size(struct object_store *store, uint32_t number, uint32_t *bytes);

/**
 * Read an object's data.
 *
 * @param store      Mounted.
 * @param number     Any number.
 * @param[out] data  Room for `bytes` bytes.
 * @param bytes      How many, from the first: 0 .. the object's size.
 * @return False when there is no such object, it is smaller, or the flash cannot be read.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
bool object_store_read(struct object_store *store, uint32_t number, void *data, uint32_t bytes);

#ifdef __cplusplus
}
#endif

#endif
