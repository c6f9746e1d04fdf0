/* people -- persons: invited, known, ejected. */
#include "authority.h"

#include "view.h"

enum { INVITATION_HOURS = 24 };
static const i64 HOUR = 3600 * 1000000ll;

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

void
fold_person_ejected(struct charter *c, const struct entry *e, const struct ev_person_ejected *p)
{
	struct person *who = FIND(c, persons, p->person);
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	who->ejected = true;
	touch(c->room, ENT_person, &who->head, e);
	for (size_t i = 0; i < c->n_credentials; i++)
		if (c->credentials[i].is.person == p->person) {
			c->credentials[i].state = CREDENTIAL_REVOKED;
			touch(c->room, ENT_credential, &c->credentials[i].head, e);
		}
	for (size_t i = 0; i < c->n_invitations; i++)
		if (c->invitations[i].is.person == p->person)
			c->invitations[i].used = true;
	for (size_t i = 0; i < c->n_tokens; i++)
		if (c->tokens[i].is.owner == p->person && !c->tokens[i].revoked) {
			c->tokens[i].revoked = true;
			touch(c->room, ENT_token, &c->tokens[i].head, e);
		}
	end_devices(c, p->person, e);
	for (size_t i = 0; i < c->n_delegations; i++)
		if (c->delegations[i].is.person == p->person && !c->delegations[i].ended) {
			c->delegations[i].ended = true;
			touch(c->room, ENT_delegation, &c->delegations[i].head, e);
		}
	for (size_t i = 0; i < c->n_seats; i++) {
		struct seat *seat = &c->seats[i];

		if (!refs_have(seat->is.holders, p->person) && !refs_have(seat->is.deputies, p->person))
			continue;
		without(c, &seat->is.holders, p->person);
		without(c, &seat->is.deputies, p->person);
		touch(c->room, ENT_seat, &seat->head, e);
	}
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

err
decide_invite_person(const struct scene *s, const struct cmd_invite_person *c, struct outcome *out)
{
	if (c->name.n == 0)
		return err_new(s->a, ERR_MALFORMED, "name: is empty");
	emit(out, EV_person_added)->as.person_added = (struct ev_person_added){ c->name, c->outside, c->organisation };
	emit_invitation(s, out, s->room->seq + 1, c->secret);
	return OK;
}

err
decide_invite_again(const struct scene *s, const struct cmd_invite_again *c, struct outcome *out)
{
	err e;

	if ((e = need_person(s, c->person)))  return e;
	emit_invitation(s, out, c->person, c->secret);
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
		.enrolled = person_vouched(v->charter, id), .outside = p->is.outside,
	};
	return &p->head;
}
