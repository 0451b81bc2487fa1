/* SPDX-License-Identifier: MIT */
/* A network interface over libslirp (Debian's 4.7).
 *
 *      send ──► slirp_input                          slirp ──► send_packet ──► ring ──irq──►
 * receive port, idle or every few thousand points: poll() the sockets that slirp asks for
 *
 * libslirp runs beside the processor, on the port's stack, and never while firmware is inside one
 * of its calls.
 */
#include "slirp_sim.h"

#include <arpa/inet.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libslirp.h>
#if !SLIRP_CHECK_VERSION(4, 7, 0)
#error "libslirp is older than 4.7: install a newer libslirp-dev, or none"
#endif

#include "forbidden.h"
#include "sim.h"

HOST_CALL(poll);
HOST_CALL(calloc);
HOST_CALL(free);

#define IRQ_PRIORITY 0xC0u /* as the drivers of the boards */
#define FRAMES       64u
#define SOCKETS      256u
#define FORWARDS     8u

struct frame {
    size_t length;
    uint8_t bytes[NETIF_FRAME_BYTES_MAX];
};

struct forward {
    bool is_udp;
    uint16_t host_port;
    uint16_t board_port;
};

static struct {
    Slirp *slirp;
    void (*ready)(void *context);
    void *context;
    struct frame ring[FRAMES];
    unsigned head; /* next to read */
    unsigned count;
    unsigned dropped;
    struct pollfd sockets[SOCKETS];
    unsigned socket_count;
    struct forward forwards[FORWARDS];
    unsigned forward_count;
    uint64_t looked_ns;
    const char *cut_file; /* NULL: the cable stays where it is */
    bool is_cut;
    uint64_t cut_look_ns; /* not before */
} net;

#define CUT_LOOK_EVERY_NS UINT64_C(50000000)

static bool is_cut(void)
{
    const uint64_t now = sim_now_ns();

    if (net.cut_file != NULL && now >= net.cut_look_ns) {
        net.cut_look_ns = now + CUT_LOOK_EVERY_NS;
        net.is_cut = access(net.cut_file, F_OK) == 0;
    }
    return net.is_cut;
}

/* ---- What libslirp asks of us ---- */

static ssize_t deliver(const void *bytes, size_t length, void *opaque)
{
    (void)opaque;
    if (is_cut() || net.count == FRAMES || length > NETIF_FRAME_BYTES_MAX) {
        net.dropped++;
        return (ssize_t)length;
    }
    struct frame *frame = &net.ring[(net.head + net.count) % FRAMES];
    memcpy(frame->bytes, bytes, length);
    frame->length = length;
    net.count++;
    sim_irq_raise(SIM_IRQ_SLIRP);
    return (ssize_t)length;
}

static void guest_error(const char *text, void *opaque)
{
    (void)opaque;
    fprintf(stderr, "sim: libslirp: %s\n", text);
}

static int64_t now_ns(void *opaque)
{
    (void)opaque;
    return (int64_t)sim_now_ns();
}

struct timer {
    struct sim_event event;
    SlirpTimerCb callback;
    void *argument;
};

static void timer_happens(struct sim_event *event)
{
    struct timer *timer = event->arg;
    timer->callback(timer->argument);
}

static void *timer_new(SlirpTimerCb callback, void *argument, void *opaque)
{
    (void)opaque;
    struct timer *timer = HOST(calloc)(1, sizeof *timer);
    if (timer == NULL) {
        sim_fail("no host memory for a timer of libslirp");
    }
    timer->callback = callback;
    timer->argument = argument;
    timer->event.happen = timer_happens;
    timer->event.arg = timer;
    return timer;
}

static void timer_free(void *handle, void *opaque)
{
    struct timer *timer = handle;
    (void)opaque;
    sim_event_cancel(&timer->event);
    HOST(free)(timer);
}

static void timer_set(void *handle, int64_t expire_ms, void *opaque)
{
    struct timer *timer = handle;
    (void)opaque;
    sim_event_at(&timer->event, (uint64_t)expire_ms * 1000000u);
}

static void nothing_for_socket(int socket, void *opaque)
{
    (void)socket;
    (void)opaque;
}

static void nothing(void *opaque)
{
    (void)opaque;
}

static const SlirpCb callbacks = {
    .send_packet = deliver,
    .guest_error = guest_error,
    .clock_get_ns = now_ns,
    .timer_new = timer_new,
    .timer_free = timer_free,
    .timer_mod = timer_set,
    .register_poll_fd = nothing_for_socket,
    .unregister_poll_fd = nothing_for_socket,
    .notify = nothing,
};

/* ---- Waiting for sockets ---- */

static int add_socket(int socket, int events, void *opaque)
{
    (void)opaque;
    if (net.socket_count == SOCKETS) {
        return -1;
    }
    short wanted = 0;
    wanted |= (events & SLIRP_POLL_IN) != 0 ? POLLIN : 0;
    wanted |= (events & SLIRP_POLL_OUT) != 0 ? POLLOUT : 0;
    wanted |= (events & SLIRP_POLL_PRI) != 0 ? POLLPRI : 0;
    net.sockets[net.socket_count] = (struct pollfd){.fd = socket, .events = wanted};
    return (int)net.socket_count++;
}

