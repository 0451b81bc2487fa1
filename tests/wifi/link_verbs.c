/* SPDX-License-Identifier: MIT */
/* Sockets of the module on command, by hal/include/offload.h. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "board_radio.h"
#include "clock.h"
#include "esp_at.h"

#include "verbs.h"

#define CHUNK_BYTES 1460u
#define LINKS       5u
#define WAIT_MS     4000u /* of an echo */

static SemaphoreHandle_t news[LINKS];
static volatile uint32_t told[LINKS];
static bool mine[LINKS]; /* taken by a verb */

static void on_link(void *context, unsigned link)
{
    (void)context;
    told[link] = told[link] + 1u;
    xSemaphoreGive(news[link]);
}

void links_begin(void)
{
    static StaticSemaphore_t memory[LINKS];

    for (unsigned i = 0; i < LINKS; i++) {
        news[i] = xSemaphoreCreateBinaryStatic(&memory[i]);
    }
    board_offload()->driver->listen_events(board_offload(), on_link, NULL);
}

/* The byte at `index` of the stream that `seed` names; wifi_kit.py has the same. */
static uint8_t stream_byte(uint32_t seed, uint32_t index)
{
    const uint32_t x = seed * 2654435761u + index * 2246822519u;

    return (uint8_t)(x >> 24 ^ x >> 11);
}

static int32_t send_stream(unsigned link, uint32_t length, uint32_t seed, uint8_t *chunk)
{
    struct offload_device *const sockets = board_offload();

    for (uint32_t at = 0; at < length;) {
        const uint32_t part = length - at < CHUNK_BYTES ? length - at : CHUNK_BYTES;
        for (uint32_t i = 0; i < part; i++) {
            chunk[i] = stream_byte(seed, at + i);
        }
        const int32_t sent = sockets->driver->send(sockets, link, chunk, part);
        if (sent == OFFLOAD_WAIT) {
            vTaskDelay(1);
            continue;
        }
        if (sent < 0) {
            return sent;
        }
        at += (uint32_t)sent;
    }
    return (int32_t)length;
}

/* Bytes that came until there were `length`, or the result that ended it; `good` of them are right,
 * up to the first that is not. */
static int32_t receive_stream(unsigned link, uint32_t length, uint32_t seed, uint32_t wait_ms,
                              uint8_t *chunk, uint32_t *count, uint32_t *good)
{
    struct offload_device *const sockets = board_offload();

    *count = *good = 0;
    while (*count < length) {
        const uint32_t room = length - *count < CHUNK_BYTES ? length - *count : CHUNK_BYTES;
        const int32_t got = sockets->driver->receive(sockets, link, chunk, room);
        if (got == OFFLOAD_WAIT) {
            if (xSemaphoreTake(news[link], pdMS_TO_TICKS(wait_ms)) != pdTRUE) {
                return OFFLOAD_WAIT;
            }
            continue;
        }
        if (got < 0) {
            return got;
        }
        for (int32_t i = 0; i < got; i++) {
            *good += *good == *count && chunk[i] == stream_byte(seed, *count) ? 1u : 0u;
            *count += 1u;
        }
    }
    return (int32_t)*count;
}

/* ---- one link ---- */

static uint8_t chunk_of_verbs[CHUNK_BYTES];

static void connect(const struct words *words)
{
    struct offload_device *const sockets = board_offload();
    const char *alpn[OFFLOAD_ALPN_MAX];
    struct offload_tls tls = {.alpn = alpn};
    size_t length;

    const char *const host = word_text(words, 2, &length);
    if (words->count > 4) { /* name, authority, identity, names of ALPN */
        tls.name = word_text(words, 4, &length);
        tls.authority = (uint8_t)word_number(words, 5);
        tls.identity = (int8_t)((int)word_number(words, 6) - 1);
        for (int i = 7; i < words->count && tls.alpn_count < OFFLOAD_ALPN_MAX; i++) {
            alpn[tls.alpn_count++] = word_text(words, i, &length);
        }
    }
    printf("link-connect %ld\n",
           (long)sockets->driver->connect(sockets, word_number(words, 1), host,
                                          (uint16_t)word_number(words, 3),
                                          words->count > 4 ? &tls : NULL));
}

