/* SPDX-License-Identifier: MIT */
/* What is the token's own: its limits, its storage, its secrets. */
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_keys.h"
#include "pkcs11_kit.h"
#include "pkcs11_port.h"
#include "pkcs11_suite.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define VALUE(value) &(value), sizeof(value)
#define BYTES(value) ((void *)(value)), sizeof(value)
#define TEXT(value)  ((void *)(value)), strlen(value)
#define SIGNATURES   10
#define WINDOW       8u

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;

static void the_list_has_24_functions_and_itself(void)
{
    size_t there = 0;
    kit_begin();
    const unsigned char *entry = (const unsigned char *)&kit_functions->C_Initialize;
    for (; entry < (const unsigned char *)(kit_functions + 1);
         entry += sizeof kit_functions->C_Initialize) {
        void (*function)(void);
        memcpy(&function, entry, sizeof function);
        there += function != NULL;
    }
    CHECK_EQ(there, 25);
    CHECK_EQ(kit_functions->C_CopyObject == NULL && kit_functions->C_WrapKey == NULL &&
                 kit_functions->C_DeriveKey == NULL,
             true);
}

static void ten_sessions_are_open_and_a_closed_handle_stays_closed(void)
{
    CK_SESSION_HANDLE sessions[pkcs11configMAX_SESSIONS + 1], again;

    kit_begin();
    for (size_t i = 1; i < pkcs11configMAX_SESSIONS; i++) {
        CHECK_EQ(C_OpenSession(1, CKF_SERIAL_SESSION, NULL, NULL, &sessions[i]), CKR_OK);
    }
    CHECK_EQ(C_OpenSession(1, CKF_SERIAL_SESSION, NULL, NULL, &again), CKR_SESSION_COUNT);
    CHECK_EQ(C_CloseSession(sessions[3]), CKR_OK);
    CHECK_EQ(C_OpenSession(1, CKF_SERIAL_SESSION, NULL, NULL, &again), CKR_OK);
    CHECK_EQ(again != sessions[3], true);
    CHECK_EQ(C_CloseSession(sessions[3]), CKR_SESSION_HANDLE_INVALID);
    CHECK_EQ(C_CloseSession(again), CKR_OK);
}

