/* SPDX-License-Identifier: MIT */
/* Idle without ticks, by SysTick. Included by tick.c; it is not compiled by itself.
 *
 * The counter is not stopped, so no cycle is lost: a new reload value takes effect when the counter
 * next comes to 0, at a tick.
 *
 *   tick         t+1                                        t+idle
 *    |            |                                            |
 *    v  sleep     v  one long period of idle - 1 ticks         v
 *    |............|............................................|
 *        RVR :=      RVR := one tick                             the counter goes on with
 *        idle - 1    again, for afterwards                       single ticks by itself
 *        ticks
 *
 * Only an interrupt inside the long period makes the counter begin anew, with what is left of the
 * tick that runs, less the cycles that this takes, which are measured once.
 */

/* Cycles that a change of the reload value may take: nearer to a tick nothing is touched. */
#define GUARD_CYCLES UINT32_C(200)

/* The shortest that the counter begins anew with: its reload value is set right again meanwhile. */
#define LEAST_CYCLES 64

/* From writing the counter to its taking the reload value. */
#define RELOAD_CYCLES 1u

/* True when a SysTick interrupt has come that nobody has taken. */
static inline bool tick_pends(void)
{
    return (SCB_ICSR & SCB_ICSR_PENDSTSET) != 0;
}

static void sleep_once(TickType_t idle)
{
    TickType_t left = idle;

    (void)idle;
    configPRE_SLEEP_PROCESSING(left);
    if (left != 0) {
        arch_wait_for_interrupt();
    }
    configPOST_SLEEP_PROCESSING(idle);
}

/* Of the tick that runs, what the counter shows less `less` is left: it begins anew with that,
 * unless that is next to nothing. All interrupts are held off for these few cycles. */
static inline bool begin_anew(uint32_t less)
{
    uint32_t primask;
    int32_t left;

    __asm volatile(".syntax unified\n\t"
                   "mrs  %0, primask\n\t"
                   "cpsid i\n\t"
                   "ldr  %1, [%2, #4]\n\t"
                   "subs %1, %1, %3\n\t"
                   "cmp  %1, %4\n\t"
                   "blt  1f\n\t"
                   "str  %1, [%2]\n\t"
                   "str  %1, [%2, #4]\n"
                   "1:\n\t"
                   "msr  primask, %0"
                   : "=&l"(primask), "=&l"(left)
                   : "l"(&SYST_RVR), "l"(less), "I"(LEAST_CYCLES)
                   : "memory", "cc");
    return left >= LEAST_CYCLES;
}

/* Cycles from reading the counter to writing it in begin_anew. */
static uint32_t cycles_of_begin_anew(uint32_t period)
{
    uint32_t primask, before, after;

    __asm volatile(".syntax unified\n\t"
                   "mrs  %0, primask\n\t"
                   "cpsid i\n\t"
                   "ldr  %1, [%3, #4]\n\t"
                   "subs %2, %4, #1\n\t"
                   "cmp  %2, #0\n\t"
                   "blt  1f\n\t"
                   "str  %2, [%3]\n\t"
                   "ldr  %2, [%3, #4]\n"
                   "1:\n\t"
                   "msr  primask, %0"
                   : "=&l"(primask), "=&l"(before), "=&l"(after)
                   : "l"(&SYST_RVR), "l"(period)
                   : "memory", "cc");
    return before - after;
}

/* An interrupt has come in a long period of `ticks`. @return Ticks of it that have passed and are
 * not going to be counted. */
static uint32_t end_long_period(uint32_t ticks, uint32_t period)
{
    static uint32_t cycles;

    for (;;) {
        uint32_t left = SYST_CVR;
        uint32_t later = left / period; /* whole ticks after the one that runs */
        if (later == 0 || tick_pends()) {
            return ticks - 1u; /* it ends by itself, at a tick */
        }
        if (left % period < GUARD_CYCLES) {
            continue;
        }
        if (cycles == 0) {
            cycles = cycles_of_begin_anew(period) + RELOAD_CYCLES;
        } else if (begin_anew(later * period + cycles)) {
            SYST_RVR = period - 1u;
            return ticks - 1u - later;
        }
    }
}

/* Asks for another period after the one that runs, unless that ends any moment. */
static bool set_next_period(uint32_t period)
{
    uint32_t primask;

    __asm volatile("mrs %0, primask\n\tcpsid i" : "=r"(primask)::"memory");
    bool in_time = SYST_CVR >= GUARD_CYCLES && !tick_pends();
    if (in_time) {
        SYST_RVR = period - 1u;
    }
    __asm volatile("msr primask, %0" ::"r"(primask) : "memory");
    return in_time;
}

__attribute__((weak)) void vPortSuppressTicksAndSleep(TickType_t idle)
{
    uint32_t period = SYST_RVR + 1u;
    uint32_t most = SYSTICK_MAX / period;
    uint32_t ticks = idle < most ? (uint32_t)idle : most;
    uint32_t passed = 0;

    if ((SYST_CSR & SYST_CSR_ENABLE) == 0 || most < 2u) {
        arch_sleep(); /* the tick is not SysTick's, or a tick is as long as it can be */
        return;
    }
    arch_mask_t mask = arch_mask();
    if (eTaskConfirmSleepModeStatus() != eAbortSleep && set_next_period((ticks - 1u) * period)) {
        sleep_once((TickType_t)ticks);
        if (!set_next_period(period)) {
            while (!tick_pends()) {
            }
            SCB_ICSR = SCB_ICSR_PENDSTCLR;
            SYST_RVR = period - 1u;
            sleep_once((TickType_t)(ticks - 1u));
            passed = 1u + end_long_period(ticks - 1u, period);
        }
        vTaskStepTick((TickType_t)passed);
    }
    arch_unmask(mask);
}
