/* SPDX-License-Identifier: MIT */
/** A PKCS #11 v2.40 token: keys that can be used and not be read.
 *
 *      application ── C_* ── sessions (RAM) ── objects ── PKCS11_PAL_* ── flash
 *      certificates, TLS, jobs            │
 *                                         └─ cryptography: Mbed TLS, prepared by tls_init
 *
 *   - One slot, one token, no PIN: a device has nobody to type one. C_Login is accepted with any.
 *   - Every object is a token object: it is in flash, and there after the next boot.
 *   - The private part of a key leaves the token in no way. Its attributes are
 *     CKR_ATTRIBUTE_SENSITIVE; there is no copying, wrapping or deriving.
 *   - An object has a label of 1 .. 32 bytes. Creating one with the class and label of another
 *     replaces it; creating what is already there writes nothing.
 *   - Entries of the function list without a prototype here are NULL.
 *
 * Every function that wants a session returns CKR_CRYPTOKI_NOT_INITIALIZED before C_Initialize and
 * CKR_SESSION_HANDLE_INVALID for a session that is not open, and CKR_ARGUMENTS_BAD for a pointer
 * that is needed and NULL; the contracts do not repeat that. A call that finds no memory returns
 * CKR_HOST_MEMORY. Different sessions may be used by different tasks at the same time, one session
 * by one.
 */
#ifndef PKCS11_H
#define PKCS11_H

#include "pkcs11f.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make the token ready.
 *
 * @param args  A CK_C_INITIALIZE_ARGS, or NULL. With the application's four mutex functions those
 *              are used; with CKF_OS_LOCKING_OK, or NULL, the system's (pkcs11_set_mutexes).
 * @retval CKR_OK                            Ready.
 * @retval CKR_CRYPTOKI_ALREADY_INITIALIZED  Nothing has changed.
 * @retval CKR_ARGUMENTS_BAD                 pReserved is set, or some of the four functions are.
 * @retval CKR_CANT_LOCK                     CKF_OS_LOCKING_OK, and the system's mutexes are not
 *                                           known.
 * @retval CKR_FUNCTION_FAILED               Cryptography is not prepared (tls_init).
 * @return What PKCS11_PAL_Initialize or the mutex functions return.
 *
 * Context: task, one at a time.  Blocks: as the flash does.  Source: v2.40 section 5.4.
 */
CK_RV C_Initialize(CK_VOID_PTR args);

/**
 * Close every session and forget the mutexes. Objects stay in flash.
 *
 * @param reserved  NULL.
 * @return CKR_OK, CKR_ARGUMENTS_BAD or CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task, when no other is inside.  Blocks: never.  Source: v2.40 section 5.4.
 */
CK_RV C_Finalize(CK_VOID_PTR reserved);

/**
 * All functions there are.
 *
 * @param[out] list  A constant list.
 * @return CKR_OK or CKR_ARGUMENTS_BAD.
 *
 * Context: any, also before C_Initialize.  Blocks: never.  Source: v2.40 section 5.4.
 */
CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list);

/**
 * The slots: one, with its token present.
 *
 * @param token_present   Either.
 * @param[out] list       NULL to ask for the count, or room for *count.
 * @param[in,out] count   Slots in `list`, then 1.
 * @return CKR_OK, CKR_ARGUMENTS_BAD, CKR_BUFFER_TOO_SMALL or CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: never.  Source: v2.40 section 5.5.
 */
CK_RV C_GetSlotList(CK_BBOOL token_present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count);

/**
 * What the token is called. How many sessions are open, and how much memory is free, is not told.
 *
 * @param slot       From C_GetSlotList.
 * @param[out] info  Filled in.
 * @return CKR_OK, CKR_ARGUMENTS_BAD, CKR_SLOT_ID_INVALID or CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: never.  Source: v2.40 section 5.5.
 */
CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info);

