/* SPDX-License-Identifier: MIT */
/* The cloud's services as one object without threads, sockets or a clock of its own: things,
 * certificates and policies, shadows, jobs, streams, provisioning, defender, discovery. The daemon
 * puts it behind a broker, an HTTP server and SQLite; the simulator drives it in virtual time.
 *
 *     cloud_begin                        a transaction of the store
 *     cloud_message, cloud_data,         any number of them; what they publish is held back
 *     cloud_control, cloud_tick
 *     cloud_commit                       the store first, then the bus: nothing that was said is
 * lost
 */
#ifndef CLOUD_H
#define CLOUD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "cloud_bus.h"
#include "cloud_logs.h"
#include "cloud_signer.h"
#include "cloud_store.h"

struct cloud;

/* Who makes certificates. The strings it returns are freed by the caller; NULL: the request was no
 * valid one. */
struct cloud_issuer {
    void *self;
    /* A certificate (PEM) for the key of a signing request (PEM). */
    char *(*sign)(void *self, const char *csr_pem);
    /* A new key pair, private and public key as PEM, and a certificate for it. */
    char *(*make)(void *self, char **private_pem, char **public_pem);
    /* Lower-case hexadecimal SHA-256 of a certificate's DER: its id, 64 digits and NUL. */
    bool (*identify)(void *self, const char *certificate_pem, char id[65]);
    /* What policies may ask of a certificate's content: value number `index` of
     * "Subject.CommonName". Valid until the next call; NULL: it has none. The member may be NULL:
     * nothing is known. */
    const char *(*variable)(void *self, const char *certificate_pem, const char *name,
                            size_t index);
    /* From now on TLS takes this certificate, which another authority or none signed. False: it
     * cannot be kept. The member may be NULL: TLS takes what it takes. */
    bool (*trust)(void *self, const char *certificate_pem);
};

struct cloud_config {
    const struct cloud_store *store;
    const struct cloud_bus *bus;
    const struct cloud_issuer *issuer; /* NULL: certificates cannot be made */
    int64_t (*now_ms)(void *context);  /* Unix time */
    void (*random)(void *context, void *bytes, size_t count);
    void *context;                     /* of now_ms and random */
    const char *region, *account;      /* for ARNs; "us-east-1", "000000000000" */
    bool is_unpaced;                   /* requests of a thing are not counted: for measurements */
    const char *endpoint;              /* host name of the broker, for describe-endpoint */
    const struct cloud_signer *signer; /* NULL: nothing can be signed */
    const struct cloud_logs *logs;     /* NULL: nothing is written down */
    const char *https; /* "host:port" where files are served (cloud_files.h); NULL: nowhere */
};

/* A message on a reserved topic. */
struct cloud_message {
    const char *client;    /* client id of who published it */
    const char *principal; /* certificate id, NULL: unknown */
    const char *topic;
    const char *payload; /* not NUL-terminated, NULL when empty */
    size_t bytes;
};

struct cloud_pair {
    const char *name, *value;
};

/* The principal of the operator, who may everything on the data plane: this pointer, not its text.
 */
extern const char cloud_operator[];

/* A request of the HTTPS data plane or of the control plane. */
struct cloud_http {
    const char *method; /* "GET" ... */
    const char *path;   /* decoded, without the query: "/things/lamp/shadow" */
    const struct cloud_pair *query;
    size_t query_count;
    const char *body; /* not NUL-terminated */
    size_t bytes;
    const char *principal; /* certificate id; NULL on the control plane */
};

/* The answer. `body` is freed by the caller. */
struct cloud_reply {
    int status;             /* HTTP's */
    const char *error_type; /* "ResourceNotFoundException", a constant; NULL: no error */
    char *body;             /* JSON or another text, with a NUL behind it; NULL: empty */
    size_t bytes;
};

/**
 * Make a cloud over a store, a bus and a clock.
 *
 * @param config Copied; what it points to must outlive the cloud.
 * @return The cloud; NULL when there is no memory.
 *
 * Context: any one thread at a time, as all functions here.
 */
struct cloud *cloud_new(const struct cloud_config *config);

/**
 * Free a cloud; what was not committed is not said.
 *
 * @param cloud May be NULL.
 *
 * Context: any one thread.
 */
void cloud_free(struct cloud *cloud);

/**
 * Begin a transaction.
 *
 * @param cloud Without an open transaction.
 * @return Whether the store could begin one.
 *
 * Context: any one thread.
 */
bool cloud_begin(struct cloud *cloud);

/**
 * Keep what has happened since cloud_begin, then publish what the services said.
 *
 * @param cloud With an open transaction.
 * @return False: the store failed, and nothing since cloud_begin has happened or was said.
 *
 * Context: any one thread.
 */
bool cloud_commit(struct cloud *cloud);

/**
 * Take a message on a reserved topic. The answers are published by cloud_commit.
 *
 * @param cloud With an open transaction.
 * @param message Need not outlive the call.
 * @return False: no service knows the topic.
 *
 * Context: any one thread.
 */
bool cloud_message(struct cloud *cloud, const struct cloud_message *message);

/**
 * Serve a request of the HTTPS data plane or of discovery. The policies of the principal are
 * applied.
 *
 * @param cloud With an open transaction. The reply may be sent once it is committed.
 * @param request Need not outlive the call.
 * @param reply Filled in; the caller frees its body.
 *
 * Context: any one thread.
 */
void cloud_data(struct cloud *cloud, const struct cloud_http *request, struct cloud_reply *reply);

/**
 * Run an operation of the control plane: those of AWS IoT, by their method and path.
 *
 * @param cloud With an open transaction. The reply may be sent once it is committed.
 * @param request Need not outlive the call.
 * @param reply Filled in; the caller frees its body.
 *
 * Context: any one thread.
 */
void cloud_control(struct cloud *cloud, const struct cloud_http *request,
                   struct cloud_reply *reply);

/**
 * Do what has become due: time-outs, roll-outs, expiry.
 *
 * @param cloud With an open transaction.
 * @return When to call again, Unix time in ms; INT64_MAX: not until something else has happened.
 *
 * Context: any one thread.
 */
int64_t cloud_tick(struct cloud *cloud);

/**
 * List the operations of the control plane, for a command line.
 *
 * @return [{"name": "CreateThing", "method": "POST", "path": "/things/{thingName}"}, ...], a new
 * reference.
 *
 * Context: any.
 */
json_t *cloud_operations(void);

#endif
