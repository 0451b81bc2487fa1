/* SPDX-License-Identifier: MIT */
#include "lan9118_model.h"

#include <string.h>

#include "cortex_m.h"
#include "test.h"

#define WORDS        16384u /* in the receive FIFO: a power of two, more than needed */
#define TX_BYTES     4608u
#define TX_STATUS    128u
#define INT_RSFL     (1u << 3)
#define BUSY_POLLS   3u
#define MAC_REGS     16u
#define PHY_REGS     32u
#define PHY_LINK     (1u << 2)
#define IRQ_CFG_GOOD ((1u << 8) | (1u << 4) | 1u)

struct model model;

static struct {
    uint32_t words[WORDS];
    uint32_t head, tail; /* words ever put in, taken out */
    uint32_t status[MODEL_FRAMES_MAX];
    uint32_t status_head, status_tail;
    uint32_t left; /* data words of the frame whose status was popped */
} rx;

static struct {
    uint32_t stage; /* 0: command A, 1: command B, 2: data */
    uint32_t bytes, got;
    uint32_t used;   /* bytes in the FIFO while the wire is blocked */
    uint32_t status; /* words in the status FIFO */
} tx;

static struct {
    uint32_t int_sts, int_en, irq_cfg, hw_cfg, mac_cr;
    uint32_t busy, reset_polls;
    uint32_t mac_data, mac[MAC_REGS], phy[PHY_REGS];
    bool link_was_lost;
    bool in_interrupt;
} reg;

void model_init(void)
{
    memset(&model, 0, sizeof model);
    memset(&rx, 0, sizeof rx);
    memset(&tx, 0, sizeof tx);
    memset(&reg, 0, sizeof reg);
    model.id = 0x01180001u;
    model.cable = true;
    reg.mac[3] = 0x12005452u; /* 52:54:00:12:34:56 */
    reg.mac[2] = 0x00005634u;
}

uint32_t model_waiting(void)
{
    return rx.status_head - rx.status_tail;
}

void model_arrive(const uint8_t *frame, uint32_t bytes, uint32_t status)
{
    uint32_t with_crc = bytes + 4u;

    for (uint32_t i = 0; i < with_crc; i += 4) {
        uint32_t word = 0xCCCCCCCCu;
        for (uint32_t k = 0; k < 4 && i + k < bytes; k++) {
            word &= ~(0xFFu << (8 * k));
            word |= (uint32_t)frame[i + k] << (8 * k);
        }
        rx.words[rx.head++ % WORDS] = word;
    }
    CHECK_EQ(rx.head - rx.tail <= WORDS, 1);
    CHECK_EQ(model_waiting() < MODEL_FRAMES_MAX, 1);
    rx.status[rx.status_head++ % MODEL_FRAMES_MAX] = with_crc << 16 | status;
    reg.int_sts |= INT_RSFL;
}

static uint32_t pop_data(void)
{
    CHECK_EQ(rx.left > 0, 1); /* the status word first, and no more than its frame */
    rx.left--;
    return rx.words[rx.tail++ % WORDS];
}

static uint32_t pop_status(void)
{
    CHECK_EQ(rx.left, 0); /* the frame before must be gone completely */
    CHECK_EQ(model_waiting() > 0, 1);
    uint32_t status = rx.status[rx.status_tail++ % MODEL_FRAMES_MAX];
    rx.left = ((status >> 16 & 0x3FFFu) + 3u) / 4u;
    return status;
}

static void push_data(uint32_t word)
{
    if (tx.stage == 0) {
        CHECK_EQ(word & 0x3000u, 0x3000u); /* first and last segment */
        CHECK_EQ(word >> 16 & 0x1Fu, 0);   /* no offset */
        tx.bytes = word & 0x7FFu;
        tx.stage = 1;
        return;
    }
    if (tx.stage == 1) {
        CHECK_EQ(word & 0x7FFu, tx.bytes);
        tx.got = 0;
        tx.stage = 2;
        CHECK_EQ(tx.used + 8u + ((tx.bytes + 3u) & ~3u) <= TX_BYTES, 1);
        return;
    }
    for (uint32_t k = 0; k < 4 && tx.got < tx.bytes; k++) {
        model.last_sent[tx.got++] = (uint8_t)(word >> (8 * k));
    }
    if (tx.got < tx.bytes) {
        return;
    }
    tx.stage = 0;
    if (model.wire_blocked) {
        tx.used += 8u + ((tx.bytes + 3u) & ~3u);
    } else if (tx.status < TX_STATUS) { /* a full status FIFO stops the transmitter */
        tx.status++;
        model.sent++;
        model.last_sent_bytes = tx.bytes;
    }
}