/**
 * Key sizes and uses of a mechanism.
 *
 * @param slot       From C_GetSlotList.
 * @param type       CKM_RSA_PKCS, CKM_EC_KEY_PAIR_GEN, CKM_ECDSA, CKM_SHA256, CKM_SHA256_HMAC or
 *                   CKM_AES_CMAC.
 * @param[out] info  Filled in. Sizes of secret keys in bytes, of the others in bits.
 * @return CKR_OK, CKR_MECHANISM_INVALID, CKR_ARGUMENTS_BAD, CKR_SLOT_ID_INVALID or
 *         CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: never.  Source: v2.40 section 5.5.
 */
CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info);

/**
 * Destroy every object.
 *
 * @param slot       From C_GetSlotList.
 * @param pin        Not looked at.
 * @param pin_bytes  Not looked at.
 * @param label      Not kept: the token has its own.
 * @retval CKR_OK              The token is empty.
 * @retval CKR_SESSION_EXISTS  A session is open; nothing was done.
 * @retval CKR_DEVICE_ERROR    The flash failed; some objects may be left.
 * @return CKR_SLOT_ID_INVALID or CKR_CRYPTOKI_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.5.
 */
CK_RV C_InitToken(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes, CK_UTF8CHAR_PTR label);

/**
 * Open a session.
 *
 * @param slot          From C_GetSlotList.
 * @param flags         CKF_SERIAL_SESSION, and CKF_RW_SESSION to change objects.
 * @param application   Not used.
 * @param notify        Not used.
 * @param[out] session  The session.
 * @return CKR_OK, CKR_SLOT_ID_INVALID, CKR_SESSION_PARALLEL_NOT_SUPPORTED without
 *         CKF_SERIAL_SESSION, CKR_SESSION_COUNT when pkcs11configMAX_SESSIONS are open.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.6.
 */
CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                    CK_SESSION_HANDLE_PTR session);

/**
 * Close a session and end what it was doing. With the last one the user is logged out.
 *
 * @param session  Open.
 * @return CKR_OK.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.6.
 */
CK_RV C_CloseSession(CK_SESSION_HANDLE session);

/**
 * Log in, for those who expect to have to: nothing is closed to who has not.
 *
 * @param session    Open.
 * @param user       CKU_USER or CKU_SO.
 * @param pin        Not looked at.
 * @param pin_bytes  Not looked at.
 * @return CKR_OK, CKR_USER_ALREADY_LOGGED_IN, CKR_USER_ANOTHER_ALREADY_LOGGED_IN or
 *         CKR_USER_TYPE_INVALID.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.6.
 */
CK_RV C_Login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin,
              CK_ULONG pin_bytes);

/**
 * Store a certificate or a key.
 *
 *   class            type            attributes besides CKA_CLASS, CKA_KEY_TYPE and CKA_LABEL
 *   CKO_CERTIFICATE  CKC_X_509       CKA_VALUE
 *   CKO_PUBLIC_KEY   CKK_EC          CKA_EC_PARAMS, CKA_EC_POINT
 *                    CKK_RSA         CKA_MODULUS, CKA_PUBLIC_EXPONENT
 *   CKO_PRIVATE_KEY  CKK_EC          CKA_EC_PARAMS, CKA_VALUE
 *                    CKK_RSA         CKA_MODULUS and the seven of the private key
 *   CKO_SECRET_KEY   CKK_SHA256_HMAC, CKK_GENERIC_SECRET, CKK_AES    CKA_VALUE
 *
 * CKA_ID, CKA_SIGN and CKA_VERIFY are kept. CKA_TOKEN, CKA_SENSITIVE and CKA_EXTRACTABLE may only
 * say what is so anyway. Others are not looked at.
 *
 * @param session      Read-write.
 * @param attributes   `count` of them.
 * @param count        1 or more.
 * @param[out] object  The object, the old one's when it replaces one.
 * @retval CKR_OK                       It is in flash.
 * @retval CKR_SESSION_READ_ONLY        Not a read-write session.
 * @retval CKR_TEMPLATE_INCOMPLETE      An attribute is missing.
 * @retval CKR_ATTRIBUTE_VALUE_INVALID  A value is no key, or asks for what a token does not do.
 * @retval CKR_CURVE_NOT_SUPPORTED      CKA_EC_PARAMS is not P-256.
 * @retval CKR_KEY_SIZE_RANGE           RSA of another size than 2048 bits.
 * @retval CKR_DATA_LEN_RANGE           The label or CKA_ID is longer than 32 bytes.
 * @retval CKR_DEVICE_MEMORY            No room in flash, or it failed.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.7.
 */
