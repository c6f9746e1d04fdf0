// access -- who sees what of a room, and until when.

import { Give } from "../form";
import type { Entities } from "../gen/api";
import { Empty, Mark, Person, Section, Time, Tlp, Word } from "../show";
import { type Matter, charter, me } from "../store";
import { say } from "../text/access";

const channelTone = { open: "plain", restricted: "warn", privileged: "bad", direct: "accent" } as const;
const channelName = (channel: Entities["channel"]): string => channel.title ?? channel.label;

function Where({ of, member }: { of: Matter; member: Entities["member"] }) {
	const inside = of.all("channel").filter((channel) => channel.members.includes(member.person)).map(channelName);

	return <>{isShutOut(of, member) ? say.sees_nothing(of.one("room", of.room)?.tlp ?? "") : [member.channels_only ? say.sees_channels : say.sees_whole, ...inside].join(" · ")}</>;
}

const isGuest = (person: number): boolean => !!charter.one("person", person)?.outside;

/** The room's label is for the organisation, or for those named in it: a guest who was let in before sees its line. */
const isShutOut = (of: Matter, member: Entities["member"]): boolean => isGuest(member.person) && ["AMBER+STRICT", "RED"].includes(of.one("room", of.room)?.tlp ?? "");

/** What is asked of whoever lets somebody in: a guest comes into channels, unless it is said that they see all. */
function LetIn({ of, guest, fixed, label, tone }: { of: Matter; guest: boolean; fixed?: { person: number }; label: string; tone?: "primary" | "quiet" }) {
	const people = charter.all("person").filter((person) => !!person.outside === guest && !person.ejected).map((person) => ({ value: String(person.id), text: person.name ?? say.erased }));
	const channels = of.all("channel").filter((channel) => channel.kind !== "direct").map((channel) => ({ value: String(channel.id), text: channelName(channel) }));

	return (
		<Give command="add_member" room={of.room} label={label} tone={tone ?? "plain"} {...(fixed ? { fixed } : {})} choices={{ person: people, channels }} slot={guest ? "guest" : "house"}
			only={guest ? ["person", "channels", "until", "whole"] : ["person", "channels_only", "until"]} />
	);
}

function MemberRow({ of, member }: { of: Matter; member: Entities["member"] }) {
	const person = charter.one("person", member.person);

	return (
		<li>
			<span>
				<strong><Person id={member.person} /></strong> {person?.outside && <Mark tone="warn">{person.organisation ?? say.outside}</Mark>} {person?.ejected && <Mark tone="bad">{say.ejected}</Mark>}
				<small><Where of={of} member={member} />{member.until ? <> · {say.until} <Time at={member.until} /></> : null}</small>
			</span>
			<span class="buttons">
				<LetIn of={of} guest={isGuest(member.person)} fixed={{ person: member.person }} label={say.other_terms} tone="quiet" />
				<Give command="remove_member" room={of.room} fixed={{ person: member.person }} label={say.take_out} tone="danger" />
			</span>
		</li>
	);
}

/** Guests first, then who is in until a moment, then everybody else. */
function rank(member: Entities["member"]): number {
	return isGuest(member.person) ? 0 : member.until || member.channels_only ? 1 : 2;
}

function Members({ of }: { of: Matter }) {
	const members = of.all("member").filter((member) => !member.gone).sort((a, b) => rank(a) - rank(b));

	return (
		<Section title={say.members} action={<span class="buttons"><LetIn of={of} guest={false} label={say.add_member} tone="primary" /><LetIn of={of} guest label={say.add_guest} /></span>}>
			<ul class="rows">{members.map((member) => <MemberRow key={member.id} of={of} member={member} />)}</ul>
		</Section>
	);
}

function ChannelRow({ of, channel }: { of: Matter; channel: Entities["channel"] }) {
	const fixed = { channel: channel.id };
	const changes = channel.kind !== "direct" && channel.kind !== "open";

	return (
		<li>
			<span>
				<strong>{channelName(channel)}</strong> <Mark tone={channelTone[channel.kind]}><Word word={channel.kind} /></Mark>
				<small>{channel.kind === "open" ? say.sees_whole : channel.members.map((person, i) => <span key={person}>{i ? ", " : ""}<Person id={person} /></span>)}</small>
			</span>
			{changes && (
				<span class="buttons">
					<Give command="let_into_channel" room={of.room} fixed={fixed} label={say.add_member} />
					<Give command="take_out_of_channel" room={of.room} fixed={fixed} label={say.take_out} tone="quiet" />
					{channel.kind === "restricted" && counsel() && <Give command="mark_channel" room={of.room} fixed={fixed} label={say.mark_privileged} tone="quiet" />}
				</span>
			)}
		</li>
	);
}

const counsel = (): boolean => charter.all("seat").some((seat) => seat.counsel && seat.holders.includes(me.value?.person ?? 0));

function Channels({ of }: { of: Matter }) {
	const channels = of.all("channel");

	return (
		<Section title={say.channels} action={<Give command="open_channel" room={of.room} only={["label", "title", "kind", "members"]} label={say.open_channel} />}>
			{channels.length === 0 && <Empty>{say.no_channels}</Empty>}
			<ul class="rows">{channels.map((channel) => <ChannelRow key={channel.id} of={of} channel={channel} />)}</ul>
		</Section>
	);
}

/** Who is in, who sees which channel, what may be done with it. */
export function Access({ of }: { of: Matter }) {
	const room = of.one("room", of.room);

	return (
		<>
			<Section title={say.label_room} action={<Give command="mark_room" room={of.room} label={say.label_room_change} />}>
				<p><Tlp label={room?.tlp} /> {room && say.tlp[room.tlp]}</p>
				<p>{room?.restricted ? <Mark tone="warn">{say.restricted}</Mark> : <Give command="restrict_room" room={of.room} label={say.restrict_room} tone="quiet" />}</p>
			</Section>
			<Members of={of} />
			<Channels of={of} />
		</>
	);
}
