/** What the page of duty shows of the rota: who is on call now, next and in the coming weeks, and gaps. */
import { turnsOf } from "../../core/duty/pattern.ts";
import {
  type Gap,
  gapsOf,
  type OnDuty,
  onCallAt,
  type Shift,
  shiftsOf,
} from "../../core/duty/rota.ts";
import { plannedFrom } from "../../core/duty/rota-rules.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import { type PatternRow, type RotaRows, rotaOf } from "../../store/duty/rota-reader.ts";
import { namesOf, peopleList } from "../../store/people/reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { ConsoleRequest } from "./console-frame.tsx";

export interface RotaFound {
  readonly rota: RotaRows;
  readonly onCall: readonly OnDuty[];
  /** The coming four weeks, the first to begin on top. */
  readonly shifts: readonly Shift[];
  readonly gaps: readonly Gap[];
  /** Whose turns fall to the next: they are away, and the order that runs or is to come names them. */
  readonly skipped: readonly { readonly pattern: PatternRow; readonly people: readonly string[] }[];
  /** Names of teams by id. */
  readonly teams: ReadonlyMap<string, string>;
  /** Who can be put on call; empty for who may not do so. */
  readonly people: readonly FormChoice[];
  readonly names: ReadonlyMap<string, string>;
}

/** `others` are ids whose names the page shows beside those of the rota. */
export async function findRota(
  { web: { context }, staff }: ConsoleRequest,
  tx: Tx,
  others: readonly string[],
): Promise<RotaFound> {
  const now = context.now();
  const within = plannedFrom(now);
  const isKeeper = isPermitted(staff, "add-rota-pattern");
  const rota = await rotaOf(tx, within);
  const ofTeams = isKeeper || rota.patterns.some(({ teamId }) => teamId !== null);
  const teams = ofTeams ? await teamList(tx) : [];
  const list = isKeeper ? await peopleList(context, tx) : [];
  const { by } = ruleOf("break-glass");
  const able = list.filter(
    (person) => !person.disabledAt && person.roles.some((role) => by.includes(role)),
  );
  const names = isKeeper
    ? new Map(list.map(({ personId, name }) => [personId, name]))
    : await namesOf(context, tx, [...new Set([...others, ...idsOf(rota)])]);
  const skipped = rota.patterns.map((pattern) => {
    const turns = turnsOf(pattern, within).flatMap((turn) => turn.skipped ?? []);
    return { pattern, people: [...new Set(turns)] };
  });
  return {
    ...{ rota, names, onCall: onCallAt(rota, now) },
    shifts: shiftsOf(rota, within),
    gaps: gapsOf(rota, within),
    skipped: skipped.filter(({ people }) => people.length > 0),
    teams: new Map(teams.map(({ teamId, name }) => [teamId, name])),
    people: able.map(({ personId, name }) => ({ value: personId, label: name })),
  };
}

function idsOf({ patterns, singles }: RotaRows): string[] {
  return [
    ...patterns.flatMap(({ orders }) => orders.flatMap(({ people }) => people)),
    ...singles.map(({ personId }) => personId),
  ];
}
