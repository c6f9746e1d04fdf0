/* act -- whether an act stands, as far as that takes no cryptography; and what every decide asks of one. */
#include "authority.h"
#include "duty.h"

#include "delegation.h"

#include "sha256.h"

bool
verb_is_charters(str verb)
{
	return str_eq(verb, STR("vouch")) || str_eq(verb, STR("revoke")) || str_eq(verb, STR("eject")) ||
	    str_eq(verb, STR("confirm_token"));
}

bool
verb_is_of_thing(str verb)
{
	return verb_is_charters(verb) || str_eq(verb, STR("accept_handover"));
}

bool
verb_hears(str verb)
{
	return str_eq(verb, STR("hear_answer")) || str_eq(verb, STR("hear_objection"));
}

bool
verb_is_of_heard(str verb)
{
	return str_eq(verb, STR("confirm_heard")) || str_eq(verb, STR("disown_heard"));
}

struct check {
	struct arena *a;
	const struct charter *charter;
	const struct room *room;
	const struct act_claim *claim;
	const struct rec_act *act;
};

static err
refuse(const struct check *k, const char *sentence)
{
	return err_new(k->a, ERR_CONFLICT, "act: %s", sentence);
}

static bool
place_is(const struct room *room, const struct rec_leaf_place *p)
{
	return p->seq >= 1 && p->seq <= room->seq && hash_eq(room->places[p->seq - 1].lh, p->hash);
}

static bool
nonce_used(const struct room *room, str nonce)
{
	for (size_t i = 0; i < room->n_nonces; i++)
		if (str_eq(room->nonces[i], nonce))
			return true;
	return false;
}

/* CHECKS 1 and 2. */
static err
check_form(const struct check *k)
{
	const struct rec_act *act = k->act;

	if (!str_eq(act->type, STR("tocsin/act/1")))            return refuse(k, "type should be tocsin/act/1");
	if (!str_eq(act->log, k->charter->log))                 return refuse(k, "it was drawn up for another log");
	if (!str_eq(act->stream, stream_name(k->a, k->room->id)))return refuse(k, "it was drawn up in another room");
	if (!str_eq(act->verb, k->claim->verb))                 return refuse(k, "its verb is another one");
	if (act->person != k->claim->person)                    return refuse(k, "it was drawn up for another person");
	if (act->live != (!k->charter->founded.demo && k->room->kind != ROOM_EXERCISE))
		return refuse(k, "live is true in earnest alone");
	if (act->issued > k->claim->at || k->claim->at > act->expires)
		return refuse(k, "it has expired, or its time has not come; draw it up again");
	if (act->expires > act->issued + ACT_LASTS)             return refuse(k, "it may last ten minutes at most");
	if (nonce_used(k->room, act->nonce))                    return refuse(k, "it was given already");
	return OK;
}

/* CHECKS 3 and 4, all but the tree, which the caller knows. */
static err
check_places(const struct check *k)
{
	const struct rec_act *act = k->act;
	const struct credential *key = charter_credential(k->charter, act->credential);

	if (!place_is(k->room, act->head))                      return refuse(k, "its head is no entry of this room");
	if (!place_is(k->charter->room, act->charter))          return refuse(k, "its charter head is no entry of the charter");
	if (!k->claim->is_signed)
		return k->charter->founded.demo ? OK : refuse(k, "it is not signed");
	if (key == NULL || key->is.person != act->person)       return refuse(k, "the passkey is not this person's");
	if (!str_eq(key->is.rp, act->rp))                       return refuse(k, "the passkey belongs to another relying party");
	if (key->state == CREDENTIAL_PENDING)                   return refuse(k, "the passkey is not vouched for yet");
	if (key->state == CREDENTIAL_REVOKED)                   return refuse(k, "the passkey is revoked");
	return OK;
}

/* CHECKS 8 and 9 for what answers an option: this person, whoever signs it. */
static err
check_bound(const struct check *k, i64 who)
{
	const struct rec_act *act = k->act;
	const struct decision *d = FIND(k->room, decisions, act->object);
	const struct option *o = FIND(k->room, options, act->option);
	const struct deputy *called = FIND(k->room, deputies, act->grounds);
	struct hash brief;

	if (d == NULL || o == NULL || o->is.decision != act->object)
		return refuse(k, "its decision or option is not in this room");
	if (d->option != act->option || d->put_up == 0)         return refuse(k, "its option is not the one put up");
	if (act->rule != d->is.rule)                            return refuse(k, "its rule is not the decision's");
	if (has_recused(k->room, d, act->seat, who))
		return err_new(k->a, ERR_NOT_YOUR_CALL, who == act->person ? "You said that this is not yours; the deputy answers." :
		    "They said that this is not theirs; the deputy answers.");
	if (!may_sit(k->charter, k->room, d, act->seat, who, act->grounds))
		return err_new(k->a, ERR_NOT_YOUR_CALL, "act: %s not hold the seat %.*s, nor stand in for it",
		    who == act->person ? "you do" : "whoever was heard does", STR_ARG(seat_title(k->charter, act->seat)));
	if (called && !stands_in_at(k->charter, k->room, called, k->claim->at))
		return err_new(k->a, ERR_NOT_YOUR_CALL, "act: the seat %.*s is not delegated to %s any more",
		    STR_ARG(seat_title(k->charter, act->seat)), who == act->person ? "you" : "whoever was heard");
	if (subject_newest(k->room, o) > act->head->seq)        return refuse(k, "what it approves has changed since; look at it again");
	if (!hash_eq(act->subject, subject_hash(k->a, k->room, o, act->head->seq)))
		return refuse(k, "its subject is not what this option binds to");
	if (!brief_hash(k->a, k->room, k->claim->sources, &brief) || !hash_eq(act->brief, brief))
		return refuse(k, "its brief is not the hash of its sources");
	return OK;
}

