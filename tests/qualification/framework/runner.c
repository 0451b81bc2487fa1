/* SPDX-License-Identifier: MIT */
/* The image `aws_tests`: the groups that config/aws_test_runner_config.h enables, one after
 * another. */
#include "FreeRTOS.h"
#include "task.h"

#include "aws_test_runner_config.h"
#include "board.h"
#include "qualification.h"
#include "qualification_parameters.h"
#include "qualification_report.h"

#define GROUP(enabled, id) extern const struct qualification_group qualification_##id;
#include "groups.h"
#undef GROUP

/* Options are values: what is 0 is folded away, and its group is not linked. */
#define GROUP(enabled, id)                                                                         \
    if (enabled) {                                                                                 \
        qualification_run(&qualification_##id);                                                    \
    }

static void run_groups(void *unused)
{
    (void)unused;
    if (qualification_parameters.start_delay_ms != 0) {
        vTaskDelay(pdMS_TO_TICKS(qualification_parameters.start_delay_ms));
    }
    qualification_begin();
#include "groups.h"
    qualification_finish();
    board_exit(0);
    vTaskDelete(NULL);
}

/* Where memory is little, the heap is all that the image leaves. */
static void give_heap(void)
{
#ifdef DUNLIN_BOARD_HEAP_BYTES
    const HeapRegion_t regions[] = {{(uint8_t *)__heap_start, configTOTAL_HEAP_SIZE}, {NULL, 0}};

    vPortDefineHeapRegions(regions);
#endif
}

int main(void)
{
    static StackType_t stack[qualificationSTACK_WORDS];
    static StaticTask_t task;

    board_init();
    give_heap();
    (void)xTaskCreateStatic(run_groups, "RunTests_task", qualificationSTACK_WORDS, NULL,
                            tskIDLE_PRIORITY + 3u, stack, &task);
    vTaskStartScheduler();
    return 1;
}
