/**
 * One vulnerability from the web form to the published advisory and the closed case, in a real
 * browser on the real product: the reporter's side with scripts off, the team's with them on.
 */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readPublishedSet } from "../../scripts/crash/published-set.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { csafLayout } from "../../src/formats/csaf/csaf-layout.ts";
import { openBrowser } from "../support/browser.ts";
import { mustBeAccessible as mustPassAxe } from "../support/clean-page.ts";
import { picture } from "../support/picture.ts";
import { type Product, startProduct } from "../support/product.ts";

let product: Product;
let browser: Browser;
let reporter: Page;
let analyst: Page;
let lead: Page;
let approver: Page;

/** What the story carries from one step to the next. */
const story = { code: "", reference: "", number: "" };

const title = "OmniSwitch agents: restart by one crafted frame";

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  reporter = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  analyst = await atSeat("Analyst");
  lead = await atSeat("Lead");
  approver = await atSeat("Approver and publisher");
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function atSeat(name: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(product.seatLink(name));
  return page;
}

/** The form of a deed, of which a page may have several. */
const deed = (page: Page, name: string): Locator =>
  page.locator(`form[action*="/deeds/${name}?"]`).first();

/** As one reads it: with blanks where the page has lines. */
const textOf = async (place: Locator): Promise<string> =>
  (await place.allInnerTexts()).join(" ").replace(/\s+/g, " ");

const caseAt = (view = "") => `${product.baseUrl}/console/cases/${story.reference}${view}`;

const publicationAt = () => caseAt(`/publications/${story.number}`);

/** axe is itself a script: a page of the reporter's is looked at in a copy of their browser. */
async function mustBeAccessible(shown: Page): Promise<void> {
  const scripted = shown === reporter ? await withScripts(shown) : shown;
  await mustPassAxe(scripted);
  if (scripted !== shown) await scripted.context().close();
}

async function withScripts(page: Page): Promise<Page> {
  const storageState = await page.context().storageState();
  const copy = await (await browser.newContext({ storageState })).newPage();
  await copy.goto(page.url());
  return copy;
}

/** Loads the page anew until it shows the words: the worker needs a moment. */
async function untilShown(page: Page, url: string, words: string): Promise<void> {
  await eventually(words, async () => {
    await page.goto(url);
    return (await page.getByText(words).count()) > 0 ? true : undefined;
  });
}

test("[ALE-10] a stranger reports with a file, scripts off, and opens the report with its code", async () => {
  await reporter.goto(`${product.baseUrl}/report`);
  await reporter.getByLabel("Product or service").fill("OmniSwitch 6900");
  await reporter.getByLabel("Version").fill("8.9 R02");
  await reporter.getByLabel("What did you find?").fill("One crafted frame restarts the agent.");
  await reporter.getByLabel("Only here, with a receipt code").check();
  const file = { name: "frame.pcap", mimeType: "application/octet-stream" };
  const buffer = Buffer.from("d4c3b2a1", "hex");
  await reporter.setInputFiles("input[type=file]", { ...file, buffer });
  await reporter.getByRole("button", { name: "Send the report" }).click();
  story.code = (await reporter.locator("#field-receipt").textContent()) ?? "";
  expect(story.code).toMatch(/^[0-9A-Z]{26}$/);
  await reporter.getByRole("button", { name: "Open my report" }).click();
  await untilShown(reporter, `${product.baseUrl}/portal/case`, "You are here");
  story.reference = /ALE-\d+-\d+|[A-Z]+-\d{4}-\d+/.exec(await reporter.title())?.[0] ?? "";
  await reporter.getByText("frame.pcap").waitFor();
  await picture(reporter, "anonymous-report");
  await mustBeAccessible(reporter);
});

test("the analyst finds the report in the queue", async () => {
  await analyst.goto(`${product.baseUrl}/console`);
  await mustBeAccessible(analyst);
  await analyst.getByRole("row", { name: story.reference }).getByRole("link").click();
  await analyst.getByText("One crafted frame restarts the agent.").first().waitFor();
  await analyst.getByRole("link", { name: "frame.pcap" }).waitFor();
  await mustBeAccessible(analyst);
});

