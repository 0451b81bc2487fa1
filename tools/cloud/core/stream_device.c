/* SPDX-License-Identifier: MIT */
/* Streams, as devices use them: describe answered by description, get by data, a message for each
 * block.
 *
 *     $aws/things/THING/streams/STREAM/describe/json     or .../cbor, as all topics here
 *     $aws/things/THING/streams/STREAM/get/json
 */
#include "stream.h"

#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "cbor_json.h"
#include "object.h"
#include "service_log.h"
#include "stream_request.h"

struct asking {
    struct cloud *cloud;
    const struct levels *topic;
    bool is_cbor;
    struct stream_request request;
};

static void say(const struct asking *asking, const char *kind, struct text *text)
{
    cloud_say_text(asking->cloud, NULL, text, "$aws/things/%s/streams/%s/%s/%s",
                   asking->topic->level[2], asking->topic->level[4], kind,
                   asking->is_cbor ? "cbor" : "json");
}

/* The document is consumed. */
static void say_document(const struct asking *asking, const char *kind, json_t *document)
{
    struct text text = {NULL, 0, 0};

    if (asking->is_cbor) {
        cbor_write(&text, document);
    } else {
        text_json(&text, document);
    }
    json_decref(document);
    say(asking, kind, &text);
}

static json_t *begin_document(const struct asking *asking)
{
    json_t *document = json_object();

    if (asking->request.token != NULL) {
        (void)json_object_set(document, "c", (json_t *)asking->request.token);
    }
    return document;
}

static void say_refusal(const struct asking *asking, const struct stream_refusal *refusal)
{
    json_t *document = begin_document(asking);

    json_object_set_new(document, "o", json_string(refusal->code));
    json_object_set_new(document, "m", json_string(refusal->text));
    say_document(asking, "rejected", document);
}

/* A new reference; NULL: the refusal says so. */
static json_t *find_stream(const struct asking *asking, struct stream_refusal *refusal)
{
    const char *id = asking->topic->level[4];
    json_t *stream = is_name(id, STREAM_ID_MAX, STREAM_ID_OTHERS)
                         ? cloud_store_get_json(cloud_store(asking->cloud), STREAM_SPACE, id)
                         : NULL;

    if (stream == NULL) {
        (void)stream_refuse(refusal, "ResourceNotFound", "There is no such stream");
    }
    return stream;
}

static bool describe(struct asking *asking, const struct cloud_message *message,
                     struct stream_refusal *refusal)
{
    json_t *file;
    size_t index;

    if (!stream_request_describe(&asking->request, asking->is_cbor, message->payload,
                                 message->bytes, refusal)) {
        return false;
    }
    json_t *stream = find_stream(asking, refusal);
    if (stream == NULL) {
        return false;
    }
    json_t *document = begin_document(asking), *files = json_array();
    json_array_foreach(json_object_get(stream, "files"), index, file)
    {
        json_array_append_new(files, json_pack("{s:O,s:O}", "f", json_object_get(file, "fileId"),
                                               "z", json_object_get(file, "size")));
    }
    json_object_set(document, "s", json_object_get(stream, "streamVersion"));
    json_object_set(document, "d", json_object_get(stream, "description"));
    json_object_set_new(document, "r", files);
    json_decref(stream);
    say_document(asking, "description", document);
    return true;
}

/* The file with this id, a borrowed reference. */
static const json_t *find_file(const json_t *stream, json_int_t id)
{
    const json_t *file;
    size_t index;

    json_array_foreach(json_object_get(stream, "files"), index, file)
    {
        if (json_integer_value(json_object_get(file, "fileId")) == id) {
            return file;
        }
    }
    return NULL;
}

/* The object is as it was when the stream was made. */
static bool find_object(const struct asking *asking, const json_t *stream, struct object *object,
                        struct stream_refusal *refusal)
{
    const struct stream_request *request = &asking->request;
    const json_t *file = find_file(stream, request->file);
    const json_t *location = json_object_get(file, "s3Location");

    if (request->version >= 0 &&
        request->version != json_integer_value(json_object_get(stream, "streamVersion"))) {
        return stream_refuse(refusal, "VersionMismatch", "The stream has another version");
    }
    if (file == NULL || !object_find(cloud_store(asking->cloud), member_string(location, "bucket"),
                                     member_string(location, "key"), object)) {
        return stream_refuse(refusal, "ResourceNotFound", "There is no such file");
    }
    if (strcmp(object->etag, member_string(file, "etag")) != 0) {
        return stream_refuse(refusal, "ETagMismatch",
                             "The file has changed since the stream was made");
    }
    if (request->offset > 0 && (size_t)(request->offset * request->block_bytes) >= object->bytes) {
        return stream_refuse(refusal, "OffsetOutOfBounds", "The file has fewer blocks");
    }
    return true;
}

