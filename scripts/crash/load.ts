/**
 * People at work while Parley is killed: reports by API, form and mail, and staff who write, decide
 * and publish. Whoever gets no answer tries again later, as people and mail servers do.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createMessage, encrypt, type PublicKey } from "openpgp";
import { encryptedLetter, letterOf } from "../../test/support/letters.ts";
import { Away, ask, call, deliver } from "./client.ts";
import type { Ledger } from "./ledger.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { type Staff, type Unfinished, workOnce } from "./staff.ts";
import type { Words } from "./words.ts";

export interface Site {
  readonly baseUrl: string;
  readonly lmtpPort: number;
}

export interface LoadOptions {
  readonly site: Site;
  readonly ledger: Ledger;
  readonly random: SeededRandom;
  readonly words: Words;
  readonly staff: Staff;
  /** The published key, to which every other mail is encrypted. */
  readonly teamKey: PublicKey;
}

export interface Load {
  /** Ends after what is under way was answered or cut off. */
  stop(): Promise<void>;
}

export function startLoad(options: LoadOptions): Load {
  let stopping = false;
  const loop = async (once: () => Promise<void>, restMs: number) => {
    while (!stopping) {
      try {
        await once();
      } catch (error) {
        if (!(error instanceof Away)) options.ledger.surprises.push(String(error));
        await pause(50);
      }
      await pause(options.random.between(0.5, 1.5) * restMs);
    }
  };
  const mailbox = { unsent: undefined };
  const notices: [Unfinished, Unfinished] = [{ done: 0 }, { done: 0 }];
  const loops = [
    loop(() => reportByApi(options), 120),
    loop(() => reportByApi(options), 250),
    loop(() => reportByForm(options), 250),
    loop(() => reportByMail(options, mailbox), 150),
    loop(() => workOnce(options, notices[0]), 50),
    loop(() => workOnce(options, notices[1]), 50),
  ];
  return {
    async stop() {
      stopping = true;
      await Promise.all(loops);
    },
  };
}

async function reportByApi({ site, ledger, random, words }: LoadOptions): Promise<void> {
  const secret = words.next("secret");
  const answersBy = random.next() < 0.7 ? "mail" : "portal";
  const { status, value } = await call(`${site.baseUrl}/api/v1/reports`, {
    ...reportOf(words, secret, answersBy),
    // Some are longer than a row takes, and go to the file vault.
    "proof-of-concept": `${secret} `.repeat(random.next() < 0.1 ? 2_400 : 10),
    impact: random.next() < 0.1 ? `${secret} `.repeat(2_000) : "",
  });
  if (status !== 201) {
    ledger.surprises.push(`a report by API was answered ${status} ${value.code}`);
    return;
  }
  const receiptCode = String(value.receiptCode);
  ledger.reports.push({ channel: "api", receiptCode, words: secret, answersBy });
}

function reportOf(words: Words, secret: string, answersBy: "mail" | "portal") {
  const person = words.next("person");
  return {
    product: `Gateway ${secret}`,
    description: `A crafted header reads past the buffer: ${secret}.`,
    name: `Reporter ${person}`,
    answersBy,
    ...(answersBy === "mail" ? { email: `${person}@reporter.example` } : {}),
  };
}

/** As a browser without scripts does: the page first, for its token and cookie. */
async function reportByForm({ site, ledger, random, words }: LoadOptions): Promise<void> {
  const page = await ask(`${site.baseUrl}/report`);
  const [, token] = /name="_csrf" value="([^"]+)"/.exec(page.body) ?? [];
  if (page.status !== 200 || !token) throw new Away(`the form answered ${page.status}`);
  const secret = words.next("secret");
  const answersBy = random.next() < 0.5 ? "mail" : "portal";
  const form = new FormData();
  form.append("_csrf", token);
  form.append("accepted", "yes");
  for (const [name, value] of Object.entries(reportOf(words, secret, answersBy))) {
    form.append(name, value);
  }
  if (random.next() < 0.3) {
    const file = new Blob([`${secret} `.repeat(5_000)], { type: "text/plain" });
    form.append("files", file, `${secret}.txt`);
  }
  const cookie = page.cookies.map((each) => each.split(";")[0]).join("; ");
  const sent = { method: "POST", body: form, headers: { cookie, accept: "text/html" } };
  const { status, body } = await ask(`${site.baseUrl}/report`, sent);
  const [, receiptCode] = /name="code" value="([^"]+)"/.exec(body) ?? [];
  if (status === 201 && receiptCode) {
    ledger.reports.push({ channel: "form", receiptCode, words: secret, answersBy });
  } else if (![429, 503].includes(status)) {
    ledger.surprises.push(`a report by form was answered ${status}`);
  }
}

/** The sender's server keeps a mail until it hears 250, and then sends the same bytes again. */
async function reportByMail(
  options: LoadOptions,
  mailbox: { unsent: Mail | undefined },
): Promise<void> {
  const { site, ledger } = options;
  mailbox.unsent ??= await aMail(options);
  const { from, raw, encrypted } = mailbox.unsent;
  if (!(await deliver(site.lmtpPort, from, raw))) return;
  mailbox.unsent = undefined;
  ledger.mails.push({ raw, encrypted });
}

interface Mail {
  readonly from: string;
  readonly raw: Buffer;
  readonly encrypted: boolean;
}

/** The name under which the mail server in front says whom it checked. */
export const authservId = "mx.vendor.example";

const vouching = Buffer.from(
  `Authentication-Results: ${authservId}; dmarc=pass header.from=reporter.example\r\n`,
);

async function aMail({ words, random, teamKey }: LoadOptions): Promise<Mail> {
  const [secret, person] = [words.next("secret"), words.next("person")];
  const from = `${person}@reporter.example`;
  const lines = Array(random.next() < 0.1 ? 4_000 : 20).fill(
    `The parser trusts a length: ${secret}.`,
  );
  const letter = { from: `Reporter ${person} <${from}>`, text: lines.join("\n") };
  // Of the others nobody proves the sender: they are taken as well, and answered by nobody.
  const vouched = random.next() < 0.8;
  const asHandedOver = (raw: Buffer) => (vouched ? Buffer.concat([vouching, raw]) : raw);
  if (random.next() < 0.5) {
    const raw = asHandedOver(letterOf({ ...letter, subject: `A flaw, ${secret}` }));
    return { from, raw, encrypted: false };
  }
  const inside = `Content-Type: text/plain; charset=utf-8\r\n\r\n${letter.text}\r\n`;
  const message = await createMessage({ text: inside });
  const armored = await encrypt({ message, encryptionKeys: teamKey });
  const raw = asHandedOver(encryptedLetter({ from: letter.from, subject: "...", armored }));
  return { from, raw, encrypted: true };
}
