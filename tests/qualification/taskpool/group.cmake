# SPDX-License-Identifier: MIT
qualification_add_group(taskpool LIBS service_taskpool)
