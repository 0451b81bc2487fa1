/* SPDX-License-Identifier: MIT */
/* Fleet provisioning over MQTT, in JSON and CBOR: a certificate that waits for its thing, with a
 * token that proves whose it is, then the thing by a template. Token and certificate live for an
 * hour without a thing. Answers go to who asked and to nobody else: one of them holds a private
 * key, and many devices share a claim.
 *
 *     space                 key                       value
 *     provisioning-token    <token>                   {"certificateId"}
 *     provisioning-expiry   <16 hex digits>/<token>   {}                  in order of time, ms */
#include "provisioning.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cbor_json.h"
#include "registry.h"
#include "services.h"
#include "text.h"

#define TOKEN_LIFE_MS (60 * 60 * 1000)
#define TOKEN_BYTES   32u
#define TIME_DIGITS   16
#define KEY_BYTES_MAX (TIME_DIGITS + 2 + 2 * TOKEN_BYTES)
#define PENDING       "PENDING_ACTIVATION"
#define BAD_PAYLOAD   "InvalidPayload"
#define BAD_TOKEN     "InvalidCertificateOwnershipToken"

static const char tokens[] = "provisioning-token";
static const char expiries[] = "provisioning-expiry";

bool provisioning_reject(struct provisioning_fault *fault, int status, const char *code,
                         const char *message, ...)
{
    va_list arguments;

    fault->status = status;
    fault->code = code;
    va_start(arguments, message);
    (void)vsnprintf(fault->message, sizeof(fault->message), message, arguments);
    va_end(arguments);
    return false;
}

static bool is_cbor(const struct levels *topic)
{
    return strcmp(topic->level[topic->count - 1], "cbor") == 0;
}

/* `document` is consumed. */
static void answer(struct cloud *cloud, const struct cloud_message *message, bool in_cbor,
                   const char *kind, json_t *document)
{
    size_t bytes = 0;
    void *payload = in_cbor ? cbor_from_json(document, &bytes) : json_text(document, &bytes);

    cloud_say_bytes(cloud, message->client, payload, bytes, "%s/%s", message->topic, kind);
    free(payload);
    json_decref(document);
}

static void make_token(const struct cloud *cloud, char token[2 * TOKEN_BYTES + 1])
{
    unsigned char bytes[TOKEN_BYTES];

    cloud_random(cloud, bytes, sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++) {
        (void)snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    }
}

/* Keep a new certificate and its token; the answer's members, or NULL. */
static json_t *keep_certificate(struct cloud *cloud, const char *pem,
                                struct provisioning_fault *fault)
{
    const struct cloud_store *store = cloud_store(cloud);
    const struct cloud_issuer *issuer = cloud_issuer(cloud);
    char id[65], token[2 * TOKEN_BYTES + 1], key[KEY_BYTES_MAX];

    if (!issuer->identify(issuer->self, pem, id)) {
        (void)provisioning_reject(fault, 500, "InternalError", "No certificate could be made");
        return NULL;
    }
    make_token(cloud, token);
    (void)snprintf(key, sizeof(key), "%016" PRIx64 "/%s",
                   (uint64_t)(cloud_now_ms(cloud) + TOKEN_LIFE_MS), token);
    json_t *row = json_pack("{s:s}", "certificateId", id), *nothing = json_object();
    const bool is_kept = registry_put_certificate(cloud, id, pem, PENDING) &&
                         cloud_store_put_json(store, tokens, token, row) &&
                         cloud_store_put_json(store, expiries, key, nothing);
    json_decref(row);
    json_decref(nothing);
    if (!is_kept) {
        (void)provisioning_reject(fault, 500, "InternalError", "The store failed");
        return NULL;
    }
    return json_pack("{s:s,s:s,s:s}", "certificateId", id, "certificatePem", pem,
                     "certificateOwnershipToken", token);
}

static json_t *create(struct cloud *cloud, struct provisioning_fault *fault)
{
    const struct cloud_issuer *issuer = cloud_issuer(cloud);
    char *private_pem = NULL, *public_pem = NULL;
    char *pem = issuer != NULL ? issuer->make(issuer->self, &private_pem, &public_pem) : NULL;
    json_t *made = NULL;

    if (pem == NULL) {
        (void)provisioning_reject(fault, 500, "InternalError", "No certificate could be made");
    } else {
        made = keep_certificate(cloud, pem, fault);
        json_object_set_new(made, "privateKey", json_string(private_pem));
    }
    free(pem);
    free(private_pem);
    free(public_pem);
    return made;
}

static json_t *create_from_csr(struct cloud *cloud, const json_t *request,
                               struct provisioning_fault *fault)
{
    const struct cloud_issuer *issuer = cloud_issuer(cloud);
    const char *csr = member_string(request, "certificateSigningRequest");
    char *pem = csr != NULL && issuer != NULL ? issuer->sign(issuer->self, csr) : NULL;

    if (pem == NULL) {
        (void)provisioning_reject(fault, 400, BAD_PAYLOAD,
                                  csr == NULL || csr[0] == '\0'
                                      ? "certificateSigningRequest cannot be empty"
                                      : "The certificate signing request is not valid");
        return NULL;
    }
    json_t *made = keep_certificate(cloud, pem, fault);
    free(pem);
    return made;
}

