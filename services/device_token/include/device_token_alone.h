/* SPDX-License-Identifier: MIT */
/** The token on a device whose TLS is elsewhere, in a module: nobody else prepares cryptography. */
#ifndef DEVICE_TOKEN_ALONE_H
#define DEVICE_TOKEN_ALONE_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Prepare cryptography for device_token_start(), in the place of SOCKETS_Init: with the kernel's
 * heap and mutexes, and the board's entropy. A second call changes nothing.
 *
 * @return False: there is no memory, or no entropy.
 *
 * Context: task, one at a time.  Blocks: as entropy does.
 */
bool device_token_prepare(void);

#ifdef __cplusplus
}
#endif

#endif
