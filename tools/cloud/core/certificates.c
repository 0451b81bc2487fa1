/* SPDX-License-Identifier: MIT */
/* Operations on certificates, and the endpoint. */
#include <stdlib.h>
#include <string.h>

#include "operate.h"
#include "services.h"

static const char invalid[] = "InvalidRequestException";

static json_t *need_certificate(const struct cloud *cloud, const json_t *parameters,
                                struct cloud_reply *reply)
{
    const char *id = need_text(parameters, "certificateId", reply);
    json_t *row = id != NULL ? registry_certificate(cloud_store(cloud), id) : NULL;

    if (id != NULL && row == NULL) {
        reply_error(reply, 404, "ResourceNotFoundException", "Certificate not found (id=%s)", id);
    }
    return row;
}

static const struct cloud_issuer *need_issuer(const struct cloud *cloud, struct cloud_reply *reply)
{
    const struct cloud_issuer *issuer = cloud_issuer(cloud);

    if (issuer == NULL) {
        reply_error(reply, 503, "ServiceUnavailableException",
                    "This cloud has no authority that makes certificates");
    }
    return issuer;
}

/* Keep a certificate under its id. NULL: the reply is made; else {"certificateArn",
 * "certificateId"}. */
static json_t *keep(struct cloud *cloud, const char *pem, const char *status,
                    struct cloud_reply *reply)
{
    const struct cloud_issuer *issuer = cloud_issuer(cloud);
    char id[65];

    if (pem == NULL || !issuer->identify(issuer->self, pem, id)) {
        reply_error(reply, 400, "CertificateValidationException", "The certificate is not valid");
        return NULL;
    }
    if (registry_has_certificate(cloud_store(cloud), id)) {
        reply_error(reply, 409, "ResourceAlreadyExistsException",
                    "The certificate is already provisioned or registered (id=%s)", id);
        return NULL;
    }
    if (!registry_put_certificate(cloud, id, pem, status)) {
        reply_error(reply, 500, "InternalFailureException", "The store failed");
        return NULL;
    }
    return json_pack("{s:o,s:s}", "certificateArn", arn_of(cloud, "cert", id), "certificateId", id);
}

static const char *status_of(const json_t *parameters)
{
    return is_set(parameters, "setAsActive") ? "ACTIVE" : "INACTIVE";
}

static void create_keys(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const struct cloud_issuer *issuer = need_issuer(cloud, reply);
    char *private_pem = NULL, *public_pem = NULL;

    if (issuer == NULL) {
        return;
    }
    char *pem = issuer->make(issuer->self, &private_pem, &public_pem);
    json_t *document = keep(cloud, pem, status_of(parameters), reply);
    if (document != NULL) {
        json_object_set_new(document, "certificatePem", json_string(pem));
        json_object_set_new(
            document, "keyPair",
            json_pack("{s:s,s:s}", "PublicKey", public_pem, "PrivateKey", private_pem));
        reply_json(reply, 200, document);
    }
    free(pem);
    free(private_pem);
    free(public_pem);
}

static void create_from_csr(struct cloud *cloud, const json_t *parameters,
                            struct cloud_reply *reply)
{
    const struct cloud_issuer *issuer = need_issuer(cloud, reply);
    const char *csr =
        issuer != NULL ? need_text(parameters, "certificateSigningRequest", reply) : NULL;

    if (csr == NULL) {
        return;
    }
    char *pem = issuer->sign(issuer->self, csr);
    if (pem == NULL) {
        reply_error(reply, 400, invalid, "The certificate signing request is not valid");
        return;
    }
    json_t *document = keep(cloud, pem, status_of(parameters), reply);
    if (document != NULL) {
        json_object_set_new(document, "certificatePem", json_string(pem));
        reply_json(reply, 200, document);
    }
    free(pem);
}

static bool is_status(const char *status, bool can_be_pending)
{
    return strcmp(status, "ACTIVE") == 0 || strcmp(status, "INACTIVE") == 0 ||
           strcmp(status, "REVOKED") == 0 ||
           (can_be_pending &&
            (strcmp(status, "PENDING_TRANSFER") == 0 || strcmp(status, "PENDING_ACTIVATION") == 0));
}

/* TLS takes a certificate that was registered, and what its authority signed; which of them may
 * connect is for the registry to say. */
static bool trusts(const struct cloud_issuer *issuer, const char *pem, const char *authority_pem)
{
    return issuer->trust == NULL ||
           (issuer->trust(issuer->self, pem) &&
            (authority_pem == NULL || issuer->trust(issuer->self, authority_pem)));
}

static void register_certificate(struct cloud *cloud, const json_t *parameters,
                                 struct cloud_reply *reply)
{
    const char *pem =
        need_issuer(cloud, reply) != NULL ? need_text(parameters, "certificatePem", reply) : NULL;
    const char *status = member_string(parameters, "status");

