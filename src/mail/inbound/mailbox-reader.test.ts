import { afterEach, expect, test, vi } from "vitest";
import {
  type ImapServer,
  type ImapServerOptions,
  imapServer,
} from "../../../test/support/imap-server.ts";
import { localhostTls } from "../../../test/support/localhost-tls.ts";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { type MailRate, mailRate } from "./mail-rate.ts";
import {
  type MailboxPosition,
  type MailboxReaderOptions,
  startMailboxReader,
} from "./mailbox-reader.ts";
import type { MailboxSettings } from "./mailbox-settings.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const password = { user: "psirt@team.example", password: "right" };

async function aServer(options: ImapServerOptions = password): Promise<ImapServer> {
  const server = await imapServer(options);
  closing.push(() => server.close());
  return server;
}

interface Wish extends Partial<MailboxSettings> {
  readonly positions?: MailboxPosition[];
  readonly take?: MailboxReaderOptions["take"];
  readonly secret?: MailboxReaderOptions["secret"];
  readonly bytesMax?: number;
  readonly rate?: MailRate;
  readonly now?: () => Date;
}

/** A reader of the server; what it took and where it stands are outside of it, as they are on disk. */
function aReader(server: ImapServer, wish: Wish = {}) {
  const { positions = [], take, secret, bytesMax, rate, now, ...more } = wish;
  const taken: { raw: string; envelope: MailEnvelope }[] = [];
  const mailbox: MailboxSettings = {
    name: "psirt",
    purpose: "psirt",
    host: "127.0.0.1",
    port: server.port,
    tls: "none",
    user: password.user,
    signIn: { by: "password", password: "right" },
    ca: null,
    folder: "INBOX",
    after: { do: "keep" },
    start: "all",
    shadow: false,
    authservId: null,
    ...more,
  };
  const reader = startMailboxReader({
    mailbox,
    secret: secret ?? (async () => ({ pass: "right" })),
    take: async (raw, envelope) => {
      await take?.(raw, envelope);
      taken.push({ raw: Buffer.from(raw).toString(), envelope });
    },
    position: {
      load: async () => positions.at(-1),
      save: async (position) => void positions.push(position),
    },
    bytesMax: bytesMax ?? 100_000,
    log: { info: () => {}, warn: () => {} },
    rate: rate ?? mailRate(100, 600_000),
    now: now ?? (() => new Date("2026-03-11T09:00:00Z")),
    random: () => 0,
    pollMs: 20,
    pause: { firstMs: 2, mostMs: 20 },
  });
  closing.push(() => reader.stop());
  return { reader, taken, positions };
}

const until = (condition: () => unknown) =>
  vi.waitFor(() => expect(condition()).toBeTruthy(), { timeout: 300_000, interval: 10 });
const subjects = (taken: readonly { raw: string }[]) =>
  taken.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1]);
const mail = (subject: string) => `Subject: ${subject}\r\n\r\nwords\r\n`;

test("what lies there is taken, and what comes is taken when the server says so", async () => {
  const server = await aServer();
  server.deliver(mail("first"));
  const { reader, taken, positions } = aReader(server);
  await until(() => server.commands.includes("IDLE") || taken.length === 1);
  await until(() => reader.state().readAt);
  server.deliver(mail("second"));
  await until(() => taken.length === 2);
  expect(subjects(taken)).toEqual(["first", "second"]);
  expect(taken[0]?.envelope).toEqual({ way: "imap", mailbox: "psirt", from: null, to: [] });
  expect(positions.at(-1)).toEqual({ uidValidity: 77, lastUid: 2 });
  expect(server.inbox).toHaveLength(2);
  expect(reader.state()).toMatchObject({ connected: true, problem: null });
});

test("a mailbox that is read for the first time gives what comes from then on, unless all is wanted", async () => {
  const server = await aServer();
  server.deliver(mail("of last year"));
  const { reader, taken } = aReader(server, { start: "new" });
  await until(() => reader.state().readAt);
  server.deliver(mail("of today"));
  await until(() => taken.length === 1);
  expect(subjects(taken)).toEqual(["of today"]);
});

test("a mail is marked only after it was taken, and what was cut off in between is fetched again", async () => {
  const server = await aServer();
  server.deliver(mail("one"));
  server.cutAt(/^UID MOVE/i);
  const { taken } = aReader(server, { after: { do: "move", to: "Taken" } });
  await until(() => server.moved.has("Taken"));
  // Whoever stores it sees the same bytes twice, which are one mail.
  expect(subjects(taken)).toEqual(["one", "one"]);
  expect(server.inbox).toEqual([]);
});

test("a mail that cannot be stored now stays and is taken later", async () => {
  const server = await aServer();
  server.deliver(mail("one"));
  let failures = 2;
  const take = async () => {
    failures -= 1;
    if (failures >= 0) throw new Error("no disk");
  };
  const { taken } = aReader(server, { take, after: { do: "delete" } });
  await until(() => server.inbox.length === 0);
  expect(subjects(taken)).toEqual(["one"]);
});

test("a lost connection is made again, and what was read is not read again", async () => {
  const server = await aServer();
  server.deliver(mail("one"));
  const { reader, taken } = aReader(server);
  await until(() => reader.state().readAt);
  server.cut();
  server.deliver(mail("two"));
  await until(() => taken.length === 2);
  expect(subjects(taken)).toEqual(["one", "two"]);
});

