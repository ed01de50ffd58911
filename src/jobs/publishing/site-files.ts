/**
 * Keeps the files that every site has: a signed security.txt that never runs out, and indexes and
 * metadata that stand before the first publication and follow keys, policy and address.
 */
import { refreshSiteFiles } from "../../actions/publications/refresh-site-files.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { checkSecurityTxt } from "../../formats/securitytxt/check-security-txt.ts";
import { policySecurityTxt } from "../../formats/securitytxt/policy-security-txt.ts";
import { privateKeysOf } from "../../store/keys/reader.ts";
import { publishedSet } from "../../store/publications/reader.ts";
import type { TaskContext } from "../task-context.ts";
import { indexFiles } from "./index-files.ts";
import { fileOf } from "./publication-files.ts";
import { optionsOf } from "./publish.ts";
import { publisherOf } from "./publisher-of.ts";

const system: Actor = { kind: "system", task: "site-files" };

/** Makes them anew; where something is published at the same moment, the next turn does it. */
export async function keepSiteFiles(
  on: Pick<TaskContext, "context" | "mailReader" | "checker">,
): Promise<number> {
  const { context } = on;
  const set = await context.transaction(system, (tx) => publishedSet(tx));
  const options = optionsOf(await publisherOf(on));
  const files = [...indexFiles(set.advisories, options), await securityTxtFile(on)];
  const { count } = await refreshSiteFiles.run(context, system, { files, basis: set.version });
  return count;
}

async function securityTxtFile(on: Pick<TaskContext, "context" | "mailReader">) {
  const { context, mailReader } = on;
  const now = context.now();
  const policy = inForceAt(context.policies, now);
  const [key] = await context.transaction(system, (tx) => privateKeysOf(context, tx, "mail"));
  if (!key) throw new Error("there is no mail key");
  const { baseUrl } = context;
  const { armored, publicKey, fingerprint } = key;
  const text = policySecurityTxt(policy, { baseUrl, now, fingerprint });
  const signed = await mailReader.clearSigned(text, { armored }, now);
  // What a reader would refuse is not published: the file before it stays, and its end is watched.
  const { findings } = checkSecurityTxt(Buffer.from(signed), {
    now,
    development: !isPublic(baseUrl),
  });
  const [wrong] = findings;
  if (wrong) throw new Error(`the security.txt is not valid: ${wrong.rule}: ${wrong.message}`);
  const { state } = await mailReader.verifyClearText(signed, [publicKey], now);
  if (state !== "good") throw new Error(`the security.txt has a signature that is ${state}`);
  return fileOf("/.well-known/security.txt", "text/plain; charset=utf-8", signed);
}

function isPublic(baseUrl: string): boolean {
  return !baseUrl.startsWith("http:");
}
