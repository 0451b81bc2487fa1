/* SPDX-License-Identifier: MIT */
/* The host as a processor: one thread, a stack for each task, one for the port and all handlers.
 *
 *      task A ──trap──► port stack: work, handlers, kernel_pick_next ──► task B
 *
 * Every way out of a task is the same trap: a switch of the kernel's, a point at which an interrupt
 * strikes, an unmask with something pending, idle. It pushes the callee-saved registers, changes to
 * the port's stack, and ends with the stack pointer of whoever goes on. A point is a function call
 * that the compiler put there, so nothing else needs saving and there is one kind of frame.
 * In the flavour "fast" a switch of the kernel's goes from stack to stack where nothing pends.
 *
 * Invariants
 *   - The port's stack is empty while a task runs.
 *   - `inside` is true exactly while neither a task nor a handler nor kernel_pick_next runs: points
 *     deliver nothing then.
 *   - A task that goes on has mask 0, unless nothing but an interrupt came between.
 *   - The port's code is compiled without points.
 */
#include "FreeRTOS.h"
#include "task.h"

#include <errno.h>
#include <string.h>

#include "arch.h"
#include "port.h"

#define SIM_FORBIDDEN_TEXTS
#include "forbidden.h"

struct sim_cpu sim_cpu = {.left = SIM_POINTS_LONGEST};
struct sim_port sim_port = {.current = &sim_port.host, .priority = SIM_NO_HANDLER, .irq = -1};
uint8_t sim_port_stack[SIM_PORT_STACK_BYTES] __attribute__((aligned(64)));

/* What a task needs of its stack to be pre-empted: one call-back, one frame. Measured: 160, 144,
 * 208. */
#if defined(SIM_HAS_ASAN)
#define STACK_RESERVE 256u
#elif defined(__i386__)
#define STACK_RESERVE 160u
#else
#define STACK_RESERVE 192u
#endif

static struct {
    void (*work)(void *);
    void *arg;
} trap;

static void go_on_as(struct arch_context *task)
{
    if (task != sim_port.current) {
        sim_port.current = task;
        sim_port.switches++;
        sim_note(SIM_NOTE_SWITCH, task->id);
    }
}

static bool switch_is_due(void)
{
    return sim_port.switch_pended && sim_cpu.handlers == 0 && sim_cpu.mask == 0 &&
           arch_core()->hold.why.critical == 0;
}

static void pended_switch(void)
{
    struct arch_context *next;

    sim_port.switch_pended = false;
    sim_cpu.handlers = 1;
    sim_cpu.mask = ARCH_KERNEL_MASK;
    sim_port.inside = false;
    next = kernel_pick_next();
    sim_port.inside = true;
    sim_cpu.mask = 0;
    sim_cpu.handlers = 0;
    go_on_as(next);
}

/* On the port's stack: takes everything that pends and that nothing holds off. */
static void deliver(void)
{
    while (sim_port.running && (sim_cpu.handlers != 0 || sim_port.current->host_calls == 0)) {
        if (sim_irq_due()) {
            sim_irq_run_due();
        } else if (switch_is_due()) {
            pended_switch();
        } else {
            break;
        }
    }
    sim_cpu.attention = sim_port.switch_pended || sim_irq_any();
}

static uintptr_t on_port_stack(uintptr_t sp)
{
    sim_port.current->sp = sp;
    sim_watch_port();
    if (trap.work != NULL) {
        trap.work(trap.arg);
    }
    deliver();

    struct arch_context *next = sim_port.current;
    sim_points_arm();
    sim_points_stack(next->stack != 0 ? next->stack + STACK_RESERVE : 0);
    sim_port.inside = false;
    sim_watch_return(next);
    return next->sp;
}

void sim_trap(void (*work)(void *), void *arg)
{
    sim_port.current->saved_errno = errno;
    sim_port.inside = true;
    trap.work = work;
    trap.arg = arg;
    sim_points_stack((uintptr_t)sim_port_stack + 4096u);
    sim_watch_leave(sim_port.current);
    sim_trap_enter(on_port_stack, sim_port_stack + sizeof sim_port_stack);
    sim_watch_task(sim_port.current);
    errno = sim_port.current->saved_errno;
}

