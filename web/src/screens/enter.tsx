// enter -- before one is in: sign in, open a demonstration.

import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { sessionChanged } from "../live";
import { sign } from "../passkey";
import { go, roomHref } from "../route";
import { me, rooms } from "../store";
import { say } from "../text";

const sentence = (e: unknown): string => (e instanceof Error ? e.message : String(e));

/** A step that can fail with a sentence, and says while it runs. */
export function useStep(): { busy: boolean; refusal: string; run: (step: () => Promise<void>) => Promise<void> } {
	const [busy, setBusy] = useState(false);
	const [refusal, setRefusal] = useState("");

	return {
		busy, refusal,
		run: async (step) => {
			setBusy(true);
			setRefusal("");
			await step().catch((e: unknown) => setRefusal(sentence(e)));
			setBusy(false);
		},
	};
}

export const Refused = ({ text }: { text: string }) => (text ? <p class="refusal" role="alert">{text}</p> : null);

async function entered(): Promise<void> {
	await sessionChanged();
	if (["/sign-in", "/enrol"].includes(location.pathname)) go("/rooms", true);
}

export function SignIn() {
	const step = useStep();
	const [code, setCode] = useState("");
	const withPasskey = () => step.run(async () => {
		const { request, rp } = await api.signInStart();
		const signed = await sign(request, rp, []);
		await api.signInFinish({ request, ...signed });
		await entered();
	});
	const withCode = (e: Event) => {
		e.preventDefault();
		void step.run(async () => {
			await api.recover(code.trim());
			await entered();
		});
	};

	return (
		<>
			<h1>{me.value?.organisation || say.sign_in}</h1>
			<p class="lead">{say.sign_in_lead}</p>
			<button type="button" class="primary big" disabled={step.busy} onClick={() => void withPasskey()}>{say.sign_in_button}</button>
			<Refused text={step.refusal} />
			{me.value?.demo && <p>{say.demo_lead}</p>}
			<details>
				<summary>{say.recovery}</summary>
				<p>{say.recovery_lead}</p>
				<form class="form" onSubmit={withCode}>
					<div class="field">
						<label for="code">{say.recovery_code}</label>
						<input id="code" required autocomplete="one-time-code" value={code} onInput={(e) => setCode(e.currentTarget.value)} />
					</div>
					<button type="submit" disabled={step.busy}>{say.recovery_button}</button>
				</form>
			</details>
		</>
	);
}

export function DemoEntry() {
	const step = useStep();

	useEffect(() => {
		void step.run(async () => {
			await api.enterDemo(location.hash.slice(1));
			await sessionChanged();
			go(rooms.value[0] ? roomHref(rooms.value[0].id) : "/rooms", true);
		});
	}, []);
	return (
		<>
			<h1>{say.demo}</h1>
			{step.refusal ? <Refused text={step.refusal} /> : <p role="status">{say.demo_entering}</p>}
		</>
	);
}
