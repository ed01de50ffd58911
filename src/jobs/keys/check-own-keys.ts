/**
 * Checks what people rely on: that the published key opens what intake reads (ALE-46), that
 * every place has one and the same key (ALE-47), and that security.txt can be believed (L-07). Says so
 * in log and events; mends nothing.
 */
import { recordKeyCheck } from "../../actions/keys/record-key-check.ts";
import { addressesOf } from "../../core/keys/key-addresses.ts";
import { isDoubt, type KeyCheckName, type KeyCheckResult } from "../../core/keys/key-check.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { compareBlocks } from "./compare-blocks.ts";
import type { Found, KeyChecking, KeyToCheck } from "./key-checking.ts";
import { probeKey } from "./probe-key.ts";
import { publishedReader, type ReadPublished } from "./read-published.ts";
import { findInSecurityTxt } from "./try-security-txt.ts";

const system = { kind: "system", task: "check-own-keys" } as const;

/** Returns how many checks found something new. */
export async function checkOwnKeys(on: KeyChecking, given?: ReadPublished): Promise<number> {
  const { context, log } = on;
  const read = given ?? publishedReader(context.baseUrl);
  const { channels } = inForceAt(context.policies, context.now());
  const rows = await context.transaction(system, (tx) => publicKeysOf(tx, "mail"));
  const keys = rows
    .filter(({ retiredAt }) => retiredAt === null)
    .map((key, at) => ({
      ...key,
      first: at === 0,
      addresses: addressesOf(key, channels.reportAddress),
    }));
  const found = [
    worst("opens", [
      ...withoutKey(keys, channels.reportAddress),
      ...(await probeAll(on, keys, read)),
    ]),
    worst("blocks", await compareBlocks(on, { keys, elsewhere: channels.keyPublishedAt, read })),
    worst("security-txt", await findInSecurityTxt(on, keys[0], read)),
  ];
  const { news } = await recordKeyCheck.run(context, system, { found });
  for (const { what, problem, place } of news) {
    if (problem) log.error({ what, problem, place }, "a check of our own keys found something");
    else log.info({ what }, "a check of our own keys finds all well again");
  }
  return news.length;
}

function withoutKey(keys: readonly KeyToCheck[], reportAddress: string): Found[] {
  const address = reportAddress.toLowerCase();
  if (keys.some(({ addresses }) => addresses.includes(address))) return [];
  return [{ problem: "no-key", place: address }];
}

async function probeAll(
  on: KeyChecking,
  keys: readonly KeyToCheck[],
  read: ReadPublished,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const key of keys) found.push(await probeKey(on, key, read));
  return found;
}

/** What is wrong goes before what is not known. */
function worst(what: KeyCheckName, all: readonly Found[]): KeyCheckResult {
  const problems = all.filter(({ problem }) => problem !== null);
  const wrong = problems.find(({ problem }) => problem !== null && !isDoubt(problem));
  const { problem, place } = wrong ?? problems[0] ?? { problem: null, place: null };
  return { what, problem, place };
}
