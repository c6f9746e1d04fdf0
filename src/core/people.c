/* people -- persons, their invitations, passkeys, recovery codes and tokens. */
#include "authority.h"

#include "view.h"

enum { INVITATION_HOURS = 24 };
static const i64 HOUR = 3600 * 1000000ll;

const struct person *
charter_person(const struct charter *c, i64 id)
{
	return FIND(c, persons, id);
}

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

/* Two officers other than the key's person, or one while only one can sign (J1). */
i64
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

i64
behind(const struct charter *c, i64 person, i64 via)
{
	const struct token *t = FIND(c, tokens, via);

	return t ? t->is.owner : person;
}

/* ---- folds ---- */

void
fold_log_founded(struct charter *c, const struct entry *e, const struct ev_log_founded *p)
{
	c->founded = *p;
	c->founded_at = e->at;
}

void
fold_log_continued(struct charter *c, const struct entry *e, const struct ev_log_continued *p)
{
	(void)e;
	c->founded.log_key = p->log_key;
}

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

void
fold_credential_revoked(struct charter *c, const struct entry *e, const struct ev_credential_revoked *p)
{
	struct credential *key = FIND(c, credentials, p->credential);
	struct person *who = FIND(c, persons, key->is.person);
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	key->state = CREDENTIAL_REVOKED;
	touch(c->room, ENT_credential, &key->head, e);
	touch(c->room, ENT_person, &who->head, e);
}

void
fold_recovery_issued(struct charter *c, const struct entry *e, const struct ev_recovery_issued *p)
{
	*ADD(c, recoveries) = (struct recovery){ { .id = e->seq, .touched = e->seq }, *p };
}

void
fold_token_issued(struct charter *c, const struct entry *e, const struct ev_token_issued *p)
{
	struct token *t = ADD(c, tokens);

	t->is = *p;
	touch(c->room, ENT_token, &t->head, e);
}

void
fold_token_confirmed(struct charter *c, const struct entry *e, const struct ev_token_confirmed *p)
{
	struct token *t = FIND(c, tokens, p->token);
	struct rec_act act;

	keep_act(c->room, p->act, &act);
	t->confirmed = true;
	touch(c->room, ENT_token, &t->head, e);
}

void
fold_token_revoked(struct charter *c, const struct entry *e, const struct ev_token_revoked *p)
{
	struct token *t = FIND(c, tokens, p->token);

	t->revoked = true;
	touch(c->room, ENT_token, &t->head, e);
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

/* Whoever opens a token's link twice finds it where it waits. */
static err
need_fresh_secret(const struct scene *s, struct hash secret)
{
	for (size_t i = 0; i < s->charter->n_tokens; i++) {
		const struct token *t = &s->charter->tokens[i];

		if (hash_eq(t->is.secret, secret))
			return err_new(s->a, ERR_CONFLICT, t->is.owner == s->actor.person && !t->confirmed && !t->revoked ?
			    "You have asked for this token already; it waits for you to confirm it, under \"You\"." :
			    "This secret is another token's; make up a fresh one.");
	}
	return OK;
}

err
decide_issue_token(const struct scene *s, const struct cmd_issue_token *c, struct outcome *out)
{
	err e;

	if ((e = need_fresh_secret(s, c->secret)))      return e;
	emit(out, EV_token_issued)->as.token_issued = (struct ev_token_issued){
		.owner   = s->actor.person,
		.secret  = c->secret,
		.scope   = c->scope,
		.expires = s->now + c->days * 24 * HOUR,
		.purpose = c->purpose,
	};
	return OK;
}

err
decide_revoke_token(const struct scene *s, const struct cmd_revoke_token *c, struct outcome *out)
{
	const struct token *t = FIND(s->charter, tokens, c->token);
	err e;

	if (t == NULL)
		return no_such(s, "token", c->token);
	if (t->is.owner != s->actor.person && (e = need_officer(s)))
		return e;
	if (t->revoked)
		return err_new(s->a, ERR_CONFLICT, "This token is revoked already.");
	emit(out, EV_token_revoked)->as.token_revoked.token = c->token;
	return OK;
}

/* ---- vouching ---- */

static const str no_words;
#define GIVEN(c, verb_, note_, salt_) { .verb = STR(verb_), .act = (c)->act, .client_data = (c)->client_data, \
	.auth_data = (c)->auth_data, .signature = (c)->signature, .note = note_, .note_salt = salt_ }

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
	struct act_given g = GIVEN(c, "vouch", no_words, no_words);
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

/* ---- ending what counts, and letting a program act ---- */

err
decide_revoke(const struct scene *s, const struct cmd_revoke *c, struct outcome *out)
{
	struct act_given g = GIVEN(c, "revoke", c->note, c->note_salt);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_credential_revoked, &g, &act)->as.credential_revoked = (struct ev_credential_revoked){
	    act.object, g.act, g.client_data, g.auth_data, g.signature, g.note };
	return OK;
}

err
decide_eject(const struct scene *s, const struct cmd_eject *c, struct outcome *out)
{
	struct act_given g = GIVEN(c, "eject", c->note, c->note_salt);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_person_ejected, &g, &act)->as.person_ejected = (struct ev_person_ejected){
	    act.object, g.act, g.client_data, g.auth_data, g.signature, g.note };
	return OK;
}

err
decide_confirm_token(const struct scene *s, const struct cmd_confirm_token *c, struct outcome *out)
{
	struct act_given g = GIVEN(c, "confirm_token", no_words, no_words);
	struct rec_act act;
	err e;

	if ((e = need_stands(s, &g, &act)))     return e;
	if ((e = need_signed(s, &g, &act)))     return e;
	emit_act(out, EV_token_confirmed, &g, &act)->as.token_confirmed = (struct ev_token_confirmed){
	    act.object, g.act, g.client_data, g.auth_data, g.signature };
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

const struct head *
see_token(const struct seeing *v, i64 id, struct ent_token *out)
{
	const struct token *t = FIND(v->charter, tokens, id);

	if (t == NULL)
		return NULL;
	*out = (struct ent_token){ ID(t), .owner = t->is.owner, .scope = t->is.scope, .expires = t->is.expires,
	    .confirmed = t->confirmed, .revoked = t->revoked, .purpose = t->is.purpose };
	return &t->head;
}
