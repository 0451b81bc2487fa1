/* SPDX-License-Identifier: MIT */
/* The job's signature over all of a file, wherever the file is. */
#ifndef OTA_CHECK_H
#define OTA_CHECK_H

#include "ota_flash.h"

typedef bool (*ota_check_read)(void *context, uint32_t offset, void *to, uint32_t length);

/* kOTA_Err_None: the file is the one that the certificate of its job has signed. */
OTA_Err_t ota_check_file(const struct ota_signers *signers, const OTA_FileContext_t *file,
                         ota_check_read read, void *context, uint8_t *scratch,
                         uint32_t scratch_bytes);

#endif
