// csv -- a table as text, as spreadsheets save or copy it (RFC 4180): parted by commas, semicolons or tabs.

export interface Row { line: number; cells: string[] }

/** What parts its cells: the first of the three in the first line that no quotes hold; nothing if there is none. */
export function betweenIn(text: string): "," | ";" | "\t" | undefined {
	const first = text.split("\n", 1)[0]?.replace(/"[^"]*"?/g, "") ?? "";
	return first.match(/[,;\t]/)?.[0] as "," | ";" | "\t" | undefined;
}

/** What spreadsheets begin a file in UTF-8 with. */
const marked = "\ufeff";

/** Its rows but for the empty ones; quotes may hold what parts cells, quotes doubled, and line ends. `open`: the line where a quote was never closed. */
export function csvRows(text: string, between: string): { rows: Row[]; open: number | undefined } {
	const rows: Row[] = [];
	let cells: string[] = [];
	let cell = "";
	let quoted = 0;
	let line = 1;
	let began = 1;

	const endCell = (): void => { cells.push(cell); cell = ""; };
	const endRow = (): void => {
		endCell();
		if (cells.some((one) => one.trim() !== "")) rows.push({ line: began, cells });
		cells = [];
	};
	for (let i = text.startsWith(marked) ? 1 : 0; i < text.length; i++) {
		const c = text.charAt(i);

		if (c === "\n") line++;
		if (quoted && c === '"' && text.charAt(i + 1) === '"') { cell += c; i++; }
		else if (c === '"' && (quoted || cell === "")) quoted = quoted ? 0 : line;
		else if (quoted) cell += c;
		else if (c === between) endCell();
		else if (c === "\n") { endRow(); began = line; }
		else if (c !== "\r") cell += c;
	}
	endRow();
	return { rows, open: quoted || undefined };
}
