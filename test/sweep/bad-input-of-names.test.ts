/**
 * Bad input that pretends to be somebody or of another time: look-alike addresses, expired invitations
 * and a database from an older backup. The other items: bad-input.test.ts.
 */
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeCheckpoint } from "../../src/actions/checkpoints/make-checkpoint.ts";
import { setUpOf } from "../../src/actions/people/accept-link.ts";
import { acceptOlderDatabase, refuseOlderDatabase } from "../../src/store/admin/accept-older.ts";
import { txOn } from "../../src/store/admin/admin-connection.ts";
import { aPassword, authenticator, tokenOf } from "../support/accounts.ts";
import {
  admin,
  closeDoors,
  house,
  invite,
  leaves,
  networks,
  nextAuditor,
  onRecord,
  openDoors,
  provider,
  refused,
  signedIn,
  stranger,
  tellNothing,
} from "./doors.ts";

beforeAll(openDoors);
afterEach(tellNothing);
afterAll(closeDoors);

describe("unicode look-alike addresses:", () => {
  test.each([
    ["with a Cyrillic letter", "\u0430nalyst@psirt.example", 422, "letters of several alphabets"],
    ["with an accent", "analýst@psirt.example", 409, "looks like that of another account"],
    [
      "with a dotless or Latin-like letter",
      "\u0251nalyst@psirt.example",
      409,
      "looks like that of another account",
    ],
    ["in full-width letters", "ａnalyst＠psirt.example", 409, "is taken"],
    ["with a letter of no width", "analyst\u200b@psirt.example", 422, "or cannot be seen"],
    ["with a filler that is no letter", "analyst\u115f@psirt.example", 422, "or cannot be seen"],
  ])("nobody is invited by a sign-in name %s: %s", async (_, signInName, status, sentence) => {
    // A second proof is as old as a session here: it must be younger than ten minutes.
    const { browser } = await signedIn(`administrator-${networks}@psirt.example`, "administrator");
    await leaves("Was refused: a sign-in name", async () => {
      const fields = { name: "Somebody new", signInName, roles: "lead" };
      refused(await browser.submit("/console/people/new", fields), status, sentence);
    });
  });

  test.each([
    "ａdministrator-to-be@psirt.example",
    "administrator-to-be@ps\u0131rt.example",
    "administrator-to-be@psirt.example\u200b",
  ])(
    "the provider's “%s” opens no account that was invited under the plain address",
    async (email) => {
      const plain = "administrator-to-be@psirt.example";
      await invite(plain).catch(() => undefined);
      await leaves("A sign-in failed", async () => {
        const browser = stranger();
        const person = { subject: `thief ${email}`, email, emailVerified: true, groups: [] };
        provider.next = { person, amr: ["mfa"] };
        const start = await browser.get("/sign-in/single-sign-on");
        const returned = new URL(await provider.visit(String(start.headers.location)));
        const answer = await browser.get(returned.pathname + returned.search);
        refused(answer, 403, "nobody invited this account here");
        expect(browser.cookies.has("parley-session")).toBe(false);
      });
    },
  );
});

describe("expired invitations:", () => {
  test("a link that ended says so, sets nothing up, and its person stands beside the line", async () => {
    const { link } = await invite("late@psirt.example");
    const path = new URL(link).pathname;
    const { totpSecret } = await setUpOf(house.context, tokenOf(link));
    house.passSeconds(8 * 86_400);
    await nextAuditor();
    await leaves("The late@psirt.example Refused a sign-in link", async () => {
      const browser = stranger();
      refused(await browser.get(path), 410, "This link was used, has ended or was replaced.");
      const code = authenticator(house.context, totpSecret)();
      const fields = { password: aPassword, repeated: aPassword, code };
      refused(await browser.submit("/sign-in", fields, path), 410, "has ended or was replaced.");
      expect(browser.cookies.has("parley-session")).toBe(false);
    });
  });
});

describe("a database handed back from an older backup", () => {
  test("is not served from; once somebody takes it knowingly, an auditor reads that they did", async () => {
    const { context, database, directory } = house;
    const file = join(directory, "checkpoints.jsonl");
    await makeCheckpoint(context, file);
    const { rows } = await admin.query("select max(checkpoint_id) as id from checkpoints");
    house.passSeconds(90);
    await stranger().get("/set-up/AAAAAAAAAAAAAAAAAAAAAA");
    await makeCheckpoint(context, file);
    await admin.query("set session_replication_role = replica");
    await admin.query("delete from checkpoint_leaves where checkpoint_id > $1", [rows[0].id]);
    await admin.query("delete from checkpoints where checkpoint_id > $1", [rows[0].id]);
    const start = refuseOlderDatabase(txOn(admin, "test"), context.masterKey, file);
    await expect(start).rejects.toThrow(
      /^The database is older than its checkpoint file: .+ Somebody handed it back from an older backup\. .+ Nothing was changed\.$/,
    );
    const words = "Took an older database, knowing that what came after is lost";
    expect(await onRecord(words)).toEqual([]);
    const given = { masterKey: context.masterKey, file, now: context.now() };
    await acceptOlderDatabase((role) => database.connectionFor(role), given);
    expect(await onRecord(words)).toHaveLength(1);
  });
});
