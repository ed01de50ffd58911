/**
 * A signal of a report becomes a fact with one key, known since it reached the desk, or is said
 * to be none with the reason. The report's own words stay where they are.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import {
  openSignals,
  type SettledSignal,
  type Signal,
  signalsIn,
} from "../../core/facts/signals.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { factRecordOf } from "../../store/facts/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { defineAction } from "../action.ts";
import { type Desk, onCase } from "../on-case.ts";
import { keepEntry } from "./keep-entry.ts";

const which = {
  caseId: z.uuid().meta({ title: "Case" }),
  reportId: z.uuid().meta({ title: "Report" }),
  kind: z.enum(["attack-observed", "details-public"]).meta({
    title: "What it says",
    words: { "attack-observed": "Attacks were observed", "details-public": "Details are public" },
  }),
};

const saidWords: Readonly<Record<Signal["said"], string>> = {
  exploited: "The report says that it was seen being exploited.",
  "product-used":
    "The report says that an attack is going on and that a weakness of ours is being used.",
  "live-incident": "The report says that an attack or outage is going on.",
  "live-elsewhere":
    "The report says that an attack or outage is going on, and that no weakness of ours is used.",
  "already-public": "The report says where it is public.",
};

export const confirmSignal = defineAction({
  deed: "confirm-signal",
  title: "Confirm it as a fact",
  summary: "Confirms what a report says as a fact; awareness counts from the report’s arrival.",
  path: "/cases/{caseId}/reports/{reportId}/signals/{kind}/confirmation",
  input: z.object({
    ...which,
    advisory: z
      .enum(["owed", "not-owed"])
      .optional()
      .meta({
        title: "Does it make a public advisory owed?",
        words: { owed: "Yes, an advisory is owed", "not-owed": "No" },
      }),
  }),
  async run(context, actor, { caseId, reportId, kind, advisory }) {
    return onCase(context, actor, "confirm-signal", caseId, async (desk) => {
      const { found } = await openSignal(context, desk, reportId, kind);
      const { said, awareAt, desk: at, source } = found;
      const saying = { kind, occurredAt: null, awareAt, desk: at, source } as const;
      const factId = await keepEntry(context, desk, {
        factId: null,
        saying: { ...saying, confidence: "likely", advisory: advisory ?? null },
        words: saidWords[said],
        report: reportId,
      });
      return { factId };
    });
  },
});

export const dismissSignal = defineAction({
  deed: "dismiss-signal",
  title: "It is none",
  summary: "Says with the reason that what a report says is no such fact.",
  path: "/cases/{caseId}/reports/{reportId}/signals/{kind}/dismissal",
  input: z.object({
    ...which,
    reason: z.string().trim().min(3, "Say why it is none.").max(4_000).meta({
      title: "Why it is none",
      description: "It is sealed; the report stays as it is.",
    }),
  }),
  async run(context, actor, { caseId, reportId, kind, reason }) {
    return onCase(context, actor, "dismiss-signal", caseId, async (desk) => {
      const { others, attackSaid } = await openSignal(context, desk, reportId, kind);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "signal.dismissed",
        body: { report: reportId, kind },
        text: { key: desk.caseKey, plain: reason },
      });
      // That nothing of ours was attacked is a word too: a live incident waits for one (ALE-26). It is said once
      // no other report is left that speaks of an attack.
      const isLast = others.every((each) => each.kind !== "attack-observed");
      if (kind === "attack-observed" && isLast && !attackSaid) {
        await desk.record({
          sideId: staffSide,
          type: "exploitation.refuted",
          body: { partyId: null, towards: "all", subjectId: caseId, fact: eventId },
          subjectId: caseId,
        });
      }
      return { eventId };
    });
  },
});

/**
 * The signal, what else is open, and whether a word on attacks is on record. Refuses with signal.unknown what no
 * report says, with signal.settled what somebody answered.
 */
async function openSignal(
  context: Context,
  desk: Desk,
  reportId: string,
  kind: Signal["kind"],
): Promise<{ found: Signal; others: Signal[]; attackSaid: boolean }> {
  const { caseId } = desk.head;
  const keys = await keysOfCase(context, desk.tx, caseId);
  const signals = signalsIn(await reportsOf(desk.tx, caseId, keys));
  const isThis = (each: SettledSignal) => each.reportId === reportId && each.kind === kind;
  const found = signals.find(isThis);
  if (!found) throw new Refusal("signal.unknown");
  const { settled, announced } = await factRecordOf(context, desk.tx, caseId);
  if (settled.some(isThis)) throw new Refusal("signal.settled");
  const others = openSignals(signals, settled).filter((each) => !isThis(each));
  const attackSaid = announced.some(({ type }) => type.startsWith("exploitation."));
  return { found, others, attackSaid };
}
