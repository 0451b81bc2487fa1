/* SPDX-License-Identifier: MIT */
/* What the cases of this group share: the token's functions, a session, objects from templates.
 *
 *   set_up:     C_Initialize, a read-write session `p11_session`
 *   tear_down:  every object whose label a case may have used is destroyed, C_Finalize
 *
 * All calls go through the function list, so whoever has one is judged.
 */
#ifndef P11_H
#define P11_H

#include "core_pkcs11.h"
#include "qualification.h"

#define P11_SIGNATURE_BYTES 64u
#define P11_DIGEST_BYTES    32u

/* Labels of objects: no case uses others, so that what is left can be destroyed. */
#define P11_LABEL       "Qualification"
#define P11_LABEL_OTHER "Qualification 2"

#define P11_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define P11_BYTES(type, all)                                                                       \
    {                                                                                              \
        (type), (void *)(all), sizeof(all)                                                         \
    }
#define P11_VALUE(type, one)                                                                       \
    {                                                                                              \
        (type), (void *)&(one), sizeof(one)                                                        \
    }
#define P11_TEXT(type, text)                                                                       \
    {                                                                                              \
        (type), (void *)(text), sizeof(text) - 1u                                                  \
    }

#define EXPECT_OK(call)  EXPECT_EQUAL((call), CKR_OK)
#define REQUIRE_OK(call) REQUIRE_EQUAL((call), CKR_OK)

extern CK_FUNCTION_LIST_PTR p11;
extern CK_SESSION_HANDLE p11_session;

/* Of the case that runs: a board may have 16 KB of RAM. */
#define P11_SCRATCH_BYTES 512u
extern CK_BYTE p11_scratch[P11_SCRATCH_BYTES];

extern const CK_BBOOL p11_yes, p11_no;
extern const CK_OBJECT_CLASS p11_class_certificate, p11_class_public, p11_class_private;
extern const CK_KEY_TYPE p11_type_ec, p11_type_rsa;
extern const CK_BYTE p11_curve[10];

bool p11_begin(void);
void p11_end(void);
void p11_set_up(void);
void p11_tear_down(void);

/* Initialise the token; it may be already. */
CK_RV p11_initialize(void);

/* The first slot; expects that there is one. */
CK_SLOT_ID p11_slot(void);

/* Open a session; expects that it works. */
CK_SESSION_HANDLE p11_open(CK_FLAGS more);

/* The object of a label and class; CK_INVALID_HANDLE: there is none. */
CK_OBJECT_HANDLE p11_find(const char *label, CK_OBJECT_CLASS class);

/* Objects from p11_keys.h with P11_LABEL; CK_INVALID_HANDLE, and a failure, when it cannot be. */
CK_OBJECT_HANDLE p11_create_certificate(void);
CK_OBJECT_HANDLE p11_create_ec_public(void);
CK_OBJECT_HANDLE p11_create_ec_private(void);
CK_OBJECT_HANDLE p11_create_rsa_public(void);
CK_OBJECT_HANDLE p11_create_rsa_private(void);

/* Whether private keys can be created, as the port says; tells the runner when not. */
bool p11_imports_keys(void);

/* Whether the board has the memory for RSA, as its configuration says; tells the runner when not.
 */
bool p11_has_rsa(void);

/* C_GenerateKeyPair on P-256, both halves with this label. */
CK_RV p11_generate(const char *label, CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key);

/* Sign and verify in one step each, with this key. */
CK_RV p11_sign(CK_SESSION_HANDLE session, CK_MECHANISM_TYPE how, CK_OBJECT_HANDLE key,
               const CK_BYTE *in, CK_ULONG in_bytes, CK_BYTE *signature, CK_ULONG *bytes);
CK_RV p11_verify(CK_SESSION_HANDLE session, CK_MECHANISM_TYPE how, CK_OBJECT_HANDLE key,
                 const CK_BYTE *in, CK_ULONG in_bytes, const CK_BYTE *signature, CK_ULONG bytes);

/* The digest of a text in one piece. */
CK_RV p11_digest_of(CK_SESSION_HANDLE session, const void *text, CK_ULONG length,
                    CK_BYTE digest[P11_DIGEST_BYTES]);

/* One attribute that is true or false; anything else is a failure. */
void p11_expect_truth(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, CK_BBOOL truth);

#endif
