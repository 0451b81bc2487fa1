/* SPDX-License-Identifier: MIT */
/* Objects of others, which no misuse may touch. */
#ifndef BYSTANDERS_H
#define BYSTANDERS_H

void bystanders_make(void);

/* They hold what they held and work as they did; says so by misuse_failed where not. */
void bystanders_check(void);

void misuse_failed(const char *what);

#endif
