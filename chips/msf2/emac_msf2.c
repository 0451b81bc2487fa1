/* SPDX-License-Identifier: MIT */
/* Ethernet MAC with its own DMA, by two rings of descriptors.
 *
 *   EMPTY set   receive: the MAC may fill it      send: ours
 *   clear       receive: holds a frame            send: the MAC sends it, then sets EMPTY
 *
 *   wire ─► receive[at] ... ─► count of frames + 1 ─► interrupt, a level while the count is above 0
 *
 * The handler masks the interrupt and says ready(); the receiver takes 1 off the count for each
 * frame and unmasks it when it finds an EMPTY descriptor. A frame that arrives just then counts,
 * and interrupts. Where the ring was full the MAC has stopped: it is started again at the
 * descriptor that is EMPTY first, which need not be the one just given back: the MAC may have
 * filled that before it stopped. It stops sending behind the last frame, too.
 *
 * SmartFusion2 MSS User Guide (UG0331), "Ethernet MAC": registers of MAC, station and DMA. */
#include "emac_msf2.h"

#include <stdbool.h>
#include <string.h>

#include "cortex_m.h"
#include "msf2.h"

#define CFG1           0x000u
#define CFG2           0x004u
#define MAX_FRAME      0x010u
#define MII_CONFIG     0x020u
#define MII_COMMAND    0x024u
#define MII_ADDRESS    0x028u
#define MII_CONTROL    0x02Cu
#define MII_STATUS     0x030u
#define MII_INDICATORS 0x034u
#define STATION_1      0x040u
#define STATION_2      0x044u
#define FIFO_CFG0      0x048u
#define TX_CONTROL     0x180u
#define TX_DESCRIPTOR  0x184u
#define TX_STATUS      0x188u /* writing PACKET takes 1 off the count */
#define RX_CONTROL     0x18Cu
#define RX_DESCRIPTOR  0x190u
#define RX_STATUS      0x194u
#define IRQ_MASK       0x198u
#define IRQ_RECEIVED   (1u << 4)

#define CFG1_RESET      (1u << 31)
#define CFG1_ON         ((1u << 2) | (1u << 0)) /* receive, transmit */
#define CFG2_100_FULL   0x7107u /* preamble of 7, MII, pad and check sequence, full duplex */
#define MII_SLOW        7u      /* the slowest clock */
#define MII_READ        1u
#define MII_BUSY        1u
#define FIFO_ALL        0x1F00u
#define STATUS_PACKET   (1u << 0)
#define STATUS_OVERFLOW (1u << 2)
#define STATUS_COUNT(s) (((s) >> 16) & 0xFFu)
#define DMA_ON          1u
#define EMPTY           (1u << 31)
#define SIZE_MASK       0xFFFu

#define PHY_CONTROL       0u
#define PHY_STATUS        1u
#define PHY_ID            2u
#define PHY_NEGOTIATE     ((1u << 12) | (1u << 9))
#define PHY_STATUS_LINK   (1u << 2)
#define PHY_ADDRESSES     32u
#define FRAME_BYTES_MIN   14u
#define FRAME_CHECK_BYTES 4u
#define TRIES             100000u

static uint32_t get(const struct emac_msf2 *emac, uint32_t offset)
{
    return cm_read(emac->base + offset);
}

static void put(const struct emac_msf2 *emac, uint32_t offset, uint32_t value)
{
    cm_write(emac->base + offset, value);
}

static void wait_mii(const struct emac_msf2 *emac)
{
    for (uint32_t i = 0; i < TRIES && (get(emac, MII_INDICATORS) & MII_BUSY) != 0; i++) {
    }
}

static uint32_t phy_read(const struct emac_msf2 *emac, uint32_t index)
{
    put(emac, MII_ADDRESS, emac->phy << 8 | index);
    put(emac, MII_COMMAND, 0);
    put(emac, MII_COMMAND, MII_READ);
    wait_mii(emac);
    return get(emac, MII_STATUS) & 0xFFFFu;
}

static void phy_write(const struct emac_msf2 *emac, uint32_t index, uint32_t value)
{
    put(emac, MII_ADDRESS, emac->phy << 8 | index);
    put(emac, MII_CONTROL, value);
    wait_mii(emac);
}

static bool find_phy(struct emac_msf2 *emac)
{
    for (emac->phy = 0; emac->phy < PHY_ADDRESSES; emac->phy++) {
        uint32_t id = phy_read(emac, PHY_ID);
        if (id != 0 && id != 0xFFFFu) {
            return true;
        }
    }
    return false;
}

/* The station registers hold the address with its first byte on top. */
static void set_address(const struct emac_msf2 *emac, const uint8_t mac[6])
{
    put(emac, STATION_1,
        (uint32_t)mac[0] << 24 | (uint32_t)mac[1] << 16 | (uint32_t)mac[2] << 8 | mac[3]);
    put(emac, STATION_2, (uint32_t)mac[4] << 24 | (uint32_t)mac[5] << 16);
}

static void make_rings(struct emac_msf2 *emac)
{
    for (uint32_t i = 0; i < EMAC_MSF2_RECEIVE; i++) {
        emac->receive[i].frame = (uint32_t)(uintptr_t)emac->receive_frames[i];
        emac->receive[i].size = EMPTY;
        emac->receive[i].next = (uint32_t)(uintptr_t)&emac->receive[(i + 1) % EMAC_MSF2_RECEIVE];
    }
    for (uint32_t i = 0; i < EMAC_MSF2_SEND; i++) {
        emac->send[i].frame = (uint32_t)(uintptr_t)emac->send_frames[i];
        emac->send[i].size = EMPTY;
        emac->send[i].next = (uint32_t)(uintptr_t)&emac->send[(i + 1) % EMAC_MSF2_SEND];
    }
    emac->receive_at = 0;
    emac->send_at = 0;
}

