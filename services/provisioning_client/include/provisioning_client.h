/* SPDX-License-Identifier: MIT */
/** Fleet provisioning by claim: a device that was made with a certificate shared by many gets one
 * of its own. The device makes its key, which never leaves it; the service signs a certificate for
 * it and registers the thing.
 *
 *      make_csr ──► create-from-csr ──► certificate, ownership token
 *                                            │
 *      keep  ◄── thing name ◄── provision ◄──┘          then connect anew, with what was kept
 *
 * Nothing is kept before the service has registered the thing: after a power cut in between the
 * device begins anew, with the same key.
 */
#ifndef PROVISIONING_CLIENT_H
#define PROVISIONING_CLIENT_H

#include "fleet_provisioning_message.h"
#include "mqtt_link.h"
#include "mqtt_request.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PROVISIONING_CLIENT_FILTERS     2u
#define PROVISIONING_CLIENT_TOPIC_BYTES 96u /* the longest template's: 87 */

typedef enum {
    PROVISIONING_OK = 0,
    PROVISIONING_NO_CSR,     /**< `make_csr` failed, or its request does not fit. */
    PROVISIONING_REJECTED,   /**< By the service: provisioning_client_refused() has its words. */
    PROVISIONING_TIMED_OUT,  /**< No connection or no answer in time. */
    PROVISIONING_BAD_ANSWER, /**< A member is missing, or the answer does not fit in its buffer. */
    PROVISIONING_NOT_KEPT,   /**< `keep` failed. The service has registered the thing. */
} provisioning_result_t;

/** How to be provisioned. What the pointers point at stays valid as long as the client. */
struct provisioning_client_config {
    struct mqtt_link *link; /**< Over a connection with the claim certificate. Not NULL. */
    FleetProvisioningFormat_t format;
    const char *template_name; /**< 1 to 36 bytes. */
    const struct provisioning_parameter
        *parameters; /**< Of the template: a serial number, by habit. */
    size_t parameter_count;
    /** Writes a signing request (PEM, no terminator) for the device's key, which it makes if there
     * is none. */
    bool (*make_csr)(void *context, char *pem, size_t size, size_t *length);
    /** Keeps the certificate (PEM) and the thing's name. */
    bool (*keep)(void *context, struct provisioning_text certificate,
                 struct provisioning_text thing);
    void *context; /**< Passed to both. */
    char *csr;     /**< Holds the signing request: 512 bytes are enough for P-256. */
    size_t csr_size;
    uint8_t *request; /**< Holds a request: that one again, or token and parameters: 1,024 bytes. */
    size_t request_size;
    char *certificate; /**< Holds the first answer: certificate and token, 4,096 bytes. */
    size_t certificate_size;
    char *answer; /**< Holds the second one: 256 bytes, and the device configuration. */
    size_t answer_size;
};

/** What the service said when it refused. */
struct provisioning_refusal {
    uint32_t status; /**< 400 ...; 0: none. */
    struct provisioning_text code, message;
};

/** One device's provisioning. All members are private. */
struct provisioning_client {
    struct provisioning_client_config config;
    struct mqtt_link_receiver receiver;
    struct mqtt_request request;
    char filters[PROVISIONING_CLIENT_FILTERS][PROVISIONING_CLIENT_TOPIC_BYTES];
    char topics[PROVISIONING_CLIENT_FILTERS][PROVISIONING_CLIENT_TOPIC_BYTES];
    const char *awaited; /* the topic whose answer is waited for */
};

/**
 * Prepare a client and subscribe.
 *
 * @param[out] client  Not NULL; lives as long as the link.
 * @param config       Copied.
 * @retval MQTTSuccess       Ready.
 * @retval MQTTBadParameter  A member is missing, or the template's name is too long.
 * @retval MQTTNoMemory      The connection has no room for 2 more subscriptions.
 *
 * Context: task, before the connection runs.
 * Blocks:  never.
 */
MQTTStatus_t provisioning_client_init(struct provisioning_client *client,
                                      const struct provisioning_client_config *config);

/**
 * Get a certificate and a name, and keep them.
 *
 * @param client      Initialised.
 * @param timeout_ms  Longest wait for each of the two answers, the connection included.
 * @return See provisioning_result_t.
 *
 * Context: task; not the connection's.
 * Blocks:  up to twice `timeout_ms`, and as long as a key and a signature take.
 * Source:  AWS IoT Developer Guide, device provisioning MQTT API.
 */
provisioning_result_t provisioning_client_run(struct provisioning_client *client,
                                              uint32_t timeout_ms);

/**
 * Tell why the service refused.
 *
 * @param client        After PROVISIONING_REJECTED.
 * @param[out] refusal  In the client's buffers, until the next call. Not NULL.
 *
 * Context: task.
 * Blocks:  never.
 */
void provisioning_client_refused(const struct provisioning_client *client,
                                 struct provisioning_refusal *refusal);

#ifdef __cplusplus
}
#endif

#endif
