// document -- one note or report: written, merged with what others wrote meanwhile, compared, issued.

import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { Refusal, api, newKey } from "../api";
import { Beside, mostOf } from "../beside";
import { draftOf, dropDraft, keepDraft } from "../draft";
import { minutesText, reportText } from "../drafted";
import { textAt } from "../entry";
import { Give, Past } from "../form";
import type { Entities } from "../gen/api";
import { difference, merge, unsettled } from "../merge";
import { roomHref } from "../route";
import { Channel, Empty, Mark, Person, Section, Time, Word, personName } from "../show";
import { type Matter, me } from "../store";
import { say } from "../text/documents";
import { OwnLabel } from "../tlp";
import { Report } from "./report";

type Doc = Entities["document"];

const textOf = async (room: number, version: number | undefined): Promise<string> => (version === undefined ? "" : (await textAt(room, version)) ?? "");

interface Kept { text: string; base: number | undefined }
interface Writing { kept: Kept; changed: boolean; write: (next: Kept) => void; saved: () => void }

/** The text being written: kept here until it is saved, and never written over by what others save. */
function useDraft(of: Matter, document: Doc): Writing {
	const key = `${of.room}/document/${document.id}`;
	const [mine, setMine] = useState<Kept | undefined>(() => {
		const { text, base } = draftOf(key);
		return typeof text === "string" ? { text, base: typeof base === "number" ? base : undefined } : undefined;
	});
	const kept = mine ?? { text: document.text ?? "", base: document.newest };

	return {
		kept, changed: mine !== undefined,
		write: (next) => { setMine(next); keepDraft(key, { text: next.text, ...(next.base === undefined ? {} : { base: next.base }) }); },
		saved: () => { setMine(undefined); dropDraft(key); },
	};
}

function Editor({ of, document, writing, filled }: { of: Matter; document: Doc; writing: Writing; filled: (at: number) => void }) {
	const { kept, changed, write, saved } = writing;
	const [said, setSaid] = useState("");
	const [refusal, setRefusal] = useState("");
	const [busy, setBusy] = useState(false);
	const moved = changed && kept.base !== document.newest;
	const key = useRef(newKey());

	/** What somebody else saved meanwhile comes in; true if the two can stand together as they are. */
	const bringTogether = async (mine: Kept): Promise<{ kept: Kept; clean: boolean }> => {
		await of.load();
		const newest = of.one("document", document.id)?.newest;
		const [base, theirs] = await Promise.all([textOf(of.room, mine.base), textOf(of.room, newest)]);
		const author = personName(of.one("version", newest)?.person);
		const both = merge(base, mine.text, theirs, { mine: say.merge_yours, theirs: author });
		return { kept: { text: both.text, base: newest }, clean: both.conflicts === 0 };
	};
	/** False where somebody else was quicker. */
	const put = async (next: Kept): Promise<boolean> => {
		const base = next.base === undefined ? {} : { base: next.base }, text = next.text ? { text: next.text } : {};
		const done = await api.command(of.room, "write_document", { document: document.id, ...base, ...text }, key.current).then(() => true, (fault: unknown) => {
			if (fault instanceof Refusal && fault.code === "stale") return false;
			throw fault;                    // it may have been written: said again under the same key
		});

		key.current = newKey();
		return done;
	};
	const saveWithOthers = async (): Promise<void> => {
		let next = kept;

		while (!(await put(next))) {            // again only when somebody saved once more meanwhile
			const both = await bringTogether(next);
			write(next = both.kept);
			if (!both.clean) return setRefusal(say.conflict);
		}
		await of.load();                        // before the draft goes, so that the text does not jump back
		saved();
		setSaid(next.text === kept.text ? say.saved : say.saved_merged);
	};
	const save = async (e: Event): Promise<void> => {
		e.preventDefault();
		if (busy) return;
		setBusy(true);
		setRefusal("");
		setSaid("");
		await saveWithOthers().catch((fault: unknown) => setRefusal(fault instanceof Error ? fault.message : String(fault)));
		setBusy(false);
	};
	const prefill = (): void => {
		const drafted = document.kind === "minutes" ? minutesText(of, document) : reportText(of);
		write({ ...kept, text: kept.text ? `${kept.text}\n\n${drafted}` : drafted });
		filled(of.time.value);
	};

	/** Minutes begin as what the room knows, for who began them. */
	useEffect(() => { if (document.kind === "minutes" && !document.newest && !changed && document.person === me.value?.person) prefill(); }, [document.id]);
	return (
		<form class="form" onSubmit={(e) => void save(e)}>
			{moved && !refusal && <p class="banner" role="status">{say.moved_on}</p>}
			{refusal && <p class="refusal" role="alert">{refusal}</p>}
			<div class="field">
				<label for="document-text">{say.text}</label>
				<textarea id="document-text" class="page" rows={12} readOnly={busy} value={kept.text}
					onInput={(e) => { write({ ...kept, text: e.currentTarget.value }); setSaid(""); key.current = newKey(); }} />
				<Beside at="document-text" text={kept.text} most={mostOf("write_document", "text")} />
			</div>
			{said && !changed && <p role="status">{said}</p>}
			<div class="buttons">
				<button type="submit" class="primary" disabled={busy || !changed}>{say.save_version}</button>
				{document.kind !== "note" && <button type="button" onClick={prefill} disabled={busy}>{say.prefill}</button>}
				{changed && <small>{say.not_saved}</small>}
			</div>
		</form>
	);
}