static bool start(struct netif_device *device, void (*ready)(void *context), void *context)
{
    struct emac_msf2 *emac = device->state;

    put(emac, CFG1, CFG1_RESET);
    put(emac, CFG1, 0);
    put(emac, MII_CONFIG, MII_SLOW);
    if (!find_phy(emac)) {
        return false;
    }
    emac->ready = ready;
    emac->context = context;
    make_rings(emac);
    phy_write(emac, PHY_CONTROL, PHY_NEGOTIATE);
    put(emac, CFG2, CFG2_100_FULL);
    put(emac, MAX_FRAME, EMAC_MSF2_FRAME_BYTES);
    put(emac, FIFO_CFG0, FIFO_ALL);
    set_address(emac, device->mac);
    put(emac, RX_DESCRIPTOR, (uint32_t)(uintptr_t)emac->receive);
    put(emac, CFG1, CFG1_ON);
    put(emac, RX_CONTROL, DMA_ON);
    put(emac, IRQ_MASK, IRQ_RECEIVED);
    cm_irq_enable(emac->irq, MSF2_PRIORITY_DEVICE);
    return true;
}

void emac_msf2_interrupt(struct emac_msf2 *emac)
{
    put(emac, IRQ_MASK, 0);
    emac->ready(emac->context);
}

/* A MAC that has stopped goes on behind what it has filled; if that is all, behind what is given
 * back next. */
static void start_again(struct emac_msf2 *emac)
{
    uint32_t at = emac->receive_at;

    for (uint32_t i = 0; i < EMAC_MSF2_RECEIVE; i++, at = (at + 1) % EMAC_MSF2_RECEIVE) {
        if ((emac->receive[at].size & EMPTY) != 0) {
            emac->receive_errors++;
            put(emac, RX_STATUS, STATUS_OVERFLOW);
            put(emac, RX_DESCRIPTOR, (uint32_t)(uintptr_t)&emac->receive[at]);
            put(emac, RX_CONTROL, DMA_ON);
            return;
        }
    }
}

static void give_back(struct emac_msf2 *emac, volatile struct emac_msf2_descriptor *descriptor)
{
    descriptor->size = EMPTY;
    cm_barrier();
    put(emac, RX_STATUS, STATUS_PACKET);
    emac->receive_at = (emac->receive_at + 1) % EMAC_MSF2_RECEIVE;
    if ((get(emac, RX_CONTROL) & DMA_ON) == 0) {
        start_again(emac);
    }
}

/* What is behind the payload, padding or a check sequence, is left to the reader: QEMU counts no
 * check sequence, the chip may. */
static size_t receive(struct netif_device *device, void *frame, size_t capacity)
{
    struct emac_msf2 *emac = device->state;

    for (;;) {
        volatile struct emac_msf2_descriptor *descriptor = &emac->receive[emac->receive_at];
        uint32_t size = descriptor->size;
        if ((size & EMPTY) != 0) {
            put(emac, IRQ_MASK, IRQ_RECEIVED);
            return 0;
        }
        size_t length = size & SIZE_MASK;
        if (length > NETIF_FRAME_BYTES_MAX && length <= NETIF_FRAME_BYTES_MAX + FRAME_CHECK_BYTES) {
            length = NETIF_FRAME_BYTES_MAX;
        }
        bool good = length >= FRAME_BYTES_MIN && length <= capacity;
        if (good) {
            memcpy(frame, emac->receive_frames[emac->receive_at], length);
        } else {
            emac->receive_errors++;
        }
        give_back(emac, descriptor);
        if (good) {
            return length;
        }
    }
}

/* The count of frames sent must not run over. */
static void drain_send_status(struct emac_msf2 *emac)
{
    while (STATUS_COUNT(get(emac, TX_STATUS)) != 0) {
        put(emac, TX_STATUS, STATUS_PACKET);
    }
}

static bool send(struct netif_device *device, const void *frame, size_t length)
{
    struct emac_msf2 *emac = device->state;
    volatile struct emac_msf2_descriptor *descriptor = &emac->send[emac->send_at];

    drain_send_status(emac);
    if (length < FRAME_BYTES_MIN || length > NETIF_FRAME_BYTES_MAX ||
        (descriptor->size & EMPTY) == 0) {
        emac->send_errors++;
        return false;
    }
    memcpy(emac->send_frames[emac->send_at], frame, length);
    cm_barrier();
    descriptor->size = (uint32_t)length;
    cm_barrier();
    emac->send_at = (emac->send_at + 1) % EMAC_MSF2_SEND;
    if ((get(emac, TX_CONTROL) & DMA_ON) == 0) {
        put(emac, TX_DESCRIPTOR, (uint32_t)(uintptr_t)descriptor);
    }
    put(emac, TX_CONTROL, DMA_ON);
    return true;
}

static bool link_up(struct netif_device *device)
{
    const struct emac_msf2 *emac = device->state;

    (void)phy_read(emac, PHY_STATUS); /* link loss is latched until read: the second is now */
    return (phy_read(emac, PHY_STATUS) & PHY_STATUS_LINK) != 0;
}

const struct netif_driver emac_msf2_driver = {
    .start = start,
    .receive = receive,
    .send = send,
    .link_up = link_up,
};
