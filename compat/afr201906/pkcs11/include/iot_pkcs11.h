/* SPDX-License-Identifier: MIT */
/** The token by its name of 2019 and 2020: core_pkcs11.h, with what was different then. */
#ifndef IOT_PKCS11_H
#define IOT_PKCS11_H

#include <string.h>

#include "core_pkcs11.h"

/** Since when a handle of an object that is not there has had a name of its own. */
#define pkcs11INVALID_OBJECT_HANDLE ((CK_OBJECT_HANDLE)CK_INVALID_HANDLE)

/**
 * Find an object.
 *
 * @param xSession       Open, not searching.
 * @param pcLabelName    0-terminated. Not NULL.
 * @param xClass         CKO_*.
 * @param[out] pxHandle  The object, or CK_INVALID_HANDLE when there is none.
 * @return CKR_OK also when there is none; else as C_FindObjectsInit.
 *
 * Context: task.  Blocks: as the flash does.
 * Source:  PKCS #11 API reference, 202007.00: four arguments, where core_pkcs11.h has five.
 */
#define xFindObjectWithLabelAndClass(xSession, pcLabelName, xClass, pxHandle)                      \
    (xFindObjectWithLabelAndClass)((xSession), (char *)(pcLabelName),                              \
                                   (CK_ULONG)strlen(pcLabelName), (xClass), (pxHandle))

#endif
