/** Mails that wait in the intake tray, taken and registered by the real actions and tasks. */
import { takeMail } from "../../src/actions/reports/take-mail.ts";
import type { MailEnvelope } from "../../src/core/mail/envelope.ts";
import { composeMail, type OutgoingMail } from "../../src/formats/mail/compose-mail.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { anyone, type TestContext } from "./context.ts";
import type { TestTasks } from "./tasks.ts";

export interface WaitingMail {
  readonly caseId: string;
  readonly reference: string;
}

let mails = 0;

/** A mail to the team under another address each time, read and put into the tray. */
export async function aMailInTray(
  house: TestContext,
  tasks: TestTasks,
  wish: Partial<OutgoingMail> = {},
  envelope?: MailEnvelope,
): Promise<WaitingMail> {
  mails += 1;
  const raw = await composeMail({
    from: { address: `sender-${mails}@shop-${mails}.example`, name: "Sender" },
    to: [{ address: "psirt@ale.example" }],
    subject: `Offer number ${mails}`,
    messageId: `<tray-${mails}@shop.example>`,
    date: house.context.now(),
    text: `Only this week, number ${mails}.\n`,
    ...wish,
  });
  const input = { raw: new Uint8Array(raw), ...(envelope ? { envelope } : {}) };
  await takeMail.run(house.context, anyone, input);
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query<WaitingMail>(
    `select case_id as "caseId", reference from cases order by reference desc limit 1`,
  );
  const [newest] = rows;
  if (!newest) throw new Error("the mail made no case");
  return newest;
}
