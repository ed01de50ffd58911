/** Applies the rows of a catalogue file: every one of them, or with one fault none. */
import { z } from "zod";
import type { CatalogueColumn } from "../../core/catalogue/catalogue-file.ts";
import { type CataloguePlan, planCatalogueImport } from "../../core/catalogue/plan-import.ts";
import type { Changes } from "../../core/catalogue/planned-changes.ts";
import { type CheckedCatalogue, toldFirst } from "../../core/catalogue/told-changes.ts";
import type { ImportRow } from "../../core/imports/import-row.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { lockEntities, putEntities } from "../../store/catalogue/entities-writer.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { type ImportView, importOf } from "../../store/imports/reader.ts";
import { endImport, type ImportOutcome, noteProgress } from "../../store/imports/writer.ts";
import {
  lockCatalogue,
  putComponents,
  putProducts,
  putVersions,
} from "../../store/products/batch-writer.ts";
import { putOwners } from "../../store/products/owners-writer.ts";
import { wholeCatalogue } from "../../store/products/whole-catalogue.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { MadeIds, planDigest } from "./plan-digest.ts";

export const applyCatalogue = defineAction({
  deed: "apply-catalogue",
  title: "Apply a catalogue",
  summary: "Writes what the rows of a catalogue file change, all of it or nothing.",
  path: null,
  input: z.object({
    importId: z.uuid().meta({ title: "Import" }),
    dryRun: z.boolean().meta({ title: "Only check" }),
    rows: z
      .custom<readonly ImportRow<CatalogueColumn>[]>((value) => Array.isArray(value))
      .meta({ title: "Rows of the file" }),
  }),
  async run(context, actor, { importId, dryRun, rows }) {
    permit(actor, "apply-catalogue");
    return context.transaction(actor, async (tx) => {
      // In this order, as a renamed entity takes its products along.
      await lockEntities(tx);
      await lockCatalogue(tx);
      // A job that ran twice finds the first one's work behind the lock.
      const found = await importOf(context, tx, importId);
      if (!found || found.endedAt !== null) return nothingDone;
      const ids = new MadeIds(context.newId);
      const planned = planCatalogueImport(rows, await wholeCatalogue(context, tx), ids.next);
      if ("faults" in planned) {
        const outcome = { ...nothingDone, total: rows.length, faults: planned.faults };
        await endImport(context, tx, importId, { state: "refused", ...outcome });
        return nothingDone;
      }
      const counts = countsOf(planned.plan);
      if (isOutdated(found, planned.plan, ids)) {
        await endImport(context, tx, importId, { ...outdated, total: rows.length });
        return nothingDone;
      }
      if (!dryRun) await write(context, actor, tx, importId, planned.plan);
      const outcome: ImportOutcome = { state: "done", total: rows.length, ...counts, faults: [] };
      const checked = dryRun ? { checked: checkOf(planned.plan, ids) } : {};
      await endImport(context, tx, importId, { ...outcome, ...checked });
      if (!dryRun) {
        await appendHouseEvent(context, tx, {
          type: "catalogue.imported",
          body: { importId, ...counts },
        });
      }
      return counts;
    });
  },
});

const nothingDone = { added: 0, changed: 0, same: 0 } as const;

function countsOf({ entities, products, versions, components }: CataloguePlan) {
  const all = [entities, products, versions, components];
  const sum = (counts: readonly number[]) => counts.reduce((before, each) => before + each, 0);
  return {
    added: sum(all.map(({ added }) => added.length)),
    changed: sum(all.map(({ changed }) => changed.length)),
    same: sum(all.map(({ same }) => same)),
  };
}

function checkOf(plan: CataloguePlan, ids: MadeIds): CheckedCatalogue {
  const { entities, products, versions, components } = plan;
  const told = [entities, products, versions, components].flatMap((each) => each.told);
  return { changes: toldFirst(told), planDigest: planDigest(plan, ids), outdated: false };
}

/**
 * Whether it would change what its check did not say, as somebody changed the catalogue meanwhile. Where
 * nothing is left to change, as after the same import, there is nothing to say.
 */
function isOutdated(
  { dryRun, planDigest: checked }: Pick<ImportView, "dryRun" | "planDigest">,
  plan: CataloguePlan,
  ids: MadeIds,
): boolean {
  const { added, changed } = countsOf(plan);
  if (dryRun || checked === null || added + changed === 0) return false;
  return planDigest(plan, ids) !== checked;
}

const outdated: ImportOutcome = {
  ...{ state: "refused", total: 0, ...nothingDone },
  faults: [
    {
      ...{ line: 1, column: 1 },
      problem: "The catalogue has changed since this file was checked. Check it again.",
    },
  ],
  checked: { changes: [], planDigest: null, outdated: true },
};

/** So many rows a statement: each costs a pass over what the transaction noted before. */
const batch = 500;

async function write(
  context: Context,
  actor: Actor,
  tx: Tx,
  importId: string,
  plan: CataloguePlan,
): Promise<void> {
  const { entities, products, versions, components, owners } = plan;
  const steps = [
    ...stepsOf(written(entities), (rows) => putEntities(context, tx, rows)),
    ...stepsOf(written(products), (rows) => putProducts(context, tx, rows)),
    ...stepsOf(written(versions), (rows) => putVersions(context, tx, rows)),
    ...stepsOf(written(components), (rows) => putComponents(context, tx, rows)),
    ...stepsOf(owners, (rows) => putOwners(context, tx, rows)),
  ];
  const total = steps.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (const step of steps) {
    await step.put();
    done += step.rows;
    // In a transaction of its own: whoever watches sees it before this one commits.
    await context.transaction(actor, (aside) =>
      noteProgress(context, aside, importId, { done, total }),
    );
  }
}

function written<T>({ added, changed }: Changes<T>): readonly T[] {
  return [...added, ...changed];
}

interface Step {
  readonly rows: number;
  put(): Promise<void>;
}

function stepsOf<T>(rows: readonly T[], put: (rows: readonly T[]) => Promise<void>): Step[] {
  const count = Math.ceil(rows.length / batch);
  return Array.from({ length: count }, (_, at) => {
    const some = rows.slice(at * batch, (at + 1) * batch);
    return { rows: some.length, put: () => put(some) };
  });
}
