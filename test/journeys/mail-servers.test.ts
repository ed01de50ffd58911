/**
 * Mail through servers as organisations run them: Postfix hands it over and carries it away, Dovecot
 * keeps the mailboxes of the reporter and of the coordinator's desk, GnuPG opens what arrived.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImapFlow } from "imapflow";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../../src/cli/demo/stage.ts";
import { freePort } from "../support/free-port.ts";
import { type GnuPg, hasGnuPg, startGnuPg } from "../support/gnupg.ts";
import { encryptedLetter, headerOf, letterOf } from "../support/letters.ts";
import {
  goneDomain,
  hasMailServers,
  type MailServers,
  mailboxPassword,
  postfixName,
  startMailServers,
} from "../support/mail-servers.ts";
import { parleyCommand } from "../support/parley-command.ts";
import { type Product, reportAddress, startProduct } from "../support/product.ts";
import { aTokenHolder, joinRunning, type RunningContext } from "../support/running-context.ts";

const reporter = "reporter@research.example";
const deskAddress = "cna@vendor.example";
const secret = "The LLDP parser writes past its buffer with frame seven-zero-niner.";

describe.skipIf(!hasMailServers() || !hasGnuPg())("with Postfix, Dovecot and GnuPG", () => {
  let folder: string;
  let servers: MailServers;
  let product: Product;
  let behind: RunningContext;
  let gpg: GnuPg;
  let fingerprint: string;
  let token: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "parley-servers-"));
    const lmtpPort = await freePort();
    const proven = "research.example";
    servers = await startMailServers({ ours: reportAddress, lmtpPort, proven });
    await writeFile(join(folder, "password"), mailboxPassword);
    const desk = `host: 127.0.0.1, port: ${servers.imapPort}, tls: none, user: ${deskAddress}`;
    const file = join(folder, "mailboxes.yaml");
    await writeFile(
      file,
      `mailboxes: [{ name: cna, purpose: cna-coordinator, ${desk}, passwordFile: password, start: all, after: { move: Taken } }]\n`,
    );
    const settings = {
      PARLEY_LMTP_PORT: String(lmtpPort),
      PARLEY_SMTP_URL: `smtp://127.0.0.1:${servers.smtpPort}`,
      PARLEY_AUTHSERV_ID: postfixName,
      PARLEY_REPLY_ADDRESSES: "on",
      PARLEY_KEY_LOOKUP: "off",
      PARLEY_PROBE_HOURS: "24",
      PARLEY_MAILBOXES_FILE: file,
    };
    product = await startProduct({ demonstration: false, folder, settings });
    behind = await joinRunning(product.dataDirectory, product.baseUrl);
    const colleague = await aTokenHolder(behind.context, "analyst", ["analyst"], ["send-message"]);
    token = colleague.token;
    gpg = startGnuPg();
    fingerprint = gpg.makeKey(`Reporter <${reporter}>`, "future-default");
  });

  afterAll(async () => {
    gpg?.remove();
    await behind?.close();
    await product?.remove();
    await servers?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** As a sender's server does; resolves when Postfix has taken it. */
  async function post(raw: Buffer, from: string, to: string): Promise<void> {
    const mailer = createTransport({ host: "127.0.0.1", port: servers.smtpPort, ignoreTLS: true });
    try {
      await mailer.sendMail({ envelope: { from, to: [to] }, raw });
    } finally {
      mailer.close();
    }
  }

  /** The raw mails of a folder of a mailbox, as its owner's program fetches them. */
  async function mailsOf(user: string, path = "INBOX"): Promise<Buffer[]> {
    const auth = { user, pass: mailboxPassword };
    const where = { host: "127.0.0.1", port: servers.imapPort, secure: false };
    const client = new ImapFlow({ ...where, auth, logger: false });
    await client.connect();
    try {
      if (!(await client.list()).some((each) => each.path === path)) return [];
      const opened = await client.mailboxOpen(path, { readOnly: true });
      if (opened.exists === 0) return [];
      const found = await client.fetchAll("1:*", { source: true });
      return found.flatMap(({ source }) => (source ? [source] : []));
    } finally {
      await client.logout();
    }
  }

  const mailTo = (user: string, at: number) =>
    eventually(`mail ${at + 1} to ${user}`, async () => (await mailsOf(user))[at]);

  const rows = async <R extends object>(text: string, values: readonly unknown[] = []) =>
    (await behind.admin.query<R>(text, [...values])).rows;

  const caseOf = (address: string, count: number) =>
    eventually(`the case of ${address}`, async () => {
      const all = await rows<{ caseId: string; partyId: string; reference: string }>(
        `select c.case_id as "caseId", p.party_id as "partyId", c.reference
           from cases c join parties p using (case_id) order by c.opened_at, c.case_id`,
      );
      return all.length === count ? all.at(-1) : undefined;
    });

  async function write(to: { caseId: string; partyId: string }, text: string): Promise<string> {
    const answer = await fetch(`${product.baseUrl}/api/v1/cases/${to.caseId}/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ partyId: to.partyId, text }),
    });
    expect(answer.status).toBe(200);
    return ((await answer.json()) as { messageId: string }).messageId;
  }

  const fateOf = async (messageId: string) =>
    (
      await rows<{ state: string; code: string | null }>(
        "select state, code from deliveries where message_id = $1",
        [messageId],
      )
    )[0];

  /** Opens a mail as the reporter's program would, and insists on our signature. */
  function opened(raw: Buffer): string {
    const [armored = ""] =
      /-----BEGIN PGP MESSAGE-----.+-----END PGP MESSAGE-----/s.exec(raw.toString("latin1")) ?? [];
    const { ok, status, out } = gpg.run(["--decrypt"], armored);
    expect({ ok, status: /DECRYPTION_OKAY|GOODSIG/g.exec(status) !== null }).toEqual({
      ok: true,
      status: true,
    });
    expect(status).toContain("GOODSIG");
    return out.toString().replace(/=\r?\n/g, "");
  }

  let report: { caseId: string; partyId: string; reference: string };

  test("[ALE-14] an encrypted report comes by Postfix, and GnuPG opens what Dovecot keeps of our answers", async () => {
    const published = Buffer.from(await (await fetch(`${product.baseUrl}/key.asc`)).text());
    const [, teamKey = ""] =
      /IMPORT_OK \d+ ([0-9A-F]{40})/.exec(gpg.run(["--import"], published).status) ?? [];
    const ownKey = gpg.run(["--armor", "--export", fingerprint]).out.toString();
    const text = `Content-Type: text/plain; charset=utf-8\r\n\r\n${secret}\r\n\r\n${ownKey}`;
    const to = ["--recipient", teamKey, "--local-user", fingerprint];
    const sealed = gpg.run(["--armor", "--sign", "--encrypt", ...to], text);
    const armored = sealed.out.toString("latin1");
    await post(
      encryptedLetter({ from: reporter, subject: "...", armored }),
      reporter,
      reportAddress,
    );
    report = await caseOf(reporter, 1);
    const acknowledgement = await mailTo(reporter, 0);
    expect(headerOf(acknowledgement, "Subject")).toContain(report.reference);
    await write(report, "Does it happen on trunks, too?");
    const letter = await mailTo(reporter, 1);
    expect(letter.toString("latin1")).not.toContain("trunks");
    expect(opened(letter)).toContain("Does it happen on trunks, too?");
  });

  test("an answer to the letter's own address goes through Postfix into its thread", async () => {
    const letter = (await mailsOf(reporter))[1] ?? Buffer.alloc(0);
    const [, replyTo = ""] = /([^<\s]+@[^>\s]+)/.exec(headerOf(letter, "Reply-To")) ?? [];
    expect(replyTo).toMatch(/^psirt\+\w+@ale\.example$/);
    const answer = letterOf({ from: reporter, subject: "Re: ...", text: "On trunks as well." });
    await post(answer, reporter, replyTo);
    await eventually("the answer in the thread", async () => {
      const sql = "select 1 from messages where case_id = $1 and direction = 'in'";
      return (await rows(sql, [report.caseId])).length > 0 || undefined;
    });
    expect(await rows("select 1 from cases")).toHaveLength(1);
  });

  test("[TH-41] the coordinator's mailbox in Dovecot is read by IMAP, and a taken mail is moved", async () => {
    const letter = letterOf({ from: reporter, subject: "For the desk", text: "A CVE id, please." });
    await post(letter, reporter, deskAddress);
    const found = await caseOf(deskAddress, 2);
    expect(await rows("select mailbox from cases where case_id = $1", [found.caseId])).toEqual([
      { mailbox: "cna" },
    ]);
    await eventually("the folder of taken mails", async () => {
      const [left, taken] = [await mailsOf(deskAddress), await mailsOf(deskAddress, "Taken")];
      const isThere = taken.some((raw) => headerOf(raw, "Subject") === "For the desk");
      return (left.length === 0 && isThere) || undefined;
    });
  });

  test("a mail to both addresses, by Postfix and LMTP to one and by Dovecot and IMAP to the other, is one case", async () => {
    const before = await rows("select 1 from cases");
    const letter = letterOf({ from: reporter, subject: "For both", text: "One flaw." });
    await post(letter, reporter, reportAddress);
    await post(letter, reporter, deskAddress);
    await eventually("the copy", async () => {
      const sql = "select 1 from events where type = 'mail.came-again'";
      return (await rows(sql)).length > 0 || undefined;
    });
    expect(await rows("select 1 from cases")).toHaveLength(before.length + 1);
  });

  test("what Postfix gives back reaches the message that it is about", async () => {
    const nobody = `nobody@${goneDomain}`;
    await post(
      letterOf({ from: nobody, subject: "A flaw", text: "It restarts." }),
      nobody,
      reportAddress,
    );
    const found = await caseOf(nobody, 4);
    const messageId = await write(found, "Which version is it?");
    const fate = await eventually("the bounce", async () => {
      const now = await fateOf(messageId);
      return now?.state === "bounced" ? now : undefined;
    });
    expect(fate.code).toBe("5.1.1");
    // The report of the server is no report of a vulnerability.
    expect(await rows("select 1 from cases")).toHaveLength(4);
  });

  test("[TH-09] the probes went out by Postfix and came back by LMTP and by IMAP, and made no case", async () => {
    const back = await eventually("every probe", async () => {
      const found = await rows<{ channel: string }>(
        "select channel from channel_probes where came_at is not null order by channel",
      );
      return found.length === 4 ? found.map(({ channel }) => channel) : undefined;
    });
    expect(back).toEqual(["api", "form", "mail", "mail:cna"]);
    expect(await rows("select 1 from cases")).toHaveLength(4);
  });

  test("[TH-07] every contact that security.txt publishes is one whose probe came back", async () => {
    const answer = await fetch(`${product.baseUrl}/.well-known/security.txt`);
    const contacts = [...(await answer.text()).matchAll(/^Contact: (.+?)\r?$/gm)].map(
      ([, contact]) => contact,
    );
    const probed: Record<string, string> = {
      [`mailto:${reportAddress}`]: "mail",
      [`${product.baseUrl}/report`]: "form",
    };
    expect(contacts.toSorted()).toEqual(Object.keys(probed).toSorted());
    const back = await rows<{ channel: string }>(
      "select channel from channel_probes where came_at is not null and down_since is null",
    );
    for (const contact of contacts) {
      expect(back.map(({ channel }) => channel)).toContain(probed[contact ?? ""]);
    }
  });

  test("[TH-09] a probe by hand tells whether each way in works", async () => {
    const { code, out } = await parleyCommand(product.dataDirectory, [
      "probe",
      "channel",
      "--json",
    ]);
    const { back, channels } = JSON.parse(out);
    expect([code, back]).toEqual([0, true]);
    expect(channels).toMatchObject(
      ["api", "form", "mail", "mail:cna"].map((channel) => ({
        ...{ channel, cameAt: expect.any(String), tookMs: expect.any(Number) },
      })),
    );
  });
});
