/*
 * ladder -- the protocol of answers and escalation (authority.c, ladder.c, line.c, reservation.c, by_default.c, duty.c, voice.c) as a model that
 * SPIN searches whole.
 *
 * One decision whose rule asks two seats: one decides, one concurs.  ADA holds the first and is deputy of the second, BEN
 * holds the second and is deputy of the first, CAT is deputy of both after them, DAN holds the next authority.  They agree,
 * object, say "not mine", are called in vain or reached, take their seat back, each at any moment, in any order.  As in the
 * program, whatever happens is followed by the reactions until they are silent, in one turn, and time goes on between turns.
 *
 * What more may happen is chosen, as it is too much to search at once; with DEFAULT, DUTY or AWAY fewer of them do fewer things.
 *
 *	MOVES    what will be done changes, or another option is put up: all are asked anew
 *	OPENED   nothing is put up at first, and whoever decides is called for that
 *	FAILS    the server fails, and returns
 *	DEFAULT  the rule authorises in advance what begins if nobody answers
 *	DUTY     CAT comes on duty for BEN, BEN comes on again, the charter seats EVE in his place
 *	VOICE    CAT hears BEN agree or object, who confirms it, disowns it, or neither
 *	ASKS     BEN says what he needs first, and by when; he is told that, or not
 *	DOOR     BEN is kept out of the room, a restricted one, and let in again, or not
 *	KEY      BEN's key counts no more, and then another does, or not
 *	AWAY     ADA and DAN go away and come back, each or not; DAN says "not mine" and objects, and EVE is deputy of the next
 *	         authority; with DEFAULT ADA stays; not with DUTY
 *
 * What is asserted is what is promised, said a second time and not in the way in which the program says it.  That it ends
 * is found by the search itself: each thing happens once at most and time does not go back, so there are no cycles; and
 * a decision that stayed open would be an end state that is none, which SPIN reports.
 *
 * `make model` searches all that tests/scripts/model.sh names; `make check` what takes seconds.
 */
mtype = { OPEN, TAKEN, UNDECIDED, NOTHING, YES, NO, IN_VAIN, KNOWS, HEARD, CONFIRMED, OVERDUE, DISOWNED };

#define DECIDES 0               /* the seats, each of the person with its number */
#define CONCURS 1
#define ADA 0
#define BEN 1
#define CAT 2
#define DAN 3
#define EVE 4
#define PEOPLE 5
#define NOBODY 5
#define NEVER 255

/* In ticks. */
#define REMIND 1
#define DEPUTY 2
#define ESCALATE 3
#define WITHIN 5
#define RETURN 2                /* nothing ends so soon after the server's return, nor after somebody was called */
#define OUTAGE_ENDS 7
#define HOLDS 1                 /* what was taken by default */
#define CONFIRM 2               /* what was heard */
#define ROUNDS 32               /* the writer's bound, LIMIT_REACTIONS */

mtype state = OPEN;
byte now, deadline = WITHIN, asked, since[2], reminded = NEVER, returned = NEVER;
bool up = true;

/* What each said last, for which seat; it counts while what it binds to has not changed. */
mtype said[PEOPLE] = NOTHING;
bit seat_of[PEOPLE];

/* For each seat and person: recused; stands in; has been taken back from; how they were called. */
bool recused[10], called[10], ended[10];
mtype call[10] = NOTHING;       /* or IN_VAIN, in two ways, or KNOWS */
byte lately[2] = NOBODY;        /* which deputy was called last */
byte stood_in[2] = NEVER;       /* when a deputy last did because of silence, since this option was put up */
bool escalated[2];

/* Who sits where, said once more for what is asserted: let in, and put out for good. */
bool let_in[10], put_out[10];

#define OF(s, p) ((s) * PEOPLE + (p))
#define FIRST(s) (1 - (s))
#define SITS(s, p) (((p) == (s) || let_in[OF(s, p)]) && !put_out[OF(s, p)])

#define TAKEN_BACK(s) (ended[OF(s, FIRST(s))] || ended[OF(s, CAT)])

