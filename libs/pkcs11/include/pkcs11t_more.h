/* SPDX-License-Identifier: MIT */
/* The rest of the names of PKCS #11 v2.40: what this token does not do, for programs that name it.
 * Included by pkcs11t.h.
 *
 * Source: PKCS #11 Current and Historical Mechanisms v2.40, and the standard's list of numbers.
 */
#ifndef PKCS11T_MORE_H
#define PKCS11T_MORE_H

#include "pkcs11t.h"

/* Parameters of mechanisms. */
typedef CK_ULONG CK_RSA_PKCS_MGF_TYPE;
typedef CK_ULONG CK_RSA_PKCS_OAEP_SOURCE_TYPE;
typedef CK_ULONG CK_EC_KDF_TYPE;
typedef CK_ULONG CK_MAC_GENERAL_PARAMS; /* bytes of the code */
typedef CK_MAC_GENERAL_PARAMS CK_PTR CK_MAC_GENERAL_PARAMS_PTR;

typedef struct CK_RSA_PKCS_PSS_PARAMS {
    CK_MECHANISM_TYPE hashAlg;
    CK_RSA_PKCS_MGF_TYPE mgf;
    CK_ULONG sLen; /* bytes of salt */
} CK_RSA_PKCS_PSS_PARAMS;
typedef CK_RSA_PKCS_PSS_PARAMS CK_PTR CK_RSA_PKCS_PSS_PARAMS_PTR;

typedef struct CK_RSA_PKCS_OAEP_PARAMS {
    CK_MECHANISM_TYPE hashAlg;
    CK_RSA_PKCS_MGF_TYPE mgf;
    CK_RSA_PKCS_OAEP_SOURCE_TYPE source;
    CK_VOID_PTR pSourceData;
    CK_ULONG ulSourceDataLen;
} CK_RSA_PKCS_OAEP_PARAMS;
typedef CK_RSA_PKCS_OAEP_PARAMS CK_PTR CK_RSA_PKCS_OAEP_PARAMS_PTR;

typedef struct CK_ECDH1_DERIVE_PARAMS {
    CK_EC_KDF_TYPE kdf;
    CK_ULONG ulSharedDataLen;
    CK_BYTE_PTR pSharedData;
    CK_ULONG ulPublicDataLen;
    CK_BYTE_PTR pPublicData;
} CK_ECDH1_DERIVE_PARAMS;
typedef CK_ECDH1_DERIVE_PARAMS CK_PTR CK_ECDH1_DERIVE_PARAMS_PTR;

typedef struct CK_AES_CTR_PARAMS {
    CK_ULONG ulCounterBits;
    CK_BYTE cb[16];
} CK_AES_CTR_PARAMS;
typedef CK_AES_CTR_PARAMS CK_PTR CK_AES_CTR_PARAMS_PTR;

typedef struct CK_GCM_PARAMS {
    CK_BYTE_PTR pIv;
    CK_ULONG ulIvLen;
    CK_ULONG ulIvBits;
    CK_BYTE_PTR pAAD;
    CK_ULONG ulAADLen;
    CK_ULONG ulTagBits;
} CK_GCM_PARAMS;
typedef CK_GCM_PARAMS CK_PTR CK_GCM_PARAMS_PTR;

typedef struct CK_CCM_PARAMS {
    CK_ULONG ulDataLen;
    CK_BYTE_PTR pNonce;
    CK_ULONG ulNonceLen;
    CK_BYTE_PTR pAAD;
    CK_ULONG ulAADLen;
    CK_ULONG ulMACLen;
} CK_CCM_PARAMS;
typedef CK_CCM_PARAMS CK_PTR CK_CCM_PARAMS_PTR;

