/* judge_life -- who declared a matter, moved it on, took command of it and ended it: by a seat, a rule or a decision. */
#include "replay.h"

/* (The first room of a record that is founded in haste is nobody's act.) */
err
judge_room_declared(const struct moment *m)
{
	const struct scene s = given_scene(m);
	err e = need_meant(&s, m->e->as.room_declared.kind);

	if (e)
		return e;
	return m->e->seq == 1 && m->e->at == m->r->founded_at && by_server(m) ? OK : need_some_seat(&s, "Declaring a matter");
}

err
judge_room_dismissed(const struct moment *m)
{
	const struct scene s = given_scene(m);

	err e = need_some_seat(&s, "Dismissing a suspicion");

	return e ? e : need_nothing_holds(&s);
}

#define SOME_SEAT(name, what) err judge_##name(const struct moment *m) { const struct scene s = given_scene(m); return need_some_seat(&s, what); }
SOME_SEAT(suspicion_watched, "Watching a suspicion")

err
judge_command_taken(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_commanding(&s, m->e->by.person);
}

err
judge_watch_ended(const struct moment *m)
{
	return follows(m, react_triage) ? OK : no(m, "nobody watched that suspicion, or the time to look again had not come");
}

err
judge_suspicion_late(const struct moment *m)
{
	return by_server(m) && follows(m, react_triage) ? OK : no(m, "the suspicion was looked at, or could still be in time");
}

err
judge_severity_set(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_severity(&s, m->e->as.severity_set.severity);
}

err
judge_phase_set(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_phase(&s, m->e->as.phase_set.phase);
}

err
judge_room_closed(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_closing(&s);
}

err
judge_room_reopened(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_reopening(&s);
}

/* Whom a severity calls together, and whether they need not come, follows from the charter. */
err
judge_committee_called(const struct moment *m)
{
	return follows(m, react_committee) ? OK : no(m, "the severity calls no committee, or it was called already");
}

err
judge_committee_raised(const struct moment *m)
{
	return follows(m, react_committee) ? OK : no(m, "that committee is over, or the severity did not rise since, or its hour is another");
}

err
judge_committee_called_off(const struct moment *m)
{
	return follows(m, react_committee) ? OK : no(m, "that committee is over, or the severity calls it still");
}

err
judge_committee_late(const struct moment *m)
{
	return by_server(m) && follows(m, react_committee) ? OK : no(m, "that committee is over, or could still meet in time");
}
