/* SPDX-License-Identifier: MIT */
#include "fleet_provisioning_message.h"

#include <string.h>

#include "cbor_reader.h"
#include "cbor_writer.h"
#include "json_text.h"
#include "lib_text.h"

static bool is_given(struct provisioning_text text)
{
    return text.text != NULL && text.length > 0;
}

static void put_string(struct lib_text_out *out, struct provisioning_text text)
{
    lib_text_put(out, "\"", 1);
    const size_t used = out->needed < out->size ? out->needed : out->size;
    out->needed += json_text_escape(text.text, text.length, out->buffer + used, out->size - used);
    lib_text_put(out, "\"", 1);
}

static void put_csr(struct lib_text_out *out, struct provisioning_text csr)
{
    lib_text_put(out, LIB_TEXT("{\"" FP_API_CSR_KEY "\":"));
    put_string(out, csr);
    lib_text_put(out, "}", 1);
}

static FleetProvisioningStatus_t finish(size_t needed, size_t size, size_t *length)
{
    *length = needed;
    return needed <= size ? FleetProvisioningSuccess : FleetProvisioningBufferTooSmall;
}

static void put_key(struct cbor_out *out, const char *key)
{
    cbor_put_text(out, key, strlen(key));
}

FleetProvisioningStatus_t provisioning_write_csr(FleetProvisioningFormat_t format,
                                                 struct provisioning_text csr, uint8_t *buffer,
                                                 size_t size, size_t *length)
{
    if (!is_given(csr) || buffer == NULL || length == NULL ||
        (unsigned)format > FleetProvisioningCbor) {
        return FleetProvisioningBadParameter;
    }
    struct lib_text_out json = {(char *)buffer, size, 0};
    struct cbor_out cbor = {buffer, size, 0};

    if (format == FleetProvisioningJson) {
        put_csr(&json, csr);
        return finish(json.needed, size, length);
    }
    cbor_put_map(&cbor, 1);
    put_key(&cbor, FP_API_CSR_KEY);
    cbor_put_text(&cbor, csr.text, csr.length);
    return finish(cbor.needed, size, length);
}

static void put_register(struct lib_text_out *out, struct provisioning_text token,
                         const struct provisioning_parameter *parameters, size_t count)
{
    lib_text_put(out, LIB_TEXT("{\"" FP_API_OWNERSHIP_TOKEN_KEY "\":"));
    put_string(out, token);
    lib_text_put(out, LIB_TEXT(",\"" FP_API_PARAMETERS_KEY "\":{"));
    for (size_t i = 0; i < count; i++) {
        lib_text_put(out, ",", i > 0 ? 1 : 0);
        put_string(out, parameters[i].name);
        lib_text_put(out, ":", 1);
        put_string(out, parameters[i].value);
    }
    lib_text_put(out, "}}", 2);
}

FleetProvisioningStatus_t
provisioning_write_register(FleetProvisioningFormat_t format, struct provisioning_text token,
                            const struct provisioning_parameter *parameters, size_t count,
                            uint8_t *buffer, size_t size, size_t *length)
{
    if (!is_given(token) || (parameters == NULL && count > 0) || buffer == NULL || length == NULL ||
        (unsigned)format > FleetProvisioningCbor) {
        return FleetProvisioningBadParameter;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_given(parameters[i].name) || parameters[i].value.text == NULL) {
            return FleetProvisioningBadParameter;
        }
    }
    struct lib_text_out json = {(char *)buffer, size, 0};
    struct cbor_out cbor = {buffer, size, 0};

    if (format == FleetProvisioningJson) {
        put_register(&json, token, parameters, count);
        return finish(json.needed, size, length);
    }
    cbor_put_map(&cbor, 2);
    put_key(&cbor, FP_API_OWNERSHIP_TOKEN_KEY);
    cbor_put_text(&cbor, token.text, token.length);
    put_key(&cbor, FP_API_PARAMETERS_KEY);
    cbor_put_map(&cbor, count);
    for (size_t i = 0; i < count; i++) {
        cbor_put_text(&cbor, parameters[i].name.text, parameters[i].name.length);
        cbor_put_text(&cbor, parameters[i].value.text, parameters[i].value.length);
    }
    return finish(cbor.needed, size, length);
}

/* A member in CBOR: its head. */
static bool find_item(const uint8_t *message, size_t size, const char *key, enum cbor_type type,
                      struct cbor_item *item)
{
    struct cbor_in value;

    return cbor_find((struct cbor_in){message, size}, key, strlen(key), &value) &&
           cbor_read(&value, item) && item->type == type && !item->is_open;
}

static bool find_member(const uint8_t *message, size_t size, const char *key, JSONTypes_t type,
                        struct provisioning_text *found)
{
    struct provisioning_text member;
    JSONTypes_t is;

    if (JSON_SearchConst((const char *)message, size, key, strlen(key), &member.text,
                         &member.length, &is) != JSONSuccess ||
        is != type) {
        return false;
    }
    *found = member;
    return true;
}

FleetProvisioningStatus_t provisioning_read_text(FleetProvisioningFormat_t format,
                                                 const uint8_t *message, size_t size,
                                                 const char *key, struct provisioning_text *found)
{
    struct cbor_item item;

    if (message == NULL || key == NULL || found == NULL ||
        (unsigned)format > FleetProvisioningCbor) {
        return FleetProvisioningBadParameter;
    }
    if (format == FleetProvisioningJson) {
        return find_member(message, size, key, JSONString, found) ? FleetProvisioningSuccess
                                                                  : FleetProvisioningNoMatch;
    }
    if (!find_item(message, size, key, CBOR_TEXT, &item)) {
        return FleetProvisioningNoMatch;
    }
    *found = (struct provisioning_text){(const char *)item.bytes, (size_t)item.value};
    return FleetProvisioningSuccess;
}

FleetProvisioningStatus_t provisioning_read_status_code(FleetProvisioningFormat_t format,
                                                        const uint8_t *message, size_t size,
                                                        uint32_t *code)
{
    struct provisioning_text digits;
    struct cbor_item item;

    if (message == NULL || code == NULL || (unsigned)format > FleetProvisioningCbor) {
        return FleetProvisioningBadParameter;
    }
    if (format == FleetProvisioningCbor) {
        if (!find_item(message, size, FP_API_STATUS_CODE_KEY, CBOR_UINT, &item) ||
            item.value > UINT16_MAX) {
            return FleetProvisioningNoMatch;
        }
        *code = (uint32_t)item.value;
        return FleetProvisioningSuccess;
    }
    uint32_t value = 0;
    if (!find_member(message, size, FP_API_STATUS_CODE_KEY, JSONNumber, &digits) ||
        !lib_text_to_number(digits.text, digits.length, UINT16_MAX, &value)) {
        return FleetProvisioningNoMatch;
    }
    *code = value;
    return FleetProvisioningSuccess;
}
