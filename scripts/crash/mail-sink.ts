/** The organisation's mail server of the check: takes what Parley sends and counts each Message-ID. */
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface MailSink {
  readonly port: number;
  /** How often each Message-ID came. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** Mails whose bytes hold this word, in any of the usual transfer encodings. */
  holding(word: string): number;
  close(): Promise<void>;
}

export async function startMailSink(): Promise<MailSink> {
  const arrivals = new Map<string, number>();
  const raws: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _, answer) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        raws.push(raw);
        const [, id = "none"] = /^Message-ID:\s*(<[^>]+>)/im.exec(raw.toString("latin1")) ?? [];
        arrivals.set(id, (arrivals.get(id) ?? 0) + 1);
        answer();
      });
    },
  });
  // Parley is killed in the middle of conversations: that is what the check is for.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    arrivals,
    holding: (word) => raws.filter((raw) => holds(raw, word)).length,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function holds(raw: Buffer, word: string): boolean {
  const text = raw.toString("latin1");
  const unfolded = text.replace(/=\r?\n/g, "");
  const decoded = (text.match(/[A-Za-z0-9+/\r\n]{40,}={0,2}/g) ?? [])
    .map((block) => Buffer.from(block, "base64").toString("latin1"))
    .join("\n");
  return [text, unfolded, decoded].some((form) => form.includes(word));
}
