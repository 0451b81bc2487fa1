/* SPDX-License-Identifier: MIT */
/* One echo request, one reply. RFC 792. */
#include <string.h>

#include "lwip/icmp.h"
#include "lwip/inet_chksum.h"
#include "lwip/ip4.h"
#include "lwip/raw.h"
#include "lwip/tcpip.h"

#include "clock.h"

#include "ms_to_ticks.h"
#include "net_state.h"

#define PAYLOAD_BYTES 32u
#define ECHO_BYTES    (sizeof(struct icmp_echo_hdr) + PAYLOAD_BYTES)
#define IDENTIFIER    0x4475u

static struct {
    uint16_t sequence;
    bool received;
    uint64_t sent_at;
    uint64_t received_at;
} echo;

/* Context: core lock. Not ours: left to the stack. */
static u8_t on_packet(void *unused, struct raw_pcb *pcb, struct pbuf *packet, const ip_addr_t *from)
{
    struct icmp_echo_hdr header;

    (void)unused;
    (void)pcb;
    (void)from;
    if (pbuf_copy_partial(packet, &header, sizeof header, IP_HLEN) != sizeof header ||
        ICMPH_TYPE(&header) != ICMP_ER || header.id != lwip_htons(IDENTIFIER) ||
        header.seqno != lwip_htons(echo.sequence)) {
        return 0;
    }
    echo.received = true;
    echo.received_at = clock_monotonic_us();
    (void)xSemaphoreGive(net.answered);
    (void)pbuf_free(packet);
    return 1;
}

/* Context: core lock. */
static bool send_request(struct raw_pcb *pcb, uint32_t address)
{
    struct pbuf *packet = pbuf_alloc(PBUF_IP, ECHO_BYTES, PBUF_RAM);
    ip_addr_t to;

    if (packet == NULL) {
        return false;
    }
    struct icmp_echo_hdr *header = packet->payload;
    ICMPH_TYPE_SET(header, ICMP_ECHO);
    ICMPH_CODE_SET(header, 0);
    header->chksum = 0;
    header->id = lwip_htons(IDENTIFIER);
    header->seqno = lwip_htons(++echo.sequence);
    memset((uint8_t *)packet->payload + sizeof *header, 'd', PAYLOAD_BYTES);
    header->chksum = inet_chksum(header, ECHO_BYTES);

    echo.received = false;
    echo.sent_at = clock_monotonic_us();
    ip_addr_set_ip4_u32_val(to, address);
    bool sent = raw_sendto(pcb, packet, &to) == ERR_OK;
    (void)pbuf_free(packet);
    return sent;
}

static net_status_t ping(uint32_t address, TickType_t wait, uint32_t *round_trip_us)
{
    (void)xSemaphoreTake(net.answered, 0);
    LOCK_TCPIP_CORE();
    struct raw_pcb *pcb = raw_new(IP_PROTO_ICMP);
    bool sent = false;
    if (pcb != NULL) {
        raw_recv(pcb, on_packet, NULL);
        sent = raw_bind(pcb, IP_ADDR_ANY) == ERR_OK && send_request(pcb, address);
    }
    UNLOCK_TCPIP_CORE();

    if (sent) {
        (void)xSemaphoreTake(net.answered, wait);
    }
    LOCK_TCPIP_CORE();
    if (pcb != NULL) {
        raw_remove(pcb);
    }
    bool received = sent && echo.received;
    uint64_t took_us = echo.received_at - echo.sent_at;
    UNLOCK_TCPIP_CORE();

    if (!sent) {
        return NET_NO_MEMORY;
    }
    if (!received) {
        return NET_TIMED_OUT;
    }
    if (round_trip_us != NULL) {
        *round_trip_us = (uint32_t)took_us;
    }
    return NET_OK;
}

net_status_t net_ping(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us)
{
    if (!net_is_up()) {
        return NET_DOWN;
    }
    (void)xSemaphoreTake(net.asking, portMAX_DELAY);
    net_status_t status = ping(address, ms_to_wait_or_ever(timeout_ms), round_trip_us);
    (void)xSemaphoreGive(net.asking);
    return status;
}
