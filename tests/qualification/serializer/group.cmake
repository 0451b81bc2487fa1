# SPDX-License-Identifier: MIT
qualification_add_group(serializer LIBS afr201906_serializer)
