// verbs -- what each act is, said before it is signed.

export const verbLong = {
	decide: "You DECIDE for this option.",
	concur: "You CONCUR with this option.",
	object: "You OBJECT to this option.",
	recuse: "You say: NOT MINE. Your deputy is asked.",
	break_glass: "You BREAK THE GLASS: you act alone for this option, now. Everybody concerned is called.",
	hear_answer: "You say that you HEARD this answer. It counts at once, as theirs; they are to confirm it.",
	hear_objection: "You say that you HEARD THEM OBJECT. It counts at once, as theirs; they are to confirm it.",
	confirm_heard: "You CONFIRM what was heard in your name.",
	disown_heard: "You say: THAT WAS NOT ME. Nothing is undone by itself; everybody concerned is called.",
	vouch: "You VOUCH that this key is theirs.",
	revoke: "You REVOKE this key: it counts for nothing from then on.",
	eject: "You EJECT this person: their keys, seats, sessions, links and programs end at once.",
	confirm_token: "You let this program ACT for you, as itself.",
	accept_handover: "You TAKE OVER, from this moment on.",
};
