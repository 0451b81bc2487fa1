/* SPDX-License-Identifier: MIT */
/** Flash that loses its power, as a driver below the code of the product.
 *
 * Contents and plain operations are those of the simulator's flash (flash_sim.h). On top:
 *
 *   operation   one program unit or one erased sector, counted from 1. Power is cut at one of them,
 *               which is left as `tear` says; nothing works then until flash_model_power_on()
 *   weak bit    was on its way when the power went: reads differently from time to time, until it
 *               is programmed to 0 or its sector is erased
 *   NOR         a bit that is 0 does not become 1, and a unit is programmed once, and later on with
 *               zeros at most: else FLASH_NOT_ERASED, and `violations` counts it
 *
 * What a weak bit reads is either chosen for each start (`schedule`: bit n is what all of them read
 * after n calls of flash_model_power_on()), or at each read (`by_chance`).
 */
#ifndef FLASH_MODEL_H
#define FLASH_MODEL_H

#include "flash_sim.h"

#ifdef __cplusplus
extern "C" {
#endif

enum flash_tear {
    FLASH_TEAR_BEFORE, /* nothing has happened */
    FLASH_TEAR_AFTER,  /* all of it, and nothing behind it */
    FLASH_TEAR_HALF,   /* the first half of its bits, or of its bytes */
    FLASH_TEAR_SOME,   /* an arbitrary half of its bits */
    FLASH_TEAR_WEAK,   /* every bit that should change is weak */
    FLASH_TEAR_MIXED,  /* every bit that should change has, has not, or is weak */
    FLASH_TEARS
};

struct flash_model_cut {
    uint64_t at; /* operation; 0: none */
    enum flash_tear tear;
    uint32_t seed; /* of what is arbitrary */
};

/** The memory is the caller's. */
struct flash_model {
    struct flash_sim sim; /* private, but for .memory */
    uint8_t *weak;        /* size_bytes: 1 is a weak bit */
    uint32_t *erases;     /* of each sector; or NULL */
    struct flash_model_cut cut;
    void (*power_cut)(void *context); /* called then, may longjmp; or NULL */
    void *context;
    uint64_t operations; /* so far; with those of the cut */
    uint64_t programmed; /* bytes */
    uint64_t violations; /* requests that the rules of NOR forbid */
    uint32_t starts;     /* calls of flash_model_power_on() */
    uint32_t schedule;
    uint64_t chance; /* state of the generator */
    bool by_chance;
    bool is_dead;  /* the power is off */
    bool has_torn; /* there may be weak bits */
};

/**
 * Make a device of it: erased, counters 0, no cut.
 *
 * @param[out] model   Everything else in it becomes 0. Not NULL.
 * @param[out] device  Not NULL.
 * @param geometry     Of the flash.
 * @param memory       size_bytes.
 * @param weak         size_bytes.
 */
void flash_model_init(struct flash_model *model, struct flash_device *device,
                      struct flash_geometry geometry, uint8_t *memory, uint8_t *weak);

/** The power is back: operations work, weak bits read as the schedule says for this start. */
void flash_model_power_on(struct flash_model *model);

/**
 * Cut the power from now on.
 *
 * @param model       Not NULL.
 * @param operations  1: at the next operation. 0: never.
 * @param tear        What becomes of that.
 * @param seed        Of what is arbitrary in it.
 */
void flash_model_cut_after(struct flash_model *model, uint64_t operations, enum flash_tear tear,
                           uint32_t seed);

/** Is a bit of this range weak? */
bool flash_model_is_weak(const struct flash_model *model, uint32_t offset, uint32_t length);

/** The state of `device` is a struct flash_model. */
extern const struct flash_driver flash_model_driver;

#ifdef __cplusplus
}
#endif

#endif
