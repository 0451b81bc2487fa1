/* SPDX-License-Identifier: MIT */
/** The token in fewer calls: initialise, open a session, find an object. */
#ifndef CORE_PKCS11_H
#define CORE_PKCS11_H

#include <stdint.h>

#include "core_pkcs11_config_defaults.h"
#include "pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

#define pkcs11SHA256_DIGEST_LENGTH        32UL
#define pkcs11AES_CMAC_SIGNATURE_LENGTH   16UL
#define pkcs11ECDSA_P256_SIGNATURE_LENGTH 64UL
#define pkcs11ECDSA_P256_KEY_BITS         256UL
#define pkcs11RSA_2048_MODULUS_BITS       2048UL
#define pkcs11RSA_2048_SIGNATURE_LENGTH   (pkcs11RSA_2048_MODULUS_BITS / 8UL)
#define pkcs11RSA_SIGNATURE_INPUT_LENGTH  51UL /* DigestInfo of SHA-256 */
#define pkcs11RSA_PUBLIC_EXPONENT                                                                  \
    {                                                                                              \
        0x01, 0x00, 0x01                                                                           \
    }
#define pkcs11ELLIPTIC_CURVE_NISTP256 "1.2.840.10045.3.1.7"
#define pkcs11MAX_LABEL_LENGTH        pkcs11configMAX_LABEL_LENGTH
/* CKA_EC_PARAMS of P-256. */
#define pkcs11DER_ENCODED_OID_P256                                                                 \
    {                                                                                              \
        0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07                                 \
    }
/* What stands before a SHA-256 digest in a DigestInfo. */
#define pkcs11STUFF_APPENDED_TO_RSA_SIG                                                            \
    {                                                                                              \
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,  \
            0x05, 0x00, 0x04, 0x20                                                                 \
    }

/** A template for C_CreateObject of a certificate. */
typedef struct PKCS11_CertificateTemplate {
    CK_ATTRIBUTE xObjectClass;     /* CKA_CLASS: CKO_CERTIFICATE */
    CK_ATTRIBUTE xSubject;         /* CKA_SUBJECT: not looked at */
    CK_ATTRIBUTE xCertificateType; /* CKA_CERTIFICATE_TYPE: CKC_X_509 */
    CK_ATTRIBUTE xValue;           /* CKA_VALUE: DER */
    CK_ATTRIBUTE xLabel;           /* CKA_LABEL */
    CK_ATTRIBUTE xTokenObject;     /* CKA_TOKEN: CK_TRUE */
} PKCS11_CertificateTemplate_t;

/**
 * C_Initialize with the system's mutexes.
 *
 * @return As C_Initialize.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
CK_RV xInitializePKCS11(void);

/**
 * The slots, in memory of their own.
 *
 * @param[out] ppxSlotId    The slots; to be released with PKCS11_FREE of core_pkcs11_config.h, or,
 *                          where there is none, mbedtls_free: the release function that tls_init
 *                          was given.
 * @param[out] pxSlotCount  How many.
 * @return CKR_OK, CKR_ARGUMENTS_BAD, CKR_HOST_MEMORY or CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: never.
 */
CK_RV xGetSlotList(CK_SLOT_ID **ppxSlotId, CK_ULONG *pxSlotCount);

/**
 * Initialise the token if it is not, open a read-write session and log in.
 *
 * @param[out] pxSession  The session.
 * @return CKR_OK, or what C_Initialize or C_OpenSession return.
 *
 * Context: task.  Blocks: as the flash does.
 */
CK_RV xInitializePkcs11Session(CK_SESSION_HANDLE *pxSession);

/**
 * Initialise the library if it is not, and the token if C_GetTokenInfo says that it is not: it
 * always is, so nothing is destroyed.
 *
 * @return CKR_OK, or what C_Initialize, C_GetTokenInfo or C_InitToken return.
 *
 * Context: task.  Blocks: as the flash does.
 */
CK_RV xInitializePkcs11Token(void);

/**
 * Find an object.
 *
 * @param xSession        Open, not searching.
 * @param pcLabelName     `ulLabelNameLen` characters.
 * @param ulLabelNameLen  Without a terminator; one that is counted in is left away.
 * @param xClass          CKO_*.
 * @param[out] pxHandle   The object, or CK_INVALID_HANDLE when there is none.
 * @return CKR_OK also when there is none; else as C_FindObjectsInit.
 *
 * Context: task.  Blocks: as the flash does.
 */
CK_RV xFindObjectWithLabelAndClass(CK_SESSION_HANDLE xSession, char *pcLabelName,
                                   CK_ULONG ulLabelNameLen, CK_OBJECT_CLASS xClass,
                                   CK_OBJECT_HANDLE_PTR pxHandle);

/**
 * Make the DigestInfo that CKM_RSA_PKCS signs.
 *
 * @param puc32ByteHashedMessage       A SHA-256 digest.
 * @param[out] puc51ByteHashOidBuffer  Room for pkcs11RSA_SIGNATURE_INPUT_LENGTH bytes.
 * @return CKR_OK or CKR_ARGUMENTS_BAD.
 *
 * Context: any.  Blocks: never.  Source: RFC 8017 section 9.2.
 */
CK_RV vAppendSHA256AlgorithmIdentifierSequence(const uint8_t *puc32ByteHashedMessage,
                                               uint8_t *puc51ByteHashOidBuffer);

#ifdef __cplusplus
}
#endif

#endif
