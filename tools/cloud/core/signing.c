/* SPDX-License-Identifier: MIT */
/* Signing, with the names of AWS Signer: certificates with their keys, profiles, jobs. A job is
 * done when its answer goes out: there is nothing to wait for. */
#include "signing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "object.h"
#include "operate.h"
#include "services.h"

#define CERTIFICATE_SPACE "signing-certificate"
#define PROFILE_SPACE     "signing-profile"
#define PROFILE_NAME_MAX  64u
#define CERTNAME_MAX      256u
#define VERSION_BYTES     10 /* of a profile */

static const char invalid[] = "ValidationException", missing[] = "ResourceNotFoundException";

bool fault_set(struct fault *fault, const char *code, const char *message, ...)
{
    va_list arguments;

    fault->code = code;
    va_start(arguments, message);
    (void)vsnprintf(fault->message, sizeof(fault->message), message, arguments);
    va_end(arguments);
    return false;
}

void signing_reply_fault(struct cloud_reply *reply, const struct fault *fault)
{
    reply_error(reply, strcmp(fault->code, missing) == 0 ? 404 : 400, fault->code, "%s",
                fault->message);
}

static json_t *own_arn(const struct cloud *cloud, const char *service, const char *kind,
                       const char *name)
{
    const struct cloud_config *config = cloud_config(cloud);
    char text[ARN_BYTES_MAX];

    (void)snprintf(text, sizeof(text), "arn:aws:%s:%s:%s:%s/%s", service, config->region,
                   config->account, kind, name);
    return json_string(text);
}

/* ---- certificates ---- */

static void import_certificate(struct cloud *cloud, const json_t *parameters,
                               struct cloud_reply *reply)
{
    const struct cloud_signer *signer = cloud_config(cloud)->signer;
    const char *certificate = need_text(parameters, "certificate", reply);
    const char *key = certificate != NULL ? need_text(parameters, "privateKey", reply) : NULL;
    char id[37];

    if (key == NULL) {
        return;
    }
    cloud_uuid(cloud, id);
    const char *why = signer != NULL ? signer->import(signer->self, id, certificate, key)
                                     : "This cloud keeps no keys";
    if (why != NULL) {
        reply_error(reply, 400, invalid, "%s", why);
        return;
    }
    json_t *row = json_pack("{s:o,s:I}", "certificateArn", own_arn(cloud, "acm", "certificate", id),
                            "importedAt", (json_int_t)(cloud_now_ms(cloud) / 1000));
    const bool is_kept = cloud_store_put_json(cloud_store(cloud), CERTIFICATE_SPACE, id, row);
    reply_kept(reply, is_kept,
               json_pack("{s:O}", "certificateArn", json_object_get(row, "certificateArn")));
    json_decref(row);
}

/* The id in an ARN that import has made; false: there is no such certificate. */
bool signing_find_certificate(const struct cloud *cloud, const char *arn, const char **id)
{
    const char *slash = arn != NULL ? strrchr(arn, '/') : NULL;
    json_t *row = slash != NULL
                      ? cloud_store_get_json(cloud_store(cloud), CERTIFICATE_SPACE, slash + 1)
                      : NULL;
    const char *kept = member_string(row, "certificateArn");
    const bool is_there = kept != NULL && strcmp(kept, arn) == 0;

    json_decref(row);
    *id = is_there ? slash + 1 : NULL;
    return is_there;
}

/* ---- profiles ---- */

static bool is_default(const json_t *object, const char *name, const char *value)
{
    const char *given = member_string(object, name);

    return json_object_get(object, name) == NULL || (given != NULL && strcmp(given, value) == 0);
}

static bool profile_is_good(const struct cloud *cloud, const char *name, const json_t *parameters,
                            struct fault *fault)
{
    const json_t *overrides =
        json_object_get(json_object_get(parameters, "overrides"), "signingConfiguration");
    const char *platform = member_string(parameters, "platformId"), *id;
    const char *certname =
        member_string(json_object_get(parameters, "signingParameters"), "certname");

