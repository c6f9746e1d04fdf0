// both_want -- what several parties want.

export const say = {
	both_want: (who: string[], what: string): string => `${who.slice(0, -1).join(", ")} and ${who.at(-1)} ${who.length > 2 ? "all" : "both"} want: ${what}`,
};