#ifdef DUTY
bool reseated, took_duty[2];    /* EVE holds BEN's seat; CAT, and BEN after her, came on duty there */
#define HOLDER(s) (reseated && (s) == CONCURS -> EVE : (s))
#define RELIEVED(s) ((s) == CONCURS && took_duty[0] && !took_duty[1] && !BARRED(s, CAT) && (reseated || !TAKEN_BACK(s)))
#define RESTS(s) (RELIEVED(s) && reminded == NEVER && !(called[OF(s, CAT)] && call[OF(s, CAT)] == IN_VAIN))
#else
#define HOLDER(s) (s)
#define RELIEVED(s) false
#define RESTS(s) false
#endif

#ifdef VOICE
mtype voice = NOTHING;          /* of BEN's answer */
byte confirm_by;
#define UNCONFIRMED ((voice == HEARD || voice == OVERDUE) && said[BEN] != NOTHING)
#define HAS_HEARD(p) ((p) == CAT && UNCONFIRMED)
#define OUT_OF_TIME(p) ((p) == BEN && voice == OVERDUE)
#else
#define HAS_HEARD(p) false
#define OUT_OF_TIME(p) false
#endif

#ifdef DOOR
bool outside, was_outside;      /* BEN: whoever cannot come in is not silent, whatever was tried */
#define IS_OUTSIDE(p) ((p) == BEN && outside)
#else
#define IS_OUTSIDE(p) false
#endif

#ifdef KEY
bool keyless, was_keyless;
#define CAN_SIGN(p) (!keyless || (p) != BEN)
#else
#define CAN_SIGN(p) true
#endif

#ifdef AWAY
bool away[PEOPLE], was_away[PEOPLE];
bool called_next, ended_next;   /* EVE, in the next authority's seat, in whichever place */
#define IS_AWAY(p) away[p]
#define FOR_NEXT(s, p) ((p) == EVE && escalated[s] && called_next && !ended_next)
#else
#define IS_AWAY(p) false
#define FOR_NEXT(s, p) false
#endif

#define STANDS_IN(s, p) (called[OF(s, p)] && !ended[OF(s, p)])
#define IS_NEXT(s, p) (((p) == DAN && escalated[s]) || FOR_NEXT(s, p))
#define IS_ASKED(s, p) (((p) == HOLDER(s) && !RESTS(s)) || STANDS_IN(s, p) || IS_NEXT(s, p))
#define MAY_SIT(s, p) ((p) == HOLDER(s) || STANDS_IN(s, p) || IS_NEXT(s, p))
#define BARRED(s, p) ((said[p] != NOTHING && seat_of[p] != (s)) || HAS_HEARD(p))
#define ANSWERED(s) (AGREED(s) || ANY(NO, s))
#define COUNTS(what, s, p) (said[p] == what && seat_of[p] == (s) && MAY_SIT(s, p) && !OUT_OF_TIME(p))
#define ANY(what, s) (COUNTS(what, s, ADA) || COUNTS(what, s, BEN) || COUNTS(what, s, CAT) || COUNTS(what, s, DAN) || COUNTS(what, s, EVE))
/* Nobody agrees in the place of a holder who objects, nor the next authority in that of a deputy who does, nor its deputy in its own. */
#define OVERRULED(s, p) ((p) != HOLDER(s) && (COUNTS(NO, s, HOLDER(s)) || \
    (IS_NEXT(s, p) && (COUNTS(NO, s, FIRST(s)) || COUNTS(NO, s, CAT) || ((p) != DAN && COUNTS(NO, s, DAN))))))
