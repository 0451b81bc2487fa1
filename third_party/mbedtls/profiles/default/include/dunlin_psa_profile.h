/* SPDX-License-Identifier: MIT */
/* Profile "default": what it has beside dunlin_psa_config.h. */
#define PSA_WANT_ALG_HKDF                     1
#define PSA_WANT_ALG_HKDF_EXTRACT             1
#define PSA_WANT_ALG_HKDF_EXPAND              1
#define PSA_WANT_ALG_RSA_PKCS1V15_SIGN        1
#define PSA_WANT_ALG_RSA_PSS                  1
#define PSA_WANT_ALG_SHA_384                  1
#define PSA_WANT_ECC_SECP_R1_384              1
#define PSA_WANT_ECC_MONTGOMERY_255           1
#define PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_BASIC  1
#define PSA_WANT_KEY_TYPE_RSA_KEY_PAIR_IMPORT 1
#define PSA_WANT_KEY_TYPE_RSA_PUBLIC_KEY      1
