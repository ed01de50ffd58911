/**
 * Fills a database with cases as five years of work leave them: sealed titles under real keys,
 * members, parties, clocks and access. Set-based, by the superuser; events are left out, since no
 * list reads them.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { searchWordOf } from "../../src/core/cases/labels.ts";
import { sharedSide, staffSide } from "../../src/core/cases/sides.ts";
import { psirtTeam } from "../../src/core/people/teams.ts";
import { uuid7Maker } from "../../src/lib/uuid7.ts";
import { labelsPlace } from "../../src/store/cases/labels-reader.ts";
import { titlePlace } from "../../src/store/cases/opening-writer.ts";
import type { Context } from "../../src/store/context.ts";
import {
  newObjectKey,
  type ObjectKey,
  sealFor,
  sealJson,
  wrapKey,
} from "../../src/store/sealing/object-keys.ts";
import { tokensOf } from "../../src/store/search/tokens.ts";

export interface ManyCases {
  readonly count: number;
  /** Is given access to 20 open ones, old and new, beside nothing else. */
  readonly readerOfFew?: string;
  /** Every case is open and owes `clocksOfOpenCase`; left out, they stand as five years leave them. */
  readonly openAll?: boolean;
  /** Differ in kind, severity and owner as years leave them, and are found by words of their titles. */
  readonly varied?: { readonly owners: readonly string[] };
}

/** The entity that one case of a hundred is with. */
export const benchEntity = "Bench subsidiary";

const day = 86_400_000;
const years = 5;
const fewCases = 20;
const fewLabelled = 200;
/** Prime to the step between the cases of the reader of few, so that theirs are of many models. */
const models = 41;

/** Tables that are filled from files, with their columns. */
const columns = {
  cases: `case_id, side_id, reference, kind, stage, policy_id, policy_version, severity_band, owner_id,
    waiting_on, opened_at, updated_at, closed_at, close_reason, lane, due_at, title_sealed,
    labels_sealed, last_event_id, mac`,
  case_members: "case_id, principal_id, side_id, role, rule, added_at, last_event_id, mac",
  party_cases:
    "case_id, side_id, reference, step, opened_at, updated_at, closed_at, policy_version",
  parties: `party_id, case_id, side_id, kind, pseudonym, answers_by, has_key, credit, name_withheld,
    language, added_at, last_event_id, mac`,
  clocks: `clock_id, case_id, side_id, promise, owed_to, subject_id, started_at, due_at, met_at,
    alarmed_at, last_event_id, mac`,
  case_tokens: "token, case_id, side_id",
  key_wraps: "object_id, case_id, side_id, master_key_id, wrapped, created_at",
} as const;

type Table = keyof typeof columns;
type Value = string | number | boolean | Date | Uint8Array | null;
type Rows = Partial<Record<Table, Value[][]>>;

/** Adds the cases and brings the statistics up to date. */
export async function addManyCases(
  context: Context,
  admin: pg.Pool,
  wanted: ManyCases,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "parley-cases-"));
  await chmod(folder, 0o755);
  const tell = progressOf(wanted.count);
  try {
    await writeFiles(context, folder, wanted, tell);
    await load(admin, folder, tell);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Says how far it is, on standard error: a million cases take minutes. */
function progressOf(count: number): (what: string) => void {
  const began = performance.now();
  return (what) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    console.error(`${count.toLocaleString("en")} cases, ${seconds} s: ${what}`);
  };
}

async function writeFiles(
  context: Context,
  folder: string,
  wanted: ManyCases,
  tell: (what: string) => void,
): Promise<void> {
  const files = new Map(
    Object.keys(columns).map((table) => [table, createWriteStream(join(folder, table))]),
  );
  const made = caseMaker(context, wanted);
  for (let index = 0; index < wanted.count; index += 1) {
    for (const [table, rows] of Object.entries(made(index))) {
      const file = files.get(table);
      if (file && !file.write(rows.map(lineOf).join(""))) await once(file, "drain");
    }
    if ((index + 1) % 100_000 === 0) tell(`${(index + 1).toLocaleString("en")} written`);
  }
  for (const file of files.values()) {
    file.end();
    await once(file, "close");
  }
}

function lineOf(row: readonly Value[]): string {
  return `${row.map(fieldOf).join("\t")}\n`;
}