#define AGREES(s, p) (COUNTS(YES, s, p) && !OVERRULED(s, p))
#define AGREED(s) (AGREES(s, ADA) || AGREES(s, BEN) || AGREES(s, CAT) || AGREES(s, DAN) || AGREES(s, EVE))
#ifdef DEFAULT
#define IS_BEGUN defaulted      /* what is carried out already is not changed */
#else
#define IS_BEGUN false
#endif
#define HOLDER_REFUSES(s, p) ((p) != HOLDER(s) && said[HOLDER(s)] == NO && seat_of[HOLDER(s)] == (s) && !OUT_OF_TIME(HOLDER(s)))
#define MAY_ANSWER(s, p) (!recused[OF(s, p)] && !BARRED(s, p))
#define CAN_ANSWER(s, p) (MAY_ANSWER(s, p) && CAN_SIGN(p) && !IS_AWAY(p))
#define IS_MANNED(s, p, back) (MAY_ANSWER(s, p) && CAN_SIGN(p) && (!IS_AWAY(p) || (back)))      /* whoever took it back is waited for */
#define THERE(s, p) (STANDS_IN(s, p) && CAN_ANSWER(s, p))
#define UNMANNED(s) (RELIEVED(s) -> !THERE(s, CAT) : !IS_MANNED(s, HOLDER(s), TAKEN_BACK(s)) && !THERE(s, FIRST(s)) && !THERE(s, CAT))
#define TO_CALL(s, p) (!called[OF(s, p)] && !BARRED(s, p) && CAN_SIGN(p))
#define HERE_TO_CALL(s, p) (TO_CALL(s, p) && !IS_AWAY(p))
/* Of the deputies those who are away come last. */
#define NEXT(s) (RELIEVED(s) && TO_CALL(s, CAT) -> CAT : (HERE_TO_CALL(s, FIRST(s)) -> FIRST(s) : (HERE_TO_CALL(s, CAT) -> CAT : \
    (TO_CALL(s, FIRST(s)) -> FIRST(s) : (TO_CALL(s, CAT) -> CAT : NOBODY)))))
#define NOW_ASKED(s) (lately[s] != NOBODY && !ended[OF(s, lately[s])] -> lately[s] : HOLDER(s))

#ifdef OPENED
bool is_up;
#define IS_UP is_up
#else
#define IS_UP true
#endif
#ifdef ASKS
bool asks, has_asked;
byte needs_by;
#define ASKING(s) ((s) == CONCURS && asks && said[BEN] == NOTHING && MAY_SIT(CONCURS, BEN) && !recused[OF(CONCURS, BEN)])
#else
#define ASKING(s) false
#endif
#define IS_SILENT(s) (!ANSWERED(s) && !ASKING(s) && (IS_UP || (s) == DECIDES))     /* whoever objects is not, nor who asks for something first */
#define TO_REMIND(s) (IS_SILENT(s) && now >= since[s] + REMIND)

/* Scratch, of one turn. */
hidden byte k, j, who, last, before, rounds, moved, pair, honest;

/* Do these two rest on their own word, or on another's whose time is not over? */
#ifdef VOICE
#define IS_OWN(k, j) ((k != BEN && j != BEN) || voice == NOTHING || voice == CONFIRMED || voice == DISOWNED || \
    (voice == HEARD && now < confirm_by && k != CAT && j != CAT))
#else
#define IS_OWN(k, j) true
#endif

#ifdef AWAY
#define REFUSED_BEFORE(s, p) (HOLDER_REFUSES(s, p) || ((p) == EVE && said[DAN] == NO && seat_of[DAN] == (s)))
#else
#define REFUSED_BEFORE(s, p) HOLDER_REFUSES(s, p)
#endif

/* Are there two people, one for each seat?  And, said once more, two who sit there and rest on no one signature? */
inline look_for_two() {
	pair = false; honest = false;
	for (k : 0 .. PEOPLE - 1) {
		for (j : 0 .. PEOPLE - 1) {
			pair = pair || (k != j && AGREES(DECIDES, k) && AGREES(CONCURS, j));
			honest = honest || (k != j && !REFUSED_BEFORE(DECIDES, k) && !REFUSED_BEFORE(CONCURS, j) && said[k] == YES && said[j] == YES && seat_of[k] == DECIDES && seat_of[j] == CONCURS &&
			    SITS(DECIDES, k) && SITS(CONCURS, j) && IS_OWN(k, j))
		}
	}
}

