/* People: invited, vouched for, revoked, ejected; the tokens that act for them (J1, J2, law 8). */
#include "story.h"

STORY(an_officer_invites_a_person_for_a_day)
{
	when(s, FIRST, invite_person, .name = STR("Grace"), .organisation = STR("Retainer Ltd"), .secret = { { 7 } });
	then_happened(s, person_added);
	then_happened(s, invitation_issued);
	CHECK(s->charter->invitations[0].is.person == story_last(s->charter->room, EV_person_added));
	CHECK(s->charter->invitations[0].is.expires == s->now + DAYS);
	when(s, ANNA, invite_person, .name = STR("Grace"), .secret = { { 7 } });
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
}

STORY(a_fresh_invitation_ends_the_older_one)
{
	when(s, FIRST, invite_person, .name = STR("Grace"), .secret = { { 7 } });
	when(s, FIRST, invite_again, .person = story_last(s->charter->room, EV_person_added), .secret = { { 8 } });
	then_happened(s, invitation_issued);
	CHECK(s->charter->invitations[0].used && !s->charter->invitations[1].used);
	when(s, FIRST, invite_again, .person = 999, .secret = { { 8 } });
	then_refused(s, NO_SUCH, "no person 999");
}

STORY(an_invitation_has_a_secret_that_no_other_had)
{
	when(s, FIRST, invite_person, .name = STR("Grace"), .secret = { { 7 } });
	when(s, FIRST, invite_person, .name = STR("Olga"), .secret = { { 7 } });
	then_refused(s, CONFLICT, "secret: another invitation has it");
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 7 } });
	then_refused(s, CONFLICT, "secret: another invitation has it");
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 8 } });
	then_happened(s, invitation_issued);
}

STORY(an_invitation_is_used_up_by_the_key_it_enrols)
{
	i64 link;

	when(s, FIRST, invite_person, .name = STR("Grace"), .secret = { { 7 } });
	link = story_last(s->charter->room, EV_invitation_issued);
	story_key(s, link - 1);
	CHECK(!s->charter->invitations[0].used);
	given(s, 0, credential_enrolled, .person = link - 1, .link = link, .rp = STR("crisis.example"),
	    .origins = &(struct rec_origin){ STR("https://crisis.example") }, .n_origins = 1, .id = story_bytes(s, 16),
	    .key = story_bytes(s, 77), .alg = -7, .aaguid = story_bytes(s, 16), .client_data = STR("{}"),
	    .attestation = story_bytes(s, 64), .request = STR("{}"));
	CHECK(s->charter->invitations[0].used);
}

STORY(a_key_counts_once_an_officer_vouched_for_it)
{
	CHECK(!person_vouched(s->charter, ERIK));
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	then_happened(s, credential_vouched);
	CHECK(person_vouched(s->charter, ERIK));
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	then_refused(s, CONFLICT, "only a pending one");
}

/* Boris and Carla are charter officers too, and can sign. */
static void
three_officers(struct story *s)
{
	struct rec_seat_terms three = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS, CARLA) };

	given(s, 0, seat_set, .terms = &three, .title = STR("Charter officer"));
}

static i64
officers_to_vouch(const struct story *s, i64 key)
{
	struct seen seen;

	CHECK(view_entity(&(struct seeing){ T, s->charter, s->charter->room, NULL }, ENT_credential, key, &seen));
	return seen.is.credential.more;
}

STORY(two_officers_vouch_once_two_can)
{
	three_officers(s);
	CHECK(officers_to_vouch(s, ERIK_KEY) == 2);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	then_happened(s, credential_vouched);
	CHECK(!person_vouched(s->charter, ERIK) && officers_to_vouch(s, ERIK_KEY) == 1);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	then_refused(s, CONFLICT, "You have vouched for it already");
	when_acts(s, BORIS, "vouch", ERIK_KEY);
	then_happened(s, credential_vouched);
	CHECK(person_vouched(s->charter, ERIK) && officers_to_vouch(s, ERIK_KEY) == 0);
}

