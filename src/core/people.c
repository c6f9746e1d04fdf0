/* people -- persons: invited, known, ejected. */
#include "authority.h"

#include "view.h"

enum { INVITATION_HOURS = 24 };
static const i64 SEAT_NOTICE = 7 * DAY, LONGEST_STAY = 366 * DAY;

const struct person *
charter_person(const struct charter *c, i64 id)
{
	return FIND(c, persons, id);
}

/* ---- folds ---- */

void
fold_person_added(struct charter *c, const struct entry *e, const struct ev_person_added *p)
{
	struct person *who = ADD(c, persons);

	who->is = *p;
	touch(c->room, ENT_person, &who->head, e);
}

static void
without(struct charter *c, struct refs *refs, i64 person)
{
	i64 *left = NEW(&c->arena, i64, refs->n ? refs->n : 1);
	size_t n = 0;

	for (size_t i = 0; i < refs->n; i++)
		if (refs->v[i] != person)
			left[n++] = refs->v[i];
	*refs = (struct refs){ left, n };
}

/* Everything of theirs ends. */
static struct person *
end_person(struct charter *c, const struct entry *e, i64 person)
{
	struct person *who = FIND(c, persons, person);

	who->ejected = true;
	touch(c->room, ENT_person, &who->head, e);
	for (size_t i = 0; i < c->n_credentials; i++)
		if (c->credentials[i].is.person == person) {
			c->credentials[i].state = CREDENTIAL_REVOKED;
			touch(c->room, ENT_credential, &c->credentials[i].head, e);
		}
	for (size_t i = 0; i < c->n_invitations; i++)
		if (c->invitations[i].is.person == person)
			c->invitations[i].used = true;
	for (size_t i = 0; i < c->n_tokens; i++)
		if (c->tokens[i].is.owner == person && !c->tokens[i].revoked) {
			c->tokens[i].revoked = true;
			touch(c->room, ENT_token, &c->tokens[i].head, e);
		}
	end_devices(c, person, e);
	for (size_t i = 0; i < c->n_delegations; i++)
		if (c->delegations[i].is.person == person && !c->delegations[i].ended) {
			c->delegations[i].ended = true;
			touch(c->room, ENT_delegation, &c->delegations[i].head, e);
		}
	for (size_t i = 0; i < c->n_seats; i++) {
		struct seat *seat = &c->seats[i];

		if (!in_line(seat, person))
			continue;
		without(c, &seat->is.holders, person);
		without(c, &seat->is.deputies, person);
		touch(c->room, ENT_seat, &seat->head, e);
	}
	return who;
}

void
fold_person_ejected(struct charter *c, const struct entry *e, const struct ev_person_ejected *p)
{
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	end_person(c, e, p->person);
}

void
fold_guest_end_set(struct charter *c, const struct entry *e, const struct ev_guest_end_set *p)
{
	struct person *who = FIND(c, persons, p->person);

	who->is.until = p->until;
	touch(c->room, ENT_person, &who->head, e);
}

void
fold_guest_ended(struct charter *c, const struct entry *e, const struct ev_guest_ended *p)
{
	end_person(c, e, p->person)->ended = true;
}

/* A fresh invitation ends the older ones of that person. */
void
fold_invitation_issued(struct charter *c, const struct entry *e, const struct ev_invitation_issued *p)
{
	for (size_t i = 0; i < c->n_invitations; i++)
		if (c->invitations[i].is.person == p->person)
			c->invitations[i].used = true;
	*ADD(c, invitations) = (struct invitation){ { .id = e->seq, .touched = e->seq }, *p, false };
}

/* ---- decides ---- */

static void
emit_invitation(const struct scene *s, struct outcome *out, i64 person, struct hash secret)
{
	emit(out, EV_invitation_issued)->as.invitation_issued = (struct ev_invitation_issued){
		.person  = person,
		.secret  = secret,
		.expires = s->now + INVITATION_HOURS * HOUR,
	};
}

/* A link leads to one person, and once: a secret that stood in one is in no other. */
static err
need_fresh_secret(const struct scene *s, struct hash secret)
{
	for (size_t i = 0; i < s->charter->n_invitations; i++)
		if (hash_eq(s->charter->invitations[i].is.secret, secret))
			return err_new(s->a, ERR_CONFLICT, "secret: another invitation has it; each has a secret of its own, made anew.");
	return OK;
}

/* An end that is years away is none: somebody looks again within the year, and may put it off. */
static err
need_guest_end(const struct scene *s, i64 until)
{
	if (until - s->now > LONGEST_STAY)
		return err_new(s->a, ERR_REFUSED, "until: a guest may come for a year at most; before that is over, it can be put off.");
	return need_future(s, until, "until");
}

/* Of a guest it is known where they are from, and when they go. */
static err
need_guest_terms(const struct scene *s, const struct cmd_invite_person *c)
{
	if (!c->outside && c->until)
		return err_new(s->a, ERR_MALFORMED, "until: people of the organisation stay until they are ejected; an end is for guests.");
	if (c->outside && c->organisation.n == 0)
		return err_new(s->a, ERR_MALFORMED, "organisation: of somebody from outside, say where they are from.");
	if (c->outside && c->until == 0)
		return err_new(s->a, ERR_MALFORMED, "until: of somebody from outside, say when everything of theirs is to end; it can be put off.");
	return need_guest_end(s, c->until);
}

