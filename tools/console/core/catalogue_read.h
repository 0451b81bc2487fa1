/* SPDX-License-Identifier: MIT */
/* The files of a catalogue, each checked as it is read. */
#ifndef CONSOLE_CATALOGUE_READ_H
#define CONSOLE_CATALOGUE_READ_H

#include "catalogue_data.h"
#include "complaints.h"

/* A file of JSON below the root; NULL after a complaint. */
json_t *read_json(const struct catalogue *catalogue, const char *path,
                  struct complaints *complaints);

void read_manifest(struct catalogue *catalogue, struct complaints *complaints);
void read_boards(struct catalogue *catalogue, struct complaints *complaints);
/* module.json of libs, services, compat, kernel and demos. */
void read_modules(struct catalogue *catalogue, struct complaints *complaints);
void read_reports(struct catalogue *catalogue, struct complaints *complaints);

#endif
