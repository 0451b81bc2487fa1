/* SPDX-License-Identifier: MIT */
#include "config_header.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"
#include "room.h"

static const char head[] = "/* SPDX-License-Identifier: MIT */\n"
                           "/* Written by devicetester for one build. */\n";

/* A text that grows. */
struct text {
    char *bytes;
    size_t length;
    FILE *file;
};

static FILE *text_begin(struct text *text)
{
    *text = (struct text){0};
    text->file = open_memstream(&text->bytes, &text->length);
    if (text->file == NULL) {
        abort();
    }
    return text->file;
}

static char *text_end(struct text *text)
{
    fclose(text->file);
    return text->bytes;
}

/* Octal escapes have three digits, so no digit of the text is taken for one of theirs; a question
 * mark could be part of a trigraph. */
static void put_byte(FILE *out, unsigned char byte)
{
    if (byte == '\n') {
        fputs("\\n", out);
    } else if (byte == '"' || byte == '\\' || byte == '?') {
        fprintf(out, "\\%c", byte);
    } else if (byte < 0x20 || byte >= 0x7f) {
        fprintf(out, "\\%03o", byte);
    } else {
        fputc(byte, out);
    }
}

static void put_literal(FILE *out, const char *text)
{
    fputc('"', out);
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at++) {
        put_byte(out, (unsigned char)*at);
        if (*at == '\n' && at[1] != '\0') {
            fputs("\" \\\n    \"", out);
        }
    }
    fputc('"', out);
}

char *config_header_literal(const char *text)
{
    struct text literal;

    put_literal(text_begin(&literal), text);
    return text_end(&literal);
}

static void define(FILE *out, const char *name, size_t count, ...)
{
    va_list texts;

    va_start(texts, count);
    fprintf(out, "#define QUALIFICATION_%s ", name);
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", \\\n    " : "", out);
        put_literal(out, va_arg(texts, const char *));
    }
    fputc('\n', out);
    va_end(texts);
}

static void define_identity(FILE *out, const char *name, const struct peers_identity *identity)
{
    define(out, name, 2, identity->certificate, identity->key);
}

static void define_wifi(FILE *out, const char *name, const struct wifi_network *network)
{
    define(out, name, 3, network->ssid, network->password, network->security);
}

/* "#define testrunnerFULL_X_ENABLED ..." of a line: where the name begins; NULL: another line. */
static const char *switch_of(const char *line, size_t *length)
{
    static const char define_word[] = "#define", head_word[] = "testrunnerFULL_",
                      tail_word[] = "_ENABLED";
    size_t tail = sizeof tail_word - 1;

    if (strncmp(line, define_word, sizeof define_word - 1) != 0) {
        return NULL;
    }
    line += sizeof define_word - 1;
    line += strspn(line, " \t");
    *length = strcspn(line, " \t\r\n(");
    return strncmp(line, head_word, sizeof head_word - 1) == 0 && *length > tail &&
                   strncmp(line + *length - tail, tail_word, tail) == 0
               ? line
               : NULL;
}

static void put_switch(FILE *out, const struct config_header *header, const char *name,
                       size_t length)
{
    const char *on = header->group != NULL ? header->group->enable : NULL;
    bool is_on = on != NULL && strlen(on) == length && strncmp(on, name, length) == 0;

    fprintf(out, "#define %.*s %d\n", (int)length, name, is_on);
}

static bool has_switch(const char *text, const char *name)
{
    for (; *text != '\0'; text += strcspn(text, "\n") + (strchr(text, '\n') != NULL)) {
        size_t length;
        const char *found = switch_of(text, &length);

        if (found != NULL && strlen(name) == length && strncmp(found, name, length) == 0) {
            return true;
        }
    }
    return false;
}

/* The file of the tree may have more switches than the suite has groups, and other lines, too. */
char *config_header_groups(const struct config_header *header, const char *old)
{
    struct text text;
    FILE *out = text_begin(&text);

    for (size_t i = 0; i < header->suite->group_count; i++) {
        const char *name = header->suite->groups[i].enable;

        if (name != NULL && !has_switch(old, name)) {
            put_switch(out, header, name, strlen(name));
        }
    }
    while (*old != '\0') {
        size_t line = strcspn(old, "\n") + (strchr(old, '\n') != NULL), length;
        const char *name = switch_of(old, &length);

        if (name != NULL) {
            put_switch(out, header, name, length);
        } else {
            fwrite(old, 1, line, out);
        }
        old += line;
    }
    return text_end(&text);
}

char *config_header_parameters(const struct config_header *header)
{
    const struct peers_offer *offer = header->offer;
    struct text text;
    FILE *out = text_begin(&text);
    bool any = false;

    fprintf(out, "%s#ifndef QUALIFICATION_CONFIG_H\n#define QUALIFICATION_CONFIG_H\n\n", head);
    define(out, "RUN", 1, header->run);
    define(out, "ONLY", 1, header->only);
    fprintf(out, "#define QUALIFICATION_START_DELAY_MS %u\n",
            header->configuration->start_delay_ms);
    fprintf(out, "#define QUALIFICATION_TIMED %d\n", header->timed);
    define(out, "HOST", 1, offer->host);
    define(out, "HOST_NAME", 1, offer->host_name);
    fputs("#define QUALIFICATION_PORT_LIST", out);
    for (size_t i = 0; i < PEER_PORTS; i++) {
        if (offer->port[i] != 0) {
            fprintf(out, "%s \\\n    [PORT_%s] = %u", any ? "," : "", peer_port_names[i],
                    (unsigned)offer->port[i]);
            any = true;
        }
    }
    fputs(any ? "\n" : " 0\n", out);
    define(out, "THING", 1, offer->thing);
    define(out, "ROOT", 1, offer->root);
    define_identity(out, "IDENTITY", &offer->identity);
    define_identity(out, "IDENTITY_RSA", &offer->rsa);
    define_identity(out, "IDENTITY_MALFORMED", &offer->malformed);
    define_identity(out, "IDENTITY_UNTRUSTED", &offer->untrusted);
    define_identity(out, "IDENTITY_OWN_AUTHORITY", &offer->own_authority);
    define_wifi(out, "WIFI_CLIENT", &header->configuration->client_wifi);
    define_wifi(out, "WIFI_TEST", &header->configuration->test_wifi);
    fputs("\n#endif\n", out);
    return text_end(&text);
}

static char *write_one(const char *path, char *text)
{
    char *why = files_write(path, text) ? NULL : room_text("%s: %s", path, strerror(errno));

    free(text);
    return why;
}

char *config_header_write(const struct config_header *header, const char *root)
{
    char *groups = room_text("%s/tests/qualification/config/aws_test_runner_config.h", root);
    char *parameters = room_text("%s/tests/qualification/config/qualification_config.h", root);
    char *old = files_read(groups);
    char *why = old == NULL ? room_text("%s: %s", groups, strerror(errno))
                            : write_one(groups, config_header_groups(header, old));

    if (why == NULL) {
        why = write_one(parameters, config_header_parameters(header));
    }
    free(old);
    free(groups);
    free(parameters);
    return why;
}
