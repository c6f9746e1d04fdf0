#include "act_check.h"

static str
hash_bytes(const struct hash *h)
{
	return (str){ (const char *)h->b, sizeof(h->b) };
}

static const str *
origin_list(struct arena *a, const struct rec_origin *origins, size_t n)
{
	str *list = NEW(a, str, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		list[i] = origins[i].origin;
	return list;
}

err
act_signed(struct arena *a, const struct charter *c, str bytes, str client_data, str auth_data, str signature)
{
	const struct credential *key;
	struct hash challenge = act_challenge(bytes);
	struct rec_act act;
	u32 count;
	err e;

	if ((e = act_read(a, bytes, &act)))
		return e;
	if ((key = charter_credential(c, act.credential)) == NULL)
		return err_new(a, ERR_CONFLICT, "act: the passkey it names is not in the charter");
	return webauthn_assert(a,
	    &(struct webauthn_expect){ key->is.rp, origin_list(a, key->is.origins, key->is.n_origins), key->is.n_origins,
		hash_bytes(&challenge) },
	    &(struct webauthn_credential){ .cose = key->is.key, .backup_eligible = key->is.flags & WEBAUTHN_BE },
	    client_data, auth_data, signature, &count);
}

err
enrolment_stands(struct arena *a, str log, str rp, const struct rec_origin *origins, size_t n,
    str request, str client_data, str attestation, struct webauthn_credential *out)
{
	struct hash challenge = act_challenge(request);
	struct rec_enrolment asked;
	bool among = false;
	err e;

	if ((e = err_at(a, STR("request"), field_read(a, record_enrolment_table(), request, FROM_OUTSIDE, &asked))))
		return e;
	for (size_t i = 0; i < n; i++)
		among |= str_eq(origins[i].origin, asked.origin);
	if (!str_eq(asked.type, STR("tocsin/enrol/1")))
		return err_new(a, ERR_CONFLICT, "request: type should be tocsin/enrol/1");
	if (!str_eq(asked.log, log))
		return err_new(a, ERR_CONFLICT, "request: it was drawn up for another log");
	if (!str_eq(asked.rp, rp) || !among)
		return err_new(a, ERR_CONFLICT, "request: it was drawn up for another site");
	return webauthn_register(a, &(struct webauthn_expect){ rp, &asked.origin, 1, hash_bytes(&challenge) },
	    client_data, attestation, out);
}
