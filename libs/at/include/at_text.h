/* SPDX-License-Identifier: MIT */
/** Commands written, and the lines of answers read, within bounds.
 *
 *      struct at_command c;
 *      at_set(&c, buffer, sizeof buffer, "CWJAP");
 *      at_put_string(&c, ssid, ssid_bytes);
 *      at_put_string(&c, password, password_bytes);
 *      length = at_end(&c);                    AT+CWJAP="my net","a\"b"<CR><LF>, 0: it cannot be
 * said
 *
 *      struct at_reader r = at_read(line, length);
 *      if (at_take(&r, "+CIPSTATE:") && at_take_number(&r, &link) && at_take_string(&r, &text)) ...
 */
#ifndef AT_TEXT_H
#define AT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib_text.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AT_COMMAND_MAX 256u /* bytes of a command, CR LF included: the module's limit */

/** A command that is being written. The fields are private. */
struct at_command {
    struct lib_text_out out;
    bool first; /* no parameter yet */
    bool bad;   /* it holds what a command cannot */
};

/**
 * Begin a command with parameters, `AT+NAME=`.
 *
 * @param[out] command  Not NULL.
 * @param buffer        Room for `size` bytes, kept until at_end.
 * @param size          Any; a command that does not fit has length 0.
 * @param name          Without AT+, ends in a NUL.
 *
 * Context: any.  Blocks: never.
 */
void at_set(struct at_command *command, char *buffer, size_t size, const char *name);

/**
 * Begin a command without parameters, `AT+NAME?`.
 *
 * @param[out] command  Not NULL.
 * @param buffer        Room for `size` bytes, kept until at_end.
 * @param size          Any; a command that does not fit has length 0.
 * @param name          Without AT+, ends in a NUL.
 *
 * Context: any.  Blocks: never.
 */
void at_query(struct at_command *command, char *buffer, size_t size, const char *name);

/**
 * Begin a command without parameters, `AT+NAME`.
 *
 * @param[out] command  Not NULL.
 * @param buffer        Room for `size` bytes, kept until at_end.
 * @param size          Any; a command that does not fit has length 0.
 * @param name          Without AT+, ends in a NUL.
 *
 * Context: any.  Blocks: never.
 */
void at_execute(struct at_command *command, char *buffer, size_t size, const char *name);

/**
 * Add a number.
 *
 * @param command  Begun by at_set.
 * @param number   Any.
 *
 * Context: any.  Blocks: never.
 */
void at_put_number(struct at_command *command, int32_t number);

/**
 * Add a text in quotes, with a backslash before what needs one.
 *
 * @param command  Begun by at_set.
 * @param text     `length` bytes; CR, LF and NUL make the command one that cannot be said.
 * @param length   0 or more.
 *
 * Context: any.  Blocks: never.
 */
void at_put_string(struct at_command *command, const void *text, size_t length);

/**
 * Leave a parameter out.
 *
 * @param command  Begun by at_set.
 *
 * Context: any.  Blocks: never.
 */
void at_put_omitted(struct at_command *command);

/**
 * End the command.
 *
 * @param command  Begun.
 * @return Its bytes, CR LF included; 0: more than the room or AT_COMMAND_MAX, or a text that no
 *         command can hold. Nothing of it is to be sent then.
 *
 * Context: any.  Blocks: never.
 */
size_t at_end(struct at_command *command);

/** What is left to read of a line. */
struct at_reader {
    struct lib_text left;
};

/**
 * Read a line from its beginning.
 *
 * @param line    `length` bytes, which stay where they are while they are read.
 * @param length  0 or more.
 * @return The reader, before the first byte.
 *
 * Context: any.  Blocks: never.
 */
static inline struct at_reader at_read(const char *line, size_t length)
{
    return (struct at_reader){{line, length}};
}

/**
 * Take a known beginning.
 *
 * @param reader  Advanced if the rest of the line begins so.
 * @param known   Ends in a NUL.
 * @return Whether it was there.
 *
 * Context: any.  Blocks: never.
 */
bool at_take(struct at_reader *reader, const char *known);

/**
 * Take a whole number, its comma too if one follows.
 *
 * @param reader       Advanced on success.
 * @param[out] number  -2147483648 .. 2147483647; as it was on failure.
 * @return False: no number of this range stands there, or something sticks to it.
 *
 * Context: any.  Blocks: never.
 */
bool at_take_number(struct at_reader *reader, int32_t *number);

/**
 * Take a text in quotes, its comma too if one follows. Answers have no escapes: it ends at the
 * last quote that leaves `after` commas, so that only what stands behind it may not hold any.
 *
 * @param reader     Advanced on success.
 * @param after      Commas behind the text.
 * @param[out] text  The bytes between the quotes; as it was on failure.
 * @return False: there is no such text.
 *
 * Context: any.  Blocks: never.
 */
bool at_take_string(struct at_reader *reader, unsigned after, struct lib_text *text);

/**
 * Take a text that is an IPv4 address: in quotes, or without where nothing follows.
 *
 * @param reader        Advanced on success.
 * @param after         As at_take_string.
 * @param[out] address  First octet first; as it was on failure.
 * @return False: there is none.
 *
 * Context: any.  Blocks: never.
 */
bool at_take_address(struct at_reader *reader, unsigned after, uint8_t address[4]);

/**
 * Take a text in quotes that is a hardware address, `1a:fe:...`.
 *
 * @param reader    Advanced on success.
 * @param after     As at_take_string.
 * @param[out] mac  First octet first; as it was on failure.
 * @return False: there is none.
 *
 * Context: any.  Blocks: never.
 */
bool at_take_mac(struct at_reader *reader, unsigned after, uint8_t mac[6]);

#ifdef __cplusplus
}
#endif

#endif