/* {"c", "f", "l", "i", "p"}. False: the message would be too large. */
static bool say_block(const struct asking *asking, json_int_t number, const struct text *block)
{
    const struct stream_request *request = &asking->request;
    struct text text = {NULL, 0, 0};
    json_t *document = begin_document(asking);

    json_object_set_new(document, "f", json_integer(request->file));
    json_object_set_new(document, "l", json_integer((json_int_t)block->count));
    json_object_set_new(document, "i", json_integer(number));
    if (asking->is_cbor) {
        cbor_write_map(&text, json_object_size(document) + 1u);
        cbor_write_members(&text, document);
        text_add(&text, "\x61p", 2);
        cbor_write_bytes(&text, block->bytes, block->count);
    } else {
        text_json(&text, document);
        text.count--; /* its brace */
        text_string(&text, ",\"p\":\"");
        base64_write(&text, block->bytes, block->count);
        text_string(&text, "\"}");
    }
    json_decref(document);
    if (text.count > STREAM_MESSAGE_MAX) {
        free(text.bytes);
        return false;
    }
    say(asking, "data", &text);
    return true;
}

/* The blocks that are asked for and are there, as many as one answer holds. */
static bool say_blocks(const struct asking *asking, const struct object *object,
                       struct stream_refusal *refusal)
{
    const struct stream_request *request = &asking->request;
    const json_int_t end = stream_request_end(request);
    json_int_t left = STREAM_ANSWER_MAX / request->block_bytes;

    left = request->count < left ? request->count : left;
    for (json_int_t index = 0; index < end && left > 0; index++) {
        const size_t at = (size_t)((request->offset + index) * request->block_bytes);
        struct text block = {NULL, 0, 0};
        if (at >= object->bytes) {
            break;
        }
        if (!stream_request_asks(request, index)) {
            continue;
        }
        const size_t there = object->bytes - at, wanted = (size_t)request->block_bytes;
        const bool is_read = object_read(cloud_store(asking->cloud), object, at,
                                         there < wanted ? there : wanted, &block);
        const bool is_said = is_read && say_block(asking, request->offset + index, &block);
        free(block.bytes);
        if (!is_read) {
            return stream_refuse(refusal, "InternalError", "The file cannot be read");
        }
        if (!is_said) {
            return stream_refuse(refusal, "BlockSizeOutOfBounds",
                                 "A message of 128 KB has no room for this block in JSON");
        }
        left--;
    }
    return true;
}

static bool get(struct asking *asking, const struct cloud_message *message,
                struct stream_refusal *refusal)
{
    struct object object;

    if (!stream_request_get(&asking->request, asking->is_cbor, message->payload, message->bytes,
                            refusal)) {
        return false;
    }
    json_t *stream = find_stream(asking, refusal);
    const bool is_said = stream != NULL && find_object(asking, stream, &object, refusal) &&
                         say_blocks(asking, &object, refusal);
    json_decref(stream);
    return is_said;
}

/* What this side says must not be taken for a request, should it come back. */
static bool is_answer(const char *operation)
{
    return strcmp(operation, "description") == 0 || strcmp(operation, "data") == 0 ||
           strcmp(operation, "rejected") == 0;
}

static void log_request(const struct asking *asking, const struct cloud_message *message,
                        bool is_done, const struct stream_refusal *refusal)
{
    const bool is_get = strcmp(asking->topic->level[5], "get") == 0;
    json_t *members =
        json_pack("{s:s,s:s,s:s,s:s}", "protocol", "MQTT", "streamId", asking->topic->level[4],
                  "clientId", message->client, "topicName", message->topic);

    if (asking->request.token != NULL) {
        json_object_set(members, "clientToken", (json_t *)asking->request.token);
    }
    service_log(asking->cloud, is_done, is_get ? "GetStream" : "DescribeStream", members, "%s",
                is_done ? "The request is answered" : refusal->text);
}

bool stream_message(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic)
{
    struct asking asking = {.cloud = cloud, .topic = topic};
    struct stream_refusal refusal;
    bool is_done = false;

    if (!levels_match(topic, "$aws/things/+/streams/+/+/+") || is_answer(topic->level[5])) {
        return false;
    }
    asking.is_cbor = strcmp(topic->level[6], "cbor") == 0;
    if (!asking.is_cbor && strcmp(topic->level[6], "json") != 0) {
        return false;
    }
    if (strcmp(topic->level[5], "describe") == 0) {
        is_done = describe(&asking, message, &refusal);
    } else if (strcmp(topic->level[5], "get") == 0) {
        is_done = get(&asking, message, &refusal);
    } else {
        (void)stream_refuse(&refusal, "InvalidTopic", "A stream has describe and get");
    }
    if (!is_done) {
        say_refusal(&asking, &refusal);
    }
    log_request(&asking, message, is_done, &refusal);
    stream_request_free(&asking.request);
    return true;
}
