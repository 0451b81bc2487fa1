/* SPDX-License-Identifier: MIT */
/** TLS 1.3 and 1.2 client over any byte transport.
 *
 *      application ── tls_send, tls_recv ──┐
 *      identity: certificate, sign() ── session ── transport: send, recv
 *
 *   - The server is checked on every connection: chain of trust, name, validity in time. Nothing
 *     turns that off.
 *   - The private key never comes here: signatures are asked of one function, which may be a
 *     secure element's.
 *   - Memory, lock, clock and entropy are handed in once (struct tls_port).
 *   - Nothing blocks by itself: where the transport would block, a call returns TLS_WANT_READ or
 *     TLS_WANT_WRITE and is made again later.
 *
 * A session is used by one task at a time; different sessions by any number of tasks.
 */
#ifndef TLS_H
#define TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TLS_NAME_MAX 253u /* characters of a server's name */
#define TLS_NO_TIME  INT64_C(-1)

typedef enum {
    TLS_OK = 0,
    TLS_WANT_READ,  /* call again when the transport has data */
    TLS_WANT_WRITE, /* call again when the transport has room */
    TLS_CLOSED,     /* the peer said goodbye */

    /* The server's certificate. */
    TLS_WRONG_NAME,
    TLS_EXPIRED,
    TLS_NOT_YET_VALID,
    TLS_UNTRUSTED,
    TLS_UNFIT_CERTIFICATE, /* made for another use, or with an algorithm too weak */
    TLS_TIME_UNKNOWN, /* validity cannot be judged: it starts after the floor, and no clock is set
                       */

    /* What the server thinks of us. */
    TLS_CLIENT_CERTIFICATE_MISSING,
    TLS_CLIENT_CERTIFICATE_REFUSED,
    TLS_NO_COMMON_VERSION,
    TLS_NO_COMMON_ALPN,
    TLS_PEER_ALERT, /* any other alert; tls_error says which */

    /* The connection. */
    TLS_RECORD_TOO_LARGE, /* the server sent more at a time than DUNLIN_TLS_IN_BYTES */
    TLS_NO_RECORD_LIMIT,  /* the server does not promise records that the buffer holds */
    TLS_PROTOCOL,         /* the server broke the rules, or somebody changed bytes on the way */
    TLS_CUT,              /* the transport ended without a goodbye */
    TLS_TRANSPORT,        /* the transport failed */

    /* This device. */
    TLS_NO_MEMORY, /* tls_error says how many bytes were asked for */
    TLS_NO_ENTROPY,
    TLS_SIGN_FAILED,
    TLS_BAD_CERTIFICATE,       /* our own or a trusted one cannot be parsed */
    TLS_CERTIFICATE_TOO_LARGE, /* our own does not fit in a record of DUNLIN_TLS_OUT_BYTES */
    TLS_BAD_CONFIG,            /* a parameter is missing or contradicts another */
} tls_status_t;

/** What the surroundings provide. All functions but `largest` are required; none may block for
 * long. */
struct tls_port {
    void *(*allocate)(size_t count, size_t bytes); /* zeroed, aligned for any type; NULL: no room */
    void (*release)(void *memory);                 /* NULL is allowed */
    size_t (*largest)(void); /* bytes that could be allocated in one piece now; NULL: not known */
    void *(*mutex_create)(void); /* NULL: could not be made */
    void (*mutex_delete)(void *mutex);
    bool (*mutex_lock)(void *mutex); /* waits; not recursive */
    bool (*mutex_unlock)(void *mutex);
    bool (*entropy)(void *buffer, size_t length); /* false: no entropy */
    int64_t (*uptime_ms)(void);
    int64_t (*time)(void); /* seconds since 1970 UTC, or TLS_NO_TIME */
    int64_t time_floor; /* seconds since 1970 that have certainly passed: when the image was built.
                           Validity is judged against it while time() is unknown */
};

/** Where bytes go to and come from. */
#define TLS_TRANSPORT_WOULD_BLOCK 0
#define TLS_TRANSPORT_END         (-1)
#define TLS_TRANSPORT_FAILED      (-2)

struct tls_transport {
    void *context;
    /* Bytes taken, 1 .. length; or one of TLS_TRANSPORT_. */
    int32_t (*send)(void *context, const void *data, size_t length);
    /* Bytes delivered, 1 .. length; or one of TLS_TRANSPORT_. */
    int32_t (*recv)(void *context, void *data, size_t length);
};

typedef enum {
    TLS_KEY_EC_P256, /* signature: r and s, 32 bytes each, big-endian */
    TLS_KEY_RSA,     /* signature: PKCS#1 v1.5 of DigestInfo; TLS 1.2 only */
} tls_key_type_t;

