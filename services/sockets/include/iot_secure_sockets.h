/* SPDX-License-Identifier: MIT */
/** Secure Sockets: TCP client connections, with or without TLS. Berkeley's calls under other names.
 *
 *      SOCKETS_Socket ─ SOCKETS_SetSockOpt ... ─ SOCKETS_Connect ─ Send, Recv ... ─ SOCKETS_Close
 *                       REQUIRE_TLS, name,        TCP, then TLS:
 *                       trusted certificate       the server proves who it is
 *
 * With SOCKETS_SO_REQUIRE_TLS a connection is made only to a server that proves its name; the name
 * is SOCKETS_SO_SERVER_NAME_INDICATION's, or the address itself. Nothing turns that check off.
 *
 * One task may send while another receives on the same socket; different sockets are independent.
 * Addresses and ports are in network byte order. `sockets.h` has what is not in this API.
 */
#ifndef IOT_SECURE_SOCKETS_H
#define IOT_SECURE_SOCKETS_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct secure_socket *Socket_t;
typedef uint32_t Socklen_t;

typedef struct SocketsSockaddr {
    uint8_t ucLength;       /**< Not used. */
    uint8_t ucSocketDomain; /**< SOCKETS_AF_INET. */
    uint16_t usPort;        /**< Network byte order. */
    uint32_t ulAddress;     /**< Network byte order. */
} SocketsSockaddr_t;

/** Results. Each is one reason; sockets_error() in sockets.h tells it in words. */
#define SOCKETS_ERROR_NONE            (0)     /**< Done. */
#define SOCKETS_SOCKET_ERROR          (-1)    /**< The connection could not be made, or broke. */
#define SOCKETS_EWOULDBLOCK           (-11)   /**< Nothing could be done within the time-out. */
#define SOCKETS_ENOMEM                (-12)   /**< Not enough memory. */
#define SOCKETS_EINVAL                (-22)   /**< An argument is wrong, or the socket is none. */
#define SOCKETS_ENOPROTOOPT           (-109)  /**< There is no such option. */
#define SOCKETS_ENOTCONN              (-126)  /**< The socket is not connected. */
#define SOCKETS_EISCONN               (-127)  /**< The socket is connected already. */
#define SOCKETS_ECLOSED               (-128)  /**< The connection has ended. */
#define SOCKETS_TLS_INIT_ERROR        (-1001) /**< Our certificates cannot be used. */
#define SOCKETS_TLS_HANDSHAKE_ERROR   (-1002) /**< No agreement on TLS. */
#define SOCKETS_TLS_SERVER_UNVERIFIED (-1003) /**< The server is not who it should be. */
#define SOCKETS_TLS_RECV_ERROR        (-1004) /**< TLS failed while receiving. */
#define SOCKETS_TLS_SEND_ERROR        (-1005) /**< TLS failed while sending. */
#define SOCKETS_PERIPHERAL_RESET      (-1006) /**< The network hardware was reset. */

#define SOCKETS_INVALID_SOCKET ((Socket_t)(uintptr_t)~0U)

#define SOCKETS_AF_INET     (2)
#define SOCKETS_PF_INET     SOCKETS_AF_INET
#define SOCKETS_AF_INET6    (10)
#define SOCKETS_SOCK_DGRAM  (2)
#define SOCKETS_SOCK_STREAM (1)
#define SOCKETS_IPPROTO_UDP (17)
#define SOCKETS_IPPROTO_TCP (6)

/** Options: type of the value, and what length says. */
#define SOCKETS_SO_RCVTIMEO               (0) /**< TickType_t, ms; 0 = for ever. */
#define SOCKETS_SO_SNDTIMEO               (1) /**< TickType_t, ms; 0 = for ever. */
#define SOCKETS_SO_SNDBUF                 (4) /**< Fixed here: SOCKETS_ENOPROTOOPT. */
#define SOCKETS_SO_RCVBUF                 (5) /**< Fixed here: SOCKETS_ENOPROTOOPT. */
#define SOCKETS_SO_SERVER_NAME_INDICATION (6) /**< Text, its length. Before connecting. */
#define SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE                                                      \
    (7)                                 /**< PEM or DER, its length. Before connecting.            \
                                         */
#define SOCKETS_SO_REQUIRE_TLS     (8)  /**< No value. Before connecting. */
#define SOCKETS_SO_NONBLOCK        (9)  /**< No value: send and receive never wait. */
#define SOCKETS_SO_ALPN_PROTOCOLS  (10) /**< char *[], their number. Before connecting. */
#define SOCKETS_SO_WAKEUP_CALLBACK (17) /**< void (*)(Socket_t) itself; NULL: none. */

#define SOCKETS_SHUT_RD   (0)
#define SOCKETS_SHUT_WR   (1)
#define SOCKETS_SHUT_RDWR (2)

