// devices -- which browsers of mine are called: add this one, test it and see the answer come, take one out.

import { useEffect, useState } from "preact/hooks";
import { type Receipt, api } from "../api";
import { Give } from "../form";
import type { Entities } from "../gen/api";
import { endpointHere, hindrance, nameHere, subscribe, unsubscribe } from "../push";
import { go, place } from "../route";
import { Mark, Section, Time, clock, durationText } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/devices";
import { Refused, useStep } from "./enter";

type Device = Entities["device"];

const waits = 60_000_000;       // for an answer before something must be wrong
const pause = 30_000_000;       // between two tests, as the server has it

const hostOf = (device: Device): string => (device.endpoint && URL.canParse(device.endpoint) ? new URL(device.endpoint).host : say.erased);

/** How the newest test went; it changes by itself when the answer comes. */
function Tested({ device }: { device: Device }) {
	const { tested_at: tested, answered_at: answered } = device;
	const page = charter.all("page").findLast((one) => one.test === device.test);

	if (!tested) return <Mark tone="warn">{say.device.untested}</Mark>;
	if (answered) return <><Mark tone="good">{say.device.answered(durationText((answered - tested) / 1_000_000))}</Mark> <Time at={answered} /></>;
	if (page?.result && page.result !== "accepted") return <><Mark tone="bad">{wordly(page.result)}</Mark> <small>{page.note}</small></>;
	if (clock.value - tested < waits) return <span role="status"><Mark tone="accent">{say.device.sent}</Mark> {say.device.waiting}</span>;
	return <><Mark tone="bad">{say.device.silent}</Mark> <small>{say.device.check(hostOf(device))}</small></>;
}

function Row({ device, here, lapsed, changed }: { device: Device; here: boolean; lapsed: boolean; changed: () => void }) {
	const justNow = !!device.tested_at && clock.value - device.tested_at < pause ? say.device.just_tested : undefined;
	const removed = (): void => { if (here) void unsubscribe().then(changed, changed); };

	return (
		<li>
			<span>
				{device.name ?? say.device.nameless} {here && <Mark>{say.device.this_one}</Mark>} {lapsed && <Mark tone="bad">{say.device.lapsed}</Mark>}
				<small>{say.device.through(hostOf(device))} · {say.since} <Time at={device.at} /></small>
				<small><Tested device={device} /></small>
			</span>
			<span class="buttons">
				<Give command="test_device" room={0} fixed={{ device: device.id }} label={say.device.test} disabledBecause={justNow} />
				<Give command="remove_device" room={0} fixed={{ device: device.id }} label={say.device.remove} tone="quiet" done={removed} />
			</span>
		</li>
	);
}

/** Whoever comes from a test page has seen it. */
function Seen({ test }: { test: number }) {
	const step = useStep();
	const [done, setDone] = useState(0);
	const answer = () => step.run(async () => {
		await api.command(0, "acknowledge_test", { test });
		setDone(test);
	});

	useEffect(() => { void answer(); }, [test]);
	if (done === test) return <p role="status"><Mark tone="good">{say.device.seen}</Mark> {say.device.seen_lead}</p>;
	return step.refusal ? <div role="alert"><Refused text={step.refusal} /><button type="button" onClick={() => go("/account", true)}>{say.close}</button></div> : <p role="status" class="moment">{say.loading}</p>;
}

const added = "device";         // in localStorage: which of them was added from this browser

export function Devices() {
	const mine = charter.all("device").filter((device) => device.person === me.value?.person && !device.ended);
	const at = place.value;
	const [here, setHere] = useState<string>();
	const look = (): void => void endpointHere().then((is) => setHere(is ?? ""), () => setHere(""));
	const isHere = (device: Device): boolean => !!here && device.endpoint === here;
	const wasHere = (device: Device): boolean => here !== undefined && !isHere(device) && localStorage.getItem(added) === String(device.id);
	const lost = charter.all("device").find((device) => device.person === me.value?.person && localStorage.getItem(added) === String(device.id));
	const why = hindrance();
	const done = ({ seq, count }: Receipt): void => {
		const before = mine.find(wasHere);
		if (before) void api.command(0, "remove_device", { device: before.id }).catch(() => undefined);     // or it was replaced by this one
		localStorage.setItem(added, String(seq + count - 1));
		look();
	};

	useEffect(look, []);
	return (
		<Section title={say.device.title} action={!mine.some(isHere) && (
			<Give command="add_device" room={0} only={["name"]} offered={{ name: nameHere() }} complete={subscribe} label={say.device.add} done={done}
				tone={mine.length ? "plain" : "primary"} disabledBecause={why} />
		)}>
			<p>{say.device.lead}</p>
			{at.place === "account" && at.test !== undefined && <Seen test={at.test} />}
			{why && <p class="why-not">{why}</p>}
			{lost?.ended && lost.ended !== "removed" && !mine.some(isHere) && <p class="refusal">{say.device.ended[lost.ended]}</p>}
			{mine.length === 0 && <p class="empty">{say.device.none}</p>}
			<ul class="rows">{mine.map((device) => <Row key={device.id} device={device} here={isHere(device)} lapsed={wasHere(device)} changed={look} />)}</ul>
		</Section>
	);
}
