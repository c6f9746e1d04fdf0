#include "signin.h"

#include "act_check.h"
#include "base64.h"
#include "hmac.h"
#include "random.h"
#include "sha256.h"

enum { REQUEST_MINUTES = 10, NONCE = 16, MARK = 8, CODES = 10, CODE_BYTES = 10 };

str
house_rp(const struct house *h)
{
	str port;

	return str_cut(h->host, ':', &port);
}

/* ---- requests that are recognised without being remembered ---- */

/* Half of a nonce is chance, half is our mark on it. */
static struct hash
mark_of(const struct house *h, const u8 nonce[NONCE])
{
	return hmac_sha256(h->account_key, (str){ (const char *)nonce, MARK });
}

static str
fresh_nonce(const struct house *h, struct arena *a)
{
	u8 *nonce = NEW(a, u8, NONCE);
	struct hash mark;

	random_bytes(nonce, MARK);
	mark = mark_of(h, nonce);
	memcpy(nonce + MARK, mark.b, NONCE - MARK);
	return (str){ (const char *)nonce, NONCE };
}

static bool
nonce_is_ours(const struct house *h, str nonce)
{
	struct hash mark = mark_of(h, (const u8 *)nonce.p);

	return memcmp(nonce.p + MARK, mark.b, NONCE - MARK) == 0;
}

static str
record_text(struct arena *a, const struct field_table *t, const void *rec)
{
	struct buf b = buf_new(a, 512);

	field_write(&b, t, rec);
	return buf_str(&b);
}

static err
stale_request(struct arena *a)
{
	return err_new(a, ERR_CONFLICT, "This request has expired or was used already; begin again.");
}

/* In time, marked by us, and never used: then it is used up with this order. */
static err
use_up(struct house *h, struct scene *s, struct order *o, str nonce, i64 issued, i64 expires)
{
	struct hash key = hmac_sha256(h->account_key, nonce);
	bool found;
	err e;

	if (!nonce_is_ours(h, nonce) || s->now < issued || s->now > expires || expires > issued + REQUEST_MINUTES * MINUTE)
		return stale_request(s->a);
	if ((e = house_account(h, s->a, STR("challenge"), key, &found)))
		return e;
	if (found)
		return stale_request(s->a);
	o->accounts[o->n_accounts++] =
	    (struct account){ .kind = STR("challenge"), .key = key, .expires = expires, .value = STR("{}") };
	return OK;
}

/* ---- signing in ---- */

str
signin_request(struct house *h, struct arena *a)
{
	i64 now = house_now(h);
	struct rec_sign_in r = { .type = STR("tocsin/sign-in/1"), .log = h->origin, .rp = house_rp(h),
		.nonce = fresh_nonce(h, a), .issued = now, .expires = now + REQUEST_MINUTES * MINUTE };

	return record_text(a, record_sign_in_table(), &r);
}

static const struct credential *
credential_with_id(const struct charter *c, str id)
{
	for (size_t i = 0; i < c->n_credentials; i++)
		if (str_eq(c->credentials[i].is.id, id))
			return &c->credentials[i];
	return NULL;
}

static err
need_key_that_counts(const struct scene *s, const struct credential *key)
{
	const struct person *who = key ? charter_person(s->charter, key->is.person) : NULL;

	if (who && who->ended)
		return no_longer_in(s->a, s->charter, who->head.id);
	if (key == NULL || who->ejected || key->state == CREDENTIAL_REVOKED)
		return err_new(s->a, ERR_NOT_SIGNED_IN, "This passkey is not known here, or no longer counts.");
	if (key->state == CREDENTIAL_PENDING)
		return err_new(s->a, ERR_NOT_SIGNED_IN, "This passkey is not vouched for yet; read your six words to a charter officer.");
	return OK;
}

static err
assertion_stands(const struct scene *s, const struct credential *key, const struct signin_answer *is)
{
	struct hash challenge = act_challenge(is->request);
	str origins[4];
	size_t n = 0;
	u32 count;
	err e;

	for (; n < key->is.n_origins; n++)
		origins[n] = key->is.origins[n].origin;
	e = webauthn_assert(s->a,
	    &(struct webauthn_expect){ key->is.rp, origins, n, { (const char *)challenge.b, 32 } },
	    &(struct webauthn_credential){ .cose = key->is.key, .backup_eligible = key->is.flags & WEBAUTHN_BE },
	    is->client_data, is->auth_data, is->signature, &count);
	if (e == OK && webauthn_counter_stands((u32)key->is.sign_count, count))
		return err_new(s->a, ERR_NOT_SIGNED_IN, "The authenticator's counter went backwards: it may have been copied.");
	return e;
}

