/**
 * Reads one mailbox by IMAP (RFC 9051): waits for mail with IDLE, looks by itself from time to time,
 * comes back with growing pauses. A mail is fetched, taken (committed), and only then marked in the
 * mailbox; whatever breaks in between, it is fetched again and is the same mail.
 */
import { ImapFlow, type MailboxObject } from "imapflow";
import type { MailEnvelope } from "../../core/mail/envelope.ts";
import { mailBytesMaxFor } from "../../core/mail/mail-size.ts";
import { type MailPortions, mailPortions } from "./mail-portions.ts";
import type { MailRate } from "./mail-rate.ts";
import type { MailboxSettings } from "./mailbox-settings.ts";

/** How far a mailbox was read. */
export interface MailboxPosition {
  readonly uidValidity: number;
  readonly lastUid: number;
}

export interface MailboxState {
  readonly mailbox: string;
  readonly connected: boolean;
  /** When everything there had been taken, but for what waits. */
  readonly readAt: Date | null;
  /** Why it is not read; a code without anybody's words. */
  readonly problem: string | null;
  /** Mails that stay in the mailbox because they are larger than the limit; of them the header was taken. */
  readonly tooLarge: number;
  /** Mails of a sender who sent too many at once: fetched later. */
  readonly waiting: number;
}

export interface MailboxReaderOptions {
  readonly mailbox: MailboxSettings;
  /** What to sign in with now: a password or an access token. */
  readonly secret: () => Promise<{ readonly pass: string } | { readonly accessToken: string }>;
  /** The server refused what it was given. */
  readonly refused?: () => void;
  /** Resolves when the message is on disk. */
  readonly take: (raw: Uint8Array, envelope: MailEnvelope) => Promise<void>;
  readonly position: {
    load(): Promise<MailboxPosition | undefined>;
    save(position: MailboxPosition): Promise<void>;
  };
  readonly bytesMax: number;
  /** How many mails of one sender are fetched within a time. */
  readonly rate: MailRate;
  readonly log: {
    info(facts: object, message: string): void;
    warn(facts: object, message: string): void;
  };
  readonly now: () => Date;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** How long it waits for news before it looks by itself. */
  readonly pollMs?: number;
  readonly pause?: { readonly firstMs: number; readonly mostMs: number };
}

export interface MailboxReader {
  state(): MailboxState;
  /** Ends the connection; resolves when what is being taken is taken. */
  stop(): Promise<void>;
}

const usualPause = { firstMs: 5_000, mostMs: 600_000 };

export function startMailboxReader(options: MailboxReaderOptions): MailboxReader {
  const { mailbox, log } = options;
  const stop = new AbortController();
  let state: MailboxState = {
    mailbox: mailbox.name,
    connected: false,
    readAt: null,
    problem: null,
    tooLarge: 0,
    waiting: 0,
  };
  const tell = (change: Partial<MailboxState>) => {
    state = { ...state, ...change };
  };
  const run = async () => {
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        await readWhileConnected(options, stop.signal, (change) => {
          if (change.readAt) failures = 0;
          tell(change);
        });
      } catch (error) {
        const problem = codeOf(error);
        if (problem === "sign-in-refused") options.refused?.();
        tell({ connected: false, problem });
        if (!stop.signal.aborted)
          log.warn({ mailbox: mailbox.name, problem }, "a mailbox is not read");
      }
      tell({ connected: false });
      failures += 1;
      await sleep(pauseOf(failures, options), stop.signal);
    }
  };
  const running = run();
  return {
    state: () => state,
    async stop() {
      stop.abort();
      await running;
    },
  };
}

/** Doubling, and never all mailboxes at the same moment. */
function pauseOf(failures: number, { pause = usualPause, random }: MailboxReaderOptions): number {
  const whole = Math.min(pause.mostMs, pause.firstMs * 2 ** Math.min(failures - 1, 20));
  return whole * (0.5 + random() / 2);
}

