/* People: invited, vouched for, revoked, ejected; the tokens that act for them (J1, J2, law 8). */
#include "story.h"

/* The act by which somebody vouches for a key. */
static struct rec_act
act_to_vouch(struct story *s, i64 who, i64 key)
{
	struct rec_act act = act_begun(s, who, s->charter->room, STR("vouch"));
	const struct credential *c = charter_credential(s->charter, key);

	act.object = key;
	if (c)
		sha256(c->is.key.p, c->is.key.n, &act.subject);
	return act;
}

static void
when_vouched(struct story *s, i64 who, struct rec_act act)
{
	struct buf b = buf_new(T, 1024);

	field_write(&b, record_act_table(), &act);
	when(s, who, vouch, .act = buf_str(&b), .signature = STR("a signature"));
}

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
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	then_happened(s, credential_vouched);
	CHECK(person_vouched(s->charter, ERIK));
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
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
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	then_happened(s, credential_vouched);
	CHECK(!person_vouched(s->charter, ERIK) && officers_to_vouch(s, ERIK_KEY) == 1);
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	then_refused(s, CONFLICT, "You have vouched for it already");
	when_vouched(s, BORIS, act_to_vouch(s, BORIS, ERIK_KEY));
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
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, next));
	CHECK(charter_credential(s->charter, next)->state == CREDENTIAL_VOUCHED);
}

STORY(who_is_an_officer_no_more_has_not_vouched)
{
	three_officers(s);
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	given(s, 0, seat_set, .title = STR("Charter officer"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
	    .label = STR("charter_officer"), .holders = PEOPLE(BORIS, CARLA) });
	when_vouched(s, BORIS, act_to_vouch(s, BORIS, ERIK_KEY));
	CHECK(!person_vouched(s->charter, ERIK) && officers_to_vouch(s, ERIK_KEY) == 1);
	when_vouched(s, CARLA, act_to_vouch(s, CARLA, ERIK_KEY));
	CHECK(person_vouched(s->charter, ERIK));
}

STORY(a_revoked_key_has_not_vouched)
{
	three_officers(s);
	when_vouched(s, CARLA, act_to_vouch(s, CARLA, ERIK_KEY));
	when(s, CARLA, revoke_credential, .credential = CARLA_KEY, .why = STR("stolen"));
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	then_happened(s, credential_vouched);
	CHECK(!person_vouched(s->charter, ERIK));
}

STORY(one_officer_left_suffices_though_they_vouched_before)
{
	three_officers(s);
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	given(s, 0, seat_set, .title = STR("Charter officer"), .terms = &(struct rec_seat_terms){ .seat = OFFICERS,
	    .label = STR("charter_officer"), .holders = PEOPLE(FIRST) });
	CHECK(officers_to_vouch(s, ERIK_KEY) == 1);
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ERIK_KEY));
	CHECK(person_vouched(s->charter, ERIK));
}

STORY(nobody_vouches_for_their_own_first_key)
{
	when_vouched(s, ERIK, act_to_vouch(s, ERIK, ERIK_KEY));
	then_refused(s, CONFLICT, "the passkey is not vouched for yet");
}

STORY(nobody_but_an_officer_vouches_for_others)
{
	when_vouched(s, ANNA, act_to_vouch(s, ANNA, ERIK_KEY));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
}

STORY(a_vouched_key_vouches_for_its_persons_next)
{
	i64 next;

	story_key(s, ANNA);
	next = story_last(s->charter->room, EV_credential_enrolled);
	when_vouched(s, ANNA, act_to_vouch(s, ANNA, next));
	then_happened(s, credential_vouched);
	CHECK(charter_credential(s->charter, next)->state == CREDENTIAL_VOUCHED);
}

STORY(an_act_of_vouching_is_about_that_key_and_log)
{
	struct rec_act act = act_to_vouch(s, FIRST, ERIK_KEY);

	act.object = 999;
	when_vouched(s, FIRST, act);
	then_refused(s, CONFLICT, "no passkey");
	act = act_to_vouch(s, FIRST, ERIK_KEY);
	act.subject.b[3] ^= 1;
	when_vouched(s, FIRST, act);
	then_refused(s, CONFLICT, "not the passkey's hash");
	act = act_to_vouch(s, FIRST, ERIK_KEY);
	act.seat = CISO;
	when_vouched(s, FIRST, act);
	then_refused(s, NOT_YOUR_CALL, "do not hold the seat ciso");
	act = act_to_vouch(s, FIRST, ERIK_KEY);
	s->tree_unknown = true;
	when_vouched(s, FIRST, act);
	then_refused(s, CONFLICT, "its tree");
	s->tree_unknown = false;
	s->signature = err_new(T, ERR_REFUSED, "the signature is not the passkey's");
	when_vouched(s, FIRST, act);
	then_refused(s, REFUSED, "not the passkey's");
}