CK_RV C_CreateObject(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                     CK_OBJECT_HANDLE_PTR object);

/**
 * Remove an object from flash. Operations that wait to use it end.
 *
 * @param session  Read-write.
 * @param object   From a search or creation.
 * @return CKR_OK, CKR_OBJECT_HANDLE_INVALID, CKR_SESSION_READ_ONLY or CKR_DEVICE_ERROR.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.7.
 */
CK_RV C_DestroyObject(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object);

/**
 * Read attributes.
 *
 * @param session             Open.
 * @param object              From a search or creation.
 * @param[in,out] attributes  Each: pValue NULL to ask for the length, or room for ulValueLen bytes.
 *                            ulValueLen becomes the length, or CK_UNAVAILABLE_INFORMATION.
 * @param count               1 or more.
 * @retval CKR_OK                     All were read.
 * @retval CKR_ATTRIBUTE_SENSITIVE    One is a secret; the others were read.
 * @retval CKR_ATTRIBUTE_TYPE_INVALID One does not exist; the others were read.
 * @retval CKR_BUFFER_TOO_SMALL       One does not fit; the others were read.
 * @retval CKR_OBJECT_HANDLE_INVALID  There is no such object.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.7.
 */
CK_RV C_GetAttributeValue(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                          CK_ATTRIBUTE_PTR attributes, CK_ULONG count);

/**
 * Search for the objects that have all of these attributes.
 *
 * @param session     Open, not searching.
 * @param attributes  `count` of them; secrets never match.
 * @param count       0 or more; 0: all objects.
 * @return CKR_OK or CKR_OPERATION_ACTIVE.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.7.
 */
CK_RV C_FindObjectsInit(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes, CK_ULONG count);

/**
 * Go on with a search.
 *
 * @param session       Searching.
 * @param[out] objects  Room for `capacity`.
 * @param capacity      1 or more.
 * @param[out] found    How many were written; 0: there are no more.
 * @return CKR_OK or CKR_OPERATION_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.7.
 */
CK_RV C_FindObjects(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG capacity,
                    CK_ULONG_PTR found);

/**
 * End a search.
 *
 * @param session  Searching.
 * @return CKR_OK or CKR_OPERATION_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.7.
 */
CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE session);

/**
 * Begin a digest.
 *
 * @param session    Open, no digest in it.
 * @param mechanism  CKM_SHA256.
 * @return CKR_OK, CKR_MECHANISM_INVALID or CKR_OPERATION_ACTIVE.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.10.
 */
CK_RV C_DigestInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism);

/**
 * Go on with a digest.
 *
 * @param session   With a digest.
 * @param in        `in_bytes` bytes.
 * @param in_bytes  Any.
 * @return CKR_OK or CKR_OPERATION_NOT_INITIALIZED.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.10.
 */
CK_RV C_DigestUpdate(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);

/**
 * End a digest.
 *
 * @param session            With a digest.
 * @param[out] out           NULL to ask for the length, or room for *out_bytes.
 * @param[in,out] out_bytes  Becomes 32.
 * @return CKR_OK, CKR_OPERATION_NOT_INITIALIZED, or CKR_BUFFER_TOO_SMALL: the digest goes on.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.10.
 */
CK_RV C_DigestFinal(CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);

/**
 * Say how, and with which key, to sign.
 *
 * @param session    Open, not about to sign.
 * @param mechanism  CKM_ECDSA, CKM_RSA_PKCS, CKM_SHA256_HMAC or CKM_AES_CMAC.
 * @param key        A private or secret key.
 * @return CKR_OK, CKR_OPERATION_ACTIVE, CKR_MECHANISM_INVALID, CKR_KEY_HANDLE_INVALID,
 *         CKR_KEY_TYPE_INCONSISTENT or CKR_KEY_FUNCTION_NOT_PERMITTED when CKA_SIGN is false.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.11.
 */
