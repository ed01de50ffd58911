/** A case as a report makes it, through the real actions, and people whose accounts exist. */

import { perform } from "../../src/actions/action.ts";
import { registerReport } from "../../src/actions/reports/register-report.ts";
import { takeReport } from "../../src/actions/reports/take-report.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { nothingOfMail } from "../../src/core/reports/nothing-of-mail.ts";
import { headOf } from "../../src/store/cases/head-reader.ts";
import { partiesOf } from "../../src/store/parties/reader.ts";
import { peopleHolder, profilePlace } from "../../src/store/people/reader.ts";
import { newObjectKey, sealJson, wrapKey } from "../../src/store/sealing/object-keys.ts";
import { aColleague, anyone, type TestContext, theWorker } from "./context.ts";

export interface TestCase {
  readonly caseId: string;
  readonly reference: string;
  readonly receiptCode: string;
  readonly reporter: Extract<Actor, { kind: "outsider" }>;
}

/** Takes a report and registers it; `more` are further fields of its form, `meanwhile` comes between. */
export async function aCase(
  house: TestContext,
  words = "a restart",
  more: Readonly<Record<string, string>> = {},
  meanwhile: () => void = () => {},
): Promise<TestCase> {
  const fields = {
    email: "finder@research.example",
    product: "OmniGate 9000",
    description: `A crafted packet makes ${words}.`,
    ...more,
  };
  const before = await inboxIds(house);
  const taken = await perform(house.context, takeReport, anyone, fields);
  meanwhile();
  const inboxId = (await inboxIds(house)).find((id) => !before.includes(id)) ?? "";
  const arrival = {
    fields,
    files: [],
    language: "en",
    answersBy: "mail",
    undertakings: null,
    ...nothingOfMail,
  } as const;
  const made = await registerReport.run(house.context, theWorker, { inboxId, arrival });
  const caseId = made.caseId ?? "";
  return house.context.transaction(theWorker, async (tx) => {
    const [party] = await partiesOf(tx, caseId);
    const head = await headOf(tx, caseId);
    if (!party || !head) throw new Error("the report made no case");
    const { partyId: id, sideId: side } = party;
    return {
      caseId,
      reference: head.reference,
      receiptCode: taken.receiptCode,
      reporter: { kind: "outsider", id, role: "reporter", caseId, side },
    };
  });
}

async function inboxIds(house: TestContext): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select inbox_id as id from inbox where state = 'new'",
  );
  return rows.map(({ id }) => id);
}

/** A colleague with an account row, for deeds that refer to one. */
export function aPerson(house: TestContext, ...roles: StaffRole[]) {
  return aPersonAt(house, null, ...roles);
}

/** The same with an address that letters reach. */
export async function aPersonAt(
  house: TestContext,
  address: string | null,
  ...roles: StaffRole[]
): Promise<Extract<Actor, { kind: "staff" }>> {
  const { context } = house;
  const person = aColleague(...roles);
  const key = newObjectKey(context, person.id);
  const wrap = wrapKey(context, key, peopleHolder);
  const profile = { name: person.name, signInName: address ?? person.id };
  // By the one way to a connection, so that the rows are sealed like all others.
  await context.transaction(theWorker, async (tx) => {
    await tx.run(
      `insert into people (person_id, sign_in_hash, profile_sealed, key_wrapped, master_key_id, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        person.id,
        context.masterKey.hash("sign-in-hash", person.id),
        sealJson(context, key, profilePlace, profile),
        wrap.wrapped,
        wrap.masterKeyId,
        context.now(),
      ],
    );
    for (const role of roles) {
      await tx.run("insert into person_roles (person_id, role, granted_at) values ($1, $2, $3)", [
        person.id,
        role,
        context.now(),
      ]);
    }
    for (const teamId of person.groupIds) {
      await tx.run(
        `insert into teams (team_id, name, created_at) values ($1::uuid, $1::text, $2) on conflict do nothing`,
        [teamId, context.now()],
      );
      await tx.run("insert into team_members (team_id, person_id, added_at) values ($1, $2, $3)", [
        teamId,
        person.id,
        context.now(),
      ]);
    }
  });
  return person;
}
