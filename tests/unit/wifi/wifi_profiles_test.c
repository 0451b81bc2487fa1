/* SPDX-License-Identifier: MIT */
/* Networks in flash: the simulator's, which cuts the power where it is told to. */
#include <string.h>

#include "flash_kit.h"
#include "radio.h"
#include "test.h"

#define SECTOR   1024u
#define PROFILES wificonfigMAX_NETWORK_PROFILES

static struct object_store store;
static struct object_store_area area;
static struct wifi_setup setup;
static struct wifi_core core;

static void on_change(void *context, bool joined)
{
    (void)context;
    (void)joined;
}

static void mount(const struct wifi_seal *seal)
{
    CHECK_EQ(object_store_mount(&store, &area), OBJECT_STORE_OK);
    radio_new();
    setup = (struct wifi_setup){.device = &radio, .store = &store, .seal = seal};
    wifi_core_init(&core, &setup, on_change, NULL);
}

static void begin(const struct wifi_seal *seal)
{
    kit_flash_new(SECTOR, 4, 1);
    area = (struct object_store_area){&kit_flash, 0, 2 * SECTOR};
    mount(seal);
}

static WIFINetworkProfile_t network(const char *ssid, const char *password)
{
    WIFINetworkProfile_t profile = {.ucSSIDLength = (uint8_t)strlen(ssid),
                                    .ucBSSID = {2, 0, 0, 0, 0, 7},
                                    .ucPasswordLength = (uint8_t)strlen(password),
                                    .xSecurity =
                                        password[0] ? eWiFiSecurityWPA3 : eWiFiSecurityOpen};
    memcpy(profile.cSSID, ssid, strlen(ssid));
    memcpy(profile.cPassword, password, strlen(password));
    return profile;
}

static WIFIReturnCode_t add(const char *ssid, const char *password, uint16_t *index)
{
    const WIFINetworkProfile_t profile = network(ssid, password);

    return wifi_profile_add(&core, &profile, index);
}

static bool joins(uint16_t index, const char *words)
{
    CHECK_EQ(wifi_core_on(&core), eWiFiSuccess);
    CHECK_EQ(wifi_core_disconnect(&core), eWiFiSuccess);
    radio_asked[0] = '\0';
    return wifi_profile_connect(&core, index) == eWiFiSuccess && strcmp(radio_asked, words) == 0;
}

static void a_network_is_there_after_a_restart(void)
{
    WIFINetworkProfile_t got;
    uint16_t index = 77;

    begin(NULL);
    CHECK_EQ(add("home", "secret12", &index), eWiFiSuccess);
    CHECK_EQ(index, 0);
    CHECK_EQ(add("cafe", "", &index), eWiFiSuccess);
    CHECK_EQ(index, 1);
    mount(NULL);
    memset(&got, 0xEE, sizeof got);
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiSuccess);
    CHECK_EQ(strcmp(got.cSSID, "home"), 0);
    CHECK_EQ(got.ucSSIDLength == 4 && got.ucPasswordLength == 8, 1);
    CHECK_EQ(got.xSecurity, eWiFiSecurityWPA3);
    CHECK_EQ(memcmp(got.ucBSSID, "\x02\x00\x00\x00\x00\x07", 6), 0);
    CHECK_EQ(strcmp(got.cPassword, "secret12"), 0);
    CHECK_EQ(joins(0, "join:home/secret12/3/0/20000"), 1);
    CHECK_EQ(joins(1, "join:cafe//0/0/20000"), 1);
}

static void eight_networks_and_no_ninth(void)
{
    char name[] = "net-a";
    uint16_t index;

    begin(NULL);
    for (unsigned i = 0; i < PROFILES; i++) {
        name[4] = (char)('a' + i);
        CHECK_EQ(add(name, "12345678", &index), eWiFiSuccess);
        CHECK_EQ(index, i);
    }
    CHECK_EQ(PROFILES >= 8, 1);
    CHECK_EQ(add("another", "12345678", &index), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_PROFILES_FULL);
    CHECK_EQ(add("net-c", "87654321", &index), eWiFiSuccess); /* the same name: replaced */
    CHECK_EQ(index, 2);
    CHECK_EQ(joins(2, "join:net-c/87654321/3/0/20000"), 1);
    CHECK_EQ(wifi_profile_delete(&core, 5), eWiFiSuccess);
    CHECK_EQ(add("another", "12345678", &index), eWiFiSuccess);
    CHECK_EQ(index, 5);
}

