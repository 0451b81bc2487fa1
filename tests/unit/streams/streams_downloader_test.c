/* SPDX-License-Identifier: MIT */
#include "MQTTFileDownloader.h"
#include "MQTTFileDownloader_cbor.h"

#include "core_json.h"
#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HEX(text)    (text), (sizeof(text) - 1u)

static MqttFileDownloaderContext_t stream_of(DataType_t type)
{
    MqttFileDownloaderContext_t stream;
    CHECK_EQ(mqttDownloader_init(&stream, "AFR_OTA-1", 9, "thing-1", 7, type),
             MQTTFileDownloaderSuccess);
    return stream;
}

static void a_stream_has_two_topics(void)
{
    const MqttFileDownloaderContext_t json = stream_of(DATA_TYPE_JSON);
    const MqttFileDownloaderContext_t cbor = stream_of(DATA_TYPE_CBOR);
    CHECK_EQ(strcmp(json.topicStreamData, "$aws/things/thing-1/streams/AFR_OTA-1/data/json"), 0);
    CHECK_EQ(strcmp(json.topicGetStream, "$aws/things/thing-1/streams/AFR_OTA-1/get/json"), 0);
    CHECK_EQ(strcmp(cbor.topicStreamData, "$aws/things/thing-1/streams/AFR_OTA-1/data/cbor"), 0);
    CHECK_EQ(strcmp(cbor.topicGetStream, "$aws/things/thing-1/streams/AFR_OTA-1/get/cbor"), 0);
    CHECK_EQ(json.topicStreamDataLength, strlen(json.topicStreamData));
    CHECK_EQ(json.topicGetStreamLength, strlen(json.topicGetStream));
    CHECK_EQ(cbor.dataType, DATA_TYPE_CBOR);
}

static void names_have_limits(void)
{
    MqttFileDownloaderContext_t stream;
    char name[130];
    memset(name, 'n', sizeof name);
    CHECK_EQ(mqttDownloader_init(&stream, name, 44, name, 128, DATA_TYPE_CBOR),
             MQTTFileDownloaderSuccess);
    CHECK_EQ(stream.topicStreamDataLength, sizeof stream.topicStreamData - 1);
    CHECK_EQ(stream.topicStreamData[stream.topicStreamDataLength], 0);
    CHECK_EQ(mqttDownloader_init(&stream, name, 45, name, 128, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, name, 44, name, 129, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, name, 0, name, 9, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, name, 9, name, 0, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(NULL, name, 9, name, 9, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, NULL, 9, name, 9, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, name, 9, NULL, 9, DATA_TYPE_CBOR),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_init(&stream, name, 9, name, 9, (DataType_t)2),
             MQTTFileDownloaderBadParameter);
}

static void a_request_says_which_blocks(void)
{
    static const struct {
        DataType_t type;
        const char *bytes;
        size_t length;
    } cases[] = {
        {DATA_TYPE_JSON, HEX("{\"s\": 1,\"f\": 4,\"l\": 1024,\"o\": 65535,\"n\": 4294967295}")},
        {DATA_TYPE_CBOR, HEX("\xa5\x61"
                             "c\x63rdy\x61"
                             "f\x04\x61l\x19\x04\x00\x61o\x19\xff\xff\x61n\x1a\xff\xff\xff\xff")},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        for (size_t room = 0; room <= cases[i].length + 1; room++) {
            char *buffer = malloc(room == 0 ? 1 : room);
            const size_t length = mqttDownloader_createGetDataBlockRequest(
                cases[i].type, 4, 1024, 65535, UINT32_MAX, buffer, room);
            CHECK_EQ(length, room >= cases[i].length ? cases[i].length : 0);
            CHECK_EQ(length > 0 && memcmp(buffer, cases[i].bytes, length) != 0, 0);
            free(buffer);
        }
        CHECK_EQ(cases[i].length < GET_STREAM_REQUEST_BUFFER_SIZE, 1);
    }
    CHECK_EQ(JSON_Validate(cases[0].bytes, cases[0].length), JSONSuccess);
    char buffer[100];
    CHECK_EQ(mqttDownloader_createGetDataBlockRequest(DATA_TYPE_JSON, 4, 1, 1, 1, NULL, 100), 0);
    CHECK_EQ(mqttDownloader_createGetDataBlockRequest((DataType_t)2, 4, 1, 1, 1, buffer, 100), 0);
}

static void a_bitmap_is_part_of_a_request_in_cbor(void)
{
    static const char want[] = "\xa6\x61"
                               "c\x61t\x61"
                               "f\x00\x61l\x19\x01\x00\x61o\x05\x61"
                               "b\x42\xff\x01\x61n\x09";
    uint8_t bytes[64];
    size_t length = 0;
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(bytes, sizeof bytes, &length, "t", 0, 256, 5,
                                                 (const uint8_t *)"\xff\x01", 2, 9),
             1);
    CHECK_EQ(length, sizeof want - 1);
    CHECK_EQ(memcmp(bytes, want, length), 0);
    length = 77;
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(bytes, sizeof want - 2, &length, "t", 0, 256, 5,
                                                 (const uint8_t *)"\xff\x01", 2, 9),
             0);
    CHECK_EQ(length, 77);
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(NULL, 64, &length, "t", 0, 256, 5, bytes, 2, 9),
             0);
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(bytes, 64, NULL, "t", 0, 256, 5, bytes, 2, 9), 0);
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(bytes, 64, &length, NULL, 0, 256, 5, bytes, 2, 9),
             0);
    CHECK_EQ(CBOR_Encode_GetStreamRequestMessage(bytes, 64, &length, "t", 0, 256, 5, NULL, 2, 9),
             0);
}

