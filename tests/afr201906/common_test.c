/* SPDX-License-Identifier: MIT */
/* Static memory, message buffers, the buffer pool, and the small headers. */
#include <string.h>

#include "aws_appversion32.h"
#include "aws_bufferpool.h"
#include "conformance.h"
#include "iot_atomic.h"
#include "iot_error.h"
#include "iot_init.h"
#include "iot_static_memory.h"

const AppVersion32_t xAppFirmwareVersion = {
    .u.x = {.ucMajor = 1, .ucMinor = 2, .usBuild = 3},
};

static void elements_are_found_once_each_and_come_back_as_zeros(void)
{
    uint32_t pool[3] = {1, 2, 3};
    bool in_use[3] = {false};

    for (int32_t i = 0; i < 3; i++) {
        CHECK_EQ(IotStaticMemory_FindFree(in_use, 3), i);
    }
    CHECK_EQ(IotStaticMemory_FindFree(in_use, 3), -1);
    IotStaticMemory_ReturnInUse(&pool[1], pool, in_use, 3, sizeof pool[0]);
    CHECK(pool[0] == 1 && pool[1] == 0 && pool[2] == 3);
    CHECK(in_use[0] && !in_use[1] && in_use[2]);
    CHECK_EQ(IotStaticMemory_FindFree(in_use, 3), 1);
}

static void what_is_no_element_is_not_given_back(void)
{
    uint32_t pool[4] = {1, 2, 3, 4};
    bool in_use[3] = {true, true, true};

    IotStaticMemory_ReturnInUse(&pool[3], pool, in_use, 3, sizeof pool[0]);
    IotStaticMemory_ReturnInUse((char *)&pool[1] + 1, pool, in_use, 3, sizeof pool[0]);
    IotStaticMemory_ReturnInUse(&pool[0], &pool[1], in_use, 3, sizeof pool[0]);
    IotStaticMemory_ReturnInUse(NULL, pool, in_use, 3, sizeof pool[0]);
    CHECK(pool[0] == 1 && pool[1] == 2 && pool[3] == 4);
    CHECK(in_use[0] && in_use[1] && in_use[2]);
}

static void message_buffers_run_out_and_come_back(void)
{
    void *taken[IOT_MESSAGE_BUFFERS];

    CHECK(Iot_MallocMessageBuffer(Iot_MessageBufferSize() + 1) == NULL);
    for (size_t i = 0; i < IOT_MESSAGE_BUFFERS; i++) {
        taken[i] = Iot_MallocMessageBuffer(Iot_MessageBufferSize());
        CHECK(taken[i] != NULL && (uintptr_t)taken[i] % sizeof(uint64_t) == 0);
        memset(taken[i], (int)i, Iot_MessageBufferSize());
    }
    CHECK(Iot_MallocMessageBuffer(1) == NULL);
    CHECK_EQ(((uint8_t *)taken[1])[Iot_MessageBufferSize() - 1], 1);
    Iot_FreeMessageBuffer(taken[2]);
    CHECK(Iot_MallocMessageBuffer(1) == taken[2]);
    for (size_t i = 0; i < IOT_MESSAGE_BUFFERS; i++) {
        Iot_FreeMessageBuffer(taken[i]);
    }
    Iot_FreeMessageBuffer(NULL);
}

static void the_buffer_pool_says_how_large_its_buffers_are(void)
{
    uint8_t *taken[bufferpoolconfigNUM_BUFFERS];
    uint32_t bytes = bufferpoolconfigBUFFER_SIZE + 1;

    CHECK_EQ(BUFFERPOOL_Init(), pdPASS);
    CHECK(BUFFERPOOL_GetFreeBuffer(&bytes) == NULL);
    CHECK_EQ(bytes, bufferpoolconfigBUFFER_SIZE + 1);
    for (size_t i = 0; i < bufferpoolconfigNUM_BUFFERS; i++) {
        bytes = 10;
        taken[i] = BUFFERPOOL_GetFreeBuffer(&bytes);
        CHECK(taken[i] != NULL && bytes == bufferpoolconfigBUFFER_SIZE);
    }
    bytes = 10;
    CHECK(BUFFERPOOL_GetFreeBuffer(&bytes) == NULL && bytes == 10);
    BUFFERPOOL_ReturnBuffer(taken[0]);
    CHECK(BUFFERPOOL_GetFreeBuffer(&bytes) == taken[0]);
    CHECK_EQ(BUFFERPOOL_Init(), pdPASS);
    CHECK(BUFFERPOOL_GetFreeBuffer(&bytes) != NULL);
}

static void versions_compare_as_numbers(void)
{
    CHECK_EQ(xAppFirmwareVersion.u.ulVersion32, 0x01020003);
    CHECK_EQ(sizeof(AppVersion32_t), 4);
}

enum { THING_SUCCESS, THING_BAD_PARAMETER, THING_FAILURE };

static int parameter_checked(int value, unsigned *cleaned)
{
    IOT_FUNCTION_ENTRY(int, THING_SUCCESS);
    IOT_VALIDATE_PARAMETER(THING, value != 1);
    IOT_SET_AND_GOTO_CLEANUP_IF_FALSE(THING_FAILURE, value != 2);
    IOT_GOTO_CLEANUP_IF_FALSE(value != 3);
    if (value == 4) {
        IOT_SET_AND_GOTO_CLEANUP(44);
    }
    if (value == 5) {
        IOT_GOTO_CLEANUP();
    }
    status = 99;
    IOT_FUNCTION_CLEANUP_BEGIN();
    (*cleaned)++;
    IOT_FUNCTION_CLEANUP_END();
}

static bool nothing_to_clean(bool good)
{
    IOT_FUNCTION_ENTRY(bool, true);
    IOT_SET_AND_GOTO_CLEANUP_IF_FALSE(false, good);
    IOT_FUNCTION_EXIT_NO_CLEANUP();
}

static void every_way_out_of_a_function_cleans_up(void)
{
    unsigned cleaned = 0;

    CHECK_EQ(parameter_checked(0, &cleaned), 99);
    CHECK_EQ(parameter_checked(1, &cleaned), THING_BAD_PARAMETER);
    CHECK_EQ(parameter_checked(2, &cleaned), THING_FAILURE);
    CHECK_EQ(parameter_checked(3, &cleaned), THING_SUCCESS);
    CHECK_EQ(parameter_checked(4, &cleaned), 44);
    CHECK_EQ(parameter_checked(5, &cleaned), THING_SUCCESS);
    CHECK_EQ(cleaned, 6);
    CHECK(nothing_to_clean(true) && !nothing_to_clean(false));
}

static void the_libraries_begin_and_end(void)
{
    uint32_t word = 1;

    CHECK(IotSdk_Init());
    CHECK_EQ(Atomic_Add_u32(&word, 2), 1);
    CHECK_EQ(word, 3);
    IotSdk_Cleanup();
}

CONFORMANCE_MAIN("afr201906.common", TEST(elements_are_found_once_each_and_come_back_as_zeros),
                 TEST(what_is_no_element_is_not_given_back),
                 TEST(message_buffers_run_out_and_come_back),
                 TEST(the_buffer_pool_says_how_large_its_buffers_are),
                 TEST(versions_compare_as_numbers), TEST(every_way_out_of_a_function_cleans_up),
                 TEST(the_libraries_begin_and_end))
