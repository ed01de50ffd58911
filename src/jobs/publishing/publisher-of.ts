/** A publisher with the organisation's own advisory key, opened for as long as one task runs. */
import type { Actor } from "../../core/people/actor.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import type { TaskContext } from "../task-context.ts";
import type { Publisher } from "./publish.ts";

const system: Actor = { kind: "system", task: "publish-advisory" };

export async function publisherOf(
  on: Pick<TaskContext, "context" | "mailReader" | "checker">,
): Promise<Publisher> {
  const { context, mailReader, checker } = on;
  const keys = await context.transaction(system, (tx) => privateKeysOf(context, tx, "advisory"));
  const present = keys.find((key) => key.retiredAt === null);
  if (!present) throw new Error("no key signs advisories: it is made at the first start");
  return {
    context,
    checker,
    keys: keys.map(({ fingerprint, publicKey }) => ({ fingerprint, armored: publicKey })),
    sign: (bytes) =>
      mailReader.detachedSignature(bytes, { armored: present.armored }, context.now()),
  };
}
