/* SPDX-License-Identifier: MIT */
/** The document of an over-the-air update job, as the update service writes it.
 *
 *      {"afr_ota":{"streamname":"stream-1", "protocols":["MQTT"],
 *                  "files":[{"filepath":"/image", "filesize":4096, "fileid":0, "certfile":"cert",
 *                            "sig-sha256-ecdsa":"MEQ...", "fileType":0,
 *                            "update_data_url":"https://...", "auth_scheme":"..."}]}}
 *
 *      streamname is of MQTT; update_data_url and auth_scheme are of HTTP; fileType is optional.
 */
#ifndef JOB_PARSER_H
#define JOB_PARSER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A file of an update. Texts are places in the document, without quotes and NUL. */
typedef struct {
    const char *signature; /**< Base64. */
    size_t signatureLen;
    const char *filepath;
    size_t filepathLen;
    const char *certfile;
    size_t certfileLen;
    const char *authScheme; /**< NULL with MQTT. */
    size_t authSchemeLen;
    const char *imageRef; /**< The stream's name with MQTT, the URL with HTTP. */
    size_t imageRefLen;
    uint32_t fileId;
    uint32_t fileSize; /**< Bytes. */
    uint32_t fileType; /**< 0 if the document does not say. */
} AfrOtaJobDocumentFields_t;

/**
 * Read what a document says of one file.
 *
 * @param jobDoc          The document. Not NULL.
 * @param jobDocLength    Bytes of it, at least 1.
 * @param fileIndex       Which file, from 0; below 0 is refused.
 * @param protocol        `MQTT` or `HTTP`. Not NULL.
 * @param protocolLength  Bytes of it.
 * @param[out] result     Not NULL; its content is undefined when false is returned.
 * @return Whether all that the protocol needs is there: texts as strings, numbers from 0 to 2^32-1.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, populateJobDocFields.
 */
bool populateJobDocFields(const char *jobDoc, const size_t jobDocLength, int32_t fileIndex,
                          const char *protocol, const size_t protocolLength,
                          AfrOtaJobDocumentFields_t *result);

#ifdef __cplusplus
}
#endif

#endif
