/* SPDX-License-Identifier: MIT */
/** The version of an application in 32 bits, which compare as the version does. */
#ifndef AWS_APPVERSION32_H
#define AWS_APPVERSION32_H

#include <stdint.h>

typedef struct {
    union {
        struct version {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
            uint8_t ucMajor;
            uint8_t ucMinor;
            uint16_t usBuild;
#else
            uint16_t usBuild;
            uint8_t ucMinor;
            uint8_t ucMajor;
#endif
        } x;
        uint32_t ulVersion32;
        int32_t lVersion32;
    } u;
} AppVersion32_t;

/** The application's own; it defines it. */
extern const AppVersion32_t xAppFirmwareVersion;

#endif
