/* SPDX-License-Identifier: MIT */
/* One MPU region over the code, everything else as without MPU. Privileged and unprivileged code
 * may read and execute it. ARMv7-M: DDI 0403 B3.5; ARMv8-M: DDI 0553 B11. */
#include "cortex_m.h"

#define CTRL_ON       5u /* with the default map behind the regions */
#define RASR_READONLY (6u << 24)
#define RASR_NORMAL   (6u << 16) /* outer and inner write-back, as the default map has it */
#define RBAR_READONLY (3u << 1)
#define MAIR_NORMAL   0xFFu

void cm_protect_code(uint32_t region, uintptr_t start, uint32_t bytes)
{
    if (!CM_HAS_FAULT_STATUS || CM_MPU_TYPE == 0) {
        return;
    }
    CM_MPU_RNR = region;
    if (CM_IS_V8M) {
        CM_MPU_MAIR = MAIR_NORMAL;
        CM_MPU_RBAR = (uint32_t)start | RBAR_READONLY;
        CM_MPU_RLAR = ((uint32_t)start + bytes - 32u) | 1u;
    } else {
        uint32_t log2 = 31u - (uint32_t)__builtin_clz(bytes);
        CM_MPU_RBAR = (uint32_t)start;
        CM_MPU_RASR = RASR_READONLY | RASR_NORMAL | ((log2 - 1u) << 1) | 1u;
    }
    CM_MPU_CTRL = CTRL_ON;
    cm_barrier();
}
