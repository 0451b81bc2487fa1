/* SPDX-License-Identifier: MIT */
/* The functions that a desk's programs want beside the 24: a list in which no entry is NULL. */
#ifndef FULL_H
#define FULL_H

#include "pkcs11.h"

/* full.c: what can be done. */
CK_RV full_GetInfo(CK_INFO_PTR info);
CK_RV full_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info);
CK_RV full_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count);
CK_RV full_GetSessionInfo(CK_SESSION_HANDLE session, CK_SESSION_INFO_PTR info);
CK_RV full_CloseAllSessions(CK_SLOT_ID slot);
CK_RV full_Logout(CK_SESSION_HANDLE session);
CK_RV full_Digest(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
                  CK_ULONG_PTR out_bytes);
CK_RV full_SeedRandom(CK_SESSION_HANDLE session, CK_BYTE_PTR seed, CK_ULONG seed_bytes);

/* parts.c */
CK_RV full_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key);
CK_RV full_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key);
CK_RV full_SignUpdate(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);
CK_RV full_VerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes);
CK_RV full_SignFinal(CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes);
CK_RV full_VerifyFinal(CK_SESSION_HANDLE session, CK_BYTE_PTR signature, CK_ULONG signature_bytes);

#endif
