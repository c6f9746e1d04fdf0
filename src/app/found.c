#include "found.h"

#include "base64.h"
#include "directory.h"
#include "host.h"
#include "offline.h"
#include "random.h"
#include "sha256.h"

enum { LINK_HOURS = 24, TASK_HOURS = 24, LINK_SECRET = 24, FIRST_OFFICER = 2, OFFICERS_SEAT = 3 };

struct founding_run {
	struct arena *a;
	const struct founding_config *config;
	struct offline offline;
	struct founded *out;
};

static err
put(struct founding_run *r, const struct emitted *e)
{
	const struct ev_person_added *p = &e->as.person_added;

	if (e->kind == EV_person_added && p->until && p->until <= r->offline.now)
		return err_new(r->a, ERR_MALFORMED, "The day until which %.*s may come is over; everything of theirs would end at once.", STR_ARG(p->name));
	return offline_put(&r->offline, e);
}

static struct emitted
log_founded(const struct founding_run *r)
{
	return (struct emitted){ EV_log_founded, .as.log_founded = {
		.host = r->out->host, .log_key = r->out->log_key, .demo = r->config->demo, .provisional = r->config->provisional,
		.organisation = r->config->organisation } };
}

static struct ev_person_added
first_officer(const struct founding_run *r)
{
	if (r->config->charter && r->config->first_officer.n == 0)
		return charter_file_first_officer(r->config->charter);
	return (struct ev_person_added){ .name = r->config->first_officer };
}

static struct emitted
officers_seat(struct founding_run *r, i64 person)
{
	struct rec_seat_terms *terms = NEW(r->a, struct rec_seat_terms, 1);
	i64 *holder = NEW(r->a, i64, 1);

	*holder = person;
	*terms = (struct rec_seat_terms){ .label = STR(OFFICERS_LABEL), .holders = { holder, 1 } };
	return (struct emitted){ EV_seat_set, .as.seat_set = { .terms = terms, .title = STR(OFFICERS_TITLE) } };
}

/* A link for one person; its secret goes nowhere but to who asked for it. */
static struct emitted
link_for(struct founding_run *r, i64 person, str *out)
{
	u8 secret[LINK_SECRET];
	struct emitted e = { EV_invitation_issued, .as.invitation_issued = {
		.person = person, .expires = r->offline.now + LINK_HOURS * HOUR, .founding = person == FIRST_OFFICER } };

	random_bytes(secret, sizeof(secret));
	*out = b64u(r->a, secret, sizeof(secret));
	sha256(out->p, out->n, &e.as.invitation_issued.secret);
	return e;
}

/* ---- who and where, beyond the charter ---- */

static err
put_invitations(struct founding_run *r)
{
	const struct charter *c = r->offline.charter;
	err e = OK;

	r->out->invited = NEW(r->a, struct invited, c->n_persons);
	for (size_t i = 0; i < c->n_persons && e == OK; i++) {
		struct invited *who = &r->out->invited[r->out->n_invited];

		if (c->persons[i].head.id == FIRST_OFFICER)
			continue;
		who->name = arena_str(r->a, c->persons[i].is.name);
		r->out->n_invited++;
		e = put(r, &(struct emitted){ EV_invitation_issued, .as = link_for(r, c->persons[i].head.id, &who->secret).as });
	}
	return e;
}

/* (Whom its severity calls together, and how often is reported, follows once a server looks at it.) */
static err
put_room(struct founding_run *r, const struct founding_room *room)
{
	const struct charter *c = r->offline.charter;
	const struct criterion *criterion = charter_criterion_for(c, SEV2);
	err e = put(r, &(struct emitted){ EV_room_declared, .as.room_declared = {
		.kind = ROOM_INCIDENT, .severity = SEV2, .codename = room->codename, .title = room->title,
		.criterion = criterion ? criterion->head.id : 0 } });

	for (size_t i = 0; i < c->n_persons && e == OK; i++)
		e = put(r, &(struct emitted){ EV_member_added, .as.member_added.person = c->persons[i].head.id });
	for (size_t i = 0; i < room->n_tasks && e == OK; i++)
		e = put(r, &(struct emitted){ EV_task_opened, .as.task_opened = { .title = room->tasks[i], .owner = OFFICERS_SEAT,
			.due = r->offline.now + TASK_HOURS * HOUR } });
	return e;
}

static err
put_all(struct founding_run *r)
{
	struct ev_person_added first = first_officer(r);
	struct founding_entries more = { NULL, 0 };
	err e;

	r->out->first_officer = FIRST_OFFICER;
	if ((e = put(r, &(struct emitted){ log_founded(r).kind, .as = log_founded(r).as })))              return e;
	if ((e = put(r, &(struct emitted){ EV_person_added, .as.person_added = first })))                 return e;
	if ((e = put(r, &(struct emitted){ EV_seat_set, .as = officers_seat(r, FIRST_OFFICER).as })))     return e;
	if ((e = put(r, &(struct emitted){ EV_invitation_issued, .as = link_for(r, FIRST_OFFICER, &r->out->secret).as })))  return e;
	if (r->config->charter)
		more = charter_file_events(r->a, r->config->charter, (struct founding){ r->offline.charter->room->seq + 1, FIRST_OFFICER, OFFICERS_SEAT });
	for (size_t i = 0; i < more.n; i++)
		if ((e = put(r, &more.v[i])))
			return e;
	if (r->config->invite && (e = put_invitations(r)))
		return e;
	return r->config->room ? put_room(r, r->config->room) : OK;
}

err
found_record(struct arena *a, const struct founding_config *config, struct founded *out)
{
	struct founding_run r = { .a = a, .config = config, .out = out };
	err e;

	if ((e = err_at(a, STR("host"), host_origin(a, config->host, &out->host))))
		return e;
	offline_begin(&r.offline, a, config->clock.wall(config->clock.ctx));
	offline_new_log(&r.offline, out->host);
	out->origin = r.offline.origin;
	out->log_key = r.offline.log_key;
	if ((e = put_all(&r)) == OK && (e = directory_make(a, config->dir)) == OK)
		e = offline_write(&r.offline, config->dir, &out->checkpoint);
	offline_end(&r.offline);
	return e;
}

str
sealing_sheet(struct arena *a, const struct founded *f)
{
	return arena_fmt(a,
	    "SEALING SHEET, page one\n"
	    "Print this and keep it outside this machine: with it, anybody can tell whether the record is the one founded here.\n\n"
	    "log: %.*s\n"
	    "key: %.*s\n\n"
	    "The checkpoint over the founding:\n\n%.*s\n",
	    STR_ARG(f->origin), STR_ARG(f->log_key), STR_ARG(f->checkpoint));
}

str
sealing_page_two(struct arena *a, str words, str checkpoint)
{
	return arena_fmt(a,
	    "SEALING SHEET, page two\n"
	    "Print this and keep it with page one: it names the first passkey, from which every other one is vouched for.\n\n"
	    "founding key: %.*s\n\n"
	    "The checkpoint after it:\n\n%.*s\n",
	    STR_ARG(words), STR_ARG(checkpoint));
}