static void the_number_behind_the_last_deletes_all(void)
{
    WIFINetworkProfile_t got;
    uint16_t index;

    begin(NULL);
    CHECK_EQ(wifi_profile_delete(&core, PROFILES), eWiFiSuccess);
    for (unsigned i = 0; i < PROFILES; i++) {
        const char name[] = {'n', (char)('a' + i), '\0'};
        CHECK_EQ(add(name, "12345678", &index), eWiFiSuccess);
    }
    CHECK_EQ(wifi_profile_delete(&core, PROFILES), eWiFiSuccess);
    CHECK_EQ(kit_flash_contains("12345678", 8), 0);
    for (unsigned i = 0; i < PROFILES; i++) {
        CHECK_EQ(wifi_profile_get(&core, &got, (uint16_t)i), eWiFiFailure);
    }
}

static void a_deleted_network_is_gone_from_the_flash(void)
{
    WIFINetworkProfile_t got;
    uint16_t index;

    begin(NULL);
    CHECK_EQ(add("home", "secret12", &index), eWiFiSuccess);
    CHECK_EQ(kit_flash_contains("secret12", 8), 1);
    CHECK_EQ(wifi_profile_delete(&core, index), eWiFiSuccess);
    CHECK_EQ(kit_flash_contains("secret12", 8), 0);
    CHECK_EQ(wifi_profile_get(&core, &got, index), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NO_PROFILE);
    CHECK_EQ(wifi_profile_connect(&core, index), eWiFiFailure);
    CHECK_EQ(wifi_profile_delete(&core, index), eWiFiSuccess);
}

static void parameters_of_a_profile_have_limits(void)
{
    WIFINetworkProfile_t profile = network("home", "secret12"), got;
    uint16_t index = 77;

    begin(NULL);
    CHECK_EQ(wifi_profile_add(&core, NULL, &index), eWiFiFailure);
    CHECK_EQ(wifi_profile_add(&core, &profile, NULL), eWiFiFailure);
    CHECK_EQ(wifi_profile_get(&core, NULL, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NULL);
    CHECK_EQ(wifi_profile_get(&core, &got, PROFILES), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_INDEX);
    CHECK_EQ(wifi_profile_delete(&core, PROFILES + 1), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_INDEX);
    CHECK_EQ(wifi_profile_connect(&core, UINT16_MAX), eWiFiFailure);
    for (unsigned length = 0; length <= 255; length++) {
        profile = network("home", "secret12");
        memset(profile.cSSID, 's', sizeof profile.cSSID);
        profile.ucSSIDLength = (uint8_t)length;
        CHECK_EQ(wifi_profile_add(&core, &profile, &index),
                 length >= 1 && length <= 32 ? eWiFiSuccess : eWiFiFailure);
        (void)wifi_profile_delete(&core, 0);
        profile = network("home", "secret12");
        memset(profile.cPassword, 'p', sizeof profile.cPassword);
        profile.ucPasswordLength = (uint8_t)length;
        CHECK_EQ(wifi_profile_add(&core, &profile, &index),
                 length >= 8 && length <= 63 ? eWiFiSuccess : eWiFiFailure);
        (void)wifi_profile_delete(&core, 0);
    }
    profile = network("home", "secret12");
    profile.xSecurity = eWiFiSecurityWEP;
    CHECK_EQ(wifi_profile_add(&core, &profile, &index), eWiFiNotSupported);
    setup.store = NULL;
    CHECK_EQ(wifi_profile_add(&core, &profile, &index), eWiFiNotSupported);
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiNotSupported);
    CHECK_EQ(wifi_profile_delete(&core, 0), eWiFiNotSupported);
}

static void flash_that_fails_is_said(void)
{
    uint16_t index = 77;

    begin(NULL);
    kit_no_write = true;
    CHECK_EQ(add("home", "secret12", &index), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_FLASH);
    CHECK_EQ(index, 77);
}

/* What cannot be read now is not taken for empty. */
static void flash_that_cannot_be_read_keeps_its_networks(void)
{
    WIFINetworkProfile_t got;
    uint16_t index = 77;

    begin(NULL);
    CHECK_EQ(add("home", "secret12", &index), eWiFiSuccess);
    index = 77;
    kit_no_read = true;
    CHECK_EQ(add("cafe", "", &index), eWiFiFailure);
    CHECK_EQ(index, 77);
    CHECK_EQ(core.reason, WIFI_REASON_FLASH);
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_FLASH);
    CHECK_EQ(wifi_profile_delete(&core, 0), eWiFiFailure);
    kit_no_read = false;
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiSuccess); /* it has only to answer again */
    mount(NULL);
    CHECK_EQ(joins(0, "join:home/secret12/3/0/20000"), 1);
}