static void only_the_topic_of_the_data_is_a_block(void)
{
    const MqttFileDownloaderContext_t stream = stream_of(DATA_TYPE_JSON);
    const char *topic = "$aws/things/thing-1/streams/AFR_OTA-1/data/json";
    const size_t length = strlen(topic);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(&stream, topic, length), MQTTFileDownloaderSuccess);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(&stream, topic, length - 1),
             MQTTFileDownloaderFailure);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(&stream, stream.topicGetStream,
                                                stream.topicGetStreamLength),
             MQTTFileDownloaderFailure);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(
                 &stream, "$aws/things/thing-1/streams/AFR_OTA-2/data/json", length),
             MQTTFileDownloaderFailure);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(NULL, topic, length),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(&stream, NULL, length),
             MQTTFileDownloaderBadParameter);
    CHECK_EQ(mqttDownloader_isDataBlockReceived(&stream, topic, 0), MQTTFileDownloaderBadParameter);
}

struct got {
    int32_t file, id, size;
    size_t length;
    uint8_t data[mqttFileDownloader_CONFIG_BLOCK_SIZE];
};

static MQTTFileDownloaderStatus_t read_block(DataType_t type, const char *bytes, size_t length,
                                             struct got *got)
{
    const MqttFileDownloaderContext_t stream = stream_of(type);
    uint8_t *copy = exact_copy(bytes, length);
    uint8_t *data = malloc(sizeof got->data);
    *got = (struct got){-1, -1, -1, 77, {0}};
    const MQTTFileDownloaderStatus_t status = mqttDownloader_processReceivedDataBlock(
        &stream, copy, length, &got->file, &got->id, &got->size, data, &got->length);
    if (status == MQTTFileDownloaderSuccess) {
        memcpy(got->data, data, got->length);
    } else {
        CHECK_EQ(got->file == -1 && got->id == -1 && got->size == -1 && got->length == 77, 1);
    }
    free(data);
    free(copy);
    return status;
}

static const struct {
    DataType_t type;
    const char *bytes;
    size_t length;
} blocks[] = {
    {DATA_TYPE_JSON, HEX("{\"c\":\"rdy\",\"f\":3,\"l\":5,\"i\":2147483647,\"p\":\"aGVsbG8=\"}")},
    {DATA_TYPE_CBOR, HEX("\xa5\x61"
                         "c\x63rdy\x61"
                         "f\x03\x61l\x05\x61i\x1a\x7f\xff\xff\xff\x61p\x45hello")},
    {DATA_TYPE_CBOR, HEX("\xbf\x61"
                         "f\x03\x61l\x05\x61i\x1a\x7f\xff\xff\xff\x61p\x45hello\xff")},
};

static void a_block_is_read_and_a_cut_one_is_not(void)
{
    for (size_t i = 0; i < COUNT(blocks); i++) {
        struct got got;
        for (size_t length = 1; length < blocks[i].length; length++) {
            CHECK_EQ(read_block(blocks[i].type, blocks[i].bytes, length, &got),
                     MQTTFileDownloaderDataDecodingFailed);
        }
        CHECK_EQ(read_block(blocks[i].type, blocks[i].bytes, blocks[i].length, &got),
                 MQTTFileDownloaderSuccess);
        CHECK_EQ(got.file, 3);
        CHECK_EQ(got.size, 5);
        CHECK_EQ(got.id, 2147483647);
        CHECK_EQ(got.length, 5);
        CHECK_EQ(memcmp(got.data, "hello", 5), 0);
    }
}