STORY(the_keys_own_person_is_none_of_the_two)
{
	struct rec_seat_terms both = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS) };
	i64 next;

	given(s, 0, seat_set, .terms = &both, .title = STR("Charter officer"));
	story_key(s, BORIS);
	next = story_last(s->charter->room, EV_credential_enrolled);
	CHECK(officers_to_vouch(s, next) == 1);
	when_acts(s, FIRST, "vouch", next);
	CHECK(charter_credential(s->charter, next)->state == CREDENTIAL_VOUCHED);
}

STORY(who_is_an_officer_no_more_has_not_vouched)
{
	three_officers(s);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	given(s, 0, seat_set, .title = STR("Charter officer"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
	    .label = STR("charter_officer"), .holders = PEOPLE(BORIS, CARLA) });
	when_acts(s, BORIS, "vouch", ERIK_KEY);
	CHECK(!person_vouched(s->charter, ERIK) && officers_to_vouch(s, ERIK_KEY) == 1);
	when_acts(s, CARLA, "vouch", ERIK_KEY);
	CHECK(person_vouched(s->charter, ERIK));
}

STORY(a_revoked_key_has_not_vouched)
{
	three_officers(s);
	when_acts(s, CARLA, "vouch", ERIK_KEY);
	when_acts(s, CARLA, "revoke", CARLA_KEY);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	then_happened(s, credential_vouched);
	CHECK(!person_vouched(s->charter, ERIK));
}

STORY(one_officer_left_suffices_though_they_vouched_before)
{
	three_officers(s);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	given(s, 0, seat_set, .title = STR("Charter officer"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
	    .label = STR("charter_officer"), .holders = PEOPLE(FIRST) });
	CHECK(officers_to_vouch(s, ERIK_KEY) == 1);
	when_acts(s, FIRST, "vouch", ERIK_KEY);
	CHECK(person_vouched(s->charter, ERIK));
}

STORY(nobody_vouches_for_their_own_first_key)
{
	when_acts(s, ERIK, "vouch", ERIK_KEY);
	then_refused(s, CONFLICT, "the passkey is not vouched for yet");
}

STORY(nobody_but_an_officer_vouches_for_others)
{
	when_acts(s, ANNA, "vouch", ERIK_KEY);
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
}

STORY(a_vouched_key_vouches_for_its_persons_next)
{
	i64 next;

	story_key(s, ANNA);
	next = story_last(s->charter->room, EV_credential_enrolled);
	when_acts(s, ANNA, "vouch", next);
	then_happened(s, credential_vouched);
	CHECK(charter_credential(s->charter, next)->state == CREDENTIAL_VOUCHED);
}

STORY(an_act_of_vouching_is_about_that_key_and_log)
{
	struct rec_act act = act_on(s, FIRST, "vouch", ERIK_KEY);

	act.object = 999;
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "an object that is here");
	act = act_on(s, FIRST, "vouch", ERIK_KEY);
	act.subject.b[3] ^= 1;
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "not the hash of an object that is here");
	act = act_on(s, FIRST, "vouch", ERIK_KEY);
	act.seat = CISO;
	when_acts_by(s, FIRST, act);
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat ciso");
	act = act_on(s, FIRST, "vouch", ERIK_KEY);
	s->tree_unknown = true;
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "its tree");
	s->tree_unknown = false;
	s->signature = err_new(T, ERR_REFUSED, "the signature is not the passkey's");
	when_acts_by(s, FIRST, act);
	then_refused(s, REFUSED, "not the passkey's");
}

STORY(a_key_is_revoked_by_its_person_or_an_officer_once)
{
	when_acts(s, CARLA, "revoke", ANNA_KEY);
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when_acts(s, ANNA, "revoke", ANNA_KEY);
	then_happened(s, credential_revoked);
	CHECK(!person_vouched(s->charter, ANNA));
	when_acts(s, FIRST, "revoke", ANNA_KEY);
	then_refused(s, CONFLICT, "revoked already");
	when_acts(s, FIRST, "revoke", 999);
	then_refused(s, CONFLICT, "an object that is here");
	when_acts(s, FIRST, "vouch", ANNA_KEY);
	then_refused(s, CONFLICT, "revoked");
}

