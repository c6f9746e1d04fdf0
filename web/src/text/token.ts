// token -- a program that asks to act for somebody.

import { say as first } from "../text";

export const say = {
	...first,
	token_lead: "A program on some machine asks to act as itself, on your behalf, under your name. Say yes only if you began this.",
	token_days: (days: number): string => (days === 1 ? "for one day" : `for ${days} days`),
	token_confirm: "Yes, let it act for me",
	token_lives: "It may act from now on. You can close this page, and end it at any time under “You”.",
	token_no_terms: "This address lacks its second half. Open the whole link that `tocsin token new` printed.",
};