/* Mask and key derivation functions, sources of OAEP. */
#define CKG_MGF1_SHA1            0x1UL
#define CKG_MGF1_SHA256          0x2UL
#define CKG_MGF1_SHA384          0x3UL
#define CKG_MGF1_SHA512          0x4UL
#define CKG_MGF1_SHA224          0x5UL
#define CKD_NULL                 0x1UL
#define CKD_SHA1_KDF             0x2UL
#define CKD_SHA1_KDF_ASN1        0x3UL
#define CKD_SHA1_KDF_CONCATENATE 0x4UL
#define CKD_SHA224_KDF           0x5UL
#define CKD_SHA256_KDF           0x6UL
#define CKD_SHA384_KDF           0x7UL
#define CKD_SHA512_KDF           0x8UL
#define CKD_CPDIVERSIFY_KDF      0x9UL
#define CKZ_DATA_SPECIFIED       0x1UL

/* Hardware features, notifications, flags of attributes and one-time passwords. */
#define CKH_MONOTONIC_COUNTER 0x1UL
#define CKH_CLOCK             0x2UL
#define CKH_USER_INTERFACE    0x3UL
#define CKH_VENDOR_DEFINED    0x80000000UL
#define CKN_OTP_CHANGED       0x1UL
#define CKF_NEXT_OTP          0x1UL
#define CKF_EXCLUDE_TIME      0x2UL
#define CKF_EXCLUDE_COUNTER   0x4UL
#define CKF_EXCLUDE_CHALLENGE 0x8UL
#define CKF_EXCLUDE_PIN       0x10UL
#define CKF_USER_FRIENDLY_OTP 0x20UL
#define CKF_ARRAY_ATTRIBUTE   0x40000000UL

/* Kinds of keys. */
#define CKK_X9_42_DH       0x4UL
#define CKK_KEA            0x5UL
#define CKK_RC2            0x11UL
#define CKK_RC4            0x12UL
#define CKK_DES            0x13UL
#define CKK_DES2           0x14UL
#define CKK_CAST           0x16UL
#define CKK_CAST3          0x17UL
#define CKK_CAST128        0x18UL
#define CKK_RC5            0x19UL
#define CKK_IDEA           0x1aUL
#define CKK_SKIPJACK       0x1bUL
#define CKK_BATON          0x1cUL
#define CKK_JUNIPER        0x1dUL
#define CKK_CDMF           0x1eUL
#define CKK_BLOWFISH       0x20UL
#define CKK_TWOFISH        0x21UL
#define CKK_SECURID        0x22UL
#define CKK_HOTP           0x23UL
#define CKK_ACTI           0x24UL
#define CKK_CAMELLIA       0x25UL
#define CKK_ARIA           0x26UL
#define CKK_MD5_HMAC       0x27UL
#define CKK_RIPEMD128_HMAC 0x29UL
#define CKK_RIPEMD160_HMAC 0x2aUL
#define CKK_SEED           0x2fUL
#define CKK_GOSTR3410      0x30UL
#define CKK_GOSTR3411      0x31UL
#define CKK_GOST28147      0x32UL

/* Attributes. */
#define CKA_SUB_PRIME_BITS            0x134UL
#define CKA_SECONDARY_AUTH            0x200UL
#define CKA_AUTH_PIN_FLAGS            0x201UL
#define CKA_OTP_FORMAT                0x220UL
#define CKA_OTP_LENGTH                0x221UL
#define CKA_OTP_TIME_INTERVAL         0x222UL
#define CKA_OTP_USER_FRIENDLY_MODE    0x223UL
#define CKA_OTP_CHALLENGE_REQUIREMENT 0x224UL
#define CKA_OTP_TIME_REQUIREMENT      0x225UL
#define CKA_OTP_COUNTER_REQUIREMENT   0x226UL
#define CKA_OTP_PIN_REQUIREMENT       0x227UL
#define CKA_OTP_USER_IDENTIFIER       0x22aUL
#define CKA_OTP_SERVICE_IDENTIFIER    0x22bUL
#define CKA_OTP_SERVICE_LOGO          0x22cUL
#define CKA_OTP_SERVICE_LOGO_TYPE     0x22dUL
#define CKA_OTP_COUNTER               0x22eUL
#define CKA_OTP_TIME                  0x22fUL
#define CKA_GOSTR3410_PARAMS          0x250UL
#define CKA_GOSTR3411_PARAMS          0x251UL
#define CKA_GOST28147_PARAMS          0x252UL
#define CKA_HW_FEATURE_TYPE           0x300UL
#define CKA_RESET_ON_INIT             0x301UL
#define CKA_HAS_RESET                 0x302UL
#define CKA_PIXEL_X                   0x400UL
#define CKA_PIXEL_Y                   0x401UL
#define CKA_RESOLUTION                0x402UL
#define CKA_CHAR_ROWS                 0x403UL
#define CKA_CHAR_COLUMNS              0x404UL
#define CKA_COLOR                     0x405UL
#define CKA_BITS_PER_PIXEL            0x406UL
#define CKA_CHAR_SETS                 0x480UL
#define CKA_ENCODING_METHODS          0x481UL
#define CKA_MIME_TYPES                0x482UL
#define CKA_MECHANISM_TYPE            0x500UL
#define CKA_REQUIRED_CMS_ATTRIBUTES   0x501UL
#define CKA_DEFAULT_CMS_ATTRIBUTES    0x502UL
#define CKA_SUPPORTED_CMS_ATTRIBUTES  0x503UL

