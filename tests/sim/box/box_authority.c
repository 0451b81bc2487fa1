/* SPDX-License-Identifier: MIT */
/*      authority ──signs──► server (right), server of another name, device
 *      stranger, of the same name ──signs──► server
 */
#include "box_authority.h"

#include <stdlib.h>
#include <string.h>

#include <mbedtls/ecp.h>

#define DER_BYTES_MAX 1024u
#define NAME          "C=XX,O=Box,CN="
#define CA_FROM       "20300101000000"
#define CA_TO         "20500101000000"

static struct {
    box_random_bytes random;
    struct box_identity authority, stranger, servers[BOX_CERTIFICATES], device;
    uint8_t secret[BOX_KEY_BYTES];
} box_authority;

static void must(int result)
{
    if (result < 0) {
        abort();
    }
}

static void make_key(mbedtls_pk_context *key)
{
    mbedtls_pk_init(key);
    must(mbedtls_pk_setup(key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)));
    must(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(*key), box_authority.random,
                             NULL));
}

struct subject {
    const char *common_name; /* with NAME */
    const char *dns;         /* NULL: none */
    const char *from, *to;
    bool is_authority;
};

/* The identity with a new key. NULL: signed by itself. */
static void issue(struct box_identity *made, const struct subject *subject,
                  struct box_identity *issuer, const char *issuer_name)
{
    static unsigned char serial = 1;
    unsigned char der[DER_BYTES_MAX];
    mbedtls_x509write_cert form;

    make_key(&made->key);
    mbedtls_x509write_crt_init(&form);
    mbedtls_x509write_crt_set_version(&form, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(&form, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(&form, &made->key);
    mbedtls_x509write_crt_set_issuer_key(&form, issuer != NULL ? &issuer->key : &made->key);
    must(mbedtls_x509write_crt_set_subject_name(&form, subject->common_name));
    must(mbedtls_x509write_crt_set_issuer_name(&form, issuer_name));
    must(mbedtls_x509write_crt_set_serial_raw(&form, &serial, 1));
    must(mbedtls_x509write_crt_set_validity(&form, subject->from, subject->to));
    must(mbedtls_x509write_crt_set_basic_constraints(&form, subject->is_authority, -1));
    if (subject->dns != NULL) {
        mbedtls_x509_san_list names = {.node = {.type = MBEDTLS_X509_SAN_DNS_NAME}};
        names.node.san.unstructured_name.p = (unsigned char *)subject->dns;
        names.node.san.unstructured_name.len = strlen(subject->dns);
        must(mbedtls_x509write_crt_set_subject_alternative_name(&form, &names));
    }
    const int length =
        mbedtls_x509write_crt_der(&form, der, sizeof der, box_authority.random, NULL);
    must(length);
    mbedtls_x509write_crt_free(&form);
    serial++;
    mbedtls_x509_crt_init(&made->certificate);
    must(mbedtls_x509_crt_parse_der(&made->certificate, der + sizeof der - (size_t)length,
                                    (size_t)length));
}

void box_authority_start(box_random_bytes random)
{
    static const struct subject authority = {NAME "Authority", NULL, CA_FROM, CA_TO, true};
    static const struct subject server = {NAME BOX_SERVER_NAME, BOX_SERVER_NAME, BOX_VALID_FROM,
                                          BOX_VALID_TO, false};
    static const struct subject other = {NAME "other", "other.box", BOX_VALID_FROM, BOX_VALID_TO,
                                         false};
    static const struct subject device = {NAME "device", NULL, CA_FROM, CA_TO, false};

    box_authority.random = random;
    issue(&box_authority.authority, &authority, NULL, authority.common_name);
    issue(&box_authority.stranger, &authority, NULL, authority.common_name);
    issue(&box_authority.servers[BOX_RIGHT], &server, &box_authority.authority,
          authority.common_name);
    issue(&box_authority.servers[BOX_OTHER_NAME], &other, &box_authority.authority,
          authority.common_name);
    issue(&box_authority.servers[BOX_STRANGER], &server, &box_authority.stranger,
          authority.common_name);
    issue(&box_authority.device, &device, &box_authority.authority, authority.common_name);
    must(mbedtls_ecp_write_key_ext(mbedtls_pk_ec(box_authority.device.key), &(size_t){0},
                                   box_authority.secret, sizeof box_authority.secret));
}

struct box_identity *box_authority_server(enum box_certificate which)
{
    return &box_authority.servers[which];
}

mbedtls_x509_crt *box_authority_trusted(void)
{
    return &box_authority.authority.certificate;
}

void box_authority_device(struct box_credentials *credentials)
{
    const mbedtls_x509_buf *trusted = &box_authority.authority.certificate.raw;
    const mbedtls_x509_buf *own = &box_authority.device.certificate.raw;

    *credentials = (struct box_credentials){.trusted = trusted->p,
                                            .trusted_bytes = trusted->len,
                                            .certificate = own->p,
                                            .certificate_bytes = own->len,
                                            .key = box_authority.secret};
}
