/* SPDX-License-Identifier: MIT */
/* libs/tls at the command of a script, on the host. Commands come on standard input, one a line:
 *
 *   connect PORT NAME VERSION TRUSTED CERTIFICATE SECRET SAY
 *       VERSION: any, 1.2 or 1.3; files in DER or PEM; CERTIFICATE and SECRET (32 bytes): our own,
 * or - SAY: none, line or mqtt. "none" only hears
 *
 * answered by one line, "heard <version> <bytes>" or "refused <text of the error>".
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tls.h"
#include "tls_host.h"
#include "tls_soft_key.h"

#define FILE_BYTES  8192u
#define PATIENCE_MS 5000

struct file {
    uint8_t bytes[FILE_BYTES];
    size_t length;
};

static int wire;

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
    (void)context;
    return result_of(send(wire, data, length, MSG_NOSIGNAL));
}

static int32_t wire_recv(void *context, void *data, size_t capacity)
{
    (void)context;
    return result_of(recv(wire, data, capacity, 0));
}

static bool wire_wait(tls_status_t wanted)
{
    struct pollfd ready = {.fd = wire, .events = wanted == TLS_WANT_WRITE ? POLLOUT : POLLIN};
    return poll(&ready, 1, PATIENCE_MS) == 1;
}

static void read_file(const char *path, struct file *file)
{
    FILE *from = fopen(path, "rb");
    if (from == NULL) {
        perror(path);
        exit(2);
    }
    file->length = fread(file->bytes, 1, sizeof(file->bytes), from);
    fclose(from);
}

static void wire_open(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    wire = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(wire, (struct sockaddr *)&address, sizeof(address)) != 0) {
        perror("connect");
        exit(2);
    }
    fcntl(wire, F_SETFL, O_NONBLOCK);
}

static tls_status_t handshake(struct tls *session)
{
    for (;;) {
        tls_status_t status = tls_handshake(session);
        if (status != TLS_WANT_READ && status != TLS_WANT_WRITE) {
            return status;
        }
        if (!wire_wait(status)) {
            printf("silence ");
            return status;
        }
    }
}

static tls_status_t say(struct tls *session, const char *what)
{
    static const char mqtt[] = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 1, 't'};
    static const char line[] = "hello\n";
    bool in_mqtt = strcmp(what, "mqtt") == 0;
    size_t sent = 0;

    if (strcmp(what, "none") == 0) {
        return TLS_OK;
    }
    return tls_send(session, in_mqtt ? mqtt : line, in_mqtt ? sizeof(mqtt) : sizeof(line) - 1,
                    &sent);
}

static tls_status_t hear(struct tls *session, size_t *received)
{
    uint8_t data[512];
    for (;;) {
        tls_status_t status = tls_recv(session, data, sizeof(data), received);
        if (status != TLS_WANT_READ) {
            return status;
        }
        if (!wire_wait(status)) {
            printf("silence ");
            return status;
        }
    }
}

static void tell(struct tls *session, tls_status_t status, size_t received)
{
    char text[TLS_ERROR_TEXT_BYTES];
    struct tls_error error = {.status = status};

    if (status == TLS_OK) {
        printf("heard %s %zu\n", tls_session_version(session) == TLS_VERSION_1_3 ? "1.3" : "1.2",
               received);
        return;
    }
    if (session != NULL) {
        error = *tls_error(session);
    }
    error.status = status;
    printf("refused %s\n", tls_error_text(&error, text));
    fprintf(stderr, "-0x%04x\n", (unsigned)-error.library_code);
}

static tls_version_t version_of(const char *text)
{
    if (strcmp(text, "any") == 0) {
        return TLS_VERSION_ANY;
    }
    return strcmp(text, "1.2") == 0 ? TLS_VERSION_1_2 : TLS_VERSION_1_3;
}

static void run(char words[7][256])
{
    static struct file trusted, certificate, secret;
    struct tls_soft_key key = {0};
    struct tls_identity identity = {.sign = tls_soft_key_sign, .context = &key};
    struct tls_transport transport = {.send = wire_send, .recv = wire_recv};
    struct tls *session = NULL;
    size_t received = 0;

    read_file(words[3], &trusted);
    struct tls_config config = {.server_name = words[1],
                                .version = version_of(words[2]),
                                .trusted = trusted.bytes,
                                .trusted_bytes = trusted.length};
    if (strcmp(words[4], "-") != 0) {
        read_file(words[4], &certificate);
        read_file(words[5], &secret);
        identity.certificate = certificate.bytes;
        identity.certificate_bytes = certificate.length;
        config.identity = &identity;
        if (tls_soft_key_open(&key, secret.bytes) != TLS_OK) {
            exit(2);
        }
    }
    wire_open((uint16_t)atoi(words[0]));
    tls_status_t status = tls_open(&session, &config, &transport);
    if (status == TLS_OK) {
        status = handshake(session);
    }
    if (status == TLS_OK) {
        status = say(session, words[6]);
    }
    if (status == TLS_OK) {
        status = hear(session, &received);
    }
    tell(session, status, received);
    tls_close(session);
    tls_soft_key_close(&key);
    close(wire);
}

int main(void)
{
    char line[2048];
    char words[7][256];

    setvbuf(stdout, NULL, _IOLBF, 0);
    tls_host_begin();
    while (fgets(line, sizeof(line), stdin) != NULL &&
           sscanf(line, "connect %255s %255s %255s %255s %255s %255s %255s", words[0], words[1],
                  words[2], words[3], words[4], words[5], words[6]) == 7) {
        run(words);
    }
    tls_deinit();
    if (tls_host.used != 0 || tls_host.mutexes != 0) {
        printf("%zu bytes and %d mutexes were not given back\n", tls_host.used, tls_host.mutexes);
        return 1;
    }
    return 0;
}
