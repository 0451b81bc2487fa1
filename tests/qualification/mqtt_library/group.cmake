# SPDX-License-Identifier: MIT
qualification_add_group(mqtt_library LIBS afr201906_mqtt)
