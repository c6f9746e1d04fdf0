/* judge_clock -- what is owed in law was started, timed, met and lifted by whoever answers for it; what time did follows by rule. */
#include "replay.h"

static err
judge_owing(const struct moment *m, i64 clock, const char *what)
{
	const struct scene s = given_scene(m);
	const struct clock *c = FIND(m->room, clocks, clock);

	return need_owing(&s, c->is.terms, clock, what);
}

/* By the server as an option says that was decided, word for word and once. */
err
judge_clock_started(const struct moment *m)
{
	const struct ev_clock_started *p = &m->e->as.clock_started;
	const struct scene s = given_scene(m);
	err e;

	if (by_server(m))
		return follows(m, react_outcomes) ? OK : no(m, "no option that was decided starts that clock, or it was started already");
	if (p->obligation)
		return no(m, "what starts with an outcome follows by rule, and is nobody's to say");
	if ((e = need_owed_once(&s, p->terms)))
		return e;
	return p->proposed ? OK : need_owing(&s, p->terms, 0, "Saying that a clock applies");
}

/* The command is asked again without its terms (judge_given.c); what it asks of them is asked here. */
err
judge_obligation_proposed(const struct moment *m)
{
	const struct scene s = given_scene(m);

	if (by_server(m))
		return follows(m, react_interims) ? OK : no(m, "nothing took that obligation over");
	return need_owed_once(&s, m->e->as.obligation_proposed.terms);
}

err
judge_clock_timed(const struct moment *m)
{
	const struct ev_clock_timed *p = &m->e->as.clock_timed;
	const struct scene s = given_scene(m);
	i64 decision;
	err e;

	if (by_server(m))
		return follows(m, react_clocks) ? OK : no(m, "no submission timed that clock");
	if ((e = need_timing(&s, FIND(m->room, clocks, p->clock), p->moment->moment, p->deadline, &decision)))
		return e;
	return p->decision == decision ? OK : no(m, "it cites another determination than there is");
}

err
judge_clock_confirmed(const struct moment *m)
{
	if (by_server(m))
		return follows(m, react_outcomes) ? OK : no(m, "no decision that was taken says that it applies");
	return judge_owing(m, m->e->as.clock_confirmed.clock, "Saying that a clock applies");
}

err
judge_clock_met(const struct moment *m)
{
	return judge_owing(m, m->e->as.clock_met.clock, "Saying that a clock is met");
}

err
judge_clock_passed(const struct moment *m)
{
	return by_server(m) && follows(m, react_clocks) ? OK : no(m, "its deadline had not passed");
}

err
judge_clock_lifted(const struct moment *m)
{
	const struct scene s = given_scene(m);

	return need_clock_lifting(&s, FIND(m->room, clocks, m->e->as.clock_lifted.clock));
}
