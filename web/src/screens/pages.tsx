// pages -- what the server sends by itself to who must be reached: when, in which way, and what came of it.

import { pagesMe, pagesOf } from "../calling";
import { Give } from "../form";
import type { Entities } from "../gen/api";
import { Mark, Time } from "../show";
import type { Matter } from "../store";
import { say } from "../text/pages";

type Call = Entities["call"];
const { paged } = say.calls;

/** What is heard of the person, once the other side has taken it. */
function Heard({ page, known }: { page: Entities["page"]; known: boolean }) {
	if (known) return <Mark tone="good">{paged.knows}</Mark>;
	if (page.result !== "accepted" && page.result !== "pretended") return null;
	return <Mark tone="warn">{paged.nothing_heard}</Mark>;
}

/** The newest in each way. */
export function Pages({ of, calls }: { of: Matter; calls: Call[] }) {
	const pages = pagesOf(of, calls);

	if (pages.length === 0) return null;
	return (
		<ul class="plain tries">
			{pages.map((page) => (
				<li key={page.id}>
					<small>
						<Time at={page.at} /> {paged.by[page.channel]}{paged.attempt(page.attempt)}{page.late && paged.late}: <strong>{page.result ? paged.result[page.result] : paged.on_its_way}</strong>{page.note && <>. {page.note}</>} <Heard page={page} known={calls.every((call) => call.acknowledged)} />
					</small>
				</li>
			))}
		</ul>
	);
}

/** I am being paged: one tap, and it stops. */
export function Paged({ of }: { of: Matter }) {
	const mine = pagesMe(of);

	if (!mine) return null;
	return (
		<section class="section waiting" role="status">
			<p><strong>{paged.you(mine.about)}</strong></p>
			<p><Give command="acknowledge_page" room={of.room} fixed={{ page: mine.page.id }} label={say.calls.acknowledge} tone="primary" /></p>
		</section>
	);
}
