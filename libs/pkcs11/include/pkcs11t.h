/* SPDX-License-Identifier: MIT */
/* Types and numbers of PKCS #11 (Cryptoki) v2.40, as the OASIS standard gives them: all return
 * values and classes, and the attributes, flags, key types and mechanisms that devices meet; the
 * others are in pkcs11t_more.h. Structures have their natural alignment.
 *
 * Source: PKCS #11 Cryptographic Token Interface Base Specification and Current Mechanisms v2.40.
 */
#ifndef PKCS11T_H
#define PKCS11T_H

#define CRYPTOKI_VERSION_MAJOR 2
#define CRYPTOKI_VERSION_MINOR 40

/* An application may have defined these before, as the standard's own headers want. */
#ifndef CK_PTR
#define CK_PTR *
#endif
#ifndef NULL_PTR
#define NULL_PTR 0
#endif
#ifndef CK_CALLBACK_FUNCTION
#define CK_CALLBACK_FUNCTION(returned, name) returned(*name)
#endif
#ifndef CK_DEFINE_FUNCTION
#define CK_DEFINE_FUNCTION(returned, name) returned name
#endif
#ifndef CK_DECLARE_FUNCTION
#define CK_DECLARE_FUNCTION(returned, name) returned name
#endif
#ifndef CK_DECLARE_FUNCTION_POINTER
#define CK_DECLARE_FUNCTION_POINTER(returned, name) returned(*name)
#endif

#define CK_TRUE  1
#define CK_FALSE 0

#define CK_UNAVAILABLE_INFORMATION (~0UL)
#define CK_EFFECTIVELY_INFINITE    0UL
#define CK_INVALID_HANDLE          0UL

typedef unsigned char CK_BYTE;
typedef CK_BYTE CK_CHAR;
typedef CK_BYTE CK_UTF8CHAR;
typedef CK_BYTE CK_BBOOL;
typedef unsigned long int CK_ULONG;
typedef long int CK_LONG;
typedef CK_ULONG CK_FLAGS;
typedef void CK_PTR CK_VOID_PTR;
typedef CK_VOID_PTR CK_PTR CK_VOID_PTR_PTR;
typedef CK_BYTE CK_PTR CK_BYTE_PTR;
typedef CK_CHAR CK_PTR CK_CHAR_PTR;
typedef CK_UTF8CHAR CK_PTR CK_UTF8CHAR_PTR;
typedef CK_ULONG CK_PTR CK_ULONG_PTR;

typedef CK_ULONG CK_RV;
typedef CK_ULONG CK_NOTIFICATION;
typedef CK_ULONG CK_SLOT_ID;
typedef CK_SLOT_ID CK_PTR CK_SLOT_ID_PTR;
typedef CK_ULONG CK_SESSION_HANDLE;
typedef CK_SESSION_HANDLE CK_PTR CK_SESSION_HANDLE_PTR;
typedef CK_ULONG CK_OBJECT_HANDLE;
typedef CK_OBJECT_HANDLE CK_PTR CK_OBJECT_HANDLE_PTR;
typedef CK_ULONG CK_USER_TYPE;
typedef CK_ULONG CK_STATE;
typedef CK_ULONG CK_OBJECT_CLASS;
typedef CK_OBJECT_CLASS CK_PTR CK_OBJECT_CLASS_PTR;
typedef CK_ULONG CK_HW_FEATURE_TYPE;
typedef CK_ULONG CK_KEY_TYPE;
typedef CK_ULONG CK_CERTIFICATE_TYPE;
typedef CK_ULONG CK_ATTRIBUTE_TYPE;
typedef CK_ULONG CK_MECHANISM_TYPE;
typedef CK_MECHANISM_TYPE CK_PTR CK_MECHANISM_TYPE_PTR;

typedef struct CK_VERSION {
    CK_BYTE major;
    CK_BYTE minor;
} CK_VERSION;
typedef CK_VERSION CK_PTR CK_VERSION_PTR;

