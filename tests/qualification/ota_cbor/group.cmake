# SPDX-License-Identifier: MIT
qualification_add_group(ota_cbor LIBS lib_streams)
