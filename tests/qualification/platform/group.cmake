# SPDX-License-Identifier: MIT
qualification_add_group(platform LIBS afr201906_platform afr201906_metrics)