/* Texts in these structures are padded with spaces and have no terminator. */
typedef struct CK_INFO {
    CK_VERSION cryptokiVersion;
    CK_UTF8CHAR manufacturerID[32];
    CK_FLAGS flags;
    CK_UTF8CHAR libraryDescription[32];
    CK_VERSION libraryVersion;
} CK_INFO;
typedef CK_INFO CK_PTR CK_INFO_PTR;

typedef struct CK_SLOT_INFO {
    CK_UTF8CHAR slotDescription[64];
    CK_UTF8CHAR manufacturerID[32];
    CK_FLAGS flags;
    CK_VERSION hardwareVersion;
    CK_VERSION firmwareVersion;
} CK_SLOT_INFO;
typedef CK_SLOT_INFO CK_PTR CK_SLOT_INFO_PTR;

typedef struct CK_TOKEN_INFO {
    CK_UTF8CHAR label[32];
    CK_UTF8CHAR manufacturerID[32];
    CK_UTF8CHAR model[16];
    CK_CHAR serialNumber[16];
    CK_FLAGS flags;
    CK_ULONG ulMaxSessionCount;
    CK_ULONG ulSessionCount;
    CK_ULONG ulMaxRwSessionCount;
    CK_ULONG ulRwSessionCount;
    CK_ULONG ulMaxPinLen;
    CK_ULONG ulMinPinLen;
    CK_ULONG ulTotalPublicMemory;
    CK_ULONG ulFreePublicMemory;
    CK_ULONG ulTotalPrivateMemory;
    CK_ULONG ulFreePrivateMemory;
    CK_VERSION hardwareVersion;
    CK_VERSION firmwareVersion;
    CK_CHAR utcTime[16];
} CK_TOKEN_INFO;
typedef CK_TOKEN_INFO CK_PTR CK_TOKEN_INFO_PTR;

typedef struct CK_SESSION_INFO {
    CK_SLOT_ID slotID;
    CK_STATE state;
    CK_FLAGS flags;
    CK_ULONG ulDeviceError;
} CK_SESSION_INFO;
typedef CK_SESSION_INFO CK_PTR CK_SESSION_INFO_PTR;

typedef struct CK_ATTRIBUTE {
    CK_ATTRIBUTE_TYPE type;
    CK_VOID_PTR pValue;
    CK_ULONG ulValueLen; /* bytes */
} CK_ATTRIBUTE;
typedef CK_ATTRIBUTE CK_PTR CK_ATTRIBUTE_PTR;

typedef struct CK_DATE {
    CK_CHAR year[4];
    CK_CHAR month[2];
    CK_CHAR day[2];
} CK_DATE;
typedef CK_DATE CK_PTR CK_DATE_PTR;

typedef struct CK_MECHANISM {
    CK_MECHANISM_TYPE mechanism;
    CK_VOID_PTR pParameter;
    CK_ULONG ulParameterLen; /* bytes */
} CK_MECHANISM;
typedef CK_MECHANISM CK_PTR CK_MECHANISM_PTR;

typedef struct CK_MECHANISM_INFO {
    CK_ULONG ulMinKeySize;
    CK_ULONG ulMaxKeySize;
    CK_FLAGS flags;
} CK_MECHANISM_INFO;
typedef CK_MECHANISM_INFO CK_PTR CK_MECHANISM_INFO_PTR;

typedef CK_RV (*CK_NOTIFY)(CK_SESSION_HANDLE session, CK_NOTIFICATION event, CK_VOID_PTR context);

/* Mutexes of the application. */
typedef CK_RV (*CK_CREATEMUTEX)(CK_VOID_PTR_PTR mutex);
typedef CK_RV (*CK_DESTROYMUTEX)(CK_VOID_PTR mutex);
typedef CK_RV (*CK_LOCKMUTEX)(CK_VOID_PTR mutex);
typedef CK_RV (*CK_UNLOCKMUTEX)(CK_VOID_PTR mutex);

