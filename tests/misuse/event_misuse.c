/* SPDX-License-Identifier: MIT */
/* event_groups.h */
#include "misuse.h"

#define TOP     ((EventBits_t)1 << (sizeof(EventBits_t) * 8u - 1u))
#define FOREIGN ((EventGroupHandle_t)(void *)v.queue)

MISUSE(BOTH, IN_TASK, "xEventGroupCreateStatic", xEventGroupCreateStatic(NULL) == NULL);
MISUSE(BOTH, IN_TASK, "xEventGroupGetStaticBuffer",
       xEventGroupGetStaticBuffer(v.group, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "xEventGroupGetStaticBuffer",
       xEventGroupGetStaticBuffer(NULL, NULL) == pdFALSE);
MISUSE(BOTH, IN_TASK, "vEventGroupDelete", DONE(vEventGroupDelete(NULL)));
MISUSE(BOTH, IN_TASK, "vEventGroupDelete", DONE(vEventGroupDelete(v.dead_group)));
MISUSE(BOTH, IN_TASK, "vEventGroupDelete", DONE(vEventGroupDelete(FOREIGN)));
MISUSE(ASSERTS, IN_ISR, "vEventGroupDelete", DONE(vEventGroupDelete(v.group)));
MISUSE(BOTH, IN_TASK, "xEventGroupSetBits", xEventGroupSetBits(NULL, 1) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupSetBits", DONE(xEventGroupSetBits(v.dead_group, 1)));
MISUSE(ASSERTS, IN_TASK, "xEventGroupSetBits", xEventGroupSetBits(FOREIGN, 1) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupSetBits", DONE(xEventGroupSetBits(v.group, TOP)));
MISUSE(BOTH, IN_ISR, "xEventGroupSetBits", DONE(xEventGroupSetBits(v.group, 1)));
MISUSE(BOTH, IN_TASK, "xEventGroupClearBits", xEventGroupClearBits(NULL, 1) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupClearBits", xEventGroupClearBits(v.dead_group, 1) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupClearBits", DONE(xEventGroupClearBits(v.group, TOP)));
MISUSE(BOTH, IN_ISR, "xEventGroupClearBits", DONE(xEventGroupClearBits(v.group, 1)));
MISUSE(BOTH, IN_TASK, "xEventGroupClearBits", xEventGroupGetBits(NULL) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupWaitBits",
       xEventGroupWaitBits(NULL, 1, pdFALSE, pdFALSE, 0) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.dead_group, 1, pdFALSE, pdFALSE, 3) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.group, 0, pdFALSE, pdFALSE, 0) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.group, TOP, pdFALSE, pdFALSE, 0) == 0);
MISUSE(BOTH, SUSPENDED, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.group, 1, pdFALSE, pdFALSE, 3) == 0);
MISUSE(BOTH, SUSPENDED, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.group, 1, pdFALSE, pdFALSE, portMAX_DELAY) == 0);
MISUSE(BOTH, IN_ISR, "xEventGroupWaitBits",
       xEventGroupWaitBits(v.group, 1, pdFALSE, pdFALSE, 3) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupSync", xEventGroupSync(NULL, 1, 3, 0) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupSync", xEventGroupSync(v.dead_group, 1, 3, 0) == 0);
MISUSE(BOTH, IN_TASK, "xEventGroupSync", DONE(xEventGroupSync(v.group, 1, 0, 0)));
MISUSE(BOTH, IN_TASK, "xEventGroupSync", DONE(xEventGroupSync(v.group, TOP, 3, 0)));
MISUSE(BOTH, SUSPENDED, "xEventGroupSync", xEventGroupSync(v.group, 1, 3, 3) == 1);
MISUSE(BOTH, IN_ISR, "xEventGroupSync", DONE(xEventGroupSync(v.group, 1, 3, 3)));
MISUSE(BOTH, IN_ISR, "xEventGroupGetBitsFromISR", xEventGroupGetBitsFromISR(NULL) == 0);
MISUSE(BOTH, IN_ISR, "xEventGroupSetBitsFromISR",
       xEventGroupSetBitsFromISR(NULL, 1, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xEventGroupSetBitsFromISR",
       xEventGroupSetBitsFromISR(v.dead_group, 1, NULL) == pdFAIL);
MISUSE(BOTH, IN_ISR, "xEventGroupClearBitsFromISR", xEventGroupClearBitsFromISR(NULL, 1) == pdFAIL);
MISUSE(NEVER, IN_TASK, "", uxEventGroupGetNumber(NULL) == 0);
MISUSE(NEVER, IN_TASK, "", DONE(vEventGroupSetNumber(NULL, 1)));
