import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { importArchivedThread } from "../import-thread.ts";
import { runOwed } from "../run-owed.ts";

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
beforeEach(() => {
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const written = (id: string, more: Partial<Record<"date" | "subject" | "body", string>> = {}) =>
  [
    `Message-ID: <${id}@research.example>`,
    "From: Finder <finder@research.example>",
    "To: psirt@ale.example, cna@ale.example",
    `Subject: ${more.subject ?? "A weakness in your gateway"}`,
    `Date: ${more.date ?? "Wed, 11 Mar 2026 08:30:00 +0100"}`,
    "",
    more.body ?? "A crafted packet restarts the gateway.",
    "",
  ].join("\r\n");

/** As a server hands it over: with its own lines on top. */
const by = (server: string, mail: string) =>
  `Return-Path: <finder@research.example>\r\nDelivered-To: ${server}@ale.example\r\n` +
  `Received: from mx.research.example by ${server}.ale.example; Wed, 11 Mar 2026\r\n\t08:30:02 +0100\r\n` +
  `X-Spam-Score: 0.${server.length}\r\n${mail}`;

const envelope = (mailbox: string | null): MailEnvelope => ({
  ...{ way: "lmtp", mailbox, from: "finder@research.example", to: [] },
});
const take = (mail: string, from: MailEnvelope = envelope(null)) =>
  takeMail.run(house.context, anyone, { raw: new Uint8Array(Buffer.from(mail)), envelope: from });

async function casesIn(): Promise<string[]> {
  const rows = await house.context.transaction(theWorker, (tx) =>
    tx.query<{ id: string }>("select case_id as id from cases order by opened_at, case_id"),
  );
  return rows.map(({ id }) => id);
}

/** The cases that these mails opened. */
async function opened(work: () => Promise<unknown>): Promise<string[]> {
  const before = await casesIn();
  await work();
  await runOwed(tasks.on);
  return (await casesIn()).filter((id) => !before.includes(id));
}

const cameAgain = async (caseId: string) => {
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
  return events.filter(({ type }) => type === "mail.came-again").map(({ body }) => body);
};

describe("the same mail by another way", () => {
  test("makes one case, one acknowledgement, and a line on the case that names the mailbox", async () => {
    const cases = await opened(async () => {
      await take(by("psirt", written("copy-1")));
      await take(by("cna", written("copy-1")), envelope("cna"));
    });
    expect(cases).toHaveLength(1);
    expect(tasks.sent).toHaveLength(1);
    expect(await cameAgain(cases[0] ?? "")).toMatchObject([{ mailbox: "cna" }]);
  });

  test("makes one case when all copies come at the same moment", async () => {
    const ways = Array.from({ length: 60 }, (_, at) => `mx${at}`);
    const ids = ["copy-2", "copy-3", "copy-4"];
    const cases = await opened(() =>
      Promise.all(ways.flatMap((way) => ids.map((id) => take(by(way, written(id)))))),
    );
    expect(cases).toHaveLength(3);
    expect(tasks.sent).toHaveLength(3);
    house.passSeconds(120);
    await runOwed(tasks.on);
    // However many came, the history of a case is not filled with them.
    for (const caseId of cases) expect(await cameAgain(caseId)).toHaveLength(20);
    const left = "select 1 from mail_copies";
    expect((await house.pools.worker.query(left)).rowCount).toBe(0);
  });

  test("is fetched again without a word: the same bytes are no other copy", async () => {
    const mail = by("psirt", written("copy-5"));
    const cases = await opened(async () => {
      await take(mail);
      await take(mail);
    });
    expect(cases).toHaveLength(1);
    expect(await cameAgain(cases[0] ?? "")).toEqual([]);
  });

  test("is known in an archive that is taken over, and what was taken over is known when it comes", async () => {
    await opened(() => take(by("psirt", written("copy-6"))));
    const archived = (mail: string) =>
      importArchivedThread(tasks.on, {
        mails: [Buffer.from(`X-Mailbox: old\r\n${mail}\r\n\r\n`)],
        ours: [],
      });
    expect(await archived(written("copy-6"))).toMatchObject({ added: 0, known: 1 });
    expect(await archived(written("copy-7"))).toMatchObject({ added: 1, known: 0 });
    expect(await opened(() => take(by("psirt", written("copy-7"))))).toEqual([]);
  });
});

describe("nobody's mail is taken for a copy", () => {
  test("though only its header could be taken, and another mail has the same and no words", async () => {
    const bare = written("large", { body: "" });
    const cases = await opened(async () => {
      await take(by("psirt", bare));
      await take(by("psirt", bare), { ...envelope("psirt"), leftBehindBytes: 60_000_000 });
      await take(by("cna", bare), { ...envelope("cna"), leftBehindBytes: 60_000_100 });
    });
    expect(cases).toHaveLength(2);
  });

  test.each([
    ["its words differ", { body: "Nothing to see here." }],
    ["its subject differs", { subject: "Hello" }],
    ["its date differs", { date: "Wed, 11 Mar 2026 08:30:01 +0100" }],
  ])("though its Message-ID was guessed: %s", async (_, more) => {
    const id = `guessed-${Object.keys(more)[0]}`;
    const cases = await opened(async () => {
      await take(by("psirt", written(id, more)));
      await take(by("psirt", written(id)));
    });
    expect(cases).toHaveLength(2);
  });

  test("where it has no Message-ID", async () => {
    const mail = written("none").replace(/^Message-ID.*\r\n/, "");
    const cases = await opened(async () => {
      await take(by("psirt", mail));
      await take(by("cna", mail));
    });
    expect(cases).toHaveLength(2);
  });

  test("where it came to an address of a party's own that stands in no field", async () => {
    const tag = "0123456789abcdef0123456789abcdef";
    const to = { ...envelope(null), to: [`psirt+${tag}@ale.example`] };
    const cases = await opened(async () => {
      await take(by("psirt", written("tagged")));
      await take(by("tag", written("tagged")), to);
    });
    expect(cases).toHaveLength(2);
  });
});