typedef enum { TLS_HASH_SHA256, TLS_HASH_SHA384, TLS_HASH_SHA512 } tls_hash_t;

/** One signature to be made with the device's private key. */
struct tls_sign_request {
    tls_key_type_t key;
    tls_hash_t hash; /* what `digest` was made with */
    const uint8_t *digest;
    size_t digest_bytes;
    uint8_t *signature; /* output */
    size_t signature_capacity;
};

/** Who we are: a certificate, and somebody who signs with its key. */
struct tls_identity {
    const uint8_t
        *certificate; /* PEM (a chain, leaf first) or DER; stays valid while sessions use it */
    size_t certificate_bytes;
    /* Bytes of the signature made, 0 when it could not be made. Called in the handshake. */
    size_t (*sign)(void *context, const struct tls_sign_request *request);
    void *context;
};

typedef enum { TLS_VERSION_ANY = 0, TLS_VERSION_1_2, TLS_VERSION_1_3 } tls_version_t;

/** One connection's wishes. Everything pointed to stays valid until tls_close. */
struct tls_config {
    const char *server_name; /* required: DNS name or address, sent to the server and compared */
    const uint8_t *trusted;  /* required: PEM (several) or DER */
    size_t trusted_bytes;
    const struct tls_identity *identity; /* NULL: we have none */
    const char *const *alpn;             /* protocols we speak, ends with NULL; NULL: do not ask */
    tls_version_t version;               /* TLS_VERSION_ANY: 1.3, or 1.2 if the server has no 1.3 */
};

struct tls_error {
    tls_status_t status;
    uint8_t alert; /* TLS_PEER_ALERT, TLS_CLIENT_CERTIFICATE_*: the peer's alert; else 0 */
    uint8_t chain; /* the server's certificate at fault: 0 its own, 1 that one's issuer, ... */
    /* TLS_NO_MEMORY: the request that failed, and how much of it the largest free piece was short
     * of; all of it when that is not known. */
    size_t bytes_wanted;
    size_t bytes_missing;
    int32_t library_code; /* the TLS library's own number, for a report */
    const char *where;    /* what was being done, a constant; NULL: nothing in particular */
    const char *detail;   /* what exactly is wrong, a constant; NULL: the status says all */
};

struct tls;

/**
 * Hand in the surroundings and seed the random generator. Once, before any session.
 *
 * @param port  Copied. Functions must be callable from every task that uses TLS.
 * @retval TLS_OK          Ready; a second call changes nothing.
 * @retval TLS_NO_ENTROPY  The entropy function refused.
 * @retval TLS_NO_MEMORY   Not enough memory for locks or keys.
 * @retval TLS_BAD_CONFIG  A function is missing.
 *
 * Context: task, one at a time. Blocks: as port functions do.
 */
tls_status_t tls_init(const struct tls_port *port);

/**
 * Undo tls_init, when no session is left.
 *
 * Context: task, one at a time. Blocks: never.
 */
void tls_deinit(void);

/**
 * Make a session. Nothing is sent yet.
 *
 * @param[out] session  The session, or NULL when the call fails.
 * @param config        What is wanted; see its fields for how long they stay.
 * @param transport     Copied.
 * @retval TLS_OK               `session` is to be given to tls_close in the end.
 * @retval TLS_NO_MEMORY        Nothing is kept.
 * @retval TLS_BAD_CERTIFICATE  `trusted` or the identity's certificate cannot be parsed.
 * @retval TLS_CERTIFICATE_TOO_LARGE  The identity's certificates do not fit in a record.
 * @retval TLS_BAD_CONFIG       A name, trusted certificates or a function is missing, or a name too
 * long.
 *
 * Context: task. Blocks: never.
 */
tls_status_t tls_open(struct tls **session, const struct tls_config *config,
                      const struct tls_transport *transport);

/**
 * Go on with the handshake.
 *
 * In TLS 1.3 a server judges our certificate after our side is done: its refusal is then what the
 * first tls_recv returns.
 *
 * @param session  From tls_open.
 * @retval TLS_OK          Connected: the server proved to be who its name says.
 * @retval TLS_WANT_READ   Call again when the transport has data.
 * @retval TLS_WANT_WRITE  Call again when the transport has room.
 * @return Anything else: it will not connect; see tls_error.
 *
 * Context: task; about 4 KB of stack. Blocks: as the transport and sign functions do.
 * Source:  RFC 8446, RFC 5246; names RFC 6125.
 */
tls_status_t tls_handshake(struct tls *session);