typedef struct CK_C_INITIALIZE_ARGS {
    CK_CREATEMUTEX CreateMutex;
    CK_DESTROYMUTEX DestroyMutex;
    CK_LOCKMUTEX LockMutex;
    CK_UNLOCKMUTEX UnlockMutex;
    CK_FLAGS flags;
    CK_VOID_PTR pReserved;
} CK_C_INITIALIZE_ARGS;
typedef CK_C_INITIALIZE_ARGS CK_PTR CK_C_INITIALIZE_ARGS_PTR;

/* Return values: CK_RV. */
#define CKR_OK                               0x0UL
#define CKR_CANCEL                           0x1UL
#define CKR_HOST_MEMORY                      0x2UL
#define CKR_SLOT_ID_INVALID                  0x3UL
#define CKR_GENERAL_ERROR                    0x5UL
#define CKR_FUNCTION_FAILED                  0x6UL
#define CKR_ARGUMENTS_BAD                    0x7UL
#define CKR_NO_EVENT                         0x8UL
#define CKR_NEED_TO_CREATE_THREADS           0x9UL
#define CKR_CANT_LOCK                        0xaUL
#define CKR_ATTRIBUTE_READ_ONLY              0x10UL
#define CKR_ATTRIBUTE_SENSITIVE              0x11UL
#define CKR_ATTRIBUTE_TYPE_INVALID           0x12UL
#define CKR_ATTRIBUTE_VALUE_INVALID          0x13UL
#define CKR_ACTION_PROHIBITED                0x1bUL
#define CKR_DATA_INVALID                     0x20UL
#define CKR_DATA_LEN_RANGE                   0x21UL
#define CKR_DEVICE_ERROR                     0x30UL
#define CKR_DEVICE_MEMORY                    0x31UL
#define CKR_DEVICE_REMOVED                   0x32UL
#define CKR_ENCRYPTED_DATA_INVALID           0x40UL
#define CKR_ENCRYPTED_DATA_LEN_RANGE         0x41UL
#define CKR_FUNCTION_CANCELED                0x50UL
#define CKR_FUNCTION_NOT_PARALLEL            0x51UL
#define CKR_FUNCTION_NOT_SUPPORTED           0x54UL
#define CKR_KEY_HANDLE_INVALID               0x60UL
#define CKR_KEY_SIZE_RANGE                   0x62UL
#define CKR_KEY_TYPE_INCONSISTENT            0x63UL
#define CKR_KEY_NOT_NEEDED                   0x64UL
#define CKR_KEY_CHANGED                      0x65UL
#define CKR_KEY_NEEDED                       0x66UL
#define CKR_KEY_INDIGESTIBLE                 0x67UL
#define CKR_KEY_FUNCTION_NOT_PERMITTED       0x68UL
#define CKR_KEY_NOT_WRAPPABLE                0x69UL
#define CKR_KEY_UNEXTRACTABLE                0x6aUL
#define CKR_MECHANISM_INVALID                0x70UL
#define CKR_MECHANISM_PARAM_INVALID          0x71UL
#define CKR_OBJECT_HANDLE_INVALID            0x82UL
#define CKR_OPERATION_ACTIVE                 0x90UL
#define CKR_OPERATION_NOT_INITIALIZED        0x91UL
#define CKR_PIN_INCORRECT                    0xa0UL
#define CKR_PIN_INVALID                      0xa1UL
#define CKR_PIN_LEN_RANGE                    0xa2UL
#define CKR_PIN_EXPIRED                      0xa3UL
#define CKR_PIN_LOCKED                       0xa4UL
#define CKR_SESSION_CLOSED                   0xb0UL
#define CKR_SESSION_COUNT                    0xb1UL
#define CKR_SESSION_HANDLE_INVALID           0xb3UL
#define CKR_SESSION_PARALLEL_NOT_SUPPORTED   0xb4UL
#define CKR_SESSION_READ_ONLY                0xb5UL
#define CKR_SESSION_EXISTS                   0xb6UL
#define CKR_SESSION_READ_ONLY_EXISTS         0xb7UL
#define CKR_SESSION_READ_WRITE_SO_EXISTS     0xb8UL
#define CKR_SIGNATURE_INVALID                0xc0UL
#define CKR_SIGNATURE_LEN_RANGE              0xc1UL
#define CKR_TEMPLATE_INCOMPLETE              0xd0UL
#define CKR_TEMPLATE_INCONSISTENT            0xd1UL
#define CKR_TOKEN_NOT_PRESENT                0xe0UL
#define CKR_TOKEN_NOT_RECOGNIZED             0xe1UL
#define CKR_TOKEN_WRITE_PROTECTED            0xe2UL
#define CKR_UNWRAPPING_KEY_HANDLE_INVALID    0xf0UL
#define CKR_UNWRAPPING_KEY_SIZE_RANGE        0xf1UL
#define CKR_UNWRAPPING_KEY_TYPE_INCONSISTENT 0xf2UL
#define CKR_USER_ALREADY_LOGGED_IN           0x100UL
#define CKR_USER_NOT_LOGGED_IN               0x101UL
#define CKR_USER_PIN_NOT_INITIALIZED         0x102UL
#define CKR_USER_TYPE_INVALID                0x103UL
#define CKR_USER_ANOTHER_ALREADY_LOGGED_IN   0x104UL
#define CKR_USER_TOO_MANY_TYPES              0x105UL
#define CKR_WRAPPED_KEY_INVALID              0x110UL
#define CKR_WRAPPED_KEY_LEN_RANGE            0x112UL
#define CKR_WRAPPING_KEY_HANDLE_INVALID      0x113UL
#define CKR_WRAPPING_KEY_SIZE_RANGE          0x114UL
#define CKR_WRAPPING_KEY_TYPE_INCONSISTENT   0x115UL
#define CKR_RANDOM_SEED_NOT_SUPPORTED        0x120UL
#define CKR_RANDOM_NO_RNG                    0x121UL
#define CKR_DOMAIN_PARAMS_INVALID            0x130UL
#define CKR_CURVE_NOT_SUPPORTED              0x140UL
#define CKR_BUFFER_TOO_SMALL                 0x150UL
#define CKR_SAVED_STATE_INVALID              0x160UL
#define CKR_INFORMATION_SENSITIVE            0x170UL
#define CKR_STATE_UNSAVEABLE                 0x180UL
#define CKR_CRYPTOKI_NOT_INITIALIZED         0x190UL
#define CKR_CRYPTOKI_ALREADY_INITIALIZED     0x191UL
#define CKR_MUTEX_BAD                        0x1a0UL
#define CKR_MUTEX_NOT_LOCKED                 0x1a1UL
#define CKR_NEW_PIN_MODE                     0x1b0UL
#define CKR_NEXT_OTP                         0x1b1UL
#define CKR_EXCEEDED_MAX_ITERATIONS          0x1b5UL
#define CKR_FIPS_SELF_TEST_FAILED            0x1b6UL
#define CKR_LIBRARY_LOAD_FAILED              0x1b7UL
#define CKR_PIN_TOO_WEAK                     0x1b8UL
#define CKR_PUBLIC_KEY_INVALID               0x1b9UL
#define CKR_FUNCTION_REJECTED                0x200UL
#define CKR_VENDOR_DEFINED                   0x80000000UL

