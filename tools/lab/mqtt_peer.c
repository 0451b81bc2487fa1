/* SPDX-License-Identifier: MIT */
/* The other end of an end-to-end test: publishes numbered messages at QoS 1, receives numbered
 * ones, and says what came through. Survives the broker's death: it connects again, with a
 * persistent session.
 *
 *   cc -O2 -o mqtt_peer tools/lab/mqtt_peer.c -lmosquitto        (Debian: libmosquitto-dev)
 *   mqtt_peer --port 8883 --cafile ca.crt --cert operator.crt --key operator.key --insecure
 *             --publish thing/down --send 5000 --subscribe thing/up --receive 5000 --seconds 600
 *
 * A payload begins with its number, 1 .. N in decimal. The result is one line of JSON on standard
 * output; the exit status is 0 when everything was sent, acknowledged and received before the
 * deadline. */
#include <getopt.h>
#include <mosquitto.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NUMBERS_MAX   1000000ul
#define MISSING_SHOWN 10

static struct {
    const char *host, *cafile, *cert, *key, *id, *publish, *subscribe;
    bool insecure, after_first;
    unsigned long port, send, receive, in_flight, seconds, bytes, pause_ms;
} options = {
    .host = "127.0.0.1",
    .id = "mqtt_peer",
    .port = 1883,
    .in_flight = 20,
    .seconds = 60,
};

static struct {
    bool connected, subscribed;
    unsigned long sent, acked, received_unique, duplicates, unexpected;
    unsigned long connects, losses, losses_in_flight;
    unsigned long number_of_id[65536]; /* 0: not under way */
    unsigned char *seen;               /* [number]: has come */
} peer;

static volatile sig_atomic_t stopped;

static void stop(int number)
{
    (void)number;
    stopped = 1;
}

static double now_s(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void pause_ms(unsigned long ms)
{
    const struct timespec time = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};

    nanosleep(&time, NULL);
}

/* --- what the broker says --- */

static void on_connect(struct mosquitto *client, void *context, int code)
{
    (void)context;
    if (code != 0) {
        fprintf(stderr, "mqtt_peer: refused: %s\n", mosquitto_connack_string(code));
        return;
    }
    peer.connected = true;
    peer.connects++;
    peer.subscribed = options.subscribe == NULL;
    if (options.subscribe != NULL) {
        mosquitto_subscribe(client, NULL, options.subscribe, 1);
    }
}

static void on_disconnect(struct mosquitto *client, void *context, int code)
{
    (void)client;
    (void)context;
    if (peer.connected && code != 0) {
        peer.losses++;
        peer.losses_in_flight += peer.sent > peer.acked;
    }
    peer.connected = false;
}

static void on_subscribe(struct mosquitto *client, void *context, int id, int count,
                         const int *granted)
{
    (void)client;
    (void)context;
    (void)id;
    peer.subscribed = count > 0 && granted[0] != 0x80;
}

static void on_publish(struct mosquitto *client, void *context, int id)
{
    (void)client;
    (void)context;
    if (peer.number_of_id[id & 0xFFFF] != 0) {
        peer.number_of_id[id & 0xFFFF] = 0;
        peer.acked++;
    }
}

static void on_message(struct mosquitto *client, void *context,
                       const struct mosquitto_message *message)
{
    char text[24] = "";
    const size_t length = message->payloadlen > 0 ? (size_t)message->payloadlen : 0;

    (void)client;
    (void)context;
    memcpy(text, message->payload != NULL ? message->payload : "",
           length < sizeof text ? length : sizeof text - 1);
    const unsigned long number = strtoul(text, NULL, 10);
    if (number == 0 || number > options.receive) {
        peer.unexpected++;
    } else if (peer.seen[number]) {
        peer.duplicates++;
    } else {
        peer.seen[number] = 1;
        peer.received_unique++;
    }
}

/* --- the work --- */

static bool may_send(void)
{
    return peer.connected && peer.subscribed && peer.sent < options.send &&
           peer.sent - peer.acked < options.in_flight &&
           (!options.after_first || peer.received_unique > 0);
}

static void send_some(struct mosquitto *client)
{
    static char payload[65536];

    while (may_send()) {
        int id = 0;
        int length = snprintf(payload, sizeof payload, "%lu", peer.sent + 1);
        if ((unsigned long)length < options.bytes) {
            memset(payload + length, ' ', options.bytes - (unsigned long)length);
            length = (int)options.bytes;
        }
        if (mosquitto_publish(client, &id, options.publish, length, payload, 1, false) !=
            MOSQ_ERR_SUCCESS) {
            return;
        }
        peer.sent++;
        peer.number_of_id[id & 0xFFFF] = peer.sent;
        if (options.pause_ms > 0) {
            return;
        }
    }
}

static bool is_done(void)
{
    return peer.acked >= options.send && peer.received_unique >= options.receive;
}

static void work(struct mosquitto *client)
{
    const double deadline = now_s() + (double)options.seconds;
    double next_send = 0;

    int code = mosquitto_connect(client, options.host, (int)options.port, 10);
    while (!stopped && !is_done() && now_s() < deadline) {
        if (code != MOSQ_ERR_SUCCESS) {
            pause_ms(100);
            code = mosquitto_reconnect(client);
            continue;
        }
        if (now_s() >= next_send) {
            send_some(client);
            next_send = now_s() + (double)options.pause_ms / 1000;
        }
        code = mosquitto_loop(client, options.pause_ms > 0 ? 1 : 20, 1);
    }
    for (unsigned i = 0; i < 10 && code == MOSQ_ERR_SUCCESS; i++) { /* the last PUBACKs */
        code = mosquitto_loop(client, 20, 1);
    }
    mosquitto_disconnect(client);
}