inline stand_in(s, p) {
	assert(!called[OF(s, p)]);                      /* nobody twice */
	called[OF(s, p)] = true;
	let_in[OF(s, p)] = true;
	lately[s] = p;
	moved = true
}

#ifdef DEFAULT
bool defaulted, objected, changed;
byte escalated_at[2] = NEVER;
byte made[10] = NEVER;          /* when they were called in two ways in vain, or knew, since this option was put up */
#define ENDED (defaulted && (ANY(NO, DECIDES) || ANY(NO, CONCURS)))
#else
#define ENDED false
#endif

/* After a deputy who stood in for silence, or after the asking of whoever is there, and after the reminder if that was late. */
#define LATE(at, rung) (reminded != NEVER && reminded + rung - REMIND > at -> reminded + rung - REMIND : at)
#define STOOD(s) (stood_in[s] != NEVER && stood_in[s] >= since[s])
#define RUNG_AT(s, after_deputy, rung) (STOOD(s) -> after_deputy : LATE(since[s] + rung, rung))

/* Nobody of the line can come: there is nobody to wait for. */
#define TO_CLIMB_AT_ONCE(s) (IS_SILENT(s) && UNMANNED(s) && who == NOBODY)

#ifdef AWAY
/* Nobody is there who holds the next authority, and none of them spoke for the other seat: its deputy at once, who may answer in both places. */
inline call_in_place(s) {
	if
	:: escalated[s] && !called_next && !IS_MANNED(s, DAN, false) && (recused[OF(s, DAN)] || !BARRED(s, DAN)) ->
		assert(recused[OF(s, DAN)] || away[DAN]);       /* for silence alone nobody comes in the next authority's place */
		called_next = true; let_in[OF(DECIDES, EVE)] = escalated[DECIDES]; let_in[OF(CONCURS, EVE)] = escalated[CONCURS]; moved = true
	:: else
	fi
}
#endif

/* Where a seat is silent, somebody who sits there can answer; or all who could be called were, or spoke for the other. */
#ifdef AWAY
#define WAITS_FOR_AWAY(s) (TAKEN_BACK(s) && away[s])
#define IS_TRIED_NEXT(s) (let_in[OF(s, DAN)] && (ALL_TRIED(s, EVE) || BARRED(s, DAN)))
#else
#define WAITS_FOR_AWAY(s) false
#define IS_TRIED_NEXT(s) let_in[OF(s, DAN)]
#endif
#define ALL_TRIED(s, p) (let_in[OF(s, p)] || BARRED(s, p) || !CAN_SIGN(p))
inline somebody_can(s) {
	honest = false;
	for (k : 0 .. PEOPLE - 1) { honest = honest || (SITS(s, k) && CAN_ANSWER(s, k)) };
	assert(!IS_SILENT(s) || honest || WAITS_FOR_AWAY(s) || (ALL_TRIED(s, FIRST(s)) && ALL_TRIED(s, CAT) && IS_TRIED_NEXT(s)))
}

/* One rung for one seat, timed from the one before as it was really climbed. */
inline climb(s) {
	who = NEXT(s);
	last = NOW_ASKED(s);
	before = (stood_in[s] != NEVER && (reminded == NEVER || stood_in[s] > reminded) -> stood_in[s] : reminded);
	if
	:: !IS_SILENT(s) -> skip
	:: IS_SILENT(s) && UNMANNED(s) && who != NOBODY ->
#ifdef AWAY
		assert(!TAKEN_BACK(s) || recused[OF(s, s)] || BARRED(s, s) || !CAN_SIGN(s));    /* not in whose seat was just taken back */
#endif
		stand_in(s, who); since[s] = now
	:: IS_SILENT(s) && !(UNMANNED(s) && who != NOBODY) && who != NOBODY && call[OF(s, last)] == IN_VAIN && !IS_OUTSIDE(last) &&
	   now >= RUNG_AT(s, before + DEPUTY - REMIND, DEPUTY) ->
		assert((STOOD(s) || now >= since[s] + DEPUTY) && now >= asked + DEPUTY);      /* everybody has their time */
		assert(!IS_OUTSIDE(last));                      /* and is not passed over while they cannot come in */
		stood_in[s] = now;
		stand_in(s, who)
	:: else ->
		if
		:: !escalated[s] && (TO_CLIMB_AT_ONCE(s) || now >= RUNG_AT(s, stood_in[s] + ESCALATE - DEPUTY, ESCALATE)) ->
			assert(TO_CLIMB_AT_ONCE(s) || ((STOOD(s) || now >= since[s] + ESCALATE) && now >= asked + ESCALATE));
			assert(!HOLDER_REFUSES(s, DAN));
			escalated[s] = true; let_in[OF(s, DAN)] = true; moved = true;
#ifdef DEFAULT
			escalated_at[s] = now;
#endif
#ifdef AWAY
			let_in[OF(s, EVE)] = called_next
		:: else -> call_in_place(s)
#else
		:: else
#endif
		fi
	fi
}

