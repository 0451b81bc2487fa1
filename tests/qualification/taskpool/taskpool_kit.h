/* SPDX-License-Identifier: MIT */
/* A pool for a case, four jobs, and who ran in which order. The pool's threads run before the
 * runner or after it, so that what has happened is certain at each line of a case. */
#ifndef TASKPOOL_KIT_H
#define TASKPOOL_KIT_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "iot_taskpool.h"
#include "qualification.h"

#define JOBS             4u
#define AT_ONCE          (tskIDLE_PRIORITY + 5u) /* before the runner goes on */
#define LATER            (tskIDLE_PRIORITY + 1u) /* when the runner waits */
#define SUCCESS          IOT_TASKPOOL_SUCCESS
#define POOL_STACK_BYTES ((uint32_t)(qualificationTASK_STACK_WORDS * sizeof(StackType_t)))

extern IotTaskPool_t taskpool; /* of the case, or NULL */
extern IotTaskPoolJob_t taskpool_job[JOBS];
extern IotTaskPoolJobStorage_t taskpool_memory[JOBS];

/* A pool, and the jobs a to d. Those below `held` keep their thread until taskpool_release().
 * @return False, and a failure: there is none. */
bool taskpool_given(uint32_t least, uint32_t most, UBaseType_t priority, unsigned held);

/* End one of the jobs that hold. */
void taskpool_release(void);

/* Who ran since the last call: a letter for each job, in order. */
const char *taskpool_ran(void);
#define EXPECT_RAN(names) EXPECT(strcmp(taskpool_ran(), (names)) == 0)

/* Schedule a job, which must be taken. */
void taskpool_schedule(unsigned index);

/* What a job's state is. */
IotTaskPoolJobStatus_t taskpool_status(unsigned index);

/* Threads more than when the case began. The idle task has freed those that have ended. */
int taskpool_threads(void);

/* Note a letter; from any task. */
void taskpool_note(char name);

/* Let the idle task free what has ended. */
void taskpool_settle(void);

void taskpool_set_up(void);
void taskpool_tear_down(void);

/* Cases of the other files. */
void taskpool_threads_grow(void);
void taskpool_threads_end(void);
void taskpool_set_max_threads(void);
void taskpool_urgent_thread(void);
void taskpool_deferred_at_its_time(void);
void taskpool_deferred_in_order(void);
void taskpool_deferred_again(void);
void taskpool_recycle(void);
void taskpool_destroy(void);
void taskpool_without_memory(void);

#endif
