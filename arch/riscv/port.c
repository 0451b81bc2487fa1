/* SPDX-License-Identifier: MIT */
/* RISC-V in machine mode: first frame, start, tick, sleep. The switch itself is switch.S.
 *
 * The machine timer counts on for ever and ticks are marks on its scale, so that none is lost or
 * late because an earlier one was: `next_tick` is where the coming one is.
 *
 * A switch that a task asks for under a mask is the hart's own software interrupt. What a handler
 * asks for is a flag, arch_core.port, that is looked at when the last handler ends.
 */
#include "FreeRTOS.h"
#include "task.h"

#include "../include/arch.h"
#include "frame.h"

#if !defined(configMTIME_BASE_ADDRESS) || !defined(configMTIMECMP_BASE_ADDRESS)
#error                                                                                             \
    "configMTIME_BASE_ADDRESS, configMTIMECMP_BASE_ADDRESS must be the timer's addresses, or both 0"
#endif
#ifndef configMSIP_BASE_ADDRESS
#if (configMTIMECMP_BASE_ADDRESS) == 0
#error "configMSIP_BASE_ADDRESS must be the address of the first hart's software interrupt"
#endif
#define configMSIP_BASE_ADDRESS ((configMTIMECMP_BASE_ADDRESS)-0x4000UL)
#endif
#ifndef configCPU_CLOCK_HZ
#error "configCPU_CLOCK_HZ is required: rate of mtime, Hz"
#endif
#ifdef __riscv_32e
#error "rv32e has 16 registers; this port needs 32"
#endif

#define MIE_SOFTWARE (1UL << 3)
#define MIE_TIMER    (1UL << 7)
#define MIE_EXTERNAL (1UL << 11)

__extension__ _Static_assert(offsetof(struct arch_core, current) == CORE_CURRENT, "frame.h");
__extension__ _Static_assert(offsetof(struct arch_core, port) == CORE_PORT, "frame.h");

bool arch_started;

#ifdef configISR_STACK_SIZE_WORDS
static StackType_t handlers_stack[configISR_STACK_SIZE_WORDS] __attribute__((aligned(16)));
#define HANDLERS_STACK_TOP ((uintptr_t)(handlers_stack + (configISR_STACK_SIZE_WORDS)) & ~15UL)
#else
extern char __freertos_irq_stack_top[];
#define HANDLERS_STACK_TOP ((uintptr_t)__freertos_irq_stack_top & ~15UL)
#endif

/* Of this hart. */
static volatile uint32_t *software_interrupt;
static volatile uint32_t *compare;

static uint64_t next_tick;

static bool tick_runs; /* kernel_tick, from port_tick */

/* switch.S. */
void port_task_start(void);
__attribute__((noreturn)) void port_resume(struct arch_context *context);

/* Called by switch.S. */
void port_tick(void);
void port_switch_requested(void);

void arch_stack_init(struct arch_context *context, void *stack, size_t stack_bytes,
                     void (*entry)(void *), void *arg)
{
    uint8_t *sp = (uint8_t *)stack + stack_bytes - LIGHT_BYTES;
    uintptr_t *frame = (uintptr_t *)(void *)sp;

    frame[0] = (uintptr_t)port_task_start; /* ra */
    frame[1] = (uintptr_t)entry;           /* s0 */
    frame[2] = (uintptr_t)arg;             /* s1 */
    frame[LIGHT_FCSR] = 0;
    context->sp = (uintptr_t)frame;
}

void arch_start(struct arch_context *first)
{
    arch_core()->hold.why.critical = 0;
    arch_core()->port = 0;
    arch_started = true;
    __asm volatile("csrw mscratch, %0" ::"r"(HANDLERS_STACK_TOP));
    __asm volatile("csrs mie, %0" ::"r"(MIE_SOFTWARE | MIE_EXTERNAL));
    port_resume(first);
}

void arch_stop(void)
{
    /* A microcontroller has nothing to return to. */
}

void arch_request_switch(void)
{
    if (arch_in_isr()) {
        arch_core()->port = 1U;
    } else if (arch_started) {
        *software_interrupt = 1;
        (void)*software_interrupt; /* it has arrived when this has come back */
    }
}

void port_switch_requested(void)
{
    *software_interrupt = 0;
    (void)*software_interrupt;
    arch_core()->port = 1U;
}

/* In the tick's handler: a window for every other interrupt. What comes nests on the handlers'
 * stack, and has changed what the trap left in mstatus. */
