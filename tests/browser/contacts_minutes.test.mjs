// Around the decisions: whom to call outside, tried beforehand and called with a reference; and the minutes of the committee.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { answer, button, chapters, counted, declare, dialog, firstEnters, found, give, launch, link, look, person, putUp, root, signs } from "./house.mjs";

let house, browser, ines, room;
const chapter = chapters(() => [ines]);

before(async () => {
	const charter = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "tocsin-browser-")), "no_counsel.yaml");

	fs.writeFileSync(charter, fs.readFileSync(path.join(root, "library/charters/small.yaml"), "utf8").replace(", counsel: true", ""));
	house = await found(charter);
	browser = await launch();
	ines = await person(browser, house.origin);
	await firstEnters(house, ines);
});

after(async () => {
	await browser?.close();
	await house?.stop();
});

const contact = (name) => ines.page.locator("li.contact").filter({ hasText: name });

/* ---- contacts ---- */

chapter("who is missing is entered in one step, and what the officers sign says whom they call by what number", async () => {
	const { page } = ines;

	await page.goto("/charter/readiness");
	await page.locator(".lacks").filter({ hasText: "There is no counsel among the contacts" }).getByRole("button", { name: "Mend it" }).click();
	await dialog(ines).getByLabel(/^What is it called/).fill("Keller & Voss");
	await dialog(ines).getByLabel(/^Its short name/).fill("lawyers");
	await dialog(ines).getByLabel("What it is to the organisation").selectOption({ label: "counsel" });
	await dialog(ines).getByRole("group", { name: "Which seats may call them?" }).getByLabel("Owner").check();
	await dialog(ines).getByLabel("By what number").fill("+49 30 23125 417");
	await dialog(ines).getByLabel(/^What must be agreed first/).fill("More than an hour, with the owner.");
	await dialog(ines).getByRole("button", { name: "Mend it", exact: true }).click();
	assert.match(await answer(ines, "Decide for it"), /Keller & Voss, counsel; \+49 30 23125 417; May be called by Owner; To be agreed first: More than an hour/);
	await page.locator(".ask").getByText("taken").waitFor();
	await page.goto("/charter/contacts");
	await contact("Keller & Voss").getByRole("link", { name: "Call +49 30 23125 417" }).waitFor();
});

chapter("whom to call outside is listed with who may, and is tried", async () => {
	const { page } = ines;

	await link(ines, "Charter").click();
	await link(ines, "Contacts").click();
	await contact("Harbour Insurance").getByText("nobody has tried it").waitFor();
	await contact("Harbour Insurance").getByText("May be called by Owner, Counsel and data protection").waitFor();
	await contact("Harbour Insurance").getByRole("button", { name: "I tried it" }).click();
	await dialog(ines).getByRole("radio", { name: "answered They" }).check();
	await dialog(ines).getByLabel("Who answered, and what they said").fill("The duty desk, at once");
	await dialog(ines).getByRole("button", { name: "I tried it" }).click();
	await contact("Harbour Insurance").locator(".mark.good").getByText("answered").waitFor();
	assert.deepEqual(await look(ines, "contacts"), []);
	await page.goto("/charter/readiness");
	await page.locator(".lacks").filter({ hasText: "“Data protection authority”" }).getByRole("link", { name: "To the contacts" }).waitFor();
});

chapter("the officers declare a channel out of band, and it is said what a page says there", async () => {
	const { page } = ines;

	await page.goto("/charter/severities");
	await page.getByText("Codename, severity and deadline, on every channel.").waitFor();
	await page.goto("/charter/changes");
	await give(ines, "Change the charter", { "The ask": "Is our mail apart from what may be hit?" });
	await page.getByText("Is our mail apart from what may be hit?").click();
	await give(ines, "Propose an option", { "What is it called": "It is" });
	await button(ines, "Say what changes: out of band").click();
	await dialog(ines).getByRole("checkbox", { name: /^mail/ }).check();
	await dialog(ines).getByRole("button", { name: "Say what changes: out of band", exact: true }).click();
	await dialog(ines).waitFor({ state: "detached" });
	await button(ines, "Put this option up").click();
	const says = "Codename, severity and deadline; out of band, by mail, also what the matter is and what is asked.";
	assert.ok((await answer(ines, "Decide for it")).includes(says));
	await page.goto("/charter/severities");
	await page.getByText(says).waitFor();
	assert.deepEqual(await look(ines, "out-of-band"), []);
});

