/* SPDX-License-Identifier: MIT */
/* Which release a source tree is of. */
#ifndef TESTER_RELEASE_NAME_H
#define TESTER_RELEASE_NAME_H

/** `version` of a tree's manifest.yml. @return Owned by the caller, or NULL where it has none. */
char *release_name(const char *source_path);

#endif
