// markdown -- what people write, as a tree; never HTML.
//
// Ours and small: the libraries that yield a tree recurse as deep as a stranger nests, and read HTML, images,
// tables and references, which must not be.  Every loop here goes forward, and nesting has a bound: what
// lies deeper stays the characters it is.

export type Inline =
	| { is: "text" | "code"; text: string }
	| { is: "strong" | "em"; inner: Inline[] }
	| { is: "link"; inner: Inline[]; href: string; host: string }
	| { is: "mention"; id: number };
export type Block =
	| { is: "paragraph"; inner: Inline[] }
	| { is: "code"; text: string }
	| { is: "quote"; blocks: Block[] }
	| { is: "list"; ordered: boolean; start: number; items: Block[][] };

const deepest = 4;
const longest = 65_536;

/* ---- within a line ---- */

const schemes = new Set(["http:", "https:", "mailto:"]);

/** Where a link really goes; undefined if it is none that may be followed. */
export function target(href: string): { href: string; host: string } | undefined {
	if (!/^(https?:\/\/|mailto:)/i.test(href) || !URL.canParse(href)) return undefined;
	const url = new URL(href);

	if (!schemes.has(url.protocol) || url.username || url.password) return undefined;
	return { href: url.href, host: url.protocol === "mailto:" ? url.pathname : url.host };
}

const link = /\[([^[\]\n]{1,300})\]\(([^()\s<>]{1,2000})\)/y;
const bare = /https?:\/\/[^\s<>"'`*]{1,2000}/y;
const strong = /\*\*(?=[^\s*])([^*\n]{1,2000})\*\*/y;
const em = /\*(?=[^\s*])([^*\n]{1,2000})\*(?!\*)/y;
const under = /_(?=[^\s_])([^_\n]{1,2000})_(?![\p{L}\p{N}_])/uy;
const mention = /@(\d{1,15})(?!\d)/y;

const at = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
	pattern.lastIndex = from;
	return pattern.exec(text);
};
const wordy = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);

interface Found { node: Inline; end: number }

/** Code between as many backticks as opened it; `without` are the counts that nothing closes any more. */
function code(text: string, from: number, without: Set<number>): Found | undefined {
	const count = /`*/y;
	count.lastIndex = from;
	const ticks = count.exec(text)?.[0] ?? "";
	let end = without.has(ticks.length) ? -1 : text.indexOf(ticks, from + ticks.length);

	while (end >= 0 && (text[end + ticks.length] === "`" || text[end - 1] === "`")) {
		while (text[end] === "`") end++;
		end = text.indexOf(ticks, end);
	}
	if (end < 0) {
		without.add(ticks.length);
		return { node: { is: "text", text: ticks }, end: from + ticks.length };
	}
	return { node: { is: "code", text: text.slice(from + ticks.length, end).trim() }, end: end + ticks.length };
}

function linked(inner: Inline[], href: string, end: number): Found | undefined {
	const where = target(href);
	return where && { node: { is: "link", inner, ...where }, end };
}

function marked(is: "strong" | "em", hit: RegExpExecArray | null, from: number, depth: number): Found | undefined {
	const inner = hit?.[1];
	if (!hit || !inner || /\s$/.test(inner)) return undefined;
	return { node: { is, inner: inlines(inner, depth + 1) }, end: from + hit[0].length };
}

function foundAt(text: string, from: number, depth: number, without: Set<number>): Found | undefined {
	switch (text[from]) {
		case "`": return code(text, from, without);
		case "[": {
			const hit = at(link, text, from);
			return hit ? linked([{ is: "text", text: hit[1] ?? "" }], hit[2] ?? "", from + hit[0].length) : undefined;
		}
		case "h": {
			const hit = wordy(text[from - 1]) ? undefined : at(bare, text, from)?.[0].replace(/[.,;:!?)\]]+$/, "");
			return hit ? linked([{ is: "text", text: hit }], hit, from + hit.length) : undefined;
		}
		case "*":
			return marked("strong", at(strong, text, from), from, depth) ?? marked("em", at(em, text, from), from, depth);
		case "_":
			return wordy(text[from - 1]) ? undefined : marked("em", at(under, text, from), from, depth);
		case "@": {
			const hit = wordy(text[from - 1]) ? undefined : at(mention, text, from);
			return hit ? { node: { is: "mention", id: Number(hit[1]) }, end: from + hit[0].length } : undefined;
		}
		default: return undefined;
	}
}

