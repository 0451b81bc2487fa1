/* SPDX-License-Identifier: MIT */
/* Messages of many lengths through a small buffer, sent and received with and without waiting, at
 * times into a buffer that is too small: each arrives whole or not at all. */
#include "message_buffer.h"

#include <string.h>

#include "scenario.h"

#define LONGEST 11u

static MessageBufferHandle_t buffer;
static unsigned writer_actor, reader_actor;

static uint32_t length_of(uint32_t number)
{
    return 2u + number * 7u % (LONGEST - 1u);
}

static void fill(uint8_t *message, uint32_t number)
{
    for (uint32_t i = 0; i < length_of(number); i++) {
        message[i] = (uint8_t)(number + i);
    }
}

static void write_messages(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint8_t message[LONGEST];
        fill(message, n);
        size_t sent;
        do {
            sent = xMessageBufferSend(buffer, message, length_of(n), choose(2));
            EXPECT(sent == 0 || sent == length_of(n));
        } while (sent == 0);
        progress(writer_actor);
    }
    done(writer_actor);
    rest();
}

static void read_messages(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds();) {
        uint8_t expected[LONGEST], message[LONGEST];
        fill(expected, n);
        size_t room = choose(4) == 0 ? 1u : sizeof message; /* too small for any message */
        size_t length = xMessageBufferReceive(buffer, message, room, choose(3));
        EXPECT(length == 0 || length == length_of(n));
        if (length != 0) {
            EXPECT(memcmp(message, expected, length) == 0);
            n++;
        }
        progress(reader_actor);
    }
    done(reader_actor);
    rest();
}

static void setup(void)
{
    buffer = xMessageBufferCreate(2u * (LONGEST + sizeof(size_t)));
    writer_actor = actor("writer");
    reader_actor = actor("reader");
    spawn("writer", write_messages, P_LOW, NULL);
    spawn("reader", read_messages, P_LOW + choose(2), NULL);
}

static void check(void)
{
    EXPECT(xMessageBufferIsEmpty(buffer) == pdTRUE);
}

SCENARIO(message_whole, "a message arrives whole, in order, once");
