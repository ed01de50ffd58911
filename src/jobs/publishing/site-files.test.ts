import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { publishedFile } from "../../store/publications/reader.ts";
import { keepSiteFiles } from "./site-files.ts";

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const read = (path: string) =>
  house.context.transaction(anyone, async (tx) =>
    (await publishedFile(tx, path))?.bytes.toString(),
  );

test("[ALE-28, ALE-46] security.txt is signed by the key in use and leads to form, key and policy", async () => {
  await keepSiteFiles(tasks.on);
  const text = (await read("/.well-known/security.txt")) ?? "";
  expect(text).toContain("-----BEGIN PGP SIGNED MESSAGE-----");
  expect(text).toContain("Contact: http://localhost:8080/report");
  expect(text).toContain("Contact: mailto:psirt@ale.example");
  expect(text).toContain("Encryption: http://localhost:8080/key.asc");
  expect(text).toContain("Expires: 2026-06-09T00:00:00Z");
});

test("a scanner finds metadata and empty indexes before anything is published", async () => {
  const metadata = JSON.parse((await read("/.well-known/csaf/provider-metadata.json")) ?? "{}");
  const [key] = await house.context.transaction(anyone, (tx) => publicKeysOf(tx, "advisory"));
  expect(metadata.public_openpgp_keys[0].fingerprint).toBe(key?.fingerprint);
  expect(await read("/.well-known/csaf/white/index.txt")).toBe("");
  expect(
    JSON.parse((await read("/.well-known/csaf/white/csaf-feed-tlp-white.json")) ?? "{}").feed.entry,
  ).toEqual([]);
});