/* Users and states of a session: CK_USER_TYPE, CK_STATE. */
#define CKU_SO                0x0UL
#define CKU_USER              0x1UL
#define CKU_CONTEXT_SPECIFIC  0x2UL
#define CKS_RO_PUBLIC_SESSION 0x0UL
#define CKS_RO_USER_FUNCTIONS 0x1UL
#define CKS_RW_PUBLIC_SESSION 0x2UL
#define CKS_RW_USER_FUNCTIONS 0x3UL
#define CKS_RW_SO_FUNCTIONS   0x4UL
#define CKN_SURRENDER         0x0UL

/* Flags of CK_SLOT_INFO. */
#define CKF_TOKEN_PRESENT    0x1UL
#define CKF_REMOVABLE_DEVICE 0x2UL
#define CKF_HW_SLOT          0x4UL

/* Flags of CK_TOKEN_INFO. */
#define CKF_RNG                           0x1UL
#define CKF_WRITE_PROTECTED               0x2UL
#define CKF_LOGIN_REQUIRED                0x4UL
#define CKF_USER_PIN_INITIALIZED          0x8UL
#define CKF_RESTORE_KEY_NOT_NEEDED        0x20UL
#define CKF_CLOCK_ON_TOKEN                0x40UL
#define CKF_PROTECTED_AUTHENTICATION_PATH 0x100UL
#define CKF_DUAL_CRYPTO_OPERATIONS        0x200UL
#define CKF_TOKEN_INITIALIZED             0x400UL
#define CKF_SECONDARY_AUTHENTICATION      0x800UL
#define CKF_USER_PIN_COUNT_LOW            0x10000UL
#define CKF_USER_PIN_FINAL_TRY            0x20000UL
#define CKF_USER_PIN_LOCKED               0x40000UL
#define CKF_USER_PIN_TO_BE_CHANGED        0x80000UL
#define CKF_SO_PIN_COUNT_LOW              0x100000UL
#define CKF_SO_PIN_FINAL_TRY              0x200000UL
#define CKF_SO_PIN_LOCKED                 0x400000UL
#define CKF_SO_PIN_TO_BE_CHANGED          0x800000UL
#define CKF_ERROR_STATE                   0x1000000UL