void sim_beside(void (*work)(void *), void *arg)
{
    if (sim_port.inside) {
        work(arg);
    } else if (sim_port.running && sim_cpu.handlers == 0) {
        sim_trap(work, arg);
    } else {
        sim_port.inside = true;
        work(arg);
        sim_port.inside = false;
        sim_attend();
    }
}

void sim_task_main(void (*entry)(void *), void *arg)
{
    sim_watch_task(sim_port.current);
    errno = 0;
    entry(arg);
    kernel_task_returned();
}

void sim_attend(void)
{
    if (!sim_port.running || sim_port.inside) {
        return;
    }
    if (!sim_irq_due() && !switch_is_due()) {
        return;
    }
    if (sim_cpu.handlers != 0) { /* on the port's stack already */
        sim_port.inside = true;
        deliver();
        sim_port.inside = false;
    } else if (sim_port.current->host_calls == 0) {
        sim_trap(NULL, NULL);
    }
}

#if defined(__x86_64__) || defined(__i386__)
static uintptr_t first_frame(uintptr_t top, uintptr_t entry, uintptr_t arg)
{
#if defined(__x86_64__)
    enum { CONTROL, R15, R14, R13, ARG, ENTRY, FRAME_POINTER, RETURN, WORDS };
    const uintptr_t control = 0x1f80u | (uintptr_t)0x037fu << 32; /* mxcsr, fpu: as at start */
#else
    enum { MXCSR, CONTROL, EDI, ARG, ENTRY, FRAME_POINTER, RETURN, WORDS };
    const uintptr_t control = 0x037fu;
#endif
    uintptr_t *frame = (uintptr_t *)top - WORDS;

    memset(frame, 0, WORDS * sizeof *frame);
    frame[CONTROL] = control;
    frame[ENTRY] = entry;
    frame[ARG] = arg;
    frame[RETURN] = (uintptr_t)sim_task_enter;
    return (uintptr_t)frame;
}
#elif defined(__aarch64__)
static uintptr_t first_frame(uintptr_t top, uintptr_t entry, uintptr_t arg)
{
    enum { X19 = 8, X20 = 9, X30 = 21, WORDS = 22 };
    uintptr_t *frame = (uintptr_t *)top - WORDS;

    memset(frame, 0, WORDS * sizeof *frame);
    frame[X19] = entry;
    frame[X20] = arg;
    frame[X30] = (uintptr_t)sim_task_enter;
    return (uintptr_t)frame;
}
#else
#error "arch/sim has no switch file for this host: x86-64, i386 and aarch64 only"
#endif

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uintptr_t top = (uintptr_t)stack + stack_bytes;

    memset(context, 0, sizeof *context);
    context->stack = (uintptr_t)stack;
    context->stack_bytes = stack_bytes;
    context->id = ++sim_port.tasks;
    sim_watch_stack(context);
    /* Two words of zero end a backtrace. */
    memset((void *)(top - 16u), 0, 16u);
    context->sp = first_frame(top - 16u, (uintptr_t)entry, (uintptr_t)arg);
}

static void begin(void *first)
{
    sim_port.running = true;
    sim_cpu.mask = 0;
    go_on_as(first);
}

void arch_start(struct arch_context *first)
{
    arch_core()->hold.why.critical = 0;
    sim_port.switch_pended = false;
    sim_watch_start();
    sim_trap(begin, first);
}

static void finish(void *nothing)
{
    (void)nothing;
    sim_port.running = false;
    sim_port.switch_pended = false;
    sim_irq_forget();
    sim_clock_stop();
    sim_cpu.mask = ARCH_KERNEL_MASK; /* as arch_start was called */
    sim_port.current = &sim_port.host;
}

void arch_stop(void)
{
    if (sim_cpu.handlers != 0) {
        sim_fail("vTaskEndScheduler: called in an interrupt handler");
    }
    if (sim_port.running) {
        sim_trap(finish, NULL);
    }
}

