/* SPDX-License-Identifier: MIT */
/* An image that the bootloader starts: says what the journal holds, and does to it what an agent
 * does.
 *
 *   staged    the other slot holds a new image
 *   accept    this one is valid, the other not; the counter is `accept <n>`
 *   reject    this one is invalid
 *   count <n> the counter of the device
 *   hang      no command is heard any more
 *   end
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "console.h"
#include "ota_board.h"
#include "ota_journal.h"

#define STACK_WORDS 512u
#define LINE_BYTES  64u

static struct ota_journal journal;

/* The one that may run; between two, the one on trial. */
static unsigned running(void)
{
    const uint8_t *flag = journal.record.flag;

    if (flag[0] == OTA_FLAG_PENDING || flag[1] == OTA_FLAG_PENDING) {
        return flag[1] == OTA_FLAG_PENDING;
    }
    return flag[1] == OTA_FLAG_VALID;
}

static void tell(void)
{
    uint8_t head[OTA_IMAGE_HEAD_BYTES];
    struct ota_image image;
    struct flash_device *flash = board_flash();
    const unsigned slot = running();

    (void)flash->driver->read(flash, ota_board_layout.slot[slot].offset, head, sizeof head);
    (void)ota_image_parse_head(head, ota_board_layout.slot[slot].bytes, &image);
    printf("probe: slot %u version %lu.%lu.%lu flags %02x %02x counter %lu reason %s\n", slot,
           (unsigned long)(image.sequence >> 24), (unsigned long)(image.sequence >> 16 & 0xFFu),
           (unsigned long)(image.sequence & 0xFFFFu), journal.record.flag[0],
           journal.record.flag[1], (unsigned long)journal.record.counter,
           ota_refusal_text((ota_refusal_t)journal.record.reason));
}

static void carry_out(char *line)
{
    const char *argument = console_split(line);
    struct ota_record *record = &journal.record;
    const unsigned slot = running();

    if (strcmp(line, "staged") == 0) {
        record->flag[slot ^ 1u] = OTA_FLAG_NEW;
    } else if (strcmp(line, "accept") == 0) {
        record->flag[slot] = OTA_FLAG_VALID;
        record->flag[slot ^ 1u] = OTA_FLAG_INVALID;
    } else if (strcmp(line, "reject") == 0) {
        record->flag[slot] = OTA_FLAG_INVALID;
        record->reason = OTA_REFUSED_REJECTED;
    } else if (strcmp(line, "count") == 0) {
        record->counter = (uint32_t)strtoul(argument, NULL, 10);
    } else if (strcmp(line, "hang") == 0) {
        printf("probe: hangs\n");
        for (;;) {
        }
    } else {
        board_exit(0);
    }
    printf("probe: written %d\n", (int)ota_journal_write(&journal));
    tell();
}

static void probe_task(void *argument)
{
    static char line[LINE_BYTES];

    (void)argument;
    if (ota_journal_mount(&journal, board_flash(), &ota_board_layout.journal) != OTA_LOG_OK) {
        printf("probe: no journal\n");
        board_exit(1);
    }
    tell();
    for (;;) {
        console_read_line(line, sizeof line);
        carry_out(line);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(probe_task, "probe", STACK_WORDS, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
