# SPDX-License-Identifier: MIT
"""Programs watched while they run in QEMU: instructions between marks, stretches under the mask."""
