/* SPDX-License-Identifier: MIT */
#include "wire_sim.h"

#include <string.h>

#define IRQ_PRIORITY 0xC0u /* as the drivers of the boards */

static bool happens(uint32_t permille)
{
    return permille != 0 && sim_random() % 1000u < permille;
}

static uint64_t checksum(const uint8_t *bytes, size_t length)
{
    uint64_t sum = length;
    for (size_t i = 0; i < length; i++) {
        sum = sum * 31u + bytes[i];
    }
    return sum;
}

/* The frame that arrives first, or NULL. */
static struct wire_frame *first_of(struct wire_end *end)
{
    struct wire_frame *first = NULL;
    for (unsigned i = 0; i < WIRE_FRAMES; i++) {
        struct wire_frame *frame = &end->coming[i];
        if (frame->length == 0) {
            continue;
        }
        if (first == NULL || frame->arrives_ns < first->arrives_ns ||
            (frame->arrives_ns == first->arrives_ns && frame->number < first->number)) {
            first = frame;
        }
    }
    return first;
}

static void wait_for_next(struct wire_end *end)
{
    const struct wire_frame *first = first_of(end);
    if (first != NULL) {
        sim_event_at(&end->arrival, first->arrives_ns);
    }
}

static void arrive(struct sim_event *event)
{
    sim_irq_raise((unsigned)(uintptr_t)event->arg);
}

static void interrupt(void *arg)
{
    struct wire *wire = arg;
    for (unsigned i = 0; i < 2u; i++) {
        struct wire_end *end = &wire->ends[i];
        const struct wire_frame *first = first_of(end);
        if (end->ready != NULL && first != NULL && first->arrives_ns <= sim_now_ns()) {
            end->ready(end->context);
        }
    }
}

static void put(struct wire_end *to, const void *bytes, size_t length, uint64_t arrives_ns)
{
    for (unsigned i = 0; i < WIRE_FRAMES; i++) {
        struct wire_frame *frame = &to->coming[i];
        if (frame->length == 0) {
            memcpy(frame->bytes, bytes, length);
            if (happens(to->wire->faults.corrupt_permille)) {
                frame->bytes[sim_random() % length] ^= (uint8_t)(1u << sim_random() % 8u);
            }
            frame->arrives_ns = arrives_ns;
            frame->number = to->wire->sent;
            frame->length = (uint16_t)length;
            return;
        }
    }
    to->dropped++;
}

struct sending {
    struct wire_end *to;
    const void *bytes;
    size_t length;
};

static void send_beside(void *arg)
{
    const struct sending *sending = arg;
    struct wire *wire = sending->to->wire;
    const struct wire_faults *faults = &wire->faults;
    unsigned copies = happens(faults->duplicate_permille) ? 2u : 1u;

    wire->sent++;
    sim_note(SIM_NOTE_FRAME, checksum(sending->bytes, sending->length));
    if (wire->is_cut || happens(faults->loss_permille)) {
        return;
    }
    while (copies-- > 0) {
        uint64_t delay_us = faults->delay_us;
        delay_us += happens(faults->reorder_permille) ? faults->reorder_us : 0;
        put(sending->to, sending->bytes, sending->length, sim_now_ns() + delay_us * 1000u);
    }
    wait_for_next(sending->to);
}

static bool send(struct netif_device *device, const void *frame, size_t length)
{
    struct wire_end *end = device->state;
    struct sending sending = {.to = end->other, .bytes = frame, .length = length};

    if (length < 14u || length > NETIF_FRAME_BYTES_MAX) {
        return false;
    }
    sim_beside(send_beside, &sending);
    return true;
}

static size_t receive(struct netif_device *device, void *frame, size_t capacity)
{
    struct wire_end *end = device->state;
    struct wire_frame *first = first_of(end);

    if (first == NULL || first->arrives_ns > sim_now_ns()) {
        wait_for_next(end);
        return 0;
    }
    size_t length = first->length;
    first->length = 0;
    if (length > capacity) {
        end->dropped++;
        return receive(device, frame, capacity);
    }
    memcpy(frame, first->bytes, length);
    return length;
}

static bool start(struct netif_device *device, void (*ready)(void *), void *context)
{
    struct wire_end *end = device->state;

    end->context = context;
    end->ready = ready;
    wait_for_next(end);
    return true;
}

static bool link_up(struct netif_device *device)
{
    const struct wire_end *end = device->state;
    return !end->wire->is_cut;
}

const struct netif_driver wire_sim_driver = {
    .start = start,
    .receive = receive,
    .send = send,
    .link_up = link_up,
};

void wire_join(struct wire *wire, struct netif_device *device, unsigned irq)
{
    static const uint8_t mac[6] = {0x02, 0, 0, 0, 0, 0};

    for (unsigned i = 0; i < 2u; i++) {
        struct wire_end *end = &wire->ends[i];
        end->wire = wire;
        end->other = &wire->ends[1u - i];
        end->arrival.happen = arrive;
        end->arrival.arg = (void *)(uintptr_t)irq;
        device[i].driver = &wire_sim_driver;
        device[i].state = end;
        memcpy(device[i].mac, mac, sizeof mac);
        device[i].mac[5] = (uint8_t)(i + 1u);
    }
    sim_irq_attach(irq, IRQ_PRIORITY, interrupt, wire);
}