static void wishes_that_a_token_does_not_fulfil_are_refused(void)
{
    static CK_OBJECT_CLASS private = CKO_PRIVATE_KEY, public = CKO_PUBLIC_KEY, data = CKO_DATA;
    static CK_KEY_TYPE ec = CKK_EC, rsa = CKK_RSA;
    static CK_BYTE p256[] = pkcs11DER_ENCODED_OID_P256,
                   p384[] = {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22};
    static const CK_BYTE zeros[32],
        ones[32] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    static const char long_label[] = "a label of thirty-three characters";
    CK_ATTRIBUTE good[] = {{CKA_CLASS, VALUE(private)},   {CKA_KEY_TYPE, VALUE(ec)},
                           {CKA_LABEL, TEXT("key")},      {CKA_EC_PARAMS, VALUE(p256)},
                           {CKA_VALUE, BYTES(ec_secret)}, {CKA_TOKEN, VALUE(yes)}};
    CK_BYTE off_curve[67];
    const struct {
        size_t at;
        CK_ATTRIBUTE instead;
        CK_RV result;
    } cases[] = {
        {5, {CKA_TOKEN, VALUE(no)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {5, {CKA_SENSITIVE, VALUE(no)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {5, {CKA_EXTRACTABLE, VALUE(yes)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {0, {CKA_CLASS, VALUE(data)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {0, {CKA_ID, NULL, 0}, CKR_TEMPLATE_INCOMPLETE},
        {1, {CKA_ID, NULL, 0}, CKR_TEMPLATE_INCOMPLETE},
        {1, {CKA_KEY_TYPE, VALUE(rsa)}, CKR_TEMPLATE_INCOMPLETE},
        {2, {CKA_ID, NULL, 0}, CKR_TEMPLATE_INCOMPLETE},
        {2, {CKA_LABEL, TEXT(long_label)}, CKR_DATA_LEN_RANGE},
        {5, {CKA_ID, TEXT(long_label)}, CKR_DATA_LEN_RANGE},
        {3, {CKA_ID, NULL, 0}, CKR_TEMPLATE_INCOMPLETE},
        {3, {CKA_EC_PARAMS, VALUE(p384)}, CKR_CURVE_NOT_SUPPORTED},
        {4, {CKA_ID, NULL, 0}, CKR_TEMPLATE_INCOMPLETE},
        {4, {CKA_VALUE, BYTES(zeros)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {4, {CKA_VALUE, BYTES(ones)}, CKR_ATTRIBUTE_VALUE_INVALID},
        {4, {CKA_VALUE, BYTES(rsa_modulus)}, CKR_ATTRIBUTE_VALUE_INVALID},
    };
    CK_OBJECT_HANDLE object;

    kit_begin();
    uint64_t before = kit_flash_operations();
    for (size_t i = 0; i < COUNT(cases); i++) {
        CK_ATTRIBUTE template[COUNT(good)];
        memcpy(template, good, sizeof good);
        template[cases[i].at] = cases[i].instead;
        CHECK_EQ(C_CreateObject(kit_session, template, COUNT(template), &object), cases[i].result);
    }
    memcpy(off_curve, ec_point, sizeof off_curve);
    off_curve[66] ^= 1;
    CK_ATTRIBUTE point[] = {{CKA_CLASS, VALUE(public)},
                            {CKA_KEY_TYPE, VALUE(ec)},
                            {CKA_LABEL, TEXT("key")},
                            {CKA_EC_PARAMS, VALUE(p256)},
                            {CKA_EC_POINT, VALUE(off_curve)}};
    CHECK_EQ(C_CreateObject(kit_session, point, COUNT(point), &object),
             CKR_ATTRIBUTE_VALUE_INVALID);
    point[4].ulValueLen = 66;
    CHECK_EQ(C_CreateObject(kit_session, point, COUNT(point), &object),
             CKR_ATTRIBUTE_VALUE_INVALID);
    CK_ATTRIBUTE small[] = {{CKA_CLASS, VALUE(public)},
                            {CKA_KEY_TYPE, VALUE(rsa)},
                            {CKA_LABEL, TEXT("key")},
                            {CKA_MODULUS, (void *)rsa_modulus, 128},
                            {CKA_PUBLIC_EXPONENT, BYTES(rsa_public_exponent)}};
    small[3].pValue = (void *)(rsa_modulus + 128);
    CHECK_EQ(C_CreateObject(kit_session, small, COUNT(small), &object) != CKR_OK, true);
    CHECK_EQ(kit_flash_operations(), before);
    CHECK_EQ(C_CreateObject(kit_session, good, COUNT(good), &object), CKR_OK);
}

static void a_key_signs_only_what_it_is_for(void)
{
    static CK_OBJECT_CLASS private = CKO_PRIVATE_KEY;
    static CK_KEY_TYPE ec = CKK_EC;
    static CK_BYTE p256[] = pkcs11DER_ENCODED_OID_P256;
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0}, rsa = {CKM_RSA_PKCS, NULL, 0};
    CK_MECHANISM sha = {CKM_SHA256, NULL, 0};
    CK_ATTRIBUTE template[] = {{CKA_CLASS, VALUE(private)},   {CKA_KEY_TYPE, VALUE(ec)},
                               {CKA_LABEL, TEXT("no sign")},  {CKA_EC_PARAMS, VALUE(p256)},
                               {CKA_VALUE, BYTES(ec_secret)}, {CKA_SIGN, VALUE(no)}};
    CK_BYTE signature[256];
    CK_ULONG bytes = sizeof signature;
    CK_OBJECT_HANDLE key, public, not_for_signing;

    kit_begin();
    key = suite_ec_private(kit_functions, kit_session, "key");
    public = suite_ec_public(kit_functions, kit_session, "key");
    CHECK_EQ(key != public, true);
    CHECK_EQ(C_CreateObject(kit_session, template, COUNT(template), &not_for_signing), CKR_OK);
    CHECK_EQ(C_SignInit(kit_session, &rsa, key), CKR_KEY_TYPE_INCONSISTENT);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, public), CKR_KEY_TYPE_INCONSISTENT);
    CHECK_EQ(C_VerifyInit(kit_session, &ecdsa, key), CKR_KEY_TYPE_INCONSISTENT);
    CHECK_EQ(C_SignInit(kit_session, &sha, key), CKR_MECHANISM_INVALID);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, 31), CKR_KEY_HANDLE_INVALID);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, 0), CKR_KEY_HANDLE_INVALID);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, not_for_signing), CKR_KEY_FUNCTION_NOT_PERMITTED);
    static const CK_ULONG lengths[] = {0, 1, 31, 33, 65};
    for (size_t i = 0; i < COUNT(lengths); i++) {
        CHECK_EQ(C_SignInit(kit_session, &ecdsa, key), CKR_OK);
        CHECK_EQ(C_Sign(kit_session, (CK_BYTE_PTR)rsa_modulus, lengths[i], signature, &bytes),
                 CKR_DATA_LEN_RANGE);
        CHECK_EQ(C_Sign(kit_session, (CK_BYTE_PTR)rsa_modulus, 32, signature, &bytes),
                 CKR_OPERATION_NOT_INITIALIZED);
        bytes = sizeof signature;
    }
    key = suite_rsa(kit_functions, kit_session, "rsa", CKO_PRIVATE_KEY);
    CHECK_EQ(C_SignInit(kit_session, &rsa, key), CKR_OK);
    CHECK_EQ(C_Sign(kit_session, (CK_BYTE_PTR)rsa_modulus, 246, signature, &bytes),
             CKR_DATA_LEN_RANGE);
}

static void creating_again_replaces_and_writes_only_what_changed(void)
{
    CK_OBJECT_HANDLE key, other, public, private;

    kit_begin();
    key = suite_ec_private(kit_functions, kit_session, "key");
    (void)suite_certificate(kit_functions, kit_session, "key");
    uint64_t before = kit_flash_operations();
    CHECK_EQ(suite_ec_private(kit_functions, kit_session, "key"), key);
    CHECK_EQ(kit_flash_operations(), before);
    CHECK_EQ(kit_generate("public", "key", &public, &private), CKR_OK);
    CHECK_EQ(private, key);
    CHECK_EQ(kit_flash_contains(ec_secret, 16), false);
    other = kit_find("key", CKO_CERTIFICATE);
    CHECK_EQ(other != CK_INVALID_HANDLE && other != key, true);
}

static void a_destroyed_key_ends_what_waits_for_it_and_leaves_the_flash(void)
{
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_BYTE signature[64];
    CK_ULONG bytes = 64;

    kit_begin();
    CK_OBJECT_HANDLE key = suite_ec_private(kit_functions, kit_session, "key");
    CHECK_EQ(kit_flash_contains(ec_secret, 16), true);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, key), CKR_OK);
    CHECK_EQ(C_DestroyObject(kit_session, key), CKR_OK);
    CHECK_EQ(kit_flash_contains(ec_secret, 16), false);
    (void)suite_ec_private(kit_functions, kit_session, "another in its place");
    CHECK_EQ(C_Sign(kit_session, (CK_BYTE_PTR)message_digest, 32, signature, &bytes),
             CKR_OPERATION_NOT_INITIALIZED);
}