CK_RV C_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key);

/**
 * Sign. Other tasks can use the token meanwhile.
 *
 * @param session            After C_SignInit.
 * @param in                 CKM_ECDSA: a digest of 20, 28, 32, 48 or 64 bytes. CKM_RSA_PKCS: what
 *                           is to be padded, a DigestInfo. Else: the message.
 * @param in_bytes           See `in`; CKM_RSA_PKCS: at most 245.
 * @param[out] out           NULL to ask for the length, or room for *out_bytes.
 * @param[in,out] out_bytes  Becomes 64 (r and s), 256, 32 or 16.
 * @retval CKR_OK                The signature was made, or its length told.
 * @retval CKR_BUFFER_TOO_SMALL  As if the length had been asked for.
 * @retval CKR_DATA_LEN_RANGE    `in_bytes` is wrong.
 * @return CKR_OPERATION_NOT_INITIALIZED or CKR_FUNCTION_FAILED. All but the first two end it.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as it takes.  Source: v2.40 section 5.11.
 */
CK_RV C_Sign(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
             CK_ULONG_PTR out_bytes);

/**
 * Say how, and with which key, to verify.
 *
 * @param session    Open, not about to verify.
 * @param mechanism  As for C_SignInit.
 * @param key        A public or secret key.
 * @return As C_SignInit; CKR_KEY_FUNCTION_NOT_PERMITTED when CKA_VERIFY is false.
 *
 * Context: task.  Blocks: as the flash does.  Source: v2.40 section 5.13.
 */
CK_RV C_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key);

/**
 * Verify a signature. Other tasks can use the token meanwhile.
 *
 * @param session          After C_VerifyInit, which this ends.
 * @param in               As for C_Sign.
 * @param in_bytes         As for C_Sign.
 * @param signature        `signature_bytes` bytes.
 * @param signature_bytes  Any.
 * @retval CKR_OK                   Good.
 * @retval CKR_SIGNATURE_INVALID    Not made with this key of this data.
 * @retval CKR_SIGNATURE_LEN_RANGE  No signature has this length.
 * @retval CKR_DATA_LEN_RANGE       `in_bytes` is wrong.
 * @return CKR_OPERATION_NOT_INITIALIZED or CKR_FUNCTION_FAILED.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as it takes.  Source: v2.40 section 5.13.
 */
CK_RV C_Verify(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR signature,
               CK_ULONG signature_bytes);

/**
 * Make a key pair in the token.
 *
 * @param session           Read-write.
 * @param mechanism         CKM_EC_KEY_PAIR_GEN.
 * @param of_public         Needs CKA_EC_PARAMS with P-256 and CKA_LABEL.
 * @param public_count      1 or more.
 * @param of_private        Needs CKA_LABEL.
 * @param private_count     1 or more.
 * @param[out] public_key   The public key.
 * @param[out] private_key  The private key.
 * @return CKR_OK, CKR_MECHANISM_INVALID, or as C_CreateObject: then there is no new private key.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as it takes.  Source: v2.40 section 5.15.
 */
CK_RV C_GenerateKeyPair(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                        CK_ATTRIBUTE_PTR of_public, CK_ULONG public_count,
                        CK_ATTRIBUTE_PTR of_private, CK_ULONG private_count,
                        CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key);

/**
 * Random bytes, of the generator that also makes keys.
 *
 * @param session    Open.
 * @param[out] out   Room for `out_bytes`.
 * @param out_bytes  Any.
 * @return CKR_OK, or CKR_FUNCTION_FAILED when the source of entropy failed.
 *
 * Context: task.  Blocks: for the token's mutex.  Source: v2.40 section 5.16.
 */
CK_RV C_GenerateRandom(CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG out_bytes);

#ifdef __cplusplus
}
#endif

#endif
