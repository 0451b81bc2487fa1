/* SPDX-License-Identifier: MIT */
/** What the token asks of its storage: named objects that survive a reboot. libs/pkcs11_pal keeps
 * them in flash; a port to a secure element implements these functions instead.
 *
 * All are called by one task at a time.
 */
#ifndef CORE_PKCS11_PAL_H
#define CORE_PKCS11_PAL_H

#include "pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Make the storage ready. Called by C_Initialize.
 *
 * @return CKR_OK, or what C_Initialize is to return.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_RV PKCS11_PAL_Initialize(void);

/**
 * Store an object, in the place of the one with the same label if there is one. Where two kinds of
 * objects shall have one label, the first byte of the data tells the kinds apart.
 *
 * @param pxLabel     pValue and ulValueLen are the label.
 * @param pucData     `ulDataSize` bytes.
 * @param ulDataSize  1 or more.
 * @return A handle, 1 .. 32, or 0 when it could not be stored.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_OBJECT_HANDLE PKCS11_PAL_SaveObject(CK_ATTRIBUTE_PTR pxLabel, CK_BYTE_PTR pucData,
                                       CK_ULONG ulDataSize);

/**
 * Remove an object; nothing of it may stay readable.
 *
 * @param xHandle  From PKCS11_PAL_SaveObject or PKCS11_PAL_FindObject.
 * @return CKR_OK, CKR_OBJECT_HANDLE_INVALID or CKR_DEVICE_ERROR.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_RV PKCS11_PAL_DestroyObject(CK_OBJECT_HANDLE xHandle);

/**
 * Look an object up.
 *
 * @param pxLabel   `usLength` bytes; a terminator at the end is not counted.
 * @param usLength  1 or more.
 * @return Its handle, or 0 when there is none.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_OBJECT_HANDLE PKCS11_PAL_FindObject(CK_BYTE_PTR pxLabel, CK_ULONG usLength);

/**
 * The next object. Storage that cannot count its objects links lib_pkcs11_known, whose looks for
 * the labels of core_pkcs11_config_defaults.h.
 *
 * @param xHandle  0 to begin with, then the last one.
 * @return A larger handle, or 0 when there is none.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_OBJECT_HANDLE PKCS11_PAL_NextObject(CK_OBJECT_HANDLE xHandle);

/**
 * Read an object.
 *
 * @param xHandle           Any.
 * @param[out] ppucData     The bytes; to be given to PKCS11_PAL_GetObjectValueCleanup.
 * @param[out] pulDataSize  How many.
 * @param[out] pIsPrivate   CK_TRUE: they hold a secret.
 * @return CKR_OK, CKR_KEY_HANDLE_INVALID, CKR_HOST_MEMORY or CKR_DEVICE_ERROR.
 *
 * Context: task.  Blocks: as the storage does.
 */
CK_RV PKCS11_PAL_GetObjectValue(CK_OBJECT_HANDLE xHandle, CK_BYTE_PTR *ppucData,
                                CK_ULONG_PTR pulDataSize, CK_BBOOL *pIsPrivate);

/**
 * Wipe and release what PKCS11_PAL_GetObjectValue gave. May be called by several tasks at a time.
 *
 * @param pucData     From there; NULL is allowed.
 * @param ulDataSize  From there.
 *
 * Context: task.  Blocks: never.
 */
void PKCS11_PAL_GetObjectValueCleanup(CK_BYTE_PTR pucData, CK_ULONG ulDataSize);

#ifdef __cplusplus
}
#endif

#endif