async function readWhileConnected(
  options: MailboxReaderOptions,
  stop: AbortSignal,
  tell: (change: Partial<MailboxState>) => void,
): Promise<void> {
  const { mailbox } = options;
  const client = new ImapFlow(await connectionOf(options));
  let problem: Error | undefined;
  const end = () => client.close();
  // Without a listener an error of the connection would end the process.
  client.on("error", (error: Error) => {
    problem = error;
  });
  stop.addEventListener("abort", end, { once: true });
  try {
    await client.connect();
    const readOnly = mailbox.shadow || mailbox.after.do === "keep";
    const opened = await client.mailboxOpen(mailbox.folder, { readOnly });
    tell({ connected: true, problem: null });
    const position = await positionIn(opened, options);
    await followMailbox(client, { options, stop, tell, position });
  } finally {
    stop.removeEventListener("abort", end);
    client.close();
  }
  if (problem) throw problem;
}

async function connectionOf({ mailbox, secret }: MailboxReaderOptions) {
  const { host, port, tls, user, ca } = mailbox;
  return {
    host,
    port,
    secure: tls === "implicit",
    ...(tls === "starttls" ? { doSTARTTLS: true } : {}),
    ...(tls === "none" ? { doSTARTTLS: false } : {}),
    auth: { user, ...(await secret()) },
    ...(ca === null ? {} : { tls: { ca } }),
    logger: false as const,
    disableAutoIdle: true,
    // The largest mail that is taken, and something for the words around it.
    maxLiteralSize: 144 * 1024 * 1024,
  };
}

/** Where the server counts anew, everything is looked at again: the same mail is taken once. */
async function positionIn(
  opened: MailboxObject,
  { mailbox, position }: MailboxReaderOptions,
): Promise<MailboxPosition> {
  const uidValidity = Number(opened.uidValidity);
  const known = await position.load();
  if (known?.uidValidity === uidValidity) return known;
  const fromNow = !known && mailbox.start === "new";
  const first = { uidValidity, lastUid: fromNow ? opened.uidNext - 1 : 0 };
  await position.save(first);
  return first;
}

interface Following {
  readonly options: MailboxReaderOptions;
  readonly stop: AbortSignal;
  readonly tell: (change: Partial<MailboxState>) => void;
  readonly position: MailboxPosition;
}

async function followMailbox(client: ImapFlow, given: Following): Promise<void> {
  const { options, stop, tell } = given;
  const portions = mailPortions(given.position.lastUid, options.rate, options.now);
  let tooLarge = 0;
  while (client.usable && !stop.aborted) {
    const news = newsOf(client, options.pollMs ?? 300_000, stop);
    const taken = await takeRound(client, { ...given, portions });
    if (stop.aborted) return;
    tooLarge += taken.tooLarge;
    const waiting = portions.waiting();
    tell({ readAt: options.now(), tooLarge, waiting });
    if (waiting > 0) options.log.warn({ mailbox: options.mailbox.name, waiting }, floodWords);
    if (taken.count > 0) continue;
    // Resolves when the next command breaks it.
    client.idle().catch(() => {});
    await news;
  }
}

/** Takes what lies there and need not wait, and keeps how far all is taken. */
async function takeRound(
  client: ImapFlow,
  { options, stop, position, portions }: Following & { readonly portions: MailPortions },
): Promise<{ count: number; tooLarge: number }> {
  const done = { count: 0, tooLarge: 0 };
  const from = portions.takenUpTo();
  const found = await client.search({ uid: `${from + 1}:*` }, { uid: true });
  // "n:*" names the last mail too where it is older than n.
  const uids = (found || []).filter((uid) => uid > from).sort((a, b) => a - b);
  for (const uid of portions.round(uids)) {
    if (stop.aborted) break;
    if (portions.waits(uid)) continue;
    const outcome = await takeOne(client, uid, { ...options, portions });
    if (outcome === "later") continue;
    done.count += 1;
    if (outcome === "too-large") done.tooLarge += 1;
    const before = portions.takenUpTo();
    portions.took(uid);
    const lastUid = portions.takenUpTo();
    if (lastUid > before) await options.position.save({ ...position, lastUid });
  }
  return done;
}

