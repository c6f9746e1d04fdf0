/*
 * triage -- a suspicion that was reported is to be looked at: declared, watched or dismissed.
 *
 * Whoever would declare it is called; whoever holds a seat may look.
 */
#include "authority.h"

static const i64 SECOND = 1000000, WATCH_MAX = 30ll * 24 * 3600 * 1000000;
static const i64 LOOK_WITHIN = 3600;    /* where no rule says how long declaring may wait */

/* ---- folds ---- */

void
fold_suspicion_watched(struct room *room, const struct entry *e, const struct ev_suspicion_watched *p)
{
	room->look_again = p->until;
	room->watcher = e->by.person;
	room->watched_because = p->why;
	end_calls_for(room, CALL_TRIAGE, e);
	touch(room, ENT_room, &room->head, e);
}

void
fold_watch_ended(struct room *room, const struct entry *e, const struct ev_watch_ended *p)
{
	(void)p;
	room->look_again = 0;
	touch(room, ENT_room, &room->head, e);
}

/* ---- decides ---- */

const struct seat *
seat_to_look(const struct charter *c, i64 person)
{
	const struct person *who = charter_person(c, person);

	for (size_t i = 0; who && !who->ejected && !who->is.outside && i < c->n_seats; i++)
		if (refs_have(c->seats[i].is.holders, person) || refs_have(c->seats[i].is.deputies, person))
			return &c->seats[i];
	return NULL;
}

err
decide_watch(const struct scene *s, const struct cmd_watch *c, struct outcome *out)
{
	err e;

	if ((e = need_room_open(s)))                    return e;
	if (s->room->declared)
		return err_new(s->a, ERR_CONFLICT, "A declared room is worked on, not watched.");
	if ((e = need_future(s, c->until, "until")))    return e;
	if (c->until > s->now + WATCH_MAX)
		return err_new(s->a, ERR_MALFORMED, "until: is more than 30 days off; look at it again by then, and watch it on.");
	if ((e = need_some_seat(s, "Watching a suspicion")))  return e;
	emit(out, EV_suspicion_watched)->as.suspicion_watched = (struct ev_suspicion_watched){ c->until, c->why };
	return OK;
}

/* ---- reactions ---- */

bool
room_untriaged(const struct room *room)
{
	return room->phase == PHASE_SUSPECTED && room->watcher == 0;
}

/* Whoever would declare it; where nobody would, the charter officers. */
const struct seat *
triage_seat(const struct charter *c)
{
	const struct rule *rule = charter_rule_for(c, str_c(word_text(&standard_kind_words, KIND_DECLARE)));
	const struct seat *seat = rule ? charter_seat(c, rule->is.accountable) : NULL;

	return seat && seat->is.holders.n + seat->is.deputies.n ? seat : charter_seat(c, c->officers);
}

static void
call_to_triage(const struct scene *s, const struct seat *seat, struct outcome *out)
{
	i64 at = 0, person = next_in_line(s, seat, &(struct ev_call_owed){ .reason = CALL_TRIAGE }, s->now, &at);

	if (person)
		owe_call(s, out, (struct ev_call_owed){ .person = person, .seat = seat->head.id, .reason = CALL_TRIAGE });
}

/* Into a restricted room nobody is called who was not let in: whoever was, and may look at it. */
static void
call_members_to_triage(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_members; i++) {
		const struct member *m = &s->room->members[i];
		const struct seat *seat = seat_to_look(s->charter, m->person);

		if (seat && !m->gone && !m->channels_only && m->person != s->room->opener)
			owe_call(s, out, (struct ev_call_owed){ .person = m->person, .seat = seat->head.id, .reason = CALL_TRIAGE });
	}
}

static void
end_watch(const struct scene *s, const struct seat *seat, struct outcome *out)
{
	const struct rule *rule = charter_rule_for(s->charter, str_c(word_text(&standard_kind_words, KIND_DECLARE)));

	emit(out, EV_watch_ended)->as.watch_ended.until = s->room->look_again;
	emit(out, EV_task_opened)->as.task_opened = (struct ev_task_opened){
		.title = STR("Look at the suspicion again: declare it, dismiss it, or watch on."), .owner = seat ? seat->head.id : 0,
		.due = s->now + (rule && rule->is.within ? rule->is.within : LOOK_WITHIN) * SECOND,
	};
}

void
react_triage(const struct scene *s, struct outcome *out)
{
	const struct seat *seat = triage_seat(s->charter);

	if (room_untriaged(s->room) && s->room->restricted)
		call_members_to_triage(s, out);
	else if (seat && room_untriaged(s->room))
		call_to_triage(s, seat, out);
	if (has_come(s, s->room->look_again) && out->n <= LIMIT_OUTCOME - 2)
		end_watch(s, seat, out);
}
