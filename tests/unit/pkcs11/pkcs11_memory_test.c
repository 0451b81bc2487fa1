/* SPDX-License-Identifier: MIT */
/* A core_pkcs11_config.h that brings memory of its own: the helpers are compiled with it. */
#include <stdlib.h>

#include "pkcs11_kit.h"
#include "test.h"

static unsigned taken, given_back;
static bool is_full;

void *application_malloc(size_t bytes)
{
    taken++;
    return is_full ? NULL : malloc(bytes);
}

void application_free(void *memory)
{
    given_back++;
    free(memory);
}

static void the_list_of_slots_is_in_the_applications_memory(void)
{
    CK_SLOT_ID *slots = NULL;
    CK_ULONG count = 0;

    kit_begin();
    size_t used = tls_host.used;
    CHECK_EQ(xGetSlotList(&slots, &count), CKR_OK);
    CHECK_EQ(count == 1 && slots[0] == 1, true);
    CHECK_EQ(taken, 1);
    CHECK_EQ(tls_host.used, used);
    PKCS11_FREE(slots);
    CHECK_EQ(given_back, 1);

    is_full = true;
    CHECK_EQ(xGetSlotList(&slots, &count), CKR_HOST_MEMORY);
}

int main(void)
{
    RUN(the_list_of_slots_is_in_the_applications_memory);
    (void)C_Finalize(NULL);
    return 0;
}
