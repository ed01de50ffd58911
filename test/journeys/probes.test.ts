/** Probes of the site, as the product runs: by itself, by hand, and with a site that strangers cannot reach. */

import { rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../src/cli/demo/stage.ts";
import { freePort } from "../support/free-port.ts";
import { imapServer } from "../support/imap-server.ts";
import { parleyCommand } from "../support/parley-command.ts";
import { type Product, startProduct } from "../support/product.ts";
import { joinRunning, type RunningContext } from "../support/running-context.ts";

const metricsToken = "a token that Prometheus".replaceAll(" ", "-");

/** Takes everything, says so, and hands nothing on: what a broken proxy does at its worst. */
let loses: Server;
let product: Product;
let behind: RunningContext;

beforeAll(async () => {
  loses = createServer((request, response) => {
    request.resume();
    const isPage = request.method === "GET";
    response.writeHead(isPage ? 200 : 201).end('<form action="/report"></form>');
  });
  await new Promise<void>((listening) => loses.listen(0, "127.0.0.1", listening));
  await start({});
});

afterAll(async () => {
  loses?.close();
  await behind?.close();
  await product?.stop();
  if (product) await rm(product.folder, { recursive: true, force: true });
});

/** The same data again, with other settings. */
async function start(settings: Record<string, string>): Promise<void> {
  await behind?.close();
  await product?.stop();
  const ours = { PARLEY_PROBE_HOURS: "24", PARLEY_METRICS_TOKEN: metricsToken, ...settings };
  const folder = product ? { folder: product.folder } : {};
  product = await startProduct({ demonstration: false, settings: ours, ...folder });
  behind = await joinRunning(product.dataDirectory, product.baseUrl);
}

/** The organisation's mail server: puts what it is given into one folder. */
async function smtpTo(deliver: (raw: Buffer) => void) {
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, answer) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        deliver(Buffer.concat(chunks));
        answer();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  return { port, close: () => new Promise<void>((closed) => server.close(closed)) };
}

const rows = async (text: string) => (await behind.admin.query(text)).rows;

const back = () =>
  rows("select channel from channel_probes where came_at is not null order by channel");

async function byHand(...args: string[]) {
  const { code, out } = await parleyCommand(product.dataDirectory, ["probe", "channel", ...args]);
  return { code, out };
}

test("[TH-09] a new installation reports to itself by form and API, and has no report and no case of it", async () => {
  await eventually("both probes", async () => ((await back()).length === 2 ? true : undefined));
  expect(await back()).toEqual([{ channel: "api" }, { channel: "form" }]);
  for (const table of ["cases", "reports", "parties", "clocks", "messages", "deliveries"]) {
    expect([table, await rows(`select 1 from ${table}`)]).toEqual([table, []]);
  }
  const answer = await fetch(`${product.baseUrl}/metrics`, {
    headers: { authorization: `Bearer ${metricsToken}` },
  });
  const metrics = await answer.text();
  for (const line of [
    'parley_channel_down{channel="form"} 0',
    'parley_channel_downtime_seconds{channel="api"} 0',
    "parley_inbox_waiting 0",
    "parley_clocks_overdue 0",
  ]) {
    expect(metrics.split("\n")).toContain(line);
  }
});

test("[TH-09] by hand, they are sent at once and told when they are back", async () => {
  const { code, out } = await byHand("--json");
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    {
      back: true,
      channels: [
        { channel: "api", cameAt: expect.any(String), refused: false },
        { channel: "form", cameAt: expect.any(String), refused: false },
      ],
    },
  ]);
  expect(await rows("select 1 from cases")).toEqual([]);
});

test("by hand, a probe that is lost on its way ends the command with 1 once it was waited for", async () => {
  await start({ PARLEY_PROBE_URL: `http://127.0.0.1:${(loses.address() as AddressInfo).port}` });
  const { code, out } = await byHand("--wait", "1");
  expect([code, out]).toEqual([1, "api: not back\nform: not back\n"]);
});

test("by hand, a site that does not take a probe ends the command with 1 without a wait", async () => {
  await start({ PARLEY_PROBE_URL: `http://127.0.0.1:${await freePort()}` });
  const { code, out } = await byHand("--wait", "3600");
  expect([code, out]).toEqual([1, "api: not taken\nform: not taken\n"]);
});

test("[TH-09] two folders of one account get one probe, which is back by the folder that it lies in", async () => {
  const psirt = { user: "psirt@ale.example", password: "right" };
  const [inbox, junk] = [await imapServer(psirt), await imapServer(psirt)];
  const office = await smtpTo((raw) => junk.deliver(raw));
  const folder = product.folder;
  await writeFile(join(folder, "password"), "right");
  const entry = (name: string, { port }: { port: number }) =>
    `  - { name: ${name}, host: 127.0.0.1, port: ${port}, tls: none, user: psirt@ale.example, passwordFile: password, start: all }\n`;
  const file = join(folder, "mailboxes.yaml");
  await writeFile(file, `mailboxes:\n${entry("inbox", inbox)}${entry("junk", junk)}`);
  await start({
    PARLEY_PROBE_URL: "off",
    PARLEY_SMTP_URL: `smtp://127.0.0.1:${office.port}`,
    PARLEY_MAILBOXES_FILE: file,
  });
  const came = () => rows("select 1 from channel_probes where came_at is not null");
  await eventually("the probe", async () => ((await came()).length === 1 ? true : undefined));
  // By LMTP the same address would be handed over: it names the channel.
  expect(await rows("select channel from channel_probes")).toEqual([{ channel: "mail" }]);
  expect(junk.inbox).toHaveLength(1);
  await Promise.all([inbox.close(), junk.close(), office.close()]);
});

test("where no probe is wanted at the site, none leaves, and how it stood is forgotten", async () => {
  await start({ PARLEY_PROBE_URL: "off" });
  await eventually("their end", async () =>
    (await rows("select 1 from channel_probes")).length === 0 ? true : undefined,
  );
  expect((await byHand()).code).toBe(1);
});
