/* SPDX-License-Identifier: MIT */
/* LAN9118 Ethernet controller over its 32-bit bus, FIFO by FIFO.
 *
 *   wire ─► MAC ─► RX data FIFO (padded to words, 4 bytes of CRC at the end)
 *                  RX status FIFO (one word a frame: length, errors)     > 0 words: RSFL, the
 * interrupt send: command A, command B, data ─► TX data FIFO ─► wire ─► TX status FIFO, drained at
 * each send
 *
 * The interrupt is a level. The handler masks it and says ready(); the receiver unmasks it when it
 * finds the FIFO empty, so it is off while frames are being worked on. No frame is missed:
 *
 *     receive:  FIFO empty?  clear RSFL.  FIFO empty still?  unmask.
 *                         ^ a frame here is seen by the second look
 *                                                         ^ a frame here sets RSFL again: interrupt
 *
 * For the same reason the status is cleared after draining, never before: the FIFO, not the status
 * bit, says what there is. The status word is popped before the data it describes.
 *
 * SMSC LAN9118 datasheet (DS 1.5): 3.12 (FIFOs), 5.3 (registers), 5.4 (MAC), 5.5 (PHY).
 */
#include "lan9118.h"

#include <string.h>

#include "cortex_m.h"
#include "mps2.h"

#define RX_DATA      0x00u
#define TX_DATA      0x20u
#define RX_STATUS    0x40u
#define TX_STATUS    0x48u
#define ID_REV       0x50u
#define IRQ_CFG      0x54u
#define INT_STS      0x58u /* write 1 to clear */
#define INT_EN       0x5Cu
#define BYTE_TEST    0x64u
#define FIFO_INT     0x68u
#define RX_CFG       0x6Cu
#define TX_CFG       0x70u
#define HW_CFG       0x74u
#define RX_FIFO_INF  0x7Cu
#define TX_FIFO_INF  0x80u
#define PMT_CTRL     0x84u
#define MAC_CSR_CMD  0xA4u
#define MAC_CSR_DATA 0xA8u
#define AFC_CFG      0xACu

#define BYTE_TEST_VALUE     0x87654321u
#define ID_FAMILY_9118      0x0118u
#define ID_FAMILY_9220      0x9220u
#define IRQ_CFG_ON          ((1u << 8) | (1u << 4) | (1u << 0)) /* enable, active high, push-pull */
#define INT_RSFL            (1u << 3)                           /* RX status FIFO above its level */
#define TX_CFG_ON           (1u << 1)
#define HW_CFG_RESET        (1u << 0)
#define HW_CFG_MUST_BE_ONE  (1u << 20)
#define HW_CFG_TX_FIFO_5K   (5u << 16)
#define PMT_CTRL_READY      (1u << 0)
#define AFC_CFG_DEFAULT     0x006E3740u /* flow control thresholds, datasheet's recommendation */
#define MAC_CSR_BUSY        (1u << 31)
#define MAC_CSR_READ        (1u << 30)
#define RX_STATUS_ERROR     (1u << 15)
#define TX_STATUS_ERROR     (1u << 15)
#define TX_A_FIRST_LAST     ((1u << 13) | (1u << 12))
#define TX_COMMAND_BYTES    8u
#define FRAME_CHECK_BYTES   4u
#define FRAME_BYTES_MIN     14u
#define RX_STATUS_LENGTH(s) (((s) >> 16) & 0x3FFFu)

#define MAC_CR   1u
#define MAC_HIGH 2u
#define MAC_LOW  3u
#define MII_ACC  6u
#define MII_DATA 7u

#define MAC_CR_ON       ((1u << 20) | (1u << 3) | (1u << 2)) /* full duplex, transmit, receive */
#define MII_ACC_PHY     (1u << 11)                           /* the internal transceiver */
#define MII_ACC_WRITE   (1u << 1)
#define MII_ACC_BUSY    (1u << 0)
#define PHY_CONTROL     0u
#define PHY_STATUS      1u
#define PHY_ADVERTISE   4u
#define PHY_ALL_SPEEDS  0x01E1u /* 10 and 100 Mbit/s, half and full duplex */
#define PHY_NEGOTIATE   ((1u << 12) | (1u << 9))
#define PHY_STATUS_LINK (1u << 2)