/**
 * Send data: at most one record a call.
 *
 * @param session    Connected.
 * @param data       `length` bytes, read before the call returns.
 * @param length     1 or more.
 * @param[out] sent  Bytes taken, 1 .. length, set on TLS_OK. Taken bytes are encrypted and on their
 * way; where the transport has no room they wait in the session, see tls_flush.
 * @retval TLS_OK          Some were taken.
 * @retval TLS_WANT_WRITE  None was taken: an earlier record still waits.
 * @return Anything else: the session is broken; see tls_error.
 *
 * Context: task. Blocks: as the transport does.
 */
tls_status_t tls_send(struct tls *session, const void *data, size_t length, size_t *sent);

/**
 * Push a record that the transport had no room for.
 *
 * @param session  Connected.
 * @retval TLS_OK          Nothing waits any more.
 * @retval TLS_WANT_WRITE  Call again when the transport has room.
 * @return Anything else: the session is broken.
 *
 * Context: task. Blocks: as the transport does.
 */
tls_status_t tls_flush(struct tls *session);

/**
 * Receive what has come, at most `capacity` bytes.
 *
 * @param session        Connected.
 * @param[out] data      Room for `capacity` bytes.
 * @param capacity       1 or more.
 * @param[out] received  1 .. capacity, set on TLS_OK.
 * @retval TLS_OK         Data was delivered.
 * @retval TLS_WANT_READ  Nothing has come yet.
 * @retval TLS_CLOSED     The peer ended the connection in order.
 * @return Anything else: the session is broken; see tls_error.
 *
 * Context: task. Blocks: as the transport does.
 */
tls_status_t tls_recv(struct tls *session, void *data, size_t capacity, size_t *received);

/**
 * Bytes that tls_recv can deliver without asking the transport.
 *
 * @param session  From tls_open.
 * @return 0 or more.
 *
 * Context: task. Blocks: never.
 */
size_t tls_pending(const struct tls *session);

/**
 * Tell the peer that nothing more will be sent. Receiving goes on.
 *
 * @param session  Connected.
 * @retval TLS_OK          It is on its way.
 * @retval TLS_WANT_WRITE  Call again when the transport has room.
 * @return Anything else: the session is broken.
 *
 * Context: task. Blocks: as the transport does.
 */
tls_status_t tls_goodbye(struct tls *session);

/**
 * Say goodbye if the session is in order and the transport has room, and give everything back.
 *
 * @param session  From tls_open; NULL is allowed. Not usable afterwards.
 *
 * Context: task. Blocks: as the transport does.
 */
void tls_close(struct tls *session);

/**
 * Why the session failed.
 *
 * @param session  From tls_open.
 * @return The error; status TLS_OK when there was none. Valid until tls_close.
 *
 * Context: task. Blocks: never.
 */
const struct tls_error *tls_error(const struct tls *session);

/**
 * The last request for memory that failed, of any session: for TLS_NO_MEMORY from tls_open, which
 * leaves no session to ask.
 *
 * @param[out] error  `bytes_wanted`, `bytes_missing`, `where`, `status` of it; TLS_OK and zeros
 * when none has failed since the start.
 *
 * Context: any. Blocks: never.
 */
void tls_memory_error(struct tls_error *error);

#define TLS_ERROR_TEXT_BYTES 192u

/**
 * All of an error in words: status, what exactly is wrong, where, and how much memory was missing.
 *
 * @param error      From tls_error or tls_memory_error.
 * @param[out] text  Room for TLS_ERROR_TEXT_BYTES bytes; one line, without a full stop.
 * @return `text`.
 *
 * Context: any. Blocks: never.
 */
char *tls_error_text(const struct tls_error *error, char *text);

/**
 * A status in words, without a full stop.
 *
 * @param status  Any.
 * @return A constant text, never NULL.
 *
 * Context: any. Blocks: never.
 */
const char *tls_status_text(tls_status_t status);

/**
 * An alert in words.
 *
 * @param alert  Number from struct tls_error.
 * @return A constant text, never NULL.
 *
 * Context: any. Blocks: never.
 * Source:  RFC 8446 section 6.
 */
const char *tls_alert_text(uint8_t alert);

/**
 * Version of a connected session.
 *
 * @param session  Connected.
 * @return TLS_VERSION_1_2 or TLS_VERSION_1_3; TLS_VERSION_ANY before the handshake.
 *
 * Context: task. Blocks: never.
 */
tls_version_t tls_session_version(const struct tls *session);

/**
 * Protocol that the server chose.
 *
 * @param session  Connected.
 * @return One of the strings of the configuration's `alpn`, or NULL when the server chose none.
 *
 * Context: task. Blocks: never.
 * Source:  RFC 7301.
 */
const char *tls_session_alpn(const struct tls *session);

#ifdef __cplusplus
}
#endif

#endif