/* Whoever decides for what departs from the plan says why: the act cites their words, whether or not these are there still. */
static err
check_departure(const struct check *k, enum answer_kind says)
{
	const struct option *o = FIND(k->room, options, k->act->option);

	if (says == ANSWER_DECIDE && o->departs && k->act->note.n == 0)
		return err_new(k->a, ERR_REFUSED, "note: this option departs from the plan; say why");
	return OK;
}

static err
check_answer(const struct check *k)
{
	const struct deputy *called = FIND(k->room, deputies, k->act->grounds);
	err e = check_bound(k, k->act->person);

	if (e == OK)
		e = check_departure(k, str_eq(k->claim->verb, STR("decide")) ? ANSWER_DECIDE : answer_kind_none);
	if (e == OK && k->act->for_ != (called ? called->is.principal : 0))
		return refuse(k, "its principal is not the one the deputy stands in for");
	return e;
}

/* Whoever signs says what somebody else answered. */
static err
check_heard(const struct check *k)
{
	const struct decision *d = FIND(k->room, decisions, k->act->object);
	err e;

	if ((e = check_bound(k, k->act->for_)))                                 return e;
	if ((e = check_departure(k, voice_says(d, k->act->seat, k->claim->verb)))) return e;
	return need_may_hear(k->a, k->charter, k->room, d, k->act);
}

/* CHECKS 8 and 9 for what is said of an answer that was heard, by whom it was heard from: they bind to the same. */
static err
check_of_heard(const struct check *k)
{
	const struct rec_act *act = k->act;
	const struct answer *x = FIND(k->room, answers, act->object);
	const struct option *o = x ? FIND(k->room, options, x->option) : NULL;
	const struct decision *d = x ? FIND(k->room, decisions, x->decision) : NULL;
	struct hash none = { { 0 } };

	if (x == NULL || x->voice == voice_none)
		return refuse(k, "its object is no answer that was heard");
	if (x->person != act->person)
		return err_new(k->a, ERR_NOT_YOUR_CALL, "It was heard in the name of somebody else, and is theirs to confirm.");
	if (act->option != x->option || act->rule != d->is.rule || act->seat != x->seat || act->for_ != x->principal || act->grounds != x->grounds)
		return refuse(k, "it is not about what was heard");
	if (!hash_eq(act->subject, subject_hash(k->a, k->room, o, x->head.id)) || !hash_eq(act->brief, none))
		return refuse(k, "its subject is not what the answer that was heard binds to");
	return OK;
}

bool
thing_hash(const struct charter *c, const struct room *room, str verb, i64 object, struct hash *out)
{
	bool of_key = str_eq(verb, STR("vouch")) || str_eq(verb, STR("revoke"));
	const struct credential *key = of_key ? charter_credential(c, object) : NULL;
	bool is_person = str_eq(verb, STR("eject")) && charter_person(c, object);
	bool is_token = str_eq(verb, STR("confirm_token")) && FIND(c, tokens, object);
	bool is_handover = str_eq(verb, STR("accept_handover")) && FIND(room, handovers, object);

	if (key)
		sha256(key->is.key.p, key->is.key.n, out);
	else if (is_person || is_token)
		sha256(&c->room->places[object - 1].lh, sizeof(struct hash), out);
	else if (is_handover)
		sha256(&room->places[object - 1].lh, sizeof(struct hash), out);
	return key || is_person || is_token || is_handover;
}

static err
need_officers_act(const struct check *k)
{
	if (seat_held_by(k->charter, k->charter->officers, k->act->person))
		return OK;
	return err_new(k->a, ERR_NOT_YOUR_CALL, "This is for charter officers.");
}

static err
check_revoke(const struct check *k)
{
	const struct credential *key = charter_credential(k->charter, k->act->object);
	err e;

	if (key->is.person != k->act->person && (e = need_officers_act(k)))
		return e;
	if (key->state == CREDENTIAL_REVOKED)
		return err_new(k->a, ERR_CONFLICT, "This passkey is revoked already.");
	return key->state == CREDENTIAL_VOUCHED ? officers_left(k->a, k->charter, key->is.person, key->head.id) : OK;
}

