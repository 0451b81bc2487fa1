/* SPDX-License-Identifier: MIT */
/* The functions of PKCS #11 v2.40 as types, and the list of them in the standard's order. What each
 * does is said beside the prototypes of those there are, in pkcs11.h.
 *
 * Source: PKCS #11 Cryptographic Token Interface Base Specification v2.40, section 5.
 */
#ifndef PKCS11F_H
#define PKCS11F_H

#include "pkcs11t.h"

struct CK_FUNCTION_LIST;

typedef CK_RV (*CK_C_Initialize)(CK_VOID_PTR args);
typedef CK_RV (*CK_C_Finalize)(CK_VOID_PTR reserved);
typedef CK_RV (*CK_C_GetInfo)(CK_INFO_PTR info);
typedef CK_RV (*CK_C_GetFunctionList)(struct CK_FUNCTION_LIST **list);
typedef CK_RV (*CK_C_GetSlotList)(CK_BBOOL token_present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count);
typedef CK_RV (*CK_C_GetSlotInfo)(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info);
typedef CK_RV (*CK_C_GetTokenInfo)(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info);
typedef CK_RV (*CK_C_GetMechanismList)(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list,
                                       CK_ULONG_PTR count);
typedef CK_RV (*CK_C_GetMechanismInfo)(CK_SLOT_ID slot, CK_MECHANISM_TYPE type,
                                       CK_MECHANISM_INFO_PTR info);
typedef CK_RV (*CK_C_InitToken)(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes,
                                CK_UTF8CHAR_PTR label);
typedef CK_RV (*CK_C_InitPIN)(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes);
typedef CK_RV (*CK_C_SetPIN)(CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_bytes,
                             CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes);
typedef CK_RV (*CK_C_OpenSession)(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application,
                                  CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session);
typedef CK_RV (*CK_C_CloseSession)(CK_SESSION_HANDLE session);
typedef CK_RV (*CK_C_CloseAllSessions)(CK_SLOT_ID slot);
typedef CK_RV (*CK_C_GetSessionInfo)(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info);
typedef CK_RV (*CK_C_GetOperationState)(CK_SESSION_HANDLE session, CK_BYTE_PTR state,
                                        CK_ULONG_PTR state_bytes);
typedef CK_RV (*CK_C_SetOperationState)(CK_SESSION_HANDLE session, CK_BYTE_PTR state,
                                        CK_ULONG state_bytes, CK_OBJECT_HANDLE encryption_key,
                                        CK_OBJECT_HANDLE authentication_key);
typedef CK_RV (*CK_C_Login)(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin,
                            CK_ULONG pin_bytes);
typedef CK_RV (*CK_C_Logout)(CK_SESSION_HANDLE session);
typedef CK_RV (*CK_C_CreateObject)(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes,
                                   CK_ULONG count, CK_OBJECT_HANDLE_PTR object);
typedef CK_RV (*CK_C_CopyObject)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                                 CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                                 CK_OBJECT_HANDLE_PTR copy);
typedef CK_RV (*CK_C_DestroyObject)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object);
typedef CK_RV (*CK_C_GetObjectSize)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                                    CK_ULONG_PTR bytes);
typedef CK_RV (*CK_C_GetAttributeValue)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                                        CK_ATTRIBUTE_PTR attributes, CK_ULONG count);
typedef CK_RV (*CK_C_SetAttributeValue)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
                                        CK_ATTRIBUTE_PTR attributes, CK_ULONG count);
typedef CK_RV (*CK_C_FindObjectsInit)(CK_SESSION_HANDLE session, CK_ATTRIBUTE_PTR attributes,
                                      CK_ULONG count);
typedef CK_RV (*CK_C_FindObjects)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE_PTR objects,
                                  CK_ULONG capacity, CK_ULONG_PTR found);
