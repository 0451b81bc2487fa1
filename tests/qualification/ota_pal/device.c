/* SPDX-License-Identifier: MIT */
#include "device.h"

#include <psa/crypto.h>
#include <string.h>

#include "board.h"
#include "image_kit.h"
#include "ota_board.h"
#include "ota_boot.h"
#include "ota_flash.h"
#include "ota_signers.h"
#include "sockets.h"

#define FACTORY_VERSION OTA_SEQUENCE(1, 0, 2)
#define POINT_BYTES     65u
#define RAW_BYTES       64u
#define SCRATCH_BYTES   OTA_SCRATCH_MIN

/* SubjectPublicKeyInfo of a point on P-256: RFC 5480. */
#define KEY_PREFIX                                                                                 \
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08,      \
        0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00
#define KEY_PREFIX_BYTES 26u

OTA_FileContext_t device_context;
uint8_t device_image[DEVICE_IMAGE];
uint32_t device_version;
unsigned device_resets;

static uint8_t public_key[2][KEY_PREFIX_BYTES + POINT_BYTES] = {{KEY_PREFIX}, {KEY_PREFIX}};
static psa_key_id_t key;
static Sig256_t signature;

static const struct ota_certificate certificates[] = {
    {DEVICE_SIGNER, public_key[0], sizeof public_key[0]},
    {DEVICE_STRANGER, public_key[1], sizeof public_key[1]},
};
static struct ota_certificates known;
static const struct ota_signers *signers;

static struct ota_journal journal;
static struct ota_record found; /* in the journal, when the group began */
static bool was_blank;
static struct ota_flash flash;
static struct ota_store store;

/* ---- Keys ---- */

static bool make_key(psa_key_id_t *made, uint8_t *point)
{
    psa_key_attributes_t wanted = PSA_KEY_ATTRIBUTES_INIT;
    size_t bytes;

    psa_set_key_type(&wanted, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&wanted, 256);
    psa_set_key_algorithm(&wanted, PSA_ALG_ECDSA_ANY);
    psa_set_key_usage_flags(&wanted, PSA_KEY_USAGE_SIGN_HASH);
    return psa_generate_key(&wanted, made) == PSA_SUCCESS &&
           psa_export_public_key(*made, point, POINT_BYTES, &bytes) == PSA_SUCCESS;
}

/* INTEGER of 32 bytes; the bytes behind it. */
static uint8_t *put_integer(uint8_t *at, const uint8_t *number)
{
    unsigned length = 32;

    while (length > 1 && *number == 0) {
        number++;
        length--;
    }
    const unsigned zero = number[0] >> 7;
    *at++ = 0x02;
    *at++ = (uint8_t)(length + zero);
    if (zero != 0) {
        *at++ = 0;
    }
    memcpy(at, number, length);
    return at + length;
}

static uint32_t sign(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                     uint8_t der[OTA_SIGNATURE_MAX])
{
    uint8_t raw[RAW_BYTES];
    size_t bytes = 0;

    (void)context;
    EXPECT_EQUAL(
        psa_sign_hash(key, PSA_ALG_ECDSA_ANY, digest, OTA_DIGEST_BYTES, raw, sizeof raw, &bytes),
        PSA_SUCCESS);
    const uint8_t *const end = put_integer(put_integer(der + 2, raw), raw + RAW_BYTES / 2u);
    der[0] = 0x30;
    der[1] = (uint8_t)(end - der - 2);
    return (uint32_t)(end - der);
}

/* ---- Images ---- */

static uint32_t make_image(unsigned slot, const struct image_kit *of, uint8_t *bytes)
{
    const struct image_signer signer = {signers->image, NULL, sign};
    struct image_kit image = *of;
    struct ota_target target;

    ota_layout_target(&ota_board_layout, slot, 0, &target);
    image.start = target.start;
    image.hardware_id += target.hardware_id;
    image.counter = journal.record.counter;
    return image_kit_make(&image, &signer, bytes);
}

void device_sign_file(void)
{
    const struct ota_crypto *crypto = signers->job;
    uint8_t digest[OTA_DIGEST_BYTES];

    EXPECT(crypto->hash_start(crypto->context) &&
           crypto->hash_update(crypto->context, device_image, sizeof device_image) &&
           crypto->hash_finish(crypto->context, digest));
    signature.usSize = (uint16_t)sign(NULL, digest, signature.ucData);
}

static void make_file(uint32_t version, uint32_t hardware)
{
    const struct image_kit image = {.sequence = version,
                                    .hardware_id = hardware,
                                    .binary_bytes = DEVICE_IMAGE - OTA_IMAGE_EXTRA_BYTES};

    EXPECT_EQUAL(make_image(1, &image, device_image), DEVICE_IMAGE);
    device_sign_file();
    device_context = (OTA_FileContext_t){.pucJobName = (uint8_t *)"qualification",
                                         .pucStreamName = (uint8_t *)"stream",
                                         .pucFilePath = (uint8_t *)"/image",
                                         .pucCertFilepath = (uint8_t *)DEVICE_SIGNER,
                                         .pxSignature = &signature,
                                         .ulFileSize = DEVICE_IMAGE,
                                         .ulBlockSize = DEVICE_BLOCK};
}

void device_file(int more)
{
    make_file(device_version + (uint32_t)more, 0);
}

void device_file_for_another_board(void)
{
    make_file(device_version + 1u, 1u);
}

uint32_t device_slot_bytes(void)
{
    return ota_board_layout.slot[1].bytes;
}

/* ---- Starts ---- */

static bool read_slot(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct ota_region *slot = context;
    struct flash_device *device = board_flash();
    return device->driver->read(device, slot->offset + offset, to, length) == FLASH_OK;
}