/* Flags of CK_SESSION_INFO, C_OpenSession, C_Initialize and C_WaitForSlotEvent. */
#define CKF_RW_SESSION                     0x2UL
#define CKF_SERIAL_SESSION                 0x4UL
#define CKF_LIBRARY_CANT_CREATE_OS_THREADS 0x1UL
#define CKF_OS_LOCKING_OK                  0x2UL
#define CKF_DONT_BLOCK                     0x1UL

/* Flags of CK_MECHANISM_INFO. */
#define CKF_HW                0x1UL
#define CKF_ENCRYPT           0x100UL
#define CKF_DECRYPT           0x200UL
#define CKF_DIGEST            0x400UL
#define CKF_SIGN              0x800UL
#define CKF_SIGN_RECOVER      0x1000UL
#define CKF_VERIFY            0x2000UL
#define CKF_VERIFY_RECOVER    0x4000UL
#define CKF_GENERATE          0x8000UL
#define CKF_GENERATE_KEY_PAIR 0x10000UL
#define CKF_WRAP              0x20000UL
#define CKF_UNWRAP            0x40000UL
#define CKF_DERIVE            0x80000UL
#define CKF_EC_F_P            0x100000UL
#define CKF_EC_F_2M           0x200000UL
#define CKF_EC_ECPARAMETERS   0x400000UL
#define CKF_EC_NAMEDCURVE     0x800000UL
#define CKF_EC_UNCOMPRESS     0x1000000UL
#define CKF_EC_COMPRESS       0x2000000UL
#define CKF_EXTENSION         0x80000000UL

/* Classes of objects: CK_OBJECT_CLASS. */
#define CKO_DATA              0x0UL
#define CKO_CERTIFICATE       0x1UL
#define CKO_PUBLIC_KEY        0x2UL
#define CKO_PRIVATE_KEY       0x3UL
#define CKO_SECRET_KEY        0x4UL
#define CKO_HW_FEATURE        0x5UL
#define CKO_DOMAIN_PARAMETERS 0x6UL
#define CKO_MECHANISM         0x7UL
#define CKO_OTP_KEY           0x8UL
#define CKO_VENDOR_DEFINED    0x80000000UL

/* Certificates: CK_CERTIFICATE_TYPE, and their categories. */
#define CKC_X_509                            0x0UL
#define CKC_X_509_ATTR_CERT                  0x1UL
#define CKC_WTLS                             0x2UL
#define CKC_VENDOR_DEFINED                   0x80000000UL
#define CK_CERTIFICATE_CATEGORY_UNSPECIFIED  0x0UL
#define CK_CERTIFICATE_CATEGORY_TOKEN_USER   0x1UL
#define CK_CERTIFICATE_CATEGORY_AUTHORITY    0x2UL
#define CK_CERTIFICATE_CATEGORY_OTHER_ENTITY 0x3UL

