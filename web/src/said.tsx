// said -- what people wrote, shown as they meant it: nodes, never HTML.

import { type Block, type Inline, markdown } from "./markdown";
import { personName, seatName } from "./show";
import { charter } from "./store";

/** Who may be meant by an @ in a text: only whom the message itself names. */
export interface Mentioned { people?: number[]; seats?: number[] }

function nameOf(id: number, of: Mentioned): string | undefined {
	if (of.people?.includes(id)) return personName(id);
	return of.seats?.includes(id) ? seatName(id) : undefined;
}

function Line({ node, of }: { node: Inline; of: Mentioned }) {
	switch (node.is) {
		case "text": return <>{node.text}</>;
		case "code": return <code>{node.text}</code>;
		case "strong": return <strong><Inlines nodes={node.inner} of={of} /></strong>;
		case "em": return <em><Inlines nodes={node.inner} of={of} /></em>;
		case "link": {
			const [only] = node.inner;
			const shown = only?.is === "text" && only.text.includes(node.host);
			return <><a href={node.href} target="_blank" rel="noopener noreferrer"><Inlines nodes={node.inner} of={of} /></a>{!shown && <small class="host"> ({node.host})</small>}</>;
		}
		case "mention": {
			const name = nameOf(node.id, of);
			return name === undefined ? <>@{node.id}</> : <span class="mention">@{name}</span>;
		}
		default: return node satisfies never;
	}
}

function Inlines({ nodes, of }: { nodes: Inline[]; of: Mentioned }) {
	return <>{nodes.map((node, i) => <Line key={i} node={node} of={of} />)}</>;
}

function One({ block, of }: { block: Block; of: Mentioned }) {
	switch (block.is) {
		case "paragraph": return <p><Inlines nodes={block.inner} of={of} /></p>;
		case "code": return <pre tabIndex={0}><code>{block.text}</code></pre>;
		case "quote": return <blockquote><Blocks blocks={block.blocks} of={of} /></blockquote>;
		case "list": {
			const items = block.items.map((item, i) => <li key={i}><Blocks blocks={item} of={of} /></li>);
			return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
		}
		default: return block satisfies never;
	}
}

function Blocks({ blocks, of }: { blocks: Block[]; of: Mentioned }) {
	return <>{blocks.map((block, i) => <One key={i} block={block} of={of} />)}</>;
}

export function Said({ text, of }: { text: string; of: Mentioned }) {
	return <div class="said"><Blocks blocks={markdown(text)} of={of} /></div>;
}

/** On one line of plain text, with names for numbers; cut where a line ends. */
export function spoken(text: string, most = 120): string {
	const line = text.replace(/\s+/g, " ").replace(/@(\d{1,15})(?!\d)/g, (as, id: string) =>
		(charter.one("person", Number(id)) ? `@${personName(Number(id))}` : charter.one("seat", Number(id)) ? `@${seatName(Number(id))}` : as));
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
