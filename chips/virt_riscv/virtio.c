/* SPDX-License-Identifier: MIT */
#include "virtio.h"

#include "riscv.h"
#include "virt_riscv.h"

#define MAGIC           0x000u
#define VERSION         0x004u
#define DEVICE_ID       0x008u
#define DEVICE_FEATURES 0x010u
#define DEVICE_SELECT   0x014u
#define DRIVER_FEATURES 0x020u
#define DRIVER_SELECT   0x024u
#define QUEUE_SELECT    0x030u
#define QUEUE_MAX       0x034u
#define QUEUE_LENGTH    0x038u
#define QUEUE_READY     0x044u
#define QUEUE_NOTIFY    0x050u
#define IRQ_STATUS      0x060u
#define IRQ_ACKNOWLEDGE 0x064u
#define STATUS          0x070u
#define QUEUE_DESC      0x080u
#define QUEUE_AVAIL     0x090u
#define QUEUE_USED      0x0A0u
#define CONFIG          0x100u

#define MAGIC_VALUE        0x74726976u
#define VERSION_MODERN     2u
#define STATUS_DRIVER      3u /* acknowledged, driver */
#define STATUS_FEATURES_OK 8u
#define STATUS_DRIVER_OK   4u
#define FEATURE_VERSION_1  1u /* in the upper word */

static uint32_t get(const struct virtio *device, uint32_t offset)
{
    return RISCV_REGISTER(device->base + offset);
}

static void put(const struct virtio *device, uint32_t offset, uint32_t value)
{
    RISCV_REGISTER(device->base + offset) = value;
}

/* What was written to memory is there before what comes next. */
static void barrier(void)
{
    __asm volatile("fence iorw, iorw" ::: "memory");
}

static void put_address(const struct virtio *device, uint32_t offset, const volatile void *table)
{
    uint64_t address = (uintptr_t)table;

    put(device, offset, (uint32_t)address);
    put(device, offset + 4u, (uint32_t)(address >> 32));
}

static bool find(struct virtio *device, uint32_t kind)
{
    for (uint32_t i = 0; i < VIRT_VIRTIO_COUNT; i++) {
        device->base = VIRT_VIRTIO + i * VIRT_VIRTIO_BYTES;
        device->source = VIRT_SOURCE_VIRTIO + i;
        if (get(device, MAGIC) == MAGIC_VALUE && get(device, VERSION) == VERSION_MODERN &&
            get(device, DEVICE_ID) == kind) {
            return true;
        }
    }
    return false;
}

uint32_t virtio_begin(struct virtio *device, uint32_t kind, uint32_t features)
{
    if (!find(device, kind)) {
        return 0;
    }
    put(device, STATUS, 0);
    put(device, STATUS, STATUS_DRIVER);
    put(device, DEVICE_SELECT, 0);
    uint32_t agreed = get(device, DEVICE_FEATURES) & features;
    put(device, DEVICE_SELECT, 1);
    if ((get(device, DEVICE_FEATURES) & FEATURE_VERSION_1) == 0) {
        return 0;
    }
    put(device, DRIVER_SELECT, 0);
    put(device, DRIVER_FEATURES, agreed);
    put(device, DRIVER_SELECT, 1);
    put(device, DRIVER_FEATURES, FEATURE_VERSION_1);
    put(device, STATUS, STATUS_DRIVER | STATUS_FEATURES_OK);
    return (get(device, STATUS) & STATUS_FEATURES_OK) != 0 ? agreed | VIRTIO_AGREED : 0;
}

bool virtio_add_queue(const struct virtio *device, uint32_t number, struct virtio_queue *queue)
{
    put(device, QUEUE_SELECT, number);
    if (get(device, QUEUE_READY) != 0 || get(device, QUEUE_MAX) < VIRTIO_DESCRIPTORS) {
        return false;
    }
    put(device, QUEUE_LENGTH, VIRTIO_DESCRIPTORS);
    put_address(device, QUEUE_DESC, queue->descriptors);
    put_address(device, QUEUE_AVAIL, &queue->avail);
    put_address(device, QUEUE_USED, &queue->used);
    barrier();
    put(device, QUEUE_READY, 1);
    return true;
}

void virtio_run(const struct virtio *device)
{
    put(device, STATUS, STATUS_DRIVER | STATUS_FEATURES_OK | STATUS_DRIVER_OK);
}

void virtio_give(const struct virtio *device, uint32_t number, struct virtio_queue *queue,
                 uint16_t id)
{
    uint16_t index = queue->avail.index;

    queue->avail.ring[index % VIRTIO_DESCRIPTORS] = id;
    barrier();
    queue->avail.index = (uint16_t)(index + 1u);
    barrier();
    put(device, QUEUE_NOTIFY, number);
}

bool virtio_take(struct virtio_queue *queue, uint32_t *id, uint32_t *length)
{
    barrier();
    if (queue->used.index == queue->taken) {
        return false;
    }
    barrier();
    *id = queue->used.ring[queue->taken % VIRTIO_DESCRIPTORS].id;
    *length = queue->used.ring[queue->taken % VIRTIO_DESCRIPTORS].length;
    queue->taken = (uint16_t)(queue->taken + 1u);
    return true;
}

void virtio_acknowledge(const struct virtio *device)
{
    put(device, IRQ_ACKNOWLEDGE, get(device, IRQ_STATUS));
}

uint8_t virtio_config(const struct virtio *device, uint32_t offset)
{
    return *(volatile uint8_t *)(device->base + CONFIG + offset);
}