static bool has_only_texts(const json_t *parameters)
{
    const char *name;
    json_t *value;

    json_object_foreach((json_t *)parameters, name, value)
    {
        if (!json_is_string(value)) {
            return false;
        }
    }
    return true;
}

static json_t *register_thing(struct cloud *cloud, const char *template_name, const json_t *request,
                              struct provisioning_fault *fault)
{
    const char *token = member_string(request, "certificateOwnershipToken");
    const json_t *parameters = json_object_get(request, "parameters");
    json_t *made = NULL;

    if (token == NULL || token[0] == '\0') {
        (void)provisioning_reject(fault, 400, BAD_TOKEN,
                                  "Certificate ownership token cannot be empty.");
        return NULL;
    }
    if (parameters != NULL && (!json_is_object(parameters) || !has_only_texts(parameters))) {
        (void)provisioning_reject(fault, 400, BAD_PAYLOAD,
                                  "parameters must be an object of strings");
        return NULL;
    }
    json_t *row = cloud_store_get_json(cloud_store(cloud), tokens, token);
    const char *certificate = member_string(row, "certificateId");
    if (certificate == NULL || !registry_has_certificate(cloud_store(cloud), certificate)) {
        (void)provisioning_reject(fault, 400, BAD_TOKEN,
                                  "The certificate ownership token is not valid or has expired");
    } else {
        made = provisioning_make(cloud, template_name, parameters, certificate, fault);
    }
    json_decref(row);
    return made;
}

static json_t *read_request(const struct cloud_message *message, bool in_cbor)
{
    if (message->bytes == 0) {
        return NULL;
    }
    return in_cbor ? cbor_to_json(message->payload, message->bytes)
                   : json_loadb(message->payload, message->bytes, JSON_REJECT_DUPLICATES, NULL);
}

static json_t *serve(struct cloud *cloud, const struct cloud_message *message,
                     const struct levels *topic, struct provisioning_fault *fault)
{
    if (strcmp(topic->level[2], "create") == 0) {
        return create(cloud, fault); /* whatever its payload is */
    }
    json_t *request = read_request(message, is_cbor(topic)), *made = NULL;
    if (!json_is_object(request)) {
        (void)provisioning_reject(fault, 400, BAD_PAYLOAD, "The payload is not a valid %s object",
                                  is_cbor(topic) ? "CBOR" : "JSON");
    } else if (topic->count == 4) {
        made = create_from_csr(cloud, request, fault);
    } else {
        made = register_thing(cloud, topic->level[2], request, fault);
    }
    json_decref(request);
    return made;
}

static bool is_ours(const struct levels *topic)
{
    const char *format = topic->level[topic->count - 1];

    return (strcmp(format, "json") == 0 || strcmp(format, "cbor") == 0) &&
           (levels_match(topic, "$aws/certificates/create/+") ||
            levels_match(topic, "$aws/certificates/create-from-csr/+") ||
            levels_match(topic, "$aws/provisioning-templates/+/provision/+"));
}

static bool message(struct cloud *cloud, const struct cloud_message *message,
                    const struct levels *topic)
{
    struct provisioning_fault fault = {0};

    if (!is_ours(topic)) {
        return false;
    }
    json_t *made = serve(cloud, message, topic, &fault);
    if (made != NULL) {
        answer(cloud, message, is_cbor(topic), "accepted", made);
    } else {
        answer(cloud, message, is_cbor(topic), "rejected",
               json_pack("{s:i,s:s,s:s}", "statusCode", fault.status, "errorCode", fault.code,
                         "errorMessage", fault.message));
    }
    return true;
}

struct expiring {
    struct cloud *cloud;
    int64_t now_ms, next_ms;
};

/* A certificate that has become a thing's stays. */
static void expire(const struct cloud_store *store, const char *key, const char *token)
{
    json_t *row = cloud_store_get_json(store, tokens, token);
    const char *id = member_string(row, "certificateId");
    json_t *certificate = id != NULL ? registry_certificate(store, id) : NULL;
    const char *status = member_string(certificate, "status");

    if (status != NULL && strcmp(status, PENDING) == 0) {
        (void)registry_remove_certificate(store, id);
    }
    (void)store->remove(store->self, tokens, token);
    (void)store->remove(store->self, expiries, key);
    json_decref(certificate);
    json_decref(row);
}

static bool visit_expiry(void *context, const char *key, const char *value, size_t bytes)
{
    struct expiring *expiring = context;
    const int64_t due_ms = (int64_t)strtoull(key, NULL, 16);

    (void)value;
    (void)bytes;
    if (due_ms > expiring->now_ms) {
        expiring->next_ms = due_ms;
        return false;
    }
    expire(cloud_store(expiring->cloud), key, key + TIME_DIGITS + 1);
    return true;
}

static int64_t tick(struct cloud *cloud)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct expiring expiring = {cloud, cloud_now_ms(cloud), INT64_MAX};

    (void)store->scan(store->self, expiries, "", NULL, visit_expiry, &expiring);
    return expiring.next_ms;
}

const struct service service_provisioning = {
    .name = "provisioning",
    .message = message,
    .operations = provisioning_operations,
    .tick = tick,
};