#define TRIES 100000u /* of a busy-wait; the longest wait, for reset, is well below */

static uint32_t get(const struct lan9118 *lan, uint32_t offset)
{
    return cm_read(lan->base + offset);
}

static void put(const struct lan9118 *lan, uint32_t offset, uint32_t value)
{
    cm_write(lan->base + offset, value);
}

static bool wait_mac(struct lan9118 *lan)
{
    for (uint32_t i = 0; i < TRIES; i++) {
        if ((get(lan, MAC_CSR_CMD) & MAC_CSR_BUSY) == 0) {
            return true;
        }
    }
    return false;
}

/* A MAC register that does not answer reads as 0. */
static uint32_t mac_read(struct lan9118 *lan, uint32_t index)
{
    put(lan, MAC_CSR_CMD, MAC_CSR_BUSY | MAC_CSR_READ | index);
    return wait_mac(lan) ? get(lan, MAC_CSR_DATA) : 0;
}

static void mac_write(struct lan9118 *lan, uint32_t index, uint32_t value)
{
    put(lan, MAC_CSR_DATA, value);
    put(lan, MAC_CSR_CMD, MAC_CSR_BUSY | index);
    (void)wait_mac(lan);
}

static void wait_phy(struct lan9118 *lan)
{
    for (uint32_t i = 0; i < TRIES && (mac_read(lan, MII_ACC) & MII_ACC_BUSY) != 0; i++) {
    }
}

static uint32_t phy_read(struct lan9118 *lan, uint32_t index)
{
    mac_write(lan, MII_ACC, MII_ACC_PHY | (index << 6) | MII_ACC_BUSY);
    wait_phy(lan);
    return mac_read(lan, MII_DATA) & 0xFFFFu;
}

static void phy_write(struct lan9118 *lan, uint32_t index, uint32_t value)
{
    mac_write(lan, MII_DATA, value);
    mac_write(lan, MII_ACC, MII_ACC_PHY | (index << 6) | MII_ACC_WRITE | MII_ACC_BUSY);
    wait_phy(lan);
}

static bool is_ready(struct lan9118 *lan)
{
    for (uint32_t i = 0; i < TRIES; i++) {
        if ((get(lan, PMT_CTRL) & PMT_CTRL_READY) != 0) {
            return get(lan, BYTE_TEST) == BYTE_TEST_VALUE;
        }
    }
    return false;
}

static bool reset(struct lan9118 *lan)
{
    if (!is_ready(lan)) {
        return false;
    }
    uint32_t family = get(lan, ID_REV) >> 16;
    if (family != ID_FAMILY_9118 && family != ID_FAMILY_9220) {
        return false;
    }
    put(lan, HW_CFG, HW_CFG_RESET);
    for (uint32_t i = 0; (get(lan, HW_CFG) & HW_CFG_RESET) != 0; i++) {
        if (i == TRIES) {
            return false;
        }
    }
    return is_ready(lan);
}

/* All zero: take what the controller read from its EEPROM. */
static void set_address(struct lan9118 *lan, uint8_t mac[6])
{
    static const uint8_t none[6];

    if (memcmp(mac, none, sizeof none) != 0) {
        mac_write(lan, MAC_LOW,
                  (uint32_t)mac[0] | (uint32_t)mac[1] << 8 | (uint32_t)mac[2] << 16 |
                      (uint32_t)mac[3] << 24);
        mac_write(lan, MAC_HIGH, (uint32_t)mac[4] | (uint32_t)mac[5] << 8);
        return;
    }
    uint32_t low = mac_read(lan, MAC_LOW);
    uint32_t high = mac_read(lan, MAC_HIGH);
    for (unsigned i = 0; i < 6; i++) {
        mac[i] = (uint8_t)(i < 4 ? low >> (8 * i) : high >> (8 * (i - 4)));
    }
}