chapter("in a room they are called, what they must agree to stands before the number, and the call is logged with its reference", async () => {
	const { page } = ines;

	room = await declare(ines, "EMBER", "MOVEit Transfer is being exploited");
	await page.goto(`/room/${room}/calls`);
	await contact("Harbour Insurance").getByText("To be agreed first: Whoever is hired, and every payment.").waitFor();
	const said = await contact("Harbour Insurance").innerText();
	assert.ok(said.indexOf("To be agreed first") < said.indexOf("+44 1632 960355"), said);
	assert.equal(await contact("Harbour Insurance").getByRole("link", { name: "Call +44 1632 960355" }).getAttribute("href"), "tel:+441632960355");
	await contact("Harbour Insurance").getByRole("button", { name: "Log the call" }).click();
	await dialog(ines).getByLabel("Their number for it").fill("CL-2026-118");
	await dialog(ines).getByLabel("What was said, and agreed?").fill("Told them what is hit; forensics may begin.");
	await dialog(ines).getByLabel("Who answered there?").fill("Ms Ito");
	await dialog(ines).getByRole("button", { name: "Log the call" }).click();
	await page.getByRole("heading", { name: "Calls outside" }).waitFor();
	await page.getByText("their number: CL-2026-118").waitFor();
	await page.getByText("spoke with Ms Ito").waitFor();
	await contact("Harbour Insurance").getByRole("button", { name: "Start its notice clock" }).click();
	await dialog(ines).getByRole("button", { name: "Start its notice clock" }).click();
	await contact("Harbour Insurance").getByText("To be told:").waitFor();
	assert.deepEqual(await look(ines, "calls-outside"), []);
	await page.goto(`/room/${room}/timeline`);
	await page.getByRole("listitem").getByText("Harbour Insurance, cyber policy: Told them what is hit; forensics may begin. (CL-2026-118)").first().waitFor();
	assert.deepEqual(ines.faults, []);
});

chapter("a contact is taken out of the charter by a decision, and what was said with it keeps its name", async () => {
	const { page } = ines;

	await page.goto("/charter/contacts");
	await contact("Harbour Insurance").getByRole("button", { name: "Take this one out" }).click();
	await dialog(ines).getByRole("button", { name: "Take this one out" }).click();
	assert.match(await answer(ines, "Decide for it"), /Contacts: Harbour Insurance, cyber policy is taken out of the charter/);
	await page.locator(".ask").getByText("taken").waitFor();
	await page.goto("/charter/contacts");
	await contact("Keller & Voss").waitFor();
	await counted(contact("Harbour Insurance"), 0);
	await page.goto(`/room/${room}/calls`);
	await page.getByRole("listitem").filter({ hasText: "CL-2026-118" }).getByText("Harbour Insurance").waitFor();
	await counted(contact("Harbour Insurance"), 0);
	assert.deepEqual(ines.faults, []);
});

/* ---- minutes ---- */

chapter("the minutes write themselves around the five outputs, are finished by a person, and issued once the committee has met", async () => {
	const { page } = ines;

	await page.goto(`/room/${room}/now`);
	await give(ines, "Add a fact", { "Which fact": "exploited", "Its value": "true", "confirmed": true });
	await putUp(ines, room, "Do we stand down at six?", "stand down", "Not before the disks are read", () =>
		give(ines, "Say what the plan prescribes", { "Which plan": "Incident plan, page 7", "Not before the disks are read": true }));
	await button(ines, "Decide for it").click();
	await signs(ines);
	await page.locator(".ask").getByText("Follows Incident plan, page 7.").waitFor();
	await page.goto(`/room/${room}/calls`);
	await page.getByRole("button", { name: "Begin the minutes" }).click();
	await dialog(ines).getByRole("button", { name: "Begin the minutes" }).click();
	await page.getByRole("heading", { name: "Minutes of the committee" }).waitFor();
	await page.getByText("Not saved yet; kept on this device").waitFor();
	const draft = await page.locator("#document-text").inputValue();
	for (const output of ["1. Assessment and options", "2. Decision", "3. Communication plan", "4. Temporary measures", "5. Record"])
		assert.ok(draft.includes(`## ${output}`), draft);
	assert.ok(draft.includes("- exploited = true (confirmed)"), draft);
	assert.match(draft, /Tove Lindqvist \(Counsel and data protection\), called .* UTC, not reached/);
	assert.match(draft, /- Do we stand down at six\? → Not before the disks are read, taken, .*\n {2}- Follows Incident plan, page 7\./);
	assert.match(draft, /The next situation report is owed \d{4}/);
	assert.match(draft, /Tell Harbour Insurance, cyber policy: \d{4}/);
	assert.doesNotMatch(draft, /CL-2026-118/);
	await page.locator("#document-text").fill(`${draft}\nAgreed: we meet again at six.`);
	await page.getByRole("button", { name: "Save" }).first().click();
	await page.getByText("The committee has not met; say so on the call sheet first.").waitFor();
	assert.ok(await page.getByRole("button", { name: "Issue this version" }).isDisabled());
	await page.goto(`/room/${room}/calls`);
	await page.getByRole("button", { name: "It has met" }).click();
	await dialog(ines).getByLabel("Ines Albrecht").check();
	await dialog(ines).getByRole("button", { name: "It has met" }).click();
	await page.getByText("It met").waitFor();
	await link(ines, "Minutes of the committee").click();
	await page.getByRole("button", { name: "Issue this version" }).click();
	await dialog(ines).getByRole("button", { name: "Issue this version" }).click();
	await page.getByText("Issued by").filter({ visible: true }).first().waitFor();
	assert.deepEqual(await look(ines, "minutes"), []);
	assert.deepEqual(ines.faults, []);
});
