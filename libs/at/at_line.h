/* SPDX-License-Identifier: MIT */
/* What a line is. */
#ifndef AT_LINE_H
#define AT_LINE_H

#include "at_engine.h"

/* The head of a block of data. */
struct at_block {
    uint32_t count;
    unsigned link;
};

/* `+IPD,[link,]count[,"address",port]:`, the colon included. */
bool at_line_is_active(const char *line, size_t length, struct at_block *block);

/* `+CIPRECVDATA:count,` or, in older modules, `+CIPRECVDATA,count:`. */
bool at_line_is_answer(const char *line, size_t length, uint32_t *count);

/* What a whole line means. */
void at_line_meaning(const char *line, size_t length, struct at_event *event);

#endif
