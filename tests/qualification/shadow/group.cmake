# SPDX-License-Identifier: MIT
qualification_add_group(shadow LIBS qualification_mqtt_kit afr201906_shadow)