static int events_of(int index, void *opaque)
{
    (void)opaque;
    if (index < 0 || (unsigned)index >= net.socket_count) {
        return 0;
    }
    short got = net.sockets[index].revents;
    int events = 0;
    events |= (got & POLLIN) != 0 ? SLIRP_POLL_IN : 0;
    events |= (got & POLLOUT) != 0 ? SLIRP_POLL_OUT : 0;
    events |= (got & POLLPRI) != 0 ? SLIRP_POLL_PRI : 0;
    events |= (got & POLLERR) != 0 ? SLIRP_POLL_ERR : 0;
    events |= (got & POLLHUP) != 0 ? SLIRP_POLL_HUP : 0;
    return events;
}

#define LOOK_EVERY_NS UINT64_C(200000)

static void wait_for_host(uint64_t timeout_us)
{
    uint64_t now = sim_now_ns();
    if (timeout_us == 0 && now - net.looked_ns < LOOK_EVERY_NS) {
        return;
    }
    uint32_t timeout_ms = timeout_us >= 1000000u ? 1000u : (uint32_t)((timeout_us + 999u) / 1000u);
    net.socket_count = 0;
    slirp_pollfds_fill(net.slirp, &timeout_ms, add_socket, NULL);
    if (timeout_us == 0) {
        timeout_ms = 0;
    }
    int found = HOST(poll)(net.sockets, net.socket_count, (int)timeout_ms);
    slirp_pollfds_poll(net.slirp, found < 0, events_of, NULL);
    net.looked_ns = sim_now_ns();
}

/* ---- The driver ---- */

static void interrupt(void *arg)
{
    (void)arg;
    net.ready(net.context);
}

static struct in_addr address(const char *text)
{
    struct in_addr result;
    if (inet_pton(AF_INET, text, &result) != 1) {
        sim_fail("'%s' is no address", text);
    }
    return result;
}

static bool add_forwards(void)
{
    for (unsigned i = 0; i < net.forward_count; i++) {
        const struct forward *forward = &net.forwards[i];
        if (slirp_add_hostfwd(net.slirp, forward->is_udp, address("127.0.0.1"), forward->host_port,
                              address("10.0.2.15"), forward->board_port) != 0) {
            fprintf(stderr, "sim: port %u of the host is taken\n", forward->host_port);
            return false;
        }
    }
    return true;
}

static void make_network(void *arg)
{
    SlirpConfig config = {
        .version = 4,
        .in_enabled = true,
        .vnetwork = address("10.0.2.0"),
        .vnetmask = address("255.255.255.0"),
        .vhost = address("10.0.2.2"),
        .vdhcp_start = address("10.0.2.15"),
        .vnameserver = address("10.0.2.3"),
        .vhostname = "dunlin",
    };
    (void)signal(SIGPIPE, SIG_IGN); /* a peer that is gone is an error of its connection */
    sim_go_realtime();
    net.slirp = slirp_new(&config, &callbacks, NULL);
    *(bool *)arg = net.slirp != NULL && add_forwards();
}

static bool start(struct netif_device *device, void (*ready)(void *), void *context)
{
    static const uint8_t mac[6] = {0x52, 0x54, 0x00, 0x12, 0x34, 0x56};
    bool is_made = false;

    net.ready = ready;
    net.context = context;
    memcpy(device->mac, mac, sizeof mac);
    sim_beside(make_network, &is_made);
    if (is_made) {
        sim_host_wait = wait_for_host;
        sim_irq_attach(SIM_IRQ_SLIRP, IRQ_PRIORITY, interrupt, NULL);
    }
    return is_made;
}

static size_t receive_frame(struct netif_device *device, void *frame, size_t capacity)
{
    (void)device;
    while (net.count != 0) {
        const struct frame *first = &net.ring[net.head];
        size_t length = first->length;
        net.head = (net.head + 1u) % FRAMES;
        net.count--;
        if (length <= capacity) {
            memcpy(frame, first->bytes, length);
            return length;
        }
        net.dropped++;
    }
    return 0;
}

static void input(void *arg)
{
    const struct frame *frame = arg;
    slirp_input(net.slirp, frame->bytes, (int)frame->length);
}

static bool send_frame(struct netif_device *device, const void *bytes, size_t length)
{
    static struct frame frame; /* one sender at a time, and nothing pre-empts a driver */

    (void)device;
    if (net.slirp == NULL || length < 14u || length > NETIF_FRAME_BYTES_MAX) {
        return false;
    }
    if (is_cut()) {
        return true; /* into the void, as from a card without a cable */
    }
    memcpy(frame.bytes, bytes, length);
    frame.length = length;
    sim_beside(input, &frame);
    return true;
}

static bool link_up(struct netif_device *device)
{
    (void)device;
    return net.slirp != NULL && !is_cut();
}

const struct netif_driver slirp_sim_driver = {
    .start = start,
    .receive = receive_frame,
    .send = send_frame,
    .link_up = link_up,
};

static bool read_port(const char **text, uint16_t *port, char end)
{
    char *stop = NULL;
    unsigned long value = strtoul(*text, &stop, 10);

    if (stop == *text || *stop != end || value == 0 || value > 65535u) {
        return false;
    }
    *port = (uint16_t)value;
    *text = stop + (end != '\0');
    return true;
}

void slirp_sim_cut_by(const char *path)
{
    net.cut_file = path;
}

bool slirp_sim_forward(const char *rule)
{
    struct forward forward = {.is_udp = strncmp(rule, "udp:", 4) == 0};

    if (net.forward_count == FORWARDS || (!forward.is_udp && strncmp(rule, "tcp:", 4) != 0)) {
        return false;
    }
    rule += 4;
    if (!read_port(&rule, &forward.host_port, ':') ||
        !read_port(&rule, &forward.board_port, '\0')) {
        return false;
    }
    net.forwards[net.forward_count++] = forward;
    return true;
}
