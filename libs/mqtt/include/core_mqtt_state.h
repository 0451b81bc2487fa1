/* SPDX-License-Identifier: MIT */
/** The life of a QoS 1 or 2 message, kept in two small tables: one for each direction.
 *
 *   outgoing  QoS 1   PublishSend > PubAckPending > done
 *             QoS 2   PublishSend > PubRecPending > PubRelSend > PubCompPending > done
 *   incoming  QoS 1   PubAckSend > done
 *             QoS 2   PubRecSend > PubRelPending > PubCompSend > done
 *
 * "Send": this side owes a packet. "Pending": the other side does. A record lives from the first
 * state to "done" and survives a lost connection. Records keep the order in which messages were
 * published: that is the order in which they are sent again.
 *
 * An application needs from here only MQTT_PublishToResend, after a reconnect that found the
 * session present. The client in core_mqtt.h does the rest.
 */
#ifndef CORE_MQTT_STATE_H
#define CORE_MQTT_STATE_H

#include "core_mqtt.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Where a search over the records begins. */
#define MQTT_STATE_CURSOR_INITIALIZER ((size_t)0)

/** Position of a search; the caller's variable, begins as MQTT_STATE_CURSOR_INITIALIZER. */
typedef size_t MQTTStateCursor_t;

/** Which way a packet goes. */
typedef enum MQTTStateOperation {
    MQTT_SEND,    /**< From this client to the server. */
    MQTT_RECEIVE, /**< From the server to this client. */
} MQTTStateOperation_t;

/**
 * Make a record for an outgoing PUBLISH, in state MQTTPublishSend.
 *
 * @param context    Not NULL.
 * @param packet_id  Not 0.
 * @param qos        MQTTQoS0 does nothing and succeeds.
 * @retval MQTTSuccess         The record is there.
 * @retval MQTTBadParameter    An argument is NULL or 0.
 * @retval MQTTNoMemory        All records are in use.
 * @retval MQTTStateCollision  The packet id has a record already; it is unchanged.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_ReserveState.
 */
MQTTStatus_t MQTT_ReserveState(const MQTTContext_t *context, uint16_t packet_id, MQTTQoS_t qos);

/**
 * Tell the state a PUBLISH leads to.
 *
 * @param operation  Whether it is sent or received.
 * @param qos        Its QoS.
 * @return The state after the PUBLISH; MQTTStateNull for a QoS above 2.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_CalculateStatePublish.
 */
MQTTPublishState_t MQTT_CalculateStatePublish(MQTTStateOperation_t operation, MQTTQoS_t qos);

/**
 * Note that a PUBLISH was sent or received.
 *
 * @param context         Not NULL.
 * @param packet_id       Not 0 unless the QoS is 0.
 * @param operation       MQTT_SEND needs a record; MQTT_RECEIVE makes one.
 * @param qos             Of the PUBLISH.
 * @param[out] new_state  State after it. Not NULL.
 * @retval MQTTSuccess         The record is in `*new_state`.
 * @retval MQTTBadParameter    An argument is out of range, or there is no record to send for.
 * @retval MQTTNoMemory        Received, and all records are in use.
 * @retval MQTTStateCollision  Received, and the packet id has a record: a duplicate.
 * @retval MQTTIllegalState    The record is past its PUBLISH; it is unchanged.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_UpdateStatePublish.
 */
MQTTStatus_t MQTT_UpdateStatePublish(const MQTTContext_t *context, uint16_t packet_id,
                                     MQTTStateOperation_t operation, MQTTQoS_t qos,
                                     MQTTPublishState_t *new_state);

/**
 * Forget an outgoing PUBLISH. It will not be sent again; an answer to it is then an error.
 *
 * @param context    Not NULL.
 * @param packet_id  Of the PUBLISH.
 * @retval MQTTSuccess       There is no record any more.
 * @retval MQTTBadParameter  The context is NULL or the packet id has no record.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_RemoveStateRecord.
 */
MQTTStatus_t MQTT_RemoveStateRecord(const MQTTContext_t *context, uint16_t packet_id);

/**
 * Tell the state an acknowledgement leads to.
 *
 * @param packet_type  Which of the four.
 * @param operation    Whether it is sent or received.
 * @param qos          Of the PUBLISH it belongs to.
 * @return The state after it; MQTTStateNull when the packet does not occur with that QoS.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_CalculateStateAck.
 */
MQTTPublishState_t MQTT_CalculateStateAck(MQTTPubAckType_t packet_type,
                                          MQTTStateOperation_t operation, MQTTQoS_t qos);

/**
 * Note that an acknowledgement was sent or received.
 *
 * @param context         Not NULL.
 * @param packet_id       Not 0.
 * @param packet_type     Which of the four.
 * @param operation       Whether it was sent or received.
 * @param[out] new_state  State after it; MQTTPublishDone frees the record. Not NULL.
 * @retval MQTTSuccess       The record is in `*new_state`, or free.
 * @retval MQTTBadParameter  An argument is NULL, 0 or above its range.
 * @retval MQTTBadResponse   The packet id has no record.
 * @retval MQTTIllegalState  The record does not expect this packet; it is unchanged.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_UpdateStateAck.
 */
MQTTStatus_t MQTT_UpdateStateAck(const MQTTContext_t *context, uint16_t packet_id,
                                 MQTTPubAckType_t packet_type, MQTTStateOperation_t operation,
                                 MQTTPublishState_t *new_state);

/**
 * Find the next outgoing message whose PUBREL is owed or unanswered.
 *
 * @param context        Not NULL.
 * @param[in,out] cursor Position of the search. Not NULL.
 * @param[out] state     MQTTPubRelSend, when one is found. Not NULL.
 * @return Its packet id, or MQTT_PACKET_ID_INVALID when there is none left.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_PubrelToResend.
 */
uint16_t MQTT_PubrelToResend(const MQTTContext_t *context, MQTTStateCursor_t *cursor,
                             MQTTPublishState_t *state);

/**
 * Find the next outgoing message whose PUBLISH is unanswered, in the order of publishing.
 *
 * @param context        Not NULL.
 * @param[in,out] cursor Position of the search. Not NULL.
 * @return Its packet id, or MQTT_PACKET_ID_INVALID when there is none left.
 *
 * Context: any; one caller at a time per context.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_PublishToResend.
 */
uint16_t MQTT_PublishToResend(const MQTTContext_t *context, MQTTStateCursor_t *cursor);

/**
 * Name a state.
 *
 * @param state  Any value.
 * @return Its name as in the enumeration; a fixed text for a value outside it. Never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreMQTT API reference, MQTT_State_strerror.
 */
const char *MQTT_State_strerror(MQTTPublishState_t state);

#ifdef __cplusplus
}
#endif

#endif
