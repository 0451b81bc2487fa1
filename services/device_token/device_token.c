/* SPDX-License-Identifier: MIT */
#include "device_token.h"

#include "FreeRTOS.h"
#include "semphr.h"

#include "pkcs11_pal_flash.h"
#include "pkcs11_port.h"

static CK_RV create_mutex(CK_VOID_PTR_PTR mutex)
{
    *mutex = xSemaphoreCreateMutex();
    return *mutex != NULL ? CKR_OK : CKR_HOST_MEMORY;
}

static CK_RV destroy_mutex(CK_VOID_PTR mutex)
{
    vSemaphoreDelete(mutex);
    return CKR_OK;
}

static CK_RV lock_mutex(CK_VOID_PTR mutex)
{
    return xSemaphoreTake(mutex, portMAX_DELAY) == pdTRUE ? CKR_OK : CKR_MUTEX_BAD;
}

static CK_RV unlock_mutex(CK_VOID_PTR mutex)
{
    return xSemaphoreGive(mutex) == pdTRUE ? CKR_OK : CKR_MUTEX_NOT_LOCKED;
}

CK_RV device_token_start(struct flash_device *flash, uint32_t reserved)
{
    static const CK_C_INITIALIZE_ARGS mutexes = {
        create_mutex, destroy_mutex, lock_mutex, unlock_mutex, 0, NULL};
    const uint32_t bank = DEVICE_TOKEN_BANK_SECTORS * flash->geometry.erase_bytes;

    if (flash->geometry.size_bytes < reserved ||
        (flash->geometry.size_bytes - reserved) / flash->geometry.erase_bytes <
            2u * DEVICE_TOKEN_BANK_SECTORS) {
        return CKR_ARGUMENTS_BAD;
    }
    const struct object_store_area area = {
        .device = flash,
        .offset = (flash->geometry.size_bytes - reserved) / flash->geometry.erase_bytes *
                      flash->geometry.erase_bytes -
                  2u * bank,
        .bank_bytes = bank,
    };
    pkcs11_pal_set_area(&area);
    pkcs11_set_mutexes(&mutexes);
    CK_RV result = xInitializePKCS11();
    return result == CKR_CRYPTOKI_ALREADY_INITIALIZED ? CKR_OK : result;
}
