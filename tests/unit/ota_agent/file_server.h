/* SPDX-License-Identifier: MIT */
/* A server of one file over HTTP, in the words of the wire, and the stream to it; one fault at a
 * request of its choice. */
#ifndef FILE_SERVER_H
#define FILE_SERVER_H

#include "ota_http.h"

enum file_fault {
    NO_FAULT,
    NO_CONNECTION,
    NO_ANSWER,           /* until the device gives up */
    CLOSED_AT_ONCE,      /* before a byte of the answer */
    CLOSED_IN_HEAD,      /* in its fields */
    CLOSED_IN_BODY,      /* within the first block */
    CLOSED_LATER,        /* within the second block */
    SILENT_IN_BODY,      /* as CLOSED_LATER, but open */
    CLOSES_AFTER,        /* Connection: close */
    SHORT_RANGE,         /* one block of those asked for */
    SHORT_OF_A_BLOCK,    /* not even that */
    OTHER_RANGE,         /* it begins elsewhere */
    NO_RANGE,            /* 206 without Content-Range */
    NOT_ITS_LENGTH,      /* Content-Length that is not the range's */
    WITHOUT_RANGES,      /* 200, all of the file */
    CHUNKED,             /* a coding that is not read */
    BUSY,                /* 503 */
    NOT_HTTP,            /* other words */
    REDIRECTED,          /* 302 to the same file */
    REDIRECTED_NOWHERE,  /* 302 without an address */
    REDIRECTED_IN_CLEAR, /* 302 to http: */
    REDIRECTED_FOR_EVER, /* each answer is 302 */
    FORBIDDEN,           /* 403 */
    NOT_FOUND,           /* 404 */
    OTHER_SIZE,          /* the file is longer than the document says */
    NOT_SATISFIABLE,     /* 416 */
    FILE_FAULTS
};

struct file_server {
    const uint8_t *file;
    uint32_t file_bytes;
    enum file_fault fault;
    unsigned from, until; /* requests that it is at: from 1; the end is behind the last */
    unsigned requests, connections, closed;
    uint32_t body_bytes; /* sent */
    char host[64], path[128], request[1024];
    uint32_t *now;
    bool is_good_host; /* the address was the document's, or the one redirected to */
    /* The answer. */
    uint8_t answer[8192];
    size_t length, at, step;
    bool is_open, closes;
};

extern struct file_server file_server;

/* `now` goes on while the device waits for bytes. */
void file_server_new(uint32_t *now);
void file_server_config(struct ota_http_config *config);

#endif
