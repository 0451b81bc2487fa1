/* SPDX-License-Identifier: MIT */
/** The update agent under the names of its API v1.2: a task of its own around the machine of
 * ota_core.h, over a connection that belongs to somebody else.
 *
 *      ota_agent_configure(&options)   where flash and keys are
 *      OTA_AgentInit(&link, "thing", callback, ticks)
 *      callback: Activate  → OTA_ActivateNewImage() when it suits
 *                StartTest → test; OTA_SetImageState(eOTA_ImageState_Accepted) or _Rejected
 *
 * The callback runs in the agent's task and may call everything here but OTA_AgentShutdown().
 */
#ifndef AWS_IOT_OTA_AGENT_H
#define AWS_IOT_OTA_AGENT_H

#include "FreeRTOS.h"
#include "mqtt_link.h"
#include "ota_core.h"
#include "ota_flash.h"
#include "ota_types.h"
#include "queue.h"
#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

#if otaconfigSTATES_2019
typedef enum {
    eOTA_AgentState_Unknown = -1,
    eOTA_AgentState_NotReady = 0,
    eOTA_AgentState_Ready = 1,
    eOTA_AgentState_Active = 2,
    eOTA_AgentState_ShuttingDown = 3,
    eOTA_NumAgentStates = 4
} OTA_State_t;

/** What those of API v1.2 are among them. */
#define eOTA_AgentState_RequestingJob       eOTA_AgentState_Ready
#define eOTA_AgentState_WaitingForJob       eOTA_AgentState_Ready
#define eOTA_AgentState_WaitingForFileBlock eOTA_AgentState_Active
#define eOTA_AgentState_ClosingFile         eOTA_AgentState_Active
#define eOTA_AgentState_Suspended           eOTA_AgentState_Ready
#define eOTA_AgentState_Stopped             eOTA_AgentState_NotReady
#else
typedef enum {
    eOTA_AgentState_NoTransition = -1,
    eOTA_AgentState_Init = 0,
    eOTA_AgentState_Ready, /**< Waits for the connection. */
    eOTA_AgentState_RequestingJob,
    eOTA_AgentState_WaitingForJob,
    eOTA_AgentState_CreatingFile,
    eOTA_AgentState_RequestingFileBlock,
    eOTA_AgentState_WaitingForFileBlock, /**< A file is on its way. */
    eOTA_AgentState_ClosingFile,         /**< It is there; its end is reported. */
    eOTA_AgentState_Suspended,
    eOTA_AgentState_ShuttingDown,
    eOTA_AgentState_Stopped,
    eOTA_AgentState_All
} OTA_State_t;

/** Names of 2019 for the same. Who uses them as numbers sets otaconfigSTATES_2019. */
#define eOTA_AgentState_Unknown  eOTA_AgentState_NoTransition
#define eOTA_AgentState_NotReady eOTA_AgentState_Stopped
#define eOTA_AgentState_Active   eOTA_AgentState_WaitingForFileBlock
#define eOTA_NumAgentStates      eOTA_AgentState_All
#endif

/** A message on its way from the connection's task to the agent's. Private. */
struct ota_agent_buffer {
    uint32_t file_id, block, length;
    uint8_t topic_length; /* 0: a block */
    char topic[OTA_CORE_TOPIC_BYTES];
    uint8_t bytes[otaconfigDATA_BUFFER_BYTES];
};

/** Where an update stands. */
struct ota_agent_status {
    struct ota_where where;
    uint32_t blocks, blocks_there; /**< Of the file on its way; 0 where there is none. */
    uint32_t requests;             /**< For blocks, since OTA_AgentInit(). */
};

/** All the memory that is not static already. */
struct ota_agent_memory {
    StaticTask_t task;
    StackType_t stack[otaconfigSTACK_SIZE];
    struct ota_agent_buffer buffers[otaconfigMAX_NUM_OTA_DATA_BUFFERS];
};

struct ota_agent_options {
    /** Flash and keys; copied. NULL: there is only the platform of OTA_AgentInit_internal(). */
    const struct ota_flash_config *flash;
    /** NULL: from the heap, at the first OTA_AgentInit(). */
    struct ota_agent_memory *memory;
    /** Puts another store before that of the board's flash: ota_bundle.h. NULL: none. */
    void (*extend)(struct ota_store *store);
    /** Another way to blocks than MQTT: ota_https.h. NULL: none. */
    const struct ota_data *data;
    /** Another stack for the task than that of the memory, which has otaconfigSTACK_SIZE: a way
     * with TLS takes 8 KB. NULL: that one. */
    StackType_t *stack;
    size_t stack_words;
};

/**
 * Say where things are. To be called before OTA_AgentInit().
 *
 * @param options  Copied; what it points at lives as long as the agent. Not NULL.
 *
 * Context: task.  Blocks: never.
 */
void ota_agent_configure(const struct ota_agent_options *options);

/**
 * Start the agent.
 *
 * @param pvConnectionContext  A struct mqtt_link; lives as long as the agent. Not NULL.
 * @param pucThingName         1 to otaconfigMAX_THINGNAME_LEN characters; copied.
 * @param xFunc                Is told of events; NULL: reset at once on Activate, accept on
 *                             StartTest.
 * @param xTicksToWait         Not used: it is ready when this returns.
 * @return eOTA_AgentState_Ready, or eOTA_AgentState_Stopped: a parameter is wrong, there is no
 *         memory, or flash is not as the bootloader leaves it.
 *
 * Context: task.  Blocks: as flash does.  Source: OTA agent API reference, OTA_AgentInit.
 */