/** No value here holds a tab, a line's end or a backslash of its own. */
function fieldOf(value: Value): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString("hex")}`;
  return String(value);
}

/** The rows of the case at an index; the last one opened just now. */
function caseMaker(context: Context, wanted: ManyCases) {
  const { count, readerOfFew, openAll = false, varied } = wanted;
  const tokensAt = tokenMaker(context, count);
  const end = context.now().getTime();
  let openedAt = new Date(end);
  const newId = uuid7Maker(
    () => openedAt,
    (size) => new Uint8Array(randomBytes(size)),
  );
  const every = Math.floor(count / fewCases);
  return (index: number): Rows => {
    openedAt = new Date(end - years * 365 * day * (1 - (index + 1) / count));
    const caseId = newId();
    const partyId = newId();
    const ofFew = readerOfFew && index % every === every - 1 && index < every * fewCases;
    const standing = ofFew || openAll ? openAt(end) : standingAt(openedAt.getTime(), end);
    const reference = `PSIRT-${openedAt.getUTCFullYear()}-${String(index + 1).padStart(7, "0")}`;
    const evidence = [caseId, randomBytes(32)];
    const key = newObjectKey(context, caseId);
    const title = sealFor(context, key, titlePlace, titleAt(index));
    const labels = sealedLabel(context, key, index, wanted);
    const wrap = wrapKey(context, key, caseId);
    const member = (principal: string, side: string, role: string) => [
      ...[caseId, principal, side, role, "every-report", openedAt, ...evidence],
    ];
    const { stage, lane, waitingOn, dueAt, closedAt } = standing;
    return {
      cases: [
        [
          ...[caseId, staffSide, reference, varied ? kindAt(index) : usualKind, stage, "ale", 1],
          ...[bandAt(index), ownerAt(index, varied), waitingOn, openedAt, openedAt, closedAt],
          ...[closedAt && "published", lane, dueAt ?? "infinity", title, labels, ...evidence],
        ],
      ],
      case_members: [
        member(psirtTeam, staffSide, "team"),
        member(partyId, partyId, "reporter"),
        ...(ofFew ? [member(readerOfFew, staffSide, "engineer")] : []),
      ],
      party_cases: [[caseId, partyId, reference, "received", openedAt, openedAt, closedAt, 1]],
      parties: [
        [
          ...[partyId, caseId, partyId, "reporter", "Reporter", "mail", false, "undecided"],
          ...[true, "en", openedAt, ...evidence],
        ],
      ],
      clocks: [...clocksAt(standing, openedAt), ...(openAll ? furtherOf(standing) : [])].map(
        ({ promise, due, met }) => [
          ...[newId(), caseId, partyId, promise, partyId, caseId, openedAt, due, met],
          // A promise that is overdue was recorded as such long ago.
          ...[due && !met && due.getTime() < end ? due : null, ...evidence],
        ],
      ),
      case_tokens: varied ? tokensAt(index).map((token) => [token, caseId, staffSide]) : [],
      key_wraps: [[caseId, caseId, staffSide, wrap.masterKeyId, wrap.wrapped, openedAt]],
    };
  };
}

const usualKind = "vulnerability-report";
const otherKinds = ["question", "third-party-notice", "own-finding"];

/** Nearly all are reports; of disputes there is one in a thousand. */
function kindAt(index: number): string {
  if (index % 1000 === 7) return "dispute";
  return index % 10 < 8 ? usualKind : (otherKinds[index % 3] ?? usualKind);
}

/** A third have nobody. */
function ownerAt(index: number, varied: ManyCases["varied"]): string | null {
  const owners = varied?.owners ?? [];
  return index % 3 === 0 ? null : (owners[index % owners.length] ?? null);
}

/** Of three words of the title: one that all have, one of forty, and one of its own. */
function tokenMaker(context: Context, count: number) {
  const known = new Map<string, Buffer[]>();
  const shared = (word: string) => {
    const tokens = known.get(word) ?? tokensOf(context, word);
    known.set(word, tokens);
    return tokens;
  };
  return (index: number): Buffer[] => [
    ...shared("gateway"),
    ...shared(`model${index % models}`),
    ...tokensOf(context, `message${index}`),
    ...[labelAt(index, count)].flatMap((label) => (label ? shared(searchWordOf(label)) : [])),
  ];
}

interface StandingAt {
  readonly stage: string;
  readonly lane: number;
  readonly waitingOn: string;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
}

/** Of cases older than 90 days nearly all are closed, of younger ones about half. */
function standingAt(openedAt: number, now: number): StandingAt {
  const old = now - openedAt > 90 * day;
  if (Math.random() < (old ? 0.94 : 0.5)) {
    const closedAt = new Date(Math.min(now, openedAt + (5 + Math.random() * 80) * day));
    return { stage: "closed", lane: 3, waitingOn: "nobody", dueAt: null, closedAt };
  }
  return openAt(now);
}

function openAt(now: number): StandingAt {
  const ours = Math.random() < 0.6;
  // Some are overdue, most fall due within a month, a few have no date at all.
  const dueAt = Math.random() < 0.97 ? new Date(now + (Math.random() * 35 - 5) * day) : null;
  const stage = ["received", "acknowledged", "analysis", "remediation"][
    Math.floor(Math.random() * 4)
  ];
  const waitingOn = ours ? "us" : "reporter";
  return { stage: stage ?? "analysis", lane: ours ? 1 : 2, waitingOn, dueAt, closedAt: null };
}

function clocksAt({ dueAt, closedAt }: StandingAt, openedAt: Date) {
  const soon = new Date(openedAt.getTime() + 2 * day);
  const met = [{ promise: "acknowledge-report", due: soon, met: openedAt }];
  if (closedAt) return [...met, { promise: "conclusion", due: closedAt, met: closedAt }];
  return [
    ...met,
    { promise: "status-update", due: dueAt, met: null },
    { promise: "conclusion", due: null, met: null },
  ];
}

/** How many clocks run on an open case where all are: two of clocksAt, two of furtherOf. */
export const clocksOfOpenCase = 4;

/** Due after what the case owes first, so that its place among the cases stays. */
function furtherOf({ dueAt }: StandingAt) {
  return ["relevancy", "remedy-date"].map((promise) => ({
    promise,
    due: dueAt && new Date(dueAt.getTime() + Math.random() * 20 * day),
    met: null,
  }));
}

/** Lets so many of the running clocks have fallen due a minute before, recorded by nobody yet. */
export async function makeDue(admin: pg.Pool, count: number, now: Date): Promise<void> {
  await admin.query(
    `update clocks set due_at = $1, alarmed_at = null, warned_at = null, next_alarm_at = null
      where clock_id in (select clock_id from clocks
                          where met_at is null and due_at > $2 order by clock_id limit $3)`,
    [new Date(now.getTime() - 60_000), new Date(now.getTime() + day), count],
  );
}

function titleAt(index: number): string {
  return `Gateway ${index % models}: a crafted header of message ${index} reads past the buffer`;
}

/** One that every fortieth case has, and one that as few have among a million as among ten thousand. */
function labelAt(index: number, count: number): string | null {
  const every = Math.max(50, Math.floor(count / fewLabelled));
  if (index % every === every - 1) return "rare-label";
  return index % 40 === 0 ? "zero-day" : null;
}

function sealedLabel(
  context: Context,
  key: ObjectKey,
  index: number,
  { varied, count }: ManyCases,
): Buffer | null {
  const label = varied ? labelAt(index, count) : null;
  return label === null ? null : sealJson(context, key, labelsPlace, [label]);
}

function bandAt(index: number): string | null {
  return ["low", "medium", "medium", "high", "critical", null][index % 6] ?? null;
}

async function load(admin: pg.Pool, folder: string, tell: (what: string) => void): Promise<void> {
  const client = await admin.connect();
  try {
    await client.query("begin");
    await client.query(
      "insert into teams (team_id, name, created_at, entity) values ($1, $2, now(), $2)",
      [randomUUID(), benchEntity],
    );
    // Triggers would derive access row by row, and foreign keys look up what we just made.
    await client.query("set local session_replication_role = replica");
    for (const [table, list] of Object.entries(columns)) {
      await client.query(`copy ${table} (${list}) from '${join(folder, table)}'`);
      tell(`${table} loaded`);
    }
    await client.query(
      `insert into case_access (principal_id, case_id, side_id, lane, due_at, owner_id, kind, stage,
                                severity_band, waiting_on, opened_at, policy_version, mailbox,
                                entities, labelled)
       select m.principal_id, m.case_id, s.side_id, c.lane, c.due_at, h.owner_id, h.kind, h.stage,
              h.severity_band, h.waiting_on, h.opened_at, h.policy_version, h.mailbox,
              case when right(h.reference, 2) = '00' then array['${benchEntity}'] end,
              h.labels_sealed is not null
         from case_members m join cases c on c.case_id = m.case_id
        cross join lateral (select m.side_id
          union all select $1::uuid where m.side_id <> $2::uuid) s
         left join cases h on h.case_id = c.case_id and s.side_id = $2::uuid
       on conflict do nothing`,
      [sharedSide, staffSide],
    );
    await client.query("commit");
    tell("access derived");
    await client.query("vacuum analyze");
    // Else the server writes out for minutes what was loaded, while it is measured.
    await client.query("checkpoint");
    tell("vacuumed, analysed and written out");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