static void print_result(double seconds)
{
    unsigned long shown = 0;

    printf("{\"sent\": %lu, \"acked\": %lu, \"received_unique\": %lu, \"duplicates\": %lu, "
           "\"unexpected\": %lu, \"connects\": %lu, \"losses\": %lu, \"losses_in_flight\": %lu, "
           "\"seconds\": %.1f, \"missing\": [",
           peer.sent, peer.acked, peer.received_unique, peer.duplicates, peer.unexpected,
           peer.connects, peer.losses, peer.losses_in_flight, seconds);
    for (unsigned long i = 1; i <= options.receive && shown < MISSING_SHOWN; i++) {
        if (!peer.seen[i]) {
            printf("%s%lu", shown++ > 0 ? ", " : "", i);
        }
    }
    printf("]}\n");
}

/* --- the command line --- */

static void usage(void)
{
    fprintf(
        stderr,
        "usage: mqtt_peer [--host H] [--port P] [--cafile F --cert F --key F] [--insecure]\n"
        "                 [--id ID] [--publish TOPIC --send N] [--subscribe TOPIC --receive N]\n"
        "                 [--in-flight N] [--bytes N] [--pause-ms N] [--after-first]\n"
        "                 [--seconds N]\n"
        "  --insecure     do not check that the broker's certificate has the host's name\n"
        "  --bytes        fill each payload up to this length\n"
        "  --pause-ms     time between two messages; 0: as fast as in-flight allows\n"
        "  --after-first  publish nothing before the first message was received\n");
    exit(2);
}

static unsigned long number_of(const char *text)
{
    char *end;
    const unsigned long number = strtoul(text, &end, 10);

    if (*text == '\0' || *end != '\0' || number > NUMBERS_MAX) {
        fprintf(stderr, "mqtt_peer: '%s' is not a number up to %lu\n", text, NUMBERS_MAX);
        exit(2);
    }
    return number;
}

/* One of the three pointers is set: what the option's argument, or its presence, is stored in. */
static const struct {
    const char *name;
    const char **text;
    unsigned long *number;
    bool *flag;
} known[] = {
    {"host", &options.host, NULL, NULL},
    {"port", NULL, &options.port, NULL},
    {"cafile", &options.cafile, NULL, NULL},
    {"cert", &options.cert, NULL, NULL},
    {"key", &options.key, NULL, NULL},
    {"insecure", NULL, NULL, &options.insecure},
    {"id", &options.id, NULL, NULL},
    {"publish", &options.publish, NULL, NULL},
    {"send", NULL, &options.send, NULL},
    {"subscribe", &options.subscribe, NULL, NULL},
    {"receive", NULL, &options.receive, NULL},
    {"in-flight", NULL, &options.in_flight, NULL},
    {"bytes", NULL, &options.bytes, NULL},
    {"pause-ms", NULL, &options.pause_ms, NULL},
    {"after-first", NULL, NULL, &options.after_first},
    {"seconds", NULL, &options.seconds, NULL},
};
#define KNOWN (sizeof known / sizeof known[0])

static void parse(int count, char **arguments)
{
    struct option names[KNOWN + 1] = {{0}};
    int index = 0;
    int option;

    for (size_t i = 0; i < KNOWN; i++) {
        names[i].name = known[i].name;
        names[i].has_arg = known[i].flag == NULL;
    }
    while ((option = getopt_long(count, arguments, "", names, &index)) != -1) {
        if (option != 0) {
            usage();
        } else if (known[index].text != NULL) {
            *known[index].text = optarg;
        } else if (known[index].number != NULL) {
            *known[index].number = number_of(optarg);
        } else {
            *known[index].flag = true;
        }
    }
    if (optind != count || options.port > 65535 || options.bytes > 60000 ||
        options.in_flight == 0 || (options.publish == NULL) != (options.send == 0) ||
        (options.subscribe == NULL) != (options.receive == 0)) {
        usage();
    }
}

static struct mosquitto *make_client(void)
{
    struct mosquitto *const client = mosquitto_new(options.id, false, NULL);

    if (client == NULL) {
        perror("mqtt_peer: mosquitto_new");
        exit(2);
    }
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_disconnect_callback_set(client, on_disconnect);
    mosquitto_subscribe_callback_set(client, on_subscribe);
    mosquitto_publish_callback_set(client, on_publish);
    mosquitto_message_callback_set(client, on_message);
    mosquitto_max_inflight_messages_set(client, (unsigned)options.in_flight);
    if (options.cafile != NULL) {
        const int code =
            mosquitto_tls_set(client, options.cafile, NULL, options.cert, options.key, NULL);
        if (code != MOSQ_ERR_SUCCESS) {
            fprintf(stderr, "mqtt_peer: certificates: %s\n", mosquitto_strerror(code));
            exit(2);
        }
        mosquitto_tls_insecure_set(client, options.insecure);
    }
    return client;
}

int main(int count, char **arguments)
{
    parse(count, arguments);
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    peer.seen = calloc(options.receive + 1, 1);
    if (peer.seen == NULL) {
        perror("mqtt_peer");
        return 2;
    }
    mosquitto_lib_init();
    struct mosquitto *const client = make_client();
    const double start = now_s();
    work(client);
    print_result(now_s() - start);
    const bool done = is_done();
    mosquitto_destroy(client);
    mosquitto_lib_cleanup();
    free(peer.seen);
    return done ? 0 : 1;
}