static void what_is_no_block_is_refused(void)
{
    static const char *const json[] = {
        "{}",
        "[]",
        "x",
        "{\"f\":3,\"l\":5,\"i\":1}",
        "{\"f\":3,\"l\":5,\"p\":\"aGVsbG8=\"}",
        "{\"f\":3,\"i\":5,\"p\":\"aGVsbG8=\"}",
        "{\"i\":3,\"l\":5,\"p\":\"aGVsbG8=\"}",
        "{\"f\":-3,\"l\":5,\"i\":1,\"p\":\"aGVsbG8=\"}",
        "{\"f\":3.0,\"l\":5,\"i\":1,\"p\":\"aGVsbG8=\"}",
        "{\"f\":3,\"l\":5,\"i\":2147483648,\"p\":\"aGVsbG8=\"}",
        "{\"f\":3,\"l\":5,\"i\":99999999999,\"p\":\"aGVsbG8=\"}",
        "{\"f\":\"3\",\"l\":5,\"i\":1,\"p\":\"aGVsbG8=\"}",
        "{\"f\":3,\"l\":5,\"i\":1,\"p\":12}",
        "{\"f\":3,\"l\":5,\"i\":1,\"p\":\"aGVsbG8==\"}",
        "{\"f\":3,\"l\":5,\"i\":1,\"p\":\"\"}",
        "{\"f\":3,\"l\":5,\"i\":1,\"p\":\"aGVsbG8=\"}}",
    };
    static const struct {
        const char *bytes;
        size_t length;
    } cbor[] = {
        {HEX("\xa0")},
        {HEX("\x80")},
        {HEX("\xa4\x61"
             "f\x03\x61l\x05\x61i\x01\x61p\x65hello")},
        {HEX("\xa4\x61"
             "f\x20\x61l\x05\x61i\x01\x61p\x45hello")},
        {HEX("\xa4\x61"
             "f\x03\x61l\x05\x61i\x1a\x80\x00\x00\x00\x61p\x45hello")},
        {HEX("\xa4\x61"
             "f\x03\x61l\x05\x61i\x01\x61p\x5f\x45hello\xff")},
        {HEX("\xa4\x61"
             "f\x03\x61l\x05\x61i\x01\x61p\x45hello\x00")},
    };
    struct got got;
    for (size_t i = 0; i < COUNT(json); i++) {
        test_case = json[i];
        CHECK_EQ(read_block(DATA_TYPE_JSON, json[i], strlen(json[i]), &got),
                 MQTTFileDownloaderDataDecodingFailed);
    }
    for (size_t i = 0; i < COUNT(cbor); i++) {
        CHECK_EQ(read_block(DATA_TYPE_CBOR, cbor[i].bytes, cbor[i].length, &got),
                 MQTTFileDownloaderDataDecodingFailed);
    }
}

static void a_payload_larger_than_a_block_is_refused(void)
{
    for (size_t bytes = 255; bytes <= 258; bytes++) {
        char json[500] = "{\"f\":0,\"l\":256,\"i\":0,\"p\":\"", cbor[300] =
                                                                    "\xa4\x61"
                                                                    "f\x01\x61l\x18\x99\x61i"
                                                                    "\x01\x61p\x59";
        const size_t groups = bytes / 3, rest = bytes % 3;
        memset(json + strlen(json), 'A', groups * 4);
        strcat(json, rest == 1 ? "AA==\"}" : rest == 2 ? "AAA=\"}" : "\"}");
        const size_t head = strlen(cbor);
        cbor[head] = (char)(bytes >> 8);
        cbor[head + 1] = (char)bytes;
        struct got got;
        const MQTTFileDownloaderStatus_t want =
            bytes <= 256 ? MQTTFileDownloaderSuccess : MQTTFileDownloaderDataDecodingFailed;
        CHECK_EQ(read_block(DATA_TYPE_JSON, json, strlen(json), &got), want);
        CHECK_EQ(read_block(DATA_TYPE_CBOR, cbor, head + 2 + bytes, &got), want);
    }
}

static void parameters_are_asked_for(void)
{
    const MqttFileDownloaderContext_t stream = stream_of(DATA_TYPE_JSON);
    uint8_t message[] = "{}", data[256];
    int32_t n;
    size_t length;
#define READ(...)                                                                                  \
    CHECK_EQ(mqttDownloader_processReceivedDataBlock(__VA_ARGS__), MQTTFileDownloaderBadParameter)
    READ(NULL, message, 2, &n, &n, &n, data, &length);
    READ(&stream, NULL, 2, &n, &n, &n, data, &length);
    READ(&stream, message, 0, &n, &n, &n, data, &length);
    READ(&stream, message, 2, NULL, &n, &n, data, &length);
    READ(&stream, message, 2, &n, NULL, &n, data, &length);
    READ(&stream, message, 2, &n, &n, NULL, data, &length);
    READ(&stream, message, 2, &n, &n, &n, NULL, &length);
    READ(&stream, message, 2, &n, &n, &n, data, NULL);
    uint8_t *room = data, *nowhere = NULL;
    length = sizeof data;
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(NULL, 2, &n, &n, &n, &room, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, NULL, &n, &n, &room, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, &n, NULL, &n, &room, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, &n, &n, NULL, &room, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, &n, &n, &n, NULL, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, &n, &n, &n, &nowhere, &length), 0);
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message, 2, &n, &n, &n, &room, NULL), 0);
}

int main(void)
{
    RUN(a_stream_has_two_topics);
    RUN(names_have_limits);
    RUN(a_request_says_which_blocks);
    RUN(a_bitmap_is_part_of_a_request_in_cbor);
    RUN(only_the_topic_of_the_data_is_a_block);
    RUN(a_block_is_read_and_a_cut_one_is_not);
    RUN(what_is_no_block_is_refused);
    RUN(a_payload_larger_than_a_block_is_refused);
    RUN(parameters_are_asked_for);
    return 0;
}
