/* SPDX-License-Identifier: MIT */
/* config.json, device.json and userdata.json, as their guides describe them, checked as a whole:
 * whoever holds a struct configuration needs to check nothing again. Keys of ours are marked. */
#ifndef TESTER_CONFIGURATION_H
#define TESTER_CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

struct complaints;

struct feature {
    const char *name;  /* WIFI, OTA, BLE, TCP/IP, TLS, ... */
    const char *value; /* Yes, No, On-chip, Offloaded */
};

struct identifier {
    const char *name;
    const char *value;
};

enum serial_protocol {
    SERIAL_UART, /* a device file or a pty, 115200 8N1 unless `baud` (ours) */
    SERIAL_TCP,  /* ours: HOST:PORT */
    SERIAL_UNIX  /* ours: a socket's path */
};

struct device {
    const char *id;
    enum serial_protocol protocol;
    const char *serial_port;
    unsigned baud;
    const struct identifier *identifiers;
    size_t identifier_count;
};

struct pool {
    const char *id;
    const char *sku;
    const struct feature *features;
    size_t feature_count;
    const struct device *devices; /* identical boards */
    size_t device_count;
};

struct tool {
    const char *name;
    const char *version;
    char **command; /* words for exec() (command_words.h), with placeholders; NULL-terminated */
};

struct wifi_network {
    const char *ssid, *password, *security; /* NULL where not given */
};

/* Images of updates are built and signed by the groups themselves, on this machine: what names an
 * image, or a signer in a cloud, is accepted and not used. */
struct ota_settings {
    const char *unused; /* keys that are there, separated by ", "; NULL: none */
};

struct cmake_settings {
    const char *board, *vendor, *compiler; /* NULL where not given, or still the example's */
    const char *toolchain_path; /* afrToolchainPath: a folder, absolute or with placeholders */
    const char *toolchain_file; /* cmakeToolchainPath: likewise a file */
};

struct configuration {
    /* config.json */
    const char *log_folder, *results_folder;
    const char *region;    /* awsRegion: recorded, not used */
    const char *cloud;     /* ours: "box" (default), or the URL of an endpoint */
    const char *peer_host; /* ours: this machine as the device sees it; default its own address */
    /* device.json */
    const struct pool *pools;
    size_t pool_count;
    /* userdata.json */
    const char *source_path; /* absolute */
    const char *sdk_path;    /* sdkConfiguration.path, or NULL */
    const char *image_name;  /* buildImageInfo.testsImageName, or "aws_tests" */
    struct tool build, flash;
    struct tool stop;        /* ours, may be absent (command NULL): ends what flash has started */
    unsigned start_delay_ms; /* testStartDelayms */
    struct wifi_network client_wifi, test_wifi;
    struct ota_settings ota;
    struct cmake_settings cmake;
};

/**
 * Read and check the three files.
 *
 * @param config_path    May be NULL: defaults.
 * @param complaints     Every problem of all files, in the order of the files and their lines.
 * Values are those of the guides, whatever their letter case in the file; TCP/IP and TLS are
 * On-chip or Offloaded. Whether paths and commands are there is not looked at:
 * configuration_look().
 *
 * @return Owned by the caller, configuration_free(); NULL when there are errors. Warnings may be in
 * `complaints` either way.
 */
struct configuration *configuration_read(const char *config_path, const char *device_path,
                                         const char *userdata_path, struct complaints *complaints);

/**
 * Whether this machine has what the configuration names: commands, the serial lines of a pool.
 *
 * @param pool         Of the configuration.
 * @param tester_root  {{config.idtRootPath}}
 */
void configuration_look(const struct configuration *configuration, const struct pool *pool,
                        const char *tester_root, struct complaints *complaints);

/** Give it back; NULL is fine. */
void configuration_free(struct configuration *configuration);

/** Whether a device's time is not that of this machine, but counted by whoever emulates it: so says
 * its identifier "time", "counted" or "real" (ours); without it a UART is a board's, and a socket
 * is an emulator's. */
bool device_counts_time(const struct device *device);

/** Value of a pool's feature, name compared without letter case. @return NULL: not declared. */
const char *pool_feature(const struct pool *pool, const char *name);

#endif
