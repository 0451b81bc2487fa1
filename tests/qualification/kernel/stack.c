/* SPDX-License-Identifier: MIT */
/* The stack of a task: where it begins, what is left of it, and what happens at its end. */
#include "kernel_cases.h"

#include <stdarg.h>
#include <string.h>

#define WORDS      qualificationTASK_STACK_WORDS
#define USED_WORDS 40u
#define OVER_BYTES 32u

static StackType_t stack[WORDS + 1u];
static StaticTask_t block;

/* Not known to the compiler, which believes that all stacks are aligned. */
static uintptr_t address_of(const volatile void *object)
{
    uintptr_t address = (uintptr_t)object;

    __asm volatile("" : "+r"(address));
    return address;
}

/* Values of eight bytes among the arguments lie where the procedure call standard says. */
__attribute__((noinline)) static bool arguments_arrive(int count, ...)
{
    va_list list;
    bool good = true;

    va_start(list, count);
    for (int n = 0; n < count; n++) {
        good = good && va_arg(list, int) == n;
        good = good && va_arg(list, long long) == 0x0102030405060708LL + n;
    }
    va_end(list);
    return good;
}

static volatile uintptr_t entry_address, interrupt_address;
static volatile bool arguments_good;

static void note_alignment(void *unused)
{
    _Alignas(portBYTE_ALIGNMENT) volatile uint8_t local[portBYTE_ALIGNMENT];

    (void)unused;
    local[0] = 0;
    entry_address = address_of(local);
    arguments_good = arguments_arrive(3, 0, 0x0102030405060708LL, 1, 0x0102030405060709LL, 2,
                                      0x010203040506070ALL);
    kernel_park();
}

static void note_alignment_in_interrupt(void)
{
    _Alignas(portBYTE_ALIGNMENT) volatile uint8_t local[portBYTE_ALIGNMENT];

    local[0] = 0;
    interrupt_address |= address_of(local);
}

void kernel_stack_is_aligned(void)
{
    for (unsigned shift = 0; shift < 2u; shift++) {
        for (unsigned less = 0; less < 4u; less++) {
            entry_address = 1;
            arguments_good = false;
            TaskHandle_t task =
                kernel_spawn_on(note_alignment, P_HIGH, NULL, stack + shift, WORDS - less, &block);
            REQUIRE(task != NULL);
            kernel_reap(task);
            EXPECT_EQUAL(entry_address % portBYTE_ALIGNMENT, 0);
            EXPECT(arguments_good);
        }
    }
    interrupt_address = 0;
    qualification_on_tick = note_alignment_in_interrupt;
    vTaskDelay(3);
    EXPECT(interrupt_address != 0);
    EXPECT_EQUAL(interrupt_address % portBYTE_ALIGNMENT, 0);
}

static volatile unsigned overflows;
static TaskHandle_t volatile overflowed;

static void note_overflow(TaskHandle_t task)
{
    overflows = overflows + 1u;
    overflowed = task;
}

/* Writes what a call too deep would have: the pointer itself stays inside, as it does after such a
 * call has returned. */
static void run_over(void *unused)
{
    (void)unused;
    memset(stack, 0x55, OVER_BYTES);
    vTaskDelay(1);
    kernel_park();
}

void kernel_stack_overflow_is_seen(void)
{
    qualification_on_overflow = note_overflow;
    overflows = 0;
    overflowed = NULL;
    TaskHandle_t good = kernel_spawn(note_alignment, P_HIGH, NULL);
    vTaskDelay(1);
    EXPECT_EQUAL(overflows, 0);
    TaskHandle_t bad = kernel_spawn_on(run_over, P_HIGH, NULL, stack, WORDS, &block);
    REQUIRE(good != NULL && bad != NULL);
    EXPECT(overflows > 0);
    EXPECT(overflowed == bad);
    kernel_reap(bad);
}

static volatile configSTACK_DEPTH_TYPE mark_before, mark_after;

__attribute__((noinline)) static void use_stack(void)
{
    volatile StackType_t words[USED_WORDS];

    for (unsigned n = 0; n < USED_WORDS; n++) {
        words[n] = n;
    }
    (void)address_of(words);
}

static void measure_stack(void *unused)
{
    (void)unused;
    mark_before = (configSTACK_DEPTH_TYPE)uxTaskGetStackHighWaterMark(NULL);
    use_stack();
    mark_after = (configSTACK_DEPTH_TYPE)uxTaskGetStackHighWaterMark(NULL);
    kernel_park();
}

void kernel_high_water_mark_is_plausible(void)
{
    REQUIRE(kernel_spawn_on(measure_stack, P_HIGH, NULL, stack, WORDS, &block) != NULL);
    EXPECT_WITHIN(mark_before, 1, WORDS - 1u, "words");
    EXPECT_WITHIN(mark_after, 1, (long long)mark_before - 1, "words");
    EXPECT_WITHIN((long long)mark_before - (long long)mark_after, 4, USED_WORDS + 16u, "words");
    UBaseType_t runner = uxTaskGetStackHighWaterMark(NULL);
    UBaseType_t idle = uxTaskGetStackHighWaterMark(xTaskGetIdleTaskHandle());
    EXPECT(runner > 0);
    EXPECT(idle > 0);
    qualification_measure("stack.free.runner", (long long)runner, "words");
    qualification_measure("stack.free.idle", (long long)idle, "words");
}
