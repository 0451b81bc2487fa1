/* SPDX-License-Identifier: MIT */
/* The keys of config.json, device.json and userdata.json: those of the public guides from 2019 on,
 * and ours. */
#ifndef TESTER_CONFIGURATION_KEYS_H
#define TESTER_CONFIGURATION_KEYS_H

#include "schema.h"

extern const struct schema_key config_keys[];
extern const struct schema_key pool_element; /* device.json is a list of these */
extern const struct schema_key userdata_keys[];
extern const struct schema_key
    wifi_keys[]; /* clientWifiConfig, testWifiConfig where a pool has Wi-Fi */
extern const struct schema_key ota_keys[]; /* otaConfiguration where a pool has OTA */

/* A feature of device.json: its values, and whether a board may be without. */
struct known_feature {
    const char *name, *other_name;
    const char *const *values;
    bool needed;           /* a board that says No cannot qualify */
    const char *otherwise; /* what is assumed when it is not declared; NULL: nothing is said */
};

extern const struct known_feature known_features[]; /* name NULL ends it */

#endif
