/* SPDX-License-Identifier: MIT */
/* What the port's own files share. */
#ifndef SIM_PORT_H
#define SIM_PORT_H

#include "FreeRTOSConfig.h"

#include "arch_inline.h"
#include "sim.h"

#define SIM_PORT_STACK_BYTES (256u * 1024u)

struct sim_port {
    struct arch_context *current; /* a task's, or &host */
    struct arch_context host;     /* main(), before and after the scheduler */
    bool running;
    bool inside; /* beside the processor: nothing is delivered */
    bool switch_pended;
    uint32_t priority; /* of the running handler; SIM_NO_HANDLER in a task */
    int irq;           /* of the running handler; -1 in a task */
    uint32_t tasks;    /* created so far */
    uint64_t switches;
};

#define SIM_NO_HANDLER     256u
#define SIM_POINTS_LONGEST UINT32_C(0x40000000)

extern struct sim_port sim_port;
extern uint8_t sim_port_stack[SIM_PORT_STACK_BYTES];

/* swap_*.S */
void sim_trap_enter(uintptr_t (*port)(uintptr_t sp), void *port_stack_top);
void sim_swap(uintptr_t *saved_sp, const uintptr_t *sp); /* may be the same */
void sim_call_on(void *stack_top, void (*function)(void *), void *arg);
void sim_task_enter(void);
_Noreturn void sim_task_main(void (*entry)(void *), void *arg);

/* port.c: runs work(arg) on the port's stack, beside the processor, then whatever became due. */
void sim_trap(void (*work)(void *), void *arg);
void sim_tick_handler(void *arg);

/* interrupt.c */
void sim_irq_pend(unsigned irq);
bool sim_irq_due(void);     /* something pends that nothing holds off */
bool sim_irq_any(void);     /* something pends */
void sim_irq_run_due(void); /* on the port's stack */
void sim_irq_forget(void);

/* clock.c */
void sim_clock_start_tick(uint32_t hz);
void sim_clock_stop(void);
void sim_clock_catch_up(void);             /* lets happen what is due */
void sim_clock_idle(void);                 /* to the next event */
uint64_t sim_clock_points_left(void);      /* until the next event */
void sim_clock_hold_ticks(uint64_t ticks); /* so many ticks do not come; the one after does */
uint64_t sim_clock_release_ticks(void);    /* @return how many of them have passed */
uint64_t sim_clock_us(void);

/* points.c */
void sim_points_arm(void);               /* again, after time or the adversary's plan changed */
void sim_points_stack(uintptr_t lowest); /* below it, a frame has overflowed; 0 = no check */

/* adversary.c */
uint64_t sim_adversary_next(uint64_t now);
void sim_adversary_act(uint64_t now);
void sim_adversary_pass(uint64_t points); /* of handlers: not a task's own work */

/* watch_asan.c, watch_valgrind.c or watch_none.c */
void sim_watch_leave(struct arch_context *task);  /* a task's stack for the port's */
void sim_watch_port(void);                        /* now on the port's */
void sim_watch_return(struct arch_context *task); /* the port's for a task's */
void sim_watch_task(struct arch_context *task);   /* now on the task's */
void sim_watch_stack(struct arch_context *task);  /* a new stack */
void sim_watch_start(void);

#endif
