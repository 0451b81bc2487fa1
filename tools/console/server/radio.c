/* SPDX-License-Identifier: MIT */
#include "radio.h"

#include <fcntl.h>
#include <jansson.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define GATEWAY   "10.0.2.2"
#define PROGRAM   "modem" /* a copy: whom it runs as need not reach the original */
#define SCENARIO  "air.json"
#define CONTROL   "module"
#define ANSWER_MS 2000
#define START_MS  5000
#define STEP_MS   20

/* A new file of the run's folder, whose owner is whom the run is for; -1: it cannot be. */
static int make_file(const struct ward_order *order, const char *name, mode_t mode)
{
    char path[160];

    (void)snprintf(path, sizeof(path), "%s/%s", order->folder, name);
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd >= 0 && order->uid != 0 && fchown(fd, order->uid, (gid_t)order->uid) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static bool copy_program(const char *from, const struct ward_order *order)
{
    char bytes[65536];
    ssize_t count = 0;

    const int in = open(from, O_RDONLY | O_CLOEXEC);
    const int out = in >= 0 ? make_file(order, PROGRAM, 0700) : -1;
    bool is_done = out >= 0;
    while (is_done && (count = read(in, bytes, sizeof(bytes))) > 0) {
        is_done = write(out, bytes, (size_t)count) == count;
    }
    if (in >= 0) {
        (void)close(in);
    }
    if (out >= 0) {
        (void)close(out);
    }
    return is_done && count == 0;
}

/* Certificates that the package was given, by their names in the run's folder. */
static void add_identity(json_t *scenario, const char *folder, const char *package)
{
    static const char *const stems[] = {"device", "claim"};
    const char *inside = package + strlen(folder) + 1;
    char path[300];

    (void)snprintf(path, sizeof(path), "%s/credentials/ca.crt", package);
    if (access(path, R_OK) == 0) {
        (void)snprintf(path, sizeof(path), "%s/credentials/ca.crt", inside);
        json_object_set_new(scenario, "authorities", json_pack("[s]", path));
    }
    for (size_t i = 0; i < sizeof(stems) / sizeof(stems[0]); i++) {
        (void)snprintf(path, sizeof(path), "%s/credentials/%s.key", package, stems[i]);
        if (access(path, R_OK) == 0) {
            char certificate[300];
            (void)snprintf(path, sizeof(path), "%s/credentials/%s.key", inside, stems[i]);
            (void)snprintf(certificate, sizeof(certificate), "%s/credentials/%s.crt", inside,
                           stems[i]);
            json_object_set_new(scenario, "identities",
                                json_pack("[{s:s, s:s}]", "certificate", certificate, "key", path));
            return;
        }
    }
}

static bool write_scenario(const struct ward_order *order, const char *package, const char *host)
{
    json_t *hosts = json_pack("{s:s}", RADIO_TIME, GATEWAY);
    json_t *scenario = json_pack(
        "{s:[{s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:i}], s:{}, s:{s:i, s:i, s:i, s:i}}",
        "access_points", "ssid", RADIO_NETWORK, "security", "wpa2", "password", RADIO_PASSPHRASE,
        "channel", 6, "rssi", -48, "gateway", GATEWAY, "first", "10.0.2.15", "pool", 8, "ports",
        "delays_ms", "join", 300, "address", 100, "scan", 400, "boot", 200);

    if (host[0] != '\0') {
        json_object_set_new(hosts, host, json_string(GATEWAY));
    }
    json_object_set_new(scenario, "hosts", hosts);
    add_identity(scenario, order->folder, package);
    const int fd = make_file(order, SCENARIO, 0600);
    const bool is_done = fd >= 0 && json_dumpfd(scenario, fd, 0) == 0;
    if (fd >= 0) {
        (void)close(fd);
    }
    json_decref(scenario);
    return is_done;
}

static int plug_in(const struct radio *radio)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%.107s", radio->control);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

static bool ask(const struct radio *radio, const char *request)
{
    const int fd = radio->is_on ? plug_in(radio) : -1;
    struct pollfd ready = {fd, POLLIN, 0};
    char answer[64] = "";

    if (fd < 0) {
        return false;
    }
    const bool is_answered = write(fd, request, strlen(request)) == (ssize_t)strlen(request) &&
                             poll(&ready, 1, ANSWER_MS) == 1 &&
                             read(fd, answer, sizeof(answer) - 1) > 0;
    (void)close(fd);
    return is_answered && strncmp(answer, "ok", 2) == 0;
}

/* Until it listens; false: it has ended, and `why` is what it said last. */
static bool wait_for_module(struct radio *radio, char *why, size_t why_bytes)
{
    for (int waited = 0; waited < START_MS; waited += STEP_MS) {
        char said[200];
        const int fd = plug_in(radio);
        if (fd >= 0) {
            (void)close(fd);
            return true;
        }
        const ssize_t bytes = ward_read(&radio->ward, said, sizeof(said) - 1, STEP_MS);
        if (bytes > 0) {
            said[bytes] = '\0';
            (void)snprintf(why, why_bytes, "The Wi-Fi module: %.*s", (int)strcspn(said, "\n"),
                           said);
        } else if (bytes == 0) {
            return false;
        }
    }
    return false;
}

bool radio_start(struct radio *radio, const char *program, const struct ward_order *order,
                 const char *package, const char *host, char *why, size_t why_bytes)
{
    static const char *const command[] = {"./" PROGRAM, "--scenario", SCENARIO, "--uart",
                                          RADIO_UART,   "--control",  CONTROL,  NULL};
    struct ward_order own = *order;

    (void)snprintf(why, why_bytes, "The Wi-Fi module cannot be started");
    (void)snprintf(radio->control, sizeof(radio->control), "%s/" CONTROL, order->folder);
    own.command = command;
    if (!copy_program(program, order) || !write_scenario(order, package, host) ||
        !ward_start(&radio->ward, &own)) {
        return false;
    }
    radio->is_on = true;
    if (!wait_for_module(radio, why, why_bytes)) {
        radio_stop(radio);
        return false;
    }
    why[0] = '\0';
    return true;
}

bool radio_set_network(const struct radio *radio, bool is_up)
{
    return ask(radio, is_up ? "ap " RADIO_NETWORK " back\n" : "ap " RADIO_NETWORK " lost\n");
}

bool radio_reboot(const struct radio *radio)
{
    return ask(radio, "reboot\n");
}

void radio_stop(struct radio *radio)
{
    if (radio->is_on) {
        radio->is_on = false;
        ward_end(&radio->ward);
        (void)ward_wait(&radio->ward);
    }
}
