/** Reads one mail as the server does, in a process of its own, and prints how much memory that took at most. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { mailReader } from "../../src/formats/mail/mail-reader.ts";

const [mail = "", own = "", trust = ""] = process.argv.slice(2);
const keys = {
  own: own === "" ? [] : [{ armored: await readFile(own, "utf8") }],
  trust: trust === "" ? [] : [await readFile(trust, "utf8")],
  now: new Date(),
};
const reader = mailReader();
const nothing = Uint8Array.from(Buffer.from("From: a@b.example\r\n\r\nx"));
await reader.read(nothing, keys);
const before = peakMb();
const { attachments, signature, problems } = await reader.read(await readFile(mail), keys);
const bytes = attachments.map((each) => each.bytes.length);
process.stdout.write(
  JSON.stringify({ before, peak: peakMb(), bytes, signature: signature.state, problems }),
);
await reader.close();

/** On Linux of this program alone: the usual figure counts what its parent held when it was forked. */
function peakMb(): number {
  if (process.platform !== "linux") return Math.round(process.resourceUsage().maxRSS / 1024);
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