test("[ALE-30] a rejection without reasons is refused with its words kept, and a reasoned decision is told", async () => {
  const form = deed(analyst, "decide-relevancy");
  await form.getByLabel("Not taken up").check();
  await form.getByLabel("Explanation for the reporter").fill("Not ours.");
  await form.getByRole("button").first().click();
  await analyst.getByRole("alert").first().waitFor();
  expect(await form.getByLabel("Explanation for the reporter").inputValue()).toBe("Not ours.");
  expect(await form.getByLabel("Not taken up").isChecked()).toBe(true);
  await mustBeAccessible(analyst);
  await form.getByLabel("Relevant: it goes on to analysis").check();
  await form.locator('[name="touches"][value="availability"]').check();
  await form.getByLabel("Explanation for the reporter").fill("We saw the restart in our lab.");
  await form.getByRole("button").first().click();
  await analyst.getByText("The decision is recorded, and the reporter is being told.").waitFor();
  const portal = `${product.baseUrl}/portal/case`;
  await untilShown(reporter, portal, "We saw the restart in our lab.");
});

/** Chooses each metric of the base group and answers what the page says while one chooses. */
async function score(version: string, metrics: Readonly<Record<string, string>>) {
  await analyst.goto(caseAt(`/vulnerability?cvss=${version}`));
  const form = deed(analyst, "score-vulnerability");
  for (const [metric, value] of Object.entries(metrics)) {
    await form.locator(`input[name="cvss.${metric}"][value="${value}"]`).check();
  }
  const live = await textOf(form.locator("[data-cvss-result]"));
  await form.getByRole("button", { name: "Save score" }).click();
  await analyst.getByText("The score is saved.").waitFor();
  return live;
}

