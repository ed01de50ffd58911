/**
 * Two colleagues with API tokens: one handles cases and drafts, the other approves and releases.
 * What they publish comes from reports of their own, which hold none of the secret words.
 */
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { Deed } from "../../src/core/people/deeds.ts";
import type { Context } from "../../src/store/context.ts";
import { portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import { aTokenHolder, type RunningContext } from "../../test/support/running-context.ts";
import { Away, call } from "./client.ts";
import type { Ledger } from "./ledger.ts";
import type { LoadOptions, Site } from "./load.ts";

export interface Staff {
  readonly analyst: string;
  readonly lead: string;
  readonly context: Context;
  readonly admin: pg.Pool;
}

/** Gives both an account and a token, once; they outlast every restart. */
export async function hireStaff({ context, admin }: RunningContext): Promise<Staff> {
  const handling: Deed[] = [
    "decide-relevancy",
    "write-note",
    "send-message",
    "draft-advisory",
    "edit-advisory",
    "request-approval",
  ];
  const releasing: Deed[] = ["approve-advisory", "publish-advisory"];
  const analyst = await aTokenHolder(context, "analyst", ["analyst"], handling);
  const lead = await aTokenHolder(context, "lead", ["lead"], releasing);
  return { analyst: analyst.token, lead: lead.token, context, admin };
}

/** One piece of work: handle a case that came in, or publish one. */
export async function workOnce(options: LoadOptions, notice: Unfinished): Promise<void> {
  if (options.random.next() < 0.35) await publishOne(options, notice);
  else await handleOne(options);
}

async function handleOne({ site, ledger, random, words, staff }: LoadOptions): Promise<void> {
  const report = ledger.reports[Math.floor(random.next() * ledger.reports.length)];
  const found = report && (await caseOf(staff, report.receiptCode));
  if (!found) return;
  const { caseId, partyId } = found;
  const at = `${site.baseUrl}/api/v1/cases/${caseId}`;
  const secret = words.next("secret");
  const choice = random.next();
  if (choice < 0.4) {
    const note = await call(`${at}/notes`, { text: `Seen before? ${secret}` }, staff.analyst);
    done(ledger, "messages", note, "messageId");
  } else if (choice < 0.7) {
    const text = `Thank you, we are looking at it: ${secret}`;
    const message = await call(`${at}/messages`, { partyId, text }, staff.analyst);
    done(ledger, "messages", message, "messageId");
  } else {
    const decision = { outcome: "relevant", touches: ["integrity"], explanation: secret };
    done(ledger, "decisions", await call(`${at}/relevancy`, decision, staff.analyst), "decisionId");
  }
}

type Called = Awaited<ReturnType<typeof call>>;

function done(
  ledger: Ledger,
  table: "decisions" | "messages",
  { status, value }: Called,
  id: string,
) {
  if (status === 200) ledger.deeds.push({ table, id: String(value[id]) });
  else ledger.surprises.push(`a deed on ${table} was answered ${status} ${value.code}`);
}

/** A notice on its way: what is left to do of it. A kill leaves it; the next try goes on there. */
export interface Unfinished {
  receiptCode?: string;
  draft?: { readonly at: string; readonly publicationId: string; readonly number: string };
  done: number;
}

/** From a report to the released notice, a step at a time. */
async function publishOne(options: LoadOptions, notice: Unfinished): Promise<void> {
  const { site, ledger, staff } = options;
  notice.receiptCode ??= await reportForNotice(options);
  notice.draft ??= await draftNotice(site, staff, notice.receiptCode);
  const { at, publicationId, number } = notice.draft;
  const steps = [
    () => call(at, textOf(options), staff.analyst),
    () => call(`${at}/review`, {}, staff.analyst),
    () => call(`${at}/approval`, {}, staff.lead),
    () => call(`${at}/release`, {}, staff.lead),
  ];
  for (const step of steps.slice(notice.done)) {
    await must(step());
    notice.done += 1;
  }
  ledger.releases.push({ publicationId, number });
  Object.assign(notice, { receiptCode: undefined, draft: undefined, done: 0 });
}

async function reportForNotice({ site, ledger, words }: LoadOptions): Promise<string> {
  const title = `Updated guidance ${words.next("published")}`;
  const report = { product: "Gateway", description: `${title}.`, answersBy: "portal" };
  const { status, value } = await call(`${site.baseUrl}/api/v1/reports`, report);
  if (status !== 201) throw new Error(`a report was answered ${status}`);
  const receiptCode = String(value.receiptCode);
  ledger.reports.push({ channel: "api", receiptCode, words: title, answersBy: "portal" });
  return receiptCode;
}

async function draftNotice(site: Site, staff: Staff, receiptCode: string) {
  const { caseId } = await caseSoon(staff, receiptCode);
  const base = `${site.baseUrl}/api/v1/cases/${caseId}/publications`;
  const draft = await must(call(base, { type: "SN" }, staff.analyst));
  const publicationId = String(draft.publicationId);
  return { at: `${base}/${publicationId}`, publicationId, number: String(draft.number) };
}

function textOf({ words }: LoadOptions) {
  return {
    title: `Updated guidance ${words.next("published")}`,
    summary: "How to set the gateway up safely.",
    description: "The guidance for operators was rewritten.",
    support: "Write to the team.",
    disclaimer: "Provided as it is.",
  };
}

/** A conflict means that the step was done and the answer was cut off. */
async function must(called: Promise<Called>): Promise<Record<string, unknown>> {
  const { status, value } = await called;
  if (status === 200 || value.code === "advisory.wrong-state") return value;
  throw new Error(`a step of a publication was answered ${status}: ${JSON.stringify(value)}`);
}

/** The case of a report, once the worker has made it. */
async function caseSoon(staff: Staff, receiptCode: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await caseOf(staff, receiptCode);
    if (found) return found;
    await pause(50);
  }
  throw new Away("the case is not made yet");
}

async function caseOf({ context, admin }: Staff, receiptCode: string) {
  try {
    const { rows } = await admin.query<{ caseId: string; partyId: string }>(
      `select case_id as "caseId", party_id as "partyId" from receipts where code_hash = $1`,
      [portalSecretHash(context, { kind: "code", secret: receiptCode })],
    );
    return rows[0];
  } catch (error) {
    throw new Away("the database is away", { cause: error });
  }
}
