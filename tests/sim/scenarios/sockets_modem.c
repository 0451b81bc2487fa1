/* SPDX-License-Identifier: MIT */
/* Two tasks receive and two send, over connections of a modem that does one thing at a time, sends
 * every byte back, restarts and lets peers close. Each byte goes to the connection that it was
 * meant for, in order, comes back so, and in the end every link is free. */
#include <string.h>

#include "aws_secure_sockets.h"
#include "board_radio.h"
#include "semphr.h"

#include "scenario.h"

#define ROUNDS  (is_systematic() ? 1u : 4u)
#define PAIRS   2u
#define LENGTH  40u
#define ROOM    16u /* of a link, in the modem */
#define ANYTIME 0u

/* ---- the modem ---- */

enum link_state { LINK_FREE, LINK_TAKEN, LINK_OPEN, LINK_ENDED, LINK_RESET };

static struct {
    uint8_t state, bytes[ROOM];
    uint16_t port;
    unsigned count, sent; /* waiting to be read; since it was opened */
} links[PAIRS];

static SemaphoreHandle_t turn;
static void (*listener)(void *context, unsigned link);
static void *listener_context;

static void take_turn(void)
{
    EXPECT(xSemaphoreTake(turn, portMAX_DELAY) == pdPASS);
}

static int32_t give_turn(int32_t result)
{
    EXPECT(xSemaphoreGive(turn) == pdPASS);
    return result;
}

static uint8_t byte_of(uint16_t port, unsigned at)
{
    return (uint8_t)(port * 41u + at);
}

static void listen_events(struct offload_device *device, void (*event)(void *, unsigned),
                          void *context)
{
    (void)device;
    listener = event;
    listener_context = context;
}

static int32_t open_link(struct offload_device *device)
{
    int32_t link = OFFLOAD_NO_LINK;

    (void)device;
    take_turn();
    for (unsigned i = 0; i < PAIRS && link < 0; i++) {
        if (links[i].state == LINK_FREE) {
            memset(&links[i], 0, sizeof links[i]);
            links[i].state = LINK_TAKEN;
            link = (int32_t)i;
        }
    }
    return give_turn(link);
}

static int32_t connect_link(struct offload_device *device, unsigned link, const char *host,
                            uint16_t port, const struct offload_tls *tls)
{
    (void)device;
    (void)tls;
    take_turn();
    EXPECT(links[link].state == LINK_TAKEN && strcmp(host, "10.0.0.5") == 0);
    vTaskDelay(choose(3));
    if (choose(5) == 0) {
        return give_turn(OFFLOAD_REFUSED);
    }
    links[link].state = LINK_OPEN;
    links[link].port = port;
    return give_turn(0);
}

static bool is_open(unsigned link)
{
    EXPECT(link < PAIRS && links[link].state >= LINK_OPEN);
    return links[link].state == LINK_OPEN;
}

static int32_t send_bytes(struct offload_device *device, unsigned link, const void *data,
                          size_t length)
{
    const uint8_t *const bytes = data;

    (void)device;
    take_turn();
    if (!is_open(link)) {
        return give_turn(links[link].state == LINK_RESET ? OFFLOAD_RESET : OFFLOAD_ENDED);
    }
    const size_t room = ROOM - links[link].count;
    const size_t taken = room == 0 ? 0 : 1u + choose((uint32_t)(length < room ? length : room));
    for (size_t i = 0; i < taken; i++) {
        EXPECT(bytes[i] == byte_of(links[link].port, links[link].sent));
        links[link].bytes[links[link].count++] = bytes[i];
        links[link].sent++;
    }
    if (taken > 0) {
        listener(listener_context, link);
    }
    return give_turn(taken == 0 ? OFFLOAD_WAIT : (int32_t)taken);
}

static int32_t receive_bytes(struct offload_device *device, unsigned link, void *data,
                             size_t capacity)
{
    (void)device;
    take_turn();
    const bool open = is_open(link);
    const size_t count = links[link].count < capacity ? links[link].count : capacity;
    if (links[link].state == LINK_RESET) {
        return give_turn(OFFLOAD_RESET);
    }
    if (count == 0) {
        return give_turn(open ? OFFLOAD_WAIT : OFFLOAD_ENDED);
    }
    memcpy(data, links[link].bytes, count);
    links[link].count -= (unsigned)count;
    memmove(links[link].bytes, links[link].bytes + count, links[link].count);
    listener(listener_context, link);
    return give_turn((int32_t)count);
}

static void close_link(struct offload_device *device, unsigned link)
{
    (void)device;
    take_turn();
    EXPECT(link < PAIRS && links[link].state != LINK_FREE);
    links[link].state = LINK_FREE;
    (void)give_turn(0);
}

struct offload_device *board_offload(void)
{
    static const struct offload_driver driver = {.links = PAIRS,
                                                 .tls = true,
                                                 .listen_events = listen_events,
                                                 .open = open_link,
                                                 .connect = connect_link,
                                                 .send = send_bytes,
                                                 .receive = receive_bytes,
                                                 .close = close_link};
    static struct offload_device device = {&driver, NULL};

    return &device;
}

/* ---- who uses it ---- */

static struct pair {
    unsigned actor, sender_actor;
    TaskHandle_t receiver, sender;
    Socket_t socket;
    uint16_t port;
    int32_t result; /* of the sender */
} pairs[PAIRS];

