/* SPDX-License-Identifier: MIT */
/** The files of an over-the-air update job, one after the other:
 *
 *      int8_t file = 0;
 *      do {
 *          file = otaParser_parseJobDocFile(doc, length, file, "MQTT", 4, &fields);
 *          ... fields, unless file is -1
 *      } while (file > 0);
 */
#ifndef OTA_JOB_PROCESSOR_H
#define OTA_JOB_PROCESSOR_H

#include "job_parser.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read what a document says of one file, and tell whether there is a next one.
 *
 * @param jobDoc          As for populateJobDocFields(), and so are the others; NULL is refused.
 * @param jobDocLength    Bytes of it.
 * @param fileIndex       Which file, 0 to 126.
 * @param protocol        `MQTT` or `HTTP`; NULL is refused.
 * @param protocolLength  Bytes of it.
 * @param[out] fields     The file; NULL is refused.
 * @retval -1  No update job, or no such file, or the file lacks what it must have.
 * @retval 0   This was the last file.
 * @return Otherwise the index of the next file.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Jobs API reference, otaParser_parseJobDocFile.
 */
int8_t otaParser_parseJobDocFile(const char *jobDoc, const size_t jobDocLength,
                                 const uint8_t fileIndex, const char *protocol,
                                 const size_t protocolLength, AfrOtaJobDocumentFields_t *fields);

#ifdef __cplusplus
}
#endif

#endif
