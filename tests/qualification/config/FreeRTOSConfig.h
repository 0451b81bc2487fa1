/* SPDX-License-Identifier: MIT */
/* Profile "tls", the hooks that cases borrow (framework/include/qualification_hooks.h), and a tick
 * count that wraps soon after the start. */
#ifndef QUALIFICATION_FREERTOS_CONFIG_H
#define QUALIFICATION_FREERTOS_CONFIG_H

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#ifdef __cplusplus
extern "C" {
#endif
__attribute__((noreturn)) void qualification_assert(const char *expression, const char *file,
                                                    int line);
#ifdef __cplusplus
}
#endif

#undef configASSERT
#define configASSERT(condition)                                                                    \
    ((condition) ? (void)0 : qualification_assert(#condition, __FILE__, __LINE__))

#undef configUSE_IDLE_HOOK
#define configUSE_IDLE_HOOK 1
#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK 1

/* POSIX: an errno for each task. */
#undef configUSE_POSIX_ERRNO
#define configUSE_POSIX_ERRNO 1

#define configINITIAL_TICK_COUNT ((TickType_t)-1000) /* ticks before the wrap */

/* The console, 0-terminated text. */
#define configPRINT_STRING(text) board_console_write((text), strlen(text))

/* Stacks in words: of the task that runs the cases, of a task that a case makes, and of one that
 * uses a connection, with TLS where that is here. */
#ifdef DUNLIN_BOARD_IS_SMALL /* little memory, and a processor with small frames */
#define qualificationSTACK_WORDS                                                                   \
    (testrunnerFULL_GREENGRASS_ENABLED || testrunnerFULL_CRYPTO_ENABLED       ? 768                \
     : testrunnerFULL_PKCS11_ENABLED || testrunnerFULL_SHADOW_ENABLED         ? 640                \
     : testrunnerFULL_MQTT_LIBRARY_ENABLED || testrunnerFULL_DEFENDER_ENABLED ? 288                \
     : testrunnerFULL_MQTT_ENABLED                                            ? 480                \
                                                                              : 512)
#define qualificationP11_RSA          0
#define qualificationP11_TASKS        0 /* beside the runner's that sign */
#define qualificationTASK_STACK_WORDS 128
#define qualificationLINK_STACK_WORDS 320
/* The MQTT agent: one subscription, short messages. core_mqtt_agent_config.h and iot_config.h have
 * what is not read with this file. */
#define mqttconfigMQTT_TASK_STACK_DEPTH                  448
#define mqttconfigRX_BUFFER_SIZE                         128
#define mqttconfigSUBSCRIPTION_MANAGER_MAX_SUBSCRIPTIONS 1
#define mqttconfigSUBSCRIPTION_MANAGER_MAX_TOPIC_LENGTH  32
#define bufferpoolconfigNUM_BUFFERS                      2
#define bufferpoolconfigBUFFER_SIZE                      32
#undef configSTDOUT_BYTES
#define configSTDOUT_BYTES 0 /* nobody prints by stdio, which takes 436 bytes of the heap */
#undef configMINIMAL_STACK_SIZE
#define configMINIMAL_STACK_SIZE 64 /* words, of the idle task, which runs a hook */
#else
#define qualificationSTACK_WORDS        2048
#define qualificationTASK_STACK_WORDS   (configMINIMAL_STACK_SIZE + 256)
#define mqttconfigMQTT_TASK_STACK_DEPTH 2048 /* TLS in the agent's task */
#define qualificationLINK_STACK_WORDS   1536
#endif

/* On a board that says how much heap it has, it is here all that an image leaves: heap_5. */
#ifdef DUNLIN_BOARD_HEAP_BYTES
#ifdef __cplusplus
extern "C" {
#endif
extern char __heap_start[], __heap_end[]; /* linker template */
#ifdef __cplusplus
}
#endif
#undef configTOTAL_HEAP_SIZE
#define configTOTAL_HEAP_SIZE ((size_t)(__heap_end - __heap_start)) /* bytes */
#endif

#endif
