/* SPDX-License-Identifier: MIT */
/* The headers of a request in their buffer: lines, and an empty one at the end. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "core_http_client.h"

/* Whether there is a request in the buffer: at least "X / HTTP/1.1" and two line ends. */
bool http_is_request(const HTTPRequestHeaders_t *headers);

/* Adds Content-Length. HTTPSuccess or HTTPInsufficientMemory. */
HTTPStatus_t http_add_content_length(HTTPRequestHeaders_t *headers, size_t length);

#endif
