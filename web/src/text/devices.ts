// devices -- devices that are called.

import { say as first } from "../text";

export const say = {
	...first,
	device: {
		title: "Devices that are called",
		lead: "A page on the screen says the codename, how severe it is and by when: nothing else. It goes through the push service of the browser's maker, which learns that you are called, and cannot read what it carries. You are called while you are signed out, too.",
		none: "No device of yours is called.",
		add: "Call me on this device",
		test: "Send a test page",
		remove: "Call it no more",
		this_one: "this one",
		nameless: "A device",
		through: (host: string): string => `through ${host}`,
		lapsed: "its push service has ended it: add it again",
		ended: {
			replaced: "Somebody else lets themselves be called on this browser since; you are not called here any more.",
			gone: "Its push service knows this browser no more. Add it again.", ejected: "",
		},
		untested: "never tested",
		sent: "sent",
		waiting: "Tap it when it comes; this waits for you.",
		just_tested: "It was tested a moment ago; give it half a minute.",
		answered: (after: string): string => `you answered after ${after}`,
		silent: "no answer within a minute",
		check: (host: string): string => `Is the device silenced, saving its battery, or offline? Does it let this browser show notifications? Can the server reach ${host}?`,
		seen: "It works.",
		seen_lead: "You saw the test page; that is entered.",
		insecure: "This page came without encryption, and a browser lets nobody be called by such a page. Open it by https.",
		unsupported: "This browser cannot be called: it has no push. Use another one, such as Chrome, Edge, Firefox or Safari as they are today, outside a private window.",
		home_screen: "On an iPhone or iPad, add this page to the home screen first (Share, then Add to Home Screen), open it from there, and come back here.",
		denied: (host: string): string => `This browser was told to show nothing of ${host}. Allow notifications for it in the browser's settings, and in the device's own, then load this page again.`,
		not_answered: "The browser asked whether it may show notifications, and got no answer. Try again, and allow it.",
		no_worker: "The part of this page that works in the background did not start. Load the page again; if that does not help, the browser forbids it, as in a private window, or where it does not trust this page's certificate.",
		unreachable: "The browser's push service gave no address. Is this device online, and does the network let it reach its maker? Try again, or use another browser.",
	},
};
