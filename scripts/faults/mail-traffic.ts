/**
 * Mail both ways while Parley is killed: strangers' servers hand in reports and keep what was not
 * taken, and a colleague writes to those who reported. What got an answer goes into the account.
 */
import { setTimeout as pause } from "node:timers/promises";
import { inForceAt } from "../../src/core/policy/in-force.ts";
import { letterOf } from "../../test/support/letters.ts";
import { aTokenHolder, type RunningContext } from "../../test/support/running-context.ts";
import { Away, call, deliver } from "../crash/client.ts";
import type { SeededRandom } from "../crash/seeded-random.ts";

/** What our own mail server calls itself; its word on senders is taken for mail by LMTP. */
export const ourMailServer = "mx.vendor.example";

export interface HandedMail {
  readonly way: "lmtp" | "smtp";
  readonly from: string;
  readonly raw: Buffer;
  /** How often it was handed over until 250 was heard. */
  readonly tries: number;
}

export interface MailAccount {
  /** Mails to which 250 was said. */
  readonly taken: HandedMail[];
  /** Ids of the messages that a colleague wrote and that were answered with 200. */
  readonly written: string[];
  /** Answers that nobody should ever get. */
  readonly surprises: string[];
}

export interface TrafficOptions {
  readonly db: RunningContext;
  readonly random: SeededRandom;
  readonly account: MailAccount;
  readonly site: { readonly baseUrl: string; readonly lmtpPort: number; readonly smtpPort: number };
  /** How many mails come in, and how many a colleague writes. */
  readonly mails: { readonly in: number; readonly written: number };
}

export interface Traffic {
  isOver(): boolean;
  /** Resolves when everything was handed over and written. */
  readonly over: Promise<void>;
  stop(): Promise<void>;
}

/** Below the listener's limit for one network. */
const senders = 4;
/** So that kills meet both ways of mail, and not a queue alone. */
const restMs = [0, 250] as const;

export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const { account, mails, db } = options;
  const analyst = await aTokenHolder(db.context, "analyst", ["analyst"], ["send-message"]);
  let stopping = false;
  let over = false;
  let next = 0;
  const sender = async () => {
    while (!stopping && next < mails.in) {
      next += 1;
      const mail = aMail(options.random, next);
      await handOver(options, mail, () => stopping);
      await pause(options.random.between(...restMs));
    }
  };
  const writer = async () => {
    while (!stopping && account.written.length < mails.written) {
      await patiently(account, () => writeOnce(options, analyst.token));
      await pause(options.random.between(...restMs));
    }
  };
  const all = Promise.all([...Array.from({ length: senders }, sender), writer()]).then(() => {
    over = true;
  });
  return {
    isOver: () => over,
    over: all,
    async stop() {
      stopping = true;
      await all;
    },
  };
}

async function patiently(account: MailAccount, deed: () => Promise<boolean>): Promise<boolean> {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Away)) account.surprises.push(String(error));
    await pause(40);
    return false;
  }
}

type Unsent = Omit<HandedMail, "tries">;

/** The same bytes again until 250 was heard, as mail servers do. */
async function handOver(
  { site, account, db }: TrafficOptions,
  mail: Unsent,
  given: () => boolean,
): Promise<void> {
  const to = inForceAt(db.context.policies, db.context.now()).channels.reportAddress;
  const port = mail.way === "lmtp" ? site.lmtpPort : site.smtpPort;
  for (let tries = 1; !given(); tries += 1) {
    if (await patiently(account, () => deliver(port, mail.from, mail.raw, { way: mail.way, to }))) {
      account.taken.push({ ...mail, tries });
      return;
    }
  }
}

/** Each from somebody else. Of those that come by LMTP our mail server says who sent them. */
function aMail(random: SeededRandom, number: number): Unsent {
  const domain = `lab-${number}.example`;
  const from = `finder@${domain}`;
  const way = random.next() < 0.7 ? "lmtp" : "smtp";
  const told = `Authentication-Results: ${ourMailServer}; dmarc=pass header.from=${domain}`;
  const lines = random.next() < 0.1 ? 3_000 : 15;
  const letter = letterOf({
    from: `Finder ${number} <${from}>`,
    subject: `A weakness, number ${number}`,
    text: Array(lines).fill(`The gateway trusts a length that packet ${number} names.`).join("\n"),
  });
  // Ours writes it above everything that came with the mail.
  const raw = way === "lmtp" ? Buffer.concat([Buffer.from(`${told}\r\n`), letter]) : letter;
  return { way, from, raw };
}

async function writeOnce({ db, site, account, random }: TrafficOptions, token: string) {
  const to = await somebody(db, random);
  if (!to) return false;
  const { caseId, partyId } = to;
  const text = "Thank you. Which version of the gateway is it?";
  const at = `${site.baseUrl}/api/v1/cases/${caseId}/messages`;
  const { status, value } = await call(at, { partyId, text }, token);
  if (status !== 200) throw new Error(`a message was answered ${status} ${value.code}`);
  account.written.push(String(value.messageId));
  return true;
}

async function somebody({ admin }: RunningContext, random: SeededRandom) {
  try {
    const { rows } = await admin.query<{ caseId: string; partyId: string }>(
      `select case_id as "caseId", party_id as "partyId" from parties
        order by party_id limit 1 offset floor($1::float8 * (select count(*) from parties))::int`,
      [random.next()],
    );
    return rows[0];
  } catch (error) {
    throw new Away("the database is away", { cause: error });
  }
}