#define securesocketsMAX_DNS_NAME_LENGTH          (253)
#define securesocketsDEFAULT_TLS_DESTINATION_PORT 443
#define socketsAWS_IOT_ALPN_MQTT                  "x-amzn-mqtt-ca"

/** Time-outs of a new socket, in ms; FreeRTOSConfig.h may say otherwise. */
#ifndef socketsconfigDEFAULT_SEND_TIMEOUT
#define socketsconfigDEFAULT_SEND_TIMEOUT (10000)
#endif
#ifndef socketsconfigDEFAULT_RECV_TIMEOUT
#define socketsconfigDEFAULT_RECV_TIMEOUT (10000)
#endif
/** Longest time of SOCKETS_Connect, TCP and TLS together, in ms. */
#ifndef socketsconfigCONNECT_TIMEOUT
#define socketsconfigCONNECT_TIMEOUT (60000)
#endif
/** Sockets open at a time; memory is taken when they are made. 1 .. 32. */
#ifndef socketsconfigMAX_SOCKETS
#define socketsconfigMAX_SOCKETS (8)
#endif
/** What of a message and its headers is put together for one record and one segment, in bytes; on
 * the stack of whoever sends. */
#ifndef socketsconfigGATHER_BYTES
#define socketsconfigGATHER_BYTES (512)
#endif
/** Memory of sockets and TLS, in bytes: an array of their own, from which alone they take. 0: the
 * kernel's heap. */
#ifndef socketsconfigARENA_BYTES
#define socketsconfigARENA_BYTES (0)
#endif

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define SOCKETS_htonl(ulIn) ((uint32_t)(ulIn))
#define SOCKETS_htons(usIn) ((uint16_t)(usIn))
#define SOCKETS_inet_addr_quick(ucOctet0, ucOctet1, ucOctet2, ucOctet3)                            \
    ((uint32_t)(ucOctet0) << 24 | (uint32_t)(ucOctet1) << 16 | (uint32_t)(ucOctet2) << 8 |         \
     (uint32_t)(ucOctet3))
#else
#define SOCKETS_htonl(ulIn) (__builtin_bswap32((uint32_t)(ulIn)))
#define SOCKETS_htons(usIn) (__builtin_bswap16((uint16_t)(usIn)))
#define SOCKETS_inet_addr_quick(ucOctet0, ucOctet1, ucOctet2, ucOctet3)                            \
    ((uint32_t)(ucOctet3) << 24 | (uint32_t)(ucOctet2) << 16 | (uint32_t)(ucOctet1) << 8 |         \
     (uint32_t)(ucOctet0))
#endif
#define SOCKETS_ntohl(ulIn) SOCKETS_htonl(ulIn)
#define SOCKETS_ntohs(usIn) SOCKETS_htons(usIn)

/** Writes the dotted form of an address, at most 16 bytes with the terminator. */
#define SOCKETS_inet_ntoa(ulIPAddress, pucBuffer) sockets_address_text((ulIPAddress), (pucBuffer))

/**
 * Prepare for TLS: random generator, locks. Once, before any socket; further calls change nothing.
 *
 * @retval pdPASS  Ready.
 * @retval pdFAIL  No entropy or no memory.
 *
 * Context: task, or before the scheduler runs. Blocks: as the entropy source does.
 */
BaseType_t SOCKETS_Init(void);

/**
 * Make a socket.
 *
 * @param lDomain    SOCKETS_AF_INET.
 * @param lType      SOCKETS_SOCK_STREAM.
 * @param lProtocol  SOCKETS_IPPROTO_TCP.
 * @return The socket, for SOCKETS_Close in the end; SOCKETS_INVALID_SOCKET when an argument is
 * another, memory is short, or socketsconfigMAX_SOCKETS are open.
 *
 * Context: task. Blocks: never.
 */
Socket_t SOCKETS_Socket(int32_t lDomain, int32_t lType, int32_t lProtocol);

/**
 * Connect; with SOCKETS_SO_REQUIRE_TLS also agree on TLS and check the server.
 *
 * @param xSocket         Not connected yet. After a failure it can only be closed.
 * @param pxAddress       Where to. Not NULL.
 * @param xAddressLength  Size of *pxAddress.
 * @retval SOCKETS_ERROR_NONE             Connected.
 * @retval SOCKETS_EINVAL                 No such socket, no address, or another domain than
 * AF_INET.
 * @retval SOCKETS_EISCONN                Connected already, or a try has failed.
 * @retval SOCKETS_SOCKET_ERROR           Refused, unreachable, or too slow.
 * @retval SOCKETS_ENOMEM                 Too little memory for TLS.
 * @retval SOCKETS_TLS_INIT_ERROR         No trusted certificate, or one that cannot be parsed.
 * @retval SOCKETS_TLS_HANDSHAKE_ERROR    The server and we do not agree.
 * @retval SOCKETS_TLS_SERVER_UNVERIFIED  Wrong name, expired, not yet valid or not trusted.
 * @retval SOCKETS_ECLOSED                The socket was closed meanwhile.
 *
 * Context: task; with TLS about 5 KB of stack. Blocks: up to socketsconfigCONNECT_TIMEOUT.
 */
