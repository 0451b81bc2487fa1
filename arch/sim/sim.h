/* SPDX-License-Identifier: MIT */
/** The simulated machine, as drivers, boards, tests and the explorer see it.
 *
 *      points   memory accesses and basic blocks of firmware code; each may be a pre-emption
 *      time     points * (tick / points_per_tick), plus the jumps over idle time
 *      events   what devices do at a given time; they run beside the processor, not on it
 *      irqs     lines with priorities; an event, a driver or a test raises them
 *      notes    what the trace hash is made of
 *
 * Firmware includes kernel/include and hal/include instead; nothing there needs this header.
 */
#ifndef SIM_H
#define SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Knobs: set before vTaskStartScheduler, by sim_option() or by hand ---- */

struct sim_knobs {
    uint64_t seed;            /* of the adversary and of the simulated entropy */
    uint64_t steps;           /* the run ends at this point; 0 = never */
    uint32_t points_per_tick; /* how fast the processor is */
    uint32_t gap;             /* points between two moves of the adversary, on average; 0 = none */
    bool realtime;            /* time is the host's; set by sim_go_realtime() */
    bool print_hash;          /* at the end */
    void (*end)(void);        /* called at `steps`; NULL = exit(0) */
    void (*look)(void);       /* called before a move, where the kernel's lock is free; or NULL */
    void (*failed)(const char *text); /* first call of sim_fail; NULL = print it. May not return */
};

extern struct sim_knobs sim_knobs;

/**
 * Take one command line option: --seed N, --steps N, --points-per-tick N, --gap N, --realtime,
 * --hash.
 *
 * @param argv  The rest of the command line; argv[0] is the option.
 * @return Arguments used: 1 or 2; 0 = not ours, or its number is missing.
 *
 * Context: before the scheduler starts.  Blocks: no.
 */
int sim_option(char **argv);

/* ---- Points and time ---- */

/** Points passed since the process started. Context: any. */
uint64_t sim_points(void);

/** Simulated time since the process started, ns. Context: any. */
uint64_t sim_now_ns(void);

/** From now on, time is the host's. Context: any. */
void sim_go_realtime(void);

/** A moment at which a device does something. Owned by the caller; `next` and `waiting` are the
 * port's. */
struct sim_event {
    uint64_t when_ns;
    void (*happen)(struct sim_event *event);
    void *arg;
    struct sim_event *next;
    bool waiting;
};

/**
 * Let `event->happen(event)` run at `when_ns`, or as soon as possible if that has passed.
 *
 * @param event  `happen` set; if it is waiting already it is moved. It may set itself again.
 *
 * Context: any, `happen` included. `happen` runs beside the processor: it may raise interrupts and
 * may not call the kernel.
 */
void sim_event_at(struct sim_event *event, uint64_t when_ns);

/** Forget a waiting event. Context: any. */
void sim_event_cancel(struct sim_event *event);

/** Let time jump to the next tick, which becomes due. For adversaries. Context: beside the
 * processor. */
void sim_tick_now(void);

/**
 * In --realtime, wait for the host. NULL = sleep. A driver that has file descriptors sets it; it
 * returns when one of them is ready, after it has raised its interrupt.
 *
 * `timeout_us` 0 only looks.
 */
extern void (*sim_host_wait)(uint64_t timeout_us);

/* ---- Interrupts ---- */

#define SIM_IRQS          32u
#define SIM_IRQ_TICK      0u
#define SIM_IRQ_WIRE      1u /* in-process network */
#define SIM_IRQ_SLIRP     2u /* network of the host */
#define SIM_IRQ_CONSOLE   3u
#define SIM_IRQ_WATCHDOG  4u
#define SIM_IRQ_TEST      8u /* and above: tests and applications */
#define SIM_PRIORITY_TICK 255u

/**
 * Connect a handler to an interrupt line and enable it.
 *
 * @param irq       0 .. SIM_IRQS - 1.
 * @param priority  0 .. 255, lower is more urgent. From configMAX_SYSCALL_INTERRUPT_PRIORITY up the
 *                  handler may call the kernel.
 * @param handler   Runs on the interrupt stack; NULL disables the line.
 *
 * Context: any.
 */
