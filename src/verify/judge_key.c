/* judge_key -- whose a passkey is, who vouched that it is theirs, and whose keys, tokens and person no longer count. */
#include "replay.h"

#include "act_check.h"

/* What the authenticator signed when it made the key is what the entry says of it. */
static bool
is_as_made(const struct ev_credential_enrolled *p, const struct webauthn_credential *made)
{
	return str_eq(p->id, made->id) && str_eq(p->key, made->cose) && p->alg == made->alg && p->flags == made->flags &&
	    p->sign_count == (i64)made->sign_count && p->aaguid.n == sizeof(made->aaguid) &&
	    memcmp(p->aaguid.p, made->aaguid, sizeof(made->aaguid)) == 0;
}

static bool
held_by_another(const struct charter *c, const struct ev_credential_enrolled *p)
{
	for (size_t i = 0; i < c->n_credentials; i++)
		if (c->credentials[i].is.person != p->person && str_eq(c->credentials[i].is.key, p->key))
			return true;
	return false;
}

static err
check_link(const struct moment *m, const struct ev_credential_enrolled *p)
{
	const struct invitation *link = FIND(m->charter, invitations, p->link);

	if (link == NULL)       /* added from a session of their own; it is vouched for like any other */
		return m->e->by.person == p->person ? OK : no(m, "it used no link, and not this person added it");
	if (link->is.person != p->person)       return no(m, "its link was another person's");
	if (link->used)                         return no(m, "its link was used up or void");
	if (m->e->at > link->is.expires)        return no(m, "its link had expired");
	return OK;
}

err
judge_credential_enrolled(const struct moment *m)
{
	const struct ev_credential_enrolled *p = &m->e->as.credential_enrolled;
	struct webauthn_credential made;
	struct rec_enrolment asked;
	err e;

	if ((e = enrolment_stands(m->a, m->e->log, p->rp, p->origins, p->n_origins, p->request, p->client_data, p->attestation, &made)))
		return e;
	if ((e = field_read(m->a, record_enrolment_table(), p->request, FROM_OUTSIDE, &asked)))
		return e;
	if (!is_as_made(p, &made))
		return no(m, "the passkey is not the one that was made");
	if (asked.person != p->person || asked.link != p->link)
		return no(m, "request: it was drawn up for another person or link");
	if (asked.issued > m->e->at || m->e->at > asked.expires)
		return no(m, "request: it had expired, or its time had not come");
	if (held_by_another(m->charter, p))
		return no(m, "the same passkey is another person's");
	return check_link(m, p);
}

/* The founding key is vouched for by the founding link; a demonstration needs no act. */
static bool
needs_no_act(const struct moment *m, const struct credential *key)
{
	const struct invitation *link = FIND(m->charter, invitations, key->is.link);

	return m->charter->founded.demo || (link && link->is.founding);
}

/* The person's own older key, or a charter officer. */
static err
check_voucher(const struct moment *m, const struct credential *key, const struct rec_act *act)
{
	const struct charter *c = m->charter;

	if (act->person == key->is.person)
		return act->credential != key->head.id && person_vouched(c, act->person) ? OK :
		    no(m, "nobody vouches for their own first passkey");
	return seat_held_by(c, c->officers, act->person) ? OK : no(m, "who vouched was no charter officer");
}

err
judge_credential_vouched(const struct moment *m)
{
	const struct ev_credential_vouched *p = &m->e->as.credential_vouched;
	const struct credential *key = charter_credential(m->charter, p->credential);
	struct rec_act act = { 0 };
	err e;

	if (key->state != CREDENTIAL_PENDING)
		return no(m, "the passkey was not pending");
	if (p->act.p == NULL)
		return p->counts && needs_no_act(m, key) ? OK : no(m, "nobody vouched for the passkey");
	if ((e = judge_thing(m, p->credential, &act)))
		return e;
	if ((e = check_voucher(m, key, &act)))
		return e;
	if (p->counts == vouching_suffices(m->charter, key, act.person))
		return OK;
	return no(m, p->counts ? "one more charter officer had to vouch for the passkey" :
	    "enough have vouched for the passkey, and the entry says that it does not count");
}

err
judge_credential_revoked(const struct moment *m)
{
	return judge_object(m, m->e->as.credential_revoked.credential);
}

/* Who lost a passkey comes in by them: nobody makes them for another. */
err
judge_recovery_issued(const struct moment *m)
{
	return judge_own(m, m->e->as.recovery_issued.person);
}

/* Their time is over, as the charter says. */
err
judge_guest_ended(const struct moment *m)
{
	return follows(m, react_guests) ? OK : no(m, "their time was not over");
}

err
judge_person_ejected(const struct moment *m)
{
	return judge_object(m, m->e->as.person_ejected.person);
}

/* In the same breath they added that browser as theirs.  (An address may be erased.) */
static bool
was_added_anew(const struct moment *m, const struct device *old)
{
	for (size_t i = 0; i < m->charter->n_devices; i++) {
		const struct device *d = &m->charter->devices[i];

		if (d != old && d->is.person == m->e->by.person && d->at == m->e->at && (!d->is.endpoint.n || !old->is.endpoint.n || str_eq(d->is.endpoint, old->is.endpoint)))
			return true;
	}
	return false;
}

/* That its push service knows it no more, only the server hears; all else whoever has it says. */
err
judge_device_removed(const struct moment *m)
{
	const struct device *d = FIND(m->charter, devices, m->e->as.device_removed.device);
	enum device_end why = m->e->as.device_removed.why;
	bool theirs = why == DEVICE_REPLACED ? was_added_anew(m, d) : d->is.person == m->e->by.person;

	return by_server(m) == (why == DEVICE_GONE) && (by_server(m) || theirs) ? OK : no(m, "that is not what whoever it is by can say of a device");
}

err
judge_token_confirmed(const struct moment *m)
{
	return judge_object(m, m->e->as.token_confirmed.token);
}

void
undo_credential_enrolled(struct world w, const struct entry *e)
{
	struct credential *key = FIND(w.charter, credentials, e->seq);

	key->state = CREDENTIAL_REVOKED;
}
