/* SPDX-License-Identifier: MIT */
/** A scenario: some tasks and handlers that use the kernel, and what must be true of it under every
 * schedule. Each has two oracles:
 *
 *      content    EXPECT() on the way, check() at the end: nothing lost, nothing twice
 *      progress   every actor calls progress() again and again until it calls done()
 *
 * A run begins with setup(), before the scheduler, and ends a few ticks after the last done().
 */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "task.h"

#include "sim.h"

struct scenario {
    const char *name;
    const char *claim; /* what holds under every schedule */
    void (*setup)(void);
    void (*check)(void); /* content at the end; beside the processor: no call that blocks */
};

#define SCENARIO(id, what)                                                                         \
    extern const struct scenario scenario_##id;                                                    \
    const struct scenario scenario_##id = {#id, what, setup, check}

#define P_LOW    1u
#define P_MIDDLE 2u
#define P_HIGH   3u

/* Registers somebody who must make progress. Context: setup(). */
unsigned actor(const char *name);

/* It got somewhere. Context: any. */
void progress(unsigned actor);

/* It has nothing more to do. Context: any. */
void done(unsigned actor);

/* How often a loop is to run: few times where every schedule is tried. */
uint32_t rounds(void);

/* A number below `limit`, from the seed. */
uint32_t choose(uint32_t limit);

/* xTaskCreate that must succeed. */
TaskHandle_t spawn(const char *name, TaskFunction_t code, UBaseType_t priority, void *arg);

/* Ends a task that is done. */
_Noreturn void rest(void);

/* An interrupt that comes every few ticks, and whenever the adversary likes. */
void invite(unsigned irq, void (*handler)(void *arg), void *arg);

/* True where every schedule is tried, so that a scenario may keep to the essential. */
bool is_systematic(void);

/* The `k`-th allocation from now on fails; 0 = none. */
void fail_allocation(uint32_t k);

__attribute__((noreturn)) void expectation_failed(const char *text, const char *file, int line);

#define EXPECT(condition)                                                                          \
    ((condition) ? (void)0 : expectation_failed(#condition, __FILE__, __LINE__))

#endif
