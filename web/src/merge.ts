// merge -- lines of two texts brought together, so that nothing that anybody wrote is lost.

export interface Line { kind: "same" | "gone" | "new"; text: string }

const lines = (text: string): string[] => text.split("\n");

/** Above this many pairs of lines, what lies between the equal ends counts as one change. */
const pairsMost = 4_000_000;

/** For every line of `a` the line of `b` that it became, or -1: a longest common subsequence. */
function matched(a: string[], b: string[]): Int32Array {
	const found = new Int32Array(a.length).fill(-1);
	let head = 0, tail = 0;

	while (head < a.length && head < b.length && a[head] === b[head]) { found[head] = head; head++; }
	while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
		found[a.length - 1 - tail] = b.length - 1 - tail;
		tail++;
	}
	const n = a.length - head - tail, m = b.length - head - tail, wide = m + 1;
	if (n * m > pairsMost) return found;
	const best = new Uint32Array((n + 1) * wide);
	const at = (i: number, k: number): number => best[i * wide + k] ?? 0;
	for (let i = n - 1; i >= 0; i--)
		for (let k = m - 1; k >= 0; k--)
			best[i * wide + k] = a[head + i] === b[head + k] ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
	for (let i = 0, k = 0; i < n && k < m;) {
		if (a[head + i] === b[head + k]) { found[head + i] = head + k; i++; k++; }
		else if (at(i + 1, k) >= at(i, k + 1)) i++;
		else k++;
	}
	return found;
}

/** What changed from one text to another, line by line. */
export function difference(from: string, to: string): Line[] {
	const a = lines(from), b = lines(to), found = matched(a, b), all: Line[] = [];
	let k = 0;

	a.forEach((text, i) => {
		const partner = found[i] ?? -1;
		if (partner < 0) { all.push({ kind: "gone", text }); return; }
		while (k < partner) all.push({ kind: "new", text: b[k++] ?? "" });
		all.push({ kind: "same", text });
		k++;
	});
	while (k < b.length) all.push({ kind: "new", text: b[k++] ?? "" });
	return all;
}

/** Both of what two people wrote still stand in it. */
export const unsettled = (text: string): boolean => /^<<<<<<< /m.test(text) && /^>>>>>>> /m.test(text);

export interface Merged { text: string; conflicts: number }

/**
 * Both of two texts that were written on the same base.  Where they changed the
 * same lines, both stand in the text, between lines that say whose they are.
 */
export function merge(base: string, mine: string, theirs: string, names: { mine: string; theirs: string }): Merged {
	const o = lines(base), a = lines(mine), b = lines(theirs);
	const toMine = matched(o, a), toTheirs = matched(o, b);
	const out: string[] = [];
	let i = 0, j = 0, k = 0, conflicts = 0;

	const between = (endO: number, endA: number, endB: number): void => {
		const was = o.slice(i, endO), left = a.slice(j, endA), right = b.slice(k, endB);
		const equal = (x: string[], y: string[]): boolean => x.length === y.length && x.every((line, n) => line === y[n]);

		if (equal(left, was)) out.push(...right);
		else if (equal(right, was) || equal(left, right)) out.push(...left);
		else {
			conflicts++;
			out.push(`<<<<<<< ${names.mine}`, ...left, "=======", ...right, `>>>>>>> ${names.theirs}`);
		}
	};
	for (let line = 0; line < o.length; line++) {
		const inMine = toMine[line] ?? -1, inTheirs = toTheirs[line] ?? -1;
		if (inMine < 0 || inTheirs < 0) continue;
		between(line, inMine, inTheirs);
		out.push(o[line] ?? "");
		i = line + 1; j = inMine + 1; k = inTheirs + 1;
	}
	between(o.length, a.length, b.length);
	return { text: out.join("\n"), conflicts };
}
