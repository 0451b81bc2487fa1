/* SPDX-License-Identifier: MIT */
/* The cases, by file: sockets.c has the table. */
#ifndef SOCKETS_CASES_H
#define SOCKETS_CASES_H

#include "sockets_kit.h"

#define SOCKETS_CASES(CASE)                                                                        \
    SOCKETS_VALUES(CASE)                                                                           \
    SOCKETS_ARGUMENTS(CASE)                                                                        \
    SOCKETS_OPTIONS(CASE)                                                                          \
    SOCKETS_STREAM(CASE)                                                                           \
    SOCKETS_ENDS(CASE)                                                                             \
    SOCKETS_TASKS(CASE)                                                                            \
    SOCKETS_TRUST(CASE)                                                                            \
    SOCKETS_SECURE(CASE)

/* sockets_values.c */
#define SOCKETS_VALUES(CASE)                                                                       \
    CASE("AFQP_SOCKETS_Init", init_again)                                                          \
    CASE("AFQP_SOCKETS_htons_HappyCase", htons_happy_case)                                         \
    CASE("AFQP_SOCKETS_inet_addr_quick_HappyCase", inet_addr_quick_happy_case)                     \
    CASE("AFQP_SOCKETS_inet_ntoa_HappyCase", inet_ntoa_happy_case)                                 \
    CASE("AFQP_SOCKETS_GetHostByName_HappyCase", get_host_by_name_happy_case)                      \
    CASE("AFQP_SOCKETS_GetHostByName_DottedAddress", get_host_by_name_dotted)                      \
    CASE("AFQP_SOCKETS_GetHostByName_InvalidName", get_host_by_name_invalid)

/* sockets_arguments.c */
#define SOCKETS_ARGUMENTS(CASE)                                                                    \
    CASE("AFQP_SOCKETS_Socket_InvalidInputParams", socket_invalid_input_params)                    \
    CASE("AFQP_SOCKETS_Socket_InvalidTooManySockets", socket_too_many)                             \
    CASE("AFQP_SOCKETS_Connect_InvalidParams", connect_invalid_params)                             \
    CASE("AFQP_SOCKETS_Connect_InvalidSocket", connect_invalid_socket)                             \
    CASE("AFQP_SOCKETS_Recv_InvalidParams", recv_invalid_params)                                   \
    CASE("AFQP_SOCKETS_Recv_InvalidSocket", recv_invalid_socket)                                   \
    CASE("AFQP_SOCKETS_Recv_NotConnected", recv_not_connected)                                     \
    CASE("AFQP_SOCKETS_Send_InvalidParams", send_invalid_params)                                   \
    CASE("AFQP_SOCKETS_Send_InvalidSocket", send_invalid_socket)                                   \
    CASE("AFQP_SOCKETS_Send_NotConnected", send_not_connected)                                     \
    CASE("AFQP_SOCKETS_Send_ZeroBytes", send_zero_bytes)                                           \
    CASE("AFQP_SOCKETS_Shutdown_InvalidParams", shutdown_invalid_params)                           \
    CASE("AFQP_SOCKETS_Shutdown_NotConnected", shutdown_not_connected)                             \
    CASE("AFQP_SOCKETS_Close_InvalidParams", close_invalid_params)                                 \
    CASE("AFQP_SOCKETS_SetSockOpt_InvalidParams", set_sock_opt_invalid_params)                     \
    CASE("AFQP_SOCKETS_SetSockOpt_InvalidSocket", set_sock_opt_invalid_socket)                     \
    CASE("AFQP_SOCKETS_SetSockOpt_UnknownOption", set_sock_opt_unknown_option)                     \
    CASE("AFQP_SOCKETS_SetSockOpt_SERVER_NAME_INDICATION_InvalidParams", set_server_name_invalid)  \
    CASE("AFQP_SOCKETS_SetSockOpt_TRUSTED_SERVER_CERTIFICATE_InvalidParams", set_trusted_invalid)  \
    CASE("AFQP_SOCKETS_SetSockOpt_AfterConnect", set_sock_opt_after_connect)

/* sockets_options.c */
#define SOCKETS_OPTIONS(CASE)                                                                      \
    CASE("AFQP_SOCKETS_SetSockOpt_RCVTIMEO", rcvtimeo_is_kept)                                     \
    CASE("AFQP_SOCKETS_SetSockOpt_RCVTIMEO_Zero", rcvtimeo_zero_waits)                             \
    CASE("AFQP_SOCKETS_SetSockOpt_SNDTIMEO", sndtimeo_is_kept)                                     \
    CASE("AFQP_SOCKETS_SetSockOpt_NONBLOCK", nonblock_never_waits)                                 \
    CASE("AFQP_SOCKETS_SetSockOpt_WAKEUP_CALLBACK", wakeup_callback)                               \
    CASE("AFQP_SECURE_SOCKETS_SetSockOpt_RCVTIMEO", secure_rcvtimeo_is_kept)                       \
    CASE("AFQP_SECURE_SOCKETS_SetSockOpt_NONBLOCK", secure_nonblock_never_waits)

