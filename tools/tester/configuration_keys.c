/* SPDX-License-Identifier: MIT */
/* What the guides' tester needed for an account in a cloud is known here and used by nobody:
 * SCHEMA_UNUSED. */
#include "configuration_keys.h"

static const char *const yes_no[] = {"Yes", "No", NULL};
static const char *const place[] = {"On-chip", "Offloaded", "Yes", "No", NULL};
static const char *const algorithms[] = {"RSA", "ECC", "Both", "No", NULL};
static const char *const provisioning[] = {"Import", "Onboard", "Both", "No", NULL};
static const char *const protocols[] = {"uart", "tcp", "unix", NULL};
static const char *const security[] = {"eWiFiSecurityOpen", "eWiFiSecurityWEP",  "eWiFiSecurityWPA",
                                       "eWiFiSecurityWPA2", "eWiFiSecurityWPA3", NULL};

const struct known_feature known_features[] = {{"WIFI", "Wi-Fi", yes_no, false, "No"},
                                               {"OTA", NULL, yes_no, false, "No"},
                                               {"BLE", "Bluetooth", yes_no, false, NULL},
                                               {"Cellular", NULL, yes_no, false, NULL},
                                               {"TCP/IP", "TCPIP", place, true, "On-chip"},
                                               {"TLS", NULL, place, true, "On-chip"},
                                               {"PKCS11", "PKCS#11", algorithms, true, NULL},
                                               {"KeyProvisioning", NULL, provisioning, true, NULL},
                                               {0}};

#define TEXT(key, ...)                                                                             \
    {                                                                                              \
        .name = (key), .kind = SCHEMA_TEXT, __VA_ARGS__                                            \
    }
#define ANY(key)                                                                                   \
    {                                                                                              \
        .name = (key), .kind = SCHEMA_ANY, .flags = SCHEMA_UNUSED                                  \
    }
#define PORT(key)                                                                                  \
    {                                                                                              \
        .name = (key), .kind = SCHEMA_WHOLE, .least = 1, .most = 65535                             \
    }
#define PREFIX(key)                                                                                \
    {                                                                                              \
        .name = (key), .kind = SCHEMA_ANY, .flags = SCHEMA_UNUSED | SCHEMA_PREFIX                  \
    }
#define OBJECT(key, of)                                                                            \
    {                                                                                              \
        .name = (key), .kind = SCHEMA_OBJECT, .keys = (of)                                         \
    }

static const struct schema_key log_keys[] = {TEXT("location"), {0}};

const struct schema_key config_keys[] = {
    OBJECT("log", log_keys),
    ANY("configFiles"),
    ANY("testPath"),
    TEXT("reportPath"),
    ANY("certificatePath"),
    TEXT("awsRegion", .flags = SCHEMA_LOOSE),
    ANY("auth"),
    TEXT("cloud", .expected = "\"box\" or the URL of an endpoint"),
    TEXT("peerHost", .expected = "this machine as the boards see it"),
    {0}};

static const struct schema_key feature_config_keys[] = {
    TEXT("name", .flags = SCHEMA_REQUIRED), TEXT("value", .flags = SCHEMA_REQUIRED), {0}};

static const struct schema_key feature_keys[] = {
    TEXT("name", .flags = SCHEMA_REQUIRED, .expected = "WIFI, OTA, TCP/IP, TLS ..."),
    /* its choices depend on the name: configuration.c */
    TEXT("value", .flags = SCHEMA_REQUIRED | SCHEMA_ELSEWHERE),
    {.name = "configs",
     .kind = SCHEMA_LIST,
     .flags = SCHEMA_UNUSED | SCHEMA_EMPTY,
     .keys = feature_config_keys},
    {0}};

static const struct schema_key connectivity_keys[] = {
    TEXT("protocol", .flags = SCHEMA_REQUIRED, .choices = protocols),
    TEXT("serialPort", .flags = SCHEMA_REQUIRED, .expected = "/dev/ttyUSB0, for example"),
    {.name = "baud", .kind = SCHEMA_WHOLE, .least = 50, .most = 4000000},
    {0}};

static const struct schema_key identifier_keys[] = {
    TEXT("name", .flags = SCHEMA_REQUIRED),
    TEXT("value", .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY | SCHEMA_LOOSE),
    {0}};

static const struct schema_key device_keys[] = {
    TEXT("id", .flags = SCHEMA_REQUIRED | SCHEMA_LOOSE, .expected = "a name of its own"),
    {.name = "connectivity",
     .kind = SCHEMA_OBJECT,
     .flags = SCHEMA_REQUIRED,
     .keys = connectivity_keys},
    {.name = "identifiers", .kind = SCHEMA_LIST, .flags = SCHEMA_EMPTY, .keys = identifier_keys},
    ANY("secureElementConfig"),
    {0}};

static const struct schema_key pool_keys[] = {
    TEXT("id", .flags = SCHEMA_REQUIRED | SCHEMA_LOOSE, .expected = "a name of its own"),
    TEXT("sku", .flags = SCHEMA_REQUIRED | SCHEMA_LOOSE,
         .expected = "the board's name in the catalogue"),
    {.name = "features",
     .kind = SCHEMA_LIST,
     .flags = SCHEMA_REQUIRED,
     .expected = "each with \"name\" and \"value\"",
     .keys = feature_keys},
    {.name = "devices",
     .kind = SCHEMA_LIST,
     .flags = SCHEMA_REQUIRED,
     .expected = "one for each board",
     .keys = device_keys},
    {0}};

