/* SPDX-License-Identifier: MIT */
/** The Greengrass discovery document: where a device finds its cores, and whom to trust there.
 *
 *      {"GGGroups": [{"GGGroupId": "g",
 *                     "Cores": [{"thingArn": "arn:...",
 *                                "Connectivity": [{"Id": "1", "HostAddress": "192.168.0.9",
 *                                                  "PortNumber": 8883, "Metadata": ""}, ...]},
 * ...], "CAs": ["-----BEGIN CERTIFICATE-----\n...", ...]}, ...]}
 *
 * Read in place and without memory: endpoint 0, 1, 2 ... are all ways to all cores of all groups,
 * in the order of the document; a device tries one after the other. Keys of an endpoint may also be
 * written with a small first letter.
 */
#ifndef GREENGRASS_H
#define GREENGRASS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** HTTPS: port, path before the name of the thing, and room for the path with its NUL. */
#define GREENGRASS_PORT           8443
#define GREENGRASS_PATH           "/greengrass/discover/thing/"
#define GREENGRASS_THING_NAME_MAX 128u
#define GREENGRASS_PATH_MAX       (sizeof(GREENGRASS_PATH) + GREENGRASS_THING_NAME_MAX)

enum greengrass_status {
    GREENGRASS_OK = 0,
    GREENGRASS_NOT_FOUND,     /**< The document has no such endpoint or authority. */
    GREENGRASS_BAD_DOCUMENT,  /**< No JSON, or no discovery document. */
    GREENGRASS_BAD_PARAMETER, /**< NULL, empty or too long. */
    GREENGRASS_BUFFER_TOO_SMALL,
};

/** A place in the document. */
struct greengrass_text {
    const char *text;
    size_t length;
};

/** A way to a core. */
struct greengrass_endpoint {
    struct greengrass_text group_id;
    struct greengrass_text thing_arn; /**< Of the core; length 0 if it is not told. */
    struct greengrass_text host;      /**< An address or a name. */
    uint16_t port;
    struct greengrass_text metadata; /**< Length 0 if there is none. */
    struct greengrass_text
        authorities; /**< For greengrass_authority(); length 0 if there is none. */
};

/**
 * Write the path to ask for.
 *
 * @param thing        Not NULL.
 * @param length       1 to GREENGRASS_THING_NAME_MAX of `a-z A-Z 0-9 : _ -`.
 * @param[out] path    Ends in a NUL. Not NULL.
 * @param size         Bytes of room: GREENGRASS_PATH_MAX is always enough.
 * @retval GREENGRASS_OK                Written.
 * @retval GREENGRASS_BAD_PARAMETER     Nothing was written.
 * @retval GREENGRASS_BUFFER_TOO_SMALL  Nothing useful was written.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Greengrass Developer Guide, discovery RESTful API.
 */
enum greengrass_status greengrass_path(const char *thing, size_t length, char *path, size_t size);

/**
 * Get an endpoint.
 *
 * One without a host, or without a port from 1 to 65535, is left out and not counted.
 *
 * @param document       The body of the answer. Not NULL.
 * @param length         Bytes of it, at least 1.
 * @param index          0 is the first.
 * @param[out] endpoint  Written on success only. Not NULL.
 * @retval GREENGRASS_OK             `*endpoint` points into the document.
 * @retval GREENGRASS_NOT_FOUND      The document has no more than `index` endpoints.
 * @retval GREENGRASS_BAD_DOCUMENT   Not JSON, or without groups.
 * @retval GREENGRASS_BAD_PARAMETER  The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Greengrass Developer Guide, discovery RESTful API.
 */
enum greengrass_status greengrass_endpoint(const char *document, size_t length, size_t index,
                                           struct greengrass_endpoint *endpoint);

/**
 * Get an authority of an endpoint's group: a certificate to trust, in PEM.
 *
 * @param endpoint  From greengrass_endpoint(). Not NULL.
 * @param index     0 is the first.
 * @param[out] pem  With its NUL; line ends are resolved. Not NULL.
 * @param size      Bytes of room.
 * @param[out] length  Bytes of it with the NUL. Not NULL.
 * @retval GREENGRASS_OK                Written.
 * @retval GREENGRASS_NOT_FOUND         The group has no more than `index` authorities.
 * @retval GREENGRASS_BUFFER_TOO_SMALL  It does not fit.
 * @retval GREENGRASS_BAD_DOCUMENT      It is no text.
 * @retval GREENGRASS_BAD_PARAMETER     The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  Greengrass Developer Guide, discovery RESTful API.
 */
enum greengrass_status greengrass_authority(const struct greengrass_endpoint *endpoint,
                                            size_t index, char *pem, size_t size, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
