/* SPDX-License-Identifier: MIT */
#include "radio.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct wifi_driver radio_driver;
struct wifi_device radio;
enum wifi_result radio_result;
char radio_asked[512];
const struct wifi_found *radio_air;
size_t radio_air_count;
void (*radio_during)(void);

static void (*told)(void *context, enum wifi_event event);
static void *told_context;

__attribute__((format(printf, 1, 2))) static enum wifi_result asked(const char *format, ...)
{
    const size_t used = strlen(radio_asked);
    va_list list;

    va_start(list, format);
    snprintf(radio_asked + used, sizeof radio_asked - used, used > 0 ? " " : "");
    vsnprintf(radio_asked + strlen(radio_asked), sizeof radio_asked - strlen(radio_asked), format,
              list);
    va_end(list);
    return radio_result;
}

static enum wifi_result on(struct wifi_device *device, void (*event)(void *, enum wifi_event),
                           void *context)
{
    (void)device;
    told = event;
    told_context = context;
    return asked("on");
}

static enum wifi_result off(struct wifi_device *device)
{
    (void)device;
    return asked("off");
}

static enum wifi_result join(struct wifi_device *device, const struct wifi_network *n,
                             uint32_t timeout_ms)
{
    (void)device;
    asked("join:%.*s/%.*s/%u/%u/%u", n->ssid_bytes, (const char *)n->ssid, n->password_bytes,
          n->password_bytes > 0 ? (const char *)n->password : "", n->security, n->channel,
          timeout_ms);
    if (radio_result == WIFI_RESULT_OK) {
        told(told_context, WIFI_EVENT_JOINED);
        told(told_context, WIFI_EVENT_ADDRESS);
    }
    if (radio_during != NULL) {
        radio_during();
    }
    return radio_result;
}

static enum wifi_result leave(struct wifi_device *device)
{
    (void)device;
    return asked("leave");
}

static enum wifi_result scan(struct wifi_device *device,
                             void (*found)(void *, const struct wifi_found *), void *context)
{
    (void)device;
    for (size_t i = 0; i < radio_air_count; i++) {
        found(context, &radio_air[i]);
    }
    return asked("scan");
}

static enum wifi_result address(struct wifi_device *device, struct wifi_address *found)
{
    (void)device;
    memcpy(found->address, "\xc0\xa8\x03\x70", 4);
    return asked("address");
}

static enum wifi_result mac(struct wifi_device *device, uint8_t found[6])
{
    (void)device;
    memcpy(found, "\x02\xd0\x11\x00\x00\x01", 6);
    return asked("mac");
}

static enum wifi_result set_mode(struct wifi_device *device, uint8_t modes)
{
    (void)device;
    return asked("mode:%u", modes);
}

static enum wifi_result resolve(struct wifi_device *device, const char *host, uint8_t found[4])
{
    (void)device;
    memcpy(found, "\x0a\x00\x00\x05", 4);
    return asked("resolve:%s", host);
}

static enum wifi_result ping(struct wifi_device *device, const uint8_t to[4], uint32_t *ms)
{
    (void)device;
    *ms = 3;
    return asked("ping:%u.%u.%u.%u", to[0], to[1], to[2], to[3]);
}

static enum wifi_result start(struct wifi_device *device, const struct wifi_network *n)
{
    (void)device;
    return asked("start:%.*s/%.*s/%u/%u", n->ssid_bytes, (const char *)n->ssid, n->password_bytes,
                 (const char *)n->password, n->security, n->channel);
}

static enum wifi_result stop(struct wifi_device *device)
{
    (void)device;
    return asked("stop");
}

static enum wifi_result set_power(struct wifi_device *device, enum wifi_power power)
{
    (void)device;
    return asked("power:%u", power);
}

void radio_new(void)
{
    radio_driver = (struct wifi_driver){.securities = 0x0F,
                                        .modes = 0x03,
                                        .on = on,
                                        .off = off,
                                        .join = join,
                                        .leave = leave,
                                        .scan = scan,
                                        .address = address,
                                        .mac = mac,
                                        .set_mode = set_mode,
                                        .resolve = resolve,
                                        .ping = ping,
                                        .access_point_start = start,
                                        .access_point_stop = stop,
                                        .set_power = set_power};
    radio = (struct wifi_device){&radio_driver, NULL};
    radio_result = WIFI_RESULT_OK;
    radio_asked[0] = '\0';
    radio_air_count = 0;
    radio_during = NULL;
}

void radio_event(enum wifi_event event)
{
    told(told_context, event);
}
