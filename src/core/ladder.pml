/*
 * ladder -- the protocol of answers and escalation (authority.c, ladder.c) as a model that SPIN searches whole.
 *
 * One decision whose rule asks two seats: one decides, one concurs.  ADA holds the first and is deputy of the second, BEN
 * holds the second and is deputy of the first, CAT is deputy of both after them, DAN holds the next authority.  They agree,
 * object, say "not mine", are called in vain or reached, take their seat back; what will be done changes, or is put up
 * anew; the server fails and returns: each at any moment, in any order.  As in the program, whatever happens is followed
 * by the reactions until they are silent, in one turn, and time goes on between turns.
 *
 * What is asserted is what is promised, said a second time and not in the way in which ladder.c says it.  That it ends
 * is found by the search itself: each thing happens once at most and time does not go back, so there are no cycles; and
 * a decision that stayed open would be an end state that is none, which SPIN reports.
 *
 * `make model` searches all of it; `make check` what happens without an outage, and without a change.
 */
mtype = { OPEN, TAKEN, UNDECIDED, NOTHING, YES, NO, IN_VAIN, KNOWS };

#define DECIDES 0               /* the seats, each of the person with its number */
#define CONCURS 1
#define ADA 0
#define BEN 1
#define CAT 2
#define DAN 3
#define PEOPLE 4
#define NOBODY 4
#define NEVER 255

/* In ticks. */
#define REMIND 1
#define DEPUTY 2
#define ESCALATE 3
#define WITHIN 5
#define RETURN 2                /* nothing ends so soon after the server's return */
#define OUTAGE_ENDS 7
#define ROUNDS 32               /* the writer's bound, LIMIT_REACTIONS */

mtype state = OPEN;
byte now, deadline = WITHIN, asked, reminded = NEVER, returned = NEVER;
bool up = true;

/* What each said last, for which seat; it counts while what it binds to has not changed. */
mtype said[PEOPLE] = NOTHING;
bit seat_of[PEOPLE];

/* For each seat and person: recused; stands in; has been taken back from; how they were called. */
bool recused[8], called[8], ended[8];
mtype call[8] = NOTHING;        /* or IN_VAIN, in two ways, or KNOWS */
byte stood_in[2] = NEVER;       /* when a deputy last did because of silence, since this option was put up */
bool escalated[2];

#define OF(s, p) ((s) * PEOPLE + (p))
#define FIRST(s) (1 - (s))
#define STANDS_IN(s, p) (called[OF(s, p)] && !ended[OF(s, p)])
#define IS_ASKED(s, p) ((p) == (s) || STANDS_IN(s, p))
#define MAY_SIT(s, p) (IS_ASKED(s, p) || ((p) == DAN && escalated[s]))
#define COUNTS(what, s, p) (said[p] == what && seat_of[p] == (s) && MAY_SIT(s, p))
#define ANY(what, s) (COUNTS(what, s, ADA) || COUNTS(what, s, BEN) || COUNTS(what, s, CAT) || COUNTS(what, s, DAN))
#define UNMANNED(s) (recused[OF(s, s)] && !(STANDS_IN(s, FIRST(s)) && !recused[OF(s, FIRST(s))]) && !STANDS_IN(s, CAT))

/* Scratch, of one turn. */
hidden byte k, j, who, last, before, rounds;
hidden byte moved, pair;

/* Are there two people, one for each seat? */
inline look_for_two() {
	pair = false;
	for (k : 0 .. PEOPLE - 1) {
		for (j : 0 .. PEOPLE - 1) {
			pair = pair || (k != j && COUNTS(YES, DECIDES, k) && COUNTS(YES, CONCURS, j))
		}
	}
}

inline stand_in(s, p) {
	assert(!called[OF(s, p)]);                      /* nobody twice */
	called[OF(s, p)] = true;
	moved = true
}

