/** The ways in by mail, as the product runs: SMTP, a mailbox by IMAP, and a mailbox that is taken over. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../src/cli/demo/stage.ts";
import { freePort } from "../support/free-port.ts";
import { type ImapServer, imapServer } from "../support/imap-server.ts";
import { parleyCommand } from "../support/parley-command.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

let mailbox: ImapServer;
let product: Product;
let behind: RunningContext;
let settings: Record<string, string>;

beforeAll(async () => {
  mailbox = await imapServer({ user: "psirt@ale.example", password: "right" });
  const folder = await mkdtemp(join(tmpdir(), "parley-ways-"));
  await writeFile(join(folder, "password"), "right");
  const file = join(folder, "mailboxes.yaml");
  const one = `host: 127.0.0.1, port: ${mailbox.port}, tls: none, user: psirt@ale.example`;
  await writeFile(
    file,
    `mailboxes: [{ name: cna, purpose: cna-coordinator, ${one}, passwordFile: password, start: all }]\naddresses: [{ name: root, address: root@ale.example }]\n`,
  );
  settings = {
    PARLEY_SMTP_LISTEN_PORT: String(await freePort()),
    PARLEY_MAILBOXES_FILE: file,
  };
  product = await startProduct({ demonstration: false, folder, settings });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
});

afterAll(async () => {
  await behind?.close();
  await product?.stop();
  if (product) await rm(product.folder, { recursive: true, force: true });
  await mailbox?.close();
});

const mail = (id: string, subject: string, more = "") =>
  `Message-ID: <${id}@research.example>\r\n${more}From: finder@research.example\r\nTo: psirt@ale.example\r\nSubject: ${subject}\r\nDate: Wed, 06 May 2026 09:00:00 +0000\r\n\r\nIt overflows.\r\n`;

const rows = async (text: string) => (await behind.admin.query(text)).rows;

test("a mail in a mailbox becomes a case of that mailbox's queue, once, over a restart too", async () => {
  mailbox.deliver(mail("imap-1", "first"));
  const cases = () => rows("select mailbox from cases where mailbox is not null");
  await eventually("the case", async () => ((await cases()).length === 1 ? true : undefined));
  await eventually(
    "its place in the mailbox",
    async () => (await rows("select 1 from mailbox_positions where last_uid = 1"))[0],
  );
  await behind.close();
  await product.stop();
  mailbox.deliver(mail("imap-2", "second"));
  product = await startProduct({ demonstration: false, folder: product.folder, settings });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
  await eventually("the second case", async () =>
    (await cases()).length === 2 ? true : undefined,
  );
  expect(await cases()).toEqual([{ mailbox: "cna" }, { mailbox: "cna" }]);
});

test("another server hands a mail over by SMTP, for our address and no other", async () => {
  const port = Number(settings.PARLEY_SMTP_LISTEN_PORT);
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  const send = (to: string) =>
    transport.sendMail({
      envelope: { from: "finder@research.example", to: [to] },
      raw: mail("smtp-1", "by SMTP"),
    });
  expect((await send("psirt@ale.example")).response).toMatch(/^250/);
  const forRoot = { from: "finder@research.example", to: ["root+tag@ale.example"] };
  await transport.sendMail({ envelope: forRoot, raw: mail("smtp-2", "for the root") });
  await expect(send("somebody@else.example")).rejects.toMatchObject({ responseCode: 550 });
  transport.close();
  await eventually("its registration", async () => {
    const left = await rows("select 1 from inbox where state <> 'registered'");
    return left.length === 0 ? true : undefined;
  });
  expect(await rows("select 1 from cases where mailbox = 'root'")).toHaveLength(1);
});

test("a mail that is handed over and lies in a mailbox too makes one case, which says so", async () => {
  const before = (await rows("select 1 from cases")).length;
  const port = Number(settings.PARLEY_SMTP_LISTEN_PORT);
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  const envelope = { from: "finder@research.example", to: ["psirt@ale.example"] };
  const written = mail("both", "by two ways");
  const { response } = await transport.sendMail({ envelope, raw: `X-Hop: one\r\n${written}` });
  transport.close();
  expect(response).toMatch(/^250/);
  mailbox.deliver(`Received: from one by two; Wed, 06 May 2026 09:00:01 +0000\r\n${written}`);
  const noted =
    "select body::json->>'mailbox' as mailbox from events where type = 'mail.came-again'";
  await eventually("the note", async () => ((await rows(noted)).length === 1 ? true : undefined));
  expect(await rows(noted)).toEqual([{ mailbox: "cna" }]);
  expect(await rows("select 1 from cases")).toHaveLength(before + 1);
});

test("a mailbox is taken over by one command, and by the same command again nothing changes", async () => {
  const separator = "From finder@research.example Wed May  6 09:00:00 2026\n";
  const texts = [
    mail("t-1", "older thread"),
    mail("t-2", "Re: older thread", "In-Reply-To: <t-1@research.example>\r\n"),
    mail("t-3", "another"),
  ];
  const file = join(product.folder, "box");
  await writeFile(
    file,
    texts.map((text) => `${separator}${text.replaceAll("\r\n", "\n")}\n`).join(""),
  );
  const run = () => parleyCommand(product.dataDirectory, ["import", "mbox", file, "--json"]);
  const last = ({ out }: { out: string }) => JSON.parse(out.trim().split("\n").at(-1) ?? "{}");
  const first = await run();
  expect([first.code, last(first)]).toEqual([
    0,
    { threads: 2, imported: 2, known: 0, failed: 0, mails: 3, problems: 0 },
  ]);
  expect(last(await run())).toMatchObject({ imported: 0, known: 2 });
  const imported = "from events e where e.type = 'report.imported'";
  expect(await rows(`select 1 ${imported}`)).toHaveLength(2);
  const letters = `select 1 from deliveries d where d.case_id in (select e.case_id ${imported})`;
  expect(await rows(letters)).toEqual([]);
  const nowhere = await parleyCommand(product.dataDirectory, [
    "import",
    "mbox",
    `${file}-not-there`,
  ]);
  expect([nowhere.code, nowhere.err]).toEqual([
    2,
    expect.stringContaining("cannot be read (ENOENT)"),
  ]);
});

test("a server that sends no mail says that it has no channel to probe", async () => {
  const { code, err } = await parleyCommand(product.dataDirectory, ["probe", "channel"]);
  expect([code, err]).toEqual([1, expect.stringContaining("There is no channel to probe")]);
});
