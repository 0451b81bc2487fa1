/* SPDX-License-Identifier: MIT */
/** Names of the update agent that need no kernel: errors, image states, files, platform callbacks.
 *
 *      OTA_Err_t  31      24 23                     0
 *                | kOTA_Err_* | detail of the platform |   of libs/ota: why an image was refused
 */
#ifndef OTA_TYPES_H
#define OTA_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ota_config_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t OTA_Err_t;

#define kOTA_PAL_ErrMask          0x00FFFFFFul
#define kOTA_Main_ErrMask         0xFF000000ul
#define kOTA_MainErrShiftDownBits 24u

#define kOTA_Err_None                 0x00000000ul
#define kOTA_Err_SignatureCheckFailed 0x01000000ul /* of the job, or the image is refused */
#define kOTA_Err_BadSignerCert        0x02000000ul /* there is no such certificate */
#define kOTA_Err_OutOfMemory          0x03000000ul
#define kOTA_Err_ActivateFailed       0x04000000ul
#define kOTA_Err_CommitFailed         0x05000000ul
#define kOTA_Err_RejectFailed         0x06000000ul
#define kOTA_Err_AbortFailed          0x07000000ul
#define kOTA_Err_PublishFailed        0x08000000ul
#define kOTA_Err_BadImageState        0x09000000ul
#define kOTA_Err_NoActiveJob          0x0A000000ul
#define kOTA_Err_NoFreeContext        0x0B000000ul
#define kOTA_Err_HTTPInitFailed       0x0C000000ul
#define kOTA_Err_HTTPRequestFailed    0x0D000000ul
#define kOTA_Err_FileAbort            0x10000000ul /* flash failed while the file came */
#define kOTA_Err_FileClose            0x11000000ul
#define kOTA_Err_RxFileCreateFailed   0x12000000ul
#define kOTA_Err_BootInfoCreateFailed 0x13000000ul /* layout or journal cannot be used */
#define kOTA_Err_RxFileTooLarge       0x14000000ul
#define kOTA_Err_NullFilePtr          0x20000000ul
#define kOTA_Err_MomentumAbort        0x21000000ul /* too many requests without an answer */
#define kOTA_Err_DowngradeNotAllowed  0x22000000ul
#define kOTA_Err_SameFirmwareVersion  0x23000000ul
#define kOTA_Err_JobParserError       0x24000000ul
#define kOTA_Err_FailedToEncodeCBOR   0x25000000ul
#define kOTA_Err_ImageStateMismatch   0x26000000ul
#define kOTA_Err_GenericIngestError   0x27000000ul
#define kOTA_Err_UserAbort            0x28000000ul
#define kOTA_Err_ResetNotSupported    0x29000000ul
#define kOTA_Err_TopicTooLarge        0x2A000000ul
#define kOTA_Err_Panic                0xFE000000ul
#define kOTA_Err_Uninitialized        0xFF000000ul

typedef enum {
    eOTA_ImageState_Unknown = 0,
    eOTA_ImageState_Testing = 1,
    eOTA_ImageState_Accepted = 2,
    eOTA_ImageState_Rejected = 3,
    eOTA_ImageState_Aborted = 4,
    eOTA_LastImageState = eOTA_ImageState_Aborted
} OTA_ImageState_t;

typedef enum {
    eOTA_PAL_ImageState_Unknown = 0,
    eOTA_PAL_ImageState_PendingCommit,
    eOTA_PAL_ImageState_Valid,
    eOTA_PAL_ImageState_Invalid
} OTA_PAL_ImageState_t;

typedef enum {
    eOTA_JobEvent_Activate = 0,  /**< A new image is there and checked: reset when it suits. */
    eOTA_JobEvent_Fail = 1,      /**< The update has failed; the running image stays. */
    eOTA_JobEvent_StartTest = 2, /**< This image is on trial: test, then OTA_SetImageState(). */
    eOTA_LastJobEvent = eOTA_JobEvent_StartTest
} OTA_JobEvent_t;

typedef enum {
    eOTA_JobParseErr_Unknown = -1,
    eOTA_JobParseErr_None = 0,
    eOTA_JobParseErr_BusyWithExistingJob,
    eOTA_JobParseErr_NullJob,
    eOTA_JobParseErr_UpdateCurrentJob,
    eOTA_JobParseErr_ZeroFileSize,
    eOTA_JobParseErr_NonConformingJobDoc,
    eOTA_JobParseErr_BadModelInitParams,
    eOTA_JobParseErr_NoContextAvailable,
    eOTA_JobParseErr_NoActiveJobs
} OTA_JobParseErr_t;

