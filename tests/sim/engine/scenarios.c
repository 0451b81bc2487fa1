/* SPDX-License-Identifier: MIT */
/* All scenarios there are. */
#include "engine.h"

#define ALL(each)                                                                                  \
    each(queue_tasks) each(queue_isr) each(queue_peek) each(semaphore_timeout) each(semaphore_isr) \
        each(deadline) each(time_slices) each(mutex_exclusion) each(mutex_inheritance)             \
            each(event_sync) each(event_bits) each(notify_isr) each(notify_count) each(timers)     \
                each(pended_calls) each(stream_bytes) each(message_whole) each(create_delete)      \
                    each(suspend_resume) each(delay_until) each(priority_change)                   \
                        each(static_objects) each(scheduler_suspended) each(heap_failure)          \
                            each(abort_delay) each(heap_blocks) each(pool_blocks) each(long_waits) \
                                each(mqtt_agent) each(wifi_turns) each(sockets_modem)              \
                                    each(posix_cond) each(posix_queue)

#define DECLARE(name) extern const struct scenario scenario_##name;
#define ADDRESS(name) &scenario_##name,

/* clang-format off */
ALL(DECLARE)

const struct scenario *const scenarios[] = {ALL(ADDRESS) NULL};
/* clang-format on */
