/* SPDX-License-Identifier: MIT */
/* From the library's number to what exactly is wrong. A number is a sum: what a layer of the
 * library was doing, in steps of 0x80, and why a layer below it could not, 0x01 .. 0x7F. */
#include <mbedtls/asn1.h>
#include <mbedtls/ecp.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509.h>

#include "tls_session.h"

#define LAYER_MASK 0xFF80
#define LOWER_MASK 0x007F

struct meaning {
    int code;
    const char *text;
};

static const struct meaning meanings[] = {
    {MBEDTLS_ERR_SSL_INVALID_MAC, "a record was changed on the way"},
    {MBEDTLS_ERR_SSL_INVALID_RECORD, "a record that cannot be"},
    {MBEDTLS_ERR_SSL_UNEXPECTED_RECORD, "a record out of turn"},
    {MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE, "another message was due"},
    {MBEDTLS_ERR_SSL_DECODE_ERROR, "lengths that contradict each other"},
    {MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER, "a value that cannot be"},
    {MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE, "nothing that we offered"},
    {MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION, "a version that we did not offer"},
    {MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION, "an extension that we did not ask for"},
    {MBEDTLS_ERR_SSL_BAD_CERTIFICATE, "the key is not of the kind that was agreed on"},
    {MBEDTLS_ERR_SSL_RECEIVED_EARLY_DATA, "data before its time"},
    {MBEDTLS_ERR_SSL_CONN_EOF, "the connection ended"},
    {MBEDTLS_ERR_SSL_HW_ACCEL_FAILED, "a value that the cryptography refuses"},
    {MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE, "nothing where something is due"},
    {MBEDTLS_ERR_SSL_INTERNAL_ERROR, "the library contradicts itself"},
    {MBEDTLS_ERR_X509_INVALID_FORMAT, "a certificate that is none"},
    {MBEDTLS_ERR_X509_INVALID_VERSION, "a certificate's version"},
    {MBEDTLS_ERR_X509_UNKNOWN_VERSION, "a certificate's version that is not known"},
    {MBEDTLS_ERR_X509_INVALID_SERIAL, "a certificate's serial number"},
    {MBEDTLS_ERR_X509_INVALID_ALG, "a certificate's algorithm"},
    {MBEDTLS_ERR_X509_INVALID_NAME, "a certificate's name"},
    {MBEDTLS_ERR_X509_INVALID_DATE, "a certificate's date"},
    {MBEDTLS_ERR_X509_INVALID_SIGNATURE, "a certificate's signature cannot be read"},
    {MBEDTLS_ERR_X509_INVALID_EXTENSIONS, "a certificate's extension"},
    {MBEDTLS_ERR_X509_UNKNOWN_SIG_ALG,
     "a certificate is signed with an algorithm that we do not know"},
    {MBEDTLS_ERR_X509_SIG_MISMATCH, "a certificate names two algorithms of its signature"},
    {MBEDTLS_ERR_X509_FEATURE_UNAVAILABLE, "a certificate needs what we do not have"},
    {MBEDTLS_ERR_X509_FATAL_ERROR, "the check of a certificate broke off"},
    {MBEDTLS_ERR_PK_INVALID_PUBKEY, "a public key that is none"},
    {MBEDTLS_ERR_PK_UNKNOWN_NAMED_CURVE, "a key on a curve that we do not know"},
    {MBEDTLS_ERR_PK_UNKNOWN_PK_ALG, "a key of a kind that we do not know"},
    {MBEDTLS_ERR_PK_INVALID_ALG, "a key with wrong parameters"},
    {MBEDTLS_ERR_PK_KEY_INVALID_FORMAT, "a public key that cannot be read"},
    {MBEDTLS_ERR_PK_FEATURE_UNAVAILABLE, "a key that we have no code for"},
    {MBEDTLS_ERR_PK_BAD_INPUT_DATA, "a key that cannot be used"},
    {MBEDTLS_ERR_PK_SIG_LEN_MISMATCH, "bytes behind a signature"},
    {MBEDTLS_ERR_ECP_VERIFY_FAILED, "a signature is wrong"},
    {MBEDTLS_ERR_ECP_INVALID_KEY, "a point that is not on the curve"},
    {MBEDTLS_ERR_ECP_BAD_INPUT_DATA, "a point that cannot be"},
    {MBEDTLS_ERR_ECP_FEATURE_UNAVAILABLE, "a curve that we do not have"},
    {MBEDTLS_ERR_RSA_VERIFY_FAILED, "a signature is wrong"},
    {MBEDTLS_ERR_RSA_INVALID_PADDING, "a signature's padding is wrong"},
};

const char *tls_detail(int code)
{
    int layer = -(-code & LAYER_MASK);

    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
        if (meanings[i].code == layer) {
            return meanings[i].text;
        }
    }
    return NULL;
}

const char *tls_detail_below(int code)
{
    static const struct meaning below[] = {
        {MBEDTLS_ERR_ASN1_OUT_OF_DATA, "it ends too early"},
        {MBEDTLS_ERR_ASN1_UNEXPECTED_TAG, "a part of another kind was due"},
        {MBEDTLS_ERR_ASN1_INVALID_LENGTH, "a length cannot be"},
        {MBEDTLS_ERR_ASN1_LENGTH_MISMATCH, "lengths contradict each other"},
        {MBEDTLS_ERR_ASN1_INVALID_DATA, "a value cannot be"},
    };
    int lower = -(-code & LOWER_MASK);

    for (size_t i = 0; i < sizeof(below) / sizeof(below[0]) && lower != 0; i++) {
        if (below[i].code == lower) {
            return below[i].text;
        }
    }
    return NULL;
}
