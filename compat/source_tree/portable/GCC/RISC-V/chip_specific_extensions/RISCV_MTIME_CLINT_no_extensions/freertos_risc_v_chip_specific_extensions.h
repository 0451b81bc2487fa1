/* SPDX-License-Identifier: MIT */
/* Projects name this folder for chips with a CLINT and no registers of their own. The port needs
 * nothing from here. */
