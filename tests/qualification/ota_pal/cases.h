/* SPDX-License-Identifier: MIT */
/* The cases of this group; what each is about stands in group.json. */
#ifndef OTA_PAL_CASES_H
#define OTA_PAL_CASES_H

/* create.c */
void pal_a_file_is_created(void);
void pal_the_largest_file_is_created(void);
void pal_a_file_that_is_too_large_is_refused(void);
void pal_create_refuses_null(void);
void pal_create_is_refused_while_an_image_waits(void);
void pal_a_file_goes_on_after_a_reset(void);
void pal_an_open_file_is_aborted(void);
void pal_abort_refuses_what_is_not_there(void);

/* write.c */
void pal_blocks_in_order(void);
void pal_blocks_out_of_order(void);
void pal_a_block_twice(void);
void pal_a_block_of_one_byte(void);
void pal_the_largest_block(void);
void pal_blocks_out_of_range(void);
void pal_write_refuses_null(void);
void pal_write_without_a_file(void);

/* close.c */
void pal_close_takes_a_good_file(void);
void pal_close_refuses_a_corrupt_signature(void);
void pal_close_refuses_a_missing_signature(void);
void pal_close_refuses_an_unknown_certificate(void);
void pal_close_refuses_another_signer(void);
void pal_close_refuses_a_corrupt_file(void);
void pal_close_refuses_a_missing_block(void);
void pal_close_refuses_what_is_not_newer(void);
void pal_close_refuses_another_board(void);
void pal_close_refuses_null(void);

/* state.c */
void pal_activate_is_refused_without_an_image(void);
void pal_activate_resets(void);
void pal_reset_resets(void);
void pal_the_running_image_is_valid(void);
void pal_the_image_on_trial_waits_to_be_accepted(void);
void pal_an_accepted_image_stays(void);
void pal_a_rejected_image_is_rolled_back(void);
void pal_an_aborted_image_is_rolled_back(void);
void pal_an_image_that_says_nothing_is_rolled_back(void);
void pal_states_are_refused_without_a_trial(void);

#endif
