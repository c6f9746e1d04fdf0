/* access -- who is let into a room, for how long, and how widely it may be told. */
#include "channel.h"
#include "view.h"

#include "utc.h"

/* ---- who is in ---- */

const struct member *
room_member(const struct room *room, i64 person)
{
	for (size_t i = 0; i < room->n_members; i++)
		if (room->members[i].person == person)
			return room->members[i].gone ? NULL : &room->members[i];
	return NULL;
}

i64
room_access(const struct room *room, i64 person)
{
	for (size_t i = 0; i < room->n_members; i++)
		if (room->members[i].person == person)
			return room->members[i].access;
	return 0;
}

bool
room_has_member(const struct room *room, i64 person)
{
	return room_member(room, person) != NULL;
}

bool
sees_room(const struct charter *c, const struct room *room, i64 person)
{
	const struct member *m = room_member(room, person);

	return room == c->room || (m && !m->channels_only);
}

/* ---- folds ---- */

static struct member *
member_for(struct room *room, i64 person)
{
	struct member *m;

	for (size_t i = 0; i < room->n_members; i++)
		if (room->members[i].person == person)
			return &room->members[i];
	m = ADD(room, members);
	m->person = person;
	return m;
}

void
fold_member_added(struct room *room, const struct entry *e, const struct ev_member_added *p)
{
	struct member *m = member_for(room, p->person);

	m->channels_only = p->channels_only;
	m->until = p->until;
	m->access = e->seq;
	m->gone = false;
	touch(room, ENT_member, &m->head, e);
	end_calls_on(room, ON_door, e);
}

void
access_changed(struct room *room, i64 person, const struct entry *e)
{
	for (size_t i = 0; i < room->n_members; i++)
		if (room->members[i].person == person)
			room->members[i].access = e->seq;
}

void
fold_member_removed(struct room *room, const struct entry *e, const struct ev_member_removed *p)
{
	struct member *m = member_for(room, p->person);

	m->gone = true;
	m->access = e->seq;
	touch(room, ENT_member, &m->head, e);
	if (room->commander == p->person) {
		room->commander = 0;
		touch(room, ENT_room, &room->head, e);
	}
	for (size_t i = 0; i < room->n_channels; i++)
		if (channel_drop(&room->channels[i], p->person))
			touch_aside(room, ENT_channel, &room->channels[i].head, e);
}

void
fold_room_restricted(struct room *room, const struct entry *e, const struct ev_room_restricted *p)
{
	(void)p;
	room->restricted = true;
	touch(room, ENT_room, &room->head, e);
}

/* Who sees how much may change for anybody from outside; who that is, only the charter knows. */
void
fold_tlp_set(struct room *room, const struct entry *e, const struct ev_tlp_set *p)
{
	room->tlp = p->tlp;
	for (size_t i = 0; i < room->n_members; i++)
		room->members[i].access = e->seq;
	touch_line(room, e);
}

/* ---- decides ---- */

/* May something be put there: into a channel, or with 0 before the whole room? */
err
need_place(const struct scene *s, i64 channel)
{
	if (channel == 0 && !s->audience->whole)
		return err_new(s->a, ERR_MALFORMED, "channel: you were let into channels only; say into which of them");
	return channel == 0 || FIND(s->room, channels, channel) ? OK : no_such(s, "channel", channel);
}

/* What one says oneself one goes on seeing; and a room keeps its promise for all that is in it. */
err
need_label(const struct scene *s, enum tlp label)
{
	if (label && label < room_tlp(s->room))
		return err_new(s->a, ERR_REFUSED, "tlp: the room is TLP:%s, and nothing in it is labelled wider.",
		    word_text(&tlp_words, (int)room_tlp(s->room)));
	if (s->audience->outside && label >= TLP_AMBER_STRICT)
		return err_new(s->a, ERR_REFUSED, "tlp: TLP:%s is for the organisation alone, and you are from another; you would not see it yourself.",
		    word_text(&tlp_words, (int)label));
	return OK;
}

static bool
stays(const struct member *m)
{
	return !m->gone && !m->channels_only && m->until == 0;
}

/* Somebody who sees the whole room, and without an end, must answer for it. */
static err
need_another_who_stays(const struct scene *s, const struct member *m)
{
	size_t n = 0;

	for (size_t i = 0; i < s->room->n_members; i++)
		n += stays(&s->room->members[i]);
	if (n == 1 && stays(m))
		return err_new(s->a, ERR_REFUSED, "The last member cannot leave; somebody must answer for the room.");
	return OK;
}

