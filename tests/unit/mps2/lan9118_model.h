/* SPDX-License-Identifier: MIT */
/* A LAN9118 as its datasheet describes it, driven register access by register access.
 *
 * The model calls `step` before each access of the driver, which is where a test lets frames
 * arrive. It is strict: data popped without its status word, or beyond the frame, or half a
 * transmit command, fails the test at once. After each access it delivers the interrupt if the line
 * is up. */
#ifndef LAN9118_MODEL_H
#define LAN9118_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_FRAMES_MAX 2048u

struct model {
    /* Set by the test. */
    void (*step)(void);      /* before each access; may call model_arrive */
    void (*interrupt)(void); /* while the line is up and `irq_enabled` */
    bool level;              /* RSFL comes back by itself while a status word waits (the chip);
                              * false: it is set by an arrival only (QEMU) */
    bool wire_blocked;       /* sent frames stay in the FIFO */
    bool dead;               /* never ready */
    bool reset_hangs;
    uint32_t id;
    bool cable;
    /* Seen by the test. */
    uint32_t accesses;
    uint32_t interrupts;
    bool irq_enabled;
    uint8_t mac[6];
    uint32_t sent; /* frames */
    uint8_t last_sent[1600];
    uint32_t last_sent_bytes;
};

extern struct model model;

/* As after power on, with an address from the EEPROM. */
void model_init(void);

/* A frame comes from the wire, `bytes` without its check sequence; `status` is or-ed into its
 * status word. */
void model_arrive(const uint8_t *frame, uint32_t bytes, uint32_t status);

/* Frames whose status word is still there. */
uint32_t model_waiting(void);

#endif