static bool start(struct netif_device *device, void (*ready)(void *context), void *context)
{
    struct lan9118 *lan = device->state;

    if (!reset(lan)) {
        return false;
    }
    lan->ready = ready;
    lan->context = context;
    put(lan, HW_CFG, HW_CFG_MUST_BE_ONE | HW_CFG_TX_FIFO_5K);
    put(lan, AFC_CFG, AFC_CFG_DEFAULT);
    set_address(lan, device->mac);
    phy_write(lan, PHY_ADVERTISE, PHY_ALL_SPEEDS);
    phy_write(lan, PHY_CONTROL, PHY_NEGOTIATE);

    put(lan, FIFO_INT, 0); /* RSFL from the first status word on */
    put(lan, RX_CFG, 0);
    put(lan, INT_STS, UINT32_MAX);
    put(lan, IRQ_CFG, IRQ_CFG_ON);
    put(lan, INT_EN, INT_RSFL);
    put(lan, TX_CFG, TX_CFG_ON);
    mac_write(lan, MAC_CR, MAC_CR_ON);
    cm_irq_enable(lan->irq, MPS2_PRIORITY_DEVICE);
    return true;
}

void lan9118_interrupt(struct lan9118 *lan)
{
    put(lan, INT_EN, 0); /* the only bit ever set there is RSFL */
    lan->ready(lan->context);
}

static uint32_t waiting_frames(struct lan9118 *lan)
{
    return (get(lan, RX_FIFO_INF) >> 16) & 0xFFu;
}

static void discard(struct lan9118 *lan, uint32_t words)
{
    while (words-- > 0) {
        (void)get(lan, RX_DATA);
    }
}

static size_t receive(struct netif_device *device, void *frame, size_t capacity)
{
    struct lan9118 *lan = device->state;

    for (;;) {
        if (waiting_frames(lan) == 0) {
            put(lan, INT_STS, INT_RSFL);
            if (waiting_frames(lan) == 0) {
                put(lan, INT_EN, INT_RSFL);
                return 0;
            }
        }
        uint32_t status = get(lan, RX_STATUS);
        uint32_t bytes = RX_STATUS_LENGTH(status);
        uint32_t words = (bytes + 3u) / 4u;
        if ((status & RX_STATUS_ERROR) != 0 || bytes < FRAME_BYTES_MIN + FRAME_CHECK_BYTES ||
            bytes - FRAME_CHECK_BYTES > capacity) {
            lan->receive_errors++;
            discard(lan, words);
            continue;
        }
        uint32_t length = bytes - FRAME_CHECK_BYTES;
        uint8_t *to = frame;
        uint32_t done = 0;
        for (; done + 4u <= length; done += 4u) {
            uint32_t word = get(lan, RX_DATA);
            memcpy(to + done, &word, 4);
        }
        if (done < length) {
            uint32_t word = get(lan, RX_DATA);
            memcpy(to + done, &word, length - done);
            done += 4u;
        }
        discard(lan, words - done / 4u); /* the check sequence */
        return length;
    }
}

/* One status word a frame. Left alone the FIFO would fill and stop the transmitter. */
static void drain_transmit_status(struct lan9118 *lan)
{
    while (((get(lan, TX_FIFO_INF) >> 16) & 0xFFu) != 0) {
        if ((get(lan, TX_STATUS) & TX_STATUS_ERROR) != 0) {
            lan->send_errors++;
        }
    }
}

static bool send(struct netif_device *device, const void *frame, size_t length)
{
    struct lan9118 *lan = device->state;
    const uint8_t *from = frame;

    drain_transmit_status(lan);
    if (length < FRAME_BYTES_MIN || length > NETIF_FRAME_BYTES_MAX ||
        (get(lan, TX_FIFO_INF) & 0xFFFFu) < ((length + 3u) & ~3u) + TX_COMMAND_BYTES) {
        lan->send_errors++;
        return false;
    }
    put(lan, TX_DATA, TX_A_FIRST_LAST | (uint32_t)length);
    put(lan, TX_DATA, (uint32_t)length << 16 | (uint32_t)length); /* tag, length */
    for (size_t done = 0; done < length; done += 4u) {
        uint32_t word = 0;
        size_t left = length - done;
        memcpy(&word, from + done, left < 4 ? left : 4);
        put(lan, TX_DATA, word);
    }
    return true;
}

static bool link_up(struct netif_device *device)
{
    struct lan9118 *lan = device->state;

    (void)phy_read(lan, PHY_STATUS); /* link loss is latched until read: the second is now */
    return (phy_read(lan, PHY_STATUS) & PHY_STATUS_LINK) != 0;
}

const struct netif_driver lan9118_driver = {
    .start = start,
    .receive = receive,
    .send = send,
    .link_up = link_up,
};
