/* SPDX-License-Identifier: MIT */
/** Settings of the HTTP client, each with its default. An application overrides them in a file
 * `core_http_config.h` on the include path, or on the command line; without either the defaults
 * hold. HTTP_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef CORE_HTTP_CONFIG_DEFAULTS_H
#define CORE_HTTP_CONFIG_DEFAULTS_H

#if !defined(HTTP_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("core_http_config.h")
#include "core_http_config.h"
#endif
#endif

/** Most bytes of a response's status line, header fields and trailer fields together, so that a
 * server cannot keep the client busy with them. Range 64 .. 2^31-1. */
#ifndef HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES
#define HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES (2048U)
#endif

/** Value of the User-Agent field of each request. A string. */
#ifndef HTTP_USER_AGENT_VALUE
#define HTTP_USER_AGENT_VALUE "dunlin"
#endif

/** Longest time without a byte arriving before a response counts as over, ms. Holds where the
 * response has a `getTime`; without one the first empty read ends it. Range 0 .. 2^31-1. */
#ifndef HTTP_RECV_RETRY_TIMEOUT_MS
#define HTTP_RECV_RETRY_TIMEOUT_MS (1000U)
#endif

/** Longest time without a byte taken before a request counts as lost, ms. Range 0 .. 2^31-1. */
#ifndef HTTP_SEND_RETRY_TIMEOUT_MS
#define HTTP_SEND_RETRY_TIMEOUT_MS (1000U)
#endif

#if HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES < 64
#error "HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES must be at least 64"
#endif

#endif
