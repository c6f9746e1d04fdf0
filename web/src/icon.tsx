// icon -- one small set, drawn in strokes; decoration only, the word stands beside it.

const paths = {
	now: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
	decide: "M12 3v18M7 21h10M5 7h14M5 7l-3 7h6zM19 7l-3 7h6z",
	do: "M4 6l2 2 3-4M4 14l2 2 3-4M12 6h9M12 14h9M12 20h9",
	measures: "M5 4h14v16H5zM9 9h6M9 13h6M9 17h3",
	say: "M4 10v4h4l8 5V5l-8 5zM19 9v6",
	scope: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 2v5M12 17v5M2 12h5M17 12h5",
	talk: "M4 5h16v11H9l-5 4z",
	calls: "M5 4h4l2 5-3 2a11 11 0 0 0 5 5l2-3 5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z",
	more: "M5 12h.01M12 12h.01M19 12h.01",
	timeline: "M3 12h18M7 12V7M12 12v5M17 12V5",
	people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 20c0-4 3-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17 14c3 0 4 2 4 6",
	settings: "M4 7h10M18 7h2M4 17h2M10 17h10M16 5v4M8 15v4",
	wall: "M3 5h18v12H3zM9 21h6M12 17v4",
	search: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM15 15l6 6",
	record: "M6 3h9l4 4v14H6zM9 13l2 2 4-4",
	charter: "M12 3l8 4v5c0 5-4 8-8 9-4-1-8-4-8-9V7z",
	access: "M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 20c1-4 3-6 7-6s6 2 7 6M16 4a4 4 0 0 1 0 7M19 14c2 1 3 3 3 6",
	rooms: "M4 20V6l8-3 8 3v14M9 20v-6h6v6",
	work: "M4 8h16v12H4zM9 8V5h6v3",
	account: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-4 4-6 8-6s7 2 8 6",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
	return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={paths[name]} /></svg>;
}
