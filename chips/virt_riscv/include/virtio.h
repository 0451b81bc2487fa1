/* SPDX-License-Identifier: MIT */
/** Virtual devices of the emulator, over memory-mapped registers, without legacy interface.
 *
 *   driver: descriptor ─► avail ring ─► notify        device: used ring ─► interrupt
 *
 * A queue is three tables in memory that both sides see; each side writes one ring and reads the
 * other. Virtual I/O Device (VIRTIO) 1.1: 2.6 (split queues), 3.1 (initialisation), 4.2 (MMIO). */
#ifndef VIRTIO_H
#define VIRTIO_H

#include <stdbool.h>
#include <stdint.h>

#define VIRTIO_NET     1u
#define VIRTIO_ENTROPY 4u

#define VIRTIO_DESCRIPTORS 16u /* of each queue */

#define VIRTIO_DEVICE_WRITES 2u /* flag of a descriptor */
#define VIRTIO_NO_INTERRUPT  1u /* flag of the avail ring */

/** In what virtio_begin returns: there is such a device. */
#define VIRTIO_AGREED (1u << 31)

/** One queue: zero at first. Only the descriptors and avail.flags are the user's. */
struct virtio_queue {
    volatile struct {
        uint64_t address;
        uint32_t length;
        uint16_t flags;
        uint16_t next;
    } descriptors[VIRTIO_DESCRIPTORS] __attribute__((aligned(16)));
    volatile struct {
        uint16_t flags;
        uint16_t index;
        uint16_t ring[VIRTIO_DESCRIPTORS];
    } avail;
    volatile struct {
        uint16_t flags;
        uint16_t index;
        struct {
            uint32_t id;
            uint32_t length;
        } ring[VIRTIO_DESCRIPTORS];
    } used __attribute__((aligned(4)));
    uint16_t taken; /* of used.index */
};

/** One device: where its registers are and its interrupt. */
struct virtio {
    uintptr_t base;
    uint32_t source;
};

/**
 * Find a device, reset it and agree on features.
 *
 * @param[out] device  Filled in where there is one.
 * @param kind         VIRTIO_*.
 * @param features     Bits 0 .. 30 that the driver wants.
 * @return The features that both have, and VIRTIO_AGREED; 0: no such device, or it has the legacy
 *         interface only.
 *
 * Context: task, or before the scheduler starts.  Blocks: never.
 */
uint32_t virtio_begin(struct virtio *device, uint32_t kind, uint32_t features);

/** Hand a queue to the device. @return False: it has none of that number or it is too short.
 * Context: between virtio_begin and virtio_run. */
bool virtio_add_queue(const struct virtio *device, uint32_t number, struct virtio_queue *queue);

/** Have the device work. Context: after its queues were added. */
void virtio_run(const struct virtio *device);

/** Give descriptor `id` of queue `number` to the device. Context: one user of a queue at a time. */
void virtio_give(const struct virtio *device, uint32_t number, struct virtio_queue *queue,
                 uint16_t id);

/** Take back a descriptor that the device has finished with. @return False: there is none. Context:
 * one user of a queue at a time. */
bool virtio_take(struct virtio_queue *queue, uint32_t *id, uint32_t *length);

/** Acknowledge the interrupt. Context: ISR. */
void virtio_acknowledge(const struct virtio *device);

/** Read the device's own configuration. @return The byte at `offset`. Context: any. */
uint8_t virtio_config(const struct virtio *device, uint32_t offset);

#endif
