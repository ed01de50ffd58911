/**
 * Says how product versions stand towards a vulnerability, each row by itself: nobody writes over what
 * a colleague said of another version, and of the same one only having seen it (L-04, ALE-34).
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import {
  justifications,
  mustHold,
  placeOf,
  placePattern,
  type StatusPlace,
  type StatusSaid,
  statuses,
} from "../../core/products/status.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { countKnown } from "../../store/products/reader.ts";
import { type AffectedView, affectedOf, versionNamed } from "../../store/status/reader.ts";
import { saveStatus } from "../../store/status/writer.ts";
import { defineAction } from "../action.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";
import { mustHaveVulnerability } from "../scoring/must-have-vulnerability.ts";

export const setStatus = defineAction({
  deed: "set-status",
  title: "Save the status",
  summary: "Says how product versions stand towards a vulnerability, each for itself.",
  path: "/cases/{caseId}/vulnerabilities/{vulnerabilityId}/status",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    vulnerabilityId: z.uuid().meta({ title: "Vulnerability" }),
    places: z
      .array(z.string().regex(placePattern, "Choose from the rows of the page."))
      .max(200, "Set at most 200 rows at a time.")
      .default([])
      .meta({
        title: "Which rows",
        description:
          "row:<row>:<its last event>, version:<product>:<version> or product:<product>.",
      }),
    productId: z.uuid().optional().meta({ title: "Product" }),
    status: z.enum(statuses).meta({ title: "Status" }),
    justification: z.enum(justifications).optional().meta({ title: "Why it is not affected" }),
    untilOn: z.iso.date().optional().meta({
      title: "Temporary, until",
      description: "The day by which it is looked at again; empty where it is for good.",
    }),
    note: z.string().trim().max(4_000).default("").meta({
      title: "Note",
      description: "Only staff on the case read it.",
    }),
  }),
  async run(context, actor, { caseId, vulnerabilityId, places, productId, note, ...set }) {
    return onCase(context, actor, "set-status", caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustHaveVulnerability(desk.tx, caseId, vulnerabilityId);
      const { status, justification = null, untilOn = null } = set;
      const said = { status, justification, untilOn };
      mustHold(said, dayIn(desk.policy.channels.officeHours.zone, context.now()));
      const all = [...places.map(placeOf), ...asPlace(productId)];
      if (all.length === 0) throw new Refusal("status.nothing");
      const found = (await affectedOf(context, desk.tx, caseId)).filter(
        (row) => row.vulnerabilityId === vulnerabilityId,
      );
      mustBeAnother(found, productId);
      const by = staffIdOf(actor);
      const rows = [...found];
      for (const place of all) {
        const row = await rowAt(desk, rows, place, said);
        await setRow(context, desk, rows, row, { ...said, note, by, vulnerabilityId });
      }
      return { count: all.length };
    });
  },
});

function asPlace(productId: string | undefined): StatusPlace[] {
  return productId ? [{ of: "product", productId }] : [];
}

/** A product that is named by itself is a further one: one with a row is set there, as it was read. */
function mustBeAnother(rows: readonly AffectedView[], productId: string | undefined): void {
  const there = rows.find((row) => row.productId === productId && row.versionId === null);
  if (there) throw new Refusal("status.named", { name: there.productName });
}

interface Row {
  readonly productId: string;
  readonly versionId: string | null;
  readonly versions: string;
  readonly before: AffectedView | undefined;
}

/** The row of a place. Refuses one that somebody else changed, or made, since it was read. */
async function rowAt(
  desk: Desk,
  rows: readonly AffectedView[],
  place: StatusPlace,
  said: StatusSaid,
): Promise<Row> {
  if (place.of === "row") {
    const before = rows.find(({ affectedId }) => affectedId === place.affectedId);
    if (before?.lastEventId !== place.seen) throw changed(before);
    const twin = rows.find(
      (each) =>
        each.versionId === null &&
        before.versionId === null &&
        each !== before &&
        each.productId === before.productId &&
        each.status === said.status,
    );
    if (twin) throw new Refusal("status.twice", { name: before.productName });
    const { productId, versionId, versions } = before;
    return { productId, versionId, versions, before };
  }
  const { productId } = place;
  if (place.of === "product") {
    if ((await countKnown(desk.tx, [productId])) === 0) throw new Refusal("product.unknown");
    const there = rows.find((each) => each.productId === productId && each.versionId === null);
    if (there) throw changed(there);
    return { productId, versionId: null, versions: "", before: undefined };
  }
  const { versionId } = place;
  const name = await versionNamed(desk.tx, productId, versionId);
  if (name === undefined) throw new Refusal("version.unknown");
  const there = rows.find((each) => each.versionId === versionId);
  if (there) throw changed(there);
  return { productId, versionId, versions: name, before: undefined };
}

function changed(row: AffectedView | undefined): Refusal {
  return new Refusal("status.changed", { name: row?.productName ?? "This row" });
}

async function setRow(
  context: Context,
  desk: Desk,
  rows: AffectedView[],
  row: Row,
  said: StatusSaid & { note: string; by: string; vulnerabilityId: string },
): Promise<void> {
  const { productId, versionId, before, versions } = row;
  const { note, by, vulnerabilityId, ...set } = said;
  const affectedId = before?.affectedId ?? context.newId();
  const wholeBefore = rows.filter((each) => each.versionId === null).length;
  const eventId = await desk.record({
    sideId: staffSide,
    type: "status.set",
    body: {
      ...{ vulnerabilityId, productId, versionId, ...set, before: before?.status ?? null },
      // How many rows without a version stand then: verify counts them.
      whole: wholeBefore + (before || versionId ? 0 : 1),
      // A version's row is never removed, so its id may be named.
      ...(versionId ? { statusId: affectedId } : {}),
    },
    ...(note ? { text: { key: desk.caseKey, plain: note } } : {}),
  });
  const saved = { ...set, productId, versionId, versions, note, by, vulnerabilityId, affectedId };
  await saveStatus(context, desk, saved, before, eventId);
  rows.push({ ...newRow, ...saved, setBy: by, lastEventId: eventId });
  if (before) rows.splice(rows.indexOf(before), 1);
}

/** What a row holds that nothing here asks for. */
const newRow = {
  productName: "This row",
  entity: "",
  purl: null,
  cpe: null,
  recordedAt: new Date(0),
};
