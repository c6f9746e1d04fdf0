/* judge_act -- CHECKS 1 to 9 of the acts that people gave. */
#include "replay.h"

#include "act_check.h"
#include "base64.h"

err
no_act(const struct moment *m, const char *sentence)
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
	if (e->kind == EV_answer_heard && e->as.answer_heard.says == ANSWER_OBJECT)
		ANSWERED(answer_heard, "hear_objection")
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
		return words.p ? no_act(m, "it does not name the words beside it") : OK;
	if (m->n_digests == 1 && b64u_decode_hash(cited, &h) && hash_eq(h, m->digests[0]))
		return OK;
	return no_act(m, "the words beside it are not those that it names");
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
		return no_act(m, "its seat or principal is not the entry's");
	if (!tree_known(m, act->tree))
		return no_act(m, "its tree is none of this log's");
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
	return act->object == object ? OK : no_act(m, "its object is not the entry's");
}

err
judge_object(const struct moment *m, i64 object)
{
	struct rec_act act = { 0 };

	return judge_thing(m, object, &act);
}
