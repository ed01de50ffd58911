/** What is asked for: every route with its names filled in from a case, and every deed with input that fits. */
import type pg from "pg";
import type { Action } from "../../src/actions/action.ts";
import { actions } from "../../src/actions/registry.ts";
import { apiRoot, routerPath } from "../../src/api/operations.ts";
import { ruleOf } from "../../src/core/people/deeds.ts";
import { caseDeedOf } from "../../src/web/console/case-deeds.ts";
import { inputFor } from "../support/action-input.ts";
import { columnsOf } from "../support/catalogue.ts";
import type { Asked } from "./ask.ts";
import { nameOf, type RegisteredRoute } from "./registered-routes.ts";
import type { Target } from "./world.ts";

/** Ids and names of a case by the name that routes and inputs give them: caseId, clockId, number … */
export type Ids = Readonly<Record<string, string>>;

/** The first id of every kind that the database holds for this case. */
export async function idsOf(admin: pg.Client, target: Target): Promise<Ids> {
  const columns = await columnsOf(admin);
  const ofCases = new Set(columns.filter((c) => c.column === "case_id").map((c) => c.table));
  const ids: Record<string, string> = {};
  for (const { table, column, type } of columns) {
    if (!ofCases.has(table) || type !== "uuid" || !column.endsWith("_id")) continue;
    const name = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (name in ids) continue;
    const { rows } = await admin.query<{ id: string | null }>(
      `select ${column} as id from ${table} where case_id = $1 and ${column} is not null order by 1 limit 1`,
      [target.caseId],
    );
    if (rows[0]?.id) ids[name] = rows[0].id;
  }
  const { rows } = await admin.query<{ number: string }>(
    "select number from publications where case_id = $1 order by publication_id limit 1",
    [target.caseId],
  );
  const { caseId, reference, reporter, state } = target;
  const number = rows[0]?.number ?? "ALE-SA-2026-9998";
  return { ...fixed, ...ids, caseId, reference, number, partyId: reporter.partyId, state };
}

/** The same names, and nothing behind any of them. */
export function idsOfNothing(ids: Ids, newId: () => string): Ids {
  const entries = Object.entries(ids).map(([name, value]) => [name, value && newId()] as const);
  return { ...Object.fromEntries(entries), reference: nowhere.reference, number: nowhere.number };
}

const nowhere = { reference: "PSIRT-2026-9999", number: "ALE-SA-2026-9999" };

const fixed: Readonly<Record<string, string>> = {
  file: "favicon.svg",
  version: "1",
  seat: "analyst",
  domain: "ale.example",
  hash: "iy9q119eutrkn8s1mk4r39qejnbu3n5q",
  token: "AAAAAAAAAAAAAAAAAAAAAA",
  sessionId: "0".repeat(64),
};

/** `:id` means something else on each page. */
const idOn: readonly (readonly [RegExp, string])[] = [[/\/files\/:id/, "attachmentId"]];

/** Routes that are no deed's own; those are tried as deeds. */
export function pagesOf(routes: readonly RegisteredRoute[]): RegisteredRoute[] {
  const ofDeeds = new Set(deedsTried.flatMap(({ operation }) => operation?.name ?? []));
  return routes.filter((route) => !ofDeeds.has(nameOf(route)) && nameOf(route) !== deedForm);
}

const deedForm = "POST /console/cases/:reference/deeds/:deed";

export function isOfACase({ path }: RegisteredRoute): boolean {
  return /\/cases\/:/.test(path);
}

export function pageOf(route: RegisteredRoute, ids: Ids, newId: () => string): Asked {
  const query = route.path === "/api/v1/search" ? "?q=omnigate" : "";
  return { route, url: filled(route.path, ids, newId) + query, body: bodyOf(route) };
}

/** Pages that change something, with a body that is not refused for itself. */
function bodyOf(route: RegisteredRoute): Readonly<Record<string, unknown>> {
  if (route.path === "/portal/case/messages") return { text: "Words that change a case." };
  if (route.path === "/console/products") return { entity: "Home", name: "Gate", kind: "product" };
  if (route.path === "/console/imports/:importId/columns") {
    return { site: "other", answered: "there", dateOrder: "year-first", zone: "UTC" };
  }
  return {};
}

function filled(path: string, ids: Ids, newId: () => string): string {
  const idName = idOn.find(([pattern]) => pattern.test(path))?.[1];
  return path
    .replace(/:(\w+)/g, (_, name: string) => {
      const value = name === "id" && idName ? ids[idName] : (ids[name] ?? fixed[name]);
      return encodeURIComponent(value ?? newId());
    })
    .replace("*", "");
}

export interface TriedDeed {
  readonly action: Action;
  readonly onCase: boolean;
  /** Null for a deed that only tasks do. */
  readonly operation: { readonly name: string; readonly route: RegisteredRoute } | null;
  readonly hasForm: boolean;
}

export const deedsTried: readonly TriedDeed[] = actions.map((each) => {
  const action = each as Action;
  const path = action.path === null ? null : `${apiRoot}${routerPath(action.path)}`;
  const route = path === null ? null : ({ method: "POST", path } as const);
  return {
    action,
    onCase: ruleOf(action.deed).on === "case",
    operation: route && { name: nameOf(route), route },
    // Files and drafts go by a form of their own, which the table names.
    hasForm:
      !["attach-files", "keep-draft"].includes(action.deed) &&
      caseDeedOf(action.deed) !== undefined,
  };
});

/** What inputs take from a case: ids alone. A draft is of a form that there is. */
function named(ids: Ids): Ids {
  const given = Object.entries(ids).filter(([name]) => name.endsWith("Id"));
  return { ...Object.fromEntries(given), form: "rename-case" };
}

export function deedInput(action: Action, ids: Ids, newId: () => string) {
  return inputFor(action, "output", named(ids), newId);
}

export function operationOf(tried: TriedDeed, ids: Ids, newId: () => string): Asked | null {
  const { action, operation } = tried;
  if (!operation) return null;
  const input = inputFor(action, "input", named(ids), newId);
  const asStrings = Object.entries(input).filter(([, value]) => typeof value === "string");
  const url = filled(operation.route.path, Object.fromEntries(asStrings) as Ids, newId);
  return { route: operation.route, url, body: input };
}

export function formOf(tried: TriedDeed, ids: Ids, newId: () => string): Asked | null {
  if (!tried.hasForm) return null;
  const route = { method: "POST", path: deedForm.replace("POST ", "") } as const;
  const { caseId: _, ...body } = inputFor(tried.action, "input", named(ids), newId);
  return { route, url: filled(route.path, { ...ids, deed: tried.action.deed }, newId), body };
}