/** What one version changed in the one that it was written on. */
function Change({ of, version }: { of: Matter; version: Entities["version"] }) {
	const [texts, setTexts] = useState<[string, string]>();
	const [refusal, setRefusal] = useState("");

	useEffect(() => {
		Promise.all([textOf(of.room, version.base), textOf(of.room, version.id)]).then(setTexts, (e: unknown) => setRefusal(String(e)));
	}, [version.id]);
	if (refusal) return <p class="refusal" role="alert">{refusal}</p>;
	if (!texts) return <p role="status" class="moment">{say.loading}</p>;
	return (
		<ol class="difference" tabIndex={0} aria-label={say.what_changed}>
			{difference(...texts).map((line, i) => (
				<li key={i} class={line.kind}>{line.kind === "gone" ? <del>{line.text}</del> : line.kind === "new" ? <ins>{line.text}</ins> : line.text}</li>
			))}
		</ol>
	);
}

function Versions({ of, document }: { of: Matter; document: Doc }) {
	const versions = of.all("version").filter((one) => one.document === document.id).toReversed();
	const [open, setOpen] = useState<number>();

	return (
		<Section title={say.versions}>
			{versions.length === 0 && <Empty>{say.not_written}</Empty>}
			<ul class="rows">
				{versions.map((one) => (
					<li key={one.id}>
						<span>{say.entry} {one.id}: <Person id={one.person} />, <Time at={one.at} /></span>
						<button type="button" class="quiet" aria-expanded={open === one.id} onClick={() => setOpen(open === one.id ? undefined : one.id)}>{say.what_changed}</button>
						{open === one.id && <Change of={of} version={one} />}
					</li>
				))}
			</ul>
		</Section>
	);
}

function Issue({ of, document, unsaved, filledAt }: { of: Matter; document: Doc; unsaved: boolean; filledAt: number | undefined }) {
	const newest = of.one("version", document.newest);
	const reports = of.all("report").filter((one) => one.document === document.id).toReversed();
	const issued = reports.some((one) => one.version === document.newest);
	const unmet = document.kind === "minutes" && !of.one("committee", document.committee)?.met;
	const why = unsaved ? say.save_first : !newest ? say.not_written : issued ? say.issued_already : unsettled(document.text ?? "") ? say.unsettled : unmet ? say.minutes.not_yet : me.value?.strength === "weak" ? say.weak : undefined;

	return (
		<Section title={say.issue} action={<Give command="issue_report" room={of.room} label={say.issue_report} tone="primary" disabledBecause={why}
			fixed={{ document: document.id, version: document.newest }} offered={{ as_of: filledAt ?? newest?.at }}
			only={document.channel || document.kind === "minutes" ? ["as_of"] : ["as_of", "next_report_at"]} />}>
			<p class="lead">{why ?? say.issue_lead}</p>
			<ul class="rows">{reports.map((report) => <Report key={report.id} of={of} report={report} />)}</ul>
		</Section>
	);
}

/** Paper bears the words as they were saved, and whether they were issued. */
function OnPaper({ of, document }: { of: Matter; document: Doc }) {
	const report = of.all("report").findLast((one) => one.document === document.id && one.version === document.newest);

	return (
		<div class="paper-only">
			<p>{report ? <>{say.issued_by} <Person id={report.person} />, <Time at={report.at} />, {say.report_as_of} <Time at={report.as_of} /></> : say.not_issued}</p>
			<div class="written">{document.text}</div>
		</div>
	);
}

export function DocumentPage({ of, document }: { of: Matter; document: Doc }) {
	const past = useContext(Past);
	const writing = useDraft(of, document);
	const [filledAt, setFilledAt] = useState<number>();

	return (
		<article class="document">
			<p><a href={roomHref(of.room, "say", undefined, of.at)}>← {say.documents}</a></p>
			<h2>{document.title ?? say.erased} <Mark><Word word={document.kind} /></Mark> <Channel of={of} id={document.channel} /> <OwnLabel of={of} label={document.tlp} /></h2>
			{past ? <div class="page written">{document.text}</div> : <Editor of={of} document={document} writing={writing} filled={setFilledAt} />}
			{document.kind !== "note" && <OnPaper of={of} document={document} />}
			{document.kind !== "note" && <Issue of={of} document={document} unsaved={writing.changed} filledAt={filledAt} />}
			<Versions of={of} document={document} />
		</article>
	);
}
