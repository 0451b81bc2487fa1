/* SPDX-License-Identifier: MIT */
/* Stream and message buffers are made and deleted, and have a number and a notification. */
#include "stream.h"

#include <string.h>

#if configUSE_STREAM_BUFFERS

static StreamBufferHandle_t stream_init(struct stream *stream, uint8_t *bytes, size_t size,
                                        size_t trigger, BaseType_t type,
                                        StreamBufferCallbackFunction_t sent,
                                        StreamBufferCallbackFunction_t received, uint8_t owns)
{
    memset(stream, 0, sizeof *stream);
    stream->bytes = bytes;
    stream->size = size;
    stream->trigger = trigger == 0 ? 1 : trigger;
    stream->reader.told = sent;
    stream->writer.told = received;
    stream->index = tskDEFAULT_INDEX_TO_NOTIFY;
    stream->type = (uint8_t)type;
    stream->owns = owns;
    stream->tag = STREAM_TAG;
    traceSTREAM_BUFFER_CREATE(stream_handle(stream), type);
    return stream_handle(stream);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
static StreamBufferHandle_t create(size_t size, size_t trigger, BaseType_t type,
                                   StreamBufferCallbackFunction_t sent,
                                   StreamBufferCallbackFunction_t received)
{
    KASSERT(size > 0 && "xStreamBufferCreate: the size is 0");
    KASSERT(trigger <= size && "xStreamBufferCreate: the trigger level is above the size");
    bool valid = size > 0 && trigger <= size && size < SIZE_MAX - sizeof(struct stream) - 1u;
    struct stream *stream = valid ? pvPortMalloc(sizeof *stream + size + 1u) : NULL;
    if (stream == NULL) {
        traceSTREAM_BUFFER_CREATE_FAILED(type);
        return NULL;
    }
    return stream_init(stream, (uint8_t *)(stream + 1), size + 1u, trigger, type, sent, received,
                       1);
}

StreamBufferHandle_t xStreamBufferGenericCreate(size_t size, size_t trigger, BaseType_t type,
                                                StreamBufferCallbackFunction_t sent,
                                                StreamBufferCallbackFunction_t received)
{
    traceENTER_xStreamBufferGenericCreate(size, trigger, type, sent, received);
    StreamBufferHandle_t result = create(size, trigger, type, sent, received);
    traceRETURN_xStreamBufferGenericCreate(result);
    return result;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
static StreamBufferHandle_t create_static(size_t size, size_t trigger, BaseType_t type,
                                          uint8_t *const bytes, StaticStreamBuffer_t *const memory,
                                          StreamBufferCallbackFunction_t sent,
                                          StreamBufferCallbackFunction_t received)
{
    KASSERT(bytes != NULL && memory != NULL && "xStreamBufferCreateStatic: a buffer is NULL");
    KASSERT(trigger <= size && "xStreamBufferCreateStatic: the trigger level is above the size");
    if (bytes == NULL || memory == NULL || size < 2 || trigger > size) {
        traceSTREAM_BUFFER_CREATE_STATIC_FAILED((StreamBufferHandle_t)NULL, type);
        return NULL;
    }
    return stream_init((struct stream *)(void *)memory, bytes, size, trigger, type, sent, received,
                       0);
}

StreamBufferHandle_t xStreamBufferGenericCreateStatic(size_t size, size_t trigger, BaseType_t type,
                                                      uint8_t *const bytes,
                                                      StaticStreamBuffer_t *const memory,
                                                      StreamBufferCallbackFunction_t sent,
                                                      StreamBufferCallbackFunction_t received)
{
    traceENTER_xStreamBufferGenericCreateStatic(size, trigger, type, bytes, memory, sent, received);
    StreamBufferHandle_t result = create_static(size, trigger, type, bytes, memory, sent, received);
    traceRETURN_xStreamBufferGenericCreateStatic(result);
    return result;
}

BaseType_t xStreamBufferGetStaticBuffers(StreamBufferHandle_t handle, uint8_t **bytes,
                                         StaticStreamBuffer_t **memory)
{
    REQUIRE_STREAM(handle, "xStreamBufferGetStaticBuffers", pdFALSE);
    KREQUIRE(bytes != NULL && memory != NULL,
             "xStreamBufferGetStaticBuffers: an answer has no place", pdFALSE);
    traceENTER_xStreamBufferGetStaticBuffers(handle, bytes, memory);
    BaseType_t is_static = stream_of(handle)->owns == 0 ? pdTRUE : pdFALSE;
    if (is_static) {
        *bytes = stream_of(handle)->bytes;
        *memory = (StaticStreamBuffer_t *)(void *)handle;
    }
    traceRETURN_xStreamBufferGetStaticBuffers(is_static);
    return is_static;
}
#endif

static void delete_stream(StreamBufferHandle_t handle)
{
    struct stream *stream = stream_of(handle);

    traceSTREAM_BUFFER_DELETE(handle);
    bool owns = stream->owns != 0;
    memset(stream, 0, sizeof *stream);
#if configSUPPORT_DYNAMIC_ALLOCATION
    if (owns) {
        vPortFree(stream);
    }
#else
    (void)owns;
#endif
}

void vStreamBufferDelete(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "vStreamBufferDelete", );
    KASSERT_IN_TASK("vStreamBufferDelete");
    traceENTER_vStreamBufferDelete(handle);
    delete_stream(handle);
    traceRETURN_vStreamBufferDelete();
}

UBaseType_t uxStreamBufferGetStreamBufferNotificationIndex(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "uxStreamBufferGetStreamBufferNotificationIndex", 0);
    traceENTER_uxStreamBufferGetStreamBufferNotificationIndex(handle);
    UBaseType_t result = stream_of(handle)->index;
    traceRETURN_uxStreamBufferGetStreamBufferNotificationIndex(result);
    return result;
}

