/* SPDX-License-Identifier: MIT */
/* arch_inline.h: masking nests, and says whether a switch is legal. */
#include "porting.h"

#include "arch.h"

int main(void)
{
    board_init();
    CHECK(!arch_in_isr());
    CHECK(arch_core_id() == 0);

    arch_unmask(ARCH_MASK_NONE);
    arch_mask_t outer = arch_mask();
    arch_mask_t inner = arch_mask();
    CHECK(outer == ARCH_MASK_NONE);
    CHECK(inner != ARCH_MASK_NONE);
    arch_unmask(inner);
    CHECK(arch_mask() != ARCH_MASK_NONE);
    arch_unmask(outer);
    CHECK(arch_mask() == ARCH_MASK_NONE);

    CHECK(arch_may_switch(ARCH_MASK_NONE, 0) || arch_in_isr()); /* before the start: as it likes */
    CHECK(!arch_may_switch(inner, 0));
    CHECK(!arch_may_switch(ARCH_MASK_NONE, 1));
    porting_end("masks");
}
