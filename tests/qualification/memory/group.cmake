# SPDX-License-Identifier: MIT
qualification_add_group(memory)
