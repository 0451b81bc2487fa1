# SPDX-License-Identifier: MIT
# Writes OUT, a header with the commit of ROOT, if it changed.
execute_process(COMMAND git -C ${ROOT} describe --always --abbrev=12 --dirty --exclude=*
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(commit "no-commit")
endif()
set(text "/* SPDX-License-Identifier: MIT */\n#define DUNLIN_COMMIT \"${commit}\"\n")
set(old "")
if(EXISTS ${OUT})
    file(READ ${OUT} old)
endif()
if(NOT old STREQUAL text)
    file(WRITE ${OUT} "${text}")
endif()
