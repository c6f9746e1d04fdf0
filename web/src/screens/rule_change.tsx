// rule_change -- to change a rule one begins from the one in force: what is left alone stays as it is.

import { useState } from "preact/hooks";
import { Dialog, Form, Press } from "../form";
import type { Entities } from "../gen/api";
import { records } from "../gen/commands";
import { charter } from "../store";
import { say, wordly } from "../text";

/** The rule in force, as the words of the form. */
function termsOf(rule: Entities["rule"] | undefined): Record<string, unknown> {
	if (!rule) return {};
	return { rule: Object.fromEntries(records.rule_terms.fields.map(({ name }) => [name, rule[name as keyof typeof rule]])) };
}

export function RuleChange({ option }: { option: number }) {
	const [open, setOpen] = useState(false);
	const [kind, setKind] = useState<string>();
	const rules = charter.all("rule");
	const close = (): void => setOpen(false);

	return (
		<>
			<Press label={`${say.propose_change}: rule`} run={() => setOpen(true)} />
			{open && (
				<Dialog title={`${say.propose_change}: rule`} close={close}>
					<div class="field">
						<label for="which-rule">{say.which_rule}</label>
						<select id="which-rule" value={kind ?? "-"} onChange={(e) => setKind(e.currentTarget.value)}>
							<option value="-" disabled>{say.none_chosen}</option>
							<option value="">{say.new_rule}</option>
							{rules.map((rule) => <option key={rule.id} value={rule.kind}>{wordly(rule.kind)}</option>)}
						</select>
					</div>
					{kind !== undefined && (
						<Form key={kind} command="propose_change" room={0} fixed={{ option }} slot={`rule/${kind}`} only={["rule"]} submit={say.propose_change}
							offered={termsOf(rules.find((rule) => rule.kind === kind))} done={close} cancel={close} />
					)}
				</Dialog>
			)}
		</>
	);
}