static void init_token_empties_it_when_nobody_is_in(void)
{
    CK_UTF8CHAR label[32] = "x";

    kit_begin();
    (void)suite_ec_private(kit_functions, kit_session, "key");
    (void)suite_certificate(kit_functions, kit_session, "certificate");
    CHECK_EQ(C_InitToken(1, NULL, 0, label), CKR_SESSION_EXISTS);
    CHECK_EQ(C_CloseSession(kit_session), CKR_OK);
    CHECK_EQ(C_InitToken(2, NULL, 0, label), CKR_SLOT_ID_INVALID);
    CHECK_EQ(xInitializePkcs11Token(), CKR_OK);
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
    CHECK_EQ(kit_find("key", CKO_PRIVATE_KEY) != CK_INVALID_HANDLE, true);
    CHECK_EQ(C_CloseSession(kit_session), CKR_OK);
    CHECK_EQ(C_InitToken(1, NULL, 0, label), CKR_OK);
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
    CHECK_EQ(kit_find("key", CKO_PRIVATE_KEY), CK_INVALID_HANDLE);
    CHECK_EQ(kit_flash_contains(ec_secret, 16), false);
}

/* Secrets. */

/* Is a part of `secret` here, most or least significant byte first? */
static bool has_part(const uint8_t *bytes, size_t length, const uint8_t *secret,
                     size_t secret_bytes)
{
    for (size_t i = 0; i + WINDOW <= length; i++) {
        for (size_t at = 0; at + WINDOW <= secret_bytes; at += WINDOW) {
            size_t forward = 0, backward = 0;
            while (forward < WINDOW && bytes[i + forward] == secret[at + forward]) {
                forward++;
            }
            while (backward < WINDOW &&
                   bytes[i + backward] == secret[at + WINDOW - 1u - backward]) {
                backward++;
            }
            if (forward == WINDOW || backward == WINDOW) {
                return true;
            }
        }
    }
    return false;
}