test("[ALE-53] the vulnerability is scored metric by metric in CVSS 3.0 and 4.0, each kept with its version", async () => {
  const impact = { C: "N", I: "N", A: "H" };
  const v3 = await score("3.0", { AV: "A", AC: "L", PR: "N", UI: "N", S: "U", ...impact });
  expect(v3).toContain("6.5 Medium");
  expect(v3).toContain("CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
  const subsequent = { SC: "N", SI: "N", SA: "N" };
  const vulnerable = { VC: "N", VI: "N", VA: "H" };
  const exploited = { AV: "A", AC: "L", AT: "N", PR: "N", UI: "N" };
  const v4 = await score("4.0", { ...exploited, ...vulnerable, ...subsequent });
  expect(v4).toContain("7.1 High");
  const severity = await textOf(analyst.locator("#severity"));
  for (const kept of ["CVSS 3.0", "6.5", "CVSS 4.0", "7.1"]) expect(severity).toContain(kept);
  await mustBeAccessible(analyst);
});

test("products and a dated remedy are recorded, and the reporter sees the date", async () => {
  await analyst.goto(caseAt("/vulnerability"));
  const products = deed(analyst, "set-affected-products");
  const row = (column: string) => products.locator(`[name="products.0.${column}"]`);
  await row("productId").selectOption({ label: "Alcatel-Lucent Enterprise Campus Switch 48" });
  await row("status").selectOption({ label: "Affected" });
  await row("versions").fill("vers:generic/<8.9.R03");
  await products.getByRole("button").first().click();
  await analyst.getByText("The affected products are saved.").waitFor();
  await analyst.locator("summary", { hasText: "Plan a remedy" }).click();
  const remedy = deed(analyst, "plan-remedy");
  await remedy.getByLabel("Kind").selectOption({ label: "New version" });
  await remedy.getByLabel("What to do").fill("Update to 8.9 R03.");
  await remedy.getByLabel("How to obtain it").fill("From the customer portal.");
  await remedy.getByLabel("Available by").fill("2099-05-04T12:00");
  await remedy.getByRole("button").first().click();
  await analyst.getByText("The remedy is planned.").waitFor();
  await untilShown(reporter, `${product.baseUrl}/portal/case`, "4 May 2099");
});

test("[ALE-18] the analyst asks, the reporter answers in the portal, and both stand in one thread", async () => {
  await analyst.goto(caseAt("/conversation"));
  const message = deed(analyst, "send-message");
  await message.getByLabel("Message to the reporter").fill("Does it happen on trunks too?");
  await message.getByLabel("We need an answer").check();
  await message.getByRole("button", { name: "Send message" }).click();
  await analyst.getByText("The message is in the thread").waitFor();
  await untilShown(reporter, `${product.baseUrl}/portal/case`, "We asked you something.");
  await mustBeAccessible(reporter);
  await reporter.getByLabel("Write to the team").last().fill("Yes, on trunks as well.");
  await reporter.getByRole("button", { name: "Send", exact: true }).click();
  await reporter.getByText("Your message is with the team.").waitFor();
  await untilShown(analyst, caseAt("/conversation"), "Yes, on trunks as well.");
  await mustBeAccessible(analyst);
});

test("[ALE-32] the case cannot be closed before the reporter was told the conclusion", async () => {
  await analyst.goto(caseAt());
  await analyst.locator("summary", { hasText: "Close the case" }).click();
  await deed(analyst, "close-case").getByRole("button").first().click();
  await analyst.getByRole("alert").first().waitFor();
  await analyst.goto(caseAt());
  const conclusion = deed(analyst, "conclude-analysis");
  await conclusion.getByLabel("Confirmed: a remedy is owed").check();
  const words =
    "The restart is confirmed in all releases before 8.9 R03, on access ports and trunks.";
  await conclusion.getByLabel("Conclusion").fill(words);
  await conclusion.getByRole("button").first().click();
  await analyst.getByText("The conclusion is recorded").waitFor();
  await untilShown(reporter, `${product.baseUrl}/portal/case`, words);
  await picture(reporter, "anonymous-report-concluded");
});

test("[ALE-06] a remedy is delivered only with the record of its test", async () => {
  await analyst.goto(caseAt());
  const delivery = deed(analyst, "deliver-remedy");
  await delivery.getByLabel("How was it verified?").fill("Done.");
  await delivery.getByRole("button").first().click();
  await analyst.getByRole("alert").first().waitFor();
  expect(await delivery.getByLabel("How was it verified?").inputValue()).toBe("Done.");
  await delivery.getByLabel("How was it verified?").fill("The frame and 500 variants: no restart.");
  await delivery.getByRole("button").first().click();
  await analyst.getByText("The remedy is marked as delivered").waitFor();
});

const words = {
  Title: title,
  Summary: "One crafted frame restarts the agent. Release 8.9 R03 corrects it.",
  "Description of the vulnerability": "The agent trusts a length that it reads from the frame.",
  Impact: "Somebody in the same network segment can restart the agent without an account.",
  "Steps to defend systems and networks": "Update to 8.9 R03; filter the protocol until then.",
  Disclaimer: "Believed to be accurate at the time of publication.",
};

test("the lead drafts the advisory, is told what it lacks, and hands it to a second person", async () => {
  await lead.goto(caseAt());
  const draft = deed(lead, "draft-advisory");
  await draft.getByLabel("Type").selectOption({ label: "Security Advisory" });
  await draft.getByRole("button", { name: "Make the draft" }).click();
  await lead.getByText("The draft is made from what the case knows.").waitFor();
  story.number = /ALE-SA-\d{4}-\d{4}/.exec(lead.url())?.[0] ?? "";
  await lead.getByText("Still missing before it can be approved").waitFor();
  await mustBeAccessible(lead);
  const form = deed(lead, "edit-advisory");
  for (const [label, text] of Object.entries(words)) {
    await form.getByLabel(label, { exact: true }).fill(text);
  }
  await form.getByRole("button").first().click();
  await lead.getByText("The draft is saved.").waitFor();
  await deed(lead, "request-approval").getByRole("button").first().click();
  await lead.getByText("A second person can now approve it.").waitFor();
});

test("whoever wrote an advisory cannot approve it, on the page or behind it", async () => {
  await lead.goto(publicationAt());
  expect(await lead.getByRole("button", { name: "Approve" }).isDisabled()).toBe(true);
  await mustBeAccessible(lead);
  const csrf = await lead.locator('input[name="_csrf"]').first().inputValue();
  const ids = await deed(lead, "edit-advisory").locator('input[name="publicationId"]').inputValue();
  const sent = await lead.request.post(caseAt("/deeds/approve-advisory"), {
    form: { _csrf: csrf, publicationId: ids },
    headers: { origin: product.baseUrl },
  });
  const told = "Another person than the one who drafted this must approve it.";
  expect([sent.status(), (await sent.text()).includes(told)]).toEqual([403, true]);
});

test("a second person approves and publishes, and nothing was public before", async () => {
  const page = `${product.baseUrl}/publications/${story.number}`;
  expect((await fetch(page)).status).toBe(404);
  await approver.goto(publicationAt());
  await deed(approver, "approve-advisory").getByRole("button").first().click();
  await approver.getByText("It is approved.").waitFor();
  expect((await fetch(page)).status).toBe(404);
  await mustBeAccessible(approver);
  await deed(approver, "publish-advisory").getByRole("button").first().click();
  await approver.getByText("It is released.").waitFor();
  await eventually("the published page", async () => ((await fetch(page)).ok ? true : undefined));
});

test("page, CSAF, hashes, signature, index, changes and feeds of the advisory agree", async () => {
  await reporter.goto(`${product.baseUrl}/publications`);
  await reporter.getByRole("link", { name: title }).click();
  const shown = await textOf(reporter.getByRole("main"));
  for (const text of Object.values(words)) expect(shown).toContain(text);
  for (const text of [story.number, "Campus Switch 48", "8.9.R03"]) expect(shown).toContain(text);
  await mustBeAccessible(reporter);

  const { wrong, paths } = await readPublishedSet(product.baseUrl);
  expect(wrong).toEqual([]);
  const path = paths.find((each) => each.includes(story.number.toLowerCase()));
  const url = `${product.baseUrl}${csafLayout.directory}${path}`;
  const csaf = (await (await fetch(url)).json()) as CsafRead;
  expect(csaf.document).toMatchObject({ title, tracking: { id: story.number, status: "final" } });
  const [vulnerability] = csaf.vulnerabilities;
  expect(vulnerability?.scores?.[0]?.cvss_v3?.vectorString).toBe(
    "CVSS:3.0/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
  );
  const atom = await (await fetch(`${product.baseUrl}/publications.atom`)).text();
  expect(atom).toContain(`/publications/${story.number}`);
  expect(atom).toContain(title);
});

interface CsafRead {
  readonly document: object;
  readonly vulnerabilities: readonly {
    readonly scores?: readonly { readonly cvss_v3?: { readonly vectorString: string } }[];
  }[];
}

test("[ALE-38] the reporter's portal shows every step of the process with its date, and what was kept", async () => {
  const portal = `${product.baseUrl}/portal/case`;
  await untilShown(reporter, portal, story.number);
  const steps = reporter.getByRole("list", { name: "The process of your report" });
  expect(await steps.locator("time").count()).toBe(6);
  await reporter.getByText("Tell you whether it concerns our products").first().waitFor();
  await mustBeAccessible(reporter);
});

test("the case is closed, and the code still opens the whole story", async () => {
  await analyst.goto(caseAt());
  const close = deed(analyst, "close-case");
  await close.getByLabel("Resolved", { exact: true }).check();
  await close.getByRole("button").first().click();
  await analyst.getByText("The case is closed.").first().waitFor();
  await mustBeAccessible(analyst);
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(`${product.baseUrl}/portal`);
  await page.getByLabel("Receipt code").fill(story.code);
  await page.getByRole("button", { name: "Open my report" }).click();
  await page.getByText("This report is closed.").first().waitFor();
  const steps = page.getByRole("list", { name: "The process of your report" });
  expect(await steps.locator("time").count()).toBe(6);
  for (const said of ["Does it happen on trunks too?", "Yes, on trunks as well."]) {
    await page.getByText(said).waitFor();
  }
});
