/* SPDX-License-Identifier: MIT */
/* Cases whose document the cloud in a box makes. Its first endpoint of the thing's core does not
 * answer; the second is the broker. */
#ifndef GGD_CLOUD_H
#define GGD_CLOUD_H

void ggd_cloud_document(void);
void ggd_cloud_core_that_answers(void);
void ggd_cloud_stranger(void);
void ggd_cloud_small_buffer(void);
void ggd_cloud_abort(void);
void ggd_cloud_secure_connect(void);

void ggd_cloud_tear_down(void);

#endif
