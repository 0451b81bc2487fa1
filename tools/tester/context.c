/* SPDX-License-Identifier: MIT */
#include "context.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <jansson.h>

#include "room.h"
#include "serial.h"

enum { SETTINGS_MAX = 24 };

void context_free(char **list)
{
    for (char **at = list; at != NULL && *at != NULL; at++) {
        free(*at);
    }
    free(list);
}

/* Words as sh reads them. */
static char *quoted(char *const *command)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL) {
        abort();
    }
    for (char *const *word = command; word != NULL && *word != NULL; word++) {
        fputs(word == command ? "'" : " '", out);
        for (const char *at = *word; *at != '\0'; at++) {
            fputs(*at == '\'' ? "'\\''" : (char[]){*at, '\0'}, out);
        }
        fputc('\'', out);
    }
    fclose(out);
    return text;
}

static char *features_of(const struct pool *pool)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL) {
        abort();
    }
    for (size_t i = 0; i < pool->feature_count; i++) {
        fprintf(out, "%s%s=%s", i > 0 ? "," : "", pool->features[i].name, pool->features[i].value);
    }
    fclose(out);
    return text;
}

static char *needs_of(const struct suite_group *group)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL) {
        abort();
    }
    for (char **need = group->needs; need != NULL && *need != NULL; need++) {
        fprintf(out, "%s%s", need == group->needs ? "" : ",", *need);
    }
    fclose(out);
    return text;
}

static const char *text_or_nothing(const char *text)
{
    return text != NULL ? text : "";
}

char **context_settings(const struct context *context)
{
    char **settings = room_zero(SETTINGS_MAX * sizeof *settings);
    const struct configuration *configuration = context->configuration;
    const char *board =
        configuration->cmake.board != NULL ? configuration->cmake.board : configuration->build.name;
    size_t count = 0;
    char *text;

#define SET(name, value) settings[count++] = room_text("QUALIFICATION_" name "=%s", (value))
#define SET_OWNED(name, value)                                                                     \
    do {                                                                                           \
        text = (value);                                                                            \
        SET(name, text);                                                                           \
        free(text);                                                                                \
    } while (0)
    SET("RUN", context->run);
    SET("ONLY", context->only);
    SET("SOURCE", context->source);
    SET("FOLDER", context->folder);
    SET("PEERS", context->peers);
    SET("BOARD", board != NULL ? board : "");
    SET("VENDOR", text_or_nothing(configuration->cmake.vendor));
    SET("COMPILER", text_or_nothing(configuration->cmake.compiler));
    SET("TOOLCHAIN", context->toolchain != NULL ? context->toolchain[0] : "");
    SET("TOOLCHAIN_FILE", context->toolchain != NULL ? context->toolchain[1] : "");
    SET("GROUP", context->group->id);
    SET("DEVICE", context->device->id);
    SET_OWNED("SERIAL", serial_name(context->device));
    SET_OWNED("FEATURES", features_of(context->pool));
    SET_OWNED("NEEDS", needs_of(context->group));
    SET_OWNED("BUILD", quoted(context->build));
    SET_OWNED("FLASH", quoted(context->flash));
#undef SET_OWNED
#undef SET
    /* A copy has no commit to tell the day by, and the peers' certificates begin yesterday. */
    if (getenv("SOURCE_DATE_EPOCH") == NULL) {
        settings[count++] = room_text("SOURCE_DATE_EPOCH=%lld", (long long)time(NULL));
    }
    return settings;
}

static json_t *identity(const struct peers_identity *from)
{
    json_t *made = from->certificate == NULL
                       ? NULL
                       : json_pack("{s:s, s:s}", "certificate", from->certificate, "key",
                                   from->key != NULL ? from->key : "");

    return made != NULL ? made : json_null(); /* a malformed one may be no text */
}

static json_t *network(const struct wifi_network *from)
{
    return from->ssid == NULL ? json_null()
                              : json_pack("{s:s, s:s?, s:s?}", "ssid", from->ssid, "password",
                                          from->password, "security", from->security);
}

static json_t *ports(const struct peers_offer *offer)
{
    json_t *all = json_object();

    for (size_t i = 0; i < PEER_PORTS; i++) {
        char name[32] = "";

        for (size_t k = 0; peer_port_names[i][k] != '\0' && k < sizeof name - 1; k++) {
            name[k] = (char)tolower((unsigned char)peer_port_names[i][k]);
            name[k + 1] = '\0';
        }
        json_object_set_new(all, name, json_integer(offer->port[i]));
    }
    return all;
}

char *context_write_peers(const char *path, const struct peers_offer *offer,
                          const struct configuration *configuration)
{
    mode_t before = umask(077);
    json_t *all = json_pack(
        "{s:s, s:s, s:o, s:s?, s:s?, s:s?, s:s?, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "host",
        offer->host, "host_name", offer->host_name, "ports", ports(offer), "thing", offer->thing,
        "root", offer->root, "cloud_folder", offer->cloud_folder, "cloud_control",
        offer->cloud_control, "identity", identity(&offer->identity), "rsa", identity(&offer->rsa),
        "malformed", identity(&offer->malformed), "untrusted", identity(&offer->untrusted),
        "own_authority", identity(&offer->own_authority), "wifi_client",
        network(&configuration->client_wifi), "wifi_test", network(&configuration->test_wifi));
    bool good = all != NULL && json_dump_file(all, path, JSON_INDENT(1)) == 0;
    char *why = good ? NULL : room_text("%s: %s", path, strerror(errno));

    umask(before);
    json_decref(all);
    return why;
}