void vStreamBufferSetStreamBufferNotificationIndex(StreamBufferHandle_t handle, UBaseType_t index)
{
    REQUIRE_STREAM(handle, "vStreamBufferSetStreamBufferNotificationIndex", );
    traceENTER_vStreamBufferSetStreamBufferNotificationIndex(handle, index);
    struct stream *stream = stream_of(handle);

    KASSERT(stream->reader.waiting == NULL && stream->writer.waiting == NULL &&
            "vStreamBufferSetStreamBufferNotificationIndex: a task waits in the buffer");
    KASSERT(index < configTASK_NOTIFICATION_ARRAY_ENTRIES &&
            "vStreamBufferSetStreamBufferNotificationIndex: the index is out of range");
    if (index < configTASK_NOTIFICATION_ARRAY_ENTRIES) {
        stream->index = index;
    }
    traceRETURN_vStreamBufferSetStreamBufferNotificationIndex();
}

#if configUSE_TRACE_FACILITY
void vStreamBufferSetStreamBufferNumber(StreamBufferHandle_t handle, UBaseType_t number)
{
    REQUIRE_STREAM(handle, "vStreamBufferSetStreamBufferNumber", );
    traceENTER_vStreamBufferSetStreamBufferNumber(handle, number);
    stream_of(handle)->number = number;
    traceRETURN_vStreamBufferSetStreamBufferNumber();
}

UBaseType_t uxStreamBufferGetStreamBufferNumber(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "uxStreamBufferGetStreamBufferNumber", 0);
    traceENTER_uxStreamBufferGetStreamBufferNumber(handle);
    UBaseType_t result = stream_of(handle)->number;
    traceRETURN_uxStreamBufferGetStreamBufferNumber(result);
    return result;
}

uint8_t ucStreamBufferGetStreamBufferType(StreamBufferHandle_t handle)
{
    REQUIRE_STREAM(handle, "ucStreamBufferGetStreamBufferType", 0);
    traceENTER_ucStreamBufferGetStreamBufferType(handle);
    uint8_t result = stream_of(handle)->type;
    traceRETURN_ucStreamBufferGetStreamBufferType(result);
    return result;
}
#endif

#endif
