// enter -- before one is in: sign in, enrol a passkey, open a demonstration.

import { useEffect, useState } from "preact/hooks";
import { type EnrolRequest, type Enrolled, api } from "../api";
import { sessionChanged } from "../live";
import { make, sign } from "../passkey";
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

/** A key that was enrolled, and its words as this device knows them. */
export type Made = Enrolled & { words: string[] };

/** The link's secret stands in the fragment, which the browser never sends by itself. */
export function Enrol() {
	const step = useStep();
	const [secret] = useState(() => location.hash.slice(1));
	const [wish, setWish] = useState<EnrolRequest>();
	const [made, setMade] = useState<Made>();

	useEffect(() => {
		if (secret) void step.run(async () => setWish(await api.enrolStart(secret)));
	}, []);
	const enrol = () => step.run(async () => {
		if (!wish) return;
		const { words, ...key } = await make(wish);
		const enrolled = await api.enrolFinish({ secret, request: wish.request, ...key });
		history.replaceState(null, "", "/enrol");
		setMade({ ...enrolled, words });
		if (enrolled.vouched) await sessionChanged();
	});

	if (made) return <EnrolDone made={made} />;
	return (
		<>
			<h1>{say.enrol}</h1>
			{!secret && <p class="refusal">{say.enrol_no_secret}</p>}
			{wish && (
				<>
					<p class="lead">{say.enrol_lead(wish.name, wish.organisation)}</p>
					<button type="button" class="primary big" disabled={step.busy} onClick={() => void enrol()}>{say.enrol_button}</button>
				</>
			)}
			<Refused text={step.refusal} />
		</>
	);
}

function EnrolDone({ made }: { made: Made }) {
	const [state, setState] = useState(made.vouched ? "vouched" : "pending");

	useEffect(() => {
		if (state !== "pending") return;
		const timer = setInterval(() => void api.enrolled(made).then((found) => setState(found.state), () => undefined), 2000);
		return () => clearInterval(timer);
	}, [state]);
	return (
		<>
			<h1>{say.enrol}</h1>
			{made.vouched ? (
				<>
					<p class="lead">{say.enrol_founder}</p>
					{made.page_two && <><p>{say.enrol_sheet}</p><Words words={made.words} /><pre class="sheet">{made.page_two}</pre></>}
				</>
			) : (
				<>
					<p class="lead">{say.enrol_done}</p>
					<p>{say.enrol_words}</p>
					<Words words={made.words} />
				</>
			)}
			<p role="status">{state === "pending" ? say.enrol_waiting : state === "revoked" ? say.enrol_revoked : made.vouched ? "" : say.enrol_vouched}</p>
			{state === "vouched" && <a class="button primary big" href={made.vouched ? "/rooms" : "/sign-in"}>{made.vouched ? say.enter : say.sign_in}</a>}
		</>
	);
}

/** Six words, to be read aloud. */
export function Words({ words }: { words: string[] }) {
	return <ol class="six-words">{words.map((word, i) => <li key={i}>{word}</li>)}</ol>;
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
