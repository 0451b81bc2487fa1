/* SPDX-License-Identifier: MIT */
/* The suite of tests/unit/pkcs11 on modules as programs load them.
 *
 *     pkcs11_module suite MODULE PIN            the suite
 *     pkcs11_module cross MODULE PIN OTHER PIN  what one signs, the other verifies
 */
#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_keys.h"
#include "pkcs11_suite.h"
#include "test.h"

#define KEYS 2

struct module {
    CK_FUNCTION_LIST_PTR functions;
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE private[KEYS], public[KEYS];
};

static const struct {
    CK_MECHANISM_TYPE type;
    CK_ULONG signature_bytes;
} mechanisms[KEYS] = {{CKM_ECDSA, 64}, {CKM_RSA_PKCS, 256}};

static CK_FUNCTION_LIST_PTR load(const char *path)
{
    CK_FUNCTION_LIST_PTR functions = NULL;
    CK_C_GetFunctionList get_list = NULL;
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *symbol = library != NULL ? dlsym(library, "C_GetFunctionList") : NULL;

    if (symbol == NULL) {
        printf("%s\n", dlerror());
        exit(1);
    }
    memcpy(&get_list, &symbol, sizeof get_list);
    CHECK_EQ(get_list(&functions), CKR_OK);
    CHECK_EQ(functions->version.major, 2);
    CHECK_EQ(get_list(NULL), CKR_ARGUMENTS_BAD);
    return functions;
}

static void open_module(struct module *module, const char *path, const char *pin)
{
    module->functions = load(path);
    CHECK_EQ(module->functions->C_Initialize(NULL), CKR_OK);
    module->session = suite_session(module->functions, pin);
    CK_FUNCTION_LIST_PTR f = module->functions;
    module->private[0] = suite_ec_private(f, module->session, "cross ec private");
    module->public[0] = suite_ec_public(f, module->session, "cross ec public");
    module->private[1] = suite_rsa(f, module->session, "cross rsa private", CKO_PRIVATE_KEY);
    module->public[1] = suite_rsa(f, module->session, "cross rsa public", CKO_PUBLIC_KEY);
}

static void close_module(const struct module *module)
{
    CK_FUNCTION_LIST_PTR f = module->functions;
    for (size_t i = 0; i < KEYS; i++) {
        CHECK_EQ(f->C_DestroyObject(module->session, module->private[i]), CKR_OK);
        CHECK_EQ(f->C_DestroyObject(module->session, module->public[i]), CKR_OK);
    }
    CHECK_EQ(f->C_Finalize(NULL), CKR_OK);
}

static void sign_and_verify(const struct module *signer, const struct module *verifier)
{
    CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH], signature[256];

    suite_digest_info(info);
    for (size_t i = 0; i < KEYS; i++) {
        CK_MECHANISM mechanism = {mechanisms[i].type, NULL, 0};
        CK_BYTE_PTR in = i == 0 ? (CK_BYTE_PTR)message_digest : info;
        CK_ULONG in_bytes = i == 0 ? sizeof message_digest : sizeof info;
        CK_ULONG bytes = sizeof signature;
        CK_FUNCTION_LIST_PTR f = signer->functions;
        CHECK_EQ(f->C_SignInit(signer->session, &mechanism, signer->private[i]), CKR_OK);
        CHECK_EQ(f->C_Sign(signer->session, in, in_bytes, signature, &bytes), CKR_OK);
        CHECK_EQ(bytes, mechanisms[i].signature_bytes);
        f = verifier->functions;
        CHECK_EQ(f->C_VerifyInit(verifier->session, &mechanism, verifier->public[i]), CKR_OK);
        CHECK_EQ(f->C_Verify(verifier->session, in, in_bytes, signature, bytes), CKR_OK);
    }
}

static void cross(char **arguments)
{
    struct module one, other;

    open_module(&one, arguments[0], arguments[1]);
    open_module(&other, arguments[2], arguments[3]);
    sign_and_verify(&one, &other);
    sign_and_verify(&other, &one);
    close_module(&one);
    close_module(&other);
    printf("ok what_one_signs_the_other_verifies\n");
}

