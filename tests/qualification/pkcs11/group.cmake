# SPDX-License-Identifier: MIT
qualification_add_group(pkcs11 LIBS service_device_token service_sockets lib_pkcs11 lib_credentials)
