/* SPDX-License-Identifier: MIT */
/* Profile "small": nothing beside dunlin_psa_config.h. */