    if (name == NULL || strlen(name) < 2 || !is_name(name, PROFILE_NAME_MAX, "_")) {
        return fault_set(fault, invalid, "profileName must be 2 to %u of [a-zA-Z0-9_]",
                         PROFILE_NAME_MAX);
    }
    if (platform == NULL || strcmp(platform, SIGNING_PLATFORM) != 0) {
        return fault_set(fault, invalid, "platformId must be %s", SIGNING_PLATFORM);
    }
    if (!is_default(overrides, "encryptionAlgorithm", "ECDSA") ||
        !is_default(overrides, "hashAlgorithm", "SHA256")) {
        return fault_set(fault, invalid, "This cloud signs with ECDSA and SHA256");
    }
    if (certname == NULL || certname[0] == '\0' || strlen(certname) > CERTNAME_MAX) {
        return fault_set(fault, invalid,
                         "signingParameters must have certname, the certificate's path on the "
                         "device, of 1 to %u characters",
                         CERTNAME_MAX);
    }
    if (!signing_find_certificate(
            cloud, member_string(json_object_get(parameters, "signingMaterial"), "certificateArn"),
            &id)) {
        return fault_set(fault, missing,
                         "signingMaterial must have certificateArn, as ImportCertificate gave it");
    }
    return true;
}

/* Ten letters and digits, another one each time. */
static void new_version(struct cloud *cloud, char version[37])
{
    char *to = version;

    cloud_uuid(cloud, version);
    for (const char *from = version; to - version < VERSION_BYTES; from++) {
        if (*from != '-') {
            *to++ = *from;
        }
    }
    *to = '\0';
}

static json_t *read_profile(const struct cloud *cloud, const char *name)
{
    return name != NULL ? cloud_store_get_json(cloud_store(cloud), PROFILE_SPACE, name) : NULL;
}

bool signing_put_profile(struct cloud *cloud, const char *name, const json_t *parameters,
                         struct fault *fault)
{
    static const char *const members[] = {"platformId", "signingMaterial", "signingParameters",
                                          "overrides", "tags"};
    char version[37], with_version[PROFILE_NAME_MAX + VERSION_BYTES + 2];

    if (!profile_is_good(cloud, name, parameters, fault)) {
        return false;
    }
    new_version(cloud, version);
    (void)snprintf(with_version, sizeof(with_version), "%s/%s", name, version);
    json_t *row =
        json_pack("{s:s,s:s,s:s,s:s,s:o,s:o}", "profileName", name, "status", "Active",
                  "platformDisplayName", SIGNING_PLATFORM_NAME, "profileVersion", version, "arn",
                  own_arn(cloud, "signer", "/signing-profiles", name), "profileVersionArn",
                  own_arn(cloud, "signer", "/signing-profiles", with_version));
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        json_t *value = json_object_get(parameters, members[i]);
        if (value != NULL) {
            json_object_set(row, members[i], value);
        }
    }
    const bool is_kept = cloud_store_put_json(cloud_store(cloud), PROFILE_SPACE, name, row);
    json_decref(row);
    return is_kept || fault_set(fault, "InternalServiceErrorException", "The store failed");
}

static void put_profile(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    static const char *const members[] = {"arn", "profileVersion", "profileVersionArn", NULL};
    const char *name = member_string(parameters, "profileName");
    struct fault fault;

    if (signing_put_profile(cloud, name, parameters, &fault)) {
        json_t *row = read_profile(cloud, name);
        reply_json(reply, 200, members_picked(row, members));
        json_decref(row);
    } else {
        signing_reply_fault(reply, &fault);
    }
}