/* Does the function list refuse to copy and to wrap? NULL is a refusal, too. */
static void copies_are_refused_or_as_sensitive(CK_FUNCTION_LIST_PTR f, const char *pin)
{
    CK_BYTE value[64];
    CK_ATTRIBUTE ask = {CKA_VALUE, value, sizeof value};
    CK_OBJECT_HANDLE copy = CK_INVALID_HANDLE;
    CK_MECHANISM wrap = {CKM_AES_KEY_WRAP, NULL, 0};
    CK_ULONG bytes = sizeof value;
    char copied[] = "copy";
    CK_ATTRIBUTE label = {CKA_LABEL, copied, sizeof copied - 1};

    CHECK_EQ(f->C_Initialize(NULL), CKR_OK);
    CK_SESSION_HANDLE session = suite_session(f, pin);
    CK_OBJECT_HANDLE key = suite_ec_private(f, session, "not to be copied");
    if (f->C_CopyObject != NULL && f->C_CopyObject(session, key, &label, 1, &copy) == CKR_OK) {
        CHECK_EQ(f->C_GetAttributeValue(session, copy, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
        CHECK_EQ(f->C_DestroyObject(session, copy), CKR_OK);
    }
    if (f->C_WrapKey != NULL) {
        CHECK_EQ(f->C_WrapKey(session, &wrap, key, key, value, &bytes) != CKR_OK, true);
    }
    CHECK_EQ(f->C_DestroyObject(session, key), CKR_OK);
    CHECK_EQ(f->C_Finalize(NULL), CKR_OK);
}

/* A message given in parts has the signature of the whole. */
static void parts_are_signed_as_a_whole(CK_FUNCTION_LIST_PTR f, const char *pin)
{
    static const char message[] = "what is signed in two parts";
    static CK_OBJECT_CLASS class = CKO_SECRET_KEY;
    static CK_KEY_TYPE type = CKK_SHA256_HMAC;
    static CK_BBOOL yes = CK_TRUE;
    CK_BYTE key_bytes[32] = {1, 2, 3}, whole[32], parts[32];
    CK_MECHANISM hmac = {CKM_SHA256_HMAC, NULL, 0};
    CK_ULONG bytes = sizeof whole;
    CK_OBJECT_HANDLE key;
    char name[] = "parts";
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, &class, sizeof class},
        {CKA_KEY_TYPE, &type, sizeof type},
        {CKA_LABEL, name, sizeof name - 1},
        {CKA_TOKEN, &yes, sizeof yes},
        {CKA_SIGN, &yes, sizeof yes},
        {CKA_VERIFY, &yes, sizeof yes},
        {CKA_VALUE, key_bytes, sizeof key_bytes},
    };

    CHECK_EQ(f->C_Initialize(NULL), CKR_OK);
    CK_SESSION_HANDLE session = suite_session(f, pin);
    CHECK_EQ(f->C_CreateObject(session, template, 7, &key), CKR_OK);
    CHECK_EQ(f->C_SignUpdate(session, (CK_BYTE_PTR)message, 4), CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_SignInit(session, &hmac, key), CKR_OK);
    CHECK_EQ(f->C_Sign(session, (CK_BYTE_PTR)message, 27, whole, &bytes), CKR_OK);
    CHECK_EQ(f->C_SignInit(session, &hmac, key), CKR_OK);
    CHECK_EQ(f->C_SignUpdate(session, (CK_BYTE_PTR)message, 4), CKR_OK);
    CHECK_EQ(f->C_SignUpdate(session, (CK_BYTE_PTR)message + 4, 23), CKR_OK);
    bytes = 8;
    CHECK_EQ(f->C_SignFinal(session, parts, &bytes), CKR_BUFFER_TOO_SMALL);
    CHECK_EQ(f->C_SignFinal(session, parts, &bytes), CKR_OK);
    CHECK_EQ(memcmp(whole, parts, sizeof whole), 0);
    CHECK_EQ(f->C_VerifyInit(session, &hmac, key), CKR_OK);
    CHECK_EQ(f->C_VerifyUpdate(session, (CK_BYTE_PTR)message, 20), CKR_OK);
    CHECK_EQ(f->C_VerifyUpdate(session, (CK_BYTE_PTR)message + 20, 7), CKR_OK);
    CHECK_EQ(f->C_VerifyFinal(session, parts, sizeof parts), CKR_OK);
    CHECK_EQ(f->C_DestroyObject(session, key), CKR_OK);
    CHECK_EQ(f->C_Finalize(NULL), CKR_OK);
}

int main(int count, char **arguments)
{
    if (count == 4 && strcmp(arguments[1], "suite") == 0) {
        CK_FUNCTION_LIST_PTR functions = load(arguments[2]);
        pkcs11_suite(functions, arguments[3]);
        copies_are_refused_or_as_sensitive(functions, arguments[3]);
        printf("ok copies_are_refused_or_as_sensitive\n");
        parts_are_signed_as_a_whole(functions, arguments[3]);
        printf("ok parts_are_signed_as_a_whole\n");
    } else if (count == 6 && strcmp(arguments[1], "cross") == 0) {
        cross(arguments + 2);
    } else {
        printf("usage: pkcs11_module suite MODULE PIN | cross MODULE PIN OTHER PIN\n");
        return 2;
    }
    return 0;
}
