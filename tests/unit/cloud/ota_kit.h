/* SPDX-License-Identifier: MIT */
/* What the tests of updates over the air share: a thing `lamp`, a file, and requests for them. */
#ifndef OTA_KIT_H
#define OTA_KIT_H

#include "cloud_fixture.h"

#define LAMP    "arn:aws:iot:us-east-1:000000000000:thing/lamp"
#define TARGETS "\"targets\":[\"" LAMP "\"]"
#define IN_BOX  "\"fileLocation\":{\"s3Location\":{\"bucket\":\"box\",\"key\":\"a.bin\"}}"
#define CUSTOM                                                                                     \
    "\"codeSigning\":{\"customCodeSigning\":{\"signature\":{\"inlineDocument\":\"AAEC\"},"         \
    "\"certificateChain\":{\"certificateName\":\"/code.crt\"},\"hashAlgorithm\":\"SHA256\","       \
    "\"signatureAlgorithm\":\"ECDSA\"}}"
#define FILE_ONE "{\"fileName\":\"/image\",\"fileVersion\":\"1\"," IN_BOX "," CUSTOM "}"
#define USUAL    "{" TARGETS ",\"files\":[" FILE_ONE "]}"

extern struct fixture f;

void open_with_file(void);
json_t *create(const char *id, const char *body, int status);

/* What waits is done. */
void pass(void);

/* The update as it is told of, a new reference; NULL: there is none. */
json_t *find(const char *id);
void expect_status(const char *id, const char *status);
void expect_error(const char *id, const char *status, const char *code, const char *message);

/* afr_ota of the document that lamp gets, a new reference. */
json_t *document_of(const char *id);

/* lamp says that it has succeeded. */
void finish(const char *id);

/* How many there are in that member of an answer. */
size_t count_of(const char *path, const char *member);

#endif