/* A code opens a session that reads: where an officer finds the key lost, that ends as well. */
STORY(a_key_that_an_officer_revokes_takes_the_recovery_codes_with_it)
{
	static const struct rec_digest codes[] = { { { { 1 } } } };

	given(s, ANNA, recovery_issued, .person = ANNA, .codes = codes, .n_codes = 1);
	given(s, BORIS, recovery_issued, .person = BORIS, .codes = codes, .n_codes = 1);
	given(s, BORIS, recovery_issued, .person = BORIS, .codes = codes, .n_codes = 1);
	CHECK(s->charter->recoveries[1].over && !s->charter->recoveries[2].over);       /* older sets are void */
	when_acts(s, BORIS, "revoke", BORIS_KEY);
	CHECK(!s->charter->recoveries[2].over);         /* they make fresh ones themselves */
	when_acts(s, FIRST, "revoke", ANNA_KEY);
	then_happened(s, credential_revoked);
	CHECK(s->charter->recoveries[0].over && !s->charter->recoveries[2].over);
}

STORY(to_eject_ends_everything_of_a_person_at_once)
{
	a_token(s, BORIS, SCOPE_WRITE);
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 8 } });
	when_acts(s, FIRST, "eject", BORIS);
	then_happened(s, person_ejected);
	CHECK(charter_person(s->charter, BORIS)->ejected && !person_vouched(s->charter, BORIS));
	CHECK(charter_credential(s->charter, BORIS_KEY)->state == CREDENTIAL_REVOKED);
	CHECK(!seat_held_by(s->charter, COO, BORIS));
	CHECK(s->charter->tokens[0].revoked && s->charter->invitations[0].used);
	when_acts(s, FIRST, "eject", BORIS);
	then_refused(s, CONFLICT, "was ejected");
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 8 } });
	then_refused(s, CONFLICT, "was ejected");
}

STORY(of_a_guest_it_is_known_where_they_are_from_and_when_they_go)
{
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .until = s->now + DAYS, .secret = { { 7 } });
	then_refused(s, MALFORMED, "organisation: of somebody from outside");
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .secret = { { 7 } });
	then_refused(s, MALFORMED, "until: of somebody from outside");
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now, .secret = { { 7 } });
	then_refused(s, MALFORMED, "until: lies in the past");
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 367 * DAYS, .secret = { { 7 } });
	then_refused(s, REFUSED, "a year at most");
	when(s, FIRST, invite_person, .name = STR("Grace"), .until = s->now + DAYS, .secret = { { 7 } });
	then_refused(s, MALFORMED, "an end is for guests");
	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + DAYS, .secret = { { 7 } });
	then_happened(s, person_added);
}

STORY(when_a_guests_time_is_over_everything_of_theirs_ends)
{
	i64 guest, end = s->now + DAYS;

	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = end, .secret = { { 7 } });
	guest = story_last(s->charter->room, EV_person_added);
	given(s, 0, seat_set, .title = STR("Counsel"), .terms = &(struct rec_seat_terms){ .label = STR("counsel"), .holders = PEOPLE(guest) });
	a_room(s);
	when(s, ANNA, add_member, .person = guest, .whole = true);
	CHECK(room_has_member(s->room, guest));
	when_it_is(s, end);
	then_happened(s, guest_ended);
	CHECK(charter_person(s->charter, guest)->ejected && charter_person(s->charter, guest)->ended);
	CHECK(!room_has_member(s->room, guest) && !counsel_held_by(s->charter, guest) && s->charter->invitations[0].used);
	when(s, guest, post_message, .text = STR("hello?"));
	then_refused(s, NOT_SIGNED_IN, "Sign in first");
	when_it_is(s, end + DAYS);
	then_not(s, guest_ended);
}

STORY(a_guest_in_a_seat_is_put_out_by_an_act_and_not_by_an_earlier_end)
{
	struct rec_seat_terms counsel = { .seat = CFO, .label = STR("counsel"), .holders = PEOPLE(CARLA) };
	i64 guest;

	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = s->now + 9 * DAYS, .secret = { { 7 } });
	guest = story_last(s->charter->room, EV_person_added);
	counsel.holders = (struct refs){ &guest, 1 };
	given(s, 0, seat_set, .terms = &counsel, .title = STR("Counsel"));
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + DAYS);
	then_refused(s, NOT_YOUR_CALL, "is in the seat Counsel, which would end with their time: eject them, which is signed");
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + 10 * DAYS);
	then_happened(s, guest_end_set);
}

