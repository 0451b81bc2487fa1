/* SPDX-License-Identifier: MIT */
/* A stream made of arrays for the tests of libs/http, and one exchange on it. */
#ifndef HTTP_WIRE_H
#define HTTP_WIRE_H

#include <string.h>

#include "core_http_client.h"

#define HTTP_WIRE_BYTES 4096u

struct NetworkContext {
    const char *in; /* what the server says */
    size_t in_length;
    size_t in_at;
    size_t in_step; /* most bytes of one recv */
    int32_t end;    /* result of recv behind the last byte */
    unsigned empty; /* reads of nothing before each that brings something */
    unsigned waited;

    char out[HTTP_WIRE_BYTES]; /* what the client said */
    size_t out_length;
    size_t out_step; /* most bytes of one send */
    size_t out_room; /* bytes until send answers `out_end` */
    int32_t out_end;
};

extern struct NetworkContext http_wire;
extern TransportInterface_t http_transport;
extern uint32_t http_now; /* grows by 1 with each look */
uint32_t http_clock(void);

/* The response of the exchange; its buffer has exactly `room` bytes, on the heap. */
extern HTTPResponse_t http_response;

/* Clears the wire; the server will say this. */
void http_wire_begin(const void *in, size_t length);

/* Receives the answer to a GET, or HEAD, into `room` bytes. */
HTTPStatus_t http_receive(const char *method, size_t room);

#endif