function inlines(text: string, depth: number): Inline[] {
	const out: Inline[] = [];
	const without = new Set<number>();
	let plain = 0;
	let i = 0;

	while (i < text.length) {
		const found = depth < deepest ? foundAt(text, i, depth, without) : undefined;
		if (!found || found.node.is === "text") {
			i = found?.end ?? i + 1;
			continue;
		}
		if (i > plain) out.push({ is: "text", text: text.slice(plain, i) });
		out.push(found.node);
		plain = i = found.end;
	}
	if (plain < text.length) out.push({ is: "text", text: text.slice(plain) });
	return out;
}

/* ---- lines ---- */

const fence = /^\s{0,3}```/;
const quote = /^\s{0,3}> ?/;
const item = /^(\s{0,3})([-*+]|\d{1,9}[.)])\s+(?=\S)/;

interface Lines { lines: string[]; next: number }

/** Lines from here on for which it holds, each as `cut` leaves it. */
function taken(from: Lines, holds: (line: string) => boolean, cut: (line: string) => string): string[] {
	const out: string[] = [];

	for (let line = from.lines[from.next]; line !== undefined && holds(line); line = from.lines[++from.next]) out.push(cut(line));
	return out;
}

function fenced(from: Lines): Block {
	from.next++;
	const text = taken(from, (line) => !fence.test(line), (line) => line).join("\n");

	from.next++;
	return { is: "code", text };
}

/** An item goes on in lines that are indented, and in the lines of its paragraph. */
function listItem(from: Lines, depth: number): Block[] {
	const first = from.lines[from.next] ?? "";
	const indent = item.exec(first)?.[0].length ?? 2;
	const inner = [first.slice(indent)];

	from.next++;
	inner.push(...taken(from, (line) => /^\s{2,}\S/.test(line) || (line.trim() !== "" && !item.test(line) && !quote.test(line) && !fence.test(line)),
		(line) => line.replace(/^\s*/, (blanks) => blanks.slice(indent))));
	return blocks({ lines: inner, next: 0 }, depth + 1);
}

function list(from: Lines, depth: number): Block {
	const mark = item.exec(from.lines[from.next] ?? "")?.[2] ?? "-";
	const ordered = /\d/.test(mark);
	const items: Block[][] = [];

	while (from.next < from.lines.length) {
		const hit = item.exec(from.lines[from.next] ?? "");
		if (!hit || /\d/.test(hit[2] ?? "") !== ordered) break;
		items.push(listItem(from, depth));
	}
	return { is: "list", ordered, start: ordered ? Number.parseInt(mark, 10) : 1, items };
}

const begins = (line: string): boolean => fence.test(line) || quote.test(line) || item.test(line);

function block(from: Lines, depth: number): Block {
	const line = from.lines[from.next] ?? "";

	if (fence.test(line)) return fenced(from);
	if (depth < deepest && quote.test(line))
		return { is: "quote", blocks: blocks({ lines: taken(from, (one) => quote.test(one), (one) => one.replace(quote, "")), next: 0 }, depth + 1) };
	if (depth < deepest && item.test(line)) return list(from, depth);
	from.next++;
	const rest = taken(from, (one) => one.trim() !== "" && (depth >= deepest ? !fence.test(one) : !begins(one)), (one) => one);
	return { is: "paragraph", inner: inlines([line, ...rest].join("\n"), 0) };
}

function blocks(from: Lines, depth: number): Block[] {
	const out: Block[] = [];

	while (from.next < from.lines.length) {
		if (from.lines[from.next]?.trim() === "") from.next++;
		else out.push(block(from, depth));
	}
	return out;
}

/** What was written, as blocks; beyond the bound it is cut. */
export function markdown(text: string): Block[] {
	return blocks({ lines: text.slice(0, longest).replace(/\r\n?/g, "\n").split("\n"), next: 0 }, 0);
}
