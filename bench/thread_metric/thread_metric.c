/* SPDX-License-Identifier: MIT */
/* Programs in the style of the Thread-Metric suite, written from its published description. One
 * turn of a test is what adds one to its total.
 *
 *     cooperative    five threads of one priority take turns
 *     preemptive     five threads of rising priority, each resumes the next and suspends itself; a
 * turn is one of the five, so the chain counts fifths interrupt      an interrupt puts a semaphore
 * that the thread then gets interrupt_preemption    an interrupt resumes a more urgent thread
 *     message        send and receive 16 bytes
 *     synchronization, mutex, memory_pool, memory_heap    get and put back
 */
#include "layer.h"

#include "board.h"

#include "bench.h"

#define TURNS 1000 /* at least */

static volatile unsigned long counters[5];
static volatile unsigned long handler_counter;
static volatile unsigned long errors;

static void expect(int result)
{
    if (result != LAYER_OK) {
        errors++;
    }
}

/* In a turn a failure ends the test, as it would in a suite: nothing is counted from there on. */
#define OR_STOP(call)                                                                              \
    if ((call) != LAYER_OK) {                                                                      \
        break;                                                                                     \
    }

static void relinquishing(void)
{
    for (;;) {
        TURN(cooperative);
        layer_thread_relinquish();
        counters[0]++;
    }
}

static void cooperative(void)
{
    for (int id = 0; id < 5; id++) {
        layer_thread_create(id, 3, relinquishing);
    }
    for (int id = 0; id < 5; id++) {
        layer_thread_resume(id);
    }
}

static void chain_head(void)
{
    for (;;) {
        TURN(preemptive);
        OR_STOP(layer_thread_resume(1))
        counters[0]++;
    }
}

static void chain_link(int id)
{
    for (;;) {
        if (id < 4) {
            OR_STOP(layer_thread_resume(id + 1))
        }
        counters[id]++;
        OR_STOP(layer_thread_suspend(id))
    }
}

static void chain_1(void)
{
    chain_link(1);
}

static void chain_2(void)
{
    chain_link(2);
}

static void chain_3(void)
{
    chain_link(3);
}

static void chain_4(void)
{
    chain_link(4);
}

static void preemptive(void)
{
    layer_thread_create(0, 10, chain_head);
    layer_thread_create(1, 9, chain_1);
    layer_thread_create(2, 8, chain_2);
    layer_thread_create(3, 7, chain_3);
    layer_thread_create(4, 6, chain_4);
    layer_thread_resume(0);
}

static void puts_semaphore(void)
{
    handler_counter++;
    expect(layer_semaphore_put_from_isr(0));
}

static void interrupted(void)
{
    expect(layer_semaphore_get(0));
    layer_interrupt_handler(puts_semaphore);
    expect(layer_semaphore_get(0));
    for (;;) {
        TURN(interrupt);
        layer_interrupt();
        OR_STOP(layer_semaphore_get(0))
        counters[0]++;
    }
}

static void interrupt(void)
{
    expect(layer_semaphore_create(0));
    layer_thread_create(0, 10, interrupted);
    layer_thread_resume(0);
}

static void resumes_thread(void)
{
    handler_counter++;
    expect(layer_thread_resume_from_isr(1));
}

static void preempted(void)
{
    layer_interrupt_handler(resumes_thread);
    for (;;) {
        TURN(interrupt_preemption);
        layer_interrupt();
        counters[0]++;
    }
}

static void preempting(void)
{
    for (;;) {
        counters[1]++;
        OR_STOP(layer_thread_suspend(1))
    }
}

static void interrupt_preemption(void)
{
    layer_thread_create(0, 10, preempted);
    layer_thread_create(1, 9, preempting);
    layer_thread_resume(1);
    layer_thread_resume(0);
}

static void message_thread(void)
{
    uint32_t sent[4] = {0x11112222, 0x33334444, 0, 0x55556666};
    uint32_t received[4];

    for (;;) {
        TURN(message);
        OR_STOP(layer_queue_send(0, sent))
        OR_STOP(layer_queue_receive(0, received))
        if (received[3] != sent[3]) {
            break;
        }
        sent[3]++;
        counters[0]++;
    }
}

static void message(void)
{
    expect(layer_queue_create(0));
    layer_thread_create(0, 10, message_thread);
    layer_thread_resume(0);
}

static void synchronization_thread(void)
{
    for (;;) {
        TURN(synchronization);
        OR_STOP(layer_semaphore_get(0))
        OR_STOP(layer_semaphore_put(0))
        counters[0]++;
    }
}

static void synchronization(void)
{
    expect(layer_semaphore_create(0));
    layer_thread_create(0, 10, synchronization_thread);
    layer_thread_resume(0);
}

static void mutex_thread(void)
{
    for (;;) {
        TURN(mutex);
        OR_STOP(layer_mutex_lock(0))
        OR_STOP(layer_mutex_unlock(0))
        counters[0]++;
    }
}

static void mutex(void)
{
    expect(layer_mutex_create(0));
    layer_thread_create(0, 10, mutex_thread);
    layer_thread_resume(0);
}

static void pool_thread(void)
{
    uint8_t *block;

    for (;;) {
        TURN(memory_pool);
        OR_STOP(layer_pool_allocate(0, &block))
        OR_STOP(layer_pool_release(0, block))
        counters[0]++;
    }
}

static void memory_pool(void)
{
    expect(layer_pool_create(0));
    layer_thread_create(0, 10, pool_thread);
    layer_thread_resume(0);
}

static void heap_thread(void)
{
    uint8_t *block;

    for (;;) {
        TURN(memory_heap);
        OR_STOP(layer_heap_allocate(&block))
        OR_STOP(layer_heap_release(block))
        counters[0]++;
    }
}

static void memory_heap(void)
{
    layer_thread_create(0, 10, heap_thread);
    layer_thread_resume(0);
}

/* The bench's own thread gives way until the test has made its turns. */
static void run(void (*test)(void))
{
    counters[0] = 0;
    vTaskPrioritySet(NULL, configMAX_PRIORITIES - 1);
    test();
    while (counters[0] < TURNS) {
        vTaskDelay(1);
    }
    bench_delete_all();
    if (errors != 0) {
        board_exit(1);
    }
}

void bench_run(void)
{
    static void (*const tests[])(void) = {
        cooperative,     preemptive, interrupt,   interrupt_preemption, message,
        synchronization, mutex,      memory_pool, memory_heap};
    for (unsigned i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        run(tests[i]);
    }
}