/* Not encryption, but enough to see where it is applied: XOR, and a mark behind. */
static size_t veil(void *context, uint8_t *bytes, size_t length, size_t room)
{
    const uint8_t key = *(const uint8_t *)context;

    if (key == 0 || length + 1 > room) {
        return 0;
    }
    for (size_t i = 0; i < length; i++) {
        bytes[i] ^= key;
    }
    bytes[length] = key;
    return length + 1;
}

static size_t unveil(void *context, uint8_t *bytes, size_t length)
{
    const uint8_t key = *(const uint8_t *)context;

    if (length < 2 || bytes[length - 1] != key) {
        return 0;
    }
    for (size_t i = 0; i + 1 < length; i++) {
        bytes[i] ^= key;
    }
    return length - 1;
}

static void a_sealed_profile_is_no_text_in_flash(void)
{
    uint8_t key = 0x5A;
    const struct wifi_seal seal = {veil, unveil, &key, 1};
    WIFINetworkProfile_t got;
    uint16_t index;

    begin(&seal);
    CHECK_EQ(add("home", "secret12", &index), eWiFiSuccess);
    CHECK_EQ(kit_flash_contains("secret12", 8), 0);
    CHECK_EQ(kit_flash_contains("home", 4), 0);
    mount(&seal);
    CHECK_EQ(joins(0, "join:home/secret12/3/0/20000"), 1);
    key = 0x33; /* another device's key: an empty profile */
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NO_PROFILE);
    CHECK_EQ(add("cafe", "", &index), eWiFiSuccess);
    CHECK_EQ(index, 0);
    key = 0;
    CHECK_EQ(add("attic", "12345678", &index), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_SEAL);
}

/* Whatever an object of this name holds: it is a profile or it is not, and nothing beyond it is
 * read. */
static void what_is_no_profile_is_empty(void)
{
    static const struct {
        const char *bytes;
        uint32_t length;
    } cases[] = {
        {"", 0},
        {"\1\2\4\10BSSIDxhomesecret1", 21},   /* a byte short */
        {"\1\2\4\10BSSIDxhomesecret123", 23}, /* one too many */
        {"\2\2\4\10BSSIDxhomesecret12", 22},  /* version */
        {"\1\4\4\10BSSIDxhomesecret12", 22},  /* security */
        {"\1\2\0\10BSSIDxsecret12", 18},      /* no name */
        {"\1\2\4\7BSSIDxhomesecret", 21},     /* short passphrase */
        {"\1\0\4\10BSSIDxhomesecret12", 22},  /* open, with a passphrase */
        {"\1\2\377\377BSSIDxhome", 14},
    };
    WIFINetworkProfile_t got;
    uint32_t number;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin(NULL);
        CHECK_EQ(object_store_put(&store, "wifi.a", 6, cases[i].bytes, cases[i].length, &number),
                 OBJECT_STORE_OK);
        CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiFailure);
        CHECK_EQ(core.reason, WIFI_REASON_NO_PROFILE);
    }
    begin(NULL);
    CHECK_EQ(object_store_put(&store, "wifi.a", 6, "\1\2\4\10BSSIDxhomesecret12", 22, &number),
             OBJECT_STORE_OK);
    CHECK_EQ(wifi_profile_get(&core, &got, 0), eWiFiSuccess);
}

/* The power is cut at every operation of the flash while a profile is replaced: it has its old or
 * its new passphrase, and the others are as they were. */
static void a_power_cut_leaves_the_old_or_the_new_network(void)
{
    bool cut = true;

    for (uint64_t at = 1; cut; at++) {
        uint16_t index;
        begin(NULL);
        CHECK_EQ(add("other", "87654321", &index), eWiFiSuccess);
        CHECK_EQ(add("home", "secret12", &index), eWiFiSuccess);
        if (setjmp(kit_power_cut) == 0) {
            kit_cut_after(at);
            CHECK_EQ(add("home", "changed1", &index), eWiFiSuccess);
            cut = false;
        }
        kit_flash_state.cut_at = 0;
        mount(NULL);
        CHECK_EQ(joins(0, "join:other/87654321/3/0/20000"), 1);
        CHECK_EQ(
            joins(1, "join:home/secret12/3/0/20000") + joins(1, "join:home/changed1/3/0/20000"), 1);
    }
}

