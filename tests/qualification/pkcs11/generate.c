/* SPDX-License-Identifier: MIT */
/* Key pairs made in the token, and several tasks that use one. */
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "cases.h"
#include "p11.h"
#include "p11_keys.h"

#define POINT_BYTES 67u /* OCTET STRING, 0x04, x, y */
#define SIGNATURES  3u

/* Beside the runner's. */
#ifndef qualificationP11_TASKS
#define qualificationP11_TASKS 2u
#endif
#ifndef qualificationP11_TASK_WORDS
#define qualificationP11_TASK_WORDS 1024u
#endif
#define WAIT_MS 60000u

static void read_point(CK_OBJECT_HANDLE key, CK_BYTE point[POINT_BYTES])
{
    CK_ATTRIBUTE ask = {CKA_EC_POINT, point, POINT_BYTES};

    memset(point, 0, POINT_BYTES);
    EXPECT_OK(p11->C_GetAttributeValue(p11_session, key, &ask, 1));
    EXPECT_EQUAL(ask.ulValueLen, POINT_BYTES);
    EXPECT_BYTES(point, "\x04\x41\x04", 3);
}

/* With this key, by this one: the digest of p11_keys.h. */
static void expect_pair(CK_OBJECT_HANDLE public_key, CK_OBJECT_HANDLE private_key)
{
    CK_BYTE signature[P11_SIGNATURE_BYTES];
    CK_ULONG bytes = sizeof signature;

    REQUIRE_OK(p11_sign(p11_session, CKM_ECDSA, private_key, p11_digest, sizeof p11_digest,
                        signature, &bytes));
    EXPECT_OK(p11_verify(p11_session, CKM_ECDSA, public_key, p11_digest, sizeof p11_digest,
                         signature, bytes));
    signature[7] ^= 0x10u;
    EXPECT_EQUAL(p11_verify(p11_session, CKM_ECDSA, public_key, p11_digest, sizeof p11_digest,
                            signature, bytes),
                 CKR_SIGNATURE_INVALID);
}

/* The public part, as anybody gets it, verifies: it is stored again as a key of its own. */
void p11_generated_key_pair_signs_and_verifies(void)
{
    CK_OBJECT_HANDLE public_key, private_key, copy = CK_INVALID_HANDLE;
    CK_BYTE point[POINT_BYTES];
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_public), P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
        P11_TEXT(CKA_LABEL, P11_LABEL_OTHER),   P11_VALUE(CKA_TOKEN, p11_yes),
        P11_BYTES(CKA_EC_PARAMS, p11_curve),    P11_BYTES(CKA_EC_POINT, point),
    };

    REQUIRE_OK(p11_generate(P11_LABEL, &public_key, &private_key));
    EXPECT(p11_find(P11_LABEL, CKO_PUBLIC_KEY) == public_key);
    EXPECT(p11_find(P11_LABEL, CKO_PRIVATE_KEY) == private_key);
    p11_expect_truth(private_key, CKA_LOCAL, CK_TRUE);
    expect_pair(public_key, private_key);
    read_point(public_key, point);
    REQUIRE_OK(p11->C_CreateObject(p11_session, template, P11_COUNT(template), &copy));
    expect_pair(copy, private_key);
    qualification_measure("heap.low", (long long)xPortGetMinimumEverFreeHeapSize(), "bytes");
    qualification_measure("stack.free",
                          (long long)(uxTaskGetStackHighWaterMark(NULL) * sizeof(StackType_t)),
                          "bytes");
}

void p11_generated_key_pairs_differ(void)
{
    CK_OBJECT_HANDLE public_key, private_key, other_public, other_private;
    CK_BYTE point[POINT_BYTES], other[POINT_BYTES], signature[P11_SIGNATURE_BYTES];
    CK_ULONG bytes = sizeof signature;

    REQUIRE_OK(p11_generate(P11_LABEL, &public_key, &private_key));
    REQUIRE_OK(p11_generate(P11_LABEL_OTHER, &other_public, &other_private));
    read_point(public_key, point);
    read_point(other_public, other);
    EXPECT(memcmp(point, other, sizeof point) != 0);
    REQUIRE_OK(p11_sign(p11_session, CKM_ECDSA, other_private, p11_digest, sizeof p11_digest,
                        signature, &bytes));
    EXPECT_EQUAL(p11_verify(p11_session, CKM_ECDSA, public_key, p11_digest, sizeof p11_digest,
                            signature, bytes),
                 CKR_SIGNATURE_INVALID);
}