#ifdef DEFAULT
hidden byte lacks, anybody, latest, rungs;

#define LATER(a, b) ((b) > (a) -> (b) : (a))
#define RUNG(at, rung) rungs = (at != NEVER -> LATER(rungs, at + WITHIN - rung) : rungs)

/* Whoever there is to answer was really called, if they may answer. */
inline call_out(s, p) {
	if
	:: recused[OF(s, p)] || BARRED(s, p)
	:: else ->
		anybody = true;
		lacks = lacks || made[OF(s, p)] == NEVER || IS_OUTSIDE(p);
		latest = (made[OF(s, p)] != NEVER -> LATER(latest, made[OF(s, p)]) : latest)
	fi
}

inline call_out_seat(s) {
	if
	:: ANSWERED(s)
	:: else ->
		anybody = false;
		call_out(s, HOLDER(s));
		if :: STANDS_IN(s, FIRST(s)) -> call_out(s, FIRST(s)) :: else fi;
		if :: STANDS_IN(s, CAT) -> call_out(s, CAT) :: else fi;
		call_out(s, DAN);
		if :: FOR_NEXT(s, EVE) -> call_out(s, EVE) :: else fi;
		lacks = lacks || !anybody || !escalated[s] || (NEXT(s) != NOBODY && (UNMANNED(s) || call[OF(s, NOW_ASKED(s))] != KNOWS))
	fi
}

/* Whoever sits there, and may answer, was called for that seat and had time since; and there is no rung left. */
inline all_had_their_time(s) {
	for (k : 0 .. PEOPLE - 1) {
		assert(ANSWERED(s) || !SITS(s, k) || recused[OF(s, k)] || BARRED(s, k) || (!IS_OUTSIDE(k) && made[OF(s, k)] != NEVER && now >= made[OF(s, k)] + RETURN))
	}
	assert(ANSWERED(s) || SITS(s, DAN))
}

/* When nothing bars it and all had their time, which moves the deadline: once, for some hours. */
inline take_by_default() {
	lacks = (ANSWERED(DECIDES) && ANSWERED(CONCURS)) || !IS_UP; latest = 0;
	call_out_seat(DECIDES); call_out_seat(CONCURS);
	rungs = LATER(deadline, LATER(asked + WITHIN, latest + RETURN));
	RUNG(reminded, REMIND); RUNG(returned, (WITHIN - RETURN));
	RUNG(stood_in[0], DEPUTY); RUNG(stood_in[1], DEPUTY); RUNG(escalated_at[0], ESCALATE); RUNG(escalated_at[1], ESCALATE);
	if
	:: defaulted || objected || changed || lacks
	:: else ->
		if
		:: rungs > deadline -> deadline = rungs; moved = true
		:: rungs == deadline && now >= deadline ->
			all_had_their_time(DECIDES); all_had_their_time(CONCURS);
			assert(now >= asked + WITHIN && (returned == NEVER || now >= returned + RETURN));
			defaulted = true; deadline = now + HOLDS; moved = true
		:: else
		fi
	fi
}
#endif

