# SPDX-License-Identifier: MIT
qualification_add_group(kernel)
include(${CMAKE_CURRENT_LIST_DIR}/parts.cmake)
