/* SPDX-License-Identifier: MIT */
#include "tls_peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 40
#define PATIENCE_MS   5000

static char folder[64];

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void folder_remove(void)
{
    char command[96];
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    if (system(command) != 0) {
        perror(command);
    }
}

const char *peer_folder(void)
{
    char command[512];

    if (folder[0] != '\0') {
        return folder;
    }
    strcpy(folder, "/tmp/dunlin-tls-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        fail("mkdtemp");
    }
    atexit(folder_remove);
    snprintf(command, sizeof(command), "'%s/tools/mkcreds' make '%s' --servers --name %s",
             DUNLIN_ROOT, folder, PEER_NAME);
    if (system(command) != 0) {
        fail(command);
    }
    return folder;
}

size_t peer_file(const char *name, uint8_t *content, size_t capacity)
{
    char path[256];
    snprintf(path, sizeof(path), "%s/%s", peer_folder(), name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fail(path);
    }
    size_t bytes = fread(content, 1, capacity, file);
    fclose(file);
    return bytes;
}

/* Reads what the server prints until `text` is in it. */
static bool listen_for(struct peer *peer, const char *text, int patience_ms)
{
    while (strstr(peer->said, text) == NULL) {
        struct pollfd ready = {.fd = peer->output, .events = POLLIN};
        size_t room = sizeof(peer->said) - 1 - peer->said_bytes;
        if (room == 0 || poll(&ready, 1, patience_ms) != 1) {
            return false;
        }
        ssize_t more = read(peer->output, peer->said + peer->said_bytes, room);
        if (more <= 0) {
            return false;
        }
        peer->said_bytes += (size_t)more;
        peer->said[peer->said_bytes] = '\0';
    }
    return true;
}

static void serve(const char *certificate, const char *const *more, int output)
{
    static char cert[160];
    static char key[160];
    static char ca[160];
    const char *arguments[ARGUMENTS_MAX] = {"openssl", "s_server", "-accept", "127.0.0.1:0",
                                            "-cert",   cert,       "-key",    key,
                                            "-CAfile", ca,         "-rev"};
    size_t count = 11;

    snprintf(cert, sizeof(cert), "%s/%s.crt", folder, certificate);
    snprintf(key, sizeof(key), "%s/%s.key", folder, certificate);
    snprintf(ca, sizeof(ca), "%s/ca.crt", folder);
    for (; more != NULL && *more != NULL && count < ARGUMENTS_MAX - 1; more++) {
        arguments[count++] = *more;
    }
    arguments[count] = NULL;
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    execvp("openssl", (char *const *)arguments);
    _exit(127);
}

void peer_start(struct peer *peer, const char *certificate, const char *const *more)
{
    int ends[2];

    peer_folder();
    memset(peer, 0, sizeof(*peer));
    if (pipe(ends) != 0) {
        fail("pipe");
    }
    fflush(stdout);
    peer->process = fork();
    if (peer->process == 0) {
        close(ends[0]);
        serve(certificate, more, ends[1]);
    }
    close(ends[1]);
    peer->output = ends[0];
    const char *line = NULL;
    if (listen_for(peer, "ACCEPT 127.0.0.1:", PATIENCE_MS)) {
        line = strstr(peer->said, "ACCEPT 127.0.0.1:") + strlen("ACCEPT 127.0.0.1:");
    }
    if (line == NULL || !listen_for(peer, "\n", PATIENCE_MS)) {
        printf("the server did not start:\n%s\n", peer->said);
        exit(1);
    }
    peer->port = (uint16_t)atoi(line);
}

void peer_stop(struct peer *peer)
{
    kill(peer->process, SIGKILL);
    waitpid(peer->process, NULL, 0);
    close(peer->output);
}

bool peer_says(struct peer *peer, const char *text)
{
    return listen_for(peer, text, PATIENCE_MS);
}

void wire_connect(struct wire *wire, const struct peer *peer)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(peer->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    wire->socket = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(wire->socket, (struct sockaddr *)&address, sizeof(address)) != 0) {
        fail("connect");
    }
    fcntl(wire->socket, F_SETFL, O_NONBLOCK);
}

void wire_close(struct wire *wire)
{
    close(wire->socket);
}

static bool stuttering(struct wire *wire)
{
    wire->turn = !wire->turn;
    return wire->stutter && wire->turn;
}

static int32_t result_of(ssize_t bytes)
{
    if (bytes > 0) {
        return (int32_t)bytes;
    }
    if (bytes == 0) {
        return TLS_TRANSPORT_END;
    }
    return errno == EAGAIN ? TLS_TRANSPORT_WOULD_BLOCK : TLS_TRANSPORT_FAILED;
}

static int32_t wire_send(void *context, const void *data, size_t length)
{
    struct wire *wire = context;
    if (wire->broken) {
        return TLS_TRANSPORT_FAILED;
    }
    if (wire->blocked || stuttering(wire)) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    size_t part = wire->part != 0 && wire->part < length ? wire->part : length;
    return result_of(send(wire->socket, data, part, MSG_NOSIGNAL));
}

static int32_t wire_recv(void *context, void *data, size_t capacity)
{
    struct wire *wire = context;
    if (stuttering(wire)) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    size_t part = wire->part != 0 && wire->part < capacity ? wire->part : capacity;
    ssize_t bytes = recv(wire->socket, data, part, 0);
    if (bytes > 0 && wire->corrupt_at > wire->arrived &&
        wire->corrupt_at <= wire->arrived + (size_t)bytes) {
        ((uint8_t *)data)[wire->corrupt_at - wire->arrived - 1] ^= 0x55;
    }
    wire->arrived += bytes > 0 ? (size_t)bytes : 0;
    return result_of(bytes);
}

struct tls_transport wire_transport(struct wire *wire)
{
    return (struct tls_transport){.context = wire, .send = wire_send, .recv = wire_recv};
}

bool wire_wait(const struct wire *wire, tls_status_t wanted)
{
    struct pollfd ready = {.fd = wire->socket,
                           .events = wanted == TLS_WANT_WRITE ? POLLOUT : POLLIN};
    return poll(&ready, 1, wire->stutter ? 1 : PATIENCE_MS) == 1 || wire->stutter;
}
