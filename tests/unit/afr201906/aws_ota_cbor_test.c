/* SPDX-License-Identifier: MIT */
/* OTA_CBOR_*: bytes as RFC 8949 has them, written out here; memory counted. */
#include "aws_ota_cbor.h"

#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "test.h"

static unsigned blocks; /* of memory that are out */
static bool is_empty;

void *pvPortMalloc(size_t bytes)
{
    void *const memory = is_empty ? NULL : malloc(bytes);

    blocks += memory != NULL;
    return memory;
}

void vPortFree(void *memory)
{
    blocks -= memory != NULL;
    free(memory);
}

/* {"f": 2, "i": 300, "l": 1024, "p": h'010203'} */
static const uint8_t answer[] = {0xA4, 0x61, 'f',  0x02, 0x61, 'i', 0x19, 0x01, 0x2C, 0x61,
                                 'l',  0x19, 0x04, 0x00, 0x61, 'p', 0x43, 1,    2,    3};

static BaseType_t read_answer(size_t length, uint8_t **payload, size_t *bytes)
{
    uint8_t *const exact = exact_copy(answer, length);
    int32_t file = -1, block = -1, size = -1;
    const BaseType_t good = OTA_CBOR_Decode_GetStreamResponseMessage(exact, length, &file, &block,
                                                                     &size, payload, bytes);

    free(exact);
    if (good) {
        CHECK_EQ(file, 2);
        CHECK_EQ(block, 300);
        CHECK_EQ(size, 1024);
    }
    return good;
}

static void a_block_comes_in_memory_that_is_the_caller_s(void)
{
    uint8_t *payload = NULL;
    size_t bytes = 0;

    CHECK_EQ(read_answer(sizeof answer, &payload, &bytes), pdTRUE);
    CHECK_EQ(bytes, 3);
    CHECK_EQ(memcmp(payload, answer + sizeof answer - 3, 3), 0);
    CHECK_EQ(blocks, 1);
    vPortFree(payload);
    CHECK_EQ(blocks, 0);
}

static void what_is_no_block_takes_nothing(void)
{
    uint8_t *payload = NULL;
    size_t bytes = 0;
    int32_t number = 0;

    for (size_t length = 0; length < sizeof answer; length++) {
        CHECK_EQ(read_answer(length, &payload, &bytes), pdFALSE);
    }
    is_empty = true;
    CHECK_EQ(read_answer(sizeof answer, &payload, &bytes), pdFALSE);
    is_empty = false;
    CHECK_EQ(OTA_CBOR_Decode_GetStreamResponseMessage(NULL, 5, &number, &number, &number, &payload,
                                                      &bytes),
             pdFALSE);
    CHECK_EQ(OTA_CBOR_Decode_GetStreamResponseMessage(answer, sizeof answer, NULL, &number, &number,
                                                      &payload, &bytes),
             pdFALSE);
    CHECK_EQ(payload == NULL && bytes == 0 && blocks == 0, true);
}

static void a_request_asks_by_a_bitmap(void)
{
    /* {"c": "rdy", "f": 1, "l": 1024, "o": 16, "b": h'0F80'} */
    static const uint8_t request[] = {0xA5, 0x61, 'c',  0x63, 'r', 'd',  'y',  0x61,
                                      'f',  0x01, 0x61, 'l',  25,  0x04, 0x00, 0x61,
                                      'o',  0x10, 0x61, 'b',  66,  0x0F, 0x80};
    uint8_t map[] = {0x0F, 0x80};
    size_t bytes = 77;

    for (size_t room = 0; room <= sizeof request; room++) {
        uint8_t *const buffer = malloc(room + (room == 0));
        const BaseType_t fits = room == sizeof request;

        CHECK_EQ(OTA_CBOR_Encode_GetStreamRequestMessage(buffer, room, &bytes, "rdy", 1, 1024, 16,
                                                         map, sizeof map),
                 fits);
        CHECK_EQ(bytes, fits ? sizeof request : 77);
        CHECK_EQ(!fits || memcmp(buffer, request, sizeof request) == 0, true);
        free(buffer);
    }
}

static void a_request_that_cannot_be_is_refused(void)
{
    uint8_t buffer[64], map[1] = {1};
    size_t bytes = 77;

#define REFUSED(...) CHECK_EQ(OTA_CBOR_Encode_GetStreamRequestMessage(__VA_ARGS__), pdFALSE)
    REFUSED(NULL, sizeof buffer, &bytes, "rdy", 1, 256, 0, map, 1);
    REFUSED(buffer, sizeof buffer, NULL, "rdy", 1, 256, 0, map, 1);
    REFUSED(buffer, sizeof buffer, &bytes, NULL, 1, 256, 0, map, 1);
    REFUSED(buffer, sizeof buffer, &bytes, "rdy", -1, 256, 0, map, 1);
    REFUSED(buffer, sizeof buffer, &bytes, "rdy", 1, -256, 0, map, 1);
    REFUSED(buffer, sizeof buffer, &bytes, "rdy", 1, 256, -1, map, 1);
    REFUSED(buffer, sizeof buffer, &bytes, "rdy", 1, 256, 0, NULL, 1);
    CHECK_EQ(bytes, 77);
}

int main(void)
{
    RUN(a_block_comes_in_memory_that_is_the_caller_s);
    RUN(what_is_no_block_takes_nothing);
    RUN(a_request_asks_by_a_bitmap);
    RUN(a_request_that_cannot_be_is_refused);
    return 0;
}
