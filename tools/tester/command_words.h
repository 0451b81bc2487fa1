/* SPDX-License-Identifier: MIT */
/* "command" of a tool: the guides write a whole command line into one text. */
#ifndef TESTER_COMMAND_WORDS_H
#define TESTER_COMMAND_WORDS_H

#include <stddef.h>

/**
 * Words of a command, for exec().
 *
 * One text is a command line: split at blanks, with quotes as in a shell. Several texts whose first
 * has no blank are the words. Otherwise each text is a command line, and they run in turn while
 * they succeed. What only a shell understands (pipes, `&&`, variables) becomes sh -c. Placeholders
 * are kept whole.
 *
 * @return  NULL-terminated, each word and the list owned by the caller (free()).
 */
char **command_words(const char *const *texts, size_t count);

/** Give words back; NULL is fine. */
void command_words_free(char **words);

#endif
