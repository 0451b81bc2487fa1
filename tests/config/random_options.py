#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Configurations drawn at random that keep the rules compile without a warning.

Usage: random_options.py [--count N] [--seed S]
       random_options.py --seed S --write FOLDER      FreeRTOSConfig.h of a program that can run (linked/); says
                                                      which heap it needs

One configuration is one seed: a failure prints it, and `--count 1 --seed S` tries it again. The compilers take
turns, and each module is one translation unit with its neighbours (compat/source_tree).
"""
import argparse
import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import options

SOURCES = [*sorted(str(path.relative_to(options.ROOT)) for path in (options.ROOT / "compat/source_tree").glob("*.c")),
           "kernel/heap/heap_4.c"]
PORTS = {"gcc": ["arch/armv7m/port.c"], "host-gcc": [], "clang": ["arch/sim/port.c"]}

SWITCHES = """
    configUSE_PREEMPTION configUSE_TIME_SLICING configIDLE_SHOULD_YIELD configUSE_IDLE_HOOK configUSE_TICK_HOOK
    configUSE_PORT_OPTIMISED_TASK_SELECTION configUSE_MUTEXES configUSE_RECURSIVE_MUTEXES
    configUSE_COUNTING_SEMAPHORES configUSE_QUEUE_SETS configUSE_TASK_NOTIFICATIONS configUSE_EVENT_GROUPS
    configUSE_STREAM_BUFFERS configUSE_SB_COMPLETED_CALLBACK configUSE_TIMERS configUSE_DAEMON_TASK_STARTUP_HOOK configUSE_CO_ROUTINES
    configSUPPORT_DYNAMIC_ALLOCATION configSUPPORT_STATIC_ALLOCATION configKERNEL_PROVIDED_STATIC_MEMORY
    configAPPLICATION_ALLOCATED_HEAP configSTACK_ALLOCATION_FROM_SEPARATE_HEAP configENABLE_HEAP_PROTECTOR
    configHEAP_GUARDS configHEAP_CLEAR_MEMORY_ON_FREE configUSE_MALLOC_FAILED_HOOK configARM_ERRATUM_837070
    configCHECK_HANDLER_INSTALLATION configRECORD_STACK_HIGH_ADDRESS configUSE_TRACE_FACILITY
    configGENERATE_RUN_TIME_STATS configUSE_APPLICATION_TASK_TAG configUSE_CMSIS_RTOS2 configUSE_POSIX_ERRNO
    configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES configUSE_MINI_LIST_ITEM configENABLE_BACKWARD_COMPATIBILITY
    INCLUDE_vTaskPrioritySet INCLUDE_uxTaskPriorityGet INCLUDE_vTaskDelete INCLUDE_vTaskSuspend
    INCLUDE_xTaskResumeFromISR INCLUDE_xTaskDelayUntil INCLUDE_vTaskDelay INCLUDE_xTaskGetSchedulerState
    INCLUDE_xTaskGetCurrentTaskHandle INCLUDE_uxTaskGetStackHighWaterMark INCLUDE_uxTaskGetStackHighWaterMark2
    INCLUDE_xTaskGetIdleTaskHandle INCLUDE_eTaskGetState INCLUDE_xTimerPendFunctionCall INCLUDE_xTaskAbortDelay
    INCLUDE_xTaskGetHandle INCLUDE_xQueueGetMutexHolder""".split()

VALUES = {
    "configMAX_PRIORITIES": ["1", "2", "32", "33", "255", "((UBaseType_t)7)"],
    "configMAX_TASK_NAME_LEN": ["1", "16", "255"],
    "configTASK_NOTIFICATION_ARRAY_ENTRIES": ["1", "3", "255"],
    "configNUM_THREAD_LOCAL_STORAGE_POINTERS": ["0", "5", "255"],
    "configQUEUE_REGISTRY_SIZE": ["0U", "1", "10"],
    "configCHECK_FOR_STACK_OVERFLOW": ["0", "1", "2"],
    "configUSE_STATS_FORMATTING_FUNCTIONS": ["0", "1"],
    "configUSE_TICKLESS_IDLE": ["0", "1", "2"],
    "configTICK_TYPE_WIDTH_IN_BITS": [f"TICK_TYPE_WIDTH_{bits}_BITS" for bits in (16, 32, 64)],
    "configINITIAL_TICK_COUNT": ["0", "((TickType_t)-20)"],
    "configTICK_RATE_HZ": ["1", "1000", "((TickType_t)1000)", "1000000"],
    "configTIMER_TASK_PRIORITY": ["0", "(configMAX_PRIORITIES - 1)"],
    "configTIMER_QUEUE_LENGTH": ["1", "65535"],
    "configMESSAGE_BUFFER_LENGTH_TYPE": ["size_t", "uint8_t", "uint16_t"],
    "configRUN_TIME_COUNTER_TYPE": ["uint32_t", "uint64_t"],
    "configSTACK_DEPTH_TYPE": ["StackType_t", "uint16_t", "size_t"],
}


def draw(seed):
    """Options that may stand together."""
    dice = random.Random(seed)
    drawn = {name: str(dice.getrandbits(1)) for name in SWITCHES}
    drawn.update({name: dice.choice(values) for name, values in VALUES.items()})
    if drawn["configUSE_MUTEXES"] == "0":
        drawn["configUSE_RECURSIVE_MUTEXES"] = "0"
    if drawn["configSUPPORT_STATIC_ALLOCATION"] == "0":
        drawn["configSUPPORT_DYNAMIC_ALLOCATION"] = "1"
    if drawn["configSUPPORT_DYNAMIC_ALLOCATION"] == "0":
        drawn["configUSE_CO_ROUTINES"] = "0"
    if drawn["configUSE_TASK_NOTIFICATIONS"] == "0":
        drawn["configUSE_STREAM_BUFFERS"] = "0"
    if drawn["configUSE_TIMERS"] == "0":
        drawn["configUSE_DAEMON_TASK_STARTUP_HOOK"] = "0"
        drawn["INCLUDE_xTimerPendFunctionCall"] = "0"
    if drawn["configUSE_TICKLESS_IDLE"] != "0":
        drawn["INCLUDE_vTaskSuspend"] = "1"
    if drawn["configUSE_TICKLESS_IDLE"] == "2":
        drawn["portSUPPRESS_TICKS_AND_SLEEP(ticks)"] = "((void)(ticks))"
    if drawn["configGENERATE_RUN_TIME_STATS"] == "1":
        drawn["portGET_RUN_TIME_COUNTER_VALUE()"] = "0U"
    if dice.getrandbits(1):
        drawn["configASSERT"] = None
    return drawn


def draw_to_run(seed):
    """Options for linked/, which has tasks of priority 0 that are not to wait for the idle task, and no small heap."""
    drawn = draw(seed)
    drawn["configTOTAL_HEAP_SIZE"] = "(4 * 1024 * 1024)"
    if "0" in (drawn["configUSE_TIME_SLICING"], drawn["configTIMER_TASK_PRIORITY"]) or drawn["configMAX_PRIORITIES"] == "1":
        drawn["configIDLE_SHOULD_YIELD"] = "1"
    return drawn


def write(seed, folder):
    drawn = draw_to_run(seed)
    text = options.configuration(drawn)
    path = folder / "FreeRTOSConfig.h"
    if not path.exists() or path.read_text() != text:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if drawn["configSUPPORT_DYNAMIC_ALLOCATION"] == "1":
        print("heap_4")


def try_one(seed):
    compiler = list(options.COMPILERS)[seed % len(options.COMPILERS)]
    drawn = draw(seed)
    sources = SOURCES + PORTS[compiler]
    if drawn["configSUPPORT_DYNAMIC_ALLOCATION"] == "0":
        sources = [source for source in sources if "heap" not in source]
    said = ""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "FreeRTOSConfig.h").write_text(options.configuration(drawn))
        for source in sources:
            said += options.compile_with(compiler, folder, source, *options.WARNINGS)
    return f"seed {seed}, {compiler}:\n{said}" if said else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    if arguments.write:
        write(arguments.seed, arguments.write)
        return 0
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    with ThreadPoolExecutor(max_workers=2) as pool:
        problems = [problem for problem in pool.map(try_one, seeds) if problem]
    for problem in problems:
        print(problem)
    print(f"{arguments.count} configurations from seed {arguments.seed}, {len(problems)} do not compile clean")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
