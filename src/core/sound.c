/* sound -- whether an entry can be folded at all: forged references get a sentence, never a crash. */
#include "core.h"

struct sounding { struct arena *a; struct world w; const struct entry *e; };

/* Where the charter's objects are: an entry that only changed one is not the one by which it is named. */
#define HELD(target, owner, list) \
	{ STR_INIT(target), offsetof(struct owner, list), offsetof(struct owner, n_##list), sizeof(*((struct owner *)0)->list) }
struct held { str target; size_t list, n, size; };

static const struct held in_charter[] = {
	HELD("person_added",          charter, persons),
	HELD("seat_set",              charter, seats),
	HELD("rule_set",              charter, rules),
	HELD("service_set",           charter, services),
	HELD("calendar_set",          charter, calendars),
	HELD("contact_set",           charter, contacts),
	HELD("template_set",          charter, templates),
	HELD("criterion_set",         charter, criteria),
	HELD("invitation_issued",     charter, invitations),
	HELD("credential_enrolled",   charter, credentials),
	HELD("token_issued",          charter, tokens),
	HELD("delegation_set",        charter, delegations),
};
static bool
held(const void *owner, const struct held *h, i64 id)
{
	const char *at = owner;

	return head_find(*(const void *const *)(const void *)(at + h->list), h->size,
	    *(const size_t *)(const void *)(at + h->n), id) != NULL;
}

static bool
exists(struct world w, str target, i64 id)
{
	for (size_t i = 0; i < countof(in_charter); i++)
		if (str_eq(target, in_charter[i].target))
			return held(w.charter, &in_charter[i], id);
	return str_eq(target, STR("any")) ||
	    (id >= 1 && id <= w.room->seq && w.room->places[id - 1].kind == event_kind(target));
}

static err
check_ref(const struct sounding *s, const struct field *f, i64 id)
{
	if (exists(s->w, str_c(f->target), id))
		return OK;
	return err_new(s->a, ERR_DAMAGED, "%s: refers to %lld, which is no %s", f->name, (long long)id, f->target);
}

static err
check_record(const struct sounding *s, const struct field_table *t, const char *rec)
{
	err e = OK;

	for (size_t i = 0; i < t->count && e == OK; i++) {
		const struct field *f = &t->fields[i];
		const void *at = rec + f->offset;

		if ((f->marks & OPT) && field_absent(f, rec))
			continue;
		if (f->type == FIELD_REF)
			e = check_ref(s, f, *(const i64 *)at);
		if (f->type == FIELD_REFS)
			for (size_t k = 0; k < ((const struct refs *)at)->n && e == OK; k++)
				e = check_ref(s, f, ((const struct refs *)at)->v[k]);
		if (f->type == FIELD_ONE)
			e = check_record(s, f->record(), *(const char *const *)at);
		if (f->type == FIELD_LIST)
			for (size_t k = 0; k < *(const size_t *)(const void *)(rec + f->offset_n) && e == OK; k++)
				e = check_record(s, f->record(), *(const char *const *)at + k * f->record()->size);
	}
	return e;
}

/* The stream is the room's, the entry is its next, and its kind belongs there. */
static err
check_place(const struct sounding *s)
{
	const struct entry *e = s->e;
	const struct room *room = s->w.room;
	enum event_stream where = event_stream(e->kind);
	bool belongs = e->stream == 0 ? where == IN_CHARTER || where == IN_MATTER :
	    e->stream < 0 ? where == IN_JOURNAL : where == IN_ROOM || where == IN_MATTER;

	if (!belongs || (e->stream == 0) != (room == s->w.charter->room))
		return err_new(s->a, ERR_DAMAGED, "%s does not belong in this stream", event_table(e->kind)->name);
	if (e->seq != room->seq + 1)
		return err_new(s->a, ERR_DAMAGED, "seq is %lld where %lld comes next", (long long)e->seq, (long long)room->seq + 1);
	if (e->stream > 0 && e->stream != (room->seq ? room->id : e->n))
		return err_new(s->a, ERR_DAMAGED, "it names another room");
	return OK;
}

err
fold_check(struct arena *a, struct world w, const struct entry *entry)
{
	struct sounding s = { a, w, entry };
	err e;

	if ((e = check_place(&s)))
		return e;
	/* What any entry may name, but whose fold needs an answer. */
	if (entry->kind == EV_answer_voided && FIND(w.room, answers, entry->as.answer_voided.answer) == NULL)
		return err_new(a, ERR_DAMAGED, "answer: refers to %lld, which is no answer", (long long)entry->as.answer_voided.answer);
	return check_record(&s, event_table(entry->kind), (const char *)&entry->as);
}