typedef CK_RV (*CK_C_FindObjectsFinal)(CK_SESSION_HANDLE session);
typedef CK_RV (*CK_C_EncryptInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                  CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_Encrypt)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                              CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_EncryptUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                                    CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_EncryptFinal)(CK_SESSION_HANDLE session, CK_BYTE_PTR out,
                                   CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DecryptInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                  CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_Decrypt)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                              CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DecryptUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                                    CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DecryptFinal)(CK_SESSION_HANDLE session, CK_BYTE_PTR out,
                                   CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DigestInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism);
typedef CK_RV (*CK_C_Digest)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                             CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DigestUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);
typedef CK_RV (*CK_C_DigestKey)(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_DigestFinal)(CK_SESSION_HANDLE session, CK_BYTE_PTR out,
                                  CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_SignInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                               CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_Sign)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                           CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_SignUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);
typedef CK_RV (*CK_C_SignFinal)(CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_SignRecoverInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                      CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_SignRecover)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                                  CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_VerifyInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                 CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_Verify)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                             CK_BYTE_PTR signature, CK_ULONG signature_bytes);
typedef CK_RV (*CK_C_VerifyUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);
typedef CK_RV (*CK_C_VerifyFinal)(CK_SESSION_HANDLE session, CK_BYTE_PTR signature,
                                  CK_ULONG signature_bytes);
typedef CK_RV (*CK_C_VerifyRecoverInit)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                        CK_OBJECT_HANDLE key);
typedef CK_RV (*CK_C_VerifyRecover)(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
                                    CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DigestEncryptUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in,
                                          CK_ULONG in_bytes, CK_BYTE_PTR out,
                                          CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DecryptDigestUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in,
                                          CK_ULONG in_bytes, CK_BYTE_PTR out,
                                          CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_SignEncryptUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in,
                                        CK_ULONG in_bytes, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_DecryptVerifyUpdate)(CK_SESSION_HANDLE session, CK_BYTE_PTR in,
                                          CK_ULONG in_bytes, CK_BYTE_PTR out,
                                          CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_GenerateKey)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                  CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                                  CK_OBJECT_HANDLE_PTR key);
typedef CK_RV (*CK_C_GenerateKeyPair)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                      CK_ATTRIBUTE_PTR of_public, CK_ULONG public_count,
                                      CK_ATTRIBUTE_PTR of_private, CK_ULONG private_count,
                                      CK_OBJECT_HANDLE_PTR public_key,
                                      CK_OBJECT_HANDLE_PTR private_key);
typedef CK_RV (*CK_C_WrapKey)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                              CK_OBJECT_HANDLE wrapping_key, CK_OBJECT_HANDLE key, CK_BYTE_PTR out,
                              CK_ULONG_PTR out_bytes);
typedef CK_RV (*CK_C_UnwrapKey)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                CK_OBJECT_HANDLE unwrapping_key, CK_BYTE_PTR in, CK_ULONG in_bytes,
                                CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                                CK_OBJECT_HANDLE_PTR key);
typedef CK_RV (*CK_C_DeriveKey)(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
                                CK_OBJECT_HANDLE base, CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                                CK_OBJECT_HANDLE_PTR key);
typedef CK_RV (*CK_C_SeedRandom)(CK_SESSION_HANDLE session, CK_BYTE_PTR seed, CK_ULONG seed_bytes);
typedef CK_RV (*CK_C_GenerateRandom)(CK_SESSION_HANDLE session, CK_BYTE_PTR out,
                                     CK_ULONG out_bytes);
typedef CK_RV (*CK_C_GetFunctionStatus)(CK_SESSION_HANDLE session);
typedef CK_RV (*CK_C_CancelFunction)(CK_SESSION_HANDLE session);
typedef CK_RV (*CK_C_WaitForSlotEvent)(CK_FLAGS flags, CK_SLOT_ID_PTR slot, CK_VOID_PTR reserved);

