/* SPDX-License-Identifier: MIT */
/* A task writes a numbered stream of bytes in pieces of any size, another reads it; a handler feeds
 * a second stream. The buffers are small, so both ends wait all the time. */
#include "stream_buffer.h"

#include "scenario.h"

static StreamBufferHandle_t from_task, from_isr;
static unsigned writer_actor, reader_actor, isr_actor;
static volatile uint32_t isr_sent, finished;

static uint32_t total(void)
{
    return 8u * rounds();
}

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    uint8_t bytes[3];
    (void)arg;
    for (unsigned i = 0; i < sizeof bytes; i++) {
        bytes[i] = (uint8_t)(isr_sent + i);
    }
    if (!finished) {
        isr_sent =
            isr_sent + (uint32_t)xStreamBufferSendFromISR(from_isr, bytes, sizeof bytes, &woken);
    }
    portYIELD_FROM_ISR(woken);
}

static void write_stream(void *arg)
{
    uint32_t sent = 0;
    (void)arg;
    while (sent < total()) {
        uint8_t piece[7];
        uint32_t length = 1u + choose(sizeof piece);
        length = length < total() - sent ? length : total() - sent;
        for (uint32_t i = 0; i < length; i++) {
            piece[i] = (uint8_t)(sent + i);
        }
        size_t accepted = xStreamBufferSend(from_task, piece, length, choose(3));
        EXPECT(accepted <= length);
        sent += accepted;
        progress(writer_actor);
    }
    done(writer_actor);
    rest();
}

static void read_stream(void *arg)
{
    uint32_t got = 0;
    (void)arg;
    while (got < total()) {
        uint8_t piece[5];
        size_t length =
            xStreamBufferReceive(from_task, piece, 1u + choose(sizeof piece), choose(3));
        EXPECT(length <= sizeof piece);
        for (size_t i = 0; i < length; i++) {
            EXPECT(piece[i] == (uint8_t)(got + i));
        }
        got += length;
        progress(reader_actor);
    }
    done(reader_actor);
    rest();
}

static void read_isr_stream(void *arg)
{
    uint32_t got = 0;
    (void)arg;
    while (got < rounds()) {
        uint8_t piece[4];
        size_t length = xStreamBufferReceive(from_isr, piece, sizeof piece, portMAX_DELAY);
        EXPECT(length >= 1 && length <= sizeof piece);
        for (size_t i = 0; i < length; i++) {
            EXPECT(piece[i] == (uint8_t)(got + i));
        }
        got += length;
        progress(isr_actor);
    }
    finished = 1;
    done(isr_actor);
    rest();
}

static void setup(void)
{
    from_task = xStreamBufferCreate(6, 1 + choose(3));
    from_isr = xStreamBufferCreate(8, 1);
    writer_actor = actor("writer");
    reader_actor = actor("reader");
    isr_actor = actor("isr reader");
    spawn("writer", write_stream, P_LOW, NULL);
    spawn("reader", read_stream, P_LOW + choose(2), NULL);
    spawn("isr reader", read_isr_stream, P_LOW, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(xStreamBufferIsEmpty(from_task) == pdTRUE);
}

SCENARIO(stream_bytes, "bytes of a stream arrive once and in order");
