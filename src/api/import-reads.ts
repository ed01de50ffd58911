/** What the API tells of imports, and the catalogue as the file that one reads again. */
import { z } from "zod";
import { entityKinds } from "../core/catalogue/entity-tree.ts";
import { catalogueAsJson } from "../core/catalogue/export-catalogue.ts";
import { componentUses } from "../core/catalogue/plan-components.ts";
import { supportStates } from "../core/catalogue/support.ts";
import { entryKinds, toldMax } from "../core/catalogue/told-changes.ts";
import { permit } from "../core/people/permit.ts";
import { Refusal } from "../core/refusal.ts";
import { type ImportView, importOf } from "../store/imports/reader.ts";
import { wholeCatalogue } from "../store/products/whole-catalogue.ts";
import { defineRead, instant } from "./read.ts";

const fault = z.object({
  line: z.int(),
  column: z.int(),
  field: z.string().optional(),
  problem: z.string(),
});

const importAnswer = z.object({
  importId: z.uuid(),
  kind: z.enum(["catalogue", "cases", "reports"]),
  dryRun: z.boolean(),
  state: z.enum(["waiting", "running", "done", "refused", "unmapped"]),
  startedAt: instant,
  progressedAt: instant,
  endedAt: instant.nullable(),
  done: z.int(),
  total: z.int().nullable(),
  added: z.int(),
  changed: z.int(),
  same: z.int(),
  hasFile: z.boolean(),
  faults: z.array(fault),
  changes: z
    .array(
      z.object({
        line: z.int(),
        kind: z.enum(entryKinds),
        names: z.array(z.string()),
        change: z.enum(["added", "changed"]),
        fields: z.array(z.string()),
      }),
    )
    .meta({
      title: "What a checked catalogue would change",
      description: `At most ${toldMax} of it: what it changes before what it adds, each by line.`,
    }),
  outdated: z.boolean().meta({
    title: "Outdated",
    description:
      "Whether a checked catalogue was to be imported when it would have changed something else by then: nothing was imported.",
  }),
  /** Of an export: the names of its columns, and what changed at its site. */
  columns: z.array(z.string()),
  leftOut: z.int(),
  moved: z.array(
    z.object({ number: z.string(), before: z.string().nullable(), after: z.string() }),
  ),
});

/** An import as JSON has it. */
export function importInJson({ told, planDigest: _, ...view }: ImportView) {
  return {
    ...view,
    columns: [...(told?.names ?? [])],
    leftOut: told?.leftOut ?? 0,
    changes: view.changes.map(({ names, fields, ...each }) => ({
      ...each,
      names: [...names],
      fields: [...fields],
    })),
    moved: (told?.moved ?? []).map((each) => ({ ...each })),
    startedAt: view.startedAt.toISOString(),
    progressedAt: view.progressedAt.toISOString(),
    endedAt: view.endedAt?.toISOString() ?? null,
    faults: view.faults.map((each) => ({ ...each })),
  };
}

export const readImport = defineRead({
  id: "read-import",
  path: "/imports/{importId}",
  summary: "How far an import of yours is, what came of it, and what is wrong with its file.",
  open: false,
  query: z.object({ importId: z.uuid() }),
  answer: importAnswer,
  async run(context, { actor }, { importId }) {
    permit(actor, "carry-out-checked");
    const found = await context.transaction(actor, (tx) => importOf(context, tx, importId));
    if (!found) throw new Refusal("import.unknown");
    return importInJson(found);
  },
});

const text = z.string().nullable();
const day = z.iso.date().nullable();
const owners = z.array(z.string()).optional().meta({
  title: "Sign-in names",
  description: "For those who may import a catalogue; left out for all others.",
});

const components = z
  .array(z.object({ name: z.string(), version: text, purl: text, use: z.enum(componentUses) }))
  .meta({ title: "Components", description: "For staff; left out for all others." });

export const exportCatalogue = defineRead({
  id: "export-catalogue",
  path: "/catalogue",
  summary: "The whole catalogue as a file that an import reads again. Open to anybody.",
  open: true,
  query: z.object({}),
  answer: z.object({
    entities: z.array(
      z.object({ name: z.string(), parent: z.string(), kind: z.enum(entityKinds) }),
    ),
    products: z.array(
      z.object({
        entity: z.string(),
        line: text,
        name: z.string(),
        kind: z.enum(["product", "service"]),
        purl: text,
        cpe: text,
        inSupport: z.boolean(),
        retired: z.boolean(),
        securityProfile: text.optional().meta({
          title: "Security profile",
          description: "For staff; left out for all others.",
        }),
        primes: owners,
        engineers: owners,
        versions: z.array(
          z.object({
            name: z.string(),
            branch: text,
            support: z.enum(supportStates),
            releasedOn: day,
            supportedFrom: day,
            supportedUntil: day,
            components: components.optional(),
          }),
        ),
      }),
    ),
  }),
  async run(context, { actor }) {
    const found = await context.transaction(actor, (tx) => wholeCatalogue(context, tx));
    return catalogueAsJson(found);
  },
});
