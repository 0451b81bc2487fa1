/* SPDX-License-Identifier: MIT */
/* Profile "full"; a failed assert goes back to the test that provoked it. */
#ifndef MISUSE_ASSERTS_FREERTOS_CONFIG_H
#define MISUSE_ASSERTS_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#ifdef __cplusplus
extern "C" {
#endif
__attribute__((noreturn)) void misuse_caught(const char *text);
#ifdef __cplusplus
}
#endif

#undef configASSERT
#undef configHEAP_DAMAGE
#define configASSERT(condition) ((condition) ? (void)0 : misuse_caught(#condition))
#define configHEAP_DAMAGE(text) misuse_caught(text)

#endif
