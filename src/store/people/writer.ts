/** Writes people, their roles and the team they belong to. In the system's name only. */
import type { StaffRole } from "../../core/people/roles.ts";
import { isOfPsirtTeam, psirtTeam } from "../../core/people/teams.ts";
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, sealJson, unwrapKey, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { signInHash, totpPlace } from "./account-reader.ts";
import { type PersonProfile, peopleHolder, profilePlace } from "./reader.ts";

/** False where the sign-in name is taken. */
export async function insertPerson(
  context: Context,
  tx: Tx,
  person: { personId: string; profile: PersonProfile },
): Promise<boolean> {
  const key = newObjectKey(context, person.personId);
  const wrap = wrapKey(context, key, peopleHolder);
  const made = await tx.run(
    `insert into people (person_id, sign_in_hash, profile_sealed, key_wrapped, master_key_id, created_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (sign_in_hash) do nothing`,
    [
      person.personId,
      signInHash(context, person.profile.signInName),
      sealJson(context, key, profilePlace, person.profile),
      wrap.wrapped,
      wrap.masterKeyId,
      context.now(),
    ],
  );
  return made > 0;
}

/**
 * Gives the person exactly these roles, and the team's membership that follows from a change of
 * them: whoever is of an entity's team, or was taken out of this one, is not drawn into it again.
 */
export async function setRoles(
  context: Context,
  tx: Tx,
  personId: string,
  roles: readonly StaffRole[],
): Promise<void> {
  const before = await tx.query<{ role: StaffRole }>(
    `select role from person_roles where person_id = $1 limit 50`,
    [personId],
  );
  await tx.run(`delete from person_roles where person_id = $1 and role <> all ($2::text[])`, [
    personId,
    roles,
  ]);
  await tx.run(
    `insert into person_roles (person_id, role, granted_at)
     select $1, unnest($2::text[]), $3 on conflict do nothing`,
    [personId, roles, context.now()],
  );
  if (isOfPsirtTeam(roles)) {
    if (isOfPsirtTeam(before.map(({ role }) => role))) return;
    await tx.run(
      `insert into team_members (team_id, person_id, added_at)
       select $1, $2, $3 where not exists (
         select 1 from team_members m join teams t on t.team_id = m.team_id
          where m.person_id = $2 and t.entity is not null)
       on conflict do nothing`,
      [psirtTeam, personId, context.now()],
    );
  } else {
    await tx.run(`delete from team_members where team_id = $1 and person_id = $2`, [
      psirtTeam,
      personId,
    ]);
  }
}

/** Makes the team's row; false where it is there. */
export async function insertTeam(context: Context, tx: Tx, name: string): Promise<boolean> {
  const made = await tx.run(
    `insert into teams (team_id, name, created_at) values ($1, $2, $3) on conflict do nothing`,
    [psirtTeam, name, context.now()],
  );
  return made > 0;
}

export interface Credentials {
  readonly passwordHash: string;
  readonly totpSecret: Uint8Array;
  /** The step of the code that proved it; it is used up. */
  readonly totpStep: number;
}

export async function setCredentials(
  context: Context,
  tx: Tx,
  personId: string,
  credentials: Credentials,
): Promise<void> {
  const row = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId" from people where person_id = $1`,
    [personId],
  );
  if (!row) throw new Error(`person ${personId} is gone`);
  const key = unwrapKey(context, personId, peopleHolder, row);
  await tx.run(
    `update people set password_hash = $2, totp_sealed = $3, totp_step = $4, set_up = true
      where person_id = $1`,
    [
      personId,
      credentials.passwordHash,
      sealFor(context, key, totpPlace, credentials.totpSecret),
      credentials.totpStep,
    ],
  );
}

export async function setPassword(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.run(`update people set password_hash = $2 where person_id = $1`, [
    personId,
    passwordHash,
  ]);
}

/** Takes password and authenticator app away. */
export async function dropCredentials(tx: Tx, personId: string): Promise<void> {
  await tx.run(`update people set password_hash = null, totp_sealed = null where person_id = $1`, [
    personId,
  ]);
}

/** Takes a step of the person's TOTP; false where it, or a later one, was taken before. */
export async function takeTotpStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const taken = await tx.run(
    `update people set totp_step = $2 where person_id = $1 and totp_step < $2`,
    [personId, step],
  );
  return taken > 0;
}

export async function disable(context: Context, tx: Tx, personId: string): Promise<void> {
  await tx.run(`update people set disabled_at = $2 where person_id = $1 and disabled_at is null`, [
    personId,
    context.now(),
  ]);
}
