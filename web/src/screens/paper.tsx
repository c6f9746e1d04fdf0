// paper -- the head of a printed page: which room, as of which minute, which words exactly, and the way back to the living page.

import { useEffect, useState } from "preact/hooks";
import { digest, entriesAt, voiceCode } from "../entry";
import { Press } from "../form";
import type { Entities } from "../gen/api";
import { later } from "../later";
import { clock, roomTitle } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text";

const Qr = later(() => import("./qr").then((part) => part.Qr));

/** The first characters of what an answer to it signs as its subject. */
const short = 12;

/** Of the option put up, else of the question alone. */
function useDigest(of: Matter, decision: Entities["decision"] | undefined): string {
	const [text, setText] = useState("");
	const subject = of.one("option", decision?.option)?.subject ?? (decision ? [decision.id] : []);

	useEffect(() => {
		if (subject.length > 0) void entriesAt(of.room, subject).then(digest).then((all) => setText(decision?.by_voice && decision.option ? `${all.slice(0, short)} · ${say.voice.code} ${voiceCode(all)}` : all.slice(0, short)), () => undefined);
	}, [subject.join()]);
	return text;
}

const minute = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short", hour12: false });
const utcMinute = (at: number): string => `${new Date(at / 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Traffic Light Protocol, where the room has one. */
const tlpOf = (room: Entities["room"]): string => ("tlp" in room && typeof room.tlp === "string" ? `TLP:${room.tlp.toUpperCase()}` : "");

export function PaperHead({ of, decision }: { of: Matter; decision?: Entities["decision"] }) {
	const room = of.one("room", of.room);
	const asOf = of.at === undefined ? clock.value : of.time.value;
	const text = useDigest(of, decision);
	const address = location.origin + location.pathname;

	if (!room) return null;
	return (
		<header class="paper-head" aria-hidden="true">
			<div>
				<p class="paper-name">{roomTitle(room)} {room.severity} <strong>{tlpOf(room)}</strong></p>
				{me.value?.demo && <p><strong>{say.demo_frame}</strong></p>}
				{room.kind === "exercise" && <p><strong>{say.exercise_frame}</strong></p>}
				<p>{say.as_of_minute} {minute.format(asOf / 1000)} ({utcMinute(asOf)}) · {say.entry} {of.seq.value}{text && <> · {say.digest} <code>{text}</code></>}</p>
				<p>{me.value?.organisation} · {address}</p>
			</div>
			<Qr text={address} label={say.live_brief} />
		</header>
	);
}

export const PrintButton = () => <Press label={say.print} tone="quiet print-button" hotkey="p" run={() => print()} />;
