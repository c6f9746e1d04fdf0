// templates -- texts prepared for statements: for whom, approved by whom until when.

import { templateChange } from "../change";
import { Give } from "../form";
import { isApproved, nameOf, type Template } from "../prepared";
import { Empty, Mark, Person, Section, Time } from "../show";
import { charter, me } from "../store";
import { wordly } from "../text";
import { say } from "../text/templates";
import { Add, Amend } from "./amend";
import { Remove } from "./remove";

const halfYear = 182 * 86_400_000;

function Approval({ template }: { template: Template }) {
	if (!template.until) return <Mark tone="warn">{say.prepared.unapproved}</Mark>;
	return (
		<small>
			<Mark tone={isApproved(template) ? "good" : "bad"}>{isApproved(template) ? say.prepared.approved : say.prepared.expired}</Mark> <Time at={template.until} />, {say.prepared.by} <Person id={template.approved_by} />
		</small>
	);
}

export function Templates() {
	const templates = charter.all("template");

	return (
		<Section title={say.templates} action={<Add what="template" change={() => templateChange(undefined)} />}>
			<p>{say.prepared.lead}</p>
			{templates.length === 0 && <Empty>{say.prepared.none}</Empty>}
			<ul class="rows">
				{templates.map((template) => (
					<li key={template.id} class="template">
						<div>
							<strong>{nameOf(template)}</strong> <Mark>{wordly(template.audience)}</Mark> {template.holding && <Mark tone="accent">{say.prepared.holding}</Mark>}
							<small>{wordly(template.channel)} · {template.language}</small>
							<q class="prepared" lang={template.language}>{template.text ?? say.erased}</q>
							<Approval template={template} />
						</div>
						<span class="buttons">
							{template.text && <Give command="approve_template" room={0} fixed={{ template: template.id, version: template.version }} offered={{ until: (Date.now() + halfYear) * 1000 }} label={say.prepared.approve} title={nameOf(template)} />}
							<Amend name={nameOf(template)} change={() => templateChange(template.label)} />
							{me.value?.officer && <Remove name={nameOf(template)} change={{ removes_template: template.id }} />}
						</span>
					</li>
				))}
			</ul>
		</Section>
	);
}
