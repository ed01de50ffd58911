import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { shadowTransport } from "./shadow-transport.ts";
import { smtpTransport } from "./smtp-transport.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that lets in whoever has the token, by XOAUTH2. */
async function aServer(token: string) {
  const taken: string[] = [];
  const server = new SMTPServer({
    authMethods: ["XOAUTH2"],
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    logger: false,
    onAuth: (auth, _session, answer) =>
      auth.accessToken === token
        ? answer(null, { user: auth.username })
        : answer(null, { data: { status: "401", schemes: "bearer", scope: "mail" } }),
    onData: async (stream, _session, answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      taken.push(Buffer.concat(chunks).toString());
      answer(null);
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return { taken, port: (server.server.address() as AddressInfo).port };
}

const mail = {
  raw: Buffer.from("From: a@b.example\r\nSubject: x\r\n\r\ny\r\n"),
  from: "psirt@team.example",
  to: ["r@lab.example"],
};

function aTransport(port: number, accessToken: (renew: boolean) => Promise<string>) {
  const oauth2 = { user: "psirt@team.example", accessToken };
  const settings = { host: "127.0.0.1", port, secure: false, requireTls: false, oauth2 };
  const transport = smtpTransport(settings);
  closing.push(async () => transport.close());
  return transport;
}

test("a mail leaves with a token, and a token that ended is asked for anew", async () => {
  const { taken, port } = await aServer("fresh");
  const asked: boolean[] = [];
  const transport = aTransport(port, async (renew) => {
    asked.push(renew);
    return renew ? "fresh" : "stale";
  });
  await transport.send(mail);
  expect(taken).toHaveLength(1);
  expect(asked).toContain(true);
});

test("where no token can be had the mail waits", async () => {
  const { taken, port } = await aServer("fresh");
  const away = aTransport(port, () => Promise.reject(new Error("provider is away")));
  await expect(away.send(mail)).rejects.toMatchObject({ code: "mail-send.temporary" });
  expect(taken).toEqual([]);
});

test("in shadow nothing is sent, and whoever wanted to is told for good", async () => {
  await expect(shadowTransport.send(mail)).rejects.toMatchObject({ code: "mail-send.permanent" });
});
