/** Reads colleagues as far as the actor's wall shows them: staff see one another, nobody else does. */
import { mayOpen } from "../../core/people/break-glass.ts";
import type { StaffRole } from "../../core/people/roles.ts";
import type { Context } from "../context.ts";
import { inPages } from "../in-pages.ts";
import { openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** What is sealed of a person. */
export interface PersonProfile {
  /** Shown on pages and in the record of deeds. */
  readonly name: string;
  readonly signInName: string;
}

export interface PersonView extends PersonProfile {
  readonly personId: string;
  readonly roles: readonly StaffRole[];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  /** When the profile of somebody who left was erased. */
  readonly erasedAt: Date | null;
  /** Whether somebody came in by a set-up link or the provider: there is something to sign in with. */
  readonly setUp: boolean;
}

/** Who may open a person's key: the table of people itself. */
export const peopleHolder = "people";

export const profilePlace = { table: "people", column: "profile_sealed" } as const;

export interface SealedPerson {
  readonly personId: string;
  readonly profileSealed: Buffer;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
}

const sealedColumns = `p.person_id as "personId", p.profile_sealed as "profileSealed",
  p.key_wrapped as "wrapped", p.master_key_id as "masterKeyId"`;

/** The names of these people by id; ids that are not people's are left out. */
export async function namesOf(
  context: Context,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const profiles = await profilesOf(context, tx, ids);
  return new Map([...profiles].map(([id, { name }]) => [id, name]));
}

/** What is sealed of these people, by id. */
export async function profilesOf(
  context: Context,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, PersonProfile>> {
  const rows = await tx.query<SealedPerson>(
    `select ${sealedColumns} from people p where p.person_id = any ($1::uuid[]) limit 1000`,
    [[...new Set(ids)]],
    "profiles",
  );
  return new Map(rows.map((row) => [row.personId, openProfile(context, row)]));
}

/** Everybody with an account, in the order in which they came; at most 1,000. */
export async function peopleList(context: Context, tx: Tx): Promise<PersonView[]> {
  const rows = await tx.query<
    SealedPerson & Pick<PersonView, "roles" | "createdAt" | "disabledAt" | "erasedAt" | "setUp">
  >(
    `select ${sealedColumns}, p.created_at as "createdAt", p.disabled_at as "disabledAt",
            p.erased_at as "erasedAt", p.set_up as "setUp", array(select r.role from person_roles r where r.person_id = p.person_id
                   order by r.role) as roles
       from people p order by p.created_at, p.person_id limit 1000`,
    [],
    "people-list",
  );
  return rows.map((row) => ({
    personId: row.personId,
    roles: row.roles,
    createdAt: row.createdAt,
    disabledAt: row.disabledAt,
    erasedAt: row.erasedAt,
    setUp: row.setUp,
    ...openProfile(context, row),
  }));
}

export interface Account {
  readonly personId: string;
  readonly signInName: string;
  readonly isClosed: boolean;
  readonly isAdministrator: boolean;
}

/** All accounts by id, without those whose profile was erased: nobody can name them; 1,000 a statement. */
export async function allAccounts(context: Context, tx: Tx): Promise<Account[]> {
  const rows = await inPages<SealedPerson & Pick<Account, "isClosed" | "isAdministrator">>(
    1_000,
    (last, count) =>
      tx.query(
        `select ${sealedColumns}, p.disabled_at is not null as "isClosed", exists (
                  select 1 from person_roles r where r.person_id = p.person_id
                     and r.role = 'administrator') as "isAdministrator"
           from people p where p.erased_at is null and ($1::uuid is null or p.person_id > $1)
          order by p.person_id limit $2`,
        [last?.personId ?? null, count],
      ),
  );
  return rows.map((row) => ({
    personId: row.personId,
    signInName: openProfile(context, row).signInName,
    isClosed: row.isClosed,
    isAdministrator: row.isAdministrator,
  }));
}

/** Whether somebody with an open account has this id who can be put on cases: no administrator. */
export async function isColleague(tx: Tx, personId: string): Promise<boolean> {
  const found = await tx.first(
    `select 1 from people p where p.person_id = $1 and p.disabled_at is null and not exists (
       select 1 from person_roles r where r.person_id = p.person_id and r.role = 'administrator')`,
    [personId],
  );
  return found !== undefined;
}

/** The roles of somebody with an open account; none where the account is closed or not there. */
export async function openRolesOf(tx: Tx, personId: string): Promise<StaffRole[]> {
  const rows = await tx.query<{ role: StaffRole }>(
    `select r.role from person_roles r join people p on p.person_id = r.person_id
      where r.person_id = $1 and p.disabled_at is null order by r.role limit 50`,
    [personId],
  );
  return rows.map(({ role }) => role);
}

/** Whether that is somebody with an open account who may be on call, and so take over duty. */
export async function mayTakeDuty(tx: Tx, personId: string): Promise<boolean> {
  return mayOpen(await openRolesOf(tx, personId));
}

export function openProfile(context: Context, row: SealedPerson): PersonProfile {
  const key = unwrapKey(context, row.personId, peopleHolder, row);
  return openJson<PersonProfile>(key, profilePlace, row.profileSealed);
}