/* "link-receive LINK BYTES SEED MS": without news for so long, it ends. */
static void receive(const struct words *words)
{
    uint32_t count, good;
    const int32_t result =
        receive_stream(word_number(words, 1), word_number(words, 2), word_number(words, 3),
                       word_number(words, 4), chunk_of_verbs, &count, &good);

    printf("link-receive %ld %lu %lu\n", (long)result, (unsigned long)count, (unsigned long)good);
}

/* What is there, at most so many bytes; in digits. */
static void take(const struct words *words)
{
    struct offload_device *const sockets = board_offload();
    const unsigned room = word_number(words, 2);
    const int32_t got = sockets->driver->receive(sockets, word_number(words, 1), chunk_of_verbs,
                                                 room < CHUNK_BYTES ? room : CHUNK_BYTES);

    printf("link-take %ld ", (long)got);
    for (int32_t i = 0; i < got; i++) {
        printf("%02x", chunk_of_verbs[i]);
    }
    printf("\n");
}

static void learn_time(const struct words *words)
{
    struct offload_device *const sockets = board_offload();
    uint64_t unix_s = 0;
    size_t length;
    const int32_t result =
        sockets->driver->learn_time(sockets, word_text(words, 1, &length), &unix_s);

    printf("link-time %ld %lu\n", (long)result, (unsigned long)unix_s);
}

/* "link-news 3 500": until link 3 was worth looking at; how often it was so far. */
static void await_news(const struct words *words)
{
    const unsigned link = word_number(words, 1);

    (void)xSemaphoreTake(news[link], pdMS_TO_TICKS(word_number(words, 2)));
    printf("link-news %lu\n", (unsigned long)told[link]);
}

/* "link-text LINK TEXT": these bytes. */
static void send_text(const struct words *words)
{
    struct offload_device *const sockets = board_offload();
    size_t length;
    const char *const bytes = word_text(words, 2, &length);

    printf("link-text %ld\n",
           (long)sockets->driver->send(sockets, word_number(words, 1), bytes, length));
}

/* "hold MS [1]": nobody else runs for so long, or until the UART has lost a byte, but interrupts
 * do.
 */
static void hold(const struct words *words)
{
    const struct esp_at_wiring *const wiring = board_wifi()->state;
    struct uart_device *const uart = wiring->uart;
    const UBaseType_t before = uxTaskPriorityGet(NULL);
    const uint64_t end = clock_monotonic_us() + word_number(words, 1) * 1000u;
    const uint32_t lost = uart->driver->overruns(uart);
    const bool until_lost = word_number(words, 2) != 0;

    vTaskPrioritySet(NULL, configMAX_PRIORITIES - 1);
    while (clock_monotonic_us() < end && !(until_lost && uart->driver->overruns(uart) != lost)) {
    }
    vTaskPrioritySet(NULL, before);
    printf("hold %lu\n", (unsigned long)(uart->driver->overruns(uart) - lost));
}

/* "ran MS": for how many us the driver's task runs in so long; and bytes of its stack never used.
 */
static void ran(const struct words *words)
{
    TaskStatus_t before, after;
    TaskHandle_t const task = xTaskGetHandle("esp_at");

    vTaskGetInfo(task, &before, pdFALSE, eReady);
    vTaskDelay(pdMS_TO_TICKS(word_number(words, 1)));
    vTaskGetInfo(task, &after, pdTRUE, eReady);
    printf("ran %lu %u\n", (unsigned long)(after.ulRunTimeCounter - before.ulRunTimeCounter),
           (unsigned)(after.usStackHighWaterMark * sizeof(StackType_t)));
}

static int32_t taken(int32_t link)
{
    if (link >= 0) {
        mine[link] = true;
    }
    return link;
}

static void close_link(unsigned link)
{
    struct offload_device *const sockets = board_offload();

    mine[link] = false;
    sockets->driver->close(sockets, link);
    (void)xSemaphoreTake(news[link], 0);
}

static void close_all(void)
{
    for (unsigned i = 0; i < LINKS; i++) {
        if (mine[i]) {
            close_link(i);
        }
    }
}

/* ---- several at once ---- */

struct worker {
    uint16_t port;
    uint32_t bytes, seed, count, good;
    int32_t result;
    const char *host;
    uint8_t chunk[CHUNK_BYTES];
    StaticTask_t task;
    StackType_t stack[512];
    SemaphoreHandle_t done;
    StaticSemaphore_t done_memory;
};

