/* SPDX-License-Identifier: MIT */
/* A cloud for unit tests: rows in memory, a clock that the test sets, a bus that records. */
#ifndef CLOUD_FIXTURE_H
#define CLOUD_FIXTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cloud.h"

struct said {
    char *client, *topic, *payload;
    size_t bytes;
};

struct fixture {
    struct cloud *cloud;
    struct cloud_store *store;
    struct cloud_bus bus;
    int64_t now_ms; /* begins at 1'700'000'000'000 */
    uint32_t random;
    struct said said[256];
    size_t said_count;
    const char *error_type; /* of the latest answer over HTTP */
    struct cloud_logs logs;
    char *lines[64]; /* of both logs, the latest ones: as many as were written since the opening */
    size_t line_count;
};

/* Makes certificates that are texts: "certificate 1" with the id 1 of 64 digits, and so on; the
 * only good signing request is "csr". */
extern const struct cloud_issuer fixture_issuer;

/* Signs with a text, "signature of 5 bytes with ID", takes every certificate but "bad", and makes
 * codes that differ where text or key differ. */
extern const struct cloud_signer fixture_signer;

void fixture_open(struct fixture *fixture, const struct cloud_issuer *issuer);
void fixture_close(struct fixture *fixture);

/* From now on principal-1 may do this alone, on "thing/lamp". At first it may do everything. */
void fixture_allow(struct fixture *fixture, const char *action, const char *resource);

/* One message in a transaction of its own, from client "client-1" with principal "principal-1".
 * What was recorded before is forgotten. Returns cloud_message's answer. */
bool fixture_send(struct fixture *fixture, const char *topic, const char *payload);
bool fixture_send_bytes(struct fixture *fixture, const char *topic, const void *payload,
                        size_t bytes);

/* A control-plane request in a transaction of its own; ends the test unless its status is as
 * wanted. The body as JSON, a new reference; NULL: empty. */
json_t *fixture_control(struct fixture *fixture, const char *method, const char *path,
                        const char *body, int status);
/* The same on the data plane; `query` is "name=value&name=value" or NULL. */
json_t *fixture_data(struct fixture *fixture, const char *method, const char *path,
                     const char *query, const char *body, int status);
/* Let time pass, then cloud_tick in a transaction. Returns what cloud_tick returned. */
int64_t fixture_pass(struct fixture *fixture, int64_t milliseconds);

/* How many lines of the logs hold this text. */
size_t fixture_logged(const struct fixture *fixture, const char *text);

/* The one message recorded on this topic, parsed; ends the test when there is none, or more than
 * one. */
json_t *fixture_said(struct fixture *fixture, const char *topic);
size_t fixture_count(const struct fixture *fixture, const char *topic);

/* Ends the test unless `actual` (consumed) equals this JSON text; both are printed. Members of
 * `actual` whose wanted value is the string "*" may be anything. */
void expect_json(json_t *actual, const char *wanted, const char *file, int line);
#define EXPECT_JSON(actual, wanted) expect_json(actual, wanted, __FILE__, __LINE__)

#endif
