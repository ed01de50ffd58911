/** Looks at what the team itself publishes and what of it runs out; says so in log and events. */
import { alarmHouse } from "../actions/clocks/alarm-house.ts";
import { securityTxtExpiryOf } from "../formats/securitytxt/expiry-of.ts";
import { publicKeysOf } from "../store/keys/reader.ts";
import { publishedFile } from "../store/publications/reader.ts";
import type { TaskContext } from "./task-context.ts";

const system = { kind: "system", task: "watch-house" } as const;

/** Returns how many alarms were recorded. */
export async function watchHouse(
  on: Pick<TaskContext, "context" | "mailReader" | "log">,
): Promise<number> {
  const { context, mailReader, log } = on;
  const { key, file } = await context.transaction(system, async (tx) => {
    const keys = await publicKeysOf(tx, "mail");
    return {
      key: keys.find((each) => each.retiredAt === null),
      file: await publishedFile(tx, "/.well-known/security.txt"),
    };
  });
  const facts = key && (await mailReader.readPublicKey(key.publicKey, context.now()));
  const { alarms } = await alarmHouse.run(context, system, {
    keyExpiresAt: facts?.expires?.toISOString() ?? null,
    securityTxtExpiresAt: file ? dateIn(file.bytes) : null,
  });
  for (const { type, promise, dueAt } of alarms) {
    log.warn({ promise, dueAt: dueAt.toISOString() }, type);
  }
  return alarms.length;
}

function dateIn(bytes: Uint8Array): string | null {
  return securityTxtExpiryOf(Buffer.from(bytes).toString())?.toISOString() ?? null;
}