/* One rung for one seat, timed from the one before as it was really climbed. */
inline climb(s) {
	who = (!called[OF(s, FIRST(s))] -> FIRST(s) : (!called[OF(s, CAT)] -> CAT : NOBODY));
	last = (called[OF(s, CAT)] -> CAT : (called[OF(s, FIRST(s))] -> FIRST(s) : s));
	last = (last != s && ended[OF(s, last)] -> s : last);           /* whoever is asked now */
	before = (stood_in[s] != NEVER && (reminded == NEVER || stood_in[s] > reminded) -> stood_in[s] : reminded);
	if
	:: ANY(YES, s) -> skip
	:: !ANY(YES, s) && UNMANNED(s) && who != NOBODY -> stand_in(s, who)
	:: !ANY(YES, s) && !(UNMANNED(s) && who != NOBODY) && who != NOBODY && call[OF(s, last)] == IN_VAIN &&
	   now >= (before != NEVER -> before + DEPUTY - REMIND : asked + DEPUTY) ->
		assert(now >= asked + DEPUTY);          /* everybody has their time */
		stood_in[s] = now;
		stand_in(s, who)
	:: else ->
		if
		:: !escalated[s] && now >= (stood_in[s] != NEVER -> stood_in[s] + ESCALATE - DEPUTY :
		   (reminded != NEVER -> reminded + ESCALATE - REMIND : asked + ESCALATE)) ->
			assert(now >= asked + ESCALATE);
			escalated[s] = true; moved = true
		:: else
		fi
	fi
}

/* What follows from how things stand, until nothing does. */
inline react() {
	rounds = 0;
	do
	:: state == OPEN && up ->
		moved = false;
		look_for_two();
		if
		:: pair && !ANY(NO, CONCURS) -> state = TAKEN
		:: else ->
			if
			:: returned != NEVER && now < returned + RETURN && deadline < returned + RETURN -> deadline = returned + RETURN; moved = true
			:: else ->
				if
				:: now >= deadline ->
					assert(returned == NEVER || now >= returned + RETURN);
					state = UNDECIDED
				:: now < deadline && reminded == NEVER && now >= asked + REMIND -> reminded = now; moved = true
				:: else -> climb(DECIDES); climb(CONCURS)
				fi
			fi
		fi;
		rounds++;
		assert(rounds < ROUNDS);
		if :: !moved -> break :: else fi
	:: else -> break
	od;
	assert(state != OPEN || !up || deadline > now)          /* what is open has a next event, and it is to come */
}

#define GOES_ON (up && state == OPEN)

inline forget() {
	for (k : 0 .. PEOPLE - 1) { said[k] = NOTHING; seat_of[k] = 0 }
}

/* Whatever people do, one thing at a time. */
inline say(p, s, what) { d_step { GOES_ON && MAY_SIT(s, p) && said[p] == NOTHING -> said[p] = what; seat_of[p] = s; react() } }
inline not_mine(p) { d_step { GOES_ON && !recused[OF(p, p)] -> recused[OF(p, p)] = true; react() } }
inline take_back(p, deputy) { d_step { GOES_ON && STANDS_IN(p, deputy) && !recused[OF(p, p)] -> ended[OF(p, deputy)] = true; react() } }
inline try_in_vain(s, p) { d_step { GOES_ON && IS_ASKED(s, p) && call[OF(s, p)] == NOTHING -> call[OF(s, p)] = IN_VAIN; react() } }
inline reach(s, p) { d_step { GOES_ON && IS_ASKED(s, p) && call[OF(s, p)] != KNOWS -> call[OF(s, p)] = KNOWS; react() } }

active proctype people() {
	do
	:: say(ADA, DECIDES, YES)
	:: say(ADA, CONCURS, YES)
	:: say(BEN, DECIDES, YES)
	:: say(BEN, CONCURS, YES)
	:: say(BEN, CONCURS, NO)
	:: say(CAT, DECIDES, YES)
	:: say(CAT, CONCURS, YES)
	:: say(DAN, DECIDES, YES)
	:: not_mine(ADA)
	:: take_back(ADA, BEN)
	:: try_in_vain(DECIDES, ADA)
	:: try_in_vain(DECIDES, BEN)
	:: try_in_vain(CONCURS, BEN)
	:: reach(DECIDES, ADA)
	:: state != OPEN -> break
	od
}

#ifndef UNMOVED
/* What will be done changes: who has said yes or no is asked again.  Or another option is put up: all begins anew. */
active proctype mover() {
	if
	:: d_step { GOES_ON -> forget(); react() }
	:: d_step { GOES_ON ->
		forget();
		asked = now; reminded = NEVER; stood_in[DECIDES] = NEVER; stood_in[CONCURS] = NEVER;
		for (k : 0 .. 7) { call[k] = NOTHING };
		react() }
	:: state != OPEN
	fi
}
#endif

#ifndef UNFAILING
active proctype machine() {
	if
	:: d_step { GOES_ON -> up = false };
		d_step { up = true; returned = now; react() }
	:: state != OPEN
	fi
}
#endif

/* Time goes on whatever else happens. */
active proctype clock() {
	do
	:: d_step { state == OPEN && (up || now < OUTAGE_ENDS) -> now++; react() }
	:: state != OPEN -> break
	od
}
