// handover -- a seat, or command, from one person to another: the page to read, and the one button that signs.

import { useState } from "preact/hooks";
import { wishFor } from "../act";
import { Refusal, api } from "../api";
import { type Handover, type Post, handoverText, mayBeOn, postName, shiftsOf, toYouText } from "../duty";
import { Dialog, Form, Give, Press } from "../form";
import type { Records } from "../gen/api";
import { Said } from "../said";
import { Mark, Person, Section, Time, personName } from "../show";
import { type Matter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/roster";
import { SignDialog } from "./sign";

type Draft = Records["handover_draft"];
type Item = Draft["decisions"][number];

/** A moment that is the same for whoever reads it, wherever they are. */
const utc = (at: number): string => `${new Date(at / 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`;

function lines(title: string, items: Item[], text: (id: number) => string | undefined): string {
	if (items.length === 0) return "";
	return [`**${title}**`, ...items.map(({ object, at, late }) => `- ${text(object) ?? say.erased}${at ? `, ${utc(at)}` : ""}${late ? ` (${say.waits_late})` : ""}`)].join("\n");
}

/** The page as it stands now, in words that its writer goes on with. */
function pageOf(of: Matter, draft: Draft): string {
	const said = say.duty.page;

	return [
		lines(said.objectives, draft.objectives, (id) => of.one("objective", id)?.text),
		lines(said.decisions, draft.decisions, (id) => of.one("decision", id)?.question),
		lines(said.measures, draft.measures, (id) => of.one("measure", id)?.text),
		lines(said.clocks, draft.clocks, (id) => of.one("clock", id)?.title),
		lines(said.tasks, draft.tasks, (id) => of.one("task", id)?.title),
		draft.more ? said.more(draft.more) : "",
		draft.next_report_at ? `**${said.report}** ${utc(draft.next_report_at)}${draft.report_late ? ` (${say.waits_late})` : ""}` : "",
		`**${said.own}**\n- `,
	].filter(Boolean).join("\n\n");
}

/** The page is drafted when it is asked for, and offered once its writer has gone over it. */
export function HandOver({ of, post }: { of: Matter; post: Post }) {
	const [page, setPage] = useState<string>();
	const [refusal, setRefusal] = useState("");
	const others = mayBeOn(of, post).filter((person) => person !== me.value?.person);
	const next = shiftsOf(of, post).find((shift) => shift.person !== me.value?.person)?.person;
	const to = next && others.includes(next) ? next : others.length === 1 ? others[0] : undefined;
	const draft = (): void => {
		setRefusal("");
		api.handover(of.room, post).then((found) => setPage(pageOf(of, found)), (e: unknown) => setRefusal(e instanceof Refusal ? e.message : String(e)));
	};

	return (
		<>
			<Press label={say.duty.hand_over} run={draft} because={others.length === 0 ? say.duty.nobody_else : undefined} />
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			{page !== undefined && (
				<Dialog title={say.duty.hand_over_what(postName(post))} close={() => setPage(undefined)}>
					<p class="lead">{say.duty.hand_over_lead}</p>
					<Form command="offer_handover" room={of.room} fixed={{ seat: post }} offered={{ to, words: page }} only={["to", "words"]} submit={say.duty.offer}
						choices={{ to: others.map((person) => ({ value: String(person), text: personName(person) })) }}
						done={() => setPage(undefined)} kept={() => setPage(undefined)} cancel={() => setPage(undefined)} />
				</Dialog>
			)}
		</>
	);
}

function TakeOver({ of, handover }: { of: Matter; handover: Handover }) {
	const [open, setOpen] = useState(false);

	return (
		<>
			<Press label={say.duty.take_over(postName(handover.seat))} tone="primary big" run={() => setOpen(true)} />
			{open && (
				<SignDialog note="no" close={() => setOpen(false)} wish={wishFor("accept_handover", handover.id, of.room)}>
					{({ subject: [entry] }) => (
						<>
							<p class="verdict">{say.duty.you_take(postName(handover.seat))}</p>
							{/* what is signed: the very words, which the server's tree of them is not */}
							<blockquote class="issued">{String(entry?.fields["words"] ?? say.erased)}</blockquote>
						</>
					)}
				</SignDialog>
			)}
		</>
	);
}

const tones = { offered: "warn", accepted: "good", declined: "bad", withdrawn: "plain", overtaken: "plain" } as const;

/** Who takes over reads it, and signs; who offered it may take it back. */
export function HandoverPage({ of, handover }: { of: Matter; handover: Handover }) {
	const { from, to, state } = handover;
	const mine = me.value?.person;
	const waits = state === "offered";

	return (
		<Section title={waits && to === mine ? toYouText(handover) : handoverText(of, handover.id)}>
			<p>
				<Mark tone={tones[state]}>{wordly(state)}</Mark> {handover.is_signed && <Mark>{say.signed}</Mark>} {waits && handover.late && <Mark tone="bad">{say.duty.unanswered}</Mark>}{" "}
				<small><Person id={from} />, <Time at={handover.at} />{handover.ended && <> · {wordly(state)} <Time at={handover.ended} /></>}</small>
			</p>
			{handover.why && <blockquote>{handover.why}</blockquote>}
			<Said text={handover.words ?? say.erased} shown={handover.words_shown} of={{}} />
			{waits && to === mine && <p>{say.duty.until_signed(personName(from))}</p>}
			{waits && (
				<p class="buttons">
					{to === mine && <TakeOver of={of} handover={handover} />}
					{to === mine && <Give command="decline_handover" room={of.room} fixed={{ handover: handover.id }} label={say.duty.decline} />}
					{from === mine && <Give command="withdraw_handover" room={of.room} fixed={{ handover: handover.id }} label={say.duty.withdraw} />}
				</p>
			)}
		</Section>
	);
}