static unsigned air_actor;
static uint16_t last_port;

static bool is_an_end(int32_t result)
{
    return result == SOCKETS_ECLOSED || result == SOCKETS_PERIPHERAL_RESET;
}

static void send_all(void *arg)
{
    struct pair *const self = arg;

    for (;;) {
        uint8_t bytes[LENGTH];
        if (ulTaskNotifyTake(pdTRUE, portMAX_DELAY) == 2u) { /* there is nothing more */
            break;
        }
        for (unsigned i = 0; i < LENGTH; i++) {
            bytes[i] = byte_of(self->port, i);
        }
        self->result = SOCKETS_Send(self->socket, bytes, LENGTH, 0);
        EXPECT((self->result > 0 && self->result <= (int32_t)LENGTH) || is_an_end(self->result));
        progress(self->sender_actor);
        EXPECT(xTaskNotifyGive(self->receiver) == pdPASS);
    }
    done(self->sender_actor);
    rest();
}

/* How many bytes came back. */
static unsigned receive_all(struct pair *self)
{
    unsigned got = 0;

    while (got < LENGTH) {
        uint8_t bytes[LENGTH];
        const int32_t result = SOCKETS_Recv(self->socket, bytes, 1u + choose(LENGTH), 0);
        EXPECT(result >= 0 || is_an_end(result));
        if (result < 0) {
            break;
        }
        for (int32_t i = 0; i < result; i++) {
            EXPECT(bytes[i] == byte_of(self->port, got));
            got++;
        }
        progress(self->actor);
    }
    return got;
}

static void use_once(struct pair *self)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .ulAddress = SOCKETS_inet_addr_quick(10, 0, 0, 5)};
    const TickType_t send_ms = ANYTIME, receive_ms = choose(2) == 0 ? 3 : 50;

    taskENTER_CRITICAL();
    self->port = ++last_port;
    taskEXIT_CRITICAL();
    to.usPort = SOCKETS_htons(self->port);
    self->socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    EXPECT(self->socket != SOCKETS_INVALID_SOCKET);
    EXPECT(SOCKETS_SetSockOpt(self->socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms) ==
           SOCKETS_ERROR_NONE);
    EXPECT(SOCKETS_SetSockOpt(self->socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms,
                              sizeof receive_ms) == SOCKETS_ERROR_NONE);
    const int32_t connected = SOCKETS_Connect(self->socket, &to, sizeof to);
    EXPECT(connected == SOCKETS_ERROR_NONE || connected == SOCKETS_SOCKET_ERROR);
    if (connected == SOCKETS_ERROR_NONE) {
        EXPECT(xTaskNotifyGive(self->sender) == pdPASS);
        const unsigned got = receive_all(self);
        if (got == 0) { /* it may not have begun to send yet: this socket must still be its own */
            EXPECT(ulTaskNotifyTake(pdTRUE, portMAX_DELAY) == 1);
        }
        if (choose(2) == 0) {
            (void)SOCKETS_Shutdown(self->socket, SOCKETS_SHUT_RDWR);
        }
        EXPECT(SOCKETS_Close(self->socket) == SOCKETS_ERROR_NONE);
        if (got > 0) {
            EXPECT(ulTaskNotifyTake(pdTRUE, portMAX_DELAY) == 1);
            EXPECT(got < LENGTH || self->result == (int32_t)LENGTH);
        }
    } else {
        EXPECT(SOCKETS_Close(self->socket) == SOCKETS_ERROR_NONE);
    }
}

static void use(void *arg)
{
    struct pair *const self = arg;

    for (unsigned i = 0; i < ROUNDS; i++) {
        use_once(self);
        progress(self->actor);
    }
    EXPECT(xTaskNotify(self->sender, 2, eSetValueWithOverwrite) == pdPASS);
    done(self->actor);
    rest();
}

/* The modem's own task: it restarts, or a peer closes. */
static void be_the_air(void *arg)
{
    (void)arg;
    for (unsigned i = 0; i < ROUNDS; i++) {
        vTaskDelay(1 + choose(8));
        const uint8_t state = choose(2) == 0 ? LINK_RESET : LINK_ENDED;
        take_turn();
        for (unsigned link = 0; link < PAIRS; link++) {
            if (links[link].state == LINK_OPEN && (state == LINK_RESET || choose(2) == 0)) {
                links[link].state = state;
                listener(listener_context, link);
            }
        }
        (void)give_turn(0);
        progress(air_actor);
    }
    done(air_actor);
    rest();
}

static void setup(void)
{
    turn = xSemaphoreCreateMutex();
    EXPECT(SOCKETS_Init() == pdPASS);
    air_actor = actor("air");
    for (unsigned i = 0; i < PAIRS; i++) {
        pairs[i].actor = actor("receiver");
        pairs[i].sender_actor = actor("sender");
        pairs[i].receiver = spawn("receiver", use, P_LOW + choose(3), &pairs[i]);
        pairs[i].sender = spawn("sender", send_all, P_LOW + choose(3), &pairs[i]);
    }
    spawn("air", be_the_air, P_LOW + choose(3), NULL);
}

static void check(void)
{
    for (unsigned i = 0; i < PAIRS; i++) {
        EXPECT(links[i].state == LINK_FREE);
    }
}

SCENARIO(sockets_modem, "bytes keep to their connection and order; no link is left over");
