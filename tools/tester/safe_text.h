/* SPDX-License-Identifier: MIT */
/* What boards, compilers and users said, made fit for XML, HTML and JSON. Bytes that are no UTF-8
 * become U+FFFD, control characters the pictures of them (ESC is U+241B), and characters that turn
 * the direction of writing U+FFFD, so that nothing in a report can pretend to be something else. */
#ifndef TESTER_SAFE_TEXT_H
#define TESTER_SAFE_TEXT_H

#include <stddef.h>
#include <stdio.h>

/**
 * Take the next character of a text. CR LF is LF.
 *
 * @param[in,out] text  Where to read; moved on, never beyond the end.
 * @return A Unicode scalar that XML 1.0 allows; 0 at the end.
 */
unsigned safe_next(const char **text);

/** The text as UTF-8, made safe. @param text  NULL is "". @return Owned by the caller, never NULL.
 */
char *safe_copy(const char *text);

/** Write a text between tags of XML or HTML: & < > " ' are escaped. NULL is "". */
void safe_markup(FILE *out, const char *text);

/** Write ` name="text"`; line feeds and tabs survive, too. NULL is "". */
void safe_attribute(FILE *out, const char *name, const char *text);

/**
 * What of a long log is shown: its beginning and its end, cut at lines where there are some.
 *
 * @param text   NULL is "".
 * @param limit  Bytes of it to show, about; at least 64.
 * @return Safe UTF-8, owned by the caller, never NULL; a line says how many bytes are left out.
 */
char *safe_excerpt(const char *text, size_t limit);

#endif
