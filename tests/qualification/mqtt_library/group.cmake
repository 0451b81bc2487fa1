# SPDX-License-Identifier: MIT
qualification_add_group(mqtt_library LIBS qualification_mqtt_kit afr201906_mqtt)
