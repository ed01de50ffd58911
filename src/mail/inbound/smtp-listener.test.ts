import { connect } from "node:net";
import { createInterface } from "node:readline";
import { createTransport } from "nodemailer";
import { afterEach, expect, test } from "vitest";
import { localhostTls } from "../../../test/support/localhost-tls.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { type MailRate, mailRate, networkOf } from "./mail-rate.ts";
import { startSmtpListener, takenFor } from "./smtp-listener.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Taken {
  readonly raw: string;
  readonly envelope: MailEnvelope;
}

async function aListener(
  more: { rate?: MailRate; tls?: boolean; take?: () => Promise<void> } = {},
) {
  const taken: Taken[] = [];
  const listener = await startSmtpListener({
    host: "127.0.0.1",
    port: 0,
    name: "mx.team.example",
    tls: more.tls ? localhostTls : undefined,
    isOurs: takenFor(["psirt@team.example", "cna@team.example"]),
    rate: more.rate ?? mailRate(100, 600_000),
    now: () => new Date("2026-03-11T09:00:00Z"),
    bytesMax: 100_000,
    log: { warn: () => {} },
    take: async (raw, envelope) => {
      await more.take?.();
      taken.push({ raw: Buffer.from(raw).toString(), envelope });
    },
  });
  closing.push(() => listener.close());
  return { port: listener.port, taken };
}

const mail = { from: "finder@lab.example", to: ["psirt@team.example"] };

function send(
  port: number,
  envelope: { from: string; to: string[] },
  raw = "Subject: x\r\n\r\ny\r\n",
  tls = false,
) {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    name: "mx.lab.example",
    requireTLS: tls,
    ignoreTLS: !tls,
    tls: { ca: localhostTls.cert },
  });
  return transport.sendMail({ envelope, raw }).finally(() => transport.close());
}

test("a mail for our address is taken from whoever sends it, with the server that sent it", async () => {
  const { port, taken } = await aListener();
  const { response } = await send(port, {
    from: "",
    to: ["PSIRT@team.example", "cna+r7@team.example"],
  });
  expect(response).toMatch(/^250 2\.0\.0 Taken/);
  expect(taken).toEqual([
    {
      raw: "Subject: x\r\n\r\ny\r\n",
      envelope: {
        way: "smtp",
        mailbox: null,
        from: "",
        to: ["PSIRT@team.example", "cna+r7@team.example"],
        remote: { address: "127.0.0.1", helo: "mx.lab.example" },
      },
    },
  ]);
});

test("nothing is relayed: mail for any other address is refused for good", async () => {
  const { port, taken } = await aListener();
  for (const to of [
    "somebody@else.example",
    "psirt@team.example.else.example",
    "psirt%else.example@team.example",
  ]) {
    await expect(send(port, { ...mail, to: [to] })).rejects.toMatchObject({ responseCode: 550 });
  }
  expect(taken).toEqual([]);
});

test("the postmaster of our domains is reached, however it is written (RFC 5321, section 4.5.1), and of no other", async () => {
  const { port, taken } = await aListener();
  const to = ["Postmaster@team.example"];
  expect((await send(port, { ...mail, to })).response).toMatch(/^250/);
  for (const other of ["postmaster@else.example", "postmaster@am.example"]) {
    await expect(send(port, { ...mail, to: [other] })).rejects.toMatchObject({ responseCode: 550 });
  }
  const socket = connect(port, "127.0.0.1");
  const say = ["HELO mx.lab.example", "MAIL FROM:<>", "RCPT TO:<postmaster>", "QUIT"];
  const answers: string[] = [];
  for await (const answer of createInterface({ input: socket })) {
    answers.push(answer.slice(0, 3));
    const next = say.shift();
    if (next) socket.write(`${next}\r\n`);
  }
  expect(answers).toEqual(["220", "250", "250", "250", "221"]);
  expect(taken).toHaveLength(1);
});

test("where a certificate is set the mail may travel encrypted", async () => {
  const { port, taken } = await aListener({ tls: true });
  await send(port, mail, undefined, true);
  expect(taken).toHaveLength(1);
  const plain = await aListener();
  await expect(send(plain.port, mail, undefined, true)).rejects.toMatchObject({ code: "ETLS" });
});

test("a mail that is too large gets 552, and one that cannot be stored now is kept by its sender", async () => {
  const { port, taken } = await aListener();
  const large = `Subject: x\r\n\r\n${`${"y".repeat(900)}\r\n`.repeat(120)}`;
  await expect(send(port, mail, large)).rejects.toMatchObject({ responseCode: 552 });
  expect(taken).toEqual([]);
  const away = await aListener({ take: () => Promise.reject(new Error("no disk")) });
  await expect(send(away.port, mail)).rejects.toMatchObject({ responseCode: 451 });
});

test("a mail bomb is slowed, and what was answered for is there", async () => {
  const { port, taken } = await aListener({ rate: mailRate(3, 600_000) });
  const answers = [];
  for (let at = 0; at < 6; at += 1) {
    answers.push(
      await send(port, mail).then(
        () => 250,
        (error) => error.responseCode,
      ),
    );
  }
  expect(answers).toEqual([250, 250, 250, 450, 450, 450]);
  expect(taken).toHaveLength(3);
});

test("a source may send again after its time, and each has a time of its own", () => {
  const rate = mailRate(2, 1_000);
  const pass = (source: string, at: number) => rate.mayPass(source, at);
  expect([pass("a", 0), pass("a", 1), pass("a", 2), pass("b", 2)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(pass("a", 1_000)).toBe(true);
});

test("addresses of one network are one source", () => {
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("2001:db8:0:1::5")).toBe(networkOf("2001:DB8:0000:0001:2:3:4:5"));
  expect(networkOf("2001:db8:0:2::5")).not.toBe(networkOf("2001:db8:0:1::5"));
});