static void no_attribute_of_any_number_shows_a_secret(void)
{
    static const CK_ULONG vendor[] = {0x40000211UL, 0x40000600UL, 0x80000000UL, 0x80000011UL,
                                      0xffffffffUL};
    CK_BYTE value[1024];
    CK_OBJECT_HANDLE keys[2];
    unsigned sensitive = 0;

    kit_begin();
    keys[0] = suite_ec_private(kit_functions, kit_session, "ec");
    keys[1] = suite_rsa(kit_functions, kit_session, "rsa", CKO_PRIVATE_KEY);
    for (CK_ULONG type = 0; type < 0x220 + COUNT(vendor); type++) {
        CK_ATTRIBUTE ask = {type < 0x220 ? type : vendor[type - 0x220], VALUE(value)};
        for (size_t i = 0; i < COUNT(keys); i++) {
            memset(value, 0, sizeof value);
            ask.ulValueLen = sizeof value;
            sensitive +=
                C_GetAttributeValue(kit_session, keys[i], &ask, 1) == CKR_ATTRIBUTE_SENSITIVE;
            CHECK_EQ(has_part(value, sizeof value, ec_secret, sizeof ec_secret), false);
            CHECK_EQ(has_part(value, sizeof value, rsa_private_exponent, 256), false);
            CHECK_EQ(has_part(value, sizeof value, rsa_prime_1, 128), false);
        }
    }
    CHECK_EQ(sensitive, 14);
}

/* The port's memory, with a look at what is given back. */
static struct tls_port inner;
static bool released_with_secret;

static void *watched_allocate(size_t count, size_t bytes)
{
    size_t *block = inner.allocate(1, count * bytes + 16u);
    if (block == NULL) {
        return NULL;
    }
    *block = count * bytes;
    return (uint8_t *)block + 16u;
}

static void watched_release(void *memory)
{
    if (memory != NULL) {
        size_t *block = (size_t *)(void *)((uint8_t *)memory - 16u);
        released_with_secret =
            released_with_secret || has_part(memory, *block, ec_secret, sizeof ec_secret) ||
            has_part(memory, *block, rsa_private_exponent, sizeof rsa_private_exponent) ||
            has_part(memory, *block, rsa_prime_1, sizeof rsa_prime_1);
        inner.release(block);
    }
}

