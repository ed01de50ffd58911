/**
 * The product as its users run it: a started Parley on a directory of its own, with what it prints
 * at the start read back as links. One for each file of journeys; its end leaves nothing behind.
 */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { byLmtp } from "../../src/cli/demo/post-office.ts";
import { SiteVisitor } from "../../src/cli/demo/site-visitor.ts";
import { eventually } from "../../src/cli/demo/stage.ts";
import { commandLineSocket } from "../../src/store/admin/command-line-socket.ts";
import { freePort } from "./free-port.ts";
import { type ParleyProcess, startParley } from "./parley-process.ts";
import { copyOfDemonstration } from "./prepared-products.ts";

export interface ProductOptions {
  /**
   * On by default: its seats and its mailbox are how a story is told. In a new folder it goes on from
   * a copy of the run's first start; in a folder that is given, this is the first start.
   */
  readonly demonstration?: boolean;
  readonly logLevel?: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  /** The data directory's folder; a new one unless told, and only a new one is removed. */
  readonly folder?: string;
  /** Settings beyond these. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Product {
  readonly baseUrl: string;
  readonly lmtpPort: number;
  readonly folder: string;
  readonly dataDirectory: string;
  readonly process: ParleyProcess;
  /** Where the operator's command line talks to it. */
  socketPath(): Promise<string>;
  /** For the first administrator; null where none was printed. */
  readonly administratorLink: string | null;
  /** The link of a demonstration's seat, by the name that the start prints. */
  seatLink(name: string): string;
  /** Everything that it has printed so far, its log included. */
  printed(): Promise<string>;
  /** Hands a mail in as a mail server does; gives the answer, or throws what was refused. */
  handIn(raw: Uint8Array, from: string): Promise<string>;
  /** Somebody without cookies yet. */
  visitor(): SiteVisitor;
  /** The raw mails kept for an address in the demonstration's mailbox, the oldest first. */
  mailsTo(address: string): Promise<Buffer[]>;
  /** Ends it in order; its files stay until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Where reports go by mail in the policy that Parley comes with. */
export const reportAddress = "psirt@ale.example";

const startMsMax = 300_000;
const lastWords = "Stop with Ctrl+C.";

/** Starts it and waits until it has said so. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const folder = options.folder ?? (await newFolder(options));
  // The database server runs as a user of its own, who must be able to pass.
  await chmod(folder, 0o711);
  const [port, lmtpPort] = [await freePort(), await freePort()];
  const dataDirectory = join(folder, "data");
  const logFile = join(folder, "printed");
  const parley = startParley({
    dataDirectory,
    port,
    logFile,
    settings: {
      PARLEY_DEMO: options.demonstration === false ? "off" : "on",
      PARLEY_LMTP_PORT: String(lmtpPort),
      PARLEY_LOG_LEVEL: options.logLevel ?? "info",
      // Who counts mails counts none of ours to ourselves.
      PARLEY_PROBE_HOURS: "off",
      ...options.settings,
    },
  });
  const printed = () => readFile(logFile, "utf8");
  await parley.ready(startMsMax);
  const welcome = await eventually("the printed links", async () => {
    const text = await printed();
    return text.includes(lastWords) ? text : undefined;
  });
  // As printed: cookies and links of one name do not hold for the other.
  const baseUrl = `http://localhost:${port}`;
  return {
    baseUrl,
    lmtpPort,
    folder,
    dataDirectory,
    process: parley,
    socketPath: () => commandLineSocket(dataDirectory),
    administratorLink: /^ {2}(\S+\/set-up\/\S+)$/m.exec(welcome)?.[1] ?? null,
    seatLink: (name) => seatLinkIn(welcome, name),
    printed,
    handIn: (raw, from) =>
      byLmtp({ host: "127.0.0.1", port: lmtpPort })({ raw, from, to: reportAddress }),
    visitor: () => new SiteVisitor(baseUrl),
    mailsTo: (address) => mailsTo(new SiteVisitor(baseUrl), address),
    stop: () => parley.stop(),
    async remove() {
      await parley.stop();
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function newFolder({ demonstration = true }: ProductOptions): Promise<string> {
  return demonstration ? demonstrationFolder() : mkdtemp(join(tmpdir(), "parley-journey-"));
}

/** A new folder in which a demonstration was started once, and stopped: its data is in `data`. */
export async function demonstrationFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "parley-journey-"));
  await copyOfDemonstration(inject("preparedProducts"), folder, async (original) => {
    const product = await startProduct({ folder: original });
    await product.stop();
    await rm(join(original, "printed"));
  });
  return folder;
}

function seatLinkIn(welcome: string, name: string): string {
  const line = welcome.split("\n").find((each) => each.startsWith(`  ${name}  `));
  const link = line?.trim().split(/\s+/).at(-1);
  if (!link) throw new Error(`no link of the seat “${name}” was printed:\n${welcome}`);
  return link;
}

async function mailsTo(site: SiteVisitor, address: string): Promise<Buffer[]> {
  const { mails } = await site.json<{ mails: { mailId: string }[] }>(
    `/demonstration/mail?to=${encodeURIComponent(address)}`,
  );
  const ids = mails.map(({ mailId }) => mailId).reverse();
  return Promise.all(ids.map((id) => site.get(`/demonstration/mail/${id}/message.eml`)));
}
