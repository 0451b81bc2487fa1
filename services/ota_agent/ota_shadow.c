/* SPDX-License-Identifier: MIT */
#include "ota_shadow.h"

#include <string.h>

#include "lib_text.h"
#include "ota_receive.h"

#define SHADOW_BYTES 256u

static void put_text(struct lib_text_out *out, const char *text)
{
    lib_text_put(out, text, strlen(text));
}

/* "key":"text", or null for none */
static void put_member(struct lib_text_out *out, const char *key, const char *text)
{
    put_text(out, ",\"");
    put_text(out, key);
    put_text(out, text != NULL ? "\":\"" : "\":null");
    if (text != NULL) {
        put_text(out, text);
        put_text(out, "\"");
    }
}

static void put_version(struct lib_text_out *out, uint32_t version)
{
    put_text(out, ",\"version\":\"");
    lib_text_put_number(out, version >> 24);
    put_text(out, ".");
    lib_text_put_number(out, version >> 16 & 0xFFu);
    put_text(out, ".");
    lib_text_put_number(out, version & 0xFFFFu);
    put_text(out, "\"");
}

static uint32_t percent_of(const struct ota_core *core)
{
    const uint32_t all = ota_receive_blocks(core);

    return all == 0 ? 0 : (uint32_t)(100u * (uint64_t)(all - core->file.ulBlocksRemaining) / all);
}

static void write_document(const struct ota_core *core, struct lib_text_out *out)
{
    static const char states[OTA_STATES][10] = {"idle",    "receiving", "staged",
                                                "testing", "accepted",  "refused"};
    const struct ota_where *where = &core->where;
    const bool is_receiving = where->state == OTA_RECEIVING && core->is_open;
    const bool is_refused = where->state == OTA_REFUSED;

    put_text(out, "{\"state\":{\"reported\":{\"state\":\"");
    put_text(out, states[where->state]);
    put_text(out, "\"");
    if (where->version != 0) {
        put_version(out, where->version);
    }
    put_member(out, "job", where->job[0] != '\0' ? where->job : NULL);
    if (is_receiving) {
        put_text(out, ",\"percent\":");
        lib_text_put_number(out, percent_of(core));
    } else {
        put_member(out, "percent", NULL);
    }
    put_member(out, "reason", is_refused ? ota_refusal_text(where->reason) : NULL);
    put_text(out, "}}}");
}

void ota_shadow_report(struct ota_core *core)
{
    char topic[OTA_CORE_TOPIC_BYTES], document[SHADOW_BYTES];
    struct lib_text_out to = {topic, sizeof topic, 0}, out = {document, sizeof document, 0};
    const uint32_t said = 1u + (uint32_t)core->where.state + (core->is_open ? 8u : 0u) +
                          (core->is_open ? percent_of(core) << 4 : 0u);

    if (!otaconfigREPORT_TO_SHADOW || !core->is_up || core->shadow_said == said) {
        return;
    }
    put_text(&to, "$aws/things/");
    put_text(&to, core->thing);
    put_text(&to, "/shadow/name/ota/update");
    lib_text_put(&to, "", 1);
    write_document(core, &out);
    if (lib_text_fits(&to) && lib_text_fits(&out) &&
        core->port->publish(core->port->context, topic, document, out.needed)) {
        core->shadow_said = said;
    }
}