/* Mechanisms. */
#define CKM_MD2_RSA_PKCS                   0x4UL
#define CKM_RIPEMD128_RSA_PKCS             0x7UL
#define CKM_RIPEMD160_RSA_PKCS             0x8UL
#define CKM_RSA_X9_31_KEY_PAIR_GEN         0xaUL
#define CKM_RSA_X9_31                      0xbUL
#define CKM_SHA1_RSA_X9_31                 0xcUL
#define CKM_DSA_KEY_PAIR_GEN               0x10UL
#define CKM_DSA                            0x11UL
#define CKM_DSA_SHA1                       0x12UL
#define CKM_DSA_SHA224                     0x13UL
#define CKM_DSA_SHA256                     0x14UL
#define CKM_DSA_SHA384                     0x15UL
#define CKM_DSA_SHA512                     0x16UL
#define CKM_DH_PKCS_KEY_PAIR_GEN           0x20UL
#define CKM_DH_PKCS_DERIVE                 0x21UL
#define CKM_X9_42_DH_KEY_PAIR_GEN          0x30UL
#define CKM_X9_42_DH_DERIVE                0x31UL
#define CKM_X9_42_DH_HYBRID_DERIVE         0x32UL
#define CKM_X9_42_MQV_DERIVE               0x33UL
#define CKM_SHA224_RSA_PKCS                0x46UL
#define CKM_SHA224_RSA_PKCS_PSS            0x47UL
#define CKM_SHA512_224                     0x48UL
#define CKM_SHA512_224_HMAC                0x49UL
#define CKM_SHA512_224_HMAC_GENERAL        0x4aUL
#define CKM_SHA512_224_KEY_DERIVATION      0x4bUL
#define CKM_SHA512_256                     0x4cUL
#define CKM_SHA512_256_HMAC                0x4dUL
#define CKM_SHA512_256_HMAC_GENERAL        0x4eUL
#define CKM_SHA512_256_KEY_DERIVATION      0x4fUL
#define CKM_SHA512_T                       0x50UL
#define CKM_SHA512_T_HMAC                  0x51UL
#define CKM_SHA512_T_HMAC_GENERAL          0x52UL
#define CKM_SHA512_T_KEY_DERIVATION        0x53UL
#define CKM_RC2_KEY_GEN                    0x100UL
#define CKM_RC2_ECB                        0x101UL
#define CKM_RC2_CBC                        0x102UL
#define CKM_RC2_MAC                        0x103UL
#define CKM_RC2_MAC_GENERAL                0x104UL
#define CKM_RC2_CBC_PAD                    0x105UL
#define CKM_RC4_KEY_GEN                    0x110UL
#define CKM_RC4                            0x111UL
#define CKM_DES_KEY_GEN                    0x120UL
#define CKM_DES_ECB                        0x121UL
#define CKM_DES_CBC                        0x122UL
#define CKM_DES_MAC                        0x123UL
#define CKM_DES_MAC_GENERAL                0x124UL
#define CKM_DES_CBC_PAD                    0x125UL
#define CKM_DES2_KEY_GEN                   0x130UL
#define CKM_DES3_KEY_GEN                   0x131UL
#define CKM_DES3_ECB                       0x132UL
#define CKM_DES3_CBC                       0x133UL
#define CKM_DES3_MAC                       0x134UL
#define CKM_DES3_MAC_GENERAL               0x135UL
#define CKM_DES3_CBC_PAD                   0x136UL
#define CKM_DES3_CMAC_GENERAL              0x137UL
#define CKM_DES3_CMAC                      0x138UL
#define CKM_CDMF_KEY_GEN                   0x140UL
#define CKM_CDMF_ECB                       0x141UL
#define CKM_CDMF_CBC                       0x142UL
#define CKM_CDMF_MAC                       0x143UL
#define CKM_CDMF_MAC_GENERAL               0x144UL
#define CKM_CDMF_CBC_PAD                   0x145UL
#define CKM_DES_OFB64                      0x150UL
#define CKM_DES_OFB8                       0x151UL
#define CKM_DES_CFB64                      0x152UL
#define CKM_DES_CFB8                       0x153UL
#define CKM_MD2                            0x200UL
#define CKM_MD2_HMAC                       0x201UL
#define CKM_MD2_HMAC_GENERAL               0x202UL
#define CKM_MD5_HMAC                       0x211UL
#define CKM_MD5_HMAC_GENERAL               0x212UL
#define CKM_SHA_1_HMAC_GENERAL             0x222UL
#define CKM_RIPEMD128                      0x230UL
#define CKM_RIPEMD128_HMAC                 0x231UL
#define CKM_RIPEMD128_HMAC_GENERAL         0x232UL
#define CKM_RIPEMD160_HMAC                 0x241UL
#define CKM_RIPEMD160_HMAC_GENERAL         0x242UL
#define CKM_SHA224_HMAC_GENERAL            0x257UL
#define CKM_SHA384_HMAC_GENERAL            0x262UL
#define CKM_SHA512_HMAC_GENERAL            0x272UL
#define CKM_SECURID_KEY_GEN                0x280UL
#define CKM_SECURID                        0x282UL
#define CKM_HOTP_KEY_GEN                   0x290UL
#define CKM_HOTP                           0x291UL
#define CKM_ACTI                           0x2a0UL
#define CKM_ACTI_KEY_GEN                   0x2a1UL
#define CKM_CAST_KEY_GEN                   0x300UL
#define CKM_CAST_ECB                       0x301UL
#define CKM_CAST_CBC                       0x302UL
#define CKM_CAST_MAC                       0x303UL
#define CKM_CAST_MAC_GENERAL               0x304UL
#define CKM_CAST_CBC_PAD                   0x305UL
#define CKM_CAST3_KEY_GEN                  0x310UL
#define CKM_CAST3_ECB                      0x311UL
#define CKM_CAST3_CBC                      0x312UL
#define CKM_CAST3_MAC                      0x313UL
#define CKM_CAST3_MAC_GENERAL              0x314UL
#define CKM_CAST3_CBC_PAD                  0x315UL
#define CKM_CAST128_KEY_GEN                0x320UL
#define CKM_CAST5_KEY_GEN                  0x320UL
#define CKM_CAST128_ECB                    0x321UL
#define CKM_CAST5_ECB                      0x321UL
#define CKM_CAST128_CBC                    0x322UL
#define CKM_CAST5_CBC                      0x322UL
#define CKM_CAST128_MAC                    0x323UL
#define CKM_CAST5_MAC                      0x323UL
#define CKM_CAST128_MAC_GENERAL            0x324UL
#define CKM_CAST5_MAC_GENERAL              0x324UL
#define CKM_CAST128_CBC_PAD                0x325UL
#define CKM_CAST5_CBC_PAD                  0x325UL
#define CKM_RC5_KEY_GEN                    0x330UL
#define CKM_RC5_ECB                        0x331UL
#define CKM_RC5_CBC                        0x332UL
#define CKM_RC5_MAC                        0x333UL
#define CKM_RC5_MAC_GENERAL                0x334UL
#define CKM_RC5_CBC_PAD                    0x335UL
#define CKM_IDEA_KEY_GEN                   0x340UL
#define CKM_IDEA_ECB                       0x341UL
#define CKM_IDEA_CBC                       0x342UL
#define CKM_IDEA_MAC                       0x343UL
#define CKM_IDEA_MAC_GENERAL               0x344UL
#define CKM_IDEA_CBC_PAD                   0x345UL
#define CKM_CONCATENATE_BASE_AND_KEY       0x360UL
#define CKM_CONCATENATE_BASE_AND_DATA      0x362UL
#define CKM_CONCATENATE_DATA_AND_BASE      0x363UL
#define CKM_XOR_BASE_AND_DATA              0x364UL
#define CKM_EXTRACT_KEY_FROM_KEY           0x365UL
#define CKM_SSL3_PRE_MASTER_KEY_GEN        0x370UL
#define CKM_SSL3_MASTER_KEY_DERIVE         0x371UL
#define CKM_SSL3_KEY_AND_MAC_DERIVE        0x372UL
#define CKM_SSL3_MASTER_KEY_DERIVE_DH      0x373UL
#define CKM_TLS_PRE_MASTER_KEY_GEN         0x374UL
#define CKM_TLS_MASTER_KEY_DERIVE          0x375UL
#define CKM_TLS_KEY_AND_MAC_DERIVE         0x376UL
#define CKM_TLS_MASTER_KEY_DERIVE_DH       0x377UL
#define CKM_TLS_PRF                        0x378UL
#define CKM_SSL3_MD5_MAC                   0x380UL
#define CKM_SSL3_SHA1_MAC                  0x381UL
#define CKM_MD5_KEY_DERIVATION             0x390UL
#define CKM_MD2_KEY_DERIVATION             0x391UL
#define CKM_SHA1_KEY_DERIVATION            0x392UL
#define CKM_SHA256_KEY_DERIVATION          0x393UL
#define CKM_SHA384_KEY_DERIVATION          0x394UL
#define CKM_SHA512_KEY_DERIVATION          0x395UL
#define CKM_SHA224_KEY_DERIVATION          0x396UL
#define CKM_PBE_MD2_DES_CBC                0x3a0UL
#define CKM_PBE_MD5_DES_CBC                0x3a1UL
#define CKM_PBE_MD5_CAST_CBC               0x3a2UL
#define CKM_PBE_MD5_CAST3_CBC              0x3a3UL
#define CKM_PBE_MD5_CAST128_CBC            0x3a4UL
#define CKM_PBE_MD5_CAST5_CBC              0x3a4UL
#define CKM_PBE_SHA1_CAST128_CBC           0x3a5UL
#define CKM_PBE_SHA1_CAST5_CBC             0x3a5UL
#define CKM_PBE_SHA1_RC4_128               0x3a6UL
#define CKM_PBE_SHA1_RC4_40                0x3a7UL
#define CKM_PBE_SHA1_DES3_EDE_CBC          0x3a8UL
#define CKM_PBE_SHA1_DES2_EDE_CBC          0x3a9UL
#define CKM_PBE_SHA1_RC2_128_CBC           0x3aaUL
#define CKM_PBE_SHA1_RC2_40_CBC            0x3abUL
#define CKM_PKCS5_PBKD2                    0x3b0UL
#define CKM_PBA_SHA1_WITH_SHA1_HMAC        0x3c0UL
#define CKM_WTLS_PRE_MASTER_KEY_GEN        0x3d0UL
#define CKM_WTLS_MASTER_KEY_DERIVE         0x3d1UL
#define CKM_WTLS_MASTER_KEY_DERIVE_DH_ECC  0x3d2UL
#define CKM_WTLS_PRF                       0x3d3UL
#define CKM_WTLS_SERVER_KEY_AND_MAC_DERIVE 0x3d4UL
#define CKM_WTLS_CLIENT_KEY_AND_MAC_DERIVE 0x3d5UL
#define CKM_TLS10_MAC_SERVER               0x3d6UL
#define CKM_TLS10_MAC_CLIENT               0x3d7UL
#define CKM_TLS12_MAC                      0x3d8UL
#define CKM_TLS12_KDF                      0x3d9UL
#define CKM_TLS12_MASTER_KEY_DERIVE        0x3e0UL
#define CKM_TLS12_KEY_AND_MAC_DERIVE       0x3e1UL
#define CKM_TLS12_MASTER_KEY_DERIVE_DH     0x3e2UL
#define CKM_TLS12_KEY_SAFE_DERIVE          0x3e3UL
#define CKM_TLS_MAC                        0x3e4UL
#define CKM_TLS_KDF                        0x3e5UL
#define CKM_KEY_WRAP_LYNKS                 0x400UL
#define CKM_KEY_WRAP_SET_OAEP              0x401UL
#define CKM_CMS_SIG                        0x500UL
#define CKM_KIP_DERIVE                     0x510UL
#define CKM_KIP_WRAP                       0x511UL
#define CKM_KIP_MAC                        0x512UL
#define CKM_CAMELLIA_KEY_GEN               0x550UL
#define CKM_CAMELLIA_ECB                   0x551UL
#define CKM_CAMELLIA_CBC                   0x552UL
#define CKM_CAMELLIA_MAC                   0x553UL
#define CKM_CAMELLIA_MAC_GENERAL           0x554UL
#define CKM_CAMELLIA_CBC_PAD               0x555UL
#define CKM_CAMELLIA_ECB_ENCRYPT_DATA      0x556UL
#define CKM_CAMELLIA_CBC_ENCRYPT_DATA      0x557UL
#define CKM_CAMELLIA_CTR                   0x558UL
#define CKM_ARIA_KEY_GEN                   0x560UL
#define CKM_ARIA_ECB                       0x561UL
#define CKM_ARIA_CBC                       0x562UL
#define CKM_ARIA_MAC                       0x563UL
#define CKM_ARIA_MAC_GENERAL               0x564UL
#define CKM_ARIA_CBC_PAD                   0x565UL
#define CKM_ARIA_ECB_ENCRYPT_DATA          0x566UL
#define CKM_ARIA_CBC_ENCRYPT_DATA          0x567UL
#define CKM_SEED_KEY_GEN                   0x650UL
#define CKM_SEED_ECB                       0x651UL
#define CKM_SEED_CBC                       0x652UL
#define CKM_SEED_MAC                       0x653UL
#define CKM_SEED_MAC_GENERAL               0x654UL
#define CKM_SEED_CBC_PAD                   0x655UL
#define CKM_SEED_ECB_ENCRYPT_DATA          0x656UL
#define CKM_SEED_CBC_ENCRYPT_DATA          0x657UL
#define CKM_SKIPJACK_KEY_GEN               0x1000UL
#define CKM_SKIPJACK_ECB64                 0x1001UL
#define CKM_SKIPJACK_CBC64                 0x1002UL
#define CKM_SKIPJACK_OFB64                 0x1003UL
#define CKM_SKIPJACK_CFB64                 0x1004UL
#define CKM_SKIPJACK_CFB32                 0x1005UL
#define CKM_SKIPJACK_CFB16                 0x1006UL
#define CKM_SKIPJACK_CFB8                  0x1007UL
#define CKM_SKIPJACK_WRAP                  0x1008UL
#define CKM_SKIPJACK_PRIVATE_WRAP          0x1009UL
#define CKM_SKIPJACK_RELAYX                0x100aUL
#define CKM_KEA_KEY_PAIR_GEN               0x1010UL
#define CKM_KEA_KEY_DERIVE                 0x1011UL
#define CKM_FORTEZZA_TIMESTAMP             0x1020UL
#define CKM_BATON_KEY_GEN                  0x1030UL
#define CKM_BATON_ECB128                   0x1031UL
#define CKM_BATON_ECB96                    0x1032UL
#define CKM_BATON_CBC128                   0x1033UL
#define CKM_BATON_COUNTER                  0x1034UL
#define CKM_BATON_SHUFFLE                  0x1035UL
#define CKM_BATON_WRAP                     0x1036UL
#define CKM_ECMQV_DERIVE                   0x1052UL
#define CKM_ECDH_AES_KEY_WRAP              0x1053UL
#define CKM_RSA_AES_KEY_WRAP               0x1054UL
#define CKM_JUNIPER_KEY_GEN                0x1060UL
#define CKM_JUNIPER_ECB128                 0x1061UL
#define CKM_JUNIPER_CBC128                 0x1062UL
#define CKM_JUNIPER_COUNTER                0x1063UL
#define CKM_JUNIPER_SHUFFLE                0x1064UL
#define CKM_JUNIPER_WRAP                   0x1065UL
#define CKM_FASTHASH                       0x1070UL
#define CKM_AES_CTS                        0x1089UL
#define CKM_AES_XCBC_MAC                   0x108cUL
#define CKM_AES_XCBC_MAC_96                0x108dUL
#define CKM_AES_GMAC                       0x108eUL
#define CKM_BLOWFISH_KEY_GEN               0x1090UL
#define CKM_BLOWFISH_CBC                   0x1091UL
#define CKM_TWOFISH_KEY_GEN                0x1092UL
#define CKM_TWOFISH_CBC                    0x1093UL
#define CKM_BLOWFISH_CBC_PAD               0x1094UL
#define CKM_TWOFISH_CBC_PAD                0x1095UL
#define CKM_DES_ECB_ENCRYPT_DATA           0x1100UL
#define CKM_DES_CBC_ENCRYPT_DATA           0x1101UL
#define CKM_DES3_ECB_ENCRYPT_DATA          0x1102UL
#define CKM_DES3_CBC_ENCRYPT_DATA          0x1103UL
#define CKM_AES_ECB_ENCRYPT_DATA           0x1104UL
#define CKM_AES_CBC_ENCRYPT_DATA           0x1105UL
#define CKM_GOSTR3410_KEY_PAIR_GEN         0x1200UL
#define CKM_GOSTR3410                      0x1201UL
#define CKM_GOSTR3410_WITH_GOSTR3411       0x1202UL
#define CKM_GOSTR3410_KEY_WRAP             0x1203UL
#define CKM_GOSTR3410_DERIVE               0x1204UL
#define CKM_GOSTR3411                      0x1210UL
#define CKM_GOSTR3411_HMAC                 0x1211UL
#define CKM_GOST28147_KEY_GEN              0x1220UL
#define CKM_GOST28147_ECB                  0x1221UL
#define CKM_GOST28147                      0x1222UL
#define CKM_GOST28147_MAC                  0x1223UL
#define CKM_GOST28147_KEY_WRAP             0x1224UL
#define CKM_DSA_PARAMETER_GEN              0x2000UL
#define CKM_DH_PKCS_PARAMETER_GEN          0x2001UL
#define CKM_X9_42_DH_PARAMETER_GEN         0x2002UL
#define CKM_DSA_PROBABLISTIC_PARAMETER_GEN 0x2003UL
#define CKM_DSA_SHAWE_TAYLOR_PARAMETER_GEN 0x2004UL
#define CKM_AES_OFB                        0x2104UL
#define CKM_AES_CFB64                      0x2105UL
#define CKM_AES_CFB8                       0x2106UL
#define CKM_AES_CFB128                     0x2107UL
#define CKM_AES_CFB1                       0x2108UL
#define CKM_RSA_PKCS_TPM_1_1               0x4001UL
#define CKM_RSA_PKCS_OAEP_TPM_1_1          0x4002UL

#endif
