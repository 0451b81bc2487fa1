/* SPDX-License-Identifier: MIT */
/* FreeRTOS's name for tasks, their notifications, the scheduler and what it rests on. */
#include "../../arch/include/always_optimized.h"

#include "../../kernel/src/bits.c"
#include "../../kernel/src/config_check.c"
#include "../../kernel/src/hot.c"
#include "../../kernel/src/line.c"
#include "../../kernel/src/notify.c"
#include "../../kernel/src/run_time.c"
#include "../../kernel/src/sched.c"
#include "../../kernel/src/task.c"
#include "../../kernel/src/task_control.c"
#include "../../kernel/src/task_info.c"
#include "../../kernel/src/task_text.c"
#include "../../kernel/src/tick.c"
#include "../../kernel/src/tickless.c"
#include "../../kernel/src/timeout.c"
#include "../../kernel/src/wait.c"
