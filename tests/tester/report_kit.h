/* SPDX-License-Identifier: MIT */
/* Results made by hand, for tests of what reports make of them. */
#ifndef REPORT_KIT_H
#define REPORT_KIT_H

#include "results.h"

/* A text that does everything a report must survive: markup, quotes, escape sequences, NUL-like
 * bytes, broken and hostile UTF-8, the end of CDATA, a comment, a script. */
extern const char hostile_text[];

/**
 * A run with every outcome and every trouble, hostile texts, measures, sizes of images: groups of
 * each kind, one that is skipped by feature, one without cases.
 */
struct results *kit_everything(void);

/** A run in which all went well: `groups` required groups of `cases` cases each. */
struct results *kit_good(unsigned groups, unsigned cases);

/** A group of kit_good(), to be changed. */
struct suite_group *kit_group(struct results *results, unsigned index);

/** A folder for this program, removed at its end. */
const char *kit_folder(void);

/** kit_folder()/name, valid for a few calls. */
const char *kit_path(const char *name);

/** A whole file. Fails the test when it cannot be read. */
char *kit_read(const char *path);

/** How often a text occurs in another. */
unsigned kit_count(const char *text, const char *what);

#endif
