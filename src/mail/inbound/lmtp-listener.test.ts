import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { usualMailBytesMax } from "../../core/mail/mail-size.ts";
import { startLmtpListener } from "./lmtp-listener.ts";
import { type MailRate, mailRate } from "./mail-rate.ts";

interface Taken {
  readonly raw: string;
  readonly envelope: MailEnvelope;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aListener(
  take: (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>,
  bytesMax = usualMailBytesMax,
  rate: MailRate = mailRate(1_000, 600_000),
) {
  const warnings: string[] = [];
  const log = { warn: (_: object, message: string) => warnings.push(message) };
  const now = () => new Date("2026-03-11T09:00:00Z");
  const where = { host: "127.0.0.1", port: 0 };
  const listener = await startLmtpListener({ ...where, take, bytesMax, log, rate, now });
  closing.push(() => listener.close());
  return { port: listener.port, warnings };
}

/** A mail server's side of the dialogue: sends lines, gives the answer to each. */
async function aSender(port: number) {
  const socket = connect(port, "127.0.0.1");
  closing.push(async () => void socket.destroy());
  const answers = linesOf(socket);
  await answers(1);
  return {
    say: async (text: string | Buffer, replies = 1) => {
      socket.write(typeof text === "string" ? `${text}\r\n` : text);
      return await answers(replies);
    },
    socket,
  };
}

/** Reads that many final reply lines ("250 …", not "250-…"). */
function linesOf(socket: Socket) {
  let buffer = "";
  const replies: string[] = [];
  socket.on("data", (chunk) => {
    buffer += chunk.toString();
    const lines = buffer.split("\r\n");
    buffer = lines.pop() ?? "";
    replies.push(...lines.filter((line) => /^\d{3} /.test(line)));
    socket.emit("reply");
  });
  return async (count: number): Promise<string[]> => {
    while (replies.length < count) await once(socket, "reply");
    return replies.splice(0, count);
  };
}

async function upToData(
  port: number,
  recipients = ["psirt@team.example"],
  mail = "MAIL FROM:<a@b.example>",
) {
  const sender = await aSender(port);
  await sender.say("LHLO mx.team.example");
  expect((await sender.say(mail))[0]).toMatch(/^250/);
  for (const each of recipients) await sender.say(`RCPT TO:<${each}>`);
  expect((await sender.say("DATA"))[0]).toMatch(/^354/);
  return sender;
}

test("250 is said only after the message is committed, once for each recipient", async () => {
  const taken: Taken[] = [];
  let commit = () => {};
  const committed = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const { port } = await aListener(async (raw, envelope) => {
    await committed;
    taken.push({ raw: Buffer.from(raw).toString(), envelope });
  });
  const sender = await upToData(port, ["psirt@team.example", "cna@team.example"]);
  let answered = false;
  const answer = sender.say("Subject: x\r\n\r\n..dot\r\n.", 2).then((replies) => {
    answered = true;
    return replies;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(answered).toBe(false);
  commit();
  const replies = await answer;
  expect(replies).toHaveLength(2);
  for (const reply of replies) expect(reply).toMatch(/^250 2\.0\.0 Taken/);
  expect(taken).toEqual([
    {
      raw: "Subject: x\r\n\r\n.dot\r\n",
      envelope: {
        way: "lmtp",
        mailbox: null,
        from: "a@b.example",
        to: ["psirt@team.example", "cna@team.example"],
      },
    },
  ]);
});

test("a bounce's empty sender is taken as well", async () => {
  const taken: MailEnvelope[] = [];
  const { port } = await aListener(async (_, envelope) => void taken.push(envelope));
  const sender = await upToData(port, ["psirt@team.example"], "MAIL FROM:<>");
  expect((await sender.say("x\r\n."))[0]).toMatch(/^250/);
  expect(taken[0]?.from).toBe("");
});

test("when storing fails the sender's server is asked to try again, and the next mail is taken", async () => {
  let failing = true;
  const { port, warnings } = await aListener(async () => {
    if (failing) throw new Error("database is away: secret words");
  });
  const sender = await upToData(port);
  const [refused] = await sender.say("Subject: x\r\n\r\ny\r\n.");
  expect(refused).toMatch(/^451 4\.3\.0 We cannot store mail right now/);
  expect(refused).not.toContain("secret");
  expect(warnings).toEqual(["mail was not taken"]);
  failing = false;
  await sender.say("MAIL FROM:<a@b.example>");
  await sender.say("RCPT TO:<psirt@team.example>");
  await sender.say("DATA");
  expect((await sender.say("Subject: x\r\n\r\ny\r\n."))[0]).toMatch(/^250/);
});

/** Base 64 makes 41 MB of an attachment of 30 MB; encrypted, of 25 MB, it has 47. */
async function sendMegabytes(
  sender: Awaited<ReturnType<typeof upToData>>,
  count: number,
  type = "text/plain",
): Promise<string> {
  sender.socket.write(`Content-Type: ${type}\r\n\r\n`);
  const line = Buffer.from(`${"x".repeat(998)}\r\n`);
  const megabyte = Buffer.concat(Array(1000).fill(line));
  for (let sent = 0; sent < count; sent++) {
    if (!sender.socket.write(megabyte)) await once(sender.socket, "drain");
  }
  return (await sender.say(Buffer.from(".\r\n")))[0] ?? "";
}

test("a mail with an attachment of 25 MB is taken, encrypted too, which makes it larger", async () => {
  const taken: number[] = [];
  const { port } = await aListener(async (raw) => void taken.push(raw.length));
  const type = 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e';
  expect(await sendMegabytes(await upToData(port), 35)).toMatch(/^250/);
  expect(await sendMegabytes(await upToData(port), 47, type)).toMatch(/^250/);
  expect(await sendMegabytes(await upToData(port), 56, type)).toMatch(/^552 5\.3\.4 /);
  expect(taken.map((bytes) => Math.floor(bytes / 1_000_000))).toEqual([35, 47]);
});

test("a mail with an attachment of 30 MB gets 552 with a clear sentence, nothing of it is taken", async () => {
  let taken = 0;
  const { port } = await aListener(async () => void taken++);
  const sender = await upToData(port);
  const reply = await sendMegabytes(sender, 41);
  expect(reply).toBe(
    "552 5.3.4 This mail is larger than the 36 MiB we take (49 MiB encrypted). Nothing of it was stored. Please send it without attachments, or use our web form.",
  );
  expect(taken).toBe(0);
  expect((await sender.say("MAIL FROM:<a@b.example>"))[0]).toMatch(/^250/);
});

test("a size that is announced too large is refused before anything is sent", async () => {
  const { port } = await aListener(async () => {});
  const sender = await aSender(port);
  await sender.say("LHLO mx.team.example");
  const [reply] = await sender.say("MAIL FROM:<a@b.example> SIZE=56000000");
  expect(reply).toMatch(/^552 5\.3\.4 This mail is larger than the 36 MiB we take/);
  expect((await sender.say("MAIL FROM:<a@b.example> SIZE=35000000"))[0]).toMatch(/^250/);
});

test("a message that is cut off by a lost connection is not taken", async () => {
  let taken = 0;
  const { port } = await aListener(async () => void taken++);
  const sender = await upToData(port);
  sender.socket.write("Subject: half\r\n\r\nhal");
  sender.socket.destroy();
  await once(sender.socket, "close");
  const other = await upToData(port);
  expect((await other.say("Subject: whole\r\n\r\nwhole\r\n."))[0]).toMatch(/^250/);
  expect(taken).toBe(1);
});

test("the server that sent a mail is known where our mail server names it, and only then", async () => {
  const taken: MailEnvelope[] = [];
  const { port } = await aListener(async (_, envelope) => void taken.push(envelope));
  const sender = await aSender(port);
  await sender.say("LHLO mx.team.example");
  await sender.say("XFORWARD NAME=mx.lab.example ADDR=192.0.2.7 HELO=mx.lab.example");
  await sender.say("MAIL FROM:<a@b.example>");
  await sender.say("RCPT TO:<psirt@team.example>");
  await sender.say("DATA");
  expect((await sender.say("x\r\n."))[0]).toMatch(/^250/);
  expect(taken[0]?.remote).toEqual({ address: "192.0.2.7", helo: "mx.lab.example" });
});

test("one sender's mails above the rate are put off, so that our mail server keeps them; others are taken", async () => {
  const { port } = await aListener(async () => {}, usualMailBytesMax, mailRate(2, 600_000));
  const sender = await aSender(port);
  await sender.say("LHLO mx.team.example");
  const answers: string[] = [];
  for (const from of ["a@bad.example", "A@bad.example", "a@bad.example", "b@good.example"]) {
    const [answer] = await sender.say(`MAIL FROM:<${from}>`);
    answers.push(answer ?? "");
    if (answer?.startsWith("250")) await sender.say("RSET");
  }
  expect(answers.map((answer) => answer.slice(0, 9))).toEqual([
    expect.stringMatching(/^250/),
    expect.stringMatching(/^250/),
    "450 4.7.1",
    expect.stringMatching(/^250/),
  ]);
});
