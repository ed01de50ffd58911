/**
 * Gives the mails of an archive: first each one's place and head, then again the bytes of those that
 * are asked for, so that an archive of any size takes little memory. Writes nothing.
 */
import { createReadStream } from "node:fs";
import { mkdtemp, open, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArchivedHead } from "../core/mail/archive-threads.ts";
import { archivedHead } from "../formats/mail/archived-head.ts";
import { isDiscarded, maildirName } from "../formats/mail/maildir-name.ts";
import { mboxSplitter } from "../formats/mail/mbox.ts";

export interface MailArchive {
  readonly heads: readonly ArchivedHead[];
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
  /** As the mail was sent, with CRLF. */
  rawOf(head: ArchivedHead): Promise<Buffer>;
  close(): Promise<void>;
}

/** Messages of an mbox are kept in one file for the time of the import: their places in it are known. */
export async function openMbox(file: string, bytesMax: number): Promise<MailArchive> {
  await stat(file);
  const folder = await mkdtemp(join(tmpdir(), "parley-import-"));
  const kept = await open(join(folder, "mails"), "w+", 0o600);
  const heads: ArchivedHead[] = [];
  const problems: string[] = [];
  const places: { readonly at: number; readonly length: number }[] = [];
  let at = 0;
  const splitter = mboxSplitter(bytesMax);
  const keep = async (messages: ReturnType<typeof splitter.push>) => {
    for (const message of messages) {
      const number = places.length + problems.length + 1;
      if ("tooLarge" in message) {
        problems.push(`Mail ${number} has ${message.tooLarge} bytes, more than this server takes.`);
        continue;
      }
      await kept.write(message.raw, 0, message.raw.length, at);
      heads.push(await archivedHead(message.raw, places.length));
      places.push({ at, length: message.raw.length });
      at += message.raw.length;
    }
  };
  for await (const chunk of createReadStream(file)) await keep(splitter.push(chunk as Buffer));
  await keep(splitter.end());
  return {
    heads,
    problems,
    async rawOf({ index }) {
      const place = places[index];
      if (!place) throw new Error("no such mail");
      const raw = Buffer.alloc(place.length);
      await kept.read(raw, 0, place.length, place.at);
      return raw;
    },
    async close() {
      await kept.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads `cur` and `new` of the directory; drafts and mails that were thrown away are left out. */
export async function openMaildir(directory: string, bytesMax: number): Promise<MailArchive> {
  const files: string[] = [];
  for (const part of ["cur", "new"]) {
    for (const name of (await readdir(join(directory, part))).sort()) {
      const read = maildirName(name);
      if (read && !isDiscarded(read)) files.push(join(directory, part, name));
    }
  }
  const heads: ArchivedHead[] = [];
  const problems: string[] = [];
  for (const [index, file] of files.entries()) {
    const { size } = await stat(file);
    if (size > bytesMax) problems.push(`${file} has ${size} bytes, more than this server takes.`);
    else heads.push(await archivedHead(withCrLf(await readFile(file)), index));
  }
  return {
    heads,
    problems,
    rawOf: async ({ index }) => withCrLf(await readFile(files[index] ?? "")),
    close: async () => {},
  };
}

/** As it travelled: the same mail read by IMAP has the same bytes. */
function withCrLf(raw: Buffer): Buffer {
  return Buffer.from(raw.toString("latin1").replace(/\r?\n/g, "\r\n"), "latin1");
}
