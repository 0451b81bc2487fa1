/* SPDX-License-Identifier: MIT */
/** Flash in memory or in a file of the host, with a power cut at a chosen operation.
 *
 * An operation is one program unit or one erased sector. The one that the cut hits is left half
 * done: of a unit some bits are programmed, of a sector some bytes are erased.
 */
#ifndef FLASH_SIM_H
#define FLASH_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "flash.h"

#ifdef __cplusplus
extern "C" {
#endif

struct flash_sim {
    uint8_t *memory;         /* geometry.size_bytes */
    uint64_t operations;     /* so far */
    uint64_t cut_at;         /* number of the operation that loses its power, from 1; 0 = none */
    void (*power_cut)(void); /* called then; NULL ends the process with status 75 */
};

/**
 * Use a file of the host, made and erased if it is new.
 *
 * @param device  State is a struct flash_sim.
 * @param path    Not NULL.
 * @return False: the file cannot be used, nothing has changed.
 *
 * Context: start.  Blocks: as the host does.
 */
bool flash_sim_open(struct flash_device *device, const char *path);

/** Erase everything, as delivered. Context: start. */
void flash_sim_blank(struct flash_device *device);

extern const struct flash_driver flash_sim_driver;

#ifdef __cplusplus
}
#endif

#endif