/** Of the largest signature that a job may have, one of RSA with 2,048 bits. */
#define kOTA_MaxSignatureSize 256

/** With room for otaconfigMAX_SIGNATURE_BYTES, as a device knows what it is signed with. */
typedef struct {
    uint16_t usSize;
    uint8_t ucData[otaconfigMAX_SIGNATURE_BYTES];
} Sig256_t;

/** Longest name of a signature in a document, as `sig-sha256-ecdsa`, with its NUL. */
#define OTA_FILE_SIG_KEY_STR_MAX_LENGTH 32

/** A file on its way, filled in from the job's document. Texts end in a NUL and last as long as the
 * file does. */
typedef struct {
    uint8_t *pucJobName;
    uint8_t *pucStreamName; /**< Empty with HTTP. */
    uint8_t *pucFilePath;
    uint8_t *pucCertFilepath;
    Sig256_t *pxSignature; /**< Of the whole file; DER. */
    uint32_t ulFileSize;
    uint32_t ulServerFileID;
    uint32_t ulFileAttributes; /**< `attr`; 0: the document has none. */
    uint32_t ulFileType;       /**< `fileType`: 0 is firmware. */
    bool xHasMore;             /**< Another file of the update comes after it. */
    uint32_t ulBlockSize;      /**< Bytes; the last block is shorter. */
    uint32_t ulBlocksRemaining;
    bool bIsInSelfTest; /**< The service has been told that its image is in self-test. */
    /** Set by xCreateFileForRx, 0 before: the first block that is not there yet, and how many
     * blocks at most may be asked for at a time, so that the next begin when these are whole. 0: as
     * many as the agent keeps track of. */
    uint32_t ulFirstBlock;
    uint32_t ulWindowBlocks;
    /** The platform's own: the file as a pointer, or as a number. */
    uint8_t *pucFile;
    int32_t lFileHandle;
} OTA_FileContext_t;

typedef OTA_Err_t (*pxOTAPALAbortCallback_t)(OTA_FileContext_t *const C);
typedef OTA_Err_t (*pxOTAPALCreateFileForRxCallback_t)(OTA_FileContext_t *const C);
typedef OTA_Err_t (*pxOTAPALCloseFileCallback_t)(OTA_FileContext_t *const C);
typedef int16_t (*pxOTAPALWriteBlockCallback_t)(OTA_FileContext_t *const C, uint32_t ulOffset,
                                                uint8_t *const pcData, uint32_t ulBlockSize);
typedef OTA_Err_t (*pxOTAPALActivateNewImageCallback_t)(void);
typedef OTA_Err_t (*pxOTAPALResetDeviceCallback_t)(void);
typedef OTA_Err_t (*pxOTAPALSetPlatformImageStateCallback_t)(OTA_ImageState_t eState);
typedef OTA_PAL_ImageState_t (*pxOTAPALGetPlatformImageStateCallback_t)(void);
typedef void (*pxOTACompleteCallback_t)(OTA_JobEvent_t eEvent);
typedef OTA_JobParseErr_t (*pxOTACustomJobCallback_t)(const char *pcJSON, uint32_t ulMsgLen);

/** A platform of the application's own, or parts of it; a member that is NULL is prvPAL_*. */
typedef struct {
    pxOTAPALAbortCallback_t xAbort;
    pxOTAPALActivateNewImageCallback_t xActivateNewImage;
    pxOTAPALCloseFileCallback_t xCloseFile;
    pxOTAPALCreateFileForRxCallback_t xCreateFileForRx;
    pxOTAPALGetPlatformImageStateCallback_t xGetPlatformImageState;
    pxOTAPALResetDeviceCallback_t xResetDevice;
    pxOTAPALSetPlatformImageStateCallback_t xSetPlatformImageState;
    pxOTAPALWriteBlockCallback_t xWriteBlock;
    pxOTACompleteCallback_t xCompleteCallback;
    pxOTACustomJobCallback_t xCustomJobCallback; /**< Gets jobs that are no updates. */
} OTA_PAL_Callbacks_t;

#ifdef __cplusplus
}
#endif

#endif