void sim_irq_attach(unsigned irq, unsigned priority, void (*handler)(void *arg), void *arg);

/**
 * Make an interrupt pending. Its handler runs before this returns, unless it is masked, a handler
 * of equal or higher urgency runs, or the caller stands beside the processor.
 *
 * Context: any.
 */
void sim_irq_raise(unsigned irq);

/** Allow the adversary to raise this line whenever it likes. Context: any. */
void sim_irq_invite(unsigned irq, bool invited);

/**
 * Run work(arg) beside the processor, on the port's stack: for drivers whose host libraries need
 * more stack than a task has. Interrupts that it raises are delivered when it is done.
 *
 * Context: any.
 */
void sim_beside(void (*work)(void *arg), void *arg);

/* ---- The adversary ---- */

/** Whether a task runs that could be interrupted now. Context: beside the processor. */
bool sim_is_open(void);

/** Decides where interrupts strike. All calls come beside the processor. */
struct sim_adversary {
    /* First point after `now` at which act() wants to be called; UINT64_MAX = never. */
    uint64_t (*next)(uint64_t now);
    /* The point has come: may call sim_tick_now() and sim_irq_raise(). */
    void (*act)(uint64_t now);
};

/** Use another adversary than the random one; NULL = the random one. Context: before the start. */
void sim_adversary_use(const struct sim_adversary *adversary);

/** Number of lines the adversary was invited to raise, and the n-th of them. */
unsigned sim_invited_count(void);
unsigned sim_invited(unsigned n);

/** Next number of a generator that firmware cannot see, from sim_knobs.seed. */
uint64_t sim_random(void);

/* ---- Trace ---- */

enum sim_note {
    SIM_NOTE_SWITCH = 1, /* value: task */
    SIM_NOTE_HANDLER,    /* value: irq */
    SIM_NOTE_CONSOLE,    /* value: byte */
    SIM_NOTE_TEST,       /* value: the test's */
    SIM_NOTE_FRAME,      /* value: checksum of a frame on the wire */
};

/** Add one event to the trace hash, with the point and the task at which it happened. Context: any.
 */
void sim_note(enum sim_note kind, uint64_t value);

/** Hash of all notes so far. Context: any. */
uint64_t sim_hash(void);

/** Switches between tasks so far. Context: any. */
uint64_t sim_switches(void);

/* ---- Reports ---- */

/** Name of what runs now: a task's, "interrupt 3", or "start-up". Context: any. */
const char *sim_where(void);

/** Name of the running task, also in a handler above it; "(none)" before the scheduler runs.
 * Context: any. */
const char *sim_task_name(void);

/** Whether an interrupt handler runs. Context: any. */
bool sim_in_handler(void);

/** Number of the running task, 1, 2 .. in order of creation; 0 before the scheduler runs. */
uint32_t sim_task_id(void);

/**
 * End the run as failed: prints where, seed, step and build, once. Context: any. Does not return.
 */
__attribute__((noreturn, format(printf, 1, 2))) void sim_fail(const char *format, ...);

/** End the run well: prints the hash if asked for, and exits. Context: any. Does not return. */
__attribute__((noreturn)) void sim_exit(int status);

/** Compiler and flags of the build. Context: any. */
const char *sim_build(void);

/** First digits of the linker's build id of this very image. Context: any. */
const char *sim_image(void);

/* ---- Watching accesses: the place of a race detector ---- */

struct sim_access {
    const void *pc;
    const void *address; /* NULL: a basic block */
    uint32_t bytes;
    bool write;
    uint32_t task;     /* sim_task_id() */
    uint32_t mask;     /* interrupt mask in force */
    uint32_t handlers; /* nesting */
    uint32_t critical;
    uint32_t suspended;
};

/**
 * Call `see` at every point from now on; NULL = no more. Slower.
 *
 * Context: any. `see` runs on the stack of the code it watches, beside the processor: it may not
 * call the kernel.
 */
void sim_watch(void (*see)(const struct sim_access *access));

#ifdef __cplusplus
}
#endif

#endif