/* Slot 0 is what runs: its head is believed. */
static void look_at(unsigned number, struct ota_boot_slot *slot)
{
    static uint8_t scratch[SCRATCH_BYTES];
    const struct ota_region *const region = &ota_board_layout.slot[number];
    const struct ota_source source = {(void *)region, read_slot, 0};
    struct ota_checked checked;
    struct ota_target target;

    ota_layout_target(&ota_board_layout, number, journal.record.counter, &target);
    slot->checked = true;
    if (number == 0) {
        EXPECT(read_slot((void *)region, 0, scratch, OTA_IMAGE_HEAD_BYTES));
        slot->refusal = ota_image_parse_head(scratch, region->bytes, &checked.image);
    } else {
        slot->refusal =
            ota_image_check(&source, &target, signers->image, scratch, sizeof scratch, &checked);
    }
    slot->sequence = checked.image.sequence;
    slot->counter = checked.image.counter;
}

static bool mount(void)
{
    return ota_journal_mount(&journal, board_flash(), &ota_board_layout.journal) == OTA_LOG_OK;
}

static void boot(void)
{
    struct ota_boot now = {.record = &journal.record, .trials = 1, .on_trial = OTA_BOOT_NO_SLOT};
    struct ota_boot_step step;

    EXPECT(mount());
    while ((step = ota_boot_step(&now)).action == OTA_BOOT_CHECK || step.action == OTA_BOOT_WRITE) {
        if (step.action == OTA_BOOT_CHECK) {
            look_at(step.slot, &now.slot[step.slot]);
        } else {
            EXPECT_EQUAL(ota_journal_write(&journal), OTA_LOG_OK);
        }
    }
    EXPECT(step.action == OTA_BOOT_RUN);
}

static void count_reset(void *context)
{
    (void)context;
    device_resets++;
}

void device_start(void)
{
    const struct ota_flash_config config = {.device = board_flash(),
                                            .layout = &ota_board_layout,
                                            .signers = signers,
                                            .reset = count_reset};

    boot();
    device_resets = 0;
    EXPECT_EQUAL(ota_flash_init(&flash, &config, &store), kOTA_Err_None);
    ota_pal_use(&store);
    device_version = flash.version;
}

static void write_record(uint8_t flag_0, uint8_t flag_1, const struct ota_record *like)
{
    struct ota_record *const record = &journal.record;

    record->flag[0] = flag_0;
    record->flag[1] = flag_1;
    record->reason = like != NULL ? like->reason : OTA_REFUSED_NOT;
    record->trials = 0;
    memset(record->job, 0, sizeof record->job);
    EXPECT_EQUAL(ota_journal_write(&journal), OTA_LOG_OK);
}

static void forget_download(void)
{
    static struct ota_progress progress;

    EXPECT(ota_progress_mount(&progress, board_flash(), &ota_board_layout.progress) <=
           OTA_LOG_BLANK);
    EXPECT_EQUAL(ota_progress_clear(&progress), OTA_LOG_OK);
}

void device_new(void)
{
    EXPECT(ota_journal_mount(&journal, board_flash(), &ota_board_layout.journal) <= OTA_LOG_BLANK);
    write_record(OTA_FLAG_VALID, OTA_FLAG_INVALID, NULL);
    forget_download();
    device_start();
}

/* ---- Around the group ---- */

static bool erase(const struct ota_region *region, uint32_t bytes)
{
    struct flash_device *device = board_flash();
    const uint32_t sector = device->geometry.erase_bytes;

    return device->driver->erase(device, region->offset, (bytes + sector - 1u) / sector * sector) ==
           FLASH_OK;
}

/* No bootloader has started this: slot 0 becomes what it would have been. */
static bool deliver(void)
{
    const struct image_kit image = {.sequence = FACTORY_VERSION, .binary_bytes = 1024};
    const struct ota_region *const slot = &ota_board_layout.slot[0];
    struct flash_device *device = board_flash();

    const uint32_t bytes = (make_image(0, &image, device_image) + 31u) / 32u * 32u;
    return erase(&ota_board_layout.journal, ota_board_layout.journal.bytes) &&
           erase(&ota_board_layout.progress, ota_board_layout.progress.bytes) &&
           erase(slot, bytes) &&
           device->driver->program(device, slot->offset, device_image, bytes) == FLASH_OK &&
           ota_journal_mount(&journal, device, &ota_board_layout.journal) == OTA_LOG_BLANK;
}

bool device_begin(void)
{
    psa_key_id_t stranger = 0;

    signers = ota_signers_init(&known, certificates, sizeof certificates / sizeof certificates[0]);
    if (!EXPECT(SOCKETS_Init() == pdPASS) || !EXPECT_EQUAL(psa_crypto_init(), PSA_SUCCESS) ||
        !EXPECT(make_key(&key, public_key[0] + KEY_PREFIX_BYTES)) ||
        !EXPECT(make_key(&stranger, public_key[1] + KEY_PREFIX_BYTES)) ||
        !EXPECT(board_flash() != NULL)) {
        return false;
    }
    (void)psa_destroy_key(stranger);
    was_blank = !mount();
    if (was_blank) {
        return EXPECT(deliver());
    }
    found = journal.record;
    return EXPECT(found.flag[0] == OTA_FLAG_VALID); /* it runs from slot 0, as from the factory */
}

void device_end(void)
{
    ota_pal_use(NULL);
    (void)psa_destroy_key(key);
    if (was_blank) {
        (void)erase(&ota_board_layout.journal, ota_board_layout.journal.bytes);
        (void)erase(&ota_board_layout.progress, ota_board_layout.progress.bytes);
    } else if (mount()) {
        write_record(found.flag[0], OTA_FLAG_INVALID, &found);
        forget_download();
    }
}