void arch_let_in(arch_mask_t previous)
{
    if (!tick_runs) {
        arch_unmask(previous);
        (void)arch_mask();
        return;
    }
    __asm volatile("csrc mie, %0\n\t"
                   "csrsi mstatus, 8\n\t"
                   "csrci mstatus, 8\n\t"
                   "csrs mie, %0\n\t"
                   "csrs mstatus, %1" ::"r"(MIE_TIMER),
                   "r"((uintptr_t)MSTATUS_MPP | MSTATUS_MPIE)
                   : "memory");
}

#if (configMTIME_BASE_ADDRESS) != 0
#define TICK_PERIOD ((uint64_t)((configCPU_CLOCK_HZ) / (configTICK_RATE_HZ)))

static uint64_t time_now(void)
{
    volatile uint32_t *time = (volatile uint32_t *)(configMTIME_BASE_ADDRESS);
    uint32_t high, low;

    do {
        high = time[1];
        low = time[0];
    } while (high != time[1]);
    return (uint64_t)high << 32 | low;
}

/* A compare value that is too early in between does no harm: interrupts are masked. */
static void alarm_at(uint64_t when)
{
    compare[0] = (uint32_t)when;
    compare[1] = (uint32_t)(when >> 32);
}

__attribute__((weak)) void vPortSetupTimerInterrupt(void)
{
    next_tick = time_now() + TICK_PERIOD;
    alarm_at(next_tick);
    __asm volatile("csrs mie, %0" ::"r"(MIE_TIMER));
}

void port_tick(void)
{
    next_tick += TICK_PERIOD;
    alarm_at(next_tick);
    tick_runs = true;
    kernel_tick();
    tick_runs = false;
}

#if configUSE_TICKLESS_IDLE == 1
static void sleep_masked(TickType_t ticks)
{
    TickType_t left = ticks;

    (void)ticks;
    configPRE_SLEEP_PROCESSING(left);
    if (left != 0) {
        __asm volatile("wfi" ::: "memory"); /* ends when an interrupt pends, masked or not */
    }
    configPOST_SLEEP_PROCESSING(ticks);
}

/* Ticks that have passed without being counted; the last one of `ticks` is left to its handler. */
static TickType_t ticks_passed(TickType_t ticks)
{
    uint64_t now = time_now();
    uint64_t passed = now < next_tick ? 0 : (now - next_tick) / TICK_PERIOD + 1u;

    return passed < ticks ? (TickType_t)passed : (TickType_t)(ticks - 1u);
}

/* The tick interrupt comes `ticks` ticks from now instead of at the next one. The timer counts on
 * meanwhile, so no time is lost. */
__attribute__((weak)) void vPortSuppressTicksAndSleep(TickType_t ticks)
{
    arch_mask_t mask = arch_mask();

    if (eTaskConfirmSleepModeStatus() != eAbortSleep) {
        uint64_t most = (UINT64_MAX - next_tick) / TICK_PERIOD;
        alarm_at(next_tick + (ticks - 1u < most ? ticks - 1u : most) * TICK_PERIOD);
        sleep_masked(ticks);
        TickType_t passed = ticks_passed(ticks);
        next_tick += passed * TICK_PERIOD;
        alarm_at(next_tick);
        vTaskStepTick(passed);
    }
    arch_unmask(mask);
}
#endif
#else
void port_tick(void)
{
}
#endif

void arch_tick_start(uint32_t hz)
{
    unsigned long hart;

    (void)hz; /* an application's own vPortSetupTimerInterrupt knows configTICK_RATE_HZ */
    __asm volatile("csrr %0, mhartid" : "=r"(hart));
    software_interrupt = (volatile uint32_t *)(configMSIP_BASE_ADDRESS) + hart;
    compare = (volatile uint32_t *)(configMTIMECMP_BASE_ADDRESS) + 2U * hart;
    vPortSetupTimerInterrupt();
}

void arch_sleep(void)
{
    __asm volatile("wfi" ::: "memory");
}

void vPortEnterCritical(void)
{
    port_critical_enter();
}

void vPortExitCritical(void)
{
    port_critical_exit();
}

__attribute__((weak)) void freertos_risc_v_application_interrupt_handler(UBaseType_t cause)
{
    (void)cause;
    for (;;) {
    }
}

__attribute__((weak)) void freertos_risc_v_application_exception_handler(UBaseType_t cause)
{
    (void)cause;
    for (;;) {
    }
}
