# SPDX-License-Identifier: MIT
# cmake -D NM=<nm> -D ARCHIVES=<a|b> -D KERNEL=<archive> -D OUTPUT=<file> -P keep.cmake: the functions that archives define, as
# options by which the linker keeps them; of the kernel those that every program calls: a task that waits, the scheduler.
string(REPLACE "|" ";" ARCHIVES "${ARCHIVES}")
execute_process(COMMAND "${NM}" --defined-only --extern-only --format=posix ${ARCHIVES}
                OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "[^\n ]+ T [^\n]*" lines "${text}")
execute_process(COMMAND "${NM}" --defined-only --extern-only --format=posix "${KERNEL}"
                OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "(xTaskCreate|vTaskDelay|vTaskStartScheduler) T [^\n]*" calls "${text}")
list(APPEND lines ${calls})
list(TRANSFORM lines REPLACE "^([^ ]+) T .*" "-Wl,-u,\\1")
list(REMOVE_DUPLICATES lines)
list(SORT lines)
list(JOIN lines "\n" text)
file(WRITE "${OUTPUT}" "${text}\n")
