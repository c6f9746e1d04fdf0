// csv -- a table as text: RFC 4180 read, and what was pasted one a line.

/** The rows of a CSV; quotes may hold commas, quotes doubled, and line ends. */
export function csvRows(text: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = "";
	let quoted = false;

	const endCell = (): void => { row.push(cell); cell = ""; };
	const endRow = (): void => {
		endCell();
		if (row.some((one) => one.trim() !== "")) rows.push(row);
		row = [];
	};
	for (let i = 0; i < text.length; i++) {
		const c = text.charAt(i);

		if (quoted && c === '"' && text.charAt(i + 1) === '"') { cell += c; i++; }
		else if (c === '"' && (quoted || cell === "")) quoted = !quoted;
		else if (quoted) cell += c;
		else if (c === ",") endCell();
		else if (c === "\n") endRow();
		else if (c !== "\r") cell += c;
	}
	endRow();
	return rows;
}
