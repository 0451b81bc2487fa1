/* SPDX-License-Identifier: MIT */
/* What the test must find fault with: a bootloader without a second look. Whether the image runs is
 * one decision, that of ota_image_check(), and its entry address is there for whoever asks. Linked
 * in front of the real boot_entry(). */
#include "boot.h"

uint32_t __wrap_boot_entry(struct boot *boot, const struct boot_choice *choice);

uint32_t __wrap_boot_entry(struct boot *boot, const struct boot_choice *choice)
{
    return choice->slot < OTA_SLOTS ? boot->checked.image.exec : 0;
}
