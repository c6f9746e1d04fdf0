#include "session.h"

#include "writing.h"

#include "base64.h"
#include "budget.h"
#include "hmac.h"
#include "random.h"
#include "sha256.h"
#include "utc.h"

static struct hash
session_id(const struct house *h, str secret)
{
	return hmac_sha256(h->account_key, secret);
}

static err
not_signed_in(struct arena *a)
{
	return err_new(a, ERR_NOT_SIGNED_IN, "Sign in first; your session has ended or never began.");
}

err
no_longer_in(struct arena *a, const struct charter *c, i64 person)
{
	const struct person *p = charter_person(c, person);

	if (p == NULL || !p->ended)
		return not_signed_in(a);
	return err_new(a, ERR_NOT_SIGNED_IN, "Your access ended on %.*s, as was agreed when you were let in; a charter officer may invite you again.",
	    STR_ARG(str_first(utc_text(a, p->is.until), 10)));
}

/* What an account says of a session: {"device":"…","since":…,"strength":"…","via":…}. */
static bool
session_read(struct arena *a, const struct account *acc, struct session *out)
{
	struct canon c = canon_open(a, acc->value);
	str key, strength = STR("");

	*out = (struct session){ .id = acc->key, .person = acc->person, .expires = acc->expires };
	canon_object(&c);
	while (canon_key(&c, &key))
		if (str_eq(key, STR("device")))         out->device = canon_string(&c);
		else if (str_eq(key, STR("since")))     out->since = canon_int(&c);
		else if (str_eq(key, STR("strength")))  strength = canon_string(&c);
		else if (str_eq(key, STR("via")))       out->via = canon_int(&c);
		else                                    canon_skip(&c);
	out->strength = (enum session_strength)word_find(&session_strength_words, strength);
	return canon_end(&c) == OK && out->strength;
}

bool
may_act(const struct house *h, const struct actor *who)
{
	const struct person *p = charter_person(h->charter, who->person);
	const struct credential *key = charter_credential(h->charter, who->via);
	const struct token *t = FIND(h->charter, tokens, who->via);
	const struct recovery *codes = FIND(h->charter, recoveries, who->via);

	if (p == NULL || p->ejected)
		return false;
	if (who->strength == SESSION_WEAK)
		return codes && !codes->over;
	if (who->strength == SESSION_TOKEN)
		return t && t->confirmed && !t->revoked && t->is.expires > h->clock.last;
	return who->strength != SESSION_STRONG || (key && key->state == CREDENTIAL_VOUCHED);
}

/* Who was let in by an entry that is not durable yet is not in (law 4); who was shut out by one is out at once. */
static bool
let_in(const struct house *h, const struct actor *who)
{
	const struct token *t = FIND(h->charter, tokens, who->via);
	const struct credential *key = charter_credential(h->charter, who->via);
	i64 durable = h->charter_loaded.published;

	return may_act(h, who) && (t == NULL || t->head.touched <= durable) && (key == NULL || key->head.touched <= durable);
}

/* Where a session's last use stands, or would: its own place, else that of the one of its neighbours that was used longest ago. */
static size_t
place_of_use(const struct house *h, struct hash id)
{
	enum { NEIGHBOURS = 8 };
	size_t first = ((size_t)id.b[0] << 8 | id.b[1]) % (countof(h->used) / NEIGHBOURS) * NEIGHBOURS, found = first;

	for (size_t i = first; i < first + NEIGHBOURS; i++) {
		if (hash_eq(h->used[i].session, id))
			return i;
		if (h->used[i].at < h->used[found].at)
			found = i;
	}
	return found;
}

/* By it a stranger's session is told from one's own.  It is not written down: nobody's hours are on record for having read. */
static void
note_use(struct house *h, struct hash id)
{
	size_t i = place_of_use(h, id);

	h->used[i].session = id;
	h->used[i].at = house_now(h);
}

static i64
last_use(const struct house *h, struct hash id)
{
	size_t i = place_of_use(h, id);

	return hash_eq(h->used[i].session, id) ? h->used[i].at : 0;
}

i64
session_used(const struct house *h, struct hash id)
{
	i64 at = last_use(h, id);

	return at - at % HOUR;
}

err
session_find(struct house *h, struct arena *a, str secret, struct session *out)
{
	struct account acc;
	struct actor who;
	bool found;
	err e;

	if (secret.n == 0)
		return not_signed_in(a);
	if ((e = h->reader->account(h->reader, a, STR("session"), session_id(h, secret), house_now(h), &acc, &found)))
		return e;
	if (!found || !session_read(a, &acc, out))
		return not_signed_in(a);
	who = session_actor(out);
	if (!let_in(h, &who))
		return no_longer_in(a, h->charter, who.person);
	note_use(h, out->id);
	return OK;
}