static void phy_access(uint32_t command)
{
    uint32_t index = command >> 6 & 0x1Fu;

    CHECK_EQ(command >> 11 & 0x1Fu, 1);
    if ((command & 2u) != 0) {
        reg.phy[index] = reg.mac[7];
        return;
    }
    if (index == 1) {
        reg.phy[1] = model.cable && !reg.link_was_lost ? PHY_LINK : 0;
        reg.link_was_lost = !model.cable;
    }
    reg.mac[7] = reg.phy[index];
}

static void mac_command(uint32_t command)
{
    uint32_t index = command & 0xFFu;

    CHECK_EQ(reg.busy, 0);
    CHECK_EQ(index < MAC_REGS, 1);
    CHECK_EQ(command >> 31, 1);
    reg.busy = BUSY_POLLS;
    if ((command & 1u << 30) != 0) {
        reg.mac_data = index == 6 ? reg.mac[6] & ~1u : reg.mac[index];
        return;
    }
    reg.mac[index] = reg.mac_data;
    if (index == 6) {
        phy_access(reg.mac_data);
    } else if (index == 2 || index == 3) {
        for (unsigned i = 0; i < 6; i++) {
            model.mac[i] = (uint8_t)(i < 4 ? reg.mac[3] >> (8 * i) : reg.mac[2] >> (8 * (i - 4)));
        }
    }
}

static uint32_t read_register(uint32_t offset)
{
    switch (offset) {
    case 0x00:
        return pop_data();
    case 0x40:
        return pop_status();
    case 0x48:
        CHECK_EQ(tx.status > 0, 1);
        tx.status--;
        return 0;
    case 0x50:
        return model.id;
    case 0x58:
        return reg.int_sts;
    case 0x64:
        return 0x87654321u;
    case 0x74:
        if ((reg.hw_cfg & 1u) != 0 && !model.reset_hangs && reg.reset_polls-- == 0) {
            reg.hw_cfg &= ~1u;
        }
        return reg.hw_cfg;
    case 0x7C:
        return model_waiting() << 16 | ((rx.head - rx.tail) * 4u & 0xFFFFu);
    case 0x80:
        return tx.status << 16 | (TX_BYTES - tx.used);
    case 0x84:
        return model.dead ? 0 : 1u;
    case 0xA4:
        return reg.busy > 0 ? reg.busy-- << 31 | 1u << 31 : 0;
    case 0xA8:
        CHECK_EQ(reg.busy, 0);
        return reg.mac_data;
    default:
        CHECK_EQ(offset, 0xFFFF); /* a register the model does not have */
        return 0;
    }
}

static void write_register(uint32_t offset, uint32_t value)
{
    switch (offset) {
    case 0x20:
        push_data(value);
        break;
    case 0x54:
        reg.irq_cfg = value;
        break;
    case 0x58:
        reg.int_sts &= ~value;
        break;
    case 0x5C:
        reg.int_en = value;
        break;
    case 0x74:
        reg.hw_cfg = value;
        reg.reset_polls = BUSY_POLLS;
        break;
    case 0xA4:
        mac_command(value);
        break;
    case 0xA8:
        reg.mac_data = value;
        break;
    default:
        break; /* thresholds and modes: no effect here */
    }
}

/* The line is a level; the handler runs again and again while it is up, as on the core. */
static void deliver_interrupt(void)
{
    if (model.level && model_waiting() > 0) {
        reg.int_sts |= INT_RSFL;
    }
    while (model.irq_enabled && !reg.in_interrupt && reg.irq_cfg == IRQ_CFG_GOOD &&
           (reg.int_sts & reg.int_en) != 0) {
        CHECK_EQ(model.interrupts++ < 1000000u, 1); /* an interrupt storm */
        reg.in_interrupt = true;
        model.interrupt();
        reg.in_interrupt = false;
    }
}

static void before_access(void)
{
    model.accesses++;
    if (model.step != NULL && !reg.in_interrupt) {
        model.step();
        deliver_interrupt();
    }
}

uint32_t cm_read(uintptr_t address)
{
    before_access();
    uint32_t value = read_register((uint32_t)address);
    deliver_interrupt();
    return value;
}

void cm_write(uintptr_t address, uint32_t value)
{
    before_access();
    write_register((uint32_t)address, value);
    deliver_interrupt();
}

void cm_irq_enable(uint32_t irq, uint8_t priority)
{
    (void)irq;
    (void)priority;
    model.irq_enabled = true;
    deliver_interrupt();
}
