/** What PostgreSQL itself says of our tables, columns, functions and roles. */
import type pg from "pg";

export interface CatalogueTable {
  readonly name: string;
  readonly kind: "r" | "p" | "v" | "m" | "f";
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly policies: number;
  /** Who was granted anything, "" being PUBLIC. */
  readonly grantees: readonly string[];
}

export async function tablesOf(admin: pg.Client): Promise<CatalogueTable[]> {
  const { rows } = await admin.query<CatalogueTable>(
    `select c.relname as name, c.relkind as kind, pg_get_userbyid(c.relowner) as owner,
            c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
            (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
            array(select distinct case when a.grantee = 0 then '' else pg_get_userbyid(a.grantee) end
                    from aclexplode(c.relacl) a
                   union
                  select distinct case when a.grantee = 0 then '' else pg_get_userbyid(a.grantee) end
                    from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid)::text[] as grantees
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      order by 1`,
  );
  return rows;
}

export interface CatalogueColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

export async function columnsOf(admin: pg.Client): Promise<CatalogueColumn[]> {
  const { rows } = await admin.query<CatalogueColumn>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and a.attnum > 0 and not a.attisdropped
      order by 1, a.attnum`,
  );
  return rows;
}

export interface CatalogueFunction {
  readonly name: string;
  readonly owner: string;
  /** Runs as its owner. */
  readonly door: boolean;
  readonly settings: readonly string[] | null;
  /** Whether PUBLIC may run it. */
  readonly open: boolean;
}

export async function functionsOf(admin: pg.Client): Promise<CatalogueFunction[]> {
  const { rows } = await admin.query<CatalogueFunction>(
    `select p.proname as name, pg_get_userbyid(p.proowner) as owner, p.prosecdef as door,
            p.proconfig as settings,
            exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                     where a.grantee = 0) as open
       from pg_proc p where p.pronamespace = 'public'::regnamespace order by 1`,
  );
  return rows;
}
