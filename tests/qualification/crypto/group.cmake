# SPDX-License-Identifier: MIT
# The signatures are those of the library's own tests.
qualification_add_group(crypto LIBS afr201906_crypto)
if(TARGET dunlin_qualification_crypto)
    target_include_directories(dunlin_qualification_crypto PRIVATE ${DUNLIN_ROOT}/tests/unit/signature)
endif()
