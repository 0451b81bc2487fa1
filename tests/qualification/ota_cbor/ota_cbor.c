/* SPDX-License-Identifier: MIT */
/* Messages of a stream in CBOR (libs/streams), byte for byte as RFC 8949 has them: what is expected
 * is written out here, by no library. */
#include <string.h>

#include "MQTTFileDownloader.h"
#include "qualification.h"

#define FILE_ID     3u
#define BLOCK       256u
#define FIRST       700u /* 0x02BC: two bytes */
#define COUNT       8u
#define HEAD_BYTES  17u /* of a block's message, before its bytes */
#define OTHER_BYTES 40u

static uint8_t message[HEAD_BYTES + BLOCK + OTHER_BYTES];
static uint8_t block[mqttFileDownloader_CONFIG_BLOCK_SIZE];
static MqttFileDownloaderContext_t stream;

static void set_up(void)
{
    EXPECT_EQUAL(mqttDownloader_init(&stream, "s1", 2, "lamp", 4, DATA_TYPE_CBOR),
                 MQTTFileDownloaderSuccess);
}

/* The number behind a key of one letter, in a map of small and two-byte numbers; -1: not there. */
static long number_of(const uint8_t *map, size_t length, char key)
{
    for (size_t i = 1; i + 2u < length; i++) {
        if (map[i] == 0x61 && map[i + 1u] == (uint8_t)key) {
            const uint8_t *const value = &map[i + 2u];
            return value[0] < 24u                        ? value[0]
                   : value[0] == 0x18 && i + 3u < length ? value[1]
                   : value[0] == 0x19 && i + 4u < length ? value[1] << 8 | value[2]
                                                         : -1;
        }
    }
    return -1;
}

static void a_request_says_file_block_and_count(void)
{
    static char request[GET_STREAM_REQUEST_BUFFER_SIZE];
    const uint8_t *const map = (const uint8_t *)request;
    const size_t length = mqttDownloader_createGetDataBlockRequest(
        DATA_TYPE_CBOR, FILE_ID, BLOCK, FIRST, COUNT, request, sizeof request);

    REQUIRE(length > 0 && length < sizeof request);
    EXPECT_EQUAL(map[0] & 0xE0, 0xA0); /* a map of less than 24 pairs */
    EXPECT_EQUAL(number_of(map, length, 'f'), FILE_ID);
    EXPECT_EQUAL(number_of(map, length, 'l'), BLOCK);
    EXPECT_EQUAL(number_of(map, length, 'o'), FIRST);
    EXPECT_EQUAL(number_of(map, length, 'n'), COUNT);
    EXPECT_EQUAL(mqttDownloader_createGetDataBlockRequest(DATA_TYPE_CBOR, FILE_ID, BLOCK, FIRST,
                                                          COUNT, request, 8),
                 0);
    EXPECT_BYTES(stream.topicGetStream, "$aws/things/lamp/streams/s1/get/cbor", 36);
    EXPECT_BYTES(stream.topicStreamData, "$aws/things/lamp/streams/s1/data/cbor", 37);
}

/* {"f": 3, "i": 7, "l": 256, "p": 256 bytes}: what the service sends. */
static size_t make_block(void)
{
    static const uint8_t head[] = {0xA4, 0x61, 'f',  FILE_ID, 0x61, 'i',  0x07, 0x61, 'l',
                                   0x19, 0x01, 0x00, 0x61,    'p',  0x59, 0x01, 0x00};

    memcpy(message, head, sizeof head);
    for (size_t i = 0; i < BLOCK; i++) {
        message[sizeof head + i] = (uint8_t)(i * 7u + 1u);
    }
    return sizeof head + BLOCK;
}

static MQTTFileDownloaderStatus_t read_block(size_t length, int32_t *file, int32_t *number,
                                             size_t *bytes)
{
    int32_t size = 0;

    return mqttDownloader_processReceivedDataBlock(&stream, message, length, file, number, &size,
                                                   block, bytes);
}

static void a_block_is_read(void)
{
    static const char topic[] = "$aws/things/lamp/streams/s1/data/cbor";
    const size_t length = make_block();
    int32_t file = 0, number = 0;
    size_t bytes = 0;

    EXPECT_EQUAL(mqttDownloader_isDataBlockReceived(&stream, topic, sizeof topic - 1u),
                 MQTTFileDownloaderSuccess);
    EXPECT_EQUAL(mqttDownloader_isDataBlockReceived(&stream, topic, sizeof topic - 2u),
                 MQTTFileDownloaderFailure);
    REQUIRE_EQUAL(read_block(length, &file, &number, &bytes), MQTTFileDownloaderSuccess);
    EXPECT_EQUAL(file, FILE_ID);
    EXPECT_EQUAL(number, 7);
    REQUIRE_EQUAL(bytes, BLOCK);
    EXPECT_BYTES(block, message + length - BLOCK, BLOCK);
}

/* Cut at any place, with a payload longer than there is room, of a type that is none. */
static void what_is_no_block_is_refused(void)
{
    const size_t length = make_block();
    int32_t file = 0, number = 0;
    size_t bytes = 0;

    for (size_t cut = 1; cut < length; cut++) {
        if (read_block(cut, &file, &number, &bytes) == MQTTFileDownloaderSuccess) {
            EXPECT_EQUAL(cut, length);
        }
    }
    (void)make_block();
    message[2] = 'g'; /* no file */
    EXPECT_EQUAL(read_block(length, &file, &number, &bytes), MQTTFileDownloaderDataDecodingFailed);
    (void)make_block();
    message[6] = 0x27; /* block -8 */
    EXPECT_EQUAL(read_block(length, &file, &number, &bytes), MQTTFileDownloaderDataDecodingFailed);
    (void)make_block();
    message[15] = 0x02; /* more bytes than there are */
    EXPECT_EQUAL(read_block(length, &file, &number, &bytes), MQTTFileDownloaderDataDecodingFailed);
    EXPECT_EQUAL(read_block(0, &file, &number, &bytes), MQTTFileDownloaderBadParameter);
}

static const struct qualification_case ota_cbor_cases[] = {
    {"AFQP_OTA_CborEncodesStreamRequest", a_request_says_file_block_and_count},
    {"AFQP_OTA_CborDecodesStreamBlock", a_block_is_read},
    {"AFQP_OTA_CborRefusesWhatIsNoBlock", what_is_no_block_is_refused},
};

QUALIFICATION_GROUP(ota_cbor, "Full_OTA_CBOR", .set_up = set_up)
