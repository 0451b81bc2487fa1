/* SPDX-License-Identifier: MIT */
/* A device with its service, whose power can be cut at any flash operation: what runs in it is the
 * product's bootloader and library, and the application. */
#ifndef PROVE_WORLD_H
#define PROVE_WORLD_H

#include <setjmp.h>

#include "agent_life.h"
#include "boot.h"
#include "boot_crypto.h"
#include "cheap_crypto.h"
#include "flash_model.h"
#include "image_kit.h"
#include "oracle.h"
#include "place.h"

#define KNOWN_MAX  3u
#define CUTS_MAX   3u
#define NO_CUT     0u
#define PAGE_BYTES 4096u

/* An image that the proof has made. */
struct known {
    uint8_t *bytes;
    uint32_t length;
    struct image_kit is;
    bool may_run; /* rightly signed, for this device, and no older than what it has */
};

enum { KNOWN_FACTORY, KNOWN_UPDATE, KNOWN_ATTACK };

struct cut {
    uint32_t operation; /* from the start, or from when the power came back; NO_CUT: none */
    uint32_t variant;   /* below VARIANTS */
};

#define VARIANTS 11u

/* What else may go wrong in a start. All zeros: nothing. */
struct faults {
    uint32_t reads;     /* so far */
    uint32_t garble_at; /* the read that gives other bytes than are there */
    uint8_t garble;     /* which: all of them are this */
    uint32_t fail_at;   /* the read that fails */
    const struct ota_region *unreadable;
    bool is_read_only;
};

/* Where a life ends. */
enum until {
    UNTIL_QUIET,
    UNTIL_RESET, /* the application's first */
    UNTIL_CUT,
};

/* What does not survive world_restore(). */
struct moment {
    struct fake_service service;
    struct oracle oracle;
    struct flash_model model;
};

struct world {
    const struct place *place;
    struct moment now, base;
    struct flash_device under; /* the model's */
    struct flash_device flash; /* the device's: the model's, watched */
    uint8_t *memory, *weak, *base_memory, *base_weak, *dirty;
    uint8_t *run_memory; /* where binaries are copied to; NULL: they run in place */
    struct known known[KNOWN_MAX];
    struct cheap_crypto cheap;
    struct boot_crypto *real; /* NULL: cheap */
    struct ota_crypto crypto; /* under `watched` */
    struct ota_crypto watched;
    uint32_t verdicts, lie_at; /* verify() calls of this start; the one that is answered wrongly */
    uint32_t deny_at;          /* the one that is answered no */
    struct faults faults;      /* of flash, of a step */
    uint8_t exchange;          /* a slot whose image changes when the other one is read; or none */
    uint8_t factory_slot;
    enum agent_test test;
    struct agent_life life; /* of the application that runs */
    struct fake_line line;  /* to the service */
    struct boot boot;
    struct boot_port port;
    struct boot_choice choice;
    uint32_t entry;
    bool is_application;
    bool must_stop; /* nothing may run */
    const struct cut *cuts;
    unsigned cut_count, cut_next;
    unsigned starts; /* without a cut between them */
    jmp_buf power, reset;
    uint8_t *inside; /* of each operation: it is amid the data of a block; or NULL */
    uint32_t inside_max;
    bool is_verbose;
};

/* False: there is no memory. */
bool world_init(struct world *world, const struct place *place, bool is_real);
void world_free(struct world *world);

/* An erased device, without images, service or failures. */
void world_blank(struct world *world);

/* Make an image for a slot; `key` 0 is the device's. */
void world_make(struct world *world, unsigned which, const struct image_kit *image, uint8_t key);

/* Sign an image that was changed, by the device's key. */
void world_sign(struct world *world, unsigned which);

/* The service has a job with this image, signed. */
void world_offer(struct world *world, unsigned which);

/* Put bytes into flash past every rule, as a programmer or an attacker does. */
void world_put(struct world *world, uint32_t offset, const uint8_t *bytes, uint32_t length);

void world_save(struct world *world);
void world_restore(struct world *world);

/* Live from a start on. Failures are in now.oracle.failure; how many cuts took place is returned.
 */
unsigned world_live(struct world *world, const struct cut *cuts, unsigned count, enum until until);

/* One start: fills boot, choice and entry. No cut may be due. */
void world_boot(struct world *world);

/* The next of the cuts is where it says, from now on. */
void world_arm_cut(struct world *world);

/* Where an image for this slot begins to run. */
uint32_t world_start_address(const struct world *world, unsigned slot);

/* The image whose bytes are in a slot, without a weak bit; NULL: none that is known. */
const struct known *world_in_slot(const struct world *world, unsigned slot);

/* The words for a variant of a cut. */
const char *world_variant(uint32_t variant);

#endif
