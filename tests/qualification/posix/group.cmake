# SPDX-License-Identifier: MIT
qualification_add_group(posix LIBS posix)
