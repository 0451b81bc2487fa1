/* SPDX-License-Identifier: MIT */
/** An in-process network cable between two interfaces, in simulated time, with faults from the
 * seed.
 *
 *      end[0] ──send──► delay, loss, duplication, reordering ──► end[1]     and back
 */
#ifndef WIRE_SIM_H
#define WIRE_SIM_H

#include <stdint.h>

#include "netif.h"

#include "sim.h"

#ifdef __cplusplus
extern "C" {
#endif

#define WIRE_FRAMES 32u /* on their way and waiting together, each direction */

/** How bad the cable is. All 0: nothing is lost and nothing takes time. */
struct wire_faults {
    uint32_t loss_permille;
    uint32_t duplicate_permille;
    uint32_t reorder_permille; /* of the frames take reorder_us longer */
    uint32_t reorder_us;
    uint32_t corrupt_permille; /* one bit of the frame is another */
    uint32_t delay_us;
};

struct wire_frame {
    uint64_t arrives_ns;
    uint64_t number; /* order of sending, among equals */
    uint16_t length; /* 0: this place is free */
    uint8_t bytes[NETIF_FRAME_BYTES_MAX];
};

struct wire_end {
    struct wire *wire;
    struct wire_end *other;
    void (*ready)(void *context);
    void *context;
    struct wire_frame coming[WIRE_FRAMES]; /* towards this end */
    struct sim_event arrival;
    uint32_t dropped; /* no room */
};

/** One cable. Zero it, set faults, call wire_join(). */
struct wire {
    struct wire_faults faults;
    struct wire_end ends[2];
    uint64_t sent;
    bool is_cut; /* the cable is out */
};

/**
 * Make `device[0]` and `device[1]` the two ends of the cable.
 *
 * @param device  Get driver and state; their addresses are 02:00:00:00:00:01 and :02.
 *
 * Context: start. One cable has interrupt line SIM_IRQ_WIRE; further ones take the next test lines.
 */
void wire_join(struct wire *wire, struct netif_device *device, unsigned irq);

extern const struct netif_driver wire_sim_driver;

#ifdef __cplusplus
}
#endif

#endif
