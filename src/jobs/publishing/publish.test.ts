import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { testThreads } from "../../../test/support/threads.ts";
import { draftAdvisory } from "../../actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../actions/publications/edit-advisory.ts";
import { draftFromCase } from "../../core/advisories/draft-from-case.ts";
import { firstRevision } from "../../core/advisories/revise.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import type { CsafChecker } from "../../formats/csaf/check-csaf.ts";
import { detachedSignature, verifyDetached } from "../../formats/mail/detached-signature.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { publishedFile, publishedTable } from "../../store/publications/reader.ts";
import { type Publisher, publish, publishImported } from "./publish.ts";

let house: TestContext;
let checker: CsafChecker;
let publisher: Publisher;
let publicKey: string;

beforeAll(async () => {
  house = await testContext();
  ({ checker } = testThreads());
  const now = house.context.now();
  const pair = await makeKeyPair({ name: "PSIRT", email: "psirt@ale.example", now });
  publicKey = pair.armoredPublic;
  publisher = {
    context: house.context,
    checker,
    keys: [{ fingerprint: pair.fingerprint, armored: pair.armoredPublic }],
    sign: (bytes) => detachedSignature(bytes, { armored: pair.armoredPrivate }, now),
  };
});
afterAll(async () => {
  await house.close();
});

function aNotice(id: string, title: string) {
  const policy = policyOf("ale.yaml");
  const nothing = { vulnerabilities: [], scores: [], affected: [], remedies: [] };
  const draft = draftFromCase(policy, nothing, {
    id,
    type: "SN",
    title,
    namespace: "https://ale.example",
  });
  const words = {
    summary: "We examined our products.",
    description: "An industry-wide issue.",
    impact: "None of our products is affected.",
    defensiveSteps: "Nothing needs to be done.",
    references: [{ summary: "Report", url: "https://report.example/x" }],
  };
  const date = utcInstant("2024-04-11T00:00:00Z");
  return firstRevision({ ...draft, ...words }, { date, summary: "Initial version." });
}

test("[VEN-33, VEN-35, VEN-30] an imported notice stands in the public table under its own date", async () => {
  await publishImported(publisher, [
    aNotice("ALE-SN-2024-0001", "CVE-2024-3094 Linux XZ-Utils Vulnerability"),
  ]);
  const rows = await house.context.transaction(anyone, (tx) => publishedTable(tx, null, 10));
  expect(
    rows.map((row) => [row.title, row.type, row.firstPublishedAt.toISOString().slice(0, 10)]),
  ).toEqual([["CVE-2024-3094 Linux XZ-Utils Vulnerability", "SN", "2024-04-11"]]);
});

test("nothing is published before its instant, whoever started the job", async () => {
  const { caseId } = await aCase(house);
  const author = await aPerson(house, "analyst");
  const draft = { caseId, type: "SN" as const };
  const { publicationId } = await draftAdvisory.run(house.context, author, draft);
  await house.pools.worker.query(
    "update publications set state = 'publishing', release_at = $2 where publication_id = $1",
    [publicationId, new Date(house.context.now().getTime() + 60_000)],
  );
  await expect(publish(publisher, publicationId)).rejects.toThrow("advisory.not-due");
  const { rows } = await house.pools.worker.query(
    "select state from publications where publication_id = $1",
    [publicationId],
  );
  expect(rows).toEqual([{ state: "publishing" }]);
});

test("a publication that would name its finder is handed back by the job, and no file of it appears [ALE-42]", async () => {
  const { context } = house;
  const named = { name: "Zoë Müllerova", email: "zm@harbour.example" };
  const { caseId } = await aCase(house, "a restart", named);
  const author = await aPerson(house, "analyst");
  const { publicationId } = await draftAdvisory.run(context, author, { caseId, type: "SN" });
  // Past the guards of the deeds before: approved with other words, or before the name was known.
  const leaving = async (summary: string) => {
    const words = { caseId, publicationId, title: "A notice", summary };
    await editAdvisory.run(context, author, { ...words, description: "It restarts." });
    await house.pools.worker.query(
      "update publications set state = 'publishing' where publication_id = $1",
      [publicationId],
    );
    const check = async () => ({ valid: true, errors: [], warnings: [] });
    await publish({ ...publisher, checker: { check } }, publicationId);
    const published = await context.transaction(anyone, (tx) => publishedTable(tx, null, 50));
    return published.filter(({ title }) => title === "A notice").length;
  };
  expect(await leaving("Found by Müllerova, Zoë.")).toBe(0);
  const { rows } = await house.pools.worker.query(
    `select p.state, e.body::jsonb ->> 'rule' as rule from publications p
       join events e on e.case_id = p.case_id and e.type = 'advisory.refused'
      where p.publication_id = $1`,
    [publicationId],
  );
  expect(rows).toEqual([{ state: "draft", rule: "identity.would-leak" }]);
  expect(await leaving("Found by a customer.")).toBe(1);
});

test("a published document's signature is ours, and every index names it", async () => {
  const read = (path: string) => house.context.transaction(anyone, (tx) => publishedFile(tx, path));
  const path = "/.well-known/csaf/white/2024/ale-sn-2024-0001.json";
  const document = await read(path);
  const signature = await read(`${path}.asc`);
  const verdict = await verifyDetached(
    document?.bytes ?? Buffer.of(),
    signature?.bytes ?? Buffer.of(),
    [publicKey],
    house.context.now(),
  );
  expect(verdict.state).toBe("good");
  for (const index of ["index.txt", "changes.csv", "csaf-feed-tlp-white.json", "2024/"]) {
    const file = await read(`/.well-known/csaf/white/${index}`);
    expect(file?.bytes.toString()).toContain("ale-sn-2024-0001.json");
  }
});