err
decide_invite_person(const struct scene *s, const struct cmd_invite_person *c, struct outcome *out)
{
	err e;

	if (c->name.n == 0)
		return err_new(s->a, ERR_MALFORMED, "name: is empty");
	if ((e = need_guest_terms(s, c)))
		return e;
	if ((e = need_fresh_secret(s, c->secret)))
		return e;
	emit(out, EV_person_added)->as.person_added = (struct ev_person_added){
	    .name = c->name, .outside = c->outside, .organisation = c->organisation, .until = c->until };
	emit_invitation(s, out, s->room->seq + 1, c->secret);
	return OK;
}

err
decide_invite_again(const struct scene *s, const struct cmd_invite_again *c, struct outcome *out)
{
	err e;

	if ((e = need_person(s, c->person)))            return e;
	if ((e = need_fresh_secret(s, c->secret)))      return e;
	emit_invitation(s, out, c->person, c->secret);
	return OK;
}

/* Who sits in a seat, or follows in one, loses it by an act that is signed, or by an end that was said in time to give it to somebody else. */
static err
need_no_seat(const struct scene *s, i64 person, bool first)
{
	for (size_t i = 0; i < s->charter->n_seats; i++) {
		const struct rec_seat_terms *is = &s->charter->seats[i].is;

		if (refs_have(is->holders, person) || refs_have(is->deputies, person))
			return err_new(s->a, ERR_NOT_YOUR_CALL, "%.*s is in the seat %.*s, which would end with their time: eject them, which is signed, or let the officers give it to somebody else%s.",
			    STR_ARG(person_told(s, person)), STR_ARG(seat_title(s->charter, s->charter->seats[i].head.id)), first ? "; their first end is a week off or more" : "");
	}
	return OK;
}

err
decide_set_guest_end(const struct scene *s, const struct cmd_set_guest_end *c, struct outcome *out)
{
	i64 was;
	err e;

	if ((e = need_person(s, c->person)))            return e;
	if ((e = need_guest_end(s, c->until)))          return e;
	if (!charter_person(s->charter, c->person)->is.outside)
		return err_new(s->a, ERR_REFUSED, "%.*s is of the organisation; an end is for guests.", STR_ARG(person_told(s, c->person)));
	was = stays_until(s->charter, c->person);
	if (c->until < (was ? was : s->now + SEAT_NOTICE) && (e = need_no_seat(s, c->person, was == 0)))
		return e;
	if (was == c->until)
		return err_new(s->a, ERR_CONFLICT, "That is the end of their time already.");
	emit(out, EV_guest_end_set)->as.guest_end_set = (struct ev_guest_end_set){ c->person, c->until };
	return OK;
}

err
decide_eject(const struct scene *s, const struct cmd_eject *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "eject", c->note, c->note_salt);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_person_ejected, &g, &act)->as.person_ejected = (struct ev_person_ejected){
	    act.object, g.act, g.client_data, g.auth_data, g.signature, g.note };
	return OK;
}

/* ---- time ---- */

i64
stays_until(const struct charter *c, i64 person)
{
	const struct person *p = charter_person(c, person);

	return p && !p->ejected ? p->is.until : 0;
}

/* One who holds the officers' seat stays: without an officer nobody could let anybody in. */
static bool
goes_by_itself(const struct charter *c, const struct person *p)
{
	return !p->ejected && p->is.until && !seat_held_by(c, c->officers, p->head.id);
}

void
react_guests(const struct scene *s, struct outcome *out)
{
	const struct charter *c = s->charter;

	for (size_t i = 0; s->room == c->room && i < c->n_persons && out->n < LIMIT_OUTCOME; i++)
		if (goes_by_itself(c, &c->persons[i]) && has_come(s, c->persons[i].is.until))
			emit(out, EV_guest_ended)->as.guest_ended.person = c->persons[i].head.id;
}

i64
guests_due(const struct scene *s)
{
	i64 when = 0;

	for (size_t i = 0; s->room == s->charter->room && i < s->charter->n_persons; i++)
		if (goes_by_itself(s->charter, &s->charter->persons[i]))
			when = sooner(when, s->charter->persons[i].is.until);
	return when;
}

/* ---- views ---- */

const struct head *
see_person(const struct seeing *v, i64 id, struct ent_person *out)
{
	const struct person *p = charter_person(v->charter, id);

	if (p == NULL)
		return NULL;
	*out = (struct ent_person){
		ID(p), .name = p->is.name, .organisation = p->is.organisation, .ejected = p->ejected,
		.officer = seat_held_by(v->charter, v->charter->officers, id),
		.enrolled = person_vouched(v->charter, id), .outside = p->is.outside, .until = p->is.until,
	};
	return &p->head;
}
