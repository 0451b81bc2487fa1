/* SPDX-License-Identifier: MIT */
/** Keys of the messages of a stream. */
#ifndef AWS_OTA_CBOR_INTERNAL_H
#define AWS_OTA_CBOR_INTERNAL_H

#define OTA_CBOR_CLIENTTOKEN_KEY       "c"
#define OTA_CBOR_FILEID_KEY            "f"
#define OTA_CBOR_BLOCKSIZE_KEY         "l"
#define OTA_CBOR_BLOCKOFFSET_KEY       "o"
#define OTA_CBOR_BLOCKBITMAP_KEY       "b"
#define OTA_CBOR_STREAMDESCRIPTION_KEY "d"
#define OTA_CBOR_STREAMFILES_KEY       "r"
#define OTA_CBOR_FILESIZE_KEY          "z"
#define OTA_CBOR_BLOCKID_KEY           "i"
#define OTA_CBOR_BLOCKPAYLOAD_KEY      "p"

#endif
