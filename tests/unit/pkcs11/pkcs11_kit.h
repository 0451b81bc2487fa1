/* SPDX-License-Identifier: MIT */
/* A token on the simulator's flash, with cryptography and mutexes of the host. */
#ifndef PKCS11_KIT_H
#define PKCS11_KIT_H

#include "flash_kit.h"
#include "pkcs11.h"
#include "tls_host.h"

/* A blank flash, and everything that C_Initialize needs. */
void kit_token_new(void);

/* As after a power cut: sessions and what the library had in RAM are gone, flash stays. */
void kit_token_restart(void);

#endif
