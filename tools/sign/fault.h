/* SPDX-License-Identifier: MIT */
/* What can be wrong: each has its own exit status, and a text that says it. */
#ifndef SIGN_FAULT_H
#define SIGN_FAULT_H

enum fault {
    FAULT_NONE = 0,
    FAULT_INTERNAL = 1, /* memory, the cryptographic library */
    FAULT_USAGE = 2,
    FAULT_READ = 3,        /* a file cannot be read */
    FAULT_WRITE = 4,       /* a file cannot be written, or must not be */
    FAULT_KEY = 5,         /* no private or public key on P-256 */
    FAULT_CERTIFICATE = 6, /* no certificate */
    FAULT_USAGES = 7,      /* a certificate that is not for signing code */
    FAULT_PAIR = 8,        /* the key is not the certificate's */
    FAULT_DEVELOPMENT = 9, /* a development key of the tree in a release */
    FAULT_BINARY = 10,     /* nothing, or too much, to make an image of */
    FAULT_ELF = 11,        /* an ELF file that is none, or of another kind */
    FAULT_VERSION = 12,    /* no version */
    FAULT_ADDRESS = 13,    /* an address outside the binary, or past 2^32 */
    FAULT_LAYOUT = 14,     /* no layout */
    FAULT_FIT = 15,        /* does not fit the layout */
    /* What verify refuses, by the names of the design page. */
    FAULT_RULE_MAGIC = 20,
    FAULT_RULE_FLAG = 21,
    FAULT_RULE_SIZE = 22,
    FAULT_RULE_ADDRESS = 23,
    FAULT_RULE_HARDWARE_ID = 24,
    FAULT_RULE_SIGNATURE_TYPE = 25,
    FAULT_RULE_SIGNATURE = 26,
    FAULT_RULE_DOWNGRADE = 27,
    FAULT_RULE_SAME_VERSION = 28,
    FAULT_RULE_COUNTER = 29,
};

/* The program, as messages begin. */
extern const char *fault_program;

/* Says "sign: ..." on standard error and returns the fault. */
enum fault fail(enum fault fault, const char *text, ...) __attribute__((format(printf, 2, 3)));

#endif
