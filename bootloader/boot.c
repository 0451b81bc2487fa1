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

static bool read_flash(const struct boot *boot, uint32_t offset, void *to, uint32_t length)
{
    struct flash_device *flash = boot->port->flash;
    return flash->driver->read(flash, offset, to, length) == FLASH_OK;
}

/* ---- An image, from its slot to where it runs ---- */

/* Asked for twice, to write and to read: an instruction left out in one is not left out in the
 * other, and then the hash is that of other bytes. */
static __attribute__((noinline)) uint8_t *place_of(const struct boot *boot, uint32_t offset)
{
    return boot->port->memory + (offset - OTA_IMAGE_HEAD_BYTES);
}

/* What is hashed is what will run: the bytes of the binary go to memory alone, and hash_update()
 * takes them from there. */
static bool read_slot(void *context, uint32_t offset, void *to, uint32_t length)
{
    struct boot *boot = context;
    const struct boot_port *port = boot->port;
    const uint32_t begin = OTA_IMAGE_HEAD_BYTES;
    const uint32_t end = begin + boot->checked.image.binary_bytes;

    port->feed(port->context);
    boot->at = 0;
    if (port->memory != NULL && offset >= begin && offset < end) {
        boot->at = offset;
        boot->copied += length;
        to = place_of(boot, offset);
    }
    return read_flash(boot, port->layout->slot[boot->loaded].offset + offset, to, length);
}

static uint32_t verdict(const struct boot *boot, const uint8_t digest[OTA_DIGEST_BYTES],
                        const uint8_t *signature, uint32_t signature_bytes)
{
    const struct ota_crypto *crypto = boot->port->crypto;

    if (!bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION) {
        return OTA_VERIFIED;
    }
    return crypto->verify(crypto->context, digest, signature, signature_bytes);
}

static uint32_t first_verdict(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                              const uint8_t *signature, uint32_t signature_bytes)
{
    struct boot *boot = context;

    boot->first = verdict(boot, digest, signature, signature_bytes);
    return boot->first;
}

static bool hash_start(void *context)
{
    const struct ota_crypto *crypto = ((struct boot *)context)->port->crypto;
    return crypto->hash_start(crypto->context);
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    const struct boot *boot = context;
    const struct ota_crypto *crypto = boot->port->crypto;
    return crypto->hash_update(crypto->context, boot->at == 0 ? bytes : place_of(boot, boot->at),
                               length);
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    const struct ota_crypto *crypto = ((struct boot *)context)->port->crypto;
    return crypto->hash_finish(crypto->context, digest);
}

/* The head of a slot, as it stands in flash now. */
static ota_refusal_t read_head(const struct boot *boot, uint8_t slot, struct ota_image *image)
{
    const struct ota_region *region = &boot->port->layout->slot[slot];
    uint8_t head[OTA_IMAGE_HEAD_BYTES];

    if (!read_flash(boot, region->offset, head, sizeof head)) {
        return OTA_REFUSED_FLASH;
    }
    return ota_image_parse_head(head, region->bytes, image);
}

/* What is not to be checked is as the image says. */
static void target_of(const struct boot *boot, uint8_t slot, uint32_t counter,
                      struct ota_target *target)
{
    struct ota_image image;

    ota_layout_target(boot->port->layout, slot, counter, target);
    if ((bootconfigENABLE_HWID_CHECK && bootconfigENABLE_ADDRESS_CHECK) ||
        read_head(boot, slot, &image) != OTA_REFUSED_NOT) {
        return;
    }
    if (!bootconfigENABLE_HWID_CHECK) {
        target->hardware_id = image.hardware_id;
    }
    if (!bootconfigENABLE_ADDRESS_CHECK) {
        target->start = image.start;
    }
}

static ota_refusal_t load(struct boot *boot, uint8_t slot)
{
    const struct ota_source source = {.context = boot, .read = read_slot};
    struct ota_target target;

    boot->loaded = slot;
    boot->first = 0;
    boot->copied = 0;
    target_of(boot, slot, boot->journal.record.counter, &target);
    return ota_image_check(&source, &target, &boot->watched, boot->scratch, sizeof boot->scratch,
                           &boot->checked);
}

/* What seems bad is looked at once more: that the other image is bad is a reason to run this one.
 */
static void check(struct boot *boot, uint8_t slot)
{
    struct ota_boot_slot *facts = &boot->facts.slot[slot];

    facts->refusal = load(boot, slot);
    if (facts->refusal != OTA_REFUSED_NOT) {
        facts->refusal = load(boot, slot);
    }
    facts->sequence = boot->checked.image.sequence;
    facts->counter = boot->checked.image.counter;
    facts->checked = true;
    say_slot(boot, slot,
             facts->refusal == OTA_REFUSED_NOT ? "good" : ota_refusal_text(facts->refusal));
}

/* ---- The decision ---- */

static const struct boot_choice nothing = {.slot = OTA_BOOT_NO_SLOT};

/* Read once more, into memory of its own, the journal has to say the same. */
static __attribute__((noinline)) bool journal_is(const struct boot *boot, ota_log_status_t wanted)
{
    const struct boot_port *port = boot->port;
    struct ota_journal again;

    return ota_journal_mount(&again, port->flash, &port->layout->journal) == wanted &&
           memcmp(&again.record, &boot->journal.record, sizeof again.record) == 0;
}

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
    if ((journal != OTA_LOG_OK && journal != OTA_LOG_BLANK) || !journal_is(boot, journal)) {
        say(boot, "the journal cannot be read\n");
        return false;
    }
    return true;
}