void p11_generate_refuses_bad_arguments(void)
{
    CK_MECHANISM ec = {CKM_EC_KEY_PAIR_GEN, NULL, 0}, none = {CKM_ECDSA, NULL, 0};
    CK_ATTRIBUTE of_public[] = {P11_TEXT(CKA_LABEL, P11_LABEL),
                                P11_BYTES(CKA_EC_PARAMS, p11_curve)};
    CK_ATTRIBUTE of_private[] = {P11_TEXT(CKA_LABEL, P11_LABEL)};
    CK_OBJECT_HANDLE public_key, private_key;

    EXPECT_EQUAL(p11->C_GenerateKeyPair(p11_session, NULL, of_public, 2, of_private, 1, &public_key,
                                        &private_key),
                 CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(
        p11->C_GenerateKeyPair(p11_session, &ec, NULL, 2, of_private, 1, &public_key, &private_key),
        CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(
        p11->C_GenerateKeyPair(p11_session, &ec, of_public, 2, of_private, 1, NULL, &private_key),
        CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GenerateKeyPair(p11_session, &none, of_public, 2, of_private, 1,
                                        &public_key, &private_key),
                 CKR_MECHANISM_INVALID);
    EXPECT_EQUAL(p11->C_GenerateKeyPair(p11_session, &ec, of_public, 1, of_private, 1, &public_key,
                                        &private_key),
                 CKR_TEMPLATE_INCOMPLETE);
    EXPECT(p11_find(P11_LABEL, CKO_PRIVATE_KEY) == CK_INVALID_HANDLE);
    EXPECT(p11_find(P11_LABEL, CKO_PUBLIC_KEY) == CK_INVALID_HANDLE);
}

void p11_generated_keys_outlive_finalize(void)
{
    CK_BYTE before[POINT_BYTES], after[POINT_BYTES];
    CK_OBJECT_HANDLE public_key, private_key;

    REQUIRE_OK(p11_generate(P11_LABEL, &public_key, &private_key));
    read_point(public_key, before);
    REQUIRE_OK(p11->C_Finalize(NULL));
    p11_set_up();
    public_key = p11_find(P11_LABEL, CKO_PUBLIC_KEY);
    private_key = p11_find(P11_LABEL, CKO_PRIVATE_KEY);
    REQUIRE(public_key != CK_INVALID_HANDLE && private_key != CK_INVALID_HANDLE);
    read_point(public_key, after);
    EXPECT_BYTES(after, before, sizeof after);
    expect_pair(public_key, private_key);
}

/* ---- Several tasks ---- */

static struct {
    CK_OBJECT_HANDLE public_key, private_key;
    SemaphoreHandle_t finished;
    StaticSemaphore_t memory;
    volatile unsigned wrong; /* each task adds under the scheduler's lock */
} work;

/* Each task signs a digest of its own, so that one mixed up with another's is found. */
static unsigned sign_and_verify(CK_BYTE own)
{
    CK_BYTE signature[P11_SIGNATURE_BYTES], digest[P11_DIGEST_BYTES];
    CK_SESSION_HANDLE session;
    unsigned wrong = 0;

    if (p11->C_OpenSession(p11_slot(), CKF_SERIAL_SESSION, NULL, NULL, &session) != CKR_OK) {
        return 1;
    }
    for (CK_BYTE i = 0; i < SIGNATURES; i++) {
        const CK_BYTE text[] = {own, i};
        CK_ULONG bytes = sizeof signature;

        wrong += p11_digest_of(session, text, sizeof text, digest) != CKR_OK;
        wrong += p11_sign(session, CKM_ECDSA, work.private_key, digest, sizeof digest, signature,
                          &bytes) != CKR_OK;
        wrong += p11_verify(session, CKM_ECDSA, work.public_key, digest, sizeof digest, signature,
                            bytes) != CKR_OK;
    }
    return wrong + (p11->C_CloseSession(session) != CKR_OK);
}

static void sign_in_a_task(void *own)
{
    const unsigned wrong = sign_and_verify((CK_BYTE)(uintptr_t)own);

    vTaskSuspendAll();
    work.wrong = work.wrong + wrong;
    (void)xTaskResumeAll();
    (void)xSemaphoreGive(work.finished);
    vTaskDelete(NULL);
}

void p11_several_tasks_sign_at_once(void)
{
    const unsigned tasks = qualificationP11_TASKS;
    unsigned started = 0;

    if (tasks == 0) {
        qualification_ignore(
            "qualificationP11_TASKS is 0: a second task that signs does not fit in RAM");
        return;
    }
    REQUIRE_OK(p11_generate(P11_LABEL, &work.public_key, &work.private_key));
    work.finished = xSemaphoreCreateCountingStatic(tasks, 0, &work.memory);
    work.wrong = 0;
    while (started < tasks && xTaskCreate(sign_in_a_task, "signer", qualificationP11_TASK_WORDS,
                                          (void *)(uintptr_t)(started + 1u),
                                          uxTaskPriorityGet(NULL), NULL) == pdPASS) {
        started++;
    }
    EXPECT_EQUAL(started, tasks);
    EXPECT_EQUAL(sign_and_verify(0), 0);
    for (unsigned i = 0; i < started; i++) {
        REQUIRE(xSemaphoreTake(work.finished, pdMS_TO_TICKS(WAIT_MS)) == pdTRUE);
    }
    EXPECT_EQUAL(work.wrong, 0);
    vTaskDelay(2); /* the idle task gives their stacks back */
}
