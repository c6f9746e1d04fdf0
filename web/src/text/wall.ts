// wall -- the wall.

import { say as first } from "../text";

export const say = {
	...first,
	wall_open: "Open decisions",
	wall_none_open: "None is open.",
	wall_nothing_blocked: "Nothing is blocked.",
	wall_nothing_taken: "Nothing is decided yet.",
	wall_more: (n: number): string => `and ${n} more`,
	wall_report: "Next report",
	wall_leave: "Leave the wall view",
};
