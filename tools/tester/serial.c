/* SPDX-License-Identifier: MIT */
#include "serial.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include "interrupt.h"
#include "room.h"

enum { USUAL_BAUD = 115200 };

static const struct {
    unsigned baud;
    speed_t speed;
} speeds[] = {{9600, B9600},     {19200, B19200},    {38400, B38400},   {57600, B57600},
              {115200, B115200}, {230400, B230400},  {460800, B460800}, {500000, B500000},
              {921600, B921600}, {1000000, B1000000}};

static bool set_line(int line, unsigned baud)
{
    struct termios settings;
    speed_t speed = 0;

    for (size_t i = 0; i < sizeof speeds / sizeof speeds[0]; i++) {
        if (speeds[i].baud == (baud != 0 ? baud : USUAL_BAUD)) {
            speed = speeds[i].speed;
        }
    }
    if (tcgetattr(line, &settings) != 0) {
        return false;
    }
    cfmakeraw(&settings);
    settings.c_cflag &= ~(tcflag_t)(CSTOPB | CRTSCTS | HUPCL);
    settings.c_cflag |= CLOCAL | CREAD;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    if (speed == 0) {
        errno = EINVAL;
        return false;
    }
    return cfsetspeed(&settings, speed) == 0 && tcsetattr(line, TCSANOW, &settings) == 0;
}

static char *said(const char *port, int error)
{
    switch (error) {
    case ENOENT:
    case ENXIO:
    case ENODEV:
        return room_text(
            "%s is not there: is the board connected, and is serialPort of device.json right?",
            port);
    case EACCES:
    case EPERM:
        return room_text("%s: no permission; on most systems its users are in the group dialout",
                         port);
    case EBUSY:
    case EWOULDBLOCK:
        return room_text("%s is in use by another program: end it (a terminal?)", port);
    case ENOTTY:
        return room_text("%s is no serial line", port);
    case EINVAL:
        return room_text("%s: the line does not take this baud rate", port);
    default:
        return room_text("%s: %s", port, strerror(error));
    }
}

/* Whether another program wants a line for itself; who may do everything is let in all the same,
 * and must ask. errno is EBUSY. */
static bool is_taken(int line)
{
    int exclusive = 0;

    if (ioctl(line, TIOCGEXCL, &exclusive) == 0 && exclusive != 0) {
        errno = EBUSY;
        return true;
    }
    return flock(line, LOCK_EX | LOCK_NB) != 0;
}

/* A lock of ours, or of others who are polite; a line that is locked is in use. */
static int open_uart(const struct device *device, char **why)
{
    int line = open(device->serial_port, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

    if (line >= 0 && (is_taken(line) || !set_line(line, device->baud))) {
        int error = errno;

        close(line);
        line = -1;
        errno = error;
    }
    if (line < 0) {
        *why = said(device->serial_port, errno);
    } else {
        (void)flock(line, LOCK_UN); /* the flash tool may want it */
    }
    return line;
}

static int connect_unix(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int line = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (strlen(path) >= sizeof address.sun_path) {
        close(line);
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    if (connect(line, (struct sockaddr *)&address, sizeof address) != 0) {
        int error = errno;

        close(line);
        errno = error;
        return -1;
    }
    return line;
}

static int connect_tcp(const char *where)
{
    struct addrinfo wanted = {.ai_socktype = SOCK_STREAM}, *found = NULL;
    const char *colon = strrchr(where, ':');
    char *host = room_text("%.*s", colon != NULL ? (int)(colon - where) : 0, where);
    int line = -1, error = EHOSTUNREACH;

    if (colon != NULL && getaddrinfo(host, colon + 1, &wanted, &found) == 0) {
        for (struct addrinfo *at = found; at != NULL && line < 0; at = at->ai_next) {
            line = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
            if (line >= 0 && connect(line, at->ai_addr, at->ai_addrlen) != 0) {
                error = errno;
                close(line);
                line = -1;
            }
        }
        freeaddrinfo(found);
    }
    free(host);
    errno = error;
    return line;
}

int serial_open(const struct device *device, double seconds, char **why)
{
    double until = interrupt_clock() + seconds;

    if (device->protocol == SERIAL_UART) {
        return open_uart(device, why);
    }
    for (;;) {
        int line = device->protocol == SERIAL_TCP ? connect_tcp(device->serial_port)
                                                  : connect_unix(device->serial_port);
        int error = errno;

        if (line >= 0) {
            fcntl(line, F_SETFL, O_NONBLOCK);
            return line;
        }
        if (interrupt_clock() > until || interrupt_wait(-1, 0.05) < 0) {
            *why = room_text("%s: %s", device->serial_port,
                             error == ENOENT || error == ECONNREFUSED
                                 ? "nobody is there: is the board running, and is serialPort of "
                                   "device.json right?"
                                 : strerror(error));
            return -1;
        }
    }
}

char *serial_fault(const struct device *device, double seconds)
{
    double until = interrupt_clock() + seconds;
    char *why = NULL;

    while (device->protocol == SERIAL_UART) {
        int line = open_uart(device, &why);

        if (line >= 0) {
            close(line);
            return NULL;
        }
        if (interrupt_clock() >= until || interrupt_wait(-1, 0.1) < 0) {
            break;
        }
        free(why);
        why = NULL;
    }
    return why;
}

bool serial_keep(int line)
{
    return flock(line, LOCK_EX | LOCK_NB) == 0;
}

char *serial_name(const struct device *device)
{
    static const char *const names[] = {
        [SERIAL_UART] = "uart", [SERIAL_TCP] = "tcp", [SERIAL_UNIX] = "unix"};

    return room_text("%s:%s", names[device->protocol], device->serial_port);
}