struct actor
session_actor(const struct session *s)
{
	return (struct actor){ .person = s->person, .via = s->via, .strength = s->strength, .may_write = true };
}

err
token_find(struct house *h, struct arena *a, str token, struct actor *out)
{
	str secret = str_from(token, sizeof("tocsin_") - 1);
	struct hash hash;

	if (!str_starts(token, STR("tocsin_")))
		return not_signed_in(a);
	sha256(secret.p, secret.n, &hash);
	for (size_t i = 0; i < h->charter->n_tokens; i++) {
		const struct token *t = &h->charter->tokens[i];

		*out = (struct actor){ .person = t->is.owner, .via = t->head.id, .strength = SESSION_TOKEN,
		    .may_write = t->is.scope == SCOPE_WRITE };
		if (hash_eq(t->is.secret, hash) && let_in(h, out)) {
			note_use(h, hash);
			return OK;
		}
	}
	return not_signed_in(a);
}

/* ---- as many as one person has ---- */

struct counting { const struct house *h; struct hash oldest; i64 at; size_t n; };

static bool
ends_in_batch(const struct writing *w, struct hash id)
{
	for (size_t i = 0; i < w->batch.n_accounts; i++)
		if (w->accounts[i].value.p == NULL && hash_eq(w->accounts[i].key, id))
			return true;
	return false;
}

static err
count_session(void *ctx, const struct session *s)
{
	struct counting *c = ctx;
	i64 used = last_use(c->h, s->id), at = used > s->since ? used : s->since;

	if (ends_in_batch(c->h->writing, s->id))
		return OK;
	if (c->n++ == 0 || at < c->at) {
		c->oldest = s->id;
		c->at = at;
	}
	return OK;
}

/* The next session ends the one that was unused longest: of those that stand, and of those that begin in the batch at hand. */
static void
leave_space(struct house *h, struct order *o, i64 person)
{
	struct arena scratch = h->batch_arena;
	struct counting c = { .h = h };
	struct session s;

	if (sessions_of(h, &scratch, person, count_session, &c))
		return;                 /* nobody is kept out for a list that cannot be read */
	for (size_t i = 0; i < h->writing->batch.n_accounts; i++) {
		const struct account *a = &h->writing->accounts[i];

		if (a->value.p && a->person == person && str_eq(a->kind, STR("session")) && session_read(&scratch, a, &s))
			count_session(&c, &s);
	}
	if (c.n >= LIMIT_SESSIONS)
		session_end(o, c.oldest);
}

err
session_begin(struct house *h, struct order *o, struct outcome *out, i64 person, i64 via, enum session_strength strength, i64 now)
{
	u8 secret[SESSION_SECRET];
	struct actor who = { .person = person, .via = via, .strength = strength };
	struct buf value = buf_new(&h->batch_arena, 256);
	struct emitted *e;
	i64 wait;
	err full = h->budget ? budget_take(h->budget, &h->batch_arena, &who, &wait) : OK;

	if (full)
		return full;

	buf_put(&value, STR("{\"device\":"));
	canon_put_string(&value, o->device.p ? o->device : STR(""));
	buf_fmt(&value, ",\"since\":%lld,\"strength\":\"%s\",\"via\":%lld}", (long long)now, word_text(&session_strength_words, (int)strength), (long long)via);
	random_bytes(secret, sizeof(secret));
	o->cookie = b64u(&h->batch_arena, secret, sizeof(secret));
	e = emit(out, EV_signed_in);
	e->by = (struct by){ .person = person, .via = via };
	e->as.signed_in.strength = strength;
	leave_space(h, o, person);
	o->accounts[o->n_accounts++] = (struct account){
		.kind = STR("session"), .key = session_id(h, o->cookie), .person = person, .expires = now + SESSION_HOURS * HOUR,
		.value = buf_str(&value),
	};
	return OK;
}

void
session_end(struct order *o, struct hash id)
{
	o->accounts[o->n_accounts++] = (struct account){ .kind = STR("session"), .key = id };
}

struct visiting { struct arena *a; session_visit *visit; void *ctx; i64 now; };

static err
visit_account(void *ctx, const struct account *acc)
{
	struct visiting *v = ctx;
	struct session s;

	return acc->expires > v->now && session_read(v->a, acc, &s) ? v->visit(v->ctx, &s) : OK;
}

err
sessions_of(struct house *h, struct arena *a, i64 person, session_visit *visit, void *ctx)
{
	struct visiting v = { a, visit, ctx, house_now(h) };

	return h->reader->accounts(h->reader, STR("session"), person, visit_account, &v);
}
