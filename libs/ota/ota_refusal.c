/* SPDX-License-Identifier: MIT */
/* Apart from the checks, so that a bootloader that prints numbers does not carry the words. */
#include "ota_image.h"

const char *ota_refusal_text(ota_refusal_t refusal)
{
    static const char *const texts[OTA_REFUSED_COUNT] = {
        [OTA_REFUSED_NOT] = "none",
        [OTA_REFUSED_MAGIC] = "magic",
        [OTA_REFUSED_FLAG] = "flag",
        [OTA_REFUSED_SIZE] = "size",
        [OTA_REFUSED_ADDRESS] = "address",
        [OTA_REFUSED_HARDWARE_ID] = "hardware id",
        [OTA_REFUSED_COUNTER] = "counter",
        [OTA_REFUSED_DOWNGRADE] = "downgrade",
        [OTA_REFUSED_SAME_VERSION] = "same version",
        [OTA_REFUSED_SIGNATURE_TYPE] = "signature type",
        [OTA_REFUSED_SIGNATURE] = "signature",
        [OTA_REFUSED_FLASH] = "flash",
        [OTA_REFUSED_CRYPTO] = "crypto",
        [OTA_REFUSED_SELF_TEST] = "self-test",
        [OTA_REFUSED_REJECTED] = "rejected",
        [OTA_REFUSED_TIMEOUT] = "timeout",
        [OTA_REFUSED_CANCELLED] = "cancelled",
    };
    return (unsigned)refusal < OTA_REFUSED_COUNT ? texts[refusal] : "unknown";
}