/* sockets_stream.c */
#define SOCKETS_STREAM(CASE)                                                                       \
    CASE("AFQP_SOCKETS_SendRecv_HappyCase", send_recv_happy_case)                                  \
    CASE("AFQP_SOCKETS_Recv_ByteByByte", recv_byte_by_byte)                                        \
    CASE("AFQP_SOCKETS_Send_ByteByByte", send_byte_by_byte)                                        \
    CASE("AFQP_SOCKETS_SendRecv_VaryLength", send_recv_vary_length)                                \
    CASE("AFQP_SOCKETS_SendRecv_Large", send_recv_large)                                           \
    CASE("AFQP_SECURE_SOCKETS_SendRecv_HappyCase", secure_send_recv_happy_case)                    \
    CASE("AFQP_SECURE_SOCKETS_Recv_ByteByByte", secure_recv_byte_by_byte)                          \
    CASE("AFQP_SECURE_SOCKETS_SendRecv_VaryLength", secure_send_recv_vary_length)                  \
    CASE("AFQP_SECURE_SOCKETS_SendRecv_Large", secure_send_recv_large)

/* sockets_ends.c */
#define SOCKETS_ENDS(CASE)                                                                         \
    CASE("AFQP_SOCKETS_Connect_Refused", connect_refused)                                          \
    CASE("AFQP_SOCKETS_Connect_Twice", connect_twice)                                              \
    CASE("AFQP_SOCKETS_Recv_PeerCloses", recv_peer_closes)                                         \
    CASE("AFQP_SOCKETS_Shutdown_Read", shutdown_read)                                              \
    CASE("AFQP_SOCKETS_Shutdown_Write", shutdown_write)                                            \
    CASE("AFQP_SOCKETS_Shutdown_Both", shutdown_both)                                              \
    CASE("AFQP_SOCKETS_Close_WithoutReceiving", close_without_receiving)                           \
    CASE("AFQP_SOCKETS_Close_ReuseAfterClose", close_reuse_after_close)                            \
    CASE("AFQP_SECURE_SOCKETS_Shutdown_Both", secure_shutdown_both)                                \
    CASE("AFQP_SECURE_SOCKETS_Close_ReuseAfterClose", secure_close_reuse_after_close)

/* sockets_tasks.c */
#define SOCKETS_TASKS(CASE)                                                                        \
    CASE("AFQP_SOCKETS_Threadsafe_SameSocketDifferentTasks", same_socket_different_tasks)          \
    CASE("AFQP_SOCKETS_Threadsafe_DifferentSocketsDifferentTasks", different_sockets)              \
    CASE("AFQP_SOCKETS_Close_WhileReceiving", close_while_receiving)                               \
    CASE("AFQP_SECURE_SOCKETS_Threadsafe_SameSocketDifferentTasks", secure_same_socket)            \
    CASE("AFQP_SECURE_SOCKETS_TwoSecureConnections", two_secure_connections)

/* sockets_trust.c: whom a connection with TLS is made to */
#define SOCKETS_TRUST(CASE)                                                                        \
    CASE("AFQP_SECURE_SOCKETS_TrustedCertificate", trusted_certificate)                            \
    CASE("AFQP_SECURE_SOCKETS_NoTrustedCertificate", no_trusted_certificate)                       \
    CASE("AFQP_SECURE_SOCKETS_UntrustedServer", untrusted_server)                                  \
    CASE("AFQP_SECURE_SOCKETS_WrongServerName", wrong_server_name)                                 \
    CASE("AFQP_SECURE_SOCKETS_NoServerName", no_server_name)                                       \
    CASE("AFQP_SECURE_SOCKETS_ExpiredServer", expired_server)                                      \
    CASE("AFQP_SECURE_SOCKETS_ServerWithoutTLS", server_without_tls)                               \
    CASE("AFQP_SECURE_SOCKETS_NothingIsSentToARefusedServer", nothing_is_sent_to_a_refused_server)

/* sockets_secure.c: what is said in the handshake */
#define SOCKETS_SECURE(CASE)                                                                       \
    CASE("AFQP_SECURE_SOCKETS_ServerNameIndication", server_name_indication)                       \
    CASE("AFQP_SECURE_SOCKETS_ALPN", alpn_is_offered)                                              \
    CASE("AFQP_SECURE_SOCKETS_ALPN_None", alpn_is_not_offered)

#define SOCKETS_DECLARE(name, function) void function(void);
SOCKETS_CASES(SOCKETS_DECLARE)

#endif
