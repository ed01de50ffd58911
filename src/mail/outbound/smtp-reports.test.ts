/** What is asked of mail servers beside the mail, and what is known of a mail when a server goes away. */
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { smtpTransport } from "./smtp-transport.ts";
import { MailNotSent } from "./transport.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The steps of taking one mail, in order: at which a server may go away. */
const steps = ["connect", "EHLO", "MAIL", "RCPT", "DATA", "body", "taken"] as const;
type Step = (typeof steps)[number];

interface Dialogue {
  readonly commands: string[];
  /** How many mails it has taken whole. */
  taken: number;
}

/** A mail server in a few lines, which goes away at one step without another word. */
async function aServer(dsn: boolean, away?: Step): Promise<Dialogue & { port: number }> {
  const dialogue: Dialogue = { commands: [], taken: 0 };
  const server = createServer((socket) => speak(socket, dialogue, dsn, away));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  return Object.assign(dialogue, { port: (server.address() as AddressInfo).port });
}

function speak(socket: Socket, dialogue: Dialogue, dsn: boolean, away: Step | undefined): void {
  socket.on("error", () => {});
  if (away === "connect") return void socket.destroy();
  socket.write("220 mx.lab.example\r\n");
  let [inBody, rest] = [false, ""];
  const hear = (line: string) => {
    const step = stepOf(line, inBody);
    if (step === "body" && line !== ".") return;
    if (step !== "body") dialogue.commands.push(line);
    if (step === away) return void socket.destroy();
    if (step === "body") dialogue.taken += 1;
    if (step === "body" && away === "taken") return void socket.destroy();
    inBody = step === "DATA";
    socket.write(answers(dsn)[step] ?? "250 2.0.0 well\r\n");
  };
  socket.on("data", (chunk) => {
    const lines = `${rest}${chunk.toString("latin1")}`.split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
}

function stepOf(line: string, inBody: boolean): Step {
  return inBody ? "body" : (line.slice(0, 4).toUpperCase() as Step);
}

function answers(dsn: boolean): Readonly<Record<string, string>> {
  return {
    EHLO: `250-mx.lab.example\r\n${dsn ? "250-DSN\r\n" : ""}250 8BITMIME\r\n`,
    DATA: "354 go on\r\n",
    QUIT: "221 bye\r\n",
  };
}

const id = "0123456789abcdef0123456789abcdef";
const raw = Buffer.from("From: a@b.example\r\nSubject: x\r\n\r\nwords\r\n");

async function send(port: number, from = "psirt@team.example") {
  const settings = { host: "127.0.0.1", port, secure: false, requireTls: false, timeoutMs: 5000 };
  const transport = smtpTransport(settings);
  closing.push(async () => transport.close());
  return transport.send({ raw, from, to: ["r@lab.example"], reportAs: id });
}

test("a server that offers it is asked to report success, failure and delay, with the header alone", async () => {
  const server = await aServer(true);
  await send(server.port);
  const lines = server.commands.join("\n");
  expect(lines).toMatch(new RegExp(`^MAIL FROM:<psirt@team.example> .*RET=HDRS ENVID=${id}`, "m"));
  expect(lines).toMatch(
    /^RCPT TO:<r@lab.example> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;r@lab.example/m,
  );
});

test("a server that does not offer it, and an automatic answer, are asked for nothing", async () => {
  const plain = await aServer(false);
  await send(plain.port);
  const answer = await aServer(true);
  await send(answer.port, "");
  expect([...plain.commands, ...answer.commands].join("\n")).not.toMatch(/ENVID|NOTIFY|RET=/);
  expect(answer.commands).toContain("MAIL FROM:<>");
});

test.each(steps)(
  "a server that goes away at “%s” lets the mail be tried again, and counted",
  async (step) => {
    const server = await aServer(false, step);
    const failure = await send(server.port).catch((error: unknown) => error);
    if (!(failure instanceof MailNotSent)) throw new Error("it was sent");
    expect(failure.temporary).toBe(true);
    expect(failure.responseCode).toBeNull();
    // Whoever is cut off cannot tell whether the server had it: it is never less than what was.
    if (server.taken > 0) expect(failure.perhapsTaken).toBe(true);
    expect(server.taken).toBe(step === "taken" ? 1 : 0);
  },
);

test("a server that is not there has taken nothing", async () => {
  const server = await aServer(false);
  for (const close of closing.splice(0)) await close();
  const failure = await send(server.port).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "mail-send.temporary", perhapsTaken: false });
});
