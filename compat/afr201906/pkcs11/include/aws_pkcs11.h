/* SPDX-License-Identifier: MIT */
/** The token by its name of 201906.00. */
#ifndef AWS_PKCS11_H
#define AWS_PKCS11_H

#include "iot_pkcs11.h"

/** Kinds of certificates: CKA_CERTIFICATE_TYPE is CKC_X_509 for both. */
#define pkcs11CERTIFICATE_TYPE_USER 1
#define pkcs11CERTIFICATE_TYPE_ROOT 2

/** A template of C_CreateObject. */
typedef PKCS11_CertificateTemplate_t *PKCS11_CertificateTemplatePtr_t;

#endif