err
decide_signin(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct signin_order *order = o->ctx;
	const struct credential *key = credential_with_id(s->charter, order->is.credential);
	struct rec_sign_in r;
	err e;

	out->n = 0;
	if ((e = field_read(s->a, record_sign_in_table(), order->is.request, FROM_OUTSIDE, &r)))   return e;
	if (!str_eq(r.type, STR("tocsin/sign-in/1")) || !str_eq(r.log, h->origin))
		return stale_request(s->a);
	if ((e = use_up(h, s, o, r.nonce, r.issued, r.expires)))        return e;
	if ((e = need_key_that_counts(s, key)))                         return e;
	if ((e = assertion_stands(s, key, &order->is)))                 return e;
	order->person = key->is.person;
	return session_begin(h, o, out, key->is.person, key->head.id, SESSION_STRONG, s->now);
}

/* ---- enrolling ---- */

static const struct invitation *
invitation_with(const struct charter *c, str secret, i64 now)
{
	struct hash hash;

	sha256(secret.p, secret.n, &hash);
	for (size_t i = 0; i < c->n_invitations; i++) {
		const struct invitation *link = &c->invitations[i];

		if (hash_eq(link->is.secret, hash) && !link->used && link->is.expires > now)
			return link;
	}
	return NULL;
}

static err
no_invitation(struct arena *a)
{
	return err_new(a, ERR_NO_SUCH, "This invitation is not known, was used, or has expired; ask a charter officer for a fresh one.");
}

/* By whose right somebody enrols a key: an invitation's, or that of their own session. */
struct enrolling { const struct person *who; const struct invitation *link; };

static err
find_enrolling(struct house *h, struct arena *a, str secret, const struct actor *session, struct enrolling *out)
{
	*out = (struct enrolling){ charter_person(h->charter, session->person), NULL };
	if (secret.n == 0) {
		if ((session->strength == SESSION_STRONG || session->strength == SESSION_DEMO) && may_act(h, session))
			return OK;
		return err_new(a, session->strength ? ERR_SESSION_WEAK : ERR_NOT_SIGNED_IN,
		    "To enrol a passkey, open your invitation's link, or sign in with a passkey you have already.");
	}
	if ((out->link = invitation_with(h->charter, secret, house_now(h))) == NULL)
		return no_invitation(a);
	out->who = charter_person(h->charter, out->link->is.person);
	return OK;
}

err
enrol_request(struct house *h, struct arena *a, str secret, const struct actor *session, str origin, str *request, const struct person **who)
{
	i64 now = house_now(h);
	struct rec_enrolment r = { .type = STR("tocsin/enrol/1"), .log = h->origin, .rp = house_rp(h), .origin = origin,
		.nonce = fresh_nonce(h, a), .issued = now, .expires = now + REQUEST_MINUTES * MINUTE };
	struct enrolling by;
	err e;

	if ((e = find_enrolling(h, a, secret, session, &by)))
		return e;
	r.link = by.link ? by.link->head.id : 0;
	r.person = by.who->head.id;
	*who = by.who;
	*request = record_text(a, record_enrolment_table(), &r);
	return OK;
}

static err
need_unknown_key(const struct scene *s, const struct webauthn_credential *key)
{
	for (size_t i = 0; i < s->charter->n_credentials; i++) {
		const struct ev_credential_enrolled *known = &s->charter->credentials[i].is;

		if (str_eq(known->key, key->cose) || str_eq(known->id, key->id))
			return err_new(s->a, ERR_CONFLICT, "This passkey is enrolled already.");
	}
	return OK;
}

static void
emit_credential(struct outcome *out, struct scene *s, const struct enrol_answer *is, const struct rec_enrolment *r,
    const struct webauthn_credential *key)
{
	struct rec_origin *origin = NEW(s->a, struct rec_origin, 1);
	str aaguid = arena_str(s->a, (str){ (const char *)key->aaguid, sizeof(key->aaguid) });
	struct emitted *e = emit(out, EV_credential_enrolled);

	origin->origin = r->origin;
	e->by = (struct by){ .person = r->person, .via = r->link ? r->link : s->actor.via };
	e->as.credential_enrolled = (struct ev_credential_enrolled){
		.person = r->person, .link = r->link, .rp = r->rp, .origins = origin, .n_origins = 1,
		.id = key->id, .key = key->cose, .alg = key->alg, .flags = key->flags, .aaguid = aaguid,
		.sign_count = key->sign_count, .client_data = is->client_data, .attestation = is->attestation,
		.request = is->request,
	};
}

