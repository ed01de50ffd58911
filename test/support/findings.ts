/** What `parley verify` says of the rows, events and keys of a test's house, as it would on a server. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csafLayout } from "../../src/formats/csaf/csaf-layout.ts";
import { verify } from "../../src/store/admin/verify.ts";
import type { TestContext } from "./context.ts";

/** Each as its code and what it is about; empty where all is as it was written. */
export async function findingsOf(house: TestContext): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), "parley-findings-"));
  const told: string[] = [];
  const asked = {
    connection: house.database.connectionFor("keeper"),
    masterKey: house.context.masterKey,
    checkpointFile: join(directory, "none.jsonl"),
    layout: csafLayout,
  };
  await verify(asked, ({ code, what }) => told.push(`${code} ${what}`));
  await rm(directory, { recursive: true });
  return told.filter((each) => /^(row|event|key)s?\./.test(each));
}