test("where the server counts anew everything is looked at again", async () => {
  const server = await aServer();
  server.deliver(mail("one"));
  const positions = [{ uidValidity: 12, lastUid: 900 }];
  const { taken } = aReader(server, { positions, start: "new" });
  await until(() => taken.length === 1);
  expect(positions.at(-1)).toEqual({ uidValidity: 77, lastUid: 1 });
});

test("a mailbox in shadow is only looked at", async () => {
  const server = await aServer();
  server.deliver(mail("one"));
  const { taken } = aReader(server, { shadow: true, after: { do: "delete" } });
  await until(() => taken.length === 1);
  await until(() => server.commands.includes("IDLE"));
  const changing = /^(SELECT|UID (STORE|MOVE|COPY|EXPUNGE)|EXPUNGE|APPEND)/i;
  expect(server.commands.filter((command) => changing.test(command))).toEqual([]);
  expect(server.inbox).toHaveLength(1);
});

test("of a mail larger than the limit the header is taken; it stays where it is and holds nothing up", async () => {
  const server = await aServer();
  const large = Buffer.concat([Buffer.from(mail("large")), Buffer.from("x".repeat(600))]);
  server.deliver(large);
  server.deliver(mail("small"));
  const { reader, taken } = aReader(server, { bytesMax: 500, after: { do: "delete" } });
  await until(() => taken.length === 2);
  await until(() => reader.state().tooLarge === 1 && server.inbox.length === 1);
  expect(subjects(taken)).toEqual(["large", "small"]);
  expect(taken.map(({ envelope }) => envelope.leftBehindBytes)).toEqual([large.length, undefined]);
  expect(Buffer.from(taken[0]?.raw ?? "").toString()).not.toContain("xxx");
});

test("a token that is refused is asked for anew", async () => {
  const server = await aServer({ ...password, tokens: ["fresh"] });
  server.deliver(mail("one"));
  const tokens = ["stale", "fresh"];
  const secret = async () => ({ accessToken: tokens.shift() ?? "fresh" });
  const { taken, reader } = aReader(server, { secret });
  await until(() => taken.length === 1);
  expect(reader.state().problem).toBeNull();
});

test("TLS from the first byte holds against a certificate authority of one's own, and against no other", async () => {
  const server = await aServer({ ...password, tls: localhostTls });
  server.deliver(mail("one"));
  const { taken } = aReader(server, { tls: "implicit", ca: localhostTls.cert });
  await until(() => taken.length === 1);
  const { reader } = aReader(server, { tls: "implicit" });
  await until(() => reader.state().problem);
  expect(reader.state().connected).toBe(false);
});

test("a mailbox that is to be read after STARTTLS is not read without", async () => {
  const server = await aServer();
  const { reader, taken } = aReader(server, { tls: "starttls" });
  await until(() => reader.state().problem);
  expect([taken, server.commands.includes("LOGIN")]).toEqual([[], false]);
});

test("a refused password is said as a code, without the server's words", async () => {
  const server = await aServer();
  const { reader } = aReader(server, { secret: async () => ({ pass: "wrong" }) });
  await until(() => reader.state().problem);
  expect(reader.state()).toMatchObject({ connected: false, problem: "sign-in-refused" });
});

test("of a mail bomb so many are fetched now and the rest later, nobody else waits, and nothing is lost", async () => {
  const server = await aServer();
  const from = (sender: string, subject: string) => `From: ${sender}\r\n${mail(subject)}`;
  const bomb = (at: number) => from('"No <x@y>" <Bomber@bad.example>', `bomb ${at}`);
  for (const at of [1, 2, 3, 4, 5]) server.deliver(bomb(at));
  server.deliver(from("finder@research.example", "honest"));
  let at = Date.parse("2026-03-11T09:00:00Z");
  const rate = mailRate(2, 600_000);
  const given = { rate, now: () => new Date(at), after: { do: "delete" } as const };
  const positions: MailboxPosition[] = [];
  const { reader, taken } = aReader(server, { ...given, positions });
  await until(() => reader.state().waiting === 3);
  expect(subjects(taken)).toEqual(["bomb 1", "bomb 2", "honest"]);
  // What waits is behind the place from which a restart begins.
  expect(positions.at(-1)).toMatchObject({ lastUid: 2 });
  server.deliver(from("finder@research.example", "another"));
  await until(() => taken.length === 4);
  at += 600_000;
  await until(() => taken.length === 6 && server.inbox.length === 1);
  await reader.stop();
  at += 600_000;
  const after = aReader(server, { ...given, positions });
  await until(() => server.inbox.length === 0);
  const all = [...taken, ...after.taken];
  expect(subjects(all)).toEqual([
    "bomb 1",
    "bomb 2",
    "honest",
    "another",
    "bomb 3",
    "bomb 4",
    "bomb 5",
  ]);
});

test("a mail that somebody takes out of the mailbox while it waits holds nothing up", async () => {
  const server = await aServer();
  for (const at of [1, 2]) server.deliver(`From: a@bad.example\r\n${mail(`bomb ${at}`)}`);
  const { reader, positions } = aReader(server, { rate: mailRate(1, 600_000) });
  await until(() => reader.state().waiting === 1);
  server.inbox.pop();
  server.deliver(`From: finder@research.example\r\n${mail("honest")}`);
  await until(() => positions.at(-1)?.lastUid === 3);
  expect(reader.state().waiting).toBe(0);
});