#ifdef ASKS
inline not_told() {
	if
	:: asks && ASKING(CONCURS) && (now >= needs_by || now >= deadline) -> asks = false; since[CONCURS] = now; call[OF(CONCURS, BEN)] = NOTHING; moved = true
	:: else
	fi
}
#endif

#ifdef VOICE
inline pass_over() {
	if
	:: voice == HEARD && said[BEN] != NOTHING && now >= confirm_by -> voice = OVERDUE; moved = true
	:: else
	fi
}
#endif

/* What follows from how things stand, until nothing does. */
inline react() {
	rounds = 0;
	do
	:: state == OPEN && up ->
		moved = false;
		look_for_two();
#ifdef VOICE
		pass_over();
#endif
		if
		:: moved -> skip
		:: !moved && pair -> assert(honest); state = TAKEN
		:: else ->
			if
			:: returned != NEVER && now < returned + RETURN && deadline < returned + RETURN -> deadline = returned + RETURN; moved = true
			:: else ->
#ifdef ASKS
				not_told();
#endif
#ifdef DEFAULT
				if :: !moved -> take_by_default() :: else fi;
#endif
				if
				:: moved -> skip
				:: !moved && (now >= deadline || ENDED) ->
					assert(returned == NEVER || now >= returned + RETURN || ENDED);
					assert(now >= asked + WITHIN);          /* whoever was asked last, too */
					state = UNDECIDED
				:: !moved && now < deadline && !ENDED && reminded == NEVER && (TO_REMIND(DECIDES) || TO_REMIND(CONCURS)) -> reminded = now; moved = true
				:: else -> climb(DECIDES); climb(CONCURS)
				fi
			fi
		fi;
		rounds++;
		assert(rounds < ROUNDS);
		if :: !moved -> break :: else fi
	:: else -> break
	od;
	assert(state != OPEN || !up || deadline > now);         /* what is open has a next event, and it is to come */
	if :: state == OPEN && up -> somebody_can(DECIDES); somebody_can(CONCURS) :: else fi
}

#define GOES_ON (up && state == OPEN)

inline forget() {
	for (k : 0 .. PEOPLE - 1) { said[k] = NOTHING; seat_of[k] = 0 };
#ifdef VOICE
	voice = (voice == DISOWNED -> DISOWNED : NOTHING)
#endif
}

/* Whatever people do, one thing at a time. */
inline say(p, s, what) { d_step { GOES_ON && IS_UP && MAY_SIT(s, p) && MAY_ANSWER(s, p) && CAN_SIGN(p) && said[p] == NOTHING && !IS_OUTSIDE(p) -> said[p] = what; seat_of[p] = s; react() } }
inline not_mine(p) { d_step { GOES_ON && HOLDER(p) == p && !recused[OF(p, p)] -> recused[OF(p, p)] = true; react() } }
inline take_back(p, deputy) { d_step { GOES_ON && HOLDER(p) == p && STANDS_IN(p, deputy) && MAY_ANSWER(p, p) && !IS_OUTSIDE(p) ->
	ended[OF(p, deputy)] = true; put_out[OF(p, deputy)] = true; call[OF(p, p)] = KNOWS; react() } }
inline try_in_vain(s, p) { d_step { GOES_ON && IS_ASKED(s, p) && call[OF(s, p)] == NOTHING -> call[OF(s, p)] = IN_VAIN; react() } }
inline reach(s, p) { d_step { GOES_ON && IS_ASKED(s, p) && call[OF(s, p)] != KNOWS -> call[OF(s, p)] = KNOWS; react() } }

#ifdef DEFAULT
/* They are called in two ways in vain for whatever seats they are asked for by then. */
inline try_in_vain_for_all(p) {
	d_step { GOES_ON && (IS_ASKED(DECIDES, p) && call[OF(DECIDES, p)] == NOTHING || IS_ASKED(CONCURS, p) && call[OF(CONCURS, p)] == NOTHING) ->
		for (k : DECIDES .. CONCURS) {
			if
			:: IS_ASKED(k, p) && call[OF(k, p)] == NOTHING -> call[OF(k, p)] = IN_VAIN; made[OF(k, p)] = now
			:: else
			fi
		};
		react() }
}
#endif

