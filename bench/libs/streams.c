/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "MQTTFileDownloader.h"
#include "MQTTFileDownloader_cbor.h"

#include "cbor_writer.h"

#include "bench.h"

static MqttFileDownloaderContext_t stream;
static uint8_t json[600], cbor[400], data[mqttFileDownloader_CONFIG_BLOCK_SIZE];

static size_t write_json(void)
{
    static const char head[] = "{\"f\":0,\"l\":255,\"i\":7,\"p\":\"";
    size_t length = sizeof head - 1;

    memcpy(json, head, length);
    memset(json + length, 'Q', 340);
    memcpy(json + length + 340, "\"}", 2);
    return length + 342;
}

static size_t write_cbor(void)
{
    static const char *const keys[] = {"f", "l", "i"};
    struct cbor_out out = {cbor, sizeof cbor, 0};

    cbor_put_map(&out, 4);
    for (unsigned i = 0; i < 3; i++) {
        cbor_put_text(&out, keys[i], 1);
        cbor_put_uint(&out, 256);
    }
    cbor_put_text(&out, "p", 1);
    cbor_put_bytes(&out, data, sizeof data);
    return out.needed;
}

void bench_run(void)
{
    const size_t json_length = write_json(), cbor_length = write_cbor();
    static char request[GET_STREAM_REQUEST_BUFFER_SIZE];
    int32_t file, block, size;
    size_t length;

    (void)mqttDownloader_init(&stream, "AFR_OTA-0001", 12, "thing-0001", 10, DATA_TYPE_JSON);
    START(block_json_255);
    (void)mqttDownloader_processReceivedDataBlock(&stream, json, json_length, &file, &block, &size,
                                                  data, &length);
    END(block_json_255);

    (void)mqttDownloader_init(&stream, "AFR_OTA-0001", 12, "thing-0001", 10, DATA_TYPE_CBOR);
    START(block_cbor_256);
    (void)mqttDownloader_processReceivedDataBlock(&stream, cbor, cbor_length, &file, &block, &size,
                                                  data, &length);
    END(block_cbor_256);

    START(request_cbor);
    (void)mqttDownloader_createGetDataBlockRequest(DATA_TYPE_CBOR, 0, 1024, 0, 32, request,
                                                   sizeof request);
    END(request_cbor);

    START(request_json);
    (void)mqttDownloader_createGetDataBlockRequest(DATA_TYPE_JSON, 0, 1024, 0, 32, request,
                                                   sizeof request);
    END(request_json);
}
