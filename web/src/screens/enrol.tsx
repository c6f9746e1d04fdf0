// enrol -- by a link that somebody was given: a passkey is made, and its six words are read to whoever vouches for it.

import { useEffect, useState } from "preact/hooks";
import { type EnrolRequest, type Enrolled, api } from "../api";
import { sessionChanged } from "../live";
import { make } from "../new_passkey";
import { say } from "../text/enrol";
import { Refused, useStep } from "./enter";

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