active proctype people() {
	do
	:: say(ADA, DECIDES, YES)
	:: say(BEN, CONCURS, YES)
#ifndef DEFAULT
	:: say(CAT, CONCURS, YES)
	:: try_in_vain(CONCURS, BEN)
#ifdef DUTY
	:: try_in_vain(CONCURS, CAT)
#else
	:: say(BEN, DECIDES, YES)
	:: say(DAN, DECIDES, YES)
	:: take_back(ADA, BEN)
	:: try_in_vain(DECIDES, ADA)
#ifndef AWAY
	:: say(ADA, CONCURS, YES)
	:: say(BEN, CONCURS, NO)
	:: say(CAT, DECIDES, YES)
	:: not_mine(ADA)
	:: try_in_vain(DECIDES, BEN)
	:: reach(DECIDES, ADA)
#endif
#endif
#else
	:: d_step { GOES_ON && IS_UP && !objected && said[ADA] == NOTHING -> said[ADA] = NO; objected = true; react() }
	:: not_mine(BEN)
	:: try_in_vain_for_all(ADA)
	:: try_in_vain_for_all(BEN)
	:: try_in_vain_for_all(CAT)
	:: try_in_vain_for_all(DAN)
#endif
	:: state != OPEN -> break
	od
}

#ifdef DUTY
/* CAT signs that she takes over from BEN, who may say that he is on again; the charter seats EVE, who answers too. */
active proctype duty() {
	do
	:: d_step { GOES_ON && !reseated && !took_duty[0] -> took_duty[0] = true; react() }
	:: d_step { GOES_ON && !reseated && took_duty[0] && !took_duty[1] -> took_duty[1] = true; react() }
	:: d_step { GOES_ON && !reseated -> reseated = true; since[CONCURS] = (STANDS_IN(CONCURS, FIRST(CONCURS)) || STANDS_IN(CONCURS, CAT) -> since[CONCURS] : now); put_out[OF(CONCURS, BEN)] = true; let_in[OF(CONCURS, EVE)] = true; react() }
	:: take_back(BEN, CAT)
	:: say(EVE, CONCURS, YES)
#ifdef DEFAULT
	:: try_in_vain_for_all(EVE)
#else
	:: try_in_vain(CONCURS, EVE)
#endif
	:: state != OPEN -> break
	od
}
#endif

#ifdef KEY
/* BEN, who has said nothing yet, has no key that counts, and another. */
active proctype keys() {
	do
	:: d_step { GOES_ON && !was_keyless && said[BEN] == NOTHING -> keyless = true; was_keyless = true; react() }
	:: d_step { GOES_ON && keyless -> keyless = false; react() }
	:: state != OPEN -> break
	od
}
#endif

#ifdef AWAY
inline leave(p) { d_step { GOES_ON && !was_away[p] -> away[p] = true; was_away[p] = true; react() } }
inline come_back(p) { d_step { GOES_ON && away[p] -> away[p] = false; react() } }

/* ADA and DAN leave and come back; DAN or EVE answers in the place of who is silent. */
active proctype absences() {
	do
	:: leave(DAN)
	:: come_back(DAN)
	:: d_step { GOES_ON && IS_UP && escalated[DECIDES] && said[DAN] == NOTHING && !recused[OF(DECIDES, DAN)] -> recused[OF(DECIDES, DAN)] = true; react() }
	:: d_step { GOES_ON && called_next && !ended_next && said[DAN] == NOTHING && !recused[OF(DECIDES, DAN)] ->
		ended_next = true; put_out[OF(DECIDES, EVE)] = true; put_out[OF(CONCURS, EVE)] = true; react() }
	:: say(EVE, DECIDES, YES)
#ifdef DEFAULT
	:: try_in_vain_for_all(EVE)
#else
	:: say(DAN, DECIDES, NO)
	:: say(EVE, CONCURS, YES)
	:: leave(ADA)
	:: come_back(ADA)
#endif
	:: state != OPEN -> break
	od
}
#endif

