// said -- what people wrote, shown as they meant it: the server's tree of it as nodes, never HTML.

import type { Markup } from "./gen/api";
import { personName, seatName } from "./show";
import { charter } from "./store";

/** Who may be meant by an @ in a text: only whom the message itself names. */
export interface Mentioned { people?: number[]; seats?: number[] }

function nameOf(id: number, of: Mentioned): string | undefined {
	if (of.people?.includes(id)) return personName(id);
	return of.seats?.includes(id) ? seatName(id) : undefined;
}

/** Words, and between them the numbers that stood behind an @. */
const atNumbers = /(?<![\p{L}\p{N}_])@(\d{1,15})(?!\d)/u;

function Words({ text, of }: { text: string; of: Mentioned }) {
	return <>{text.split(atNumbers).map((part, i) => {
		if (i % 2 === 0) return part;
		const name = nameOf(Number(part), of);
		return name === undefined ? `@${part}` : <span key={i} class="mention">@{name}</span>;
	})}</>;
}

/** Without a tree there is nothing in it but paragraphs. */
const treeOf = (text: string, shown: Markup[] | undefined): Markup[] =>
	shown ?? text.split(/\n\s*\n/).filter((one) => one.trim()).map((one): Markup => ["paragraph", one]);

const plain = (node: Markup | undefined): string => (typeof node === "string" ? node : "");

function Link({ to, inner, of }: { to: string; inner: Markup[]; of: Mentioned }) {
	const host = URL.canParse(to) && (new URL(to).host || new URL(to).pathname);
	const words = inner.length ? <Nodes nodes={inner} of={of} /> : to;

	if (!host) return <>{words} ({to})</>;
	return <><a href={to} target="_blank" rel="noopener noreferrer"><bdi>{words}</bdi></a>{inner.length > 0 && <small class="host"> ({host})</small>}</>;
}

function One({ node, of }: { node: Markup; of: Mentioned }) {
	if (typeof node === "string") return <Words text={node} of={of} />;
	const [is, ...inner] = node;
	const [next, ...rest] = inner;
	const within = (nodes: Markup[]) => <Nodes nodes={nodes} of={of} />;

	switch (is) {
		case "paragraph": return <p>{within(inner)}</p>;
		case "heading": return <p><strong>{within(rest)}</strong></p>;
		case "quote": return <blockquote>{within(inner)}</blockquote>;
		case "list": return <ul>{within(inner)}</ul>;
		case "numbered": return <ol start={Number(plain(next))}>{within(rest)}</ol>;
		case "item": return <li>{within(inner)}</li>;
		case "listing": return <pre tabIndex={0}>{next && <small>{plain(next)}{"\n"}</small>}<code>{plain(rest[0])}</code></pre>;
		case "line": return <hr />;
		case "strong": return <strong>{within(inner)}</strong>;
		case "em": return <em>{within(inner)}</em>;
		case "code": return <code>{plain(next)}</code>;
		case "link": return <Link to={plain(next)} inner={rest} of={of} />;
		default: return is satisfies never;
	}
}

function Nodes({ nodes, of }: { nodes: Markup[]; of: Mentioned }) {
	return <>{nodes.map((node, i) => <One key={i} node={node} of={of} />)}</>;
}

export function Said({ text, shown, of }: { text: string; shown: Markup[] | undefined; of: Mentioned }) {
	return <div class="said"><Nodes nodes={treeOf(text, shown)} of={of} /></div>;
}

const withNames = (text: string): string => text.split(atNumbers).map((part, i) => {
	if (i % 2 === 0) return part;
	const id = Number(part);
	return `@${charter.one("person", id) ? personName(id) : charter.one("seat", id) ? seatName(id) : part}`;
}).join("");

/** The words of a node, without what only says how they are shown. */
function wordsOf(node: Markup): string {
	if (typeof node === "string") return withNames(node);
	const [is, ...inner] = node;
	const more = is === "heading" || is === "numbered" || is === "listing" || (is === "link" && inner.length > 1);
	const words = more ? inner.slice(1) : inner;

	return words.map(wordsOf).join(is === "list" || is === "numbered" || is === "item" || is === "quote" ? " " : "");
}

/** What somebody wrote, on one line of plain text, cut where the line ends. */
export function spoken(text: string, shown: Markup[] | undefined, most = 120): string {
	const line = treeOf(text, shown).map(wordsOf).join(" ").replace(/\s+/g, " ").trim();
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
