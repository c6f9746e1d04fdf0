/* credential -- passkeys: enrolled, vouched for, revoked; when they count, and recovery codes beside them. */
#include "authority.h"

#include "view.h"

const struct credential *
charter_credential(const struct charter *c, i64 id)
{
	return FIND(c, credentials, id);
}

/* Has this person a key that counts, other than this one? */
static bool
vouched_without(const struct charter *c, i64 person, i64 key)
{
	const struct person *p = charter_person(c, person);

	if (p == NULL || p->ejected)
		return false;
	for (size_t i = 0; i < c->n_credentials; i++)
		if (c->credentials[i].is.person == person && c->credentials[i].state == CREDENTIAL_VOUCHED &&
		    c->credentials[i].head.id != key)
			return true;
	return c->founded.demo;
}

bool
person_vouched(const struct charter *c, i64 person)
{
	return vouched_without(c, person, 0);
}

err
officers_left(struct arena *a, const struct charter *c, i64 person, i64 key)
{
	const struct seat *officers = charter_seat(c, c->officers);
	struct refs holders = officers ? officers->is.holders : (struct refs){ NULL, 0 };
	size_t now = 0, left = 0;

	for (size_t i = 0; i < holders.n; i++) {
		now += person_vouched(c, holders.v[i]);
		left += (holders.v[i] != person || key) && vouched_without(c, holders.v[i], key);
	}
	if (left >= now || left >= 2)
		return OK;
	return err_new(a, ERR_REFUSED, left ?
	    "Two charter officers can sign now, and two must stay, or one would decide alone; make somebody else an officer first." :
	    "No charter officer with a passkey would be left; see to another one first.");
}

/* How many officers must vouch for that pending key yet, not counting an act of `apart`: two other than the key's person, or one while only one can sign (J1). */
static i64
vouchers_missing(const struct charter *c, const struct credential *key, i64 apart)
{
	const struct credential *earlier = charter_credential(c, key->voucher);
	bool one = earlier && earlier->state == CREDENTIAL_VOUCHED && earlier->is.person != apart &&
	    seat_held_by(c, c->officers, earlier->is.person);

	return officers_able(c, key->is.person) > 1 && !one ? 2 : 1;
}

bool
vouching_suffices(const struct charter *c, const struct credential *key, i64 person)
{
	return c->founded.demo || person == key->is.person || vouchers_missing(c, key, person) == 1;
}

/* ---- folds ---- */

void
fold_credential_enrolled(struct charter *c, const struct entry *e, const struct ev_credential_enrolled *p)
{
	struct credential *key = ADD(c, credentials);
	struct invitation *link = FIND(c, invitations, p->link);

	key->is = *p;
	key->state = CREDENTIAL_PENDING;
	key->at = e->at;
	touch(c->room, ENT_credential, &key->head, e);
	if (link)
		link->used = true;
}

void
fold_credential_vouched(struct charter *c, const struct entry *e, const struct ev_credential_vouched *p)
{
	struct credential *key = FIND(c, credentials, p->credential);
	struct person *who = FIND(c, persons, key->is.person);
	struct rec_act act = { 0 };
	bool acted = p->act.p && keep_act(c->room, p->act, &act);

	if (p->counts && key->state == CREDENTIAL_PENDING) {
		key->state = CREDENTIAL_VOUCHED;
		touch(c->room, ENT_person, &who->head, e);
	} else if (acted) {
		key->voucher = act.credential;
	}
	touch(c->room, ENT_credential, &key->head, e);
}

/* What was opened with them ends, too. */
static void
recoveries_over(struct charter *c, i64 person)
{
	for (size_t i = 0; i < c->n_recoveries; i++)
		c->recoveries[i].over |= c->recoveries[i].is.person == person;
}

/* Whoever finds somebody's key lost finds their codes lost as well; whoever revokes a key of their own makes fresh ones, if they are. */
void
fold_credential_revoked(struct charter *c, const struct entry *e, const struct ev_credential_revoked *p)
{
	struct credential *key = FIND(c, credentials, p->credential);
	struct person *who = FIND(c, persons, key->is.person);
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	key->state = CREDENTIAL_REVOKED;
	if (e->by.person != key->is.person)
		recoveries_over(c, key->is.person);
	touch(c->room, ENT_credential, &key->head, e);
	touch(c->room, ENT_person, &who->head, e);
}

void
fold_recovery_issued(struct charter *c, const struct entry *e, const struct ev_recovery_issued *p)
{
	recoveries_over(c, p->person);
	*ADD(c, recoveries) = (struct recovery){ { .id = e->seq, .touched = e->seq }, *p, false };
}

/* ---- decides ---- */

/* Who may vouch: the person's own older vouched key, or another officer. */
static err
need_voucher(const struct scene *s, const struct credential *key)
{
	if (key->state != CREDENTIAL_PENDING)
		return err_new(s->a, ERR_CONFLICT, "This passkey is %s; only a pending one is vouched for.",
		    word_text(&credential_state_words, (int)key->state));
	if (key->is.person == s->actor.person && person_vouched(s->charter, key->is.person))
		return OK;
	if (key->is.person == s->actor.person)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "Somebody else has to vouch for your first passkey.");
	if (!vouching_suffices(s->charter, key, s->actor.person) && vouchers_missing(s->charter, key, 0) == 1)
		return err_new(s->a, ERR_CONFLICT, "You have vouched for it already; one more charter officer must.");
	return need_officer(s);
}

err
decide_vouch(const struct scene *s, const struct cmd_vouch *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "vouch", NO_WORDS, NO_WORDS);
	const struct credential *key;
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	key = charter_credential(s->charter, act.object);
	if ((e = need_voucher(s, key)))         return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_credential_vouched, &g, &act)->as.credential_vouched = (struct ev_credential_vouched){
	    act.object, g.act, g.client_data, g.auth_data, g.signature, vouching_suffices(s->charter, key, s->actor.person) };
	return OK;
}

err
decide_revoke(const struct scene *s, const struct cmd_revoke *c, struct outcome *out)
{
	struct act_given g = THING_GIVEN(c, "revoke", c->note, c->note_salt);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_credential_revoked, &g, &act)->as.credential_revoked = (struct ev_credential_revoked){
	    act.object, g.act, g.client_data, g.auth_data, g.signature, g.note };
	return OK;
}

/* ---- views ---- */

/* (Its six words are the server's to add: they take the word list.) */
const struct head *
see_credential(const struct seeing *v, i64 id, struct ent_credential *out)
{
	const struct credential *c = charter_credential(v->charter, id);

	if (c == NULL)
		return NULL;
	*out = (struct ent_credential){ ID(c), .person = c->is.person, .state = c->state, .at = c->at };
	if (c->state == CREDENTIAL_PENDING)
		out->more = vouchers_missing(v->charter, c, 0);
	return &c->head;
}
