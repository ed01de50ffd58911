/** Looks at what the team itself publishes and what of it runs out; says so in log and events. */
import { alarmHouse } from "../actions/clocks/alarm-house.ts";
import { securityTxtExpiryOf } from "../formats/securitytxt/expiry-of.ts";
import { ownKeys } from "../store/keys/reader.ts";
import { publishedFile } from "../store/publications/reader.ts";
import type { TaskContext } from "./task-context.ts";

const system = { kind: "system", task: "watch-house" } as const;

/** Returns how many alarms were recorded. */
export async function watchHouse(
  on: Pick<TaskContext, "context" | "mailReader" | "log">,
): Promise<number> {
  const { context, mailReader, log } = on;
  const { inUse, file } = await context.transaction(system, async (tx) => ({
    inUse: (await ownKeys(tx)).filter(({ retiredAt }) => retiredAt === null),
    file: await publishedFile(tx, "/.well-known/security.txt"),
  }));
  const keys: { fingerprint: string; expiresAt: string }[] = [];
  for (const { fingerprint, publicKey } of inUse) {
    // The first of its parts that runs out: nothing can be encrypted to a key whose subkey has.
    const { runsOut } = await mailReader.readPublicKey(publicKey, context.now());
    if (runsOut) keys.push({ fingerprint, expiresAt: runsOut.toISOString() });
  }
  const { alarms } = await alarmHouse.run(context, system, {
    keys,
    securityTxtExpiresAt: file ? dateIn(file.bytes) : null,
  });
  for (const { type, promise, subject, dueAt } of alarms) {
    log.warn({ promise, subject, dueAt: dueAt.toISOString() }, type);
  }
  return alarms.length;
}

function dateIn(bytes: Uint8Array): string | null {
  return securityTxtExpiryOf(Buffer.from(bytes).toString())?.toISOString() ?? null;
}