static void memory_is_given_back_without_secrets_in_it(void)
{
    CK_MECHANISM rsa = {CKM_RSA_PKCS, NULL, 0};
    CK_BYTE signature[256], info[pkcs11RSA_SIGNATURE_INPUT_LENGTH];
    CK_ULONG bytes = sizeof signature;

    kit_token_new();
    tls_deinit();
    inner = tls_host_port();
    struct tls_port port = inner;
    port.allocate = watched_allocate;
    port.release = watched_release;
    CHECK_EQ(tls_init(&port), TLS_OK);
    released_with_secret = false;
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
    CHECK_EQ(kit_sign(kit_session, suite_ec_private(kit_functions, kit_session, "ec"), signature),
             CKR_OK);
    CHECK_EQ(C_SignInit(kit_session, &rsa,
                        suite_rsa(kit_functions, kit_session, "rsa", CKO_PRIVATE_KEY)),
             CKR_OK);
    suite_digest_info(info);
    CHECK_EQ(C_Sign(kit_session, info, sizeof info, signature, &bytes), CKR_OK);
    CHECK_EQ(released_with_secret, false);
    uint8_t *careless = watched_allocate(1, 40);
    memcpy(careless + 3, ec_secret, sizeof ec_secret);
    watched_release(careless);
    CHECK_EQ(released_with_secret, true); /* the watch would have seen it */
    CHECK_EQ(C_Finalize(NULL), CKR_OK);
    tls_deinit();
}

/* Memory that fails. */

static CK_RV script(void)
{
    static CK_OBJECT_CLASS certificates = CKO_CERTIFICATE;
    CK_ATTRIBUTE by_class = {CKA_CLASS, VALUE(certificates)};
    CK_MECHANISM sha = {CKM_SHA256, NULL, 0};
    CK_BYTE signature[64];
    CK_OBJECT_HANDLE public, private;
    CK_RV result = kit_generate("pair", "pair", &public, &private);

    if (result == CKR_OK) {
        result = kit_sign(kit_session, private, signature);
    }
    if (result == CKR_OK) {
        result = kit_verify(kit_session, public, signature);
    }
    if (result == CKR_OK) {
        result = C_DigestInit(kit_session, &sha);
    }
    if (result == CKR_OK) {
        result = C_FindObjectsInit(kit_session, &by_class, 1);
    }
    return result;
}

static void every_allocation_that_fails_is_reported_and_leaks_nothing(void)
{
    CK_RV result = CKR_HOST_MEMORY;
    unsigned long fail = 1;

    /* One by one at first; then the curve's arithmetic, which asks for memory all the time. */
    for (; result != CKR_OK; fail += fail < 40 ? 1 : 29) {
        kit_begin();
        tls_host.requests = 0;
        tls_host.fail_from = fail;
        result = script();
        tls_host.fail_from = 0;
        CHECK_EQ(result == CKR_OK || result == CKR_HOST_MEMORY, true);
        CHECK_EQ(C_Finalize(NULL), CKR_OK);
        tls_deinit();
        CHECK_EQ(tls_host.used, 0);
    }
    CHECK_EQ(fail > 20, true);
}

/* Tasks. */

static unsigned locks, unlocks, mutexes;
static pthread_mutex_t system_mutex = PTHREAD_MUTEX_INITIALIZER;

static CK_RV create_mutex(CK_VOID_PTR_PTR mutex)
{
    mutexes++;
    *mutex = &system_mutex;
    return CKR_OK;
}

static CK_RV destroy_mutex(CK_VOID_PTR mutex)
{
    CHECK_EQ(mutex == &system_mutex, true);
    mutexes--;
    return CKR_OK;
}

static CK_RV lock_mutex(CK_VOID_PTR mutex)
{
    CHECK_EQ(pthread_mutex_lock(mutex), 0);
    locks++;
    return CKR_OK;
}

static CK_RV unlock_mutex(CK_VOID_PTR mutex)
{
    unlocks++;
    CHECK_EQ(pthread_mutex_unlock(mutex), 0);
    return CKR_OK;
}

