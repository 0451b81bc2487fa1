/* SPDX-License-Identifier: MIT */
/* RFC 4330: 48 bytes in, 48 bytes out.
 *
 *     0       1        2     3          4..11  12     16         24       32       40
 *     flags   stratum  poll  precision  root   name   reference  origin   receive  transmit
 */
#include "sntp.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PACKET_BYTES    48
#define SECONDS_TO_1970 2208988800ull
#define MODE_CLIENT     3
#define MODE_SERVER     4
#define STRATUM         3
#define PRECISION       0xec /* 2^-20 s */

struct sntp {
    int fd;
    pthread_t thread;
};

static void put_now(unsigned char place[8])
{
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    const uint32_t seconds = htonl((uint32_t)((uint64_t)now.tv_sec + SECONDS_TO_1970));
    const uint32_t fraction = htonl((uint32_t)(((uint64_t)now.tv_nsec << 32) / 1000000000u));
    memcpy(place, &seconds, sizeof(seconds));
    memcpy(place + 4, &fraction, sizeof(fraction));
}

static void *serve(void *self)
{
    const struct sntp *sntp = self;

    for (;;) {
        unsigned char asked[PACKET_BYTES], answer[PACKET_BYTES] = {0};
        struct sockaddr_in who;
        socklen_t who_bytes = sizeof(who);
        const ssize_t bytes =
            recvfrom(sntp->fd, asked, sizeof(asked), 0, (struct sockaddr *)&who, &who_bytes);
        if (bytes <= 0) {
            return NULL; /* sntp_stop has shut it */
        }
        if (bytes < PACKET_BYTES || (asked[0] & 7) != MODE_CLIENT) {
            continue;
        }
        answer[0] = (unsigned char)((asked[0] & 0x38) | MODE_SERVER);
        answer[1] = STRATUM;
        answer[2] = asked[2];
        answer[3] = PRECISION;
        memcpy(answer + 12, "LOCL", 4);
        put_now(answer + 16);
        memcpy(answer + 24, asked + 40, 8);
        put_now(answer + 32);
        put_now(answer + 40);
        (void)sendto(sntp->fd, answer, sizeof(answer), 0, (struct sockaddr *)&who, who_bytes);
    }
}

struct sntp *sntp_start(int port)
{
    const struct sockaddr_in here = {.sin_family = AF_INET,
                                     .sin_port = htons((uint16_t)port),
                                     .sin_addr = {htonl(INADDR_LOOPBACK)}};
    struct sntp *sntp = calloc(1, sizeof(*sntp));

    if (sntp == NULL) {
        return NULL;
    }
    sntp->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (sntp->fd < 0 || bind(sntp->fd, (const struct sockaddr *)&here, sizeof(here)) != 0 ||
        pthread_create(&sntp->thread, NULL, serve, sntp) != 0) {
        if (sntp->fd >= 0) {
            (void)close(sntp->fd);
        }
        free(sntp);
        return NULL;
    }
    return sntp;
}

void sntp_stop(struct sntp *sntp)
{
    if (sntp != NULL) {
        (void)shutdown(sntp->fd, SHUT_RDWR); /* wakes the thread, connected or not */
        (void)pthread_join(sntp->thread, NULL);
        (void)close(sntp->fd);
        free(sntp);
    }
}
