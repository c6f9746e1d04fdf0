// text -- the few sentences of the service worker, which must not carry all the others with it (../text.ts).

export const say = {
	title: "Tocsin",
	something: "Something waits for you.",
	lapsed: "This device is called no more: its push service ended that. Open to add it again.",
};
