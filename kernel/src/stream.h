/* SPDX-License-Identifier: MIT */
/* What stands behind a StreamBufferHandle_t; the idea is in stream.c. */
#ifndef KERNEL_STREAM_H
#define KERNEL_STREAM_H

#include "stream_buffer.h"

#include "sched.h"

struct stream_side {
    volatile size_t at;            /* in the ring: of the writer the head, of the reader the tail */
    struct task *volatile waiting; /* for room, or for bytes */
    StreamBufferCallbackFunction_t told; /* in place of waking it; NULL: none */
};

struct stream {
    uint8_t *bytes;
    size_t size; /* capacity + 1 */
    struct stream_side writer;
    struct stream_side reader;
    size_t trigger;    /* bytes that wake the reader, 1 or more */
    UBaseType_t index; /* notification it sleeps on */
    uint8_t type;      /* sbTYPE_* */
    uint8_t owns;      /* the memory is the heap's */
    uint16_t tag;      /* STREAM_TAG while it lives */
#if configUSE_TRACE_FACILITY
    UBaseType_t number;
#endif
};

KERNEL_STATIC_ASSERT(sizeof(struct stream) <= sizeof(StaticStreamBuffer_t),
                     "StaticStreamBuffer_t is too small");

static inline struct stream *stream_of(StreamBufferHandle_t handle)
{
    return (struct stream *)(void *)handle;
}

/* No half of an address: a timer's handle in place of a stream's has one there. */
#define STREAM_TAG 0xc35bu

static inline bool stream_is_live(StreamBufferHandle_t handle)
{
    return handle != NULL && stream_of(handle)->tag == STREAM_TAG;
}

#define REQUIRE_STREAM(handle, call, failure)                                                      \
    KREQUIRE(stream_is_live(handle), call ": NULL, deleted, or no stream buffer", failure)

static inline StreamBufferHandle_t stream_handle(struct stream *stream)
{
    return (StreamBufferHandle_t)(void *)stream;
}

#endif
