/* SPDX-License-Identifier: MIT */
/* One row for each trouble: console, log and every report take their words from here. */
#include "trouble.h"

struct row {
    const char *name, *text, *advice;
};

static const struct row rows[] = {
    [TROUBLE_NONE] = {"none", "", ""},
    [TROUBLE_BUILD] = {"build", "the build command failed",
                       "Read the end of the group's log: the compiler's words are there. Run the "
                       "build command of userdata.json by hand, in a copy of the sources."},
    [TROUBLE_FLASH] = {"flash", "the flash command failed",
                       "Run the flash command of userdata.json by hand. Is the board powered, the "
                       "probe plugged in, and not held by another program?"},
    [TROUBLE_SERIAL] = {"serial", "the serial line could not be opened, or was lost",
                        "Is serialPort of device.json this board's line, may you read it (group "
                        "dialout), and does no other program hold it?"},
    [TROUBLE_SILENT] = {"silent", "nothing was heard from the board",
                        "Does configPRINT_STRING reach the line of serialPort, does the image "
                        "start, and does it run the runner's task? A longer testStartDelayms makes "
                        "it worse, not better, if the lines were printed before."},
    [TROUBLE_GARBAGE] = {"garbage", "the bytes from the board are no text",
                         "The line must be 115200 baud, 8N1, no flow control; check the clock that "
                         "the UART's divider is computed from, and ground."},
    [TROUBLE_OLD_IMAGE] = {"old-image", "another image answered than the one that was flashed",
                           "The flash command returned success and flashed nothing, another file, "
                           "or another board. Check its paths and its identifiers."},
    [TROUBLE_CRASH] = {"crash", "the image crashed, or an assert failed",
                       "The fault report in the log names the place: ./run decode ELF < log turns "
                       "it into functions and lines."},
    [TROUBLE_HANG] = {"hang", "the case printed nothing for too long",
                      "Something waits without a limit. Attach a debugger and look at the task of "
                      "the runner: an event that never comes, or a lock that is held."},
    [TROUBLE_REBOOT] = {"reboot", "the board started again in the middle of the case",
                        "A watchdog, a brown-out, or a reset by a fault handler: read the reset "
                        "reason of the chip at start."},
    [TROUBLE_REBOOT_LOOP] =
        {"reboot-loop", "the board starts again and again",
         "It fails before its first case: a watchdog that nobody feeds, a "
         "stack or vector table in the wrong place, a supply that is too weak."},
    [TROUBLE_CUT] = {"cut", "the group took longer than it may",
                     "The cases that ran are judged. The slowest ones are in the report; a tick "
                     "that is too slow makes every time-out long."},
    [TROUBLE_NOT_REPORTED] = {"not-reported", "the image ended and did not name the case",
                              "The image does not have this case: an old copy of the group, or a "
                              "table of cases that was shortened."},
    [TROUBLE_UNKNOWN_CASE] = {"unknown-case", "the image named a case that the suite does not have",
                              "Add the case to group.json, with a clause, or take it out of the "
                              "image."},
    [TROUBLE_PEER] = {"peer", "a peer on this machine could not be started, or died",
                      "Look into test_manager.log for its last words; is its port in use, or a "
                      "package missing?"},
    [TROUBLE_DISK] = {"disk", "there is no room on this machine's disk",
                      "Free some, or name another folder for results and logs in config.json."},
    [TROUBLE_INTERRUPTED] = {"interrupted", "the run was interrupted",
                             "Run again; --only-failed takes up what was not judged."},
};

static const struct row *row_of(enum trouble trouble)
{
    size_t index = (size_t)trouble;

    return &rows[index < sizeof rows / sizeof rows[0] ? index : TROUBLE_NONE];
}

const char *trouble_name(enum trouble trouble)
{
    return row_of(trouble)->name;
}

const char *trouble_text(enum trouble trouble)
{
    return row_of(trouble)->text;
}

const char *trouble_advice(enum trouble trouble)
{
    return row_of(trouble)->advice;
}

bool trouble_is_machines(enum trouble trouble)
{
    return trouble == TROUBLE_SERIAL || trouble == TROUBLE_PEER || trouble == TROUBLE_DISK;
}

const char *outcome_name(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASSED:
        return "passed";
    case OUTCOME_FAILED:
        return "failed";
    case OUTCOME_ERROR:
        return "error";
    case OUTCOME_SKIPPED:
        return "skipped";
    case OUTCOME_NOT_RUN:
        break;
    }
    return "not-run";
}
