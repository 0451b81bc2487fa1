/* SPDX-License-Identifier: MIT */
#include "fake_offload.h"

#include <string.h>

#include "board_radio.h"

struct fake_modem fake;
bool fake_has_tls = true;

static bool connected[FAKE_LINKS];
static unsigned sends, receives;
static StaticSemaphore_t turn_memory;
static SemaphoreHandle_t turn;
static void (*listener)(void *context, unsigned link);
static void *listener_context;

static void put(char *text, size_t size, const char *more, size_t length)
{
    size_t used = strlen(text);
    size_t room = size - 1u - used;

    memcpy(text + used, more, length < room ? length : room);
}

static void note(char what, unsigned link)
{
    const char entry[] = {what, (char)('0' + link)};
    put(fake.log, sizeof fake.log, entry, sizeof entry);
}

static void take_turn(void)
{
    (void)xSemaphoreTake(turn, portMAX_DELAY);
}

static void give_turn(void)
{
    (void)xSemaphoreGive(turn);
}

static void listen_events(struct offload_device *device, void (*event)(void *, unsigned),
                          void *context)
{
    (void)device;
    CHECK(listener == NULL); /* once */
    listener = event;
    listener_context = context;
}

static int32_t open_link(struct offload_device *device)
{
    int32_t link = OFFLOAD_NO_LINK;

    (void)device;
    take_turn();
    for (unsigned i = 0; i < FAKE_LINKS && link == OFFLOAD_NO_LINK; i++) {
        if (!fake.taken[i]) {
            fake.taken[i] = true;
            link = (int32_t)i;
            note('o', i);
        }
    }
    give_turn();
    return link;
}

static void note_tls(const struct offload_tls *tls)
{
    fake.with_tls = tls != NULL;
    if (tls == NULL) {
        return;
    }
    fake.tls = *tls;
    put(fake.tls_name, sizeof fake.tls_name, tls->name, strlen(tls->name));
    for (unsigned i = 0; i < tls->alpn_count; i++) {
        put(fake.tls_alpn, sizeof fake.tls_alpn, tls->alpn[i], strlen(tls->alpn[i]));
        put(fake.tls_alpn, sizeof fake.tls_alpn, ",", 1);
    }
}

static int32_t connect_link(struct offload_device *device, unsigned link, const char *host,
                            uint16_t port, const struct offload_tls *tls)
{
    (void)device;
    take_turn();
    note('c', link);
    fake.wrong += fake.taken[link] && !connected[link] ? 0 : 1;
    memset(fake.host, 0, sizeof fake.host);
    put(fake.host, sizeof fake.host, host, strlen(host));
    fake.port = port;
    note_tls(tls);
    if (fake.connect_ticks != 0) {
        vTaskDelay(fake.connect_ticks);
    }
    connected[link] = fake.connect == 0;
    give_turn();
    return fake.connect;
}

static void call_in(unsigned link)
{
    void (*hook)(unsigned) = fake.in_call;

    fake.in_call = NULL;
    if (hook != NULL) {
        hook(link);
    }
}

static int32_t send_bytes(struct offload_device *device, unsigned link, const void *bytes,
                          size_t length)
{
    int32_t result = OFFLOAD_WAIT;

    (void)device;
    take_turn();
    note('s', link);
    fake.wrong += connected[link] && length > 0 ? 0 : 1;
    if (fake.send_ticks != 0) {
        vTaskDelay(fake.send_ticks);
    }
    if (sends < FAKE_SCRIPT_MAX && fake.send[sends].result != 0) {
        result = fake.send[sends++].result;
        result = result > (int32_t)length ? (int32_t)length : result;
    }
    if (result > 0) {
        put(fake.sent, sizeof fake.sent, bytes, (size_t)result);
    }
    call_in(link);
    give_turn();
    return result;
}

static int32_t receive_bytes(struct offload_device *device, unsigned link, void *bytes,
                             size_t capacity)
{
    int32_t result = OFFLOAD_WAIT;

    (void)device;
    take_turn();
    note('r', link);
    fake.wrong += connected[link] && capacity > 0 ? 0 : 1;
    if (receives < FAKE_SCRIPT_MAX && fake.receive[receives].result != 0) {
        struct fake_answer *answer = &fake.receive[receives];
        result = answer->result;
        if (result > (int32_t)capacity) { /* the rest stays */
            result = (int32_t)capacity;
            memcpy(bytes, answer->bytes, capacity);
            answer->bytes += capacity;
            answer->result -= result;
        } else {
            receives++;
            memcpy(bytes, answer->bytes != NULL ? answer->bytes : "",
                   result > 0 ? (size_t)result : 0);
        }
    }
    call_in(link);
    give_turn();
    return result;
}

static void close_link(struct offload_device *device, unsigned link)
{
    (void)device;
    take_turn();
    note('x', link);
    fake.wrong += fake.taken[link] ? 0 : 1;
    fake.taken[link] = false;
    connected[link] = false;
    give_turn();
}

static struct offload_driver driver = {
    .links = FAKE_LINKS,
    .listen_events = listen_events,
    .open = open_link,
    .connect = connect_link,
    .send = send_bytes,
    .receive = receive_bytes,
    .close = close_link,
};

struct offload_device *board_offload(void)
{
    static struct offload_device device = {.driver = &driver};

    driver.tls = fake_has_tls;
    return &device;
}

void fake_begin(void)
{
    if (turn == NULL) {
        turn = xSemaphoreCreateMutexStatic(&turn_memory);
    }
    for (unsigned i = 0; i < FAKE_LINKS; i++) {
        CHECK(!fake.taken[i] && !connected[i]);
    }
    CHECK_EQ(fake.wrong, 0);
    memset(&fake, 0, sizeof fake);
    sends = 0;
    receives = 0;
    fake_has_tls = true;
}

void fake_event(unsigned link)
{
    CHECK(listener != NULL);
    listener(listener_context, link);
}

void fake_check(const char *log)
{
    conformance_case = fake.log;
    CHECK(strcmp(fake.log, log) == 0);
    conformance_case = NULL;
    memset(fake.log, 0, sizeof fake.log);
}