json_t *signing_find_profile(const struct cloud *cloud, const char *name)
{
    json_t *row = read_profile(cloud, name);
    const char *status = member_string(row, "status");

    if (status != NULL && strcmp(status, "Active") == 0) {
        return row;
    }
    json_decref(row);
    return NULL;
}

static json_t *need_profile(const struct cloud *cloud, const json_t *parameters,
                            struct cloud_reply *reply)
{
    const char *name = member_string(parameters, "profileName");
    json_t *row = read_profile(cloud, name);

    if (row == NULL) {
        reply_error(reply, 404, missing, "There is no signing profile %s",
                    name != NULL ? name : "");
    }
    return row;
}

static void get_profile(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_profile(cloud, parameters, reply);

    if (row != NULL) {
        reply_json(reply, 200, row);
    }
}

/* A profile that is cancelled signs nothing more; it is still told of, and its name may be used
 * again. */
static void cancel_profile(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    json_t *row = need_profile(cloud, parameters, reply);

    if (row != NULL) {
        json_object_set_new(row, "status", json_string("Canceled"));
        reply_kept(reply,
                   cloud_store_put_json(cloud_store(cloud), PROFILE_SPACE,
                                        member_string(row, "profileName"), row),
                   NULL);
        json_decref(row);
    }
}

/* As a list has it; cancelled ones if `all`. */
static json_t *item_profile(const struct cloud *cloud, const char *name, const char *value,
                            void *all)
{
    json_t *row = json_loads(value, 0, NULL);
    const bool is_shown = *(bool *)all || strcmp(member_string(row, "status"), "Active") == 0;

    (void)cloud;
    (void)name;
    (void)json_object_del(row, "overrides");
    if (is_shown) {
        return row;
    }
    json_decref(row);
    return NULL;
}

static void list_profiles(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    bool all = is_set(parameters, "includeCanceled");
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, PROFILE_SPACE, "", item_profile, &all);
        page_reply(&page, "profiles", reply);
    }
}

/* The one there is. */
static json_t *platform(void)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:{s:{s:[s],s:s},s:{s:[s],s:s}},s:{s:[s],s:s},s:i}",
                     "platformId", SIGNING_PLATFORM, "displayName", SIGNING_PLATFORM_NAME,
                     "partner", "AmazonFreeRTOS", "target", "OTAUpdate", "category", "AWSIoT",
                     "signingConfiguration", "encryptionAlgorithmOptions", "allowedValues", "ECDSA",
                     "defaultValue", "ECDSA", "hashAlgorithmOptions", "allowedValues", "SHA256",
                     "defaultValue", "SHA256", "signingImageFormat", "supportedFormats",
                     "JSONDetached", "defaultFormat", "JSONDetached", "maxSizeInMB",
                     (int)(OBJECT_BYTES_MAX / (1024 * 1024)));
}

static void get_platform(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "platformId");

    (void)cloud;
    if (strcmp(id, SIGNING_PLATFORM) == 0) {
        reply_json(reply, 200, platform());
    } else {
        reply_error(reply, 404, missing, "There is no signing platform %s", id);
    }
}

static void list_platforms(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    (void)cloud;
    (void)parameters;
    reply_json(reply, 200, json_pack("{s:[o]}", "platforms", platform()));
}

static const struct operation operations[] = {
    {"ImportCertificate", "POST", "/signing-certificates", import_certificate},
    {"PutSigningProfile", "PUT", "/signing-profiles/{profileName}", put_profile},
    {"GetSigningProfile", "GET", "/signing-profiles/{profileName}", get_profile},
    {"CancelSigningProfile", "DELETE", "/signing-profiles/{profileName}", cancel_profile},
    {"ListSigningProfiles", "GET", "/signing-profiles", list_profiles},
    {"GetSigningPlatform", "GET", "/signing-platforms/{platformId}", get_platform},
    {"ListSigningPlatforms", "GET", "/signing-platforms", list_platforms},
    {0},
};

const struct service service_signing = {.name = "signing", .operations = operations};