#ifdef DOOR
/* Whoever is in charge keeps BEN out, and lets him in again; he comes in late, and was not passed over. */
active proctype door() {
	do
	:: d_step { GOES_ON && !was_outside && said[BEN] == NOTHING -> outside = true; was_outside = true; react() }
	:: d_step { GOES_ON && outside -> outside = false; react() }
	:: state != OPEN -> break
	od
}
#endif

#ifdef VOICE
active proctype telephone() {
	do
	:: d_step { GOES_ON && IS_UP && voice == NOTHING && said[BEN] == NOTHING && said[CAT] == NOTHING && MAY_SIT(CONCURS, BEN) &&
	   !MAY_SIT(DECIDES, CAT) && !MAY_SIT(CONCURS, CAT) ->
		said[BEN] = YES; seat_of[BEN] = CONCURS; voice = HEARD; confirm_by = now + CONFIRM; react() }
	:: d_step { GOES_ON && IS_UP && voice == NOTHING && said[BEN] == NOTHING && said[CAT] == NOTHING && MAY_SIT(CONCURS, BEN) &&
	   !MAY_SIT(DECIDES, CAT) && !MAY_SIT(CONCURS, CAT) ->
		said[BEN] = NO; seat_of[BEN] = CONCURS; voice = HEARD; confirm_by = now + CONFIRM; react() }
	:: d_step { GOES_ON && UNCONFIRMED -> voice = CONFIRMED; react() }
	:: d_step { GOES_ON && UNCONFIRMED -> voice = DISOWNED; said[BEN] = NOTHING; seat_of[BEN] = 0; react() }
	:: state != OPEN -> break
	od
}
#endif

#ifdef ASKS
/* BEN needs something within two ticks, and is told it or not. */
active proctype asking() {
	do
	:: d_step { GOES_ON && IS_UP && !has_asked && said[BEN] == NOTHING && MAY_SIT(CONCURS, BEN) && !recused[OF(CONCURS, BEN)] && now + 2 <= deadline ->
		asks = true; has_asked = true; needs_by = now + 2; react() }
	:: d_step { GOES_ON && ASKING(CONCURS) -> asks = false; since[CONCURS] = now; call[OF(CONCURS, BEN)] = NOTHING; react() }
	:: state != OPEN -> break
	od
}
#endif

/* All begins anew, and everybody has their whole time from here. */
inline ask_anew() {
	forget();
	asked = now; since[DECIDES] = now; since[CONCURS] = now; reminded = NEVER;
#ifdef ASKS
	asks = false;
#endif
	stood_in[DECIDES] = NEVER; stood_in[CONCURS] = NEVER;
	deadline = (now + WITHIN > deadline -> now + WITHIN : deadline);
	escalated[DECIDES] = false; escalated[CONCURS] = false;
	let_in[OF(DECIDES, DAN)] = false; let_in[OF(CONCURS, DAN)] = false;
#ifdef AWAY
	let_in[OF(DECIDES, EVE)] = false; let_in[OF(CONCURS, EVE)] = false;
#endif
	for (k : 0 .. 9) { call[k] = NOTHING };
#ifdef DEFAULT
	for (k : 0 .. 9) { made[k] = NEVER };
	escalated_at[DECIDES] = NEVER; escalated_at[CONCURS] = NEVER;
#endif
	react()
}

#ifdef MOVES
/* What will be done changes, or another option is put up. */
active proctype mover() {
	if
	:: d_step { GOES_ON && IS_UP && !IS_BEGUN -> ask_anew() }
#ifdef DEFAULT
	:: d_step { GOES_ON && IS_UP && !IS_BEGUN -> changed = true; ask_anew() }
#endif
	:: state != OPEN
	fi
}
#endif

#ifdef OPENED
active proctype opener() {
	if
	:: d_step { GOES_ON -> is_up = true; ask_anew() }
	:: state != OPEN
	fi
}
#endif

#ifdef FAILS
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
