/* SPDX-License-Identifier: MIT */
/* A package while it is made, and the parts that it is made of. */
#ifndef CONSOLE_MAKING_H
#define CONSOLE_MAKING_H

#include <time.h>

#include "catalogue_data.h"
#include "closure.h"
#include "content.h"

struct making {
    const struct catalogue *catalogue;
    const json_t *choice;     /* canonical and valid */
    const char *board, *demo; /* "": none */
    const json_t *table;
    const char *profile;
    struct closure closure;
    struct content content;
};

/* dunlin/: the tree without what was not chosen. */
void making_sources(struct making *making);
/* dunlin/third_party/<name>/source: what is compiled, and headers. */
void making_third_party(struct making *making);
/* app/ and config/. */
void making_application(struct making *making);
/* What every package has besides: CMakeLists.txt, presets, README.md, files of editors. */
void making_texts(struct making *making);
/* package.lock.json, sbom.spdx.json and SHA256SUMS, in this order: each knows of those before. */
void making_lock(struct making *making);
void making_bill(struct making *making);
void making_sums(struct making *making);

/* The libraries of the chosen modules ("libraries"), or what has to be linked besides ("needs"),
 * each once, with a space between; the caller's to free. */
char *making_words(const struct making *making, const char *which);
/* The target to boot. */
const char *making_image(const struct making *making);
/* All files below a folder of the tree into the package; what is only for the tree is left out. */
void making_folder(struct making *making, const char *folder, const char *into);
/* The first second of the release's month: a package knows no clock. */
time_t making_time(const struct catalogue *catalogue);

#endif
