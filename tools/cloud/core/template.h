/* SPDX-License-Identifier: MIT */
/* Provisioning templates: parameters put in their places.
 *
 *     {"Parameters": {"Serial": {"Type": "String", "Default": "0"}},
 *      "Mappings": {"Sites": {"A": {"Group": "north"}}},
 *      "Resources": {"any name": {"Type": "AWS::IoT::Thing", "Properties":
 *          {"ThingName": {"Fn::Join": ["-", ["lamp", {"Ref": "Serial"}]]}}}},
 *      "DeviceConfiguration": {"anything": "..."}}
 *
 * Functions: Ref, Fn::Join, Fn::Select, Fn::Split, Fn::FindInMap, Fn::Sub. */
#ifndef CLOUD_TEMPLATE_H
#define CLOUD_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#define TEMPLATE_THING       "AWS::IoT::Thing"
#define TEMPLATE_CERTIFICATE "AWS::IoT::Certificate"
#define TEMPLATE_POLICY      "AWS::IoT::Policy"

/* Whether it is a template: `error` says why not. */
bool template_check(const json_t *document, char *error, size_t error_bytes);

/* Resources and DeviceConfiguration with every function replaced by what it stands for:
 * {"Resources": {...}, "DeviceConfiguration": {...}}. `given` are texts by name and stand above
 * defaults. A new reference; NULL: `error` says why. */
json_t *template_resolve(const json_t *document, const json_t *given, char *error,
                         size_t error_bytes);

#endif
