/* SPDX-License-Identifier: MIT */
/* A process that outlives the tester by a moment: it removes the scratch folder and ends what is
 * left, also when the tester itself is killed.
 *
 *   keeper (the process that was started) ─► tester ─► build, board, peers ...
 *     killed: the tester is told as by Ctrl-C      killed: all of these become the keeper's, which
 * ends them
 */
#ifndef TESTER_KEEPER_H
#define TESTER_KEEPER_H

/**
 * Become the tester below a keeper.
 *
 * @param[out] why  When NULL is returned: owned by the caller.
 * @return The scratch folder, in TMPDIR or /tmp: made, empty, with a short path; owned by the
 * caller. Returns in the tester alone; the keeper exits with the tester's status.
 */
char *keeper_begin(char **why);

#endif
