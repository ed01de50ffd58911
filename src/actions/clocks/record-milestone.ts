/**
 * Records what happened outside Parley and turns promises: an embargo agreed, exploitation known,
 * an appeal received. Its clocks begin when it happened; the record says when it was made.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { milestoneEvent } from "../../core/clocks/milestone-event.ts";
import { milestoneOf, milestones } from "../../core/clocks/milestones.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { exceptionsOf } from "../../store/events/reader.ts";
import { opens, partiesOf } from "../../store/parties/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

/**
 * Whose promises the fact turned, as the history tells it: a party's, those of no party, or all. What
 * is kept on the staff side names no party, for there is none of that id.
 */
function whoseIn(owedTo: string | undefined) {
  if (owedTo === undefined) return { partyId: null, towards: "all" };
  if (owedTo === staffSide) return { partyId: null, towards: "staff" };
  return { partyId: owedTo, towards: "party" };
}

const types = milestones.map(({ type }) => type) as [string, ...string[]];
const words = Object.fromEntries(milestones.map(({ type, says }) => [type, says]));

const instant = (value: string | undefined) => (value ? new Date(value) : undefined);

export const recordMilestone = defineAction({
  deed: "record-milestone",
  title: "Record it",
  summary:
    "Records a fact that starts, keeps or ends promises, with the time at which it happened.",
  path: "/cases/{caseId}/milestones",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    what: z.enum(types).meta({
      title: "What happened?",
      description:
        "A mistake is taken back by recording the fact that says so: “… was withdrawn, or never agreed”.",
      words,
    }),
    at: z.iso.datetime({ offset: true }).optional().meta({
      title: "When did it happen?",
      description:
        "Empty means now. Promises count from this time: becoming aware, not writing it down.",
    }),
    until: z.iso.datetime({ offset: true }).optional().meta({
      title: "Until or by which date?",
      description: "For facts that carry a date: an agreement, an exception, what others ask for.",
    }),
    partyId: z.uuid().optional().meta({
      title: "Which party?",
      description:
        "With whom it was agreed, or who asked. Promises to nobody on the case need none.",
    }),
    clockId: z.uuid().optional().meta({
      title: "Which promise?",
      description: "Only where several of a kind run, such as two appeals.",
    }),
    evidence: z.string().trim().min(3, "Say how this is known.").max(4_000).meta({
      title: "Evidence",
      description: "Who said so, and where it is written. It is sealed; staff on the case read it.",
    }),
  }),
  async run(context, actor, { caseId, what, evidence, ...said }) {
    return onCase(context, actor, "record-milestone", caseId, async (desk) => {
      const milestone = milestoneOf(what);
      if (!milestone) throw new Error(`no fact is called ${what}`);
      const parties = await partiesOf(desk.tx, caseId);
      const { at, agreed, ...whose } = milestoneEvent(
        milestone,
        { ...said, at: instant(said.at), until: instant(said.until) },
        {
          caseId,
          reporterId: parties.find(({ kind }) => opens(kind))?.partyId,
          partyIds: parties.map((party) => party.partyId),
          clocks: await clocksOf(desk.tx, caseId),
          now: context.now(),
          newSubjectId: context.newId(),
        },
      );
      // An exception that holds no more puts nothing off any longer (ALE-64).
      const endsException = what === "exception.ended" || what === "exception.withdrawn";
      const exceptions = endsException ? await exceptionsOf(desk.tx, caseId) : [];
      const eventId = await desk.record({
        sideId: staffSide,
        type: what,
        body: {
          happenedAt: at.toISOString(),
          until: agreed?.toISOString() ?? null,
          ...whoseIn(whose.owedTo),
          subjectId: whose.subjectId ?? null,
          ...(exceptions.length > 0 ? { exceptions } : {}),
        },
        exceptions,
        text: { key: desk.caseKey, plain: evidence },
        happenedAt: at,
        ...whose,
        ...(agreed ? { agreed } : {}),
      });
      return { eventId };
    });
  },
});
