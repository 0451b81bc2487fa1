/* SPDX-License-Identifier: MIT */
/* A radio among access points, as somebody writes it who knows hal/include/wifi.h alone. What a
 * caller may not do is counted. */
#ifndef WIFI_AIR_H
#define WIFI_AIR_H

#include <stdbool.h>

#include "wifi.h"

struct air_point {
    struct wifi_found found;
    const char *password;
};

extern struct wifi_device air_device;
extern struct wifi_driver air_driver; /* for each test to cut down */
extern struct air_point air_points[40];
extern unsigned air_point_count;
extern const struct air_point *air_joined; /* NULL: none */
extern bool air_is_on, air_is_offering;
extern unsigned air_calls;    /* since air_new */
extern unsigned air_joins;    /* of them */
extern unsigned air_breaches; /* of the contract, by its caller */

/* While a call runs; false: the radio has started anew. NULL: nothing happens. */
extern bool (*air_during)(const char *call);

/* Off, with everything it can do. */
void air_new(void);
void air_lose(void);

#endif