/* What this library does not have is NULL. */
typedef struct CK_FUNCTION_LIST {
    CK_VERSION version;
    CK_C_Initialize C_Initialize;
    CK_C_Finalize C_Finalize;
    CK_C_GetInfo C_GetInfo;
    CK_C_GetFunctionList C_GetFunctionList;
    CK_C_GetSlotList C_GetSlotList;
    CK_C_GetSlotInfo C_GetSlotInfo;
    CK_C_GetTokenInfo C_GetTokenInfo;
    CK_C_GetMechanismList C_GetMechanismList;
    CK_C_GetMechanismInfo C_GetMechanismInfo;
    CK_C_InitToken C_InitToken;
    CK_C_InitPIN C_InitPIN;
    CK_C_SetPIN C_SetPIN;
    CK_C_OpenSession C_OpenSession;
    CK_C_CloseSession C_CloseSession;
    CK_C_CloseAllSessions C_CloseAllSessions;
    CK_C_GetSessionInfo C_GetSessionInfo;
    CK_C_GetOperationState C_GetOperationState;
    CK_C_SetOperationState C_SetOperationState;
    CK_C_Login C_Login;
    CK_C_Logout C_Logout;
    CK_C_CreateObject C_CreateObject;
    CK_C_CopyObject C_CopyObject;
    CK_C_DestroyObject C_DestroyObject;
    CK_C_GetObjectSize C_GetObjectSize;
    CK_C_GetAttributeValue C_GetAttributeValue;
    CK_C_SetAttributeValue C_SetAttributeValue;
    CK_C_FindObjectsInit C_FindObjectsInit;
    CK_C_FindObjects C_FindObjects;
    CK_C_FindObjectsFinal C_FindObjectsFinal;
    CK_C_EncryptInit C_EncryptInit;
    CK_C_Encrypt C_Encrypt;
    CK_C_EncryptUpdate C_EncryptUpdate;
    CK_C_EncryptFinal C_EncryptFinal;
    CK_C_DecryptInit C_DecryptInit;
    CK_C_Decrypt C_Decrypt;
    CK_C_DecryptUpdate C_DecryptUpdate;
    CK_C_DecryptFinal C_DecryptFinal;
    CK_C_DigestInit C_DigestInit;
    CK_C_Digest C_Digest;
    CK_C_DigestUpdate C_DigestUpdate;
    CK_C_DigestKey C_DigestKey;
    CK_C_DigestFinal C_DigestFinal;
    CK_C_SignInit C_SignInit;
    CK_C_Sign C_Sign;
    CK_C_SignUpdate C_SignUpdate;
    CK_C_SignFinal C_SignFinal;
    CK_C_SignRecoverInit C_SignRecoverInit;
    CK_C_SignRecover C_SignRecover;
    CK_C_VerifyInit C_VerifyInit;
    CK_C_Verify C_Verify;
    CK_C_VerifyUpdate C_VerifyUpdate;
    CK_C_VerifyFinal C_VerifyFinal;
    CK_C_VerifyRecoverInit C_VerifyRecoverInit;
    CK_C_VerifyRecover C_VerifyRecover;
    CK_C_DigestEncryptUpdate C_DigestEncryptUpdate;
    CK_C_DecryptDigestUpdate C_DecryptDigestUpdate;
    CK_C_SignEncryptUpdate C_SignEncryptUpdate;
    CK_C_DecryptVerifyUpdate C_DecryptVerifyUpdate;
    CK_C_GenerateKey C_GenerateKey;
    CK_C_GenerateKeyPair C_GenerateKeyPair;
    CK_C_WrapKey C_WrapKey;
    CK_C_UnwrapKey C_UnwrapKey;
    CK_C_DeriveKey C_DeriveKey;
    CK_C_SeedRandom C_SeedRandom;
    CK_C_GenerateRandom C_GenerateRandom;
    CK_C_GetFunctionStatus C_GetFunctionStatus;
    CK_C_CancelFunction C_CancelFunction;
    CK_C_WaitForSlotEvent C_WaitForSlotEvent;
} CK_FUNCTION_LIST;
typedef CK_FUNCTION_LIST CK_PTR CK_FUNCTION_LIST_PTR;
typedef CK_FUNCTION_LIST_PTR CK_PTR CK_FUNCTION_LIST_PTR_PTR;

#endif
