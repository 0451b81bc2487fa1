/* SPDX-License-Identifier: MIT */
/** The start of a device: which image runs, decided by the table of docs/design/ota.md and by
 * nothing else. No board, no clock, no output: they are handed in, and so is cryptography. The
 * bootloader and the proof of it (otaprove) are linked from this.
 *
 *      boot_choose ── journal, slots ──► which slot, its entry address as a sum
 *      boot_entry  ── first verdict + second verdict ──► address; a wrong one of either leads
 * nowhere
 */
#ifndef BOOT_H
#define BOOT_H

#include "ota_boot.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BOOT_SCRATCH_BYTES 320u

/** What the surroundings provide. All of it lives as long as the start. */
struct boot_port {
    struct flash_device *flash;
    const struct ota_layout *layout; /* checked against the flash here */
    const struct ota_crypto *crypto;
    uint8_t *memory; /* OTA_RUN_COPY: `bytes` of the layout, where binaries run. Else NULL */
    void *context;   /* of the two below */
    void (*say)(void *context, const char *text); /* for the log; in pieces, lines end in \n */
    void (*feed)(void *context); /* a watchdog that runs already: often, at least every 4 KB */
};

/** One start. All private; zeros before. The memory is the caller's. */
struct boot {
    const struct boot_port *port;
    struct ota_crypto watched; /* the port's, with verify() written down in `first` */
    struct ota_journal journal;
    struct ota_boot facts;
    struct ota_checked checked; /* of `loaded` */
    uint8_t loaded;             /* the slot whose binary is in memory and in `checked` */
    uint32_t copied;            /* bytes of it that went to memory */
    uint32_t at;                /* where in it those begin that went there last; 0: elsewhere */
    volatile uint32_t first;    /* verdict of the check */
    volatile uint32_t second;   /* verdict over the same digest, asked for again before the jump */
    uint8_t scratch[BOOT_SCRATCH_BYTES];
};

/** What was decided. */
struct boot_choice {
    uint8_t slot;      /* OTA_BOOT_NO_SLOT: nothing may run */
    bool watchdog;     /* it is on trial: start the watchdog first */
    bool unverified;   /* bootconfigENABLE_DEFAULT_START: nothing was good; it runs all the same */
    uint32_t sequence; /* its version */
};

/**
 * Decide, write down what has to be before it runs, and have its binary where it runs.
 *
 * @param boot  Zeros. Not NULL.
 * @param port  Not NULL.
 * @return What to do. Where nothing may run it has been said why, slot by slot.
 *
 * Context: before anything else runs.
 * Blocks:  as flash and cryptography do.
 * Source:  docs/design/ota.md, Boot.
 */
struct boot_choice boot_choose(struct boot *boot, const struct boot_port *port);

/**
 * Where to go. Reads journal and head again and verifies a second time, and builds the address of
 * both verdicts, so that there is no single decision to get around.
 *
 * @param boot    After boot_choose().
 * @param choice  Its result.
 * @return The image's `exec`; 0 where the second look does not agree, or an address where nothing
 *         is, when either verdict was bad.
 *
 * Context: before anything else runs.
 * Blocks:  as cryptography does.
 */
uint32_t boot_entry(struct boot *boot, const struct boot_choice *choice);

#ifdef __cplusplus
}
#endif

#endif