/* ---- three networks: each is what it was, or not there ---- */

static const char *const kept[][2] = {
    {"home", "secret12"}, {"cafe", ""}, {"0123456789abcdef0123456789ABCDEF", "87654321"}};

static void keep_three(unsigned seed)
{
    uint16_t index;

    begin(NULL);
    kit_flash_new(SECTOR, 4, seed);
    mount(NULL);
    for (uint16_t i = 0; i < 3; i++) {
        CHECK_EQ(add(kept[i][0], kept[i][1], &index), eWiFiSuccess);
        CHECK_EQ(index, i);
    }
}

/* How many there are, of which each is whole. */
static unsigned whole_networks(void)
{
    WIFINetworkProfile_t got;
    unsigned count = 0;

    for (uint16_t i = 0; i < PROFILES; i++) {
        if (wifi_profile_get(&core, &got, i) != eWiFiSuccess) {
            continue;
        }
        CHECK_EQ(i < 3, 1);
        CHECK_EQ(strcmp(got.cSSID, kept[i][0]), 0);
        CHECK_EQ(strcmp(got.cPassword, kept[i][1]), 0);
        count++;
    }
    return count;
}

static void a_byte_that_is_wrong_in_flash_is_in_no_network(void)
{
    static uint8_t image[4 * SECTOR];
    static const uint8_t wrong[] = {0x01, 0xFF};
    unsigned least = 3;
    uint16_t index;

    keep_three(1);
    memcpy(image, kit_flash_state.memory, sizeof image);
    for (size_t i = 0; i < sizeof image * sizeof wrong; i++) {
        const size_t at = i / sizeof wrong;
        if (image[at] == 0xFF && at % 32 != 0) { /* what is erased: some of it */
            continue;
        }
        memcpy(kit_flash_state.memory, image, sizeof image);
        kit_flash_state.memory[at] ^= wrong[i % sizeof wrong];
        mount(NULL);
        const unsigned count = whole_networks();
        least = count < least ? count : least;
        CHECK_EQ(wifi_profile_delete(&core, PROFILES), eWiFiSuccess);
        CHECK_EQ(add("new", "12345678", &index), eWiFiSuccess);
        CHECK_EQ(joins(0, "join:new/12345678/3/0/20000"), 1);
    }
    CHECK_EQ(least < 3, 1); /* the bytes were some of theirs */
}

/* Whatever a cut leaves half done, for each operation of the flash. */
static void a_power_cut_while_networks_are_deleted_leaves_no_half_of_one(void)
{
    uint16_t index;

    for (unsigned round = 0; round < 12; round++) {
        const uint16_t what = round % 2 == 0 ? PROFILES : 1;
        bool cut = true;
        for (uint64_t at = 1; cut; at++) {
            keep_three(round / 2);
            if (setjmp(kit_power_cut) == 0) {
                kit_cut_after(at);
                CHECK_EQ(wifi_profile_delete(&core, what), eWiFiSuccess);
                cut = false;
            }
            kit_flash_state.cut_at = 0;
            mount(NULL);
            const unsigned count = whole_networks();
            CHECK_EQ(cut || count == (what == 1 ? 2 : 0), 1);
            CHECK_EQ(what == PROFILES || count >= 2, 1);
            CHECK_EQ(wifi_profile_delete(&core, what), eWiFiSuccess); /* what was begun is ended */
            CHECK_EQ(whole_networks(), what == 1 ? 2 : 0);
            CHECK_EQ(kit_flash_contains("secret12", 8), what == 1);
            CHECK_EQ(add("new", "12345678", &index), eWiFiSuccess);
        }
    }
}

int main(void)
{
    RUN(a_network_is_there_after_a_restart);
    RUN(eight_networks_and_no_ninth);
    RUN(the_number_behind_the_last_deletes_all);
    RUN(a_deleted_network_is_gone_from_the_flash);
    RUN(parameters_of_a_profile_have_limits);
    RUN(flash_that_fails_is_said);
    RUN(flash_that_cannot_be_read_keeps_its_networks);
    RUN(a_sealed_profile_is_no_text_in_flash);
    RUN(what_is_no_profile_is_empty);
    RUN(a_power_cut_leaves_the_old_or_the_new_network);
    RUN(a_byte_that_is_wrong_in_flash_is_in_no_network);
    RUN(a_power_cut_while_networks_are_deleted_leaves_no_half_of_one);
    return 0;
}
