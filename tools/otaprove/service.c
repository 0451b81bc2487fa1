/* SPDX-License-Identifier: MIT */
#include "service.h"

#include <string.h>

static bool is_open(const struct service *service)
{
    return service->status == JOB_QUEUED || service->status == JOB_IN_PROGRESS;
}

static bool is_open_now(struct service *service)
{
    service->calls++;
    if (service->calls == service->cancel_at && is_open(service)) {
        service->status = JOB_CANCELED;
    }
    return is_open(service);
}

bool service_offers(struct service *service)
{
    if (!is_open_now(service)) {
        return false;
    }
    service->status = JOB_IN_PROGRESS;
    return true;
}

bool service_sends(struct service *service, uint32_t offset, uint32_t bytes, uint8_t *to)
{
    if (!is_open_now(service) || offset > service->file_bytes ||
        bytes > service->file_bytes - offset) {
        return false;
    }
    memcpy(to, service->file + offset, bytes);
    return true;
}

bool service_hears_of_trial(struct service *service)
{
    service->heard_of_trial = is_open_now(service);
    return service->heard_of_trial;
}

void service_takes_end(struct service *service, enum job_status end)
{
    if (is_open_now(service)) {
        service->status = end;
    }
}

const char *service_text(enum job_status status)
{
    static const char *const texts[] = {"none",      "QUEUED", "IN_PROGRESS",
                                        "SUCCEEDED", "FAILED", "CANCELED"};
    return texts[status];
}