/* Kinds of keys: CK_KEY_TYPE. */
#define CKK_RSA            0x0UL
#define CKK_DSA            0x1UL
#define CKK_DH             0x2UL
#define CKK_EC             0x3UL
#define CKK_ECDSA          0x3UL
#define CKK_GENERIC_SECRET 0x10UL
#define CKK_DES3           0x15UL
#define CKK_AES            0x1fUL
#define CKK_SHA_1_HMAC     0x28UL
#define CKK_SHA256_HMAC    0x2bUL
#define CKK_SHA384_HMAC    0x2cUL
#define CKK_SHA512_HMAC    0x2dUL
#define CKK_SHA224_HMAC    0x2eUL
#define CKK_VENDOR_DEFINED 0x80000000UL

/* Attributes: CK_ATTRIBUTE_TYPE. */
#define CKA_CLASS                      0x0UL
#define CKA_TOKEN                      0x1UL
#define CKA_PRIVATE                    0x2UL
#define CKA_LABEL                      0x3UL
#define CKA_APPLICATION                0x10UL
#define CKA_VALUE                      0x11UL
#define CKA_OBJECT_ID                  0x12UL
#define CKA_CERTIFICATE_TYPE           0x80UL
#define CKA_ISSUER                     0x81UL
#define CKA_SERIAL_NUMBER              0x82UL
#define CKA_AC_ISSUER                  0x83UL
#define CKA_OWNER                      0x84UL
#define CKA_ATTR_TYPES                 0x85UL
#define CKA_TRUSTED                    0x86UL
#define CKA_CERTIFICATE_CATEGORY       0x87UL
#define CKA_JAVA_MIDP_SECURITY_DOMAIN  0x88UL
#define CKA_URL                        0x89UL
#define CKA_HASH_OF_SUBJECT_PUBLIC_KEY 0x8aUL
#define CKA_HASH_OF_ISSUER_PUBLIC_KEY  0x8bUL
#define CKA_NAME_HASH_ALGORITHM        0x8cUL
#define CKA_CHECK_VALUE                0x90UL
#define CKA_KEY_TYPE                   0x100UL
#define CKA_SUBJECT                    0x101UL
#define CKA_ID                         0x102UL
#define CKA_SENSITIVE                  0x103UL
#define CKA_ENCRYPT                    0x104UL
#define CKA_DECRYPT                    0x105UL
#define CKA_WRAP                       0x106UL
#define CKA_UNWRAP                     0x107UL
#define CKA_SIGN                       0x108UL
#define CKA_SIGN_RECOVER               0x109UL
#define CKA_VERIFY                     0x10aUL
#define CKA_VERIFY_RECOVER             0x10bUL
#define CKA_DERIVE                     0x10cUL
#define CKA_START_DATE                 0x110UL
#define CKA_END_DATE                   0x111UL
#define CKA_MODULUS                    0x120UL
#define CKA_MODULUS_BITS               0x121UL
#define CKA_PUBLIC_EXPONENT            0x122UL
#define CKA_PRIVATE_EXPONENT           0x123UL
#define CKA_PRIME_1                    0x124UL
#define CKA_PRIME_2                    0x125UL
#define CKA_EXPONENT_1                 0x126UL
#define CKA_EXPONENT_2                 0x127UL
#define CKA_COEFFICIENT                0x128UL
#define CKA_PUBLIC_KEY_INFO            0x129UL
#define CKA_PRIME                      0x130UL
#define CKA_SUBPRIME                   0x131UL
#define CKA_BASE                       0x132UL
#define CKA_PRIME_BITS                 0x133UL
#define CKA_SUBPRIME_BITS              0x134UL
#define CKA_VALUE_BITS                 0x160UL
#define CKA_VALUE_LEN                  0x161UL
#define CKA_EXTRACTABLE                0x162UL
#define CKA_LOCAL                      0x163UL
#define CKA_NEVER_EXTRACTABLE          0x164UL
#define CKA_ALWAYS_SENSITIVE           0x165UL
#define CKA_KEY_GEN_MECHANISM          0x166UL
#define CKA_MODIFIABLE                 0x170UL
#define CKA_COPYABLE                   0x171UL
#define CKA_DESTROYABLE                0x172UL
#define CKA_EC_PARAMS                  0x180UL
#define CKA_ECDSA_PARAMS               0x180UL
#define CKA_EC_POINT                   0x181UL
#define CKA_ALWAYS_AUTHENTICATE        0x202UL
#define CKA_WRAP_WITH_TRUSTED          0x210UL
#define CKA_WRAP_TEMPLATE              0x40000211UL
#define CKA_UNWRAP_TEMPLATE            0x40000212UL
#define CKA_DERIVE_TEMPLATE            0x40000213UL
#define CKA_ALLOWED_MECHANISMS         0x40000600UL
#define CKA_VENDOR_DEFINED             0x80000000UL