const struct schema_key pool_element = {
    .name = "", .kind = SCHEMA_LIST, .expected = "one for each pool", .keys = pool_keys};

static const struct schema_key image_keys[] = {
    TEXT("testsImageName", .flags = SCHEMA_LOOSE), ANY("demosImageName"), {0}};

static const struct schema_key tool_keys[] = {
    TEXT("name", .flags = SCHEMA_REQUIRED | SCHEMA_LOOSE),
    TEXT("version", .flags = SCHEMA_REQUIRED | SCHEMA_LOOSE),
    {.name = "command",
     .kind = SCHEMA_TEXTS,
     .flags = SCHEMA_REQUIRED,
     .expected = "a command line"},
    OBJECT("buildImageInfo", image_keys),
    {0}};

static const struct schema_key stop_keys[] = {
    TEXT("name"),
    TEXT("version"),
    {.name = "command", .kind = SCHEMA_TEXTS, .flags = SCHEMA_REQUIRED},
    {0}};

static const struct schema_key sdk_keys[] = {
    TEXT("name"), TEXT("version"), TEXT("path", .flags = SCHEMA_REQUIRED), {0}};

static const struct schema_key cmake_keys[] = {TEXT("boardName", .flags = SCHEMA_LOOSE),
                                               TEXT("vendorName", .flags = SCHEMA_LOOSE),
                                               TEXT("compilerName", .flags = SCHEMA_LOOSE),
                                               TEXT("afrToolchainPath", .flags = SCHEMA_LOOSE),
                                               TEXT("frToolchainPath", .flags = SCHEMA_LOOSE),
                                               TEXT("cmakeToolchainPath", .flags = SCHEMA_LOOSE),
                                               {0}};

const struct schema_key wifi_keys[] = {
    TEXT("wifiSSID", .flags = SCHEMA_REQUIRED, .expected = "the name of the network"),
    TEXT("wifiPassword", .flags = SCHEMA_REQUIRED | SCHEMA_EMPTY),
    TEXT("wifiSecurityType", .flags = SCHEMA_REQUIRED, .choices = security),
    {0}};

const struct schema_key ota_keys[] = {
    TEXT("otaFirmwareFilePath", .flags = SCHEMA_LOOSE, .expected = "the image that a build makes"),
    ANY("otaE2EFirmwarePath"),
    ANY("otaE2EFirmwareFilePath"),
    PREFIX("otaE2E"),
    PREFIX("otaPAL"),
    TEXT("deviceFirmwareFileName", .flags = SCHEMA_LOOSE),
    ANY("deviceFirmwarePath"),
    ANY("otaDemoConfigFilePath"),
    ANY("awsSignerPlatform"),
    ANY("awsSignerCertificateArn"),
    ANY("awsUntrustedSignerCertificateArn"),
    ANY("awsSignerCertificateFileName"),
    {.name = "compileCodesignerCertificate", .kind = SCHEMA_BOOLEAN, .flags = SCHEMA_UNUSED},
    ANY("codeSigningConfiguration"),
    {0}};

static const struct schema_key echo_keys[] = {
    PORT("securePortForSecureSocket"), PORT("insecurePortForSecureSocket"),
    PORT("insecurePortForWiFi"),       PORT("serverPort"),
    ANY("keyGenerationMethod"),        {0}};

const struct schema_key userdata_keys[] = {
    TEXT("sourcePath", .flags = SCHEMA_REQUIRED, .expected = "the folder of the sources"),
    ANY("vendorPath"),
    {.name = "retainModifiedSourceDirectories", .kind = SCHEMA_BOOLEAN, .flags = SCHEMA_UNUSED},
    ANY("freeRTOSVersion"),
    ANY("freeRTOSTestParamConfigPath"),
    ANY("freeRTOSTestExecutionConfigPath"),
    OBJECT("sdkConfiguration", sdk_keys),
    {.name = "buildTool",
     .kind = SCHEMA_OBJECT,
     .flags = SCHEMA_REQUIRED,
     .expected = "with \"name\", \"version\" and \"command\"",
     .keys = tool_keys},
    {.name = "flashTool",
     .kind = SCHEMA_OBJECT,
     .flags = SCHEMA_REQUIRED,
     .expected = "with \"name\", \"version\" and \"command\"",
     .keys = tool_keys},
    OBJECT("stopTool", stop_keys),
    {.name = "testStartDelayms", .kind = SCHEMA_WHOLE, .least = 0, .most = 30000},
    {.name = "clientWifiConfig",
     .kind = SCHEMA_OBJECT,
     .flags = SCHEMA_ELSEWHERE}, /* wifi_keys and ota_keys, where a pool has the feature */
    {.name = "testWifiConfig", .kind = SCHEMA_OBJECT, .flags = SCHEMA_ELSEWHERE},
    ANY("echoServerCertificateConfiguration"),
    {.name = "echoServerConfiguration",
     .kind = SCHEMA_OBJECT,
     .flags = SCHEMA_UNUSED,
     .keys = echo_keys},
    {.name = "otaConfiguration", .kind = SCHEMA_OBJECT, .flags = SCHEMA_ELSEWHERE},
    OBJECT("cmakeConfiguration", cmake_keys),
    ANY("pkcs11LabelConfiguration"),
    ANY("freertosFileConfiguration"),
    {0}};
