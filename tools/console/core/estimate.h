/* SPDX-License-Identifier: MIT */
/* Flash and RAM of a choice from the measured table of its board: a library that several choices
 * need is in the image once, and the larger need holds the smaller; of the kernel and the C
 * library, of which modules need different functions, a little more. */
#ifndef CONSOLE_ESTIMATE_H
#define CONSOLE_ESTIMATE_H

#include <jansson.h>

struct sizes {
    long long flash, ram;
};

/* The sum over {library: {"flash", "ram"}}. */
struct sizes estimate_sum(const json_t *parts);
/* For each library the maximum of both, into `parts`. */
void estimate_join(json_t *parts, const json_t *more);
/* The parts of an entry of the table with a configuration: on small boards measured for each. */
const json_t *estimate_parts(const json_t *entry, const char *profile);
/* What the base of a board becomes with everything chosen, in a configuration: {library: {"flash",
 * "ram"}}. */
json_t *estimate_whole(const json_t *table, const json_t *choice, const char *profile);
/* What a module adds to the base. */
struct sizes estimate_module(const json_t *table, const char *id);
/* The image of a demo as it is, with the heap of its own configuration; of "" the base without one.
 */
struct sizes estimate_demo(const json_t *table, const char *demo);
/* The same, without heap, in the configuration of a package whose whole is `parts`. On small boards
 * a demo in another configuration than its own was not measured: its libraries take what they take
 * in the whole. */
struct sizes estimate_demo_in(const json_t *table, const char *demo, const json_t *parts,
                              const char *profile);
/* The kernel's heap in a configuration. */
long long estimate_heap(const json_t *table, const char *profile);

#endif
