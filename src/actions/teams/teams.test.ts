import { afterAll, beforeAll, expect, test } from "vitest";
import { aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { setRoles } from "../../store/people/writer.ts";
import { teamChangesOf, teamOf } from "../../store/teams/reader.ts";
import { invitePerson } from "../people/invite-person.ts";
import { addToTeam } from "./add-to-team.ts";
import { makeTeam } from "./make-team.ts";
import { removeFromTeam } from "./remove-from-team.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
  Object.assign(house.context, { policies: [policyOf("thales.yaml")] });
});
afterAll(() => house.close());

const reason = "Looks after the gateways.";
const entity = "Thales Group subsidiaries";
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const membersOf = (teamId: string) =>
  house.context.transaction(theWorker, async (tx) =>
    (await teamOf(tx, teamId))?.members.map(({ personId }) => personId),
  );

test("a team is made, joined and left by recorded deeds, each with a reason that staff read", async () => {
  const administrator = await aPerson(house, "administrator");
  const [one, two] = [await aPerson(house, "analyst"), await aPerson(house, "engineer")];
  const made = { name: "Gateway team", reason };
  const { teamId } = await makeTeam.run(house.context, administrator, made);
  for (const { id: personId } of [one, two]) {
    await addToTeam.run(house.context, administrator, { teamId, personId, reason });
  }
  const why = "Moved to another product.";
  const leave = { teamId, personId: two.id, reason: why };
  await removeFromTeam.run(house.context, administrator, leave);
  // Done twice it is done once.
  await removeFromTeam.run(house.context, administrator, leave);
  expect(await membersOf(teamId)).toEqual([one.id]);
  const changes = await house.context.transaction(one, (tx) =>
    teamChangesOf(house.context, tx, teamId),
  );
  expect(changes.map(({ type, reason: said }) => [type, said])).toEqual([
    ["team.member-removed", why],
    ["team.member-added", reason],
    ["team.member-added", reason],
    ["team.made", reason],
  ]);
  expect(changes[0]).toMatchObject({ personId: two.id, by: administrator.id });
  await expect(makeTeam.run(house.context, administrator, made)).rejects.toEqual(
    code("team.name-taken"),
  );
});

test("[ALE-39] a lead changes only teams that they belong to, and so lets themselves into none", async () => {
  const administrator = await aPerson(house, "administrator");
  const outside = { ...(await aPerson(house, "lead")), groupIds: [] };
  await house.pools.worker.query("delete from team_members where person_id = $1", [outside.id]);
  const join = { teamId: psirtTeam, personId: outside.id, reason };
  await expect(addToTeam.run(house.context, outside, join)).rejects.toEqual(code("team.not-yours"));
  const ofEntity = { name: "Subsidiaries", entity, reason };
  await expect(makeTeam.run(house.context, outside, ofEntity)).rejects.toEqual(code("team.routed"));
  const { teamId } = await makeTeam.run(house.context, administrator, ofEntity);
  expect(await membersOf(teamId)).toEqual([]);
  const own = await makeTeam.run(house.context, outside, { name: "Bench", reason });
  expect(await membersOf(own.teamId)).toEqual([outside.id]);
  const unknown = { name: "Nowhere", entity: "Nobody’s", reason };
  await expect(makeTeam.run(house.context, administrator, unknown)).rejects.toEqual(
    code("entity.unknown"),
  );
});

test("an administrator is put into no team, for they would read its cases", async () => {
  const administrator = await aPerson(house, "administrator");
  const other = await aPerson(house, "administrator");
  const { teamId } = await makeTeam.run(house.context, administrator, { name: "Lab", reason });
  await expect(
    addToTeam.run(house.context, administrator, { teamId, personId: other.id, reason }),
  ).rejects.toEqual(code("person.unknown"));
});

test("[ALE-39] whoever is invited into an entity's team is at no moment of the team of every report", async () => {
  const administrator = await aPerson(house, "administrator");
  const made = { name: "Subsidiary lab", entity, reason };
  const { teamId } = await makeTeam.run(house.context, administrator, made);
  const person = { name: "Their lead", signInName: "their lead", roles: ["lead" as const], teamId };
  const { personId } = await invitePerson.run(house.context, administrator, person);
  expect(await membersOf(teamId)).toEqual([personId]);
  expect(await membersOf(psirtTeam)).not.toContain(personId);
  const none = { ...person, signInName: "nobody", teamId: house.context.newId() };
  await expect(invitePerson.run(house.context, administrator, none)).rejects.toEqual(
    code("team.unknown"),
  );
});

test("new roles draw nobody of an entity into the team of every report, nor back who was taken out", async () => {
  const administrator = await aPerson(house, "administrator");
  const { teamId } = await makeTeam.run(house.context, administrator, {
    name: "Joint ventures",
    entity: "Thales Group joint ventures",
    reason,
  });
  const [theirs, ours] = [await aPerson(house, "engineer"), await aPerson(house, "analyst")];
  await house.pools.worker.query("delete from team_members where person_id = any ($1)", [
    [theirs.id, ours.id],
  ]);
  await addToTeam.run(house.context, administrator, { teamId, personId: theirs.id, reason });
  const give = (personId: string, ...roles: ("lead" | "analyst")[]) =>
    house.context.transaction(theWorker, (tx) => setRoles(house.context, tx, personId, roles));
  await give(theirs.id, "lead");
  await give(ours.id, "analyst", "lead");
  const team = await membersOf(psirtTeam);
  expect(team).not.toContain(theirs.id);
  expect(team).not.toContain(ours.id);
});
