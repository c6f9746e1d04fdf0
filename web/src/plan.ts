// plan -- what a plan prescribes for a decision, and whether its outcome follows that, in a sentence.

import type { Entities } from "./gen/api";
import type { Matter } from "./store";
import { say } from "./text/plan";

type Decision = Entities["decision"];

/** Empty where no plan is named, or nothing has come of the decision yet. */
export function outcomeText(of: Matter, decision: Decision): string {
	const option = of.one("option", decision.option);
	const stands = decision.state === "taken" || (decision.state === "superseded" && decision.departs_because) || (decision.state === "open" && (decision.alone ?? decision.defaulted));
	const why = decision.departs_because ?? (decision.state === "open" && decision.defaulted ? say.plan.by_default : say.erased);

	if (!option?.plan || !stands) return "";
	return option.departs ? say.plan.departs(option.plan, why) : say.plan.follows(option.plan);
}

/** Before there is an outcome: what the plan prescribes, and whether what is put up departs from it. */
export function planText(of: Matter, decision: Decision): string {
	const options = of.all("option").filter((one) => one.decision === decision.id);
	const plan = options.find((one) => one.plan)?.plan;
	const prescribed = options.filter((one) => one.plan && !one.departs).map((one) => `“${one.title ?? say.erased}”`);

	if (!plan) return "";
	return [
		prescribed.length ? say.plan.prescribes(plan, prescribed.join(", ")) : say.plan.prescribes_none(plan),
		decision.state === "open" && of.one("option", decision.option)?.departs ? say.plan.put_up_departs(decision.departs_because) : "",
	].filter(Boolean).join(" ");
}
