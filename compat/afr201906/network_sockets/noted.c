/* SPDX-License-Identifier: MIT */
/* What metrics say of a connection. */
#include <string.h>

#include "connection.h"
#include "metrics_list.h"

static size_t write_port(char *text, uint16_t port)
{
    size_t length = 0;
    unsigned unit = 10000;

    while (unit > 1 && port < unit) {
        unit /= 10;
    }
    for (; unit > 0; unit /= 10) {
        text[length++] = (char)('0' + port / unit % 10);
    }
    text[length] = '\0';
    return length;
}

void metrics_add(struct connection *connection, uint32_t address, uint16_t port)
{
    IotMetricsTcpConnection_t *const noted = &connection->noted;

    noted->pNetworkContext = connection;
    size_t length = strlen(SOCKETS_inet_ntoa(address, noted->address));
    noted->address[length++] = ':';
    noted->addressLength = length + write_port(noted->address + length, port);
    metrics_note(noted);
}

void metrics_remove(struct connection *connection)
{
    metrics_forget(&connection->noted);
}
