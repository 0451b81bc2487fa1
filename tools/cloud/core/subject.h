/* SPDX-License-Identifier: MIT */
/* Who asks for something: a connection, or an HTTPS request. It knows what the variables of
 * policies stand for, and which policies are its own. */
#ifndef CLOUD_SUBJECT_H
#define CLOUD_SUBJECT_H

#include "policy.h"
#include "registry.h"

/* A variable of the certificate: "Subject.CommonName", "SerialNumber", "Id". */
typedef const char *(*subject_certificate)(void *context, const char *name, size_t index);

struct subject {
    const char *certificate; /* id */
    const char *client;      /* NULL over HTTPS */
    const char *address;     /* IP address; NULL: unknown */
    int64_t now_ms;
    bool is_persistent, has_will;             /* of the connection: iot:ConnectAttributes */
    subject_certificate certificate_variable; /* NULL: the certificate's content is not known */
    void *context;
    json_t *thing; /* the row of the thing it stands for; NULL: none */
    bool is_attached;
    char text[48]; /* of a value that had to be made */
};

/* Fill in thing and is_attached from certificate and client. Freed by subject_forget. */
void subject_look_up(struct subject *subject, const struct cloud_store *store);
void subject_forget(struct subject *subject);

/* A policy_variable; the context is the subject. */
const char *subject_variable(void *subject, const char *name, size_t index);

/* The names of its policies: of the certificate, and of the groups of the thing it is attached to,
 * and of the groups above those. A policy may come twice. */
bool subject_each_policy(const struct subject *subject, const struct cloud_store *store,
                         registry_visit visit, void *context);

/* An ARN of the longest topic fits. */
#define RESOURCE_BYTES_MAX 1024

#endif