STORY(a_key_is_revoked_by_its_person_or_an_officer_once)
{
	when(s, CARLA, revoke_credential, .credential = ANNA_KEY, .why = STR("x"));
	then_refused(s, NOT_YOUR_CALL, "for charter officers");
	when(s, ANNA, revoke_credential, .credential = ANNA_KEY, .why = STR("lost"));
	then_happened(s, credential_revoked);
	CHECK(!person_vouched(s->charter, ANNA));
	when(s, FIRST, revoke_credential, .credential = ANNA_KEY, .why = STR("lost"));
	then_refused(s, CONFLICT, "revoked already");
	when(s, FIRST, revoke_credential, .credential = 999, .why = STR("lost"));
	then_refused(s, NO_SUCH, "no passkey 999");
	when_vouched(s, FIRST, act_to_vouch(s, FIRST, ANNA_KEY));
	then_refused(s, CONFLICT, "revoked");
}

STORY(to_eject_ends_everything_of_a_person_at_once)
{
	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 1, .purpose = STR("pipeline"));
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 8 } });
	when(s, FIRST, eject_person, .person = BORIS, .why = STR("stolen laptop"));
	then_happened(s, person_ejected);
	CHECK(charter_person(s->charter, BORIS)->ejected && !person_vouched(s->charter, BORIS));
	CHECK(charter_credential(s->charter, BORIS_KEY)->state == CREDENTIAL_REVOKED);
	CHECK(!seat_held_by(s->charter, COO, BORIS));
	CHECK(s->charter->tokens[0].revoked && s->charter->invitations[0].used);
	when(s, FIRST, eject_person, .person = BORIS, .why = STR("again"));
	then_refused(s, CONFLICT, "was ejected");
	when(s, FIRST, invite_again, .person = BORIS, .secret = { { 8 } });
	then_refused(s, CONFLICT, "was ejected");
}

STORY(an_ejected_deputy_is_called_no_more)
{
	a_room(s);
	when(s, FIRST, eject_person, .person = DORA, .why = STR("gone"));
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

	when(s, FIRST, eject_person, .person = FIRST, .why = STR("x"));
	then_refused(s, REFUSED, "No charter officer");
	when(s, FIRST, revoke_credential, .credential = FIRST_KEY, .why = STR("x"));
	then_refused(s, REFUSED, "No charter officer");
	given(s, 0, seat_set, .terms = &keyless, .title = STR("t"));
	when(s, FIRST, eject_person, .person = FIRST, .why = STR("x"));
	then_refused(s, REFUSED, "No charter officer");
	given(s, 0, seat_set, .terms = &both, .title = STR("t"));
	when(s, FIRST, revoke_credential, .credential = FIRST_KEY, .why = STR("lost"));
	then_refused(s, REFUSED, "two must stay");
	when(s, FIRST, eject_person, .person = BORIS, .why = STR("x"));
	then_refused(s, REFUSED, "two must stay");
	given(s, 0, seat_set, .terms = &three, .title = STR("t"));
	when(s, FIRST, eject_person, .person = BORIS, .why = STR("x"));
	then_happened(s, person_ejected);
}

STORY(an_officer_with_two_keys_may_revoke_one)
{
	story_key(s, FIRST);
	given(s, FIRST, credential_vouched, .credential = story_last(s->charter->room, EV_credential_enrolled), .counts = true);
	when(s, FIRST, revoke_credential, .credential = FIRST_KEY, .why = STR("old phone"));
	then_happened(s, credential_revoked);
}

STORY(a_token_has_an_owner_a_scope_and_an_end)
{
	when(s, BORIS, issue_token, .secret = { { 1 } }, .scope = SCOPE_WRITE, .days = 90, .purpose = STR("pipeline"));
	then_happened(s, token_confirmed);
	CHECK(s->charter->tokens[0].is.owner == BORIS && s->charter->tokens[0].confirmed);
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

TEST_MAIN()
