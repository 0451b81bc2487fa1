/* SPDX-License-Identifier: MIT */
/* External interrupts: by claim, one after the other, nested by priority.
 *
 *     claim ─► threshold = its priority ─► unmasked: handler ─► masked ─► threshold back ─►
 * complete
 *
 * While a handler runs only more urgent sources, the tick and software interrupts come through. For
 * that the port wants mstatus.MPP set again and a critical section counted (switch.S).
 */
#include <stddef.h>

#include "FreeRTOS.h"

#include "fault_riscv.h"
#include "riscv.h"
#include "virt_riscv.h"

/* Hart 0 in machine mode is context 0. */
#define PRIORITY(source) RISCV_REGISTER(VIRT_PLIC + 4u * (source))
#define ENABLE(source)   RISCV_REGISTER(VIRT_PLIC + 0x2000u + 4u * ((source) / 32u))
#define THRESHOLD        RISCV_REGISTER(VIRT_PLIC + 0x200000u)
#define CLAIM            RISCV_REGISTER(VIRT_PLIC + 0x200004u) /* writing completes */

static struct {
    void (*handler)(void *context);
    void *context;
} served[VIRT_SOURCES];

void virt_irq_enable(uint32_t source, uint32_t priority, void (*handler)(void *context),
                     void *context)
{
    arch_mask_t mask = arch_mask();

    served[source].handler = handler;
    served[source].context = context;
    PRIORITY(source) = priority;
    ENABLE(source) = ENABLE(source) | 1u << (source % 32u);
    RISCV_SET(mie, RISCV_MIE_EXTERNAL);
    arch_unmask(mask);
}

void virt_irq_disable(uint32_t source)
{
    arch_mask_t mask = arch_mask();

    ENABLE(source) = ENABLE(source) & ~(1u << (source % 32u));
    arch_unmask(mask);
}

static void serve(uint32_t source)
{
    uint32_t below = THRESHOLD;

    THRESHOLD = PRIORITY(source);
    arch_core()->hold.why.critical++;
    RISCV_SET(mstatus, RISCV_MSTATUS_MIE);
    served[source].handler(served[source].context);
    RISCV_CLEAR(mstatus, RISCV_MSTATUS_MIE);
    arch_core()->hold.why.critical--;
    THRESHOLD = below;
    RISCV_SET(mstatus, RISCV_MSTATUS_MPP);
}

/* The port's entry for what is neither tick nor pended switch. */
void freertos_risc_v_application_interrupt_handler(UBaseType_t cause)
{
    if (RISCV_CAUSE_CODE(cause) != RISCV_CAUSE_EXTERNAL) {
        fault_unexpected((uint32_t)RISCV_CAUSE_CODE(cause));
    }
    uint32_t source = CLAIM;
    if (source == 0) {
        return; /* withdrawn since */
    }
    if (source >= VIRT_SOURCES || served[source].handler == NULL) {
        fault_unexpected(16u + source);
    }
    serve(source);
    CLAIM = source;
}
