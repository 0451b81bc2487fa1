/* SPDX-License-Identifier: MIT */
/* Entropy of an emulated machine: the emulator's, through its virtual device. VIRTIO 1.1, 5.4. */
#include "entropy.h"

#include <stdint.h>
#include <string.h>

#include "virtio.h"

#define CHUNK_BYTES 64u
#define TRIES       100000000u

static struct virtio device;
static struct virtio_queue queue;
static bool running;

static bool begin(void)
{
    if (!running && virtio_begin(&device, VIRTIO_ENTROPY, 0) != 0 &&
        virtio_add_queue(&device, 0, &queue)) {
        queue.avail.flags = VIRTIO_NO_INTERRUPT;
        virtio_run(&device);
        running = true;
    }
    return running;
}

/* The device may give less than was asked for. @return Bytes, 0: it hangs. */
static uint32_t read_some(uint8_t *chunk)
{
    uint32_t id, length;

    queue.descriptors[0].address = (uintptr_t)chunk;
    queue.descriptors[0].length = CHUNK_BYTES;
    queue.descriptors[0].flags = VIRTIO_DEVICE_WRITES;
    virtio_give(&device, 0, &queue, 0);
    for (uint32_t i = 0; i < TRIES; i++) {
        if (virtio_take(&queue, &id, &length)) {
            return length;
        }
    }
    return 0;
}

bool entropy_read(void *buffer, size_t length)
{
    static uint8_t chunk[CHUNK_BYTES]; /* static: a device that hangs may write it later */
    uint8_t *to = buffer;

    if (length > 0 && !begin()) {
        return false;
    }
    while (length > 0) {
        uint32_t got = read_some(chunk);
        if (got == 0 || got > CHUNK_BYTES) {
            return false;
        }
        size_t part = length < got ? length : got;
        memcpy(to, chunk, part);
        to += part;
        length -= part;
    }
    return true;
}

const char *entropy_source(void)
{
    return begin() ? "virtio-rng (emulator only)" : "none (emulator only)";
}
