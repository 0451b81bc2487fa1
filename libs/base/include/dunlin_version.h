/* SPDX-License-Identifier: MIT */
/** Which release of Dunlin this is. The number is that of manifest.yml; `./run release` writes
 * both. */
#ifndef DUNLIN_VERSION_H
#define DUNLIN_VERSION_H

#define DUNLIN_VERSION        "202611.00" /* year, month, how many releases the month had before */
#define DUNLIN_VERSION_MONTH  202611
#define DUNLIN_VERSION_NUMBER 0

#endif
