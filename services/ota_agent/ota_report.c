/* SPDX-License-Identifier: MIT */
#include "ota_report.h"

#include "ota_image.h"

static void put_text(struct lib_text_out *out, const char *text)
{
    lib_text_put(out, text, strlen(text));
}

static void put_hex(struct lib_text_out *out, uint32_t number)
{
    lib_text_put(out, LIB_TEXT("0x"));
    for (unsigned shift = 32; shift > 0; shift -= 4u) {
        lib_text_put(out, &"0123456789abcdef"[(number >> (shift - 4u)) & 0xFu], 1);
    }
}

void ota_details_receive(struct lib_text_out *out, uint32_t done, uint32_t all)
{
    lib_text_put(out, LIB_TEXT("{\"receive\":\""));
    lib_text_put_number(out, done);
    lib_text_put(out, LIB_TEXT("/"));
    lib_text_put_number(out, all);
    lib_text_put(out, LIB_TEXT("\"}"));
}

void ota_details_test(struct lib_text_out *out, const char *state, const char *reason,
                      uint32_t version)
{
    put_text(out, state != NULL ? "{\"self_test\":\"" : "{\"reason\":\"");
    put_text(out, state != NULL ? state : reason);
    lib_text_put(out, LIB_TEXT("\",\"updatedBy\":\""));
    put_hex(out, version);
    lib_text_put(out, LIB_TEXT("\"}"));
}

void ota_details_reason(struct lib_text_out *out, const char *fault, const char *reason,
                        OTA_Err_t code)
{
    lib_text_put(out, LIB_TEXT("{\"reason\":\""));
    put_text(out, fault);
    put_text(out, reason);
    lib_text_put(out, LIB_TEXT("\",\"code\":\""));
    put_hex(out, code);
    lib_text_put(out, LIB_TEXT("\"}"));
}

const char *ota_error_text(OTA_Err_t error)
{
    static const struct {
        uint8_t code;
        char text[19];
    } texts[] = {
        {kOTA_Err_SignatureCheckFailed >> kOTA_MainErrShiftDownBits, "job signature"},
        {kOTA_Err_BadSignerCert >> kOTA_MainErrShiftDownBits, "certfile"},
        {kOTA_Err_RxFileTooLarge >> kOTA_MainErrShiftDownBits, "filesize"},
        {kOTA_Err_FileClose >> kOTA_MainErrShiftDownBits, "file"},
        {kOTA_Err_BootInfoCreateFailed >> kOTA_MainErrShiftDownBits, "journal"},
        {kOTA_Err_RxFileCreateFailed >> kOTA_MainErrShiftDownBits, "progress"},
        {kOTA_Err_FileAbort >> kOTA_MainErrShiftDownBits, "flash"},
        {kOTA_Err_DowngradeNotAllowed >> kOTA_MainErrShiftDownBits, "downgrade"},
        {kOTA_Err_SameFirmwareVersion >> kOTA_MainErrShiftDownBits, "same version"},
        {kOTA_Err_ImageStateMismatch >> kOTA_MainErrShiftDownBits, "self-test"},
        {kOTA_Err_MomentumAbort >> kOTA_MainErrShiftDownBits, "momentum"},
        {kOTA_Err_GenericIngestError >> kOTA_MainErrShiftDownBits, "update_data_url"},
        {kOTA_Err_UserAbort >> kOTA_MainErrShiftDownBits, "aborted"},
    };

    if ((error & kOTA_PAL_ErrMask) != 0) {
        return ota_refusal_text((ota_refusal_t)(error & kOTA_PAL_ErrMask));
    }
    for (unsigned i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].code == error >> kOTA_MainErrShiftDownBits) {
            return texts[i].text;
        }
    }
    return "failed";
}

size_t ota_report_write(char *buffer, size_t size, JobCurrentStatus_t status,
                        const struct lib_text_out *details, uint32_t version, uint32_t token)
{
    char number[10];
    struct lib_text_out expected = {number, sizeof number, 0};

    lib_text_put_number(&expected, version);
    const JobsUpdateRequest_t request = {
        .status = status,
        .expectedVersion = number,
        .expectedVersionLength = version != 0 ? expected.needed : 0,
        .statusDetails = details->buffer,
        .statusDetailsLength = lib_text_fits(details) ? details->needed : 0,
    };
    const size_t length = Jobs_UpdateMsg(request, buffer, size);
    if (length == 0) {
        return 0;
    }
    struct lib_text_out out = {buffer, size, length - 1u}; /* before the last brace */
    lib_text_put(&out, LIB_TEXT(",\"clientToken\":\""));
    put_hex(&out, token);
    lib_text_put(&out, LIB_TEXT("\"}"));
    return lib_text_fits(&out) ? out.needed : 0;
}