static void change(void *to)
{
    sim_cpu.mask = 0;
    go_on_as(to);
}

/* From stack to stack. Only where nothing pends: nobody looks after it. */
static void swap(struct arch_context *from, struct arch_context *to)
{
    from->saved_errno = errno;
    sim_port.current = to;
    sim_port.switches++;
    sim_cpu.mask = 0;
    sim_swap(&from->sp, &to->sp);
    errno = from->saved_errno;
}

void arch_switch(struct arch_context *from, struct arch_context *to)
{
    if (from != sim_port.current || !arch_may_switch(ARCH_MASK_NONE, 0)) {
        sim_fail(
            "the kernel switched tasks where it may not: in a handler, in a critical section or "
            "with the scheduler suspended");
    }
    if (SIM_FAST && sim_cpu.attention == 0 && --sim_cpu.left != 0) {
        swap(from, to);
    } else {
        sim_trap(change, to);
    }
}

void arch_request_switch(void)
{
    sim_port.switch_pended = true;
    sim_cpu.attention = 1;
    sim_attend();
}

void vPortSetupTimerInterrupt(void) __attribute__((weak));
void vPortSetupTimerInterrupt(void)
{
    sim_clock_start_tick((uint32_t)configTICK_RATE_HZ);
}

void arch_tick_start(uint32_t hz)
{
    (void)hz; /* an application's own vPortSetupTimerInterrupt knows configTICK_RATE_HZ */
    vPortSetupTimerInterrupt();
}

static void idle_away(void *nothing)
{
    (void)nothing;
    if (!sim_irq_due() && !switch_is_due()) {
        sim_clock_idle();
    }
}

void arch_sleep(void)
{
    sim_trap(idle_away, NULL);
}

#if configUSE_TICKLESS_IDLE == 1
/* Until something pends, whatever masks it. */
static void idle_without_ticks(void *ticks)
{
    uint64_t *passed = ticks;

    if (!sim_irq_any() && !switch_is_due()) {
        sim_clock_hold_ticks(*passed);
        while (!sim_irq_any()) {
            sim_clock_idle();
        }
        *passed = sim_clock_release_ticks();
    } else {
        *passed = 0;
    }
}

void vPortSuppressTicksAndSleep(TickType_t) __attribute__((weak));
void vPortSuppressTicksAndSleep(TickType_t idle)
{
    /* The tick at which somebody is due comes as ever. */
    uint64_t passed = idle;
    TickType_t left = idle;
    arch_mask_t mask = arch_mask();

    passed = (passed < UINT32_MAX ? passed : UINT32_MAX) - 1u;
    if (eTaskConfirmSleepModeStatus() != eAbortSleep) {
        configPRE_SLEEP_PROCESSING(left);
        if (left != 0) {
            sim_trap(idle_without_ticks, &passed);
        } else {
            passed = 0; /* the application has slept its own way */
        }
        configPOST_SLEEP_PROCESSING(idle);
        vTaskStepTick((TickType_t)passed);
    }
    arch_unmask(mask);
}
#endif

void xPortSysTickHandler(void)
{
    kernel_tick();
}

void sim_tick_handler(void *arg)
{
    (void)arg;
    xPortSysTickHandler();
}

void vPortEnterCritical(void)
{
    port_critical_enter();
}

void vPortExitCritical(void)
{
    port_critical_exit();
}

#ifdef configASSERT
void vPortValidateInterruptPriority(void)
{
    if (sim_port.irq >= 0) {
        configASSERT(sim_port.priority >= ARCH_KERNEL_MASK &&
                     "a FromISR call in an interrupt more urgent than "
                     "configMAX_SYSCALL_INTERRUPT_PRIORITY: lower that interrupt's priority");
    }
}
#endif

uint32_t sim_task_id(void)
{
    return sim_port.current->id;
}

uint64_t sim_switches(void)
{
    return sim_port.switches;
}

bool sim_is_open(void)
{
    return sim_port.running && sim_cpu.handlers == 0 && sim_cpu.mask == 0 &&
           arch_core()->hold.why.critical == 0 && sim_port.current->host_calls == 0;
}
