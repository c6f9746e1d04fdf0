// talk -- what is said in the room: its channels, what is unread in them, and what is made of it.

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { type RoomId, api } from "../api";
import { Composer, unheard } from "../composer";
import { Carries, gist } from "../file";
import { type CommandName, Dialog, Form, Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { go, roomHref } from "../route";
import { Said, spoken } from "../said";
import { Empty, Mark, Person, Time, personName } from "../show";
import { type Matter, charter, me } from "../store";
import { say } from "../text/talk";
import { OwnLabel } from "../tlp";
import { readUpTo, unread } from "../unread";
import { kindsOf } from "./decide";

type Channel = Entities["channel"];
type Message = Entities["message"];

/* ---- channels ---- */

const mine = (): number => me.value?.person ?? 0;
const seesWhole = (of: Matter): boolean => of.all("member").some((m) => m.person === mine() && !m.gone && !m.channels_only);
const others = (channel: Channel): number[] => channel.members.filter((person) => person !== mine());

const channelName = (channel: Channel | undefined): string =>
	(!channel ? say.whole_room : channel.kind === "direct" ? others(channel).map(personName).join(", ") : channel.title ?? channel.label);

function ChannelMark({ channel }: { channel: Channel | undefined }) {
	return channel && channel.kind !== "open" ? <Mark tone={channel.kind === "privileged" ? "warn" : "plain"}>{say.channel_kind[channel.kind]}</Mark> : null;
}

interface Place { channel: Channel | undefined; href: string }

function placesOf(of: Matter): Place[] {
	const channels = of.all("channel").filter((c) => c.kind !== "direct").concat(of.all("channel").filter((c) => c.kind === "direct"));
	const whole: Place[] = seesWhole(of) ? [{ channel: undefined, href: roomHref(of.room, "talk", undefined, of.at) }] : [];

	return [...whole, ...channels.map((channel) => ({ channel, href: roomHref(of.room, "talk", channel.id, of.at) }))];
}

function Channels({ of, current }: { of: Matter; current: Channel | undefined }) {
	const fresh = unread(of);

	return (
		<ul class="channel-list">
			{placesOf(of).map(({ channel, href }) => {
				const count = fresh.get(channel?.id ?? 0) ?? 0;
				return (
					<li key={href}>
						<a href={href} aria-current={channel?.id === current?.id ? "page" : undefined}>
							<span class="channel-name">{channelName(channel)}</span> <ChannelMark channel={channel} />
							{count > 0 && <span class="unread">{count > 99 ? "99+" : count}<span class="hidden"> {say.unread}</span></span>}
						</a>
					</li>
				);
			})}
		</ul>
	);
}

/** One direct channel for each pair: the one there is, or a new one. */
async function writeTo(of: Matter, person: number): Promise<number> {
	const had = of.all("channel").find((c) => c.kind === "direct" && c.members.includes(person) && c.members.includes(mine()));

	return had?.id ?? (await api.command(of.room, "open_channel", { label: `direct_${mine()}_${person}`, kind: "direct", members: [person] })).seq;
}

function Another({ of }: { of: Matter }) {
	const [refusal, setRefusal] = useState("");
	const people = of.all("member").filter((m) => !m.gone && m.person !== mine()).map((m) => m.person);
	const write = (person: number): void => void writeTo(of, person).then((id) => go(roomHref(of.room, "talk", id)), (fault: unknown) => setRefusal(fault instanceof Error ? fault.message : String(fault)));

	return (
		<details>
			<summary>{say.another_channel}</summary>
			{people.length > 0 && <h3>{say.new_direct}</h3>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<ul class="plain">{people.map((person) => <li key={person}><button type="button" class="quiet" onClick={() => write(person)}>{personName(person)}</button></li>)}</ul>
			<Give command="open_channel" room={of.room} only={["title", "label", "kind", "members"]} label={say.open_channel} done={(r) => go(roomHref(of.room, "talk", r.seq))} />
		</details>
	);
}

function Side({ of, current }: { of: Matter; current: Channel | undefined }) {
	const past = useContext(Past);

	return (
		<nav class="channels" aria-label={say.channels}>
			<h2>{say.channels}</h2>
			<Channels of={of} current={current} />
			{!past && seesWhole(of) && <Another of={of} />}
		</nav>
	);
}

/* ---- what is made of a message ---- */

const makes = [["open_task", say.make_task], ["assert_fact", say.make_fact], ["open_decision", say.make_decision]] as const;
type Making = (typeof makes)[number][0];
const first: Record<Making, string> = { open_task: "title", assert_fact: "note", open_decision: "question" };
const room: Record<Making, number> = { open_task: 300, assert_fact: 2000, open_decision: 500 };
const asked: Partial<Record<CommandName, string[]>> = { open_task: ["title", "owner", "due"], assert_fact: ["name", "value", "confidence", "note"], open_decision: ["question", "kind"] };

function Make({ of, message }: { of: Matter; message: Message }) {
	const [making, setMaking] = useState<Making>();
	const close = (): void => setMaking(undefined);

	return (
		<>
			{makes.map(([command, text]) => <button key={command} type="button" class="quiet" onClick={() => setMaking(command)}>{text}</button>)}
			{making && (
				<Dialog title={makes.find(([command]) => command === making)?.[1] ?? ""} close={close}>
					<blockquote class="made-of"><small><Person id={message.person} /> · <Time at={message.at} /></small><Said text={message.text ?? ""} shown={message.text_shown} of={message} /></blockquote>
					<Form command={making} room={of.room} fixed={{ from: message.id }} only={asked[making] ?? []} choices={{ kind: kindsOf(of) }}
						offered={{ [first[making]]: spoken(message.text ?? "", message.text_shown, room[making]) }} done={close} cancel={close} />
				</Dialog>
			)}
		</>
	);
}

function Acts({ of, message, channel, reply }: { of: Matter; message: Message; channel: Channel | undefined; reply: () => void }) {
	const open = (!channel || channel.kind === "open") && !message.tlp;

	return (
		<div class="acts buttons">
			<button type="button" class="quiet" onClick={reply}>{say.reply}</button>
			{!message.pinned && <Give command="pin_message" room={of.room} fixed={{ message: message.id }} label={say.pin} tone="quiet" />}
			{open && seesWhole(of) && <Make of={of} message={message} />}
			{message.person === mine() && <Give command="retract_message" room={of.room} fixed={{ message: message.id }} label={say.retract} tone="danger" />}
			{!open && <small>{say.not_quoted}</small>}
		</div>
	);
}

/* ---- messages ---- */

function isAsked(message: Message): boolean {
	const seats = charter.all("seat").filter((seat) => seat.holders.includes(mine())).map((seat) => seat.id);
	const named = message.people?.includes(mine()) || message.seats?.some((seat) => seats.includes(seat));

	return !!named && !message.retracted && !message.answered?.includes(mine());
}

function Words({ of, message }: { of: Matter; message: Message }) {
	const words = message.text === undefined ? <p><em>{say.erased}</em></p> : message.text && <Said text={message.text} shown={message.text_shown} of={message} />;

	if (!message.retracted) return <>{words}<Carries of={of} message={message} /></>;
	return <details><summary>{say.retracted}</summary>{words}<Carries of={of} message={message} /></details>;
}

function Answered({ of, id }: { of: Matter; id: number }) {
	const to = of.one("message", id);
	return to ? <a class="answers" href={roomHref(of.room, "talk", id, of.at)}>↳ {personName(to.person)}: {gist(of, to)}</a> : null;
}

interface MessageProps { of: Matter; message: Message; channel: Channel | undefined; cited: boolean; reply: () => void }

function One({ of, message, channel, cited, reply }: MessageProps) {
	const past = useContext(Past);
	const [open, setOpen] = useState(false);
	const asks = isAsked(message);
	const usable = !past && !message.retracted && message.text !== undefined;
	const deaf = usable && message.person === mine() && message.text?.includes("@") ? unheard(of, channel, message) : [];

	return (
		<li id={`said-${message.id}`} class={`${message.person === mine() ? "mine" : ""}${cited ? " cited" : ""}${asks ? " asks" : ""}`}>
			<div class="by">
				<small><Person id={message.person} /> · <Time at={message.at} /></small>
				<OwnLabel of={of} label={message.tlp} />
				{message.pinned && <Mark tone="accent">{say.pinned}</Mark>}
				{usable && <button type="button" class="quiet more" aria-expanded={open} aria-label={`${say.what_to_do} ${message.id}`} onClick={() => setOpen(!open)}>⋯</button>}
			</div>
			{message.reply !== undefined && <Answered of={of} id={message.reply} />}
			<Words of={of} message={message} />
			{deaf.length > 0 && <p><small>{say.unheard(deaf, !!channel)}</small></p>}
			{usable && open && <Acts of={of} message={message} channel={channel} reply={reply} />}
			{asks && !past && (
				<div class="buttons">
					<Mark tone="warn">{say.mentions_you}</Mark>
					<button type="button" class="quiet" onClick={reply}>{say.reply}</button>
					<Give command="acknowledge_mention" room={of.room} fixed={{ message: message.id }} label={say.seen} tone="quiet" />
				</div>
			)}
		</li>
	);
}

function useReading(of: Matter, at: RoomId, newest: number | undefined): void {
	const past = useContext(Past);

	useEffect(() => {
		const mark = (): void => { if (!past && newest && document.visibilityState === "visible") readUpTo(of.room, at, newest); };
		mark();
		document.addEventListener("visibilitychange", mark);
		return () => document.removeEventListener("visibilitychange", mark);
	}, [of, at, newest]);
}

const near = 400;

/** To the newest at the bottom, unless somebody reads further up: in the list, or on a phone, where it does not scroll, in the page. */
function toNewest(list: HTMLOListElement | null, beside: boolean, always: boolean): void {
	if (!list) return;
	const scroller = list.scrollHeight > list.clientHeight || beside ? list : document.documentElement;

	if (always || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < near) scroller.scrollTo(0, scroller.scrollHeight);
}

function Conversation({ of, channel, cited, beside }: { of: Matter; channel: Channel | undefined; cited: number | undefined; beside: boolean }) {
	const messages = of.all("message").filter((m) => (m.channel ?? 0) === (channel?.id ?? 0));
	const past = useContext(Past);
	const list = useRef<HTMLOListElement>(null);
	const [reply, setReply] = useState<Message>();
	const [least, setLeast] = useState(200);
	const newest = messages.at(-1)?.id;
	const shown = messages.filter((m, i) => i >= messages.length - least || m.id === cited);
	const answer = (message: Message): void => {
		setReply(message);
		list.current?.closest(".conversation")?.querySelector("textarea")?.focus();
	};

	useReading(of, channel?.id ?? 0, newest);
	useEffect(() => { toNewest(list.current, beside, true); }, []);
	useEffect(() => {
		const to = cited === undefined ? null : document.getElementById(`said-${cited}`);
		if (to) to.scrollIntoView({ block: "center" });
		else toNewest(list.current, beside, false);
	}, [newest, cited]);
	return (
		<section class={`conversation ${channel?.kind ?? "open"}`} aria-label={channelName(channel)}>
			<header>
				<h2>{beside ? say.talk : channelName(channel)}</h2>
				<ChannelMark channel={channel} />
				{beside && <a href={roomHref(of.room, "talk", undefined, of.at)}>{say.channels}</a>}
				{!beside && channel && channel.kind !== "direct" && !past && seesWhole(of) && (
					<span class="buttons">
						<Give command="let_into_channel" room={of.room} fixed={{ channel: channel.id }} label={say.let_in} tone="quiet" />
						<Give command="take_out_of_channel" room={of.room} fixed={{ channel: channel.id }} label={say.leave_channel} tone="quiet" />
					</span>
				)}
			</header>
			{channel && channel.kind !== "open" && <p class={channel.kind === "privileged" ? "banner warn" : "kicker"}>{channel.kind === "privileged" ? `${say.privileged_note} ` : ""}{say.only_these} {channel.members.map(personName).join(", ")}</p>}
			{messages.length === 0 && <Empty>{say.no_messages}</Empty>}
			{shown.length < messages.length && <button type="button" class="quiet" onClick={() => setLeast(least + 500)}>{say.said_earlier}</button>}
			<ol class="messages" ref={list} tabIndex={0} aria-label={say.talk}>
				{shown.map((message) => <One key={message.id} of={of} message={message} channel={channel} cited={message.id === cited} reply={() => answer(message)} />)}
			</ol>
			{!past && <Composer key={channel?.id ?? 0} of={of} channel={channel} reply={reply} answered={() => setReply(undefined)} />}
		</section>
	);
}

/** The address names a channel, or a message to be shown in its own. */
export function Talk({ of, id, beside = false }: { of: Matter; id?: number | undefined; beside?: boolean }) {
	const cited = of.one("message", id);
	const [only] = seesWhole(of) ? [] : of.all("channel");
	const channel = of.one("channel", cited ? cited.channel : id) ?? only;
	const conversation = <Conversation key={channel?.id ?? 0} of={of} channel={channel} cited={cited?.id} beside={beside} />;

	if (beside) return conversation;
	return (
		<div class="talk">
			<Side of={of} current={channel} />
			{conversation}
		</div>
	);
}

/** What they said, and what became of it; the rest is not theirs to see. */
function Reported({ line }: { line: Entities["room"] }) {
	const became = line.dismissed ? say.guest_dismissed : line.phase === "suspected" ? say.guest_looked_at : line.phase === "closed" ? say.guest_over : say.guest_declared;

	return (
		<section class="card">
			<p><small>{say.guest_reported}</small> {line.title}</p>
			<p><strong>{became}</strong> {say.guest_told}</p>
		</section>
	);
}

/** What there is of a room for who was let into channels only: its line, what they reported, and those. */
export function Guest({ of, room: line, id }: { of: Matter; room: Entities["room"]; id: number | undefined }) {
	const inside = of.all("channel").length > 0;

	return (
		<>
			{line.title && <Reported line={line} />}
			<p class="banner" role="note">{inside ? say.guest_lead : line.tlp === "AMBER+STRICT" || line.tlp === "RED" ? say.guest_label : say.guest_nothing}</p>
			{inside && <Talk of={of} id={id} />}
		</>
	);
}
