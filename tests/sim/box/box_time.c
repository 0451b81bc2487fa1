/* SPDX-License-Identifier: MIT */
/* One answer for each request of a client, RFC 4330:
 *
 *      0            1        2..15   16         24         32         40
 *      LI VN mode   stratum  zeros   reference  originate  receive    transmit
 */
#include "box_time.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lwip/udp.h"

#define PORT              123
#define PACKET_BYTES      48u
#define SECONDS_1900_1970 2208988800u
#define MODE_CLIENT       3u
#define MODE_SERVER       4u

static uint64_t (*time_now)(void);

static void put32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        at[i] = (uint8_t)(value >> (24 - 8 * i));
    }
}

static void put_time(uint8_t *at, uint64_t unix_ms)
{
    put32(at, (uint32_t)(unix_ms / 1000u + SECONDS_1900_1970)); /* the era is not told */
    put32(at + 4, (uint32_t)((unix_ms % 1000u << 32) / 1000u));
}

static void on_request(void *arg, struct udp_pcb *pcb, struct pbuf *packet,
                       const ip_addr_t *address, u16_t port)
{
    uint8_t asked[PACKET_BYTES], told[PACKET_BYTES] = {0};
    const bool is_whole = pbuf_copy_partial(packet, asked, sizeof asked, 0) == sizeof asked;

    (void)arg;
    (void)pbuf_free(packet);
    if (!is_whole || (asked[0] & 7u) != MODE_CLIENT) {
        return;
    }
    const uint64_t now = time_now();
    told[0] = (uint8_t)((asked[0] & 0x38u) | MODE_SERVER);
    told[1] = 1;
    put_time(told + 16, now);
    memcpy(told + 24, asked + 40, 8);
    put_time(told + 32, now);
    put_time(told + 40, now);
    struct pbuf *answer = pbuf_alloc(PBUF_TRANSPORT, sizeof told, PBUF_RAM);
    if (answer != NULL) {
        (void)pbuf_take(answer, told, sizeof told);
        (void)udp_sendto(pcb, answer, address, port);
        (void)pbuf_free(answer);
    }
}

void box_time_start(uint64_t (*unix_ms)(void))
{
    struct udp_pcb *pcb = udp_new();

    time_now = unix_ms;
    if (pcb == NULL || udp_bind(pcb, IP_ANY_TYPE, PORT) != ERR_OK) {
        abort();
    }
    udp_recv(pcb, on_request, NULL);
}