STORY(a_guest_in_a_seat_who_has_no_end_is_given_one_in_time_to_follow_them)
{
	struct rec_seat_terms counsel = { .label = STR("counsel") };
	i64 guest;

	given(s, FIRST, person_added, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"));
	guest = s->charter->room->seq;
	counsel.holders = (struct refs){ &guest, 1 };
	given(s, 0, seat_set, .terms = &counsel, .title = STR("Counsel"));
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + 6 * DAYS);
	then_refused(s, NOT_YOUR_CALL, "their first end is a week off or more");
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + 7 * DAYS);
	then_happened(s, guest_end_set);
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + 6 * DAYS);
	then_refused(s, NOT_YOUR_CALL, "is in the seat Counsel, which would end with their time");
}

STORY(an_officer_puts_a_guests_end_off_until_it_has_come)
{
	i64 guest, end = s->now + DAYS;

	when(s, FIRST, invite_person, .name = STR("Olga"), .outside = true, .organisation = STR("Counsel & Co"), .until = end, .secret = { { 7 } });
	guest = story_last(s->charter->room, EV_person_added);
	when(s, ANNA, set_guest_end, .person = guest, .until = end + DAYS);
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, FIRST, set_guest_end, .person = guest, .until = end);
	then_refused(s, CONFLICT, "the end of their time already");
	when(s, FIRST, set_guest_end, .person = ANNA, .until = end);
	then_refused(s, REFUSED, "of the organisation");
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now);
	then_refused(s, MALFORMED, "lies in the past");
	when(s, FIRST, set_guest_end, .person = guest, .until = s->now + 367 * DAYS);
	then_refused(s, REFUSED, "a year at most");
	when(s, FIRST, set_guest_end, .person = guest, .until = end + DAYS);
	then_happened(s, guest_end_set);
	when_it_is(s, end);
	then_not(s, guest_ended);
	when_it_is(s, end + DAYS);
	then_happened(s, guest_ended);
	when(s, FIRST, set_guest_end, .person = guest, .until = end + 2 * DAYS);
	then_refused(s, CONFLICT, "was ejected");
}

STORY(an_ejected_deputy_is_called_no_more)
{
	a_room(s);
	when_acts(s, FIRST, "eject", DORA);
	put_up(s, ANNA, "partial_shutdown");
	when_answers(s, BORIS, COO, "recuse");
	then_happened(s, recused);
	then_not(s, deputy_called);
}

STORY(an_officer_who_can_sign_is_always_left)
{
	struct rec_seat_terms keyless = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, ERIK) };
	struct rec_seat_terms both = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS) };
	struct rec_seat_terms three = { .seat = OFFICERS, .label = STR("charter_officer"), .holders = PEOPLE(FIRST, BORIS, ANNA) };

	when_acts(s, FIRST, "eject", FIRST);
	then_refused(s, REFUSED, "No charter officer");
	when_acts(s, FIRST, "revoke", FIRST_KEY);
	then_refused(s, REFUSED, "No charter officer");
	given(s, 0, seat_set, .terms = &keyless, .title = STR("t"));
	when_acts(s, FIRST, "eject", FIRST);
	then_refused(s, REFUSED, "No charter officer");
	given(s, 0, seat_set, .terms = &both, .title = STR("t"));
	when_acts(s, FIRST, "revoke", FIRST_KEY);
	then_refused(s, REFUSED, "two must stay");
	when_acts(s, FIRST, "eject", BORIS);
	then_refused(s, REFUSED, "two must stay");
	given(s, 0, seat_set, .terms = &three, .title = STR("t"));
	when_acts(s, FIRST, "eject", BORIS);
	then_happened(s, person_ejected);
}

STORY(an_officer_with_two_keys_may_revoke_one)
{
	story_key(s, FIRST);
	given(s, FIRST, credential_vouched, .credential = story_last(s->charter->room, EV_credential_enrolled), .counts = true);
	when_acts(s, FIRST, "revoke", FIRST_KEY);
	then_happened(s, credential_revoked);
}

