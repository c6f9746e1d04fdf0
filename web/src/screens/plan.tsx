// plan -- under the ask: what the plan prescribes, then whether the outcome follows it, and why not.

import type { Entities } from "../gen/api";
import { outcomeText, planText } from "../plan";
import type { Matter } from "../store";

export const PlanSays = ({ of, decision }: { of: Matter; decision: Entities["decision"] }) => <p class="plan">{outcomeText(of, decision) || planText(of, decision)}</p>;
