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

const plainInline = (node: Inline): string => {
	switch (node.is) {
		case "text": case "code": return node.text;
		case "mention": return charter.one("person", node.id) ? `@${personName(node.id)}` : charter.one("seat", node.id) ? `@${seatName(node.id)}` : `@${node.id}`;
		case "strong": case "em": case "link": return node.inner.map(plainInline).join("");
		default: return node satisfies never;
	}
};
const plainBlock = (block: Block): string => {
	switch (block.is) {
		case "paragraph": return block.inner.map(plainInline).join("");
		case "code": return block.text;
		case "quote": return block.blocks.map(plainBlock).join(" ");
		case "list": return block.items.flat().map(plainBlock).join(" ");
		default: return block satisfies never;
	}
};

/** The same on one line of plain text, cut where the line ends. */
export function spoken(text: string, most = 120): string {
	const line = markdown(text).map(plainBlock).join(" ").replace(/\s+/g, " ");
	return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
