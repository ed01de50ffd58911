/**
 * Reads the file of mailboxes (PARLEY_MAILBOXES_FILE): which are read by IMAP, and how mail leaves.
 * Secrets stand in files of their own, which are read here; no message ever repeats one.
 */
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { KnownMailbox } from "./core/mail/known-mailbox.ts";
import { Refusal } from "./core/refusal.ts";
import type { OAuth2Settings } from "./mail/access-tokens.ts";
import type {
  MailboxSettings,
  MailServerSettings,
  SignIn,
} from "./mail/inbound/mailbox-settings.ts";

/** A mailbox that our mail server, or the world, hands over: known by its address. */
export interface HandedMailbox extends KnownMailbox {
  /** Lower case. */
  readonly address: string;
}

export interface MailboxesFile {
  readonly mailboxes: readonly MailboxSettings[];
  /** By LMTP and SMTP, beside the report address of the policy. */
  readonly addresses: readonly HandedMailbox[];
  /** How mail leaves, in place of PARLEY_SMTP_URL. */
  readonly smtp: MailServerSettings | null;
}

const oauth2 = z.strictObject({
  tokenUrl: z.url({ protocol: /^https$/ }),
  clientId: z.string().min(1),
  clientSecretFile: z.string().min(1).optional(),
  refreshTokenFile: z.string().min(1).optional(),
  scope: z.string().min(1).optional(),
});

const server = {
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).optional(),
  tls: z.enum(["implicit", "starttls", "none"]).optional(),
  user: z.string().min(1),
  passwordFile: z.string().min(1).optional(),
  oauth2: oauth2.optional(),
  caFile: z.string().min(1).optional(),
};

const known = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "should be small letters, digits and hyphens"),
  purpose: z.enum(["psirt", "cna-coordinator"]).default("psirt"),
  shadow: z.boolean().default(false),
};

const handed = z.strictObject({ ...known, address: z.email().toLowerCase() });

const mailbox = z.strictObject({
  ...server,
  ...known,
  folder: z.string().min(1).default("INBOX"),
  after: z
    .union([z.enum(["keep", "delete"]), z.strictObject({ move: z.string().min(1) })])
    .default("keep"),
  start: z.enum(["new", "all"]).default("new"),
  authservId: z.string().min(1).optional(),
});

const file = z.strictObject({
  mailboxes: z.array(mailbox).max(20).default([]),
  addresses: z.array(handed).max(100).default([]),
  smtp: z.strictObject(server).optional(),
});

/** Refuses with mailboxes.unreadable, naming every place that does not fit. */
export async function readMailboxesFile(path: string): Promise<MailboxesFile> {
  const given = file.safeParse(await contentOf(path));
  if (!given.success) {
    const places = given.error.issues.map(
      ({ path: at, message }) => `${at.join(".") || "the file"}: ${message}`,
    );
    throw unreadable(path, places.join("; "));
  }
  const { mailboxes, addresses, smtp } = given.data;
  const names = [...mailboxes, ...addresses].map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw unreadable(path, `the mailbox ${twice} is named twice`);
  const read: MailboxSettings[] = [];
  for (const each of mailboxes) read.push(await mailboxFrom(path, each));
  const out = smtp ? await serverFrom(path, "smtp", smtp, smtpPorts) : null;
  return { mailboxes: read, addresses, smtp: out };
}

async function contentOf(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8")) ?? {};
  } catch (error) {
    const { code, syscall } = error as { code?: string; syscall?: string };
    throw unreadable(path, code && syscall ? code : "it is no YAML");
  }
}

async function mailboxFrom(
  path: string,
  given: z.output<typeof mailbox>,
): Promise<MailboxSettings> {
  const { name, purpose, folder, after, start, shadow, authservId } = given;
  return {
    ...(await serverFrom(path, name, given, imapPorts)),
    name,
    purpose,
    folder,
    after: typeof after === "string" ? { do: after } : { do: "move", to: after.move },
    start,
    shadow,
    authservId: authservId ?? null,
  };
}

const imapPorts = { implicit: 993, starttls: 143, none: 143 };
const smtpPorts = { implicit: 465, starttls: 587, none: 25 };

type GivenServer = z.output<z.ZodObject<typeof server>>;

async function serverFrom(
  path: string,
  what: string,
  given: GivenServer,
  ports: typeof imapPorts,
): Promise<MailServerSettings> {
  const { host, tls = "implicit", user, caFile } = given;
  const here = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
  if (tls === "none" && !here)
    throw unreadable(path, `${what}: tls: none is for this machine only`);
  return {
    host,
    port: given.port ?? ports[tls],
    tls,
    user,
    signIn: await signInFrom(path, what, given),
    ca: caFile === undefined ? null : await secretIn(path, what, caFile),
  };
}

async function signInFrom(path: string, what: string, given: GivenServer): Promise<SignIn> {
  const { passwordFile, oauth2: by } = given;
  if ((passwordFile === undefined) === (by === undefined)) {
    throw unreadable(path, `${what}: set passwordFile or oauth2, and not both`);
  }
  if (passwordFile !== undefined) {
    return { by: "password", password: await secretIn(path, what, passwordFile) };
  }
  const secret = (name: string | undefined) =>
    name === undefined ? null : secretIn(path, what, name);
  const settings: OAuth2Settings = {
    tokenUrl: by?.tokenUrl ?? "",
    clientId: by?.clientId ?? "",
    clientSecret: await secret(by?.clientSecretFile),
    refreshToken: await secret(by?.refreshTokenFile),
    scope: by?.scope ?? null,
  };
  if (settings.clientSecret === null && settings.refreshToken === null) {
    throw unreadable(path, `${what}: oauth2 needs clientSecretFile, refreshTokenFile or both`);
  }
  return { by: "oauth2", oauth2: settings };
}

/** The content of a file that is named beside the file of mailboxes, without the line end. */
async function secretIn(path: string, what: string, name: string): Promise<string> {
  try {
    return (await readFile(resolve(dirname(path), name), "utf8")).replace(/\r?\n$/, "");
  } catch (error) {
    throw unreadable(
      path,
      `${what}: ${name} cannot be read (${(error as { code?: string }).code})`,
    );
  }
}

function unreadable(path: string, why: string): Refusal {
  return new Refusal("mailboxes.unreadable", { file: path, why });
}
