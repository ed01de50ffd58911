import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { type SmtpSettings, smtpTransport } from "./smtp-transport.ts";

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A mail server that answers recipients by the number in their address: a+550@ is refused with 550. */
async function aServer(options: { dataCode?: number; password?: string } = {}) {
  const received: Received[] = [];
  const server = new SMTPServer({
    disabledCommands: options.password ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    authOptional: options.password === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, callback) =>
      callback(auth.password === options.password ? null : new Error("no"), { user: "u" }),
    onRcptTo: (address, _session, callback) => {
      const code = /\+(\d{3})@/.exec(address.address)?.[1];
      callback(code ? Object.assign(new Error("not here"), { responseCode: Number(code) }) : null);
    },
    onData: async (stream, session, callback) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom ? mailFrom.address : "";
      received.push({
        from,
        to: rcptTo.map((each) => each.address),
        raw: Buffer.concat(chunks).toString(),
      });
      const { dataCode } = options;
      callback(dataCode ? Object.assign(new Error("later"), { responseCode: dataCode }) : null);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { received, port: (server.server.address() as AddressInfo).port };
}

function aTransport(port: number, more: Partial<SmtpSettings> = {}) {
  const transport = smtpTransport({
    host: "127.0.0.1",
    port,
    secure: false,
    requireTls: false,
    ...more,
  });
  closing.push(async () => transport.close());
  return transport;
}

const raw = Buffer.from(
  "From: a@b.example\r\nTo: hidden@c.example\r\nSubject: x\r\n\r\n.dot\r\nend\r\n",
);
const from = "psirt@team.example";

test("a message leaves byte for byte, to the envelope's recipients only", async () => {
  const server = await aServer();
  const sent = await aTransport(server.port).send({ raw, from, to: ["r@lab.example"] });
  expect(sent).toMatchObject({ accepted: ["r@lab.example"], rejected: [] });
  expect(sent.response).toMatch(/^250/);
  expect(server.received).toEqual([{ from, to: ["r@lab.example"], raw: raw.toString() }]);
});

test("automatic mail leaves with the empty sender, so that nothing bounces back", async () => {
  const server = await aServer();
  await aTransport(server.port).send({ raw, from: "", to: ["r@lab.example"] });
  expect(server.received[0]?.from).toBe("");
});

test("of several recipients the refused one is named with the server's words", async () => {
  const server = await aServer();
  const to = ["r@lab.example", "gone+550@lab.example"];
  const sent = await aTransport(server.port).send({ raw, from, to });
  expect(sent.accepted).toEqual(["r@lab.example"]);
  expect(sent.rejected).toMatchObject([{ address: "gone+550@lab.example" }]);
  expect(sent.rejected[0]?.response).toMatch(/^550 .*not here/);
});

test.each([
  ["an unknown recipient", "gone+550@lab.example", undefined, "mail-send.permanent", 550],
  ["a full mailbox for now", "full+452@lab.example", undefined, "mail-send.temporary", 452],
  ["a refused message", "r@lab.example", 554, "mail-send.permanent", 554],
  ["a busy server", "r@lab.example", 451, "mail-send.temporary", 451],
])("whether to try again can be told: %s", async (_, to, dataCode, code, responseCode) => {
  const server = await aServer(dataCode === undefined ? {} : { dataCode });
  await expect(aTransport(server.port).send({ raw, from, to: [to] })).rejects.toMatchObject({
    name: "MailNotSent",
    code,
    responseCode,
    temporary: code === "mail-send.temporary",
  });
});

test("a server that is not there, a wrong password and missing TLS leave the message for later", async () => {
  const server = await aServer({ password: "right" });
  const send = (port: number, more: Partial<SmtpSettings> = {}) =>
    aTransport(port, more).send({ raw, from, to: ["r@lab.example"] });
  const temporary = { code: "mail-send.temporary" };
  await expect(send(1)).rejects.toMatchObject({ ...temporary, responseCode: null });
  const wrong = { auth: { user: "u", password: "wrong" } };
  await expect(send(server.port, wrong)).rejects.toMatchObject(temporary);
  await expect(send(server.port, { requireTls: true })).rejects.toMatchObject(temporary);
  expect(server.received).toEqual([]);
  await send(server.port, { auth: { user: "u", password: "right" } });
  expect(server.received).toHaveLength(1);
});
