/**
 * One random change made in the database by its owner, who has every right there and no key: a value,
 * a row taken out, a copy put in, two rows that trade a value, an instant moved back, a tail cut off.
 */
import type pg from "pg";

export interface ChangeableTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Draws whole numbers from 0 to below the given one. */
export type Draw = (below: number) => number;

/** The tables of the schema with what can be changed in them. */
export async function changeableTables(
  admin: pg.ClientBase,
  left: readonly string[],
): Promise<ChangeableTable[]> {
  const { rows } = await admin.query<{ name: string; key: string[]; columns: Column[] }>(
    `select c.relname::text as name,
            array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality as k (num, pos)
                    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.num
                   where i.indrelid = c.oid and i.indisprimary order by k.pos) as key,
            (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null))
                             order by a.attnum)
               from pg_attribute a
              where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and a.attgenerated = '') as columns
       from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
      order by 1`,
    [left],
  );
  return rows;
}

/** Makes one change and says which; undefined where the draw fits no row, or the table refused it. */
export async function changeSomething(
  admin: pg.ClientBase,
  tables: readonly ChangeableTable[],
  draw: Draw,
): Promise<string | undefined> {
  const table = tables[draw(tables.length)] as ChangeableTable;
  const kinds = [changeValue, changeValue, takeOut, putCopyIn, tradeValues, moveBack, cutTail];
  const kind = kinds[draw(kinds.length)] as (typeof kinds)[number];
  const made = kind(table, draw);
  if (!made) return undefined;
  await admin.query("savepoint change");
  try {
    const { rowCount } = await admin.query(made);
    if ((rowCount ?? 0) > 0) return made;
  } catch {
    // Its own constraints refused the value: nothing was changed.
  }
  await admin.query("rollback to savepoint change");
  return undefined;
}

/** One row, by where it lies. */
const someRow = ({ name }: ChangeableTable, draw: Draw, where = "true") =>
  `(select ctid from ${name} where ${where} order by ctid
     offset ${draw(1_000_003)} % greatest((select count(*) from ${name} where ${where}), 1) limit 1)`;

const pick = <T>(from: readonly T[], draw: Draw): T | undefined => from[draw(from.length)];

function changeValue(table: ChangeableTable, draw: Draw): string | undefined {
  const column = pick(table.columns, draw);
  const value = column && otherValue(column, draw);
  if (!column || !value) return undefined;
  const { name } = column;
  return `update ${table.name} set ${name} = ${value}
           where ctid = ${someRow(table, draw)} and (${value}) is distinct from ${name}`;
}

/** Another valid value of the column's type. */
function otherValue({ name, type }: Column, draw: Draw): string | undefined {
  if (draw(8) === 0) return "null";
  switch (type) {
    case "uuid":
      return `'00000000-0000-7000-8000-${String(draw(1_000_000)).padStart(12, "0")}'::uuid`;
    case "text":
      return `coalesce(${name}, '') || '${draw(10)}'`;
    case "boolean":
      return `not coalesce(${name}, false)`;
    case "bytea":
      return `coalesce(${name}, '') || '\\x0${draw(10)}'::bytea`;
    case "text[]":
      return `array_append(${name}, 'more')`;
    case "smallint":
    case "integer":
    case "bigint":
      return `coalesce(${name}, 0) + ${1 + draw(3)}`;
    case "timestamp with time zone":
      return `coalesce(${name}, now()) + interval '${1 + draw(90)} minutes'`;
    default:
      return undefined;
  }
}

function takeOut(table: ChangeableTable, draw: Draw): string {
  return `delete from ${table.name} where ctid = ${someRow(table, draw)}`;
}

function putCopyIn(table: ChangeableTable, draw: Draw): string | undefined {
  const [first] = table.columns.filter(({ name }) => table.key.includes(name));
  const other = first && otherValue(first, (below) => Math.max(1, draw(below)));
  if (!first || !other) return undefined;
  const values = table.columns.map(({ name }) => (name === first.name ? other : name));
  return `insert into ${table.name} (${table.columns.map(({ name }) => name).join(", ")})
          overriding system value
          select ${values.join(", ")} from ${table.name} where ctid = ${someRow(table, draw)}`;
}

/** Two rows that hold different values of a column hold each other's. */
function tradeValues(table: ChangeableTable, draw: Draw): string | undefined {
  const column = pick(
    table.columns.filter(({ name }) => !table.key.includes(name)),
    draw,
  );
  if (!column) return undefined;
  const { name } = column;
  return `with one as (select ctid as at, ${name} as v from ${table.name} where ctid = ${someRow(table, draw)}),
               two as (select t.ctid as at, t.${name} as v from ${table.name} t, one
                        where t.${name} is distinct from one.v order by t.ctid limit 1)
          update ${table.name} t
             set ${name} = case when t.ctid = one.at then two.v else one.v end
            from one, two where t.ctid in (one.at, two.at)`;
}

function moveBack(table: ChangeableTable, draw: Draw): string | undefined {
  const column = pick(
    table.columns.filter(({ type }) => type.startsWith("timestamp")),
    draw,
  );
  if (!column) return undefined;
  const { name } = column;
  return `update ${table.name} set ${name} = ${name} - interval '${1 + draw(30)} days'
           where ctid = ${someRow(table, draw, `${name} is not null and ${name} <> 'infinity'`)}`;
}

/** The newest rows by their key; of a stream of events its end, with the head moved back. */
function cutTail(table: ChangeableTable, draw: Draw): string | undefined {
  const many = 1 + draw(3);
  if (table.name !== "events" && table.name !== "access_events") {
    const order = table.key.map((each) => `${each} desc`).join(", ");
    return `delete from ${table.name} where ctid in (
              select ctid from ${table.name} order by ${order} limit ${many})`;
  }
  return `with cut as (
            select e.ctid as at, e.stream_id, e.seq from ${table.name} e
              join (select stream_id, last_seq from streams
                     where stream_id in (select stream_id from ${table.name})
                     order by stream_id offset ${draw(1_000_003)} % (select count(distinct stream_id) from ${table.name}) limit 1) s
                on s.stream_id = e.stream_id and e.seq > s.last_seq - ${many}),
          head as (
            update streams s set last_seq = s.last_seq - (select count(*) from cut),
                   last_mac = coalesce((select e.mac from ${table.name} e where e.stream_id = s.stream_id
                      and e.seq = s.last_seq - (select count(*) from cut)), decode(repeat('00', 32), 'hex'))
             where s.stream_id = (select stream_id from cut limit 1))
          delete from ${table.name} e using cut where e.ctid = cut.at`;
}
