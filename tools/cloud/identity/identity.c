/* SPDX-License-Identifier: MIT */
#include "identity.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

static char text[1024];

X509 *identity_read(const char *certificate_pem)
{
    BIO *bio = BIO_new_mem_buf(certificate_pem, -1);
    X509 *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    ERR_clear_error();
    return certificate;
}

bool identity_id(const X509 *certificate, char id[65])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int bytes = 0;

    if (X509_digest(certificate, EVP_sha256(), digest, &bytes) != 1 || bytes != 32) {
        return false;
    }
    for (unsigned int i = 0; i < bytes; i++) {
        (void)snprintf(id + 2 * i, 3, "%02x", digest[i]);
    }
    return true;
}

static const struct {
    const char *name;
    int nid;
} attributes[] = {
    {"DistinguishedNameQualifier", NID_dnQualifier},
    {"Country", NID_countryName},
    {"Organization", NID_organizationName},
    {"OrganizationalUnit", NID_organizationalUnitName},
    {"State", NID_stateOrProvinceName},
    {"CommonName", NID_commonName},
    {"SerialNumber", NID_serialNumber},
    {"Title", NID_title},
    {"Surname", NID_surname},
    {"GivenName", NID_givenName},
    {"Initials", NID_initials},
    {"Pseudonym", NID_pseudonym},
    {"GenerationQualifier", NID_generationQualifier},
};

/* NULL: no text, or one with a NUL in it, which is no honest name. */
static const char *text_of(const ASN1_STRING *string)
{
    unsigned char *utf8 = NULL;
    const int bytes = string != NULL ? ASN1_STRING_to_UTF8(&utf8, string) : -1;
    const bool fits =
        bytes >= 0 && (size_t)bytes < sizeof(text) && memchr(utf8, '\0', (size_t)bytes) == NULL;

    if (fits) {
        memcpy(text, utf8, (size_t)bytes);
        text[bytes] = '\0';
    }
    OPENSSL_free(utf8);
    return fits ? text : NULL;
}

static const char *name_value(const X509_NAME *names, const char *name, size_t index)
{
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        const size_t bytes = strlen(attributes[i].name);
        if (strncasecmp(name, attributes[i].name, bytes) != 0 ||
            (name[bytes] != '\0' && name[bytes] != '.')) {
            continue;
        }
        size_t wanted = index + (name[bytes] == '.' ? strtoul(name + bytes + 1, NULL, 10) : 0);
        int at = -1;
        do {
            at = X509_NAME_get_index_by_NID(names, attributes[i].nid, at);
        } while (at >= 0 && wanted-- > 0);
        return at >= 0 ? text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(names, at))) : NULL;
    }
    return NULL;
}

static const char *address_of(const ASN1_OCTET_STRING *address)
{
    const int family = ASN1_STRING_length(address) == 16 ? AF_INET6 : AF_INET;

    return inet_ntop(family, ASN1_STRING_get0_data(address), text, sizeof(text));
}

static const char *general_value(const GENERAL_NAME *name)
{
    switch (name->type) {
    case GEN_EMAIL:
    case GEN_DNS:
    case GEN_URI:
        return text_of(name->d.ia5);
    case GEN_IPADD:
        return address_of(name->d.iPAddress);
    case GEN_DIRNAME:
        return X509_NAME_oneline(name->d.directoryName, text, sizeof(text));
    default:
        return NULL;
    }
}

static const char *alternative_value(const X509 *certificate, int extension, const char *name,
                                     size_t index)
{
    static const struct {
        const char *name;
        int type;
    } kinds[] = {{"RFC822Name", GEN_EMAIL},
                 {"DNSName", GEN_DNS},
                 {"DirectoryName", GEN_DIRNAME},
                 {"UniformResourceIdentifier", GEN_URI},
                 {"IPAddress", GEN_IPADD}};
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, extension, NULL, NULL);
    const char *value = NULL;
    int type = -1;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcasecmp(name, kinds[i].name) == 0) {
            type = kinds[i].type;
        }
    }
    for (int i = 0; type >= 0 && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *one = sk_GENERAL_NAME_value(names, i);
        if (one->type == type && index-- == 0) {
            value = general_value(one);
            break;
        }
    }
    GENERAL_NAMES_free(names);
    return value;
}

static const char *serial_number(const X509 *certificate, size_t index)
{
    BIGNUM *number =
        index == 0 ? ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), NULL) : NULL;
    char *digits = number != NULL ? BN_bn2hex(number) : NULL;
    const bool fits = digits != NULL && strlen(digits) < sizeof(text);

    if (fits) {
        strcpy(text, digits);
    }
    OPENSSL_free(digits);
    BN_free(number);
    return fits ? text : NULL;
}

const char *identity_variable(void *certificate, const char *name, size_t index)
{
    static const char subject[] = "Subject.", issuer[] = "Issuer.", other[] = "AlternativeName.";
    const bool is_issuer = strncasecmp(name, issuer, strlen(issuer)) == 0;

    if (certificate == NULL) {
        return NULL;
    }
    if (strcasecmp(name, "SerialNumber") == 0) {
        return serial_number(certificate, index);
    }
    if (!is_issuer && strncasecmp(name, subject, strlen(subject)) != 0) {
        return NULL;
    }
    name = strchr(name, '.') + 1;
    if (strncasecmp(name, other, strlen(other)) == 0) {
        return alternative_value(certificate,
                                 is_issuer ? NID_issuer_alt_name : NID_subject_alt_name,
                                 name + strlen(other), index);
    }
    return name_value(is_issuer ? X509_get_issuer_name(certificate)
                                : X509_get_subject_name(certificate),
                      name, index);
}
