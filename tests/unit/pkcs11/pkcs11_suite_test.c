/* SPDX-License-Identifier: MIT */
/* The suite that is also run against SoftHSM (tests/pkcs11), on the token itself. */
#include "pkcs11_kit.h"
#include "pkcs11_suite.h"

int main(void)
{
    CK_FUNCTION_LIST_PTR functions;

    kit_token_new();
    (void)C_GetFunctionList(&functions);
    pkcs11_suite(functions, "0000");
    return 0;
}