const floodWords = "one sender sent too many mails at once; they are fetched later";

/** Resolves when mail came, the connection ended, it is time to look, or all is to end. */
function newsOf(client: ImapFlow, pollMs: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      client.off("exists", done);
      client.off("close", done);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, pollMs);
    client.once("exists", done);
    client.once("close", done);
    stop.addEventListener("abort", done, { once: true });
  });
}

async function takeOne(
  client: ImapFlow,
  uid: number,
  { mailbox, take, bytesMax, log, portions }: MailboxReaderOptions & { portions: MailPortions },
): Promise<"taken" | "gone" | "too-large" | "later"> {
  const asked = { size: true, headers: ["content-type", "from", "return-path"] };
  const about = await client.fetchOne(String(uid), asked, { uid: true });
  if (!about) return "gone";
  const head = about.headers?.toString("latin1") ?? "";
  if (!portions.mayTake(uid, head)) return "later";
  if ((about.size ?? 0) > mailBytesMaxFor(head, bytesMax)) {
    log.warn(
      { mailbox: mailbox.name, uid, bytes: about.size },
      "a mail is too large; it stays there",
    );
    await takeHeader(client, uid, about.size ?? 0, { mailbox, take });
    return "too-large";
  }
  const found = await client.fetchOne(String(uid), { source: true }, { uid: true });
  const source = found ? found.source : undefined;
  if (!source) return "gone";
  await take(new Uint8Array(source), {
    way: "imap",
    mailbox: mailbox.name,
    from: null,
    to: [],
  });
  await markTaken(client, uid, mailbox).catch((error: unknown) => {
    // Cut off: it is fetched again, is the same mail, and is marked then.
    if (!client.usable) throw error;
    // It is taken; that it stays where it was harms nothing.
    log.warn({ mailbox: mailbox.name, uid, problem: codeOf(error) }, "a taken mail was not marked");
  });
  return "taken";
}

/** Its sender is not left without an answer, and it is never moved or deleted. */
async function takeHeader(
  client: ImapFlow,
  uid: number,
  leftBehindBytes: number,
  { mailbox, take }: Pick<MailboxReaderOptions, "mailbox" | "take">,
): Promise<void> {
  const found = await client.fetchOne(String(uid), { headers: true }, { uid: true });
  const headers = found ? found.headers : undefined;
  if (!headers) return;
  const envelope = { way: "imap", mailbox: mailbox.name, from: null, to: [] } as const;
  await take(new Uint8Array(headers), { ...envelope, leftBehindBytes });
}

async function markTaken(client: ImapFlow, uid: number, mailbox: MailboxSettings): Promise<void> {
  const { after, shadow } = mailbox;
  if (shadow || after.do === "keep") return;
  const range = String(uid);
  const done =
    after.do === "move"
      ? await moved(client, range, after.to)
      : await client.messageDelete(range, { uid: true });
  if (!done) throw Object.assign(new Error("not marked"), { code: "not-marked" });
}

/** Servers do not make the folder by themselves: they answer TRYCREATE (RFC 9051, section 6.4.7). */
async function moved(client: ImapFlow, range: string, to: string): Promise<boolean> {
  const move = async () => Boolean(await client.messageMove(range, to, { uid: true }));
  if (await move()) return true;
  await client.mailboxCreate(to);
  return move();
}

/** A code that holds no words of the server, which may repeat a name. */
function codeOf(error: unknown): string {
  const { authenticationFailed, code, serverResponseCode, name } = error as {
    authenticationFailed?: boolean;
    code?: unknown;
    serverResponseCode?: unknown;
    name?: unknown;
  };
  if (authenticationFailed) return "sign-in-refused";
  const found = [code, serverResponseCode, name].find((each) => typeof each === "string");
  return /^[\w-]{1,60}$/.test(String(found)) ? String(found) : "unknown";
}

function sleep(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stop.addEventListener("abort", done, { once: true });
  });
}
