/* SPDX-License-Identifier: MIT */
/** The platform layer of updates under its names of 2019, over the agent's own store (ota_store.h).
 * They are the agent's, and a program may ask by prvPAL_GetPlatformImageState(); what changes
 * something is for the agent's task alone.
 */
#ifndef AWS_OTA_PAL_H
#define AWS_OTA_PAL_H

#include "ota_store.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Say what these functions work on. OTA_AgentInit() does so.
 *
 * @param store  Lives as long as they are used. NULL: they fail.
 *
 * Context: task.  Blocks: never.
 */
void ota_pal_use(const struct ota_store *store);

/**
 * Give up the file.
 *
 * @param C  The file.
 * @return kOTA_Err_None, kOTA_Err_FileAbort: no file is on its way, or what flash says.
 *
 * Context: the agent's task.  Blocks: as flash.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_Abort(OTA_FileContext_t *const C);

/**
 * Begin a file, or go on with it.
 *
 * @param C  The file; ulFirstBlock and ulWindowBlocks are set. A name of the job, a signature, a
 *           certificate, a block size that are not there are filled in: no file without signature
 *           and certificate is good when it is closed.
 * @return kOTA_Err_None, kOTA_Err_RxFileTooLarge, kOTA_Err_RxFileCreateFailed.
 *
 * Context: the agent's task.  Blocks: as flash.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_CreateFileForRx(OTA_FileContext_t *const C);

/**
 * All of the file is there: check it. On kOTA_Err_None its image is the next to start.
 *
 * @param C  The file.
 * @return kOTA_Err_None, kOTA_Err_SignatureCheckFailed (with why the image is refused in the low 24
 *         bits), kOTA_Err_BadSignerCert, kOTA_Err_DowngradeNotAllowed,
 *         kOTA_Err_SameFirmwareVersion, kOTA_Err_FileClose.
 *
 * Context: the agent's task.  Blocks: as flash.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_CloseFile(OTA_FileContext_t *const C);

/**
 * Write a block of the window. A block that is there is not written again.
 *
 * @param C            The file.
 * @param ulOffset     In the file.
 * @param pcData       ulBlockSize bytes.
 * @param ulBlockSize  Bytes, 1 to 32767.
 * @return Bytes written; -1: flash has failed, it is outside the window, there is no file, or an
 *         argument is NULL or out of its range.
 *
 * Context: the agent's task.  Blocks: as flash.  Source: porting guide, OTA PAL.
 */
int16_t prvPAL_WriteBlock(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                          uint32_t ulBlockSize);

/**
 * Reset into the new image.
 *
 * @return kOTA_Err_ActivateFailed, if it returns.
 *
 * Context: the agent's task.  Blocks: resets.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_ActivateNewImage(void);

/**
 * Reset.
 *
 * @return kOTA_Err_ResetNotSupported, if it returns.
 *
 * Context: the agent's task.  Blocks: resets.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_ResetDevice(void);

/**
 * Accept or refuse the image that runs on trial.
 *
 * @param eState  _Accepted; _Rejected or _Aborted; _Testing: nothing is to be done.
 * @return kOTA_Err_None, kOTA_Err_BadImageState: none is on trial; kOTA_Err_CommitFailed,
 *         kOTA_Err_RejectFailed: flash.
 *
 * Context: the agent's task.  Blocks: as flash.  Source: porting guide, OTA PAL.
 */
OTA_Err_t prvPAL_SetPlatformImageState(OTA_ImageState_t eState);

/**
 * Say what the image that runs is.
 *
 * @return _PendingCommit: on trial; _Valid; _Invalid: the last update was refused; _Unknown.
 *
 * Context: task.  Blocks: never.  Source: porting guide, OTA PAL.
 */
OTA_PAL_ImageState_t prvPAL_GetPlatformImageState(void);

#ifdef __cplusplus
}
#endif

#endif
