/**
 * The database roles that Parley works as, and its database. Makes what is missing, and never
 * leaves a serving role with the power to pass the row-level wall.
 */
import pg from "pg";
import { Refusal } from "../../core/refusal.ts";

/** What each role is for; see ARCHITECTURE.md. Only the keeper passes row-level security. */
export const databaseRoles = {
  owner: "parley_owner",
  app: "parley_app",
  worker: "parley_worker",
  keeper: "parley_keeper",
} as const;

/** The roles, and "admin": who made them (our superuser, or the user in DATABASE_URL). */
export type DatabaseRole = keyof typeof databaseRoles | "admin";

export const databaseName = "parley";

const names = Object.values(databaseRoles);

/** Makes the roles of the embedded server, which may log in: its socket is private. */
export async function ensureEmbeddedRoles(admin: pg.Client): Promise<void> {
  await ensureRoles(admin, "login");
  const found = await admin.query("select 1 from pg_database where datname = $1", [databaseName]);
  if (found.rowCount === 0) {
    await admin.query(`create database ${databaseName} owner ${databaseRoles.owner}`);
  }
}

/**
 * Makes the roles on somebody's server, where nobody logs in as them: the user in DATABASE_URL
 * becomes their member. Refuses with the statements for an administrator if that user may not.
 */
export async function ensureExternalRoles(admin: pg.Client): Promise<void> {
  const { login, database } = await whereWeAre(admin);
  try {
    await ensureRoles(admin, "nologin");
    for (const statement of await missingGrants(admin, login, database)) {
      await admin.query(statement);
    }
  } catch (error) {
    if (!isInsufficientPrivilege(error)) throw error;
    const statements = statementsForAdministrator(login, database);
    throw new Refusal("server.roles-forbidden", { reason: error.message, statements });
  }
}

async function ensureRoles(admin: pg.Client, login: "login" | "nologin"): Promise<void> {
  const { rows } = await admin.query<{ name: string; passes: boolean; super: boolean }>(
    `select rolname as name, rolbypassrls as passes, rolsuper as super
       from pg_roles where rolname = any($1)`,
    [names],
  );
  for (const name of names) {
    const found = rows.find((row) => row.name === name);
    if (!found) await createRole(admin, name, login);
    // Somebody may have "fixed" a permission by hand; the wall would be open from then on.
    else if (found.super || found.passes !== passesWall(name)) {
      await admin.query(`alter role ${name} nosuperuser ${wall(name)}`);
    }
  }
  const isKeeper = await admin.query<{ yes: boolean }>(
    "select pg_has_role($1, $2, 'member') as yes",
    [databaseRoles.owner, databaseRoles.keeper],
  );
  if (!isKeeper.rows[0]?.yes) await admin.query(keeperGrant);
}

// Migrations, run by the owner, hand the few functions that look behind the wall to the keeper.
const keeperGrant = `grant ${databaseRoles.keeper} to ${databaseRoles.owner}`;

const passesWall = (name: string) => name === databaseRoles.keeper;
const wall = (name: string) => (passesWall(name) ? "bypassrls" : "nobypassrls");

async function createRole(admin: pg.Client, name: string, login: string): Promise<void> {
  try {
    await admin.query(createStatement(name, login));
  } catch (error) {
    // Another node that starts at the same moment made it.
    if (!(error instanceof pg.DatabaseError) || !["42710", "23505"].includes(error.code ?? "")) {
      throw error;
    }
  }
}

// "nobypassrls" is the default, and naming it would ask for more rights than making the role does.
const createStatement = (name: string, login: string) =>
  `create role ${name} ${login}${passesWall(name) ? " bypassrls" : ""}`;

async function whereWeAre(admin: pg.Client): Promise<{ login: string; database: string }> {
  const { rows } = await admin.query<{ login: string; database: string }>(
    "select quote_ident(session_user) as login, quote_ident(current_database()) as database",
  );
  return rows[0] as { login: string; database: string };
}

async function missingGrants(admin: pg.Client, login: string, database: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select rolname as name from pg_roles
      where rolname = any($1) and not pg_has_role(session_user, oid, 'member')`,
    [names],
  );
  const granted = await admin.query<{ schema: boolean; database: boolean }>(
    `select has_schema_privilege($1, 'public', 'create, usage with grant option') and
            has_schema_privilege($1, 'public', 'create') as schema,
            has_database_privilege($1, current_database(), 'create') as database`,
    [databaseRoles.owner],
  );
  return [
    ...rows.map(({ name }) => `grant ${name} to ${login}`),
    ...(granted.rows[0]?.schema ? [] : [schemaGrant]),
    ...(granted.rows[0]?.database ? [] : [databaseGrant(database)]),
  ];
}

const schemaGrant = `grant usage, create on schema public to ${databaseRoles.owner} with grant option`;
const databaseGrant = (database: string) =>
  `grant create on database ${database} to ${databaseRoles.owner}`;

function statementsForAdministrator(login: string, database: string): string {
  const create = names.map((name) => createStatement(name, "nologin"));
  const grants = names.map((name) => `grant ${name} to ${login}`);
  return [...create, keeperGrant, ...grants, schemaGrant, databaseGrant(database)].join("; ");
}

function isInsufficientPrivilege(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === "42501";
}