/* Each part comes back before the next is sent: sending and receiving of all tasks mix. */
static void work(void *context)
{
    struct worker *const me = context;
    struct offload_device *const sockets = board_offload();
    const int32_t link = sockets->driver->open(sockets);

    me->result = link;
    if (link >= 0) {
        const unsigned number = (unsigned)link;
        me->result = sockets->driver->connect(sockets, number, me->host, me->port, NULL);
        for (uint32_t at = 0, part, count, good; at < me->bytes && me->result >= 0; at += part) {
            part = me->bytes - at < CHUNK_BYTES ? me->bytes - at : CHUNK_BYTES;
            me->result = send_stream(number, part, me->seed + at, me->chunk);
            if (me->result >= 0) {
                me->result =
                    receive_stream(number, part, me->seed + at, WAIT_MS, me->chunk, &count, &good);
                me->count += count;
                me->good += good;
            }
        }
        sockets->driver->close(sockets, number);
    }
    xSemaphoreGive(me->done);
    vTaskDelete(NULL);
}

/* "link-echo TASKS HOST PORT BYTES" */
static void echo(const struct words *words)
{
    static struct worker workers[LINKS];
    const unsigned count = word_number(words, 1);
    size_t length;
    const char *const host = word_text(words, 2, &length);

    vTaskPrioritySet(NULL, 4); /* they begin together */
    for (unsigned i = 0; i < count && i < LINKS; i++) {
        struct worker *const one = &workers[i];
        *one = (struct worker){.port = (uint16_t)word_number(words, 3),
                               .bytes = word_number(words, 4),
                               .seed = 7u * i + 1u,
                               .host = host};
        one->done = xSemaphoreCreateBinaryStatic(&one->done_memory);
        xTaskCreateStatic(work, "worker", 512, one, 3, one->stack, &one->task);
    }
    vTaskPrioritySet(NULL, 2);
    printf("link-echo");
    for (unsigned i = 0; i < count && i < LINKS; i++) {
        xSemaphoreTake(workers[i].done, portMAX_DELAY);
        printf(" %ld/%lu/%lu", (long)workers[i].result, (unsigned long)workers[i].count,
               (unsigned long)workers[i].good);
    }
    printf("\n");
    vTaskDelay(2); /* the idle task takes the deleted ones off its list */
}

bool link_verb(const struct words *words)
{
    struct offload_device *const sockets = board_offload();
    const struct offload_driver *const driver = sockets->driver;
    const char *const verb = words->at[0];
    const unsigned link = word_number(words, 1);

    if (strcmp(verb, "link-open") == 0) {
        printf("link-open %ld\n", (long)taken(driver->open(sockets)));
    } else if (strcmp(verb, "link-connect") == 0) {
        connect(words);
    } else if (strcmp(verb, "link-send") == 0) {
        printf("link-send %ld\n", (long)send_stream(link, word_number(words, 2),
                                                    word_number(words, 3), chunk_of_verbs));
    } else if (strcmp(verb, "link-receive") == 0) {
        receive(words);
    } else if (strcmp(verb, "link-take") == 0) {
        take(words);
    } else if (strcmp(verb, "link-close") == 0) {
        close_link(link);
        printf("link-close 0\n");
    } else if (strcmp(verb, "links-close") == 0) {
        close_all();
        printf("links-close 0\n");
    } else if (strcmp(verb, "link-serve") == 0) {
        printf("link-serve %ld\n", (long)driver->serve(sockets, (uint16_t)link));
    } else if (strcmp(verb, "link-accept") == 0) {
        printf("link-accept %ld\n", (long)taken(driver->accept(sockets)));
    } else if (strcmp(verb, "link-time") == 0) {
        learn_time(words);
    } else if (strcmp(verb, "link-news") == 0) {
        await_news(words);
    } else if (strcmp(verb, "link-text") == 0) {
        send_text(words);
    } else if (strcmp(verb, "ran") == 0) {
        ran(words);
    } else if (strcmp(verb, "hold") == 0) {
        hold(words);
    } else if (strcmp(verb, "link-echo") == 0) {
        echo(words);
    } else {
        return false;
    }
    return true;
}
