# SPDX-License-Identifier: MIT
qualification_add_group(defender LIBS qualification_mqtt_kit afr201906_defender)