OTA_State_t OTA_AgentInit(void *pvConnectionContext, const uint8_t *pucThingName,
                          pxOTACompleteCallback_t xFunc, TickType_t xTicksToWait);

/**
 * Start the agent on a platform of the application's own.
 *
 * @param pvConnectionContext  As above.
 * @param pucThingName         As above.
 * @param pxCallbacks          Copied. Its platform members: all, or none for the board's flash. Not
 *                             NULL.
 * @param xTicksToWait         As above.
 * @return As above.
 *
 * Context: task.  Blocks: as the platform does.
 * Source: OTA agent API reference, OTA_AgentInit_internal.
 */
OTA_State_t OTA_AgentInit_internal(void *pvConnectionContext, const uint8_t *pucThingName,
                                   const OTA_PAL_Callbacks_t *pxCallbacks, TickType_t xTicksToWait);

/**
 * Stop the agent. What was received stays, and goes on after the next OTA_AgentInit().
 *
 * @param xTicksToWait  For the agent to finish what it is at.
 * @return The state then: eOTA_AgentState_Stopped, or eOTA_AgentState_ShuttingDown: not yet.
 *
 * Context: task; not the agent's.  Blocks: up to xTicksToWait.
 * Source: OTA agent API reference, OTA_AgentShutdown.
 */
OTA_State_t OTA_AgentShutdown(TickType_t xTicksToWait);

/**
 * Say what the agent does.
 *
 * @return Its state.
 *
 * Context: any.  Blocks: never.
 */
OTA_State_t OTA_GetAgentState(void);

/**
 * Reset into the new image.
 *
 * @return kOTA_Err_None: it will; kOTA_Err_ActivateFailed: there is none; kOTA_Err_Uninitialized.
 *
 * Context: task.  Blocks: never.  Source: OTA agent API reference, OTA_ActivateNewImage.
 */
OTA_Err_t OTA_ActivateNewImage(void);

/**
 * Accept or refuse the image on trial, or give up the download.
 *
 * @param eState  _Accepted: the service is asked, then it is valid. _Rejected, _Aborted: refused,
 *                and the device is reset. _Testing: nothing.
 * @return kOTA_Err_None: it will be; kOTA_Err_BadImageState: there is nothing to say that of;
 *         kOTA_Err_Uninitialized.
 *
 * Context: task.  Blocks: never.  Source: OTA agent API reference, OTA_SetImageState.
 */
OTA_Err_t OTA_SetImageState(OTA_ImageState_t eState);

/**
 * Say what has become of the image of the last job.
 *
 * @return eOTA_ImageState_Unknown: there is none.
 *
 * Context: any.  Blocks: never.
 */
OTA_ImageState_t OTA_GetImageState(void);

/**
 * Ask for a job now.
 *
 * @return kOTA_Err_None or kOTA_Err_Uninitialized.
 *
 * Context: task.  Blocks: never.
 */
OTA_Err_t OTA_CheckForUpdate(void);

/**
 * Ask for nothing until OTA_Resume().
 *
 * @return kOTA_Err_None or kOTA_Err_Uninitialized.
 *
 * Context: task.  Blocks: never.
 */
OTA_Err_t OTA_Suspend(void);

/**
 * Go on.
 *
 * @param pxConnection  NULL, or the link of OTA_AgentInit().
 * @return kOTA_Err_None or kOTA_Err_Uninitialized.
 *
 * Context: task.  Blocks: never.  Source: OTA agent API reference, OTA_Resume.
 */
OTA_Err_t OTA_Resume(void *pxConnection);

/**
 * Say which version runs.
 *
 * @return OTA_SEQUENCE() of the running image; 0 without flash.
 *
 * Context: any, after OTA_AgentInit().  Blocks: never.
 */
uint32_t ota_agent_version(void);

/**
 * Say where the update stands: what a device shows, or reports.
 *
 * @param[out] status  As it was when the agent's task last had something to do. Not NULL.
 *
 * Context: task, after OTA_AgentInit().  Blocks: never.
 */
void ota_agent_get_status(struct ota_agent_status *status);

/**
 * Count the messages that came.
 *
 * @return How many, since OTA_AgentInit().
 *
 * Context: any.  Blocks: never.
 */
uint32_t OTA_GetPacketsReceived(void);
/**
 * Count those that were handed to the agent's task.
 *
 * @return How many, since OTA_AgentInit().
 *
 * Context: any.  Blocks: never.
 */
uint32_t OTA_GetPacketsQueued(void);
/**
 * Count the blocks that were used.
 *
 * @return How many, since OTA_AgentInit().
 *
 * Context: any.  Blocks: never.
 */
uint32_t OTA_GetPacketsProcessed(void);
/**
 * Count what was not used: no buffer, no block, or a block that was there.
 *
 * @return How many, since OTA_AgentInit().
 *
 * Context: any.  Blocks: never.
 */
uint32_t OTA_GetPacketsDropped(void);

#ifdef __cplusplus
}
#endif

#endif