/* Who lets people in, and whom the label lets in. */
static err
need_door(const struct scene *s, i64 person)
{
	const struct room *room = s->room;
	const char *label = word_text(&tlp_words, (int)room_tlp(room));
	err e;

	if (room_tlp(room) == TLP_RED && (e = need_in_charge(s, "The room is TLP:RED: letting somebody in")))
		return e;
	if (room->restricted && (e = need_in_charge(s, "The room is restricted: letting somebody in")))
		return e;
	if (label_keeps_out(s->charter, room, person))
		return err_new(s->a, ERR_REFUSED, "The room is TLP:%s: nobody from outside the organisation is let in; label it AMBER first, if it may be.", label);
	return OK;
}

bool
lets_in(const struct scene *s, i64 person)
{
	const struct person *p = charter_person(s->charter, person);

	return !p->ejected && !s->room->restricted && s->room->n_members < LIMIT_MEMBERS && room_tlp(s->room) < TLP_RED &&
	    !label_keeps_out(s->charter, s->room, person);
}

/* A guest goes when their time is over, if not before. */
static err
need_end(const struct scene *s, const struct cmd_add_member *c)
{
	i64 last = stays_until(s->charter, c->person);
	err e = need_future(s, c->until, "until");

	if (e == OK && c->until == 0 && last == 0 && charter_person(s->charter, c->person)->is.outside)
		return err_new(s->a, ERR_MALFORMED, "until: somebody from outside is let in until a moment; say until when.");
	if (e == OK && last && c->until > last)
		return err_new(s->a, ERR_REFUSED, "until: everything of theirs ends before that, on %.*s; a charter officer may put it off.",
		    STR_ARG(str_first(utc_text(s->a, last), 10)));
	return e;
}

/* Whoever is called for something goes on seeing it, until that is over; so does whoever may look at a suspicion, until somebody has. */
static err
need_not_called(const struct scene *s, i64 person)
{
	const struct call *call = call_that_holds(s->room, person);

	if (person == s->actor.person)
		return OK;
	if (call)
		return err_new(s->a, ERR_NOT_YOUR_CALL, "They are called here (%s): nobody takes them out, or shows them less, until that is over.",
		    word_text(&call_reason_words, (int)call->is.reason));
	if (room_untriaged(s->room) && room_has_member(s->room, person) && seat_to_look(s->charter, person))
		return err_new(s->a, ERR_NOT_YOUR_CALL, "They may look at this suspicion: nobody takes them out, or shows them less, until somebody has looked.");
	return OK;
}

/* Whose call it is, and whoever decides something here now goes on seeing all of it. */
static err
need_may_put_out(const struct scene *s, i64 person)
{
	i64 decision = asked_in(s->room, person);
	err e = person == s->actor.person ? OK : need_in_charge(s, "Taking somebody out, or showing them less,");

	if (e == OK && person == s->room->commander)
		return err_new(s->a, ERR_REFUSED, "They are in command and must see the whole room; hand command over first.");
	if (e == OK && decision)
		return err_new(s->a, ERR_REFUSED, "Their answer to decision %lld is asked for; they stay until it has ended.", (long long)decision);
	return e ? e : need_not_called(s, person);
}

static bool
shows_less(const struct member *m, bool channels_only, i64 until)
{
	return (channels_only && !m->channels_only) || (until && (m->until == 0 || until < m->until));
}

err
decide_add_member(const struct scene *s, const struct cmd_add_member *c, struct outcome *out)
{
	const struct member *m = room_member(s->room, c->person);
	bool only, same;
	i64 until;
	err e;

	if ((e = need_person(s, c->person)))            return e;
	if ((e = need_door(s, c->person)))              return e;
	until = c->until ? c->until : stays_until(s->charter, c->person);
	only = c->channels_only || (charter_person(s->charter, c->person)->is.outside && !c->whole);
	same = m && m->channels_only == only && m->until == until;
	if (m && shows_less(m, only, until) && (e = need_may_put_out(s, c->person)))
		return e;
	if ((e = need_end(s, c)))                       return e;
	if (c->whole && c->channels_only)
		return err_new(s->a, ERR_MALFORMED, "whole: they see either the room as a whole or channels only; say one of both.");
	if (same && c->channels.n == 0)
		return err_new(s->a, ERR_CONFLICT, "They are in the room already.");
	if (m && (only || until) && (e = need_another_who_stays(s, m)))
		return e;
	if (!same)
		emit(out, EV_member_added)->as.member_added = (struct ev_member_added){ c->person, only, until };
	if ((e = join_channels(s, c, out)))
		return e;
	if (out->n == 0)
		return err_new(s->a, ERR_CONFLICT, "They are in the room and in these channels already.");
	return OK;
}

