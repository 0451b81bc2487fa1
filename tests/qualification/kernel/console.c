/* SPDX-License-Identifier: MIT */
/* The console: whoever listens judges these lines (docs/design/qualification.md, "CHECK").
 *
 *      CHECK <number> <of> <CRC-32 of the text, hexadecimal> <text>
 */
#include "kernel_cases.h"

#include <string.h>

#include "board.h"

#define LONGEST 200u

static uint32_t crc32_of(const char *text, size_t length)
{
    uint32_t crc = UINT32_MAX;

    for (size_t i = 0; i < length; i++) {
        crc ^= (uint8_t)text[i];
        for (unsigned bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1u)));
        }
    }
    return ~crc;
}

static void print_checked(unsigned number, unsigned of, size_t length)
{
    static char line[32 + LONGEST];
    char *text = line + sizeof "CHECK n m 01234567 " - 1;

    for (size_t i = 0; i < length; i++) {
        text[i] = (char)('!' + (i * 7u + number * 31u) % 93u);
    }
    memcpy(line, "CHECK n m ", 10);
    line[6] = (char)('0' + number);
    line[8] = (char)('0' + of);
    uint32_t crc = crc32_of(text, length);
    for (unsigned i = 0; i < 8; i++) {
        line[10 + i] = "0123456789abcdef"[crc >> (28u - 4u * i) & 0xFu];
    }
    line[18] = ' ';
    text[length] = '\n';
    text[length + 1] = '\0';
    configPRINT_STRING(line);
}

void kernel_console_prints_whole_lines(void)
{
    static const size_t lengths[] = {1, 45, 108, 109, LONGEST};

    configPRINT_STRING("\n");
    for (unsigned i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        print_checked(i + 1u, sizeof lengths / sizeof lengths[0], lengths[i]);
    }
}
