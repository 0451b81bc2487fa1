/* SPDX-License-Identifier: MIT */
/* The cases of this group; what each is about stands in group.json. */
#ifndef P11_CASES_H
#define P11_CASES_H

/* general.c */
void p11_function_list_is_complete(void);
void p11_function_list_refuses_null(void);
void p11_initialize_twice_is_told(void);
void p11_initialize_refuses_bad_arguments(void);
void p11_finalize_refuses_bad_arguments(void);
void p11_nothing_works_before_initialize(void);
void p11_slot_list_tells_slots(void);
void p11_slot_list_refuses_bad_arguments(void);
void p11_token_info_is_told(void);
void p11_mechanism_info_is_told(void);

/* sessions.c */
void p11_closed_session_is_refused(void);
void p11_open_session_refuses_bad_arguments(void);
void p11_sessions_are_given_back(void);
void p11_finalize_closes_sessions(void);
void p11_read_only_session_changes_nothing(void);
void p11_operations_of_sessions_are_apart(void);

/* digest.c */
void p11_digest_known_vectors(void);
void p11_digest_in_parts(void);
void p11_digest_wrong_order(void);
void p11_digest_refuses_bad_arguments(void);
void p11_random_fills_what_was_asked_for(void);
void p11_random_is_not_constant(void);
void p11_entropy_is_not_constant(void);
void p11_random_refuses_bad_arguments(void);

/* objects.c */
void p11_object_is_created_found_and_destroyed(void);
void p11_object_attributes_are_read(void);
void p11_attribute_lengths_are_told(void);
void p11_find_wrong_order(void);
void p11_find_tells_only_what_matches(void);
void p11_create_object_refuses_bad_arguments(void);
void p11_destroyed_object_is_refused(void);
void p11_objects_outlive_finalize(void);
void p11_objects_survive_many_writes(void);

/* secrets.c */
void p11_ec_private_key_is_never_told(void);
void p11_rsa_private_key_is_never_told(void);
void p11_private_key_cannot_be_made_extractable(void);
void p11_secrets_are_not_searched_for(void);

/* sign.c */
void p11_ec_key_signs_and_verifies(void);
void p11_ec_known_signature_is_good(void);
void p11_ec_wrong_signature_is_refused(void);
void p11_rsa_signature_is_the_known_one(void);
void p11_rsa_wrong_signature_is_refused(void);
void p11_sign_wrong_order(void);
void p11_sign_refuses_wrong_keys(void);
void p11_signature_length_is_told(void);

/* generate.c */
void p11_generated_key_pair_signs_and_verifies(void);
void p11_generated_key_pairs_differ(void);
void p11_generate_refuses_bad_arguments(void);
void p11_generated_keys_outlive_finalize(void);
void p11_several_tasks_sign_at_once(void);

#endif