static err
check_eject(const struct check *k)
{
	err e;

	if ((e = need_officers_act(k)))
		return e;
	if (charter_person(k->charter, k->act->object)->ejected)
		return err_new(k->a, ERR_CONFLICT, "%.*s was ejected.", STR_ARG(person_name(k->charter, k->act->object)));
	return officers_left(k->a, k->charter, k->act->object, 0);
}

static err
check_confirm(const struct check *k)
{
	const struct token *t = FIND(k->charter, tokens, k->act->object);

	if (t->is.owner != k->act->person)
		return err_new(k->a, ERR_NOT_YOUR_CALL, "A token is confirmed by its owner.");
	if (t->confirmed || t->revoked || k->claim->at >= t->is.expires)
		return err_new(k->a, ERR_CONFLICT, "This token is %s already.",
		    t->revoked ? "revoked" : t->confirmed ? "confirmed" : "over");
	return OK;
}

/* CHECKS 8 and 9 for what is about a passkey, a person, a token or a handover; who may vouch is judged beside it. */
static err
check_thing(const struct check *k)
{
	const struct rec_act *act = k->act;
	const struct scene s = { .a = k->a, .charter = k->charter, .room = k->room, .now = k->claim->at, .actor.person = act->person };
	struct hash is, none = { { 0 } };

	if (!thing_hash(k->charter, k->room, act->verb, act->object, &is) || !hash_eq(act->subject, is))
		return refuse(k, "its subject is not the hash of an object that is here");
	if (act->option || act->rule || act->grounds || act->for_ || !hash_eq(act->brief, none))
		return refuse(k, "it names an option, rule, deputy or brief, and is about none");
	if (act->seat && !seat_held_by(k->charter, act->seat, act->person))
		return err_new(k->a, ERR_NOT_YOUR_CALL, "act: you do not hold the seat %.*s",
		    STR_ARG(seat_title(k->charter, act->seat)));
	if (str_eq(act->verb, STR("revoke")))           return check_revoke(k);
	if (str_eq(act->verb, STR("eject")))            return check_eject(k);
	if (str_eq(act->verb, STR("confirm_token")))    return check_confirm(k);
	if (str_eq(act->verb, STR("accept_handover")))  return handover_stands(&s, act->object);
	return OK;
}

err
act_stands(struct arena *a, const struct charter *c, const struct room *room, const struct act_claim *claim, struct rec_act *out)
{
	struct check k = { a, c, room, claim, out };
	err e;

	if ((e = act_read(a, claim->act, out)))  return e;
	if ((e = check_form(&k)))                return e;
	if ((e = check_places(&k)))              return e;
	if (verb_is_of_thing(claim->verb))                      return check_thing(&k);
	if (verb_hears(claim->verb))                            return check_heard(&k);
	return verb_is_of_heard(claim->verb) ? check_of_heard(&k) : check_answer(&k);
}

/* ---- what a decide asks, and a fold keeps ---- */

err
need_stands(const struct scene *s, const struct act_given *g, struct rec_act *act)
{
	struct act_claim claim = { g->act, g->sources, g->verb, s->actor.person, s->now, g->signature.p != NULL };

	return act_stands(s->a, s->charter, s->room, &claim, act);
}

/* The act cites the signer's own words by the digest of their disclosure, or has none. */
static err
need_note(const struct scene *s, const struct rec_act *act, const struct act_given *g)
{
	struct buf value = buf_new(s->a, g->note.n + 16);

	if (g->note.p == NULL)
		return act->note.n ? err_new(s->a, ERR_MALFORMED, "note: the act cites words that are not here") : OK;
	if (g->note_salt.n != SALT)
		return err_new(s->a, ERR_MALFORMED, "note_salt: is missing; the act cites the words under it");
	canon_put_string(&value, g->note);
	if (!str_eq(act->note, disclosure_digest(s->a,
	    disclosure_make(s->a, (const u8 *)g->note_salt.p, STR("note"), buf_str(&value)))))
		return err_new(s->a, ERR_CONFLICT, "note: these are not the words that the act cites");
	return OK;
}

err
need_signed(const struct scene *s, const struct act_given *g, const struct rec_act *act)
{
	err e;

	if ((e = need_note(s, act, g)))
		return e;
	if (!s->tree_known)
		return err_new(s->a, ERR_CONFLICT, "act: its tree is none of this log's");
	return s->signature;
}

struct emitted *
emit_act(struct outcome *out, enum event_kind kind, const struct act_given *g, const struct rec_act *act)
{
	struct emitted *e = emit(out, kind);

	e->by.seat = act->seat;
	e->by.principal = act->for_;
	e->note_salt = g->note_salt;
	return e;
}

bool
keep_act(struct room *room, str bytes, struct rec_act *out)
{
	if (act_read(&room->arena, bytes, out))
		return false;
	*ADD(room, nonces) = out->nonce;
	return true;
}