err
decide_enrol(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct enrol_order *order = o->ctx;
	struct rec_origin origin = { order->is.origin };
	struct webauthn_credential key;
	struct enrolling by;
	struct rec_enrolment r;
	err e;

	out->n = 0;
	if ((e = find_enrolling(h, s->a, order->is.secret, &o->actor, &by)))                        return e;
	if ((e = enrolment_stands(s->a, h->origin, house_rp(h), &origin, 1, order->is.request, order->is.client_data,
	    order->is.attestation, &key)))
		return e;
	if ((e = field_read(s->a, record_enrolment_table(), order->is.request, FROM_OUTSIDE, &r)))      return e;
	if (r.link != (by.link ? by.link->head.id : 0) || r.person != by.who->head.id)
		return stale_request(s->a);
	if ((e = use_up(h, s, o, r.nonce, r.issued, r.expires)))                                        return e;
	if ((e = need_unknown_key(s, &key)))                                                            return e;
	s->actor.person = r.person;
	if ((e = need_space(s, (struct command_terms){ .session = NEEDS_STRONG, .kept = true })))       return e;

	emit_credential(out, s, &order->is, &r, &key);
	order->credential = s->room->seq + 1;
	order->vouched = s->charter->founded.demo || (by.link && by.link->is.founding);
	if (order->vouched)
		emit(out, EV_credential_vouched)->as.credential_vouched =
		    (struct ev_credential_vouched){ .credential = order->credential, .counts = true };
	return order->vouched && by.link ? session_begin(h, o, out, r.person, order->credential, SESSION_STRONG, s->now) : OK;
}

/* ---- recovery codes: a weak session ---- */

err
decide_recovery_codes(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	struct recovery_order *order = o->ctx;
	struct rec_digest *digests = NEW(s->a, struct rec_digest, CODES);
	struct emitted *e;
	err full;

	out->n = 0;
	if (o->actor.strength != SESSION_STRONG && o->actor.strength != SESSION_DEMO)
		return err_new(s->a, ERR_SESSION_WEAK, "Fresh recovery codes take a session opened with a passkey.");
	if ((full = need_space(s, (struct command_terms){ .session = NEEDS_WEAK })))
		return full;
	for (size_t i = 0; i < CODES; i++) {
		u8 bytes[CODE_BYTES];

		random_bytes(bytes, sizeof(bytes));
		order->codes[i] = b64u(s->a, bytes, sizeof(bytes));
		digests[i].digest = hmac_sha256(h->account_key, order->codes[i]);
	}
	e = emit(out, EV_recovery_issued);
	e->by = (struct by){ .person = o->actor.person, .via = o->actor.via };
	e->as.recovery_issued = (struct ev_recovery_issued){ o->actor.person, digests, CODES };
	return OK;
}

/* The newest set of somebody that holds this code. */
static const struct recovery *
recovery_with(const struct charter *c, struct hash digest)
{
	for (size_t i = c->n_recoveries; i-- > 0;)
		for (size_t k = 0; k < c->recoveries[i].is.n_codes; k++)
			if (hash_eq(c->recoveries[i].is.codes[k].digest, digest))
				return &c->recoveries[i];
	return NULL;
}

err
decide_recovery_signin(struct house *h, struct order *o, struct scene *s, struct outcome *out)
{
	const struct recovery_order *order = o->ctx;
	struct hash used = hmac_sha256(h->account_key, order->code);
	const struct recovery *set = recovery_with(s->charter, used);
	bool found = false;
	err e;

	out->n = 0;
	if (set && (e = house_account(h, s->a, STR("recovery"), used, &found)))
		return e;
	if (set == NULL || found || set->over || charter_person(s->charter, set->is.person)->ejected)
		return err_new(s->a, ERR_NOT_SIGNED_IN, "This recovery code is not known, or was used already.");
	o->accounts[o->n_accounts++] = (struct account){ .kind = STR("recovery"), .key = used, .person = set->is.person,
		.expires = (i64)1 << 52, .value = STR("{}") };
	return session_begin(h, o, out, set->is.person, set->head.id, SESSION_WEAK, s->now);
}