static CK_C_INITIALIZE_ARGS mutex_functions = {
    create_mutex, destroy_mutex, lock_mutex, unlock_mutex, 0, NULL};

static void mutexes_are_the_applications_or_the_systems(void)
{
    CK_C_INITIALIZE_ARGS system = {.flags = CKF_OS_LOCKING_OK};
    CK_ULONG count;

    kit_token_new();
    CHECK_EQ(C_Initialize(&system), CKR_CANT_LOCK);
    CHECK_EQ(C_Initialize(&mutex_functions), CKR_OK);
    CHECK_EQ(mutexes, 1);
    CHECK_EQ(C_GetSlotList(CK_TRUE, NULL, &count), CKR_OK);
    CHECK_EQ(locks == 1 && unlocks == 1, true);
    CHECK_EQ(C_Finalize(NULL), CKR_OK);
    CHECK_EQ(mutexes, 0);
    pkcs11_set_mutexes(&mutex_functions);
    CHECK_EQ(C_Initialize(&system), CKR_OK);
    CHECK_EQ(mutexes, 1);
    CHECK_EQ(C_Finalize(NULL), CKR_OK);
    pkcs11_set_mutexes(NULL);
    CHECK_EQ(C_Initialize(&system), CKR_CANT_LOCK);
}

struct task {
    CK_OBJECT_HANDLE private, public;
};

/* Signs and verifies, and asks for the key in between. */
static void *sign_often(void *argument)
{
    const struct task *task = argument;
    CK_SESSION_HANDLE session;
    CK_BYTE signature[64], value[64];

    CHECK_EQ(xInitializePkcs11Session(&session), CKR_OK);
    for (int i = 0; i < SIGNATURES; i++) {
        CK_ATTRIBUTE ask = {CKA_VALUE, VALUE(value)};
        CHECK_EQ(kit_sign(session, task->private, signature), CKR_OK);
        CHECK_EQ(C_GetAttributeValue(session, task->private, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
        CHECK_EQ(kit_verify(session, task->public, signature), CKR_OK);
    }
    CHECK_EQ(C_CloseSession(session), CKR_OK);
    return NULL;
}

static void two_tasks_sign_at_the_same_time(void)
{
    pthread_t threads[2];
    struct task task;

    kit_token_new();
    pkcs11_set_mutexes(&mutex_functions);
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
    task.private = suite_ec_private(kit_functions, kit_session, "key");
    task.public = suite_ec_public(kit_functions, kit_session, "key");
    for (size_t i = 0; i < COUNT(threads); i++) {
        CHECK_EQ(pthread_create(&threads[i], NULL, sign_often, &task), 0);
    }
    for (size_t i = 0; i < COUNT(threads); i++) {
        CHECK_EQ(pthread_join(threads[i], NULL), 0);
    }
    CHECK_EQ(locks, unlocks);
    CHECK_EQ(C_Finalize(NULL), CKR_OK);
    pkcs11_set_mutexes(NULL);
}

int main(void)
{
    RUN(the_list_has_24_functions_and_itself);
    RUN(ten_sessions_are_open_and_a_closed_handle_stays_closed);
    RUN(wishes_that_a_token_does_not_fulfil_are_refused);
    RUN(a_key_signs_only_what_it_is_for);
    RUN(creating_again_replaces_and_writes_only_what_changed);
    RUN(a_destroyed_key_ends_what_waits_for_it_and_leaves_the_flash);
    RUN(init_token_empties_it_when_nobody_is_in);
    RUN(no_attribute_of_any_number_shows_a_secret);
    RUN(memory_is_given_back_without_secrets_in_it);
    RUN(every_allocation_that_fails_is_reported_and_leaks_nothing);
    RUN(mutexes_are_the_applications_or_the_systems);
    RUN(two_tasks_sign_at_the_same_time);
    (void)C_Finalize(NULL);
    return 0;
}
