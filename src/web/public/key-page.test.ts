import { afterAll, beforeAll, expect, test } from "vitest";
import { aColleague, type TestContext, testContext } from "../../../test/support/context.ts";
import { hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { ensureOwnKeys } from "../../actions/keys/ensure-own-keys.ts";
import { makeOwnKey } from "../../actions/keys/make-own-key.ts";
import { revokeOwnKey } from "../../actions/keys/revoke-own-key.ts";
import { rotateOwnKey } from "../../actions/keys/rotate-own-key.ts";
import { readPublicKey } from "../../formats/mail/keys.ts";
import { ownKeyTools } from "../../formats/mail/own-key-tools.ts";
import { wkdHash } from "../../formats/mail/wkd.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { publicRoutes } from "./public-routes.ts";

const administrator = aColleague("administrator");
const root = "/.well-known/openpgpkey";

let at: TestContext;
let web: TestWeb;
let old: string;
let present: string;
let cna: string;

beforeAll(async () => {
  at = await testContext();
  web = await testWeb(at.context, [publicRoutes]);
  const { context } = at;
  await ensureOwnKeys(context, ownKeyTools);
  const first = await context.transaction({ kind: "anyone" }, (tx) => publicKeysOf(tx, "mail"));
  old = first[0]?.fingerprint ?? "";
  const keyId = first[0]?.keyId;
  at.passSeconds(86_400);
  const rotated = await perform(context, rotateOwnKey, administrator, { keyId, months: 12 });
  present = rotated.fingerprint;
  await perform(context, revokeOwnKey, administrator, { keyId, reason: "superseded" });
  const addresses = "cna-coordinator@ale.example, psirt@division.example";
  cna = (await perform(context, makeOwnKey, administrator, { addresses })).fingerprint;
});
afterAll(async () => {
  await web.app.close();
  await at.close();
});

const get = (url: string) => web.app.inject({ method: "GET", url });
const wordsOf = (html: string) =>
  html
    .replace(/<pre.*?<\/pre>/gs, "")
    .replace(/<wbr\/?>|<\/?span[^>]*>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replaceAll(" :", ":");

test("[ALE-46, ALE-47, TH-28] the key page shows each key's whole fingerprint, addresses and dates, old ones apart", async () => {
  const told = wordsOf((await get("/key")).body);
  const cut = told.indexOf("Keys from before");
  const [inUse, before] = [told.slice(0, cut), told.slice(cut)];
  expect(inUse).toContain(present);
  expect(inUse).toContain("For cna-coordinator@ale.example, psirt@division.example");
  expect(inUse).toContain(cna);
  expect(inUse).toContain("12 March 2027");
  expect(inUse).not.toContain(old);
  expect(before).toContain(old);
  expect(before).toContain("Revoked on 12 March 2026: another key took its place");
  // RFC 9580 section 5.5.4: the short id is the end of the fingerprint, and is never shown alone.
  expect(told).not.toMatch(/(?<![0-9A-F])[0-9A-F]{8}(?:[0-9A-F]{8})?(?![0-9A-F])/);
});

test("every key can be downloaded by its fingerprint, a revoked one as revoked", async () => {
  const now = at.context.now();
  expect((await readPublicKey((await get("/key.asc")).body, now)).fingerprint).toBe(present);
  for (const [fingerprint, revoked] of [
    [present, false],
    [cna, false],
    [old, true],
  ] as const) {
    const { body, headers } = await get(`/key/${fingerprint}.asc`);
    expect(headers["content-type"]).toBe("application/pgp-keys");
    expect(await readPublicKey(body, now)).toMatchObject({ fingerprint, revoked });
  }
  expect((await get(`/key/${"0".repeat(40)}.asc`)).statusCode).toBe(404);
  expect((await get(`/key/${present}`)).statusCode).toBe(404);
});

test("the Web Key Directory has each address in its own domain, both ways, with what was revoked behind", async () => {
  const found = async (path: string) => {
    const { rawPayload, headers, statusCode } = await get(`${root}/${path}`);
    if (statusCode !== 200) return statusCode;
    expect(headers["content-type"]).toBe("application/octet-stream");
    return (await readPublicKey(new Uint8Array(rawPayload), at.context.now())).fingerprint;
  };
  const [psirt, coordinator] = [wkdHash("psirt"), wkdHash("cna-coordinator")];
  expect(await found(`hu/${psirt}?l=psirt`)).toBe(present);
  expect(await found(`ale.example/hu/${psirt}?l=psirt`)).toBe(present);
  expect(await found(`division.example/hu/${psirt}?l=psirt`)).toBe(cna);
  expect(await found(`hu/${coordinator}?l=cna-coordinator`)).toBe(cna);
  expect(await found(`division.example/hu/${coordinator}`)).toBe(404);
  expect((await get(`${root}/ale.example/policy`)).body).toBe("");
});

test.skipIf(!hasGnuPg())(
  "[ALE-11, ALE-47] GnuPG takes what the site serves, learns what was revoked, and verifies the statement",
  async () => {
    const gpg = startGnuPg();
    // The site's clock stands in March 2026, and so does GnuPG's.
    const then = ["--faked-system-time", "20260313T120000"];
    try {
      gpg.run([...then, "--import"], (await get(`/key/${old}.asc`)).body);
      const { rawPayload } = await get(`${root}/ale.example/hu/${wkdHash("psirt")}`);
      gpg.run([...then, "--import"], rawPayload);
      const listed = gpg.run([...then, "--with-colons", "--list-keys"]).out.toString();
      expect(listed.match(/^pub:./gm)?.sort()).toEqual(["pub:-", "pub:r"]);
      const statement = (await get(`/key/${present}/statement.txt`)).body;
      const { status } = gpg.run([...then, "--verify"], statement);
      for (const fingerprint of [old, present]) {
        expect(status).toContain(`VALIDSIG ${fingerprint}`);
      }
      const to = [...then, "--armor", "--recipient", "psirt@ale.example", "--encrypt"];
      expect(gpg.run(to, "a report").out.toString()).toContain("BEGIN PGP MESSAGE");
    } finally {
      gpg.remove();
    }
  },
);