STORY(a_token_has_an_owner_a_scope_and_an_end)
{
	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 90, .purpose = STR("pipeline"));
	then_happened(s, token_issued);
	CHECK(s->charter->tokens[0].is.owner == BORIS);
	CHECK(s->charter->tokens[0].is.expires == s->now + 90 * DAYS);
	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 91, .purpose = STR("pipeline"));
	then_refused(s, MALFORMED, "days: 91; 1 to 90 are allowed");
	when(s, CARLA, revoke_token, .token = s->charter->tokens[0].head.id);
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, BORIS, revoke_token, .token = s->charter->tokens[0].head.id);
	then_happened(s, token_revoked);
	when(s, FIRST, revoke_token, .token = s->charter->tokens[0].head.id);
	then_refused(s, CONFLICT, "revoked already");
	when(s, FIRST, revoke_token, .token = 999);
	then_refused(s, NO_SUCH, "no token 999");
}

STORY(a_token_ends_itself_and_no_other)
{
	i64 another, token;

	when(s, BORIS, issue_token, .secret = { { 2 } }, .scope = SCOPE_READ, .days = 1, .purpose = STR("wall"));
	another = story_last(s->charter->room, EV_token_issued);
	when_acts(s, BORIS, "confirm_token", another);
	token = a_token(s, BORIS, SCOPE_WRITE);
	signed_in_with(s, SESSION_TOKEN, token, true);
	when(s, BORIS, revoke_token, .token = another);
	then_refused(s, NOT_YOUR_CALL, "itself, and no other");
	when(s, BORIS, revoke_token, .token = token);
	then_happened(s, token_revoked);
	when(s, BORIS, report_suspicion, .what = STR("too late"));
	then_refused(s, NOT_SIGNED_IN, "does not count");
}

STORY(one_person_has_so_many_tokens_that_count)
{
	for (int i = 0; i < LIMIT_TOKENS; i++) {
		when(s, BORIS, issue_token, .secret = { { (u8)(i + 1) } }, .scope = SCOPE_READ, .days = 1, .purpose = STR("wall"));
		then_happened(s, token_issued);
	}
	when(s, BORIS, issue_token, .secret = { { 99 } }, .scope = SCOPE_READ, .days = 1, .purpose = STR("wall"));
	then_refused(s, CONFLICT, "You have 10 tokens already");
	when(s, BORIS, revoke_token, .token = story_last(s->charter->room, EV_token_issued));
	when(s, BORIS, issue_token, .secret = { { 99 } }, .scope = SCOPE_READ, .days = 1, .purpose = STR("wall"));
	then_happened(s, token_issued);
}

