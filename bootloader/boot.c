/* SPDX-License-Identifier: MIT */
#include "boot.h"

#include <string.h>

#include "boot_config_defaults.h"

static void say(const struct boot *boot, const char *text)
{
    boot->port->say(boot->port->context, text);
}

static void say_slot(const struct boot *boot, unsigned slot, const char *text)
{
    const char name[] = {'s', 'l', 'o', 't', ' ', (char)('0' + slot), ':', ' ', '\0'};

    say(boot, name);
    say(boot, text);
    say(boot, "\n");
}

/* ---- An image, from its slot to where it runs ---- */

/* What is hashed is what will run: the bytes of the binary go to memory, and from there to `to`. */
static bool read_slot(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct boot *boot = context;
    const struct boot_port *port = boot->port;
    const uint32_t slot = port->layout->slot[boot->loaded].offset;
    const uint32_t begin = OTA_IMAGE_HEAD_BYTES;
    const uint32_t end = begin + boot->checked.image.binary_bytes;

    port->feed(port->context);
    if (port->memory == NULL || offset < begin || offset >= end) {
        return port->flash->driver->read(port->flash, slot + offset, to, length) == FLASH_OK;
    }
    uint8_t *place = port->memory + (offset - begin);
    if (port->flash->driver->read(port->flash, slot + offset, place, length) != FLASH_OK) {
        return false;
    }
    memcpy(to, place, length);
    return true;
}

static uint32_t first_verdict(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                              const uint8_t *signature, uint32_t signature_bytes)
{
    struct boot *boot = context;
    const struct ota_crypto *crypto = boot->port->crypto;

    boot->first = crypto->verify(crypto->context, digest, signature, signature_bytes);
    return boot->first;
}

static bool hash_start(void *context)
{
    const struct ota_crypto *crypto = ((struct boot *)context)->port->crypto;
    return crypto->hash_start(crypto->context);
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    const struct ota_crypto *crypto = ((struct boot *)context)->port->crypto;
    return crypto->hash_update(crypto->context, bytes, length);
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    const struct ota_crypto *crypto = ((struct boot *)context)->port->crypto;
    return crypto->hash_finish(crypto->context, digest);
}

static ota_refusal_t load(struct boot *boot, uint8_t slot)
{
    const struct ota_source source = {.context = boot, .read = read_slot};
    struct ota_target target;

    boot->loaded = slot;
    boot->first = 0;
    ota_layout_target(boot->port->layout, slot, boot->journal.record.counter, &target);
    return ota_image_check(&source, &target, &boot->watched, boot->scratch, sizeof boot->scratch,
                           &boot->checked);
}

static void check(struct boot *boot, uint8_t slot)
{
    struct ota_boot_slot *facts = &boot->facts.slot[slot];

    facts->refusal = load(boot, slot);
    facts->sequence = boot->checked.image.sequence;
    facts->counter = boot->checked.image.counter;
    facts->checked = true;
    say_slot(boot, slot,
             facts->refusal == OTA_REFUSED_NOT ? "good" : ota_refusal_text(facts->refusal));
}

/* ---- The decision ---- */

static const struct boot_choice nothing = {.slot = OTA_BOOT_NO_SLOT};

static bool begin(struct boot *boot)
{
    const struct boot_port *port = boot->port;
    const ota_layout_status_t layout = ota_layout_check(port->layout, &port->flash->geometry);

    if (layout != OTA_LAYOUT_OK) {
        say(boot, ota_layout_text(layout));
        say(boot, "\n");
        return false;
    }
    const ota_log_status_t journal =
        ota_journal_mount(&boot->journal, port->flash, &port->layout->journal);
    boot->facts.blank = journal == OTA_LOG_BLANK;
    if (journal != OTA_LOG_OK && journal != OTA_LOG_BLANK) {
        say(boot, "the journal cannot be read\n");
        return false;
    }
    return true;
}

/* A slot that this record makes invalid loses its head: to whoever looks, it is no image any more.
 */
static void erase_refused(struct boot *boot, const uint8_t before[OTA_SLOTS])
{
    const struct boot_port *port = boot->port;

    for (unsigned slot = 0; bootconfigENABLE_ERASE_INVALID && slot < OTA_SLOTS; slot++) {
        const bool was_image = before[slot] == OTA_FLAG_NEW || before[slot] == OTA_FLAG_PENDING;
        if (was_image && boot->journal.record.flag[slot] == OTA_FLAG_INVALID) {
            (void)port->flash->driver->erase(port->flash, port->layout->slot[slot].offset,
                                             port->flash->geometry.erase_bytes);
        }
    }
}

static bool write_record(struct boot *boot, const uint8_t before[OTA_SLOTS])
{
    if (ota_journal_write(&boot->journal) != OTA_LOG_OK) {
        say(boot, "the journal cannot be written\n");
        return false;
    }
    erase_refused(boot, before);
    return true;
}

/* Another slot may have been looked at since: memory holds one binary. */
static struct boot_choice chosen(struct boot *boot, const struct ota_boot_step *step)
{
    if (boot->loaded != step->slot && load(boot, step->slot) != OTA_REFUSED_NOT) {
        say_slot(boot, step->slot, "has changed");
        return nothing;
    }
    say_slot(boot, step->slot, step->watchdog ? "runs, on trial" : "runs");
    return (struct boot_choice){step->slot, step->watchdog, boot->checked.image.sequence};
}

static struct boot_choice decide(struct boot *boot)
{
    for (;;) {
        const uint8_t before[OTA_SLOTS] = {boot->journal.record.flag[0],
                                           boot->journal.record.flag[1]};
        const struct ota_boot_step step = ota_boot_step(&boot->facts);
        switch (step.action) {
        case OTA_BOOT_CHECK:
            check(boot, step.slot);
            break;
        case OTA_BOOT_WRITE:
            if (!write_record(boot, before)) {
                return nothing;
            }
            break;
        case OTA_BOOT_RUN:
            return chosen(boot, &step);
        default:
            say(boot, "no image may run\n");
            return nothing;
        }
    }
}

struct boot_choice boot_choose(struct boot *boot, const struct boot_port *port)
{
    boot->port = port;
    boot->loaded = OTA_BOOT_NO_SLOT;
    boot->watched = (struct ota_crypto){boot, hash_start, hash_update, hash_finish, first_verdict};
    boot->facts.record = &boot->journal.record;
    boot->facts.trials = bootconfigSELF_TEST_BOOTS;
    boot->facts.on_trial = OTA_BOOT_NO_SLOT;
    return begin(boot) ? decide(boot) : nothing;
}

uint32_t boot_entry(struct boot *boot, const struct boot_choice *choice)
{
    const struct ota_crypto *crypto = boot->port->crypto;
    struct ota_target target;

    boot->second = 0;
    if (choice->slot >= OTA_SLOTS || choice->slot != boot->loaded ||
        boot->checked.signature_bytes == 0) {
        return 0;
    }
    ota_layout_target(boot->port->layout, choice->slot, boot->journal.record.counter, &target);
    if (ota_image_fits(&boot->checked.image, &target) != OTA_REFUSED_NOT) {
        return 0;
    }
    boot->second = crypto->verify(crypto->context, boot->checked.digest, boot->checked.signature,
                                  boot->checked.signature_bytes);
    const uint32_t share = boot->checked.image.exec - 2u * OTA_VERIFIED;
    return share + boot->first + boot->second;
}