static __attribute__((noinline)) uint32_t head_of(const struct boot *boot, unsigned slot)
{
    return boot->port->layout->slot[slot].offset;
}

/* Asked for twice: what is erased by mistake may be the journal, and the counter with it. */
static void erase_head(const struct boot *boot, unsigned slot)
{
    struct flash_device *flash = boot->port->flash;
    const volatile uint32_t at = head_of(boot, slot);

    if (at == head_of(boot, slot)) {
        (void)flash->driver->erase(flash, at, flash->geometry.erase_bytes);
    }
}

/* A slot that this record makes invalid loses its head: to whoever looks, it is no image any more.
 */
static void erase_refused(struct boot *boot, const uint8_t before[OTA_SLOTS])
{
    for (unsigned slot = 0; bootconfigENABLE_ERASE_INVALID && slot < OTA_SLOTS; slot++) {
        const bool was_image = before[slot] == OTA_FLAG_NEW || before[slot] == OTA_FLAG_PENDING;
        if (was_image && boot->journal.record.flag[slot] == OTA_FLAG_INVALID) {
            erase_head(boot, slot);
        }
    }
}

/* No line of the table makes anything else of a valid image: then a step went wrong. */
static bool keeps_valid(const struct boot *boot, const uint8_t before[OTA_SLOTS])
{
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (before[slot] == OTA_FLAG_VALID && boot->journal.record.flag[slot] != OTA_FLAG_VALID) {
            return false;
        }
    }
    return true;
}

static bool write_record(struct boot *boot, const uint8_t before[OTA_SLOTS])
{
    if (!keeps_valid(boot, before) || ota_journal_write(&boot->journal) != OTA_LOG_OK) {
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
    return (struct boot_choice){
        .slot = step->slot, .watchdog = step->watchdog, .sequence = boot->checked.image.sequence};
}

/* For debugging: what lies in slot 0, if it has a head. Compiled away unless it is asked for. */
static struct boot_choice start_default(struct boot *boot)
{
    struct ota_image *image = &boot->checked.image;

    boot->loaded = 0;
    if (read_head(boot, 0, image) != OTA_REFUSED_NOT) {
        return nothing;
    }
    const uint32_t end = OTA_IMAGE_HEAD_BYTES + image->binary_bytes;
    for (uint32_t at = OTA_IMAGE_HEAD_BYTES; at < end; at += sizeof boot->scratch) {
        const uint32_t part = end - at < sizeof boot->scratch ? end - at : sizeof boot->scratch;
        if (!read_slot(boot, at, boot->scratch, part)) {
            return nothing;
        }
    }
    say_slot(boot, 0, "runs, UNVERIFIED");
    return (struct boot_choice){.slot = 0, .unverified = true, .sequence = image->sequence};
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
            return bootconfigENABLE_DEFAULT_START ? start_default(boot) : nothing;
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

/* ---- The second opinion ---- */

/* A new version is above a good one that it replaces. */
static bool follows(const struct boot *boot, const struct ota_record *record, uint8_t slot,
                    uint32_t sequence)
{
    const uint8_t other = slot ^ 1u;
    const struct ota_boot_slot *facts = &boot->facts.slot[other];
    struct ota_image image;

    if (record->flag[slot] != OTA_FLAG_PENDING || record->flag[other] != OTA_FLAG_VALID ||
        (facts->checked && facts->refusal != OTA_REFUSED_NOT)) {
        return true;
    }
    return read_head(boot, other, &image) != OTA_REFUSED_NOT || image.sequence < sequence;
}

/* Nothing that the decision was made of is believed: journal and head are read again, and must say
 * the same. */
static bool may_run(const struct boot *boot, uint8_t slot)
{
    const struct ota_record *record = &boot->journal.record;
    const uint8_t flag = record->flag[slot];
    struct ota_target target;
    struct ota_image image;

    if (!journal_is(boot, OTA_LOG_OK) || read_head(boot, slot, &image) != OTA_REFUSED_NOT) {
        return false;
    }
    target_of(boot, slot, record->counter, &target);
    return (flag == OTA_FLAG_PENDING || flag == OTA_FLAG_VALID) &&
           memcmp(&image, &boot->checked.image, sizeof image) == 0 &&
           ota_image_fits(&image, &target) == OTA_REFUSED_NOT &&
           (boot->port->memory == NULL || boot->copied == image.binary_bytes) &&
           follows(boot, record, slot, image.sequence);
}

uint32_t boot_entry(struct boot *boot, const struct boot_choice *choice)
{
    const struct ota_checked *checked = &boot->checked;

    boot->second = 0;
    if (choice->slot >= OTA_SLOTS || choice->slot != boot->loaded) {
        return 0;
    }
    if (bootconfigENABLE_DEFAULT_START && choice->unverified) {
        return checked->image.exec;
    }
    if (checked->signature_bytes == 0 || !may_run(boot, choice->slot)) {
        return 0;
    }
    boot->second = verdict(boot, checked->digest, checked->signature, checked->signature_bytes);
    const uint32_t share = checked->image.exec - 2u * OTA_VERIFIED;
    return share + boot->first + boot->second;
}