/* Mechanisms: CK_MECHANISM_TYPE. */
#define CKM_RSA_PKCS_KEY_PAIR_GEN  0x0UL
#define CKM_RSA_PKCS               0x1UL
#define CKM_RSA_9796               0x2UL
#define CKM_RSA_X_509              0x3UL
#define CKM_MD5_RSA_PKCS           0x5UL
#define CKM_SHA1_RSA_PKCS          0x6UL
#define CKM_RSA_PKCS_OAEP          0x9UL
#define CKM_RSA_PKCS_PSS           0xdUL
#define CKM_SHA1_RSA_PKCS_PSS      0xeUL
#define CKM_SHA256_RSA_PKCS        0x40UL
#define CKM_SHA384_RSA_PKCS        0x41UL
#define CKM_SHA512_RSA_PKCS        0x42UL
#define CKM_SHA256_RSA_PKCS_PSS    0x43UL
#define CKM_SHA384_RSA_PKCS_PSS    0x44UL
#define CKM_SHA512_RSA_PKCS_PSS    0x45UL
#define CKM_MD5                    0x210UL
#define CKM_SHA_1                  0x220UL
#define CKM_SHA_1_HMAC             0x221UL
#define CKM_RIPEMD160              0x240UL
#define CKM_SHA256                 0x250UL
#define CKM_SHA256_HMAC            0x251UL
#define CKM_SHA256_HMAC_GENERAL    0x252UL
#define CKM_SHA224                 0x255UL
#define CKM_SHA224_HMAC            0x256UL
#define CKM_SHA384                 0x260UL
#define CKM_SHA384_HMAC            0x261UL
#define CKM_SHA512                 0x270UL
#define CKM_SHA512_HMAC            0x271UL
#define CKM_GENERIC_SECRET_KEY_GEN 0x350UL
#define CKM_EC_KEY_PAIR_GEN        0x1040UL
#define CKM_ECDSA_KEY_PAIR_GEN     0x1040UL
#define CKM_ECDSA                  0x1041UL
#define CKM_ECDSA_SHA1             0x1042UL
#define CKM_ECDSA_SHA224           0x1043UL
#define CKM_ECDSA_SHA256           0x1044UL
#define CKM_ECDSA_SHA384           0x1045UL
#define CKM_ECDSA_SHA512           0x1046UL
#define CKM_ECDH1_DERIVE           0x1050UL
#define CKM_ECDH1_COFACTOR_DERIVE  0x1051UL
#define CKM_AES_KEY_GEN            0x1080UL
#define CKM_AES_ECB                0x1081UL
#define CKM_AES_CBC                0x1082UL
#define CKM_AES_MAC                0x1083UL
#define CKM_AES_MAC_GENERAL        0x1084UL
#define CKM_AES_CBC_PAD            0x1085UL
#define CKM_AES_CTR                0x1086UL
#define CKM_AES_GCM                0x1087UL
#define CKM_AES_CCM                0x1088UL
#define CKM_AES_CMAC_GENERAL       0x108bUL
#define CKM_AES_CMAC               0x108aUL
#define CKM_AES_KEY_WRAP           0x2109UL
#define CKM_AES_KEY_WRAP_PAD       0x210aUL
#define CKM_VENDOR_DEFINED         0x80000000UL

#include "pkcs11t_more.h"

#endif
