import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { makeOwnKey } from "../../actions/keys/make-own-key.ts";
import { revokeOwnKey } from "../../actions/keys/revoke-own-key.ts";
import { rotateOwnKey } from "../../actions/keys/rotate-own-key.ts";
import { makeKeyPair } from "../../formats/mail/keys.ts";
import { keyCheckRows } from "../../store/keys/check-reader.ts";
import { publicRoutes } from "../../web/public/public-routes.ts";
import { keepSiteFiles } from "../publishing/site-files.ts";
import { checkOwnKeys } from "./check-own-keys.ts";
import type { ReadPublished } from "./read-published.ts";

const administrator = aColleague("administrator");
const elsewhere = "https://www.ale.example/psirt.asc";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
beforeAll(async () => {
  house = await testContext();
  const [policy] = house.context.policies;
  if (!policy) throw new Error("there is no policy");
  const channels = { ...policy.channels, keyPublishedAt: [elsewhere] };
  Object.assign(house.context, { policies: [{ ...policy, channels }] });
  tasks = await testTasks(house);
  web = await testWeb(house.context, [publicRoutes]);
  await keepSiteFiles(tasks.on);
});
beforeEach(() => house.passSeconds(3_600));
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

/** The site as it is; what stands elsewhere is our own key unless told. */
function reading(other: Readonly<Record<string, string | null>> = {}): ReadPublished {
  const { baseUrl } = house.context;
  return async (url) => {
    const own = url === elsewhere ? `${baseUrl}/key.asc` : url;
    if (url in other) {
      const text = other[url];
      return text === null || text === undefined
        ? null
        : { status: text === "" ? 404 : 200, body: Buffer.from(text) };
    }
    const answer = await web.app.inject({ url: own.slice(baseUrl.length) });
    return { status: answer.statusCode, body: new Uint8Array(answer.rawPayload) };
  };
}

const checked = async (read: ReadPublished) => {
  const news = await checkOwnKeys(tasks.on, read);
  const rows = await house.context.transaction(theWorker, keyCheckRows);
  return {
    news,
    ...Object.fromEntries(
      rows.map(({ what, problem, place }) => [what, problem && `${problem} ${place}`]),
    ),
  };
};
const well = { opens: null, blocks: null, "security-txt": null };

const aStranger = async () =>
  (await makeKeyPair({ name: "X", email: "psirt@ale.example", now: house.context.now() }))
    .armoredPublic;

test("[ALE-46, ALE-47] what the site publishes opens in intake and is one key, after a rotation and for every address", async () => {
  expect(await checked(reading())).toEqual({ news: 0, ...well });
  const { context } = house;
  const addresses = "cna-coordinator@ale.example, psirt@division.example";
  await perform(context, makeOwnKey, administrator, { addresses });
  const [old] = (
    await house.pools.worker.query(
      "select key_id from own_keys where purpose = 'mail' and not further",
    )
  ).rows;
  await perform(context, rotateOwnKey, administrator, { keyId: old.key_id });
  await perform(context, revokeOwnKey, administrator, { keyId: old.key_id, reason: "superseded" });
  expect(await checked(reading())).toMatchObject({
    "security-txt": expect.stringContaining("differs"),
  });
  await keepSiteFiles(tasks.on);
  expect(await checked(reading())).toEqual({ news: 1, ...well });
});

test("[ALE-47] a security.txt that leads to another key, or is signed by none of ours, is found", async () => {
  const url = `${house.context.baseUrl}/.well-known/security.txt`;
  const text = Buffer.from((await reading()(url))?.body ?? []).toString();
  const found = async (changed: string) =>
    (await checked(reading({ [url]: changed })))["security-txt" as never];
  const other = "F".repeat(40);
  expect(await found(text.replace(/openpgp4fpr:\w+/, `openpgp4fpr:${other}`))).toContain("differs");
  expect(await found(text.replace("psirt@", "sales@"))).toContain("not-signed");
  expect(await found(text.replace(/^Expires: .*\r?\n/m, ""))).toContain("not-valid");
  expect(await found(text)).toBeNull();
});

test("[ALE-47] another key at an address of the policy is an alarm, once, until it is mended", async () => {
  const read = reading({ [elsewhere]: await aStranger() });
  expect(await checked(read)).toEqual({ news: 1, ...well, blocks: `differs ${elsewhere}` });
  expect(await checked(read)).toMatchObject({ news: 0 });
  expect(await checked(reading({ [elsewhere]: "" }))).toMatchObject({
    blocks: `not-there ${elsewhere}`,
  });
  expect(await checked(reading({ [elsewhere]: "hello" }))).toMatchObject({
    blocks: `not-a-key ${elsewhere}`,
  });
  expect(await checked(reading())).toEqual({ news: 1, ...well });
  const { rows } = await house.pools.worker.query(
    "select type from events where type like 'key-check.%' order by seq desc limit 4",
  );
  expect(rows.map(({ type }) => type)).toEqual([
    "key-check.passed",
    "key-check.failed",
    "key-check.failed",
    "key-check.failed",
  ]);
});

test("what does not answer is a doubt, and what is wrong is said before it", async () => {
  expect(await checked(reading({ [elsewhere]: null }))).toMatchObject({
    blocks: `unreachable ${elsewhere}`,
  });
  const { baseUrl } = house.context;
  const away = reading({ [elsewhere]: null, [`${baseUrl}/key.asc`]: await aStranger() });
  expect(await checked(away)).toMatchObject({ blocks: `differs ${baseUrl}/key.asc` });
  expect(await checked(async () => null)).toMatchObject({
    opens: expect.stringContaining("unreachable"),
    "security-txt": expect.stringContaining("unreachable"),
  });
  await checked(reading());
});

test("[ALE-46] a published key that intake cannot open is found, whether the site answers or not", async () => {
  const own =
    "select public_key from own_keys where retired_at is null and not further and purpose = 'mail'";
  const { rows } = await house.pools.worker.query(own);
  const put = (block: string) =>
    house.pools.worker.query(
      "update own_keys set public_key = $1 where retired_at is null and not further and purpose = 'mail'",
      [block],
    );
  await put(await aStranger());
  for (const read of [reading(), async () => null]) {
    expect(await checked(read)).toMatchObject({ opens: expect.stringContaining("not-opened") });
  }
  const short = await makeKeyPair({
    name: "X",
    email: "psirt@ale.example",
    now: new Date(house.context.now().getTime() - 7_200_000),
    validForSeconds: 3_600,
  });
  await put(short.armoredPublic);
  expect(await checked(reading())).toMatchObject({ opens: expect.stringContaining("not-usable") });
  await put(rows[0].public_key);
  expect(await checked(reading())).toMatchObject(well);
});

test("[L-07] a security.txt that ran out or is wrong is found although it is not served", async () => {
  house.setClock("2026-06-10T08:00:00.000Z");
  expect(await checked(reading())).toMatchObject({
    "security-txt": expect.stringContaining("expired"),
  });
  await keepSiteFiles(tasks.on);
  expect(await checked(reading())).toMatchObject(well);
});
