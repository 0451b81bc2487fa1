/* SPDX-License-Identifier: MIT */
/* The parser against blobs that tools/mkcreds made. */
#include "credentials.h"

#include <stdbool.h>
#include <string.h>

#include "test.h"

static uint8_t blob[CREDENTIALS_REGION_BYTES];
static size_t blob_bytes;
static struct credentials found;

static void run(const char *command)
{
    test_case = command;
    CHECK_EQ(system(command), 0);
    test_case = "";
}

static size_t read_file(const char *path, uint8_t *content, size_t capacity)
{
    FILE *file = fopen(path, "rb");
    CHECK_EQ(file != NULL, 1);
    size_t bytes = fread(content, 1, capacity, file);
    fclose(file);
    return bytes;
}

static void make_blob(const char *folder)
{
    char command[1024];
    snprintf(command, sizeof(command), "'%s/tools/mkcreds' make %s --name broker.example",
             DUNLIN_ROOT, folder);
    run(command);
    snprintf(
        command, sizeof(command),
        "'%s/tools/mkcreds' blob %s %s/blob --address 10.0.2.2 --port 8883 --name broker.example "
        "--thing teapot --sntp 10.0.2.3:1123 --time 1800000000 --alpn a --alpn bc "
        "--https-port 8443 --template fleet",
        DUNLIN_ROOT, folder, folder);
    run(command);
    snprintf(command, sizeof(command), "%s/blob", folder);
    blob_bytes = read_file(command, blob, sizeof(blob));
}

static bool is(const struct credentials_item *item, const char *text)
{
    char copy[64];
    return credentials_text(item, copy, sizeof(copy)) != NULL && strcmp(copy, text) == 0;
}

static void everything_that_went_in_comes_out(void)
{
    CHECK_EQ(credentials_parse(blob, sizeof(blob), &found), CREDENTIALS_OK);
    CHECK_EQ(is(&found.address, "10.0.2.2"), 1);
    CHECK_EQ(is(&found.server_name, "broker.example"), 1);
    CHECK_EQ(is(&found.thing, "teapot"), 1);
    CHECK_EQ(is(&found.sntp, "10.0.2.3"), 1);
    CHECK_EQ(is(&found.alpn[0], "a"), 1);
    CHECK_EQ(is(&found.alpn[1], "bc"), 1);
    CHECK_EQ(found.alpn[2].bytes == NULL, 1);
    CHECK_EQ(found.port, 8883);
    CHECK_EQ(found.sntp_port, 1123);
    CHECK_EQ(found.https_port, 8443);
    CHECK_EQ(is(&found.template_name, "fleet"), 1);
    CHECK_EQ(found.time, 1800000000);
    CHECK_EQ(found.key.length, CREDENTIALS_KEY_BYTES);
    CHECK_EQ(found.trusted.bytes[0], 0x30);
    CHECK_EQ(found.certificate.bytes[0], 0x30);
}

static void a_text_that_does_not_fit_is_not_cut(void)
{
    char text[8] = "before";
    CHECK_EQ(credentials_parse(blob, sizeof(blob), &found), CREDENTIALS_OK);
    CHECK_EQ(credentials_text(&found.address, text, sizeof(text)) == NULL, 1);
    CHECK_EQ(text[0], 0);
    CHECK_EQ(credentials_text(&found.alpn[3], text, sizeof(text)) == NULL, 1);
}

static void erased_flash_is_no_blob(void)
{
    static uint8_t erased[64];
    memset(erased, 0xFF, sizeof(erased));
    CHECK_EQ(credentials_parse(erased, sizeof(erased), &found), CREDENTIALS_ABSENT);
    CHECK_EQ(credentials_parse(blob, 11, &found), CREDENTIALS_ABSENT);
}

static void every_single_changed_bit_is_noticed(void)
{
    for (size_t at = 4; at < blob_bytes; at++) {
        for (int bit = 0; bit < 8; bit++) {
            blob[at] ^= (uint8_t)(1u << bit);
            CHECK_EQ(credentials_parse(blob, sizeof(blob), &found), CREDENTIALS_DAMAGED);
            CHECK_EQ(found.key.bytes == NULL, 1);
            blob[at] ^= (uint8_t)(1u << bit);
        }
    }
}

static void every_cut_is_noticed(void)
{
    for (size_t length = 12; length < blob_bytes; length++) {
        uint8_t *exact = malloc(length);
        memcpy(exact, blob, length);
        CHECK_EQ(credentials_parse(exact, length, &found), CREDENTIALS_DAMAGED);
        free(exact);
    }
}

/* A blob with one entry, the checksum right: what the rules themselves refuse. */
static credentials_status_t parse_entry(const uint8_t *entry, size_t length)
{
    uint8_t made[12 + 64] = "DCR1";
    uint32_t sum = UINT32_MAX;
    memcpy(made + 12, entry, length);
    for (size_t i = 0; i < length; i++) {
        sum ^= entry[i];
        for (int bit = 0; bit < 8; bit++) {
            sum = (sum >> 1) ^ ((sum & 1u) != 0 ? UINT32_C(0xEDB88320) : 0);
        }
    }
    sum = ~sum;
    for (int i = 0; i < 4; i++) {
        made[4 + i] = (uint8_t)(length >> (24 - 8 * i));
        made[8 + i] = (uint8_t)(sum >> (24 - 8 * i));
    }
    return credentials_parse(made, sizeof(made), &found);
}

static void entries_that_break_a_rule_are_refused(void)
{
    static const struct {
        const char *what;
        uint8_t bytes[32];
        size_t length;
        credentials_status_t status;
    } cases[] = {
        {"no entries", {0}, 0, CREDENTIALS_OK},
        {"unknown entry", {0, 99, 0, 1, 7}, 5, CREDENTIALS_OK},
        {"a port", {0, 2, 0, 2, 1, 2}, 6, CREDENTIALS_OK},
        {"a port of three bytes", {0, 2, 0, 3, 1, 2, 3}, 7, CREDENTIALS_DAMAGED},
        {"a time of four bytes", {0, 10, 0, 4, 1, 2, 3, 4}, 8, CREDENTIALS_DAMAGED},
        {"a key of two bytes", {0, 6, 0, 2, 1, 2}, 6, CREDENTIALS_DAMAGED},
        {"longer than the rest", {0, 1, 0, 9, 1}, 5, CREDENTIALS_DAMAGED},
        {"half an entry", {0, 1, 0}, 3, CREDENTIALS_DAMAGED},
        {"five protocols",
         {0, 11, 0, 1, 1, 0, 11, 0, 1, 1, 0, 11, 0, 1, 1, 0, 11, 0, 1, 1, 0, 11, 0, 1, 1},
         25,
         CREDENTIALS_DAMAGED},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].what;
        CHECK_EQ(parse_entry(cases[i].bytes, cases[i].length), cases[i].status);
    }
}

int main(void)
{
    char folder[] = "/tmp/dunlin-credentials-XXXXXX";
    char command[128];
    CHECK_EQ(mkdtemp(folder) != NULL, 1);
    make_blob(folder);
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    run(command);
    RUN(everything_that_went_in_comes_out);
    RUN(a_text_that_does_not_fit_is_not_cut);
    RUN(erased_flash_is_no_blob);
    RUN(every_single_changed_bit_is_noticed);
    RUN(every_cut_is_noticed);
    RUN(entries_that_break_a_rule_are_refused);
    return 0;
}
