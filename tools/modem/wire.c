/* SPDX-License-Identifier: MIT */
/* The UART: bytes in and out, faults on them, lines and announced data. */
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "modem.h"

static int listen_on(const struct sockaddr *address, socklen_t length)
{
    const int fd = socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int one = 1;

    if (fd < 0) {
        return -1;
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, address, length) < 0 || listen(fd, 4) < 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static int listen_tcp(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};

    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return listen_on((struct sockaddr *)&address, sizeof address);
}

static int listen_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};

    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    unlink(path);
    return listen_on((struct sockaddr *)&address, sizeof address);
}

/* The port that was bound is said on standard output: 0 asks for any. */
static bool tell_port(int fd)
{
    struct sockaddr_in address;
    socklen_t length = sizeof address;

    if (getsockname(fd, (struct sockaddr *)&address, &length) == 0 &&
        address.sin_family == AF_INET) {
        printf("uart %u\n", ntohs(address.sin_port));
        fflush(stdout);
    }
    return true;
}

bool wire_listen(struct modem *modem, const char *where)
{
    char *end;
    const long port = strtol(where, &end, 10);

    if (*end == '\0' && port >= 0 && port <= UINT16_MAX) {
        modem->listener = listen_tcp((int)port);
    } else {
        modem->listener = listen_unix(where);
    }
    return modem->listener >= 0 && tell_port(modem->listener);
}

bool control_listen(struct modem *modem, const char *path)
{
    modem->control_listener = listen_unix(path);
    return modem->control_listener >= 0;
}

bool station_open(struct modem *modem, int port)
{
    if (modem->station_listener >= 0) {
        close(modem->station_listener);
    }
    modem->station_listener = listen_tcp(port);
    modem->station_port = port;
    return modem->station_listener >= 0;
}

void wire_accept(struct modem *modem)
{
    const int fd = accept4(modem->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

    if (fd < 0) {
        return;
    }
    if (modem->uart >= 0) { /* one wire: the new plug wins */
        close(modem->uart);
    }
    modem->uart = fd;
    modem->output_used = 0;
    module_reset(modem);
}

static bool strikes(struct byte_fault *fault)
{
    if (fault->left == 0 || ++fault->at < fault->every) {
        return false;
    }
    fault->at = 0;
    fault->left--;
    return true;
}

static void put_byte(struct modem *modem, char byte)
{
    if (modem->reboot_after == 0) {
        modem->reboot_after = -1;
        modem->rebooting = true;
        modem->reboot_due =
            true; /* at the end of the turn: somebody is in the middle of something */
    }
    if (modem->rebooting) {
        return; /* nothing more is heard of it until it is there again */
    }
    modem->reboot_after -= modem->reboot_after > 0 ? 1 : 0;
    if (strikes(&modem->drop)) {
        return;
    }
    if (strikes(&modem->corrupt)) {
        byte ^= 0x20;
    }
    if (modem->output_used < OUTPUT_BYTES) {
        modem->output[modem->output_used++] = byte;
    }
}

void say_bytes(struct modem *modem, const void *bytes, size_t length)
{
    const char *const at = bytes;

    if (modem->log != NULL && length > 0) {
        fprintf(modem->log, "> %.*s\n", (int)(length < 200 ? length : 200), at);
    }
    for (size_t i = 0; i < length; i++) {
        put_byte(modem, at[i]);
    }
    wire_flush(modem);
}

void say(struct modem *modem, const char *format, ...)
{
    char text[1024];
    va_list list;

    va_start(list, format);
    const int length = vsnprintf(text, sizeof text - 2, format, list);
    va_end(list);
    memcpy(text + length, "\r\n", 2);
    say_bytes(modem, text, (size_t)length + 2);
}

void say_result(struct modem *modem, const char *result)
{
    modem->resume = NULL;
    modem->resume_at = NEVER;
    say(modem, "\r\n%s", result);
}

void wire_flush(struct modem *modem)
{
    while (modem->uart >= 0 && modem->output_used > 0) {
        const ssize_t sent = send(modem->uart, modem->output, modem->output_used, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        modem->output_used -= (size_t)sent;
        memmove(modem->output, modem->output + sent, modem->output_used);
    }
}

void wire_expect(struct modem *modem, int link, size_t length)
{
    modem->data_link = link;
    modem->data_left = length;
    modem->data_used = 0;
    say(modem, "\r\nOK");
    say_bytes(modem, "\r\n>", 3);
}

static void end_of_line(struct modem *modem)
{
    const bool has_return = modem->line_used > 0 && modem->line[modem->line_used - 1] == '\r';
    const bool too_long = modem->line_too_long;

    modem->line_used -= has_return ? 1 : 0;
    modem->line[modem->line_used] = '\0';
    const size_t length = modem->line_used;
    modem->line_used = 0;
    modem->line_too_long = false;
    if (length == 0) {
        return; /* an empty line says nothing */
    }
    if (modem->log != NULL) {
        fprintf(modem->log, "< %s\n", modem->line);
    }
    if (modem->resume != NULL) {
        if (now_ms() - modem->busy_since < modem->second_ms) {
            blame(modem, "a command before the result of the last");
        }
        say(modem, "busy p...");
    } else if (too_long || strlen(modem->line) != length) {
        blame(modem, too_long ? "longer than 256 bytes" : "a NUL in a command");
        say_result(modem, "ERROR");
    } else if (!has_return) {
        blame(modem, "ends in LF without CR");
        say_result(modem, "ERROR");
    } else if (strncmp(modem->line, "AT", 2) != 0) {
        blame(modem, "no command");
        say_result(modem, "ERROR");
    } else {
        static char line[sizeof modem->line];
        memcpy(line, modem->line, sizeof line);
        command_run(modem, line);
    }
}

static void take_byte(struct modem *modem, char byte)
{
    if (strikes(&modem->drop_received)) {
        return;
    }
    if (strikes(&modem->corrupt_received)) {
        byte ^= 0x20;
    }
    if (modem->data_link >= 0) {
        modem->data[modem->data_used++] = byte;
        if (--modem->data_left == 0) {
            link_send(modem);
        }
        return;
    }
    if (modem->echo) {
        put_byte(modem, byte);
        wire_flush(modem);
    }
    if (modem->rebooting) {
        return; /* with this byte's echo */
    }
    if (byte == '\n') {
        end_of_line(modem);
    } else if (modem->line_used + 1 == COMMAND_BYTES) {
        modem->line_too_long = true;
    } else {
        modem->line[modem->line_used++] = byte;
    }
}

void wire_receive(struct modem *modem)
{
    char bytes[4096];
    const ssize_t got = recv(modem->uart, bytes, sizeof bytes, 0);

    if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR)) {
        close(modem->uart);
        modem->uart = -1;
        return;
    }
    for (ssize_t i = 0; i < got; i++) {
        if (!modem->rebooting) {
            take_byte(modem, bytes[i]);
        }
    }
}
