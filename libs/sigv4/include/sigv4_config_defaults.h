/* SPDX-License-Identifier: MIT */
/** Settings of the signer, each with its default. An application overrides them in a file
 * `sigv4_config.h` on the include path, or on the command line; without either the defaults hold.
 * SIGV4_DO_NOT_USE_CUSTOM_CONFIG ignores the file. */
#ifndef SIGV4_CONFIG_DEFAULTS_H
#define SIGV4_CONFIG_DEFAULTS_H

#if !defined(SIGV4_DO_NOT_USE_CUSTOM_CONFIG) && defined(__has_include)
#if __has_include("sigv4_config.h")
#include "sigv4_config.h"
#endif
#endif

/** Most header fields of a request. Time grows with the square of what a request has. */
#ifndef SIGV4_MAX_HTTP_HEADER_COUNT
#define SIGV4_MAX_HTTP_HEADER_COUNT 100U
#endif

/** Most parameters of a query. Time grows with the square of what a request has. */
#ifndef SIGV4_MAX_QUERY_PAIR_COUNT
#define SIGV4_MAX_QUERY_PAIR_COUNT 100U
#endif

/** Longest block of the hash, bytes: 64 for SHA-256. Costs that much stack. */
#ifndef SIGV4_HASH_MAX_BLOCK_LENGTH
#define SIGV4_HASH_MAX_BLOCK_LENGTH 64U
#endif

/** Longest digest of the hash, bytes: 32 for SHA-256. Costs three times that much stack. */
#ifndef SIGV4_HASH_MAX_DIGEST_LENGTH
#define SIGV4_HASH_MAX_DIGEST_LENGTH 32U
#endif

/** Not used: the canonical request is never stored. For programs that size memory by it. */
#ifndef SIGV4_PROCESSING_BUFFER_LENGTH
#define SIGV4_PROCESSING_BUFFER_LENGTH 350U
#endif

#if SIGV4_HASH_MAX_DIGEST_LENGTH > SIGV4_HASH_MAX_BLOCK_LENGTH
#error "SIGV4_HASH_MAX_DIGEST_LENGTH is at most SIGV4_HASH_MAX_BLOCK_LENGTH"
#endif

#endif
