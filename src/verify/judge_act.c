/* judge_act -- CHECKS 1 to 9 of the acts that people gave. */
#include "replay.h"

#include "act_check.h"
#include "base64.h"

static const i64 SECOND = 1000000;

static err
no(const struct moment *m, const char *sentence)
{
	return err_new(m->a, ERR_NOT_YOUR_CALL, "act: %s", sentence);
}

struct given { str verb, act, client_data, auth_data, signature, note; struct refs sources; };
#define GIVEN(name, verb_, ...) \
	if (e->kind == EV_##name) \
		return (struct given){ .verb = STR(verb_), .act = e->as.name.act, .client_data = e->as.name.client_data, \
		    .auth_data = e->as.name.auth_data, .signature = e->as.name.signature, __VA_ARGS__ };
#define ANSWERED(name, verb) GIVEN(name, verb, .note = e->as.name.note, .sources = e->as.name.sources)

static struct given
given_by(const struct entry *e)
{
	ANSWERED(decided, "decide")
	ANSWERED(concurred, "concur")
	ANSWERED(objected, "object")
	ANSWERED(recused, "recuse")
	ANSWERED(glass_broken, "break_glass")
	ANSWERED(answer_heard, "hear_answer")
	GIVEN(heard_confirmed, "confirm_heard", .note = { NULL, 0 })
	GIVEN(heard_disowned, "disown_heard", .note = e->as.heard_disowned.note)
	GIVEN(credential_vouched, "vouch", .note = { NULL, 0 })
	GIVEN(credential_revoked, "revoke", .note = e->as.credential_revoked.note)
	GIVEN(person_ejected, "eject", .note = e->as.person_ejected.note)
	GIVEN(token_confirmed, "confirm_token", .note = { NULL, 0 })
	GIVEN(handover_accepted, "accept_handover", .note = { NULL, 0 })
	return (struct given){ .verb = { NULL, 0 } };
}

bool
event_is_act(enum event_kind kind)
{
	const struct entry e = { .kind = kind };

	return given_by(&e).verb.p != NULL;
}

/* The tree that the signer saw is one that this record had. */
static bool
tree_known(const struct moment *m, const struct rec_tree_place *tree)
{
	return tree->size >= 0 && tree->size <= m->e->n && hash_eq(tree->root, root_at(m->r, tree->size));
}

static void
note_nonce(const struct moment *m, str nonce)
{
	struct nonce x = { .spot = m->r->at_entry };

	if (nonce.n != sizeof(x.b))
		return;                 /* an act that cannot be read */
	memcpy(x.b, nonce.p, sizeof(x.b));
	*ADD(m->r, nonces) = x;
}

static void
count_act(const struct moment *m, const struct given *g, const struct rec_act *act)
{
	const struct credential *key = charter_credential(m->charter, act->credential);
	bool is_signed = g->signature.p != NULL;

	note_nonce(m, act->nonce);
	if (!is_seen(m->r, m->e->stream))
		return;
	m->r->verdicts->acts++;
	m->r->verdicts->unsigned_acts += !is_signed;
	m->r->verdicts->unvouched_acts += is_signed && (key == NULL || key->state == CREDENTIAL_PENDING);
}

/* The signer's own words are those that the act names, or there are none. */
static err
check_note(const struct moment *m, str cited, str words)
{
	struct hash h;

	if (cited.n == 0)
		return words.p ? no(m, "it does not name the words beside it") : OK;
	if (m->n_digests == 1 && b64u_decode_hash(cited, &h) && hash_eq(h, m->digests[0]))
		return OK;
	return no(m, "the words beside it are not those that it names");
}

err
judge_act(const struct moment *m, struct rec_act *act)
{
	struct given g = given_by(m->e);
	struct act_claim claim = { g.act, g.sources, g.verb, m->e->by.person, m->e->at, g.signature.p != NULL };
	err e = act_stands(m->a, m->charter, m->room, &claim, act);

	count_act(m, &g, act);
	if (e)
		return e;
	if (act->seat != m->e->by.seat || act->for_ != m->e->by.principal)
		return no(m, "its seat or principal is not the entry's");
	if (!tree_known(m, act->tree))
		return no(m, "its tree is none of this log's");
	if ((e = check_note(m, act->note, g.note)))
		return e;
	if (g.signature.p == NULL)
		return OK;
	if ((e = act_signed(m->a, m->charter, g.act, g.client_data, g.auth_data, g.signature)))
		return e;
	m->r->verdicts->officers_signed += is_seen(m->r, m->e->stream) && seat_held_by(m->charter, m->charter->officers, act->person);
	return OK;
}

err
judge_thing(const struct moment *m, i64 object, struct rec_act *act)
{
	err e = judge_act(m, act);

	if (e)
		return e;
	return act->object == object ? OK : no(m, "its object is not the entry's");
}

/* Distinct humans: one person answers once, whatever seats they hold. */
static bool
has_answered(const struct room *room, i64 option, i64 person)
{
	for (size_t i = 0; i < room->n_answers; i++) {
		const struct answer *a = &room->answers[i];

		if (a->option == option && a->person == person && !a->void_ && !a->discredited &&
		    a->kind != ANSWER_CONDITION && a->kind != ANSWER_NEED)
			return true;
	}
	return false;
}

err
judge_answer(const struct moment *m)
{
	const struct decision *d;
	struct rec_act act = { 0 };
	err e;

	if ((e = judge_act(m, &act)))
		return e;
	d = FIND(m->room, decisions, act.object);
	if (d->state != DECISION_OPEN)
		return no(m, "its decision was not open any more");
	if (has_answered(m->room, act.option, act.person))
		return no(m, "this person had answered already; one person counts once");
	return OK;
}

/* Who may hear whom was asked with the act; here, whether the entry says what follows from it. */
err
judge_heard(const struct moment *m)
{
	const struct ev_answer_heard *p = &m->e->as.answer_heard;
	const struct decision *d;
	struct rec_act act = { 0 };
	err e;

	if ((e = judge_act(m, &act)))
		return e;
	d = FIND(m->room, decisions, act.object);
	if (d->state != DECISION_OPEN)
		return no(m, "its decision was not open any more");
	if (has_answered(m->room, act.option, act.for_))
		return no(m, "whoever was heard had answered already; one person counts once");
	if (!str_eq(p->code, voice_code(m->a, act.subject)))
		return no(m, "its code is not that of what it binds to");
	if (p->says != voice_says(d, act.seat) || p->confirm_by != m->e->at + voice_within(m->charter, d) * SECOND)
		return no(m, "it says something else, or gives another time to confirm it, than the rule does");
	return OK;
}

err
judge_of_heard(const struct moment *m, i64 answer)
{
	struct rec_act act = { 0 };
	err e = judge_thing(m, answer, &act);

	return e ? e : need_unconfirmed(m->a, m->room, answer);
}