STORY(a_token_lives_once_its_owner_signed_for_it)
{
	i64 token;

	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("pipeline"));
	then_not(s, token_confirmed);
	token = story_last(s->charter->room, EV_token_issued);
	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("pipeline"));
	then_refused(s, CONFLICT, "waits for you to confirm it");
	when(s, FIRST, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("pipeline"));
	then_refused(s, CONFLICT, "another token's");
	signed_in_with(s, SESSION_TOKEN, token, true);
	when(s, BORIS, report_suspicion, .what = STR("too early"));
	then_refused(s, NOT_SIGNED_IN, "does not count");
	signed_in_with(s, SESSION_STRONG, 0, false);
	when_acts(s, FIRST, "confirm_token", token);
	then_refused(s, NOT_YOUR_CALL, "by its owner");
	when_acts(s, BORIS, "confirm_token", BORIS_KEY);
	then_refused(s, CONFLICT, "an object that is here");
	when_acts(s, BORIS, "confirm_token", token);
	then_happened(s, token_confirmed);
	CHECK(s->charter->tokens[0].confirmed);
	when_acts(s, BORIS, "confirm_token", token);
	then_refused(s, CONFLICT, "confirmed already");
	when(s, BORIS, revoke_token, .token = token);
	when_acts(s, BORIS, "confirm_token", token);
	then_refused(s, CONFLICT, "revoked already");
	when(s, BORIS, issue_token, .secret = { { 2 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("another"));
	s->now += DAYS;
	when_acts(s, BORIS, "confirm_token", story_last(s->charter->room, EV_token_issued));
	then_refused(s, CONFLICT, "over already");
}

/* Every act of the charter, by somebody who may, about something it may be about. */
static const struct { i64 who; const char *verb; i64 object; } acts[] = {
	{ FIRST, "vouch", ERIK_KEY }, { FIRST, "revoke", BORIS_KEY }, { BORIS, "revoke", BORIS_KEY }, { FIRST, "eject", BORIS },
};
#define EACH_ACT(act, change, KIND, words) \
	for (size_t i = 0; i < countof(acts); i++) { \
		struct rec_act act = act_on(s, acts[i].who, acts[i].verb, acts[i].object); \
		change; \
		when_acts_by(s, acts[i].who, act); \
		then_refused(s, KIND, words); \
	}

STORY(an_act_of_the_charter_is_refused_for_what_is_not_quite_it)
{
	EACH_ACT(act, act.object = 999, CONFLICT, "an object that is here")
	EACH_ACT(act, act.object = acts[i].verb[0] == 'e' ? CARLA : CARLA_KEY, CONFLICT, "not the hash of an object that is here")
	EACH_ACT(act, act.subject.b[3] ^= 1, CONFLICT, "not the hash of an object that is here")
	EACH_ACT(act, act.option = 1, CONFLICT, "names an option")
	EACH_ACT(act, act.rule = SHUTDOWN_RULE, CONFLICT, "names an option")
	EACH_ACT(act, act.for_ = CARLA, CONFLICT, "names an option")
	EACH_ACT(act, act.grounds = 1, CONFLICT, "names an option")
	EACH_ACT(act, act.brief.b[0] = 1, CONFLICT, "names an option")
	EACH_ACT(act, act.seat = CISO, NOT_YOUR_CALL, "do not hold the seat ciso")
	EACH_ACT(act, act.person = CARLA, CONFLICT, "another person")
	EACH_ACT(act, act.expires = s->now - 1; act.issued = s->now - 2, CONFLICT, "has expired")
	EACH_ACT(act, act.stream = STR("room/1"), CONFLICT, "another room")
	EACH_ACT(act, act.live = false, CONFLICT, "live is true")
	EACH_ACT(act, act.credential = ERIK_KEY, CONFLICT, "not this person's")
	s->tree_unknown = true;
	EACH_ACT(act, , CONFLICT, "its tree")
	s->tree_unknown = false;
	s->signature = err_new(T, ERR_REFUSED, "the signature is not the passkey's");
	EACH_ACT(act, , REFUSED, "not the passkey's")
}

STORY(an_act_of_the_charter_is_signed)
{
	for (size_t i = 0; i < countof(acts); i++) {
		struct rec_act act = act_on(s, acts[i].who, acts[i].verb, acts[i].object);
		struct given_act g = given_act(s, &act, i ? STR("why") : (str){ NULL, 0 });

		g.signature.p = NULL;
		when_given(s, acts[i].who, g, act.verb);
		then_refused(s, CONFLICT, "it is not signed");
	}
}

STORY(an_act_of_the_charter_is_given_once)
{
	struct rec_act act = act_on(s, FIRST, "revoke", BORIS_KEY);

	when_acts_by(s, FIRST, act);
	then_happened(s, credential_revoked);
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "it was given already");
}

STORY(who_ejects_says_why_in_words_that_the_act_cites)
{
	struct rec_act act = act_on(s, FIRST, "eject", BORIS);
	struct given_act g = given_act(s, &act, STR("stolen laptop"));

	g.note = STR("no reason");
	when_given(s, FIRST, g, act.verb);
	then_refused(s, CONFLICT, "not the words that the act cites");
}

STORY(a_pending_key_and_a_revoked_one_end_nothing)
{
	struct rec_act act;
	i64 next;

	story_key(s, FIRST);
	next = story_last(s->charter->room, EV_credential_enrolled);
	act = act_on(s, FIRST, "eject", BORIS);
	act.credential = next;
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "not vouched for yet");
	when_acts(s, FIRST, "vouch", next);
	when_acts(s, FIRST, "revoke", FIRST_KEY);
	act = act_on(s, FIRST, "eject", BORIS);
	act.credential = FIRST_KEY;
	when_acts_by(s, FIRST, act);
	then_refused(s, CONFLICT, "the passkey is revoked");
	when_acts(s, FIRST, "eject", BORIS);
	then_happened(s, person_ejected);
}

DEMO_STORY(in_a_demonstration_an_unsigned_act_ejects)
{
	when_acts(s, FIRST, "eject", BORIS);
	then_happened(s, person_ejected);
}

TEST_MAIN()
