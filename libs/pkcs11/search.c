/* SPDX-License-Identifier: MIT */
/* Objects looked at: their attributes, the search for them, and their end. */
#include <stddef.h>

#include "core_pkcs11_pal.h"
#include "object.h"
#include "token.h"

#define HANDLES 32u /* as many as there are bits in session->found */

CK_RV C_GetAttributeValue(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object,
                          CK_ATTRIBUTE_PTR attributes, CK_ULONG count)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(object_read(object, attributes, count));
}

static CK_RV find(struct session *session, CK_ATTRIBUTE_PTR attributes, CK_ULONG count)
{
    CK_OBJECT_HANDLE at = 0;
    struct object object;

    if (attributes == NULL && count != 0) {
        return CKR_ARGUMENTS_BAD;
    }
    if (session->finding) {
        return CKR_OPERATION_ACTIVE;
    }
    session->found = 0;
    while ((at = PKCS11_PAL_NextObject(at)) != 0 && at <= HANDLES) {
        CK_RV result = object_load(&object, at, CKR_OBJECT_HANDLE_INVALID);
        if (result == CKR_OBJECT_HANDLE_INVALID) {
            continue; /* stored by others */
        }
        if (result != CKR_OK) {
            return result;
        }
        CK_ULONG i = 0;
        while (i < count && object_matches(&object, &attributes[i])) {
            i++;
        }
        object_unload(&object);
        session->found |= (uint32_t)(i == count) << (at - 1u) % HANDLES;
    }
    session->finding = true;
    return CKR_OK;
}

CK_RV C_FindObjectsInit(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR attributes, CK_ULONG count)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(find(session, attributes, count));
}

static CK_RV give_found(struct session *session, CK_OBJECT_HANDLE_PTR objects, CK_ULONG capacity,
                        CK_ULONG_PTR found)
{
    if (!session->finding) {
        return CKR_OPERATION_NOT_INITIALIZED;
    }
    if (objects == NULL || found == NULL || capacity == 0) {
        return CKR_ARGUMENTS_BAD;
    }
    *found = 0;
    while (session->found != 0 && *found < capacity) {
        objects[(*found)++] = (CK_ULONG)__builtin_ctz(session->found) + 1u;
        session->found &= session->found - 1u;
    }
    return CKR_OK;
}

CK_RV C_FindObjects(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE_PTR objects, CK_ULONG capacity,
                    CK_ULONG_PTR found)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(give_found(session, objects, capacity, found));
}

CK_RV C_FindObjectsFinal(CK_SESSION_HANDLE handle)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    result = session->finding ? CKR_OK : CKR_OPERATION_NOT_INITIALIZED;
    session->finding = false;
    return token_leave(result);
}
