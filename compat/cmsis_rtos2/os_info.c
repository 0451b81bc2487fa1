/* SPDX-License-Identifier: MIT */
/* Name and versions. A file of its own: `kernel` is a name of the API here. */
#include "cmsis_os2.h"

#include "FreeRTOS.h"
#include "task.h"

/* mmnnnrrrr */
#define VERSION(major, minor, revision)                                                            \
    ((uint32_t)(major)*10000000u + (uint32_t)(minor)*10000u + (uint32_t)(revision))

osStatus_t osKernelGetInfo(osVersion_t *version, char *id_buf, uint32_t id_size)
{
    static const char name[] = "Dunlin " tskKERNEL_VERSION_NUMBER;

    if (version != NULL) {
        version->api = VERSION(2, 1, 3);
        version->kernel =
            VERSION(tskKERNEL_VERSION_MAJOR, tskKERNEL_VERSION_MINOR, tskKERNEL_VERSION_BUILD);
    }
    if (id_buf != NULL && id_size != 0) {
        uint32_t i = 0;
        for (; i + 1u < id_size && name[i] != '\0'; i++) {
            id_buf[i] = name[i];
        }
        id_buf[i] = '\0';
    }
    return osOK;
}
