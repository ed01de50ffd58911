import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { tablesOf } from "../../../test/support/catalogue.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { aParty, type InvitedRole } from "../../../test/support/parties.ts";
import { sharedSide } from "../../core/cases/sides.ts";
import type { Actor } from "../../core/people/actor.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { roleOfParty } from "../../store/parties/receipt-reader.ts";
import { ownReportsOf } from "../../store/portal/own-report-reader.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { sendMessage } from "../messages/send-message.ts";
import { writeNote } from "../messages/write-note.ts";
import { actions } from "../registry.ts";

type Outsider = Extract<Actor, { kind: "outsider" }>;

/** Two vendors who must not hear of one another, and one of every other kind. */
const invited: readonly { role: InvitedRole; pseudonym: string; name: string }[] = [
  { role: "vendor-contact", pseudonym: "Vendor 1", name: "Openvendor" },
  { role: "vendor-contact", pseudonym: "Vendor 2", name: "Maskedvendor" },
  { role: "coordinator", pseudonym: "Coordinator", name: "Coordcenter" },
  { role: "customer", pseudonym: "Customer", name: "Bigcustomer" },
  { role: "sub-cna", pseudonym: "Sub-CNA", name: "Subcna" },
];

let house: TestContext;
let admin: pg.Client;
let found: TestCase;
let parties: readonly { actor: Outsider; name: string; role: InvitedRole }[];
/** A word that is no name: names in what a party writes give way to its pseudonym. */
const wordOf = ({ name }: { name: string }) => `canary${[...name].reverse().join("")}`;

beforeAll(async () => {
  house = await testContext();
  admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  found = await aCase(house);
  const { caseId } = found;
  const lead = await aPerson(house, "lead");
  const made = [];
  for (const each of invited) {
    const actor = await aParty(house, caseId, each);
    const say = { caseId, text: `Only for ${each.name}.` };
    const to = { partyId: actor.id, question: false, withoutReference: true };
    await sendMessage.run(house.context, lead, { ...say, ...to });
    const answer = {
      caseId,
      text: `Only from here: ${wordOf(each)}.`,
      question: false,
    };
    await sendMessage.run(house.context, actor, answer);
    made.push({ actor, ...each });
  }
  parties = made;
  await writeNote.run(house.context, lead, { caseId, text: "Only among staff." });
});
afterAll(async () => {
  await admin.end();
  await house.close();
});

describe.each(invited.map(({ name, role }) => [`${role} ${name}`, name] as const))(
  "[ALE-40] [CC-30] on a case with many parties, the %s",
  (_, name) => {
    const own = () => parties.find((each) => each.name === name) as (typeof parties)[number];

    test("[ALE-19] [ALU-03] reads its own thread, its own head and its own name, and no word of any other side", async () => {
      const { actor, role } = own();
      const seen = await house.context.transaction(actor, async (tx) => ({
        role: await roleOfParty(tx, actor.id),
        head: await partyCaseOf(tx, actor.id),
        thread: (await threadOf(house.context, tx, found.caseId)).map(({ text }) => text),
        parties: (await partiesOf(tx, found.caseId)).map(({ partyId }) => partyId),
        identity: (await identityOf(house.context, tx, actor.id))?.name,
        reports: await ownReportsOf(house.context, tx, actor.id),
      }));
      expect(seen).toMatchObject({
        role,
        thread: [`Only for ${name}.`, `Only from here: ${wordOf({ name })}.`],
        parties: [actor.id],
        identity: name,
        reports: [],
      });
      expect(seen.head).toMatchObject({ reference: found.reference, caseId: found.caseId });
    });

    test("sees in no table a row of another side, and no other party's id, alias or name", async () => {
      const { actor } = own();
      const others = parties.filter((each) => each.name !== name);
      const hidden = [
        ...others.map((each) => each.actor.id),
        ...others.map((each) => each.name),
        ...invited.filter((each) => each.name !== name).map((each) => each.pseudonym),
        found.reporter.id,
      ];
      const sided = await withSides();
      let seen = 0;
      for (const { name: table } of await tablesOf(admin)) {
        const rows = await rowsSeen(actor, table, sided.has(table));
        seen += rows.length;
        for (const { side_id, row } of rows) {
          if (sided.has(table)) expect([actor.side, sharedSide], table).toContain(side_id);
          for (const word of hidden) expect(row, table).not.toContain(word);
        }
      }
      expect(seen).toBeGreaterThan(8);
    });

    test("does no deed on the case but those of a party, and none of these on another side", async () => {
      const { actor } = own();
      const theirs = actions
        .filter(({ deed }) => ruleOf(deed).on === "case")
        .filter(({ deed }) => !ruleOf(deed).by.includes(actor.role));
      expect(theirs.length).toBeGreaterThan(20);
      for (const action of theirs) {
        const input = { caseId: found.caseId } as never;
        await expect(action.run(house.context, actor, input), action.deed).rejects.toMatchObject({
          code: "access.not-permitted",
        });
      }
      const [other] = parties.filter((each) => each.name !== name);
      if (!other) throw new Error("there are several parties");
      const posing: Outsider = { ...actor, side: other.actor.side };
      const say = { caseId: found.caseId, text: "As somebody else.", question: false };
      await expect(sendMessage.run(house.context, posing, say)).rejects.toMatchObject({
        code: "access.not-found",
      });
    });
  },
);

test("[ALE-40] the reporter reads none of the sides of those who came later", async () => {
  const thread = await house.context.transaction(found.reporter, (tx) =>
    threadOf(house.context, tx, found.caseId),
  );
  expect(thread.map(({ text }) => text).join(" ")).not.toContain("Only");
});

/** Every row of the table that the party's wall shows. */
async function rowsSeen(actor: Outsider, table: string, sided: boolean) {
  const side = sided ? "t.side_id::text" : "null";
  const sql = `select ${side} as side_id, row_to_json(t)::text as row from ${table} t limit 500`;
  try {
    return await house.context.transaction(actor, (tx) =>
      tx.query<{ side_id: string | null; row: string }>(sql),
    );
  } catch (error) {
    // Some tables a party may not even name.
    if (String(error).includes("permission denied for")) return [];
    throw error;
  }
}

async function withSides(): Promise<Set<string>> {
  const { rows } = await admin.query<{ table: string }>(
    `select table_name as "table" from information_schema.columns
      where table_schema = 'public' and column_name = 'side_id'`,
  );
  return new Set(rows.map(({ table }) => table));
}