err
decide_remove_member(const struct scene *s, const struct cmd_remove_member *c, struct outcome *out)
{
	const struct member *m = room_member(s->room, c->person);
	err e;

	if (m == NULL)
		return no_such(s, "member", c->person);
	if ((e = need_may_put_out(s, c->person)))       return e;
	if ((e = need_another_who_stays(s, m)))         return e;
	emit(out, EV_member_removed)->as.member_removed.person = c->person;
	return OK;
}

/* ---- the room as a whole ---- */

/* Nobody comes by themselves into a restricted room: whoever is called is let in first. */
static err
need_called_are_in(const struct scene *s)
{
	for (size_t i = 0; i < s->room->n_calls; i++) {
		i64 person = s->room->calls[i].is.person;
		const struct call *call = sees_room(s->charter, s->room, person) ? NULL : call_that_holds(s->room, person);

		if (call)
			return err_new(s->a, ERR_REFUSED, "%.*s is called here (%s) and does not see the room: let them in as a whole first.",
			    STR_ARG(person_told(s, person)), word_text(&call_reason_words, (int)call->is.reason));
	}
	return OK;
}

err
decide_restrict_room(const struct scene *s, const struct cmd_restrict_room *c, struct outcome *out)
{
	err e;

	if ((e = need_in_charge(s, "Restricting it")))  return e;
	if ((e = need_called_are_in(s)))                return e;
	if (s->room->restricted)
		return err_new(s->a, ERR_CONFLICT, "The room is restricted already.");
	emit(out, EV_room_restricted)->as.room_restricted.why = c->why;
	return OK;
}

/* A label that puts guests out is whoever's may put each of them out. */
static err
need_may_narrow(const struct scene *s, enum tlp to)
{
	err e = OK;

	for (size_t i = 0; e == OK && to >= TLP_AMBER_STRICT && i < s->room->n_members; i++) {
		const struct member *m = &s->room->members[i];

		if (!m->gone && charter_person(s->charter, m->person)->is.outside && !label_keeps_out(s->charter, s->room, m->person))
			e = need_may_put_out(s, m->person);
	}
	return e;
}

/* Narrower at anybody's word, as long as nobody is put out by it; wider takes who is in charge, and why. */
err
decide_mark_room(const struct scene *s, const struct cmd_mark_room *c, struct outcome *out)
{
	bool wider = c->tlp < room_tlp(s->room);
	err e;

	if (c->tlp == s->room->tlp)
		return err_new(s->a, ERR_CONFLICT, "The room is TLP:%s already.", word_text(&tlp_words, (int)c->tlp));
	if (wider && (e = need_in_charge(s, "Giving it a wider label")))
		return e;
	if ((e = need_may_narrow(s, c->tlp)))
		return e;
	if (wider && c->why.n == 0)
		return err_new(s->a, ERR_MALFORMED, "why: the label becomes wider; say why it may");
	emit(out, EV_tlp_set)->as.tlp_set = (struct ev_tlp_set){ c->tlp, c->why };
	return OK;
}

/* ---- time ---- */

i64
member_until(const struct scene *s, const struct member *m)
{
	const struct person *who = charter_person(s->charter, m->person);

	return m->until && who && !who->is.outside && call_that_holds(s->room, m->person) ? 0 : m->until;
}

/* Whoever was let in until a moment is out from then on; and whoever was ejected, of every room. */
void
react_access(const struct scene *s, struct outcome *out)
{
	for (size_t i = 0; i < s->room->n_members && out->n < LIMIT_OUTCOME; i++) {
		const struct member *m = &s->room->members[i];

		if (!m->gone && (has_come(s, member_until(s, m)) || charter_person(s->charter, m->person)->ejected))
			emit(out, EV_member_removed)->as.member_removed.person = m->person;
	}
}

/* ---- views ---- */

const struct head *
see_member(const struct seeing *v, i64 id, struct ent_member *out)
{
	const struct member *m = FIND(v->room, members, id);

	if (m == NULL)
		return NULL;
	*out = (struct ent_member){ ID(m), .person = m->person, .channels_only = m->channels_only, .gone = m->gone, .until = m->until };
	return &m->head;
}
