/* SPDX-License-Identifier: MIT */
/* Which groups an image runs: 1 or 0. Rewritten by the tester in its copy of the tree; by hand,
 * switch on what you work on. What is off is not linked. */
#ifndef AWS_TEST_RUNNER_CONFIG_H
#define AWS_TEST_RUNNER_CONFIG_H

#define testrunnerFULL_KERNEL_ENABLED 1
#define testrunnerFULL_PKCS11_ENABLED 0

#endif
