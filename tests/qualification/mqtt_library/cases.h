/* SPDX-License-Identifier: MIT */
/* The cases, by file. */
#ifndef QUALIFICATION_MQTT_CASES_H
#define QUALIFICATION_MQTT_CASES_H

void validate_connect_info(void);
void validate_publish_info(void);
void validate_subscription_list(void);
void validate_operation(void);

void subscription_list_add_remove(void);
void subscription_match_exact(void);
void subscription_match_single_level(void);
void subscription_match_multi_level(void);
void subscription_match_dollar(void);
void subscription_no_match(void);
void subscription_replaced(void);
void subscription_refused_is_removed(void);
void subscription_every_match_is_told(void);
void subscription_callback_unsubscribes(void);
void subscription_is_subscribed(void);
void subscription_list_full(void);

void receive_connack_invalid(void);
void receive_connack_refused(void);
void receive_publish_valid(void);
void receive_publish_acknowledged(void);
void receive_publish_invalid(void);
void receive_publish_topic_too_long(void);
void receive_puback_valid(void);
void receive_puback_of_another(void);
void receive_suback_valid(void);
void receive_suback_invalid(void);
void receive_unsuback_valid(void);
void receive_pingresp(void);
void receive_invalid_packet_type(void);

void api_string_coverage(void);
void api_operation_is_waited_for_once(void);
void api_operation_wait_timeout(void);
void api_connect_network_failure(void);
void api_connect_timeout(void);
void api_connect_restore_session(void);
void api_disconnect_says_goodbye(void);
void api_publish_at_most_once(void);
void api_publish_at_least_once(void);
void api_publish_duplicates(void);
void api_publish_answered_after_retry(void);
void api_operations_limit(void);
void api_lost_connection_ends_operations(void);
void api_keep_alive_timeout(void);
void api_aws_limits(void);

#endif
