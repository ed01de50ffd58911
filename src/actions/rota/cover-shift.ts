/** Puts somebody in place of whose turn it is, for a time: a single shift that overrides the pattern. */
import { z } from "zod";
import {
  coveredAt,
  coverOf,
  mustMayCover,
  peopleNow,
  shiftAt,
} from "../../core/duty/rota-rules.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { rotaOf } from "../../store/duty/rota-reader.ts";
import { lockPattern } from "../../store/duty/rota-writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertOnCall } from "../../store/glass/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { mustBePeople, patternIdField } from "./rota-input.ts";

const yearMs = 366 * 86_400_000;

export const coverShift = defineAction({
  deed: "cover-shift",
  title: "Cover a shift",
  summary: "Takes over a shift of a rota that you are part of; a lead gives it to any colleague.",
  path: "/rota-patterns/{patternId}/covers",
  input: z.object({
    patternId: patternIdField,
    personId: z.uuid("Say who takes it over.").meta({ title: "Who takes it over" }),
    from: z.iso.datetime({ offset: true, error: "Choose a shift." }).meta({
      title: "Shift",
      description: "An instant of the shift that is taken over, and from when on.",
    }),
    until: z.iso.datetime({ offset: true }).optional().meta({
      title: "Until",
      description: "Left empty: until the shift ends.",
    }),
  }),
  async run(context, actor, { patternId, personId, ...given }) {
    permit(actor, "cover-shift");
    const by = staffIdOf(actor);
    const isLead = actor.kind === "staff" && actor.roles.includes("lead");
    const now = context.now();
    const from = coveredAt(new Date(given.from), now);
    const until = given.until === undefined ? undefined : new Date(given.until);
    return asKeeperOfPeople(context, async (tx) => {
      const pattern = await lockPattern(context, tx, patternId);
      const people = peopleNow(pattern, now).filter((id) => !pattern.away.includes(id));
      mustMayCover(people, { personId, setBy: by, isLead });
      await mustBePeople(tx, [personId], pattern.teamId);
      const around = { from: new Date(+from - yearMs), until: new Date(+from + yearMs) };
      const shift = shiftAt(await rotaOf(tx, around), pattern, from);
      const span = coverOf(shift, { from, until }, now);
      const cover = { personId, line: pattern.line, setBy: by, patternId, ...span };
      const onCallId = await insertOnCall(context, tx, cover);
      const times = { from: span.from.toISOString(), until: span.until.toISOString() };
      const body = { onCallId, patternId, personId, insteadOf: shift?.personId ?? null, ...times };
      await appendHouseEvent(context, tx, { type: "rota.covered", body: { ...body, by } });
      return { onCallId };
    });
  },
});
