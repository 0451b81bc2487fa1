/* SPDX-License-Identifier: MIT */
#ifndef CLOUD_UUID_H
#define CLOUD_UUID_H

/* A UUID of version 4 out of 16 random bytes: 36 characters and NUL. */
void uuid_write(const unsigned char random[16], char text[37]);

#endif