int32_t SOCKETS_Connect(Socket_t xSocket, SocketsSockaddr_t *pxAddress, Socklen_t xAddressLength);

/**
 * Receive what has come.
 *
 * @param xSocket        Connected.
 * @param[out] pvBuffer  Room for `xBufferLength` bytes.
 * @param xBufferLength  1 or more.
 * @param ulFlags        Not used, 0.
 * @return Bytes received, 1 .. xBufferLength; 0 when nothing came in time, SOCKETS_EWOULDBLOCK when
 *         the socket does not wait; SOCKETS_ECLOSED when the connection has ended;
 *         SOCKETS_ENOTCONN, SOCKETS_EINVAL, SOCKETS_SOCKET_ERROR, SOCKETS_TLS_RECV_ERROR.
 *
 * Context: task, beside one that sends. Blocks: up to SOCKETS_SO_RCVTIMEO.
 */
int32_t SOCKETS_Recv(Socket_t xSocket, void *pvBuffer, size_t xBufferLength, uint32_t ulFlags);

/**
 * Send.
 *
 * @param xSocket      Connected.
 * @param pvBuffer     `xDataLength` bytes, read before the call returns.
 * @param xDataLength  0 .. INT32_MAX.
 * @param ulFlags      Not used, 0.
 * @return Bytes taken: all, or fewer when the time ran out. SOCKETS_EWOULDBLOCK when none could be
 * taken in time; SOCKETS_ECLOSED, SOCKETS_ENOTCONN, SOCKETS_EINVAL, SOCKETS_SOCKET_ERROR,
 *         SOCKETS_TLS_SEND_ERROR.
 *
 * Context: task, beside one that receives. Blocks: up to SOCKETS_SO_SNDTIMEO.
 */
int32_t SOCKETS_Send(Socket_t xSocket, const void *pvBuffer, size_t xDataLength, uint32_t ulFlags);

/**
 * End one direction or both. A task that waits in it returns SOCKETS_ECLOSED.
 *
 * @param xSocket  Connected.
 * @param ulHow    SOCKETS_SHUT_RD, SOCKETS_SHUT_WR or SOCKETS_SHUT_RDWR.
 * @return SOCKETS_ERROR_NONE, SOCKETS_ENOTCONN, SOCKETS_EINVAL or SOCKETS_SOCKET_ERROR.
 *
 * Context: task. Blocks: while another task's call is inside the stack.
 */
int32_t SOCKETS_Shutdown(Socket_t xSocket, uint32_t ulHow);

/**
 * End the connection and give the socket back. Tasks that wait in it return SOCKETS_ECLOSED first.
 *
 * @param xSocket  Any socket. Not usable afterwards.
 * @return SOCKETS_ERROR_NONE, or SOCKETS_EINVAL when it is no open socket, or the caller is inside
 * the socket's call-back: it stays open.
 *
 * Context: task. Blocks: until those tasks have left.
 */
int32_t SOCKETS_Close(Socket_t xSocket);

/**
 * Set an option; the list of SOCKETS_SO_ names says what the value is.
 *
 * @param xSocket        Any open socket.
 * @param lLevel         Not used, 0.
 * @param lOptionName    SOCKETS_SO_.
 * @param pvOptionValue  Copied, but for the call-back: a task of the network's calls that, or
 * another call, and waits for it. It must not block, nor receive or send.
 * @param xOptionLength  See the list.
 * @retval SOCKETS_ERROR_NONE   Set.
 * @retval SOCKETS_EISCONN      Too late: it must be set before connecting.
 * @retval SOCKETS_EINVAL       No such socket, or a value that cannot be.
 * @retval SOCKETS_ENOMEM       No room for the copy; the option is unchanged.
 * @retval SOCKETS_ENOPROTOOPT  No such option.
 *
 * Context: task. Blocks: while another task's call is inside the stack.
 */
int32_t SOCKETS_SetSockOpt(Socket_t xSocket, int32_t lLevel, int32_t lOptionName,
                           const void *pvOptionValue, size_t xOptionLength);

/**
 * Look up the address of a name.
 *
 * @param pcHostName  1 .. securesocketsMAX_DNS_NAME_LENGTH characters, or a dotted address.
 * @return The address in network byte order, 0 when there is none.
 *
 * Context: task. Blocks: up to 10 s.
 */
uint32_t SOCKETS_GetHostByName(const char *pcHostName);

/**
 * Write the dotted form of an address.
 *
 * @param address    Network byte order.
 * @param[out] text  Room for 16 bytes.
 * @return `text`.
 *
 * Context: any. Blocks: never.
 */
char *sockets_address_text(uint32_t address, char *text);

#ifdef __cplusplus
}
#endif

#endif