    if (pem == NULL) {
        return;
    }
    if (status == NULL) {
        status = status_of(parameters);
    }
    if (!is_status(status, true)) {
        reply_error(reply, 400, invalid, "There is no certificate status %s", status);
        return;
    }
    json_t *document = keep(cloud, pem, status, reply);
    if (document == NULL) {
        return;
    }
    if (trusts(cloud_issuer(cloud), pem, member_string(parameters, "caCertificatePem"))) {
        reply_json(reply, 200, document);
        return;
    }
    json_decref(document);
    reply_error(reply, 500, "InternalFailureException", "The certificate cannot be kept for TLS");
}

static void describe_certificate(struct cloud *cloud, const json_t *parameters,
                                 struct cloud_reply *reply)
{
    json_t *row = need_certificate(cloud, parameters, reply);

    if (row != NULL) {
        json_object_set_new(row, "certificateArn",
                            arn_of(cloud, "cert", member_string(row, "certificateId")));
        json_object_set_new(row, "ownedBy", json_string(cloud_config(cloud)->account));
        json_object_set_new(row, "certificateMode", json_string("DEFAULT"));
        reply_json(reply, 200, json_pack("{s:o}", "certificateDescription", row));
    }
}

static void update_certificate(struct cloud *cloud, const json_t *parameters,
                               struct cloud_reply *reply)
{
    json_t *row = need_certificate(cloud, parameters, reply);
    const char *status = row != NULL ? need_text(parameters, "newStatus", reply) : NULL;

    if (status != NULL && !is_status(status, false)) {
        reply_error(reply, 400, invalid,
                    "The status of a certificate can be set to ACTIVE, INACTIVE or REVOKED");
    } else if (status != NULL) {
        reply_kept(reply, registry_set_status(cloud, member_string(row, "certificateId"), status),
                   NULL);
    }
    json_decref(row);
}

static void delete_certificate(struct cloud *cloud, const json_t *parameters,
                               struct cloud_reply *reply)
{
    const struct cloud_store *store = cloud_store(cloud);
    json_t *row = need_certificate(cloud, parameters, reply);
    const char *id = member_string(row, "certificateId");

    if (row == NULL) {
        return;
    }
    const bool has_things = registry_has_any(store, LINK_CERTIFICATE_THING, id);
    const bool has_policies = registry_has_any(store, LINK_CERTIFICATE_POLICY, id);
    if (strcmp(member_string(row, "status"), "ACTIVE") == 0) {
        reply_error(reply, 406, "CertificateStateException",
                    "Certificate must be deactivated (not ACTIVE) before deletion. (id=%s)", id);
    } else if (has_things || (has_policies && !is_set(parameters, "forceDelete"))) {
        reply_error(reply, 409, "DeleteConflictException",
                    "%s must be detached before deletion. (id=%s)",
                    has_things ? "Things" : "Policies", id);
    } else {
        reply_kept(reply, registry_remove_certificate(store, id), NULL);
    }
    json_decref(row);
}

static json_t *certificate_item(const struct cloud *cloud, const char *name, const char *value,
                                void *context)
{
    json_t *row = json_loads(value, 0, NULL);
    json_t *item = json_pack("{s:o,s:s,s:O*,s:s,s:O*}", "certificateArn",
                             arn_of(cloud, "cert", name), "certificateId", name, "status",
                             json_object_get(row, "status"), "certificateMode", "DEFAULT",
                             "creationDate", json_object_get(row, "creationDate"));

    (void)context;
    json_decref(row);
    return item;
}

static void list_certificates(struct cloud *cloud, const json_t *parameters,
                              struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, true, reply)) {
        page_scan(&page, "certificate", "", certificate_item, NULL);
        page_reply(&page, "certificates", reply);
    }
}

static void describe_endpoint(struct cloud *cloud, const json_t *parameters,
                              struct cloud_reply *reply)
{
    static const char *const types[] = {"iot:Data", "iot:Data-ATS", "iot:CredentialProvider",
                                        "iot:Jobs", "iot:Data-Beta"};
    const char *type = member_string(parameters, "endpointType");
    bool is_known = type == NULL;

    for (size_t i = 0; !is_known && i < sizeof(types) / sizeof(types[0]); i++) {
        is_known = strcmp(type, types[i]) == 0;
    }
    if (!is_known) {
        reply_error(reply, 400, invalid, "There is no endpoint type %s", type);
    } else {
        reply_json(reply, 200,
                   json_pack("{s:s}", "endpointAddress", cloud_config(cloud)->endpoint));
    }
}

static const struct operation operations[] = {
    {"CreateKeysAndCertificate", "POST", "/keys-and-certificate", create_keys},
    {"CreateCertificateFromCsr", "POST", "/certificates", create_from_csr},
    {"RegisterCertificate", "POST", "/certificate/register", register_certificate},
    {"RegisterCertificateWithoutCA", "POST", "/certificate/register-no-ca", register_certificate},
    {"DescribeCertificate", "GET", "/certificates/{certificateId}", describe_certificate},
    {"UpdateCertificate", "PUT", "/certificates/{certificateId}", update_certificate},
    {"DeleteCertificate", "DELETE", "/certificates/{certificateId}", delete_certificate},
    {"ListCertificates", "GET", "/certificates", list_certificates},
    {"DescribeEndpoint", "GET", "/endpoint", describe_endpoint},
    {0},
};

const struct service service_certificates = {.name = "certificates", .operations = operations};
