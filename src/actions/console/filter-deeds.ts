/** Saves filters of the queue, one's own or a team's, removes them, and chooses the one to begin with. They grant nothing. */
import { z } from "zod";
import { savedFiltersMax, savedQueryOf } from "../../core/cases/saved-filter.ts";
import { type Actor, staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { deleteFilter, filterExists, insertFilter, setStart } from "../../store/filters/writer.ts";
import { defineAction } from "../action.ts";

const filterId = z.uuid().meta({ title: "Filter" });

export const saveFilter = defineAction({
  deed: "save-filter",
  title: "Save the filter",
  summary: "Keeps a filter of the queue under a name, for oneself or for a team of one's own.",
  path: "/filters",
  input: z.object({
    name: z
      .string()
      .trim()
      .min(1, "Give it a name.")
      .max(60)
      .meta({ title: "Name", description: "Not a place for what is confidential." }),
    query: z.string().max(1000).meta({
      title: "Filter",
      description: "As the queue’s address says it: owner=nobody&due=day",
    }),
    teamId: z.uuid().optional().meta({
      title: "For a team",
      description: "Empty: for yourself. A team’s filter is everybody’s in it.",
    }),
  }),
  async run(context, actor, { name, query: text, teamId = null }) {
    permit(actor, "save-filter");
    const personId = staffIdOf(actor);
    if (teamId !== null && !isOfTeam(actor, teamId)) throw new Refusal("filter.other-team");
    const query = savedQueryOf(text);
    if (query === null) throw new Refusal("filter.nothing");
    const id = context.newId();
    return context.transaction(actor, async (tx) => {
      const whose = { personId: teamId === null ? personId : null, teamId };
      const filter = { filterId: id, ...whose, name, query, savedAt: context.now() };
      if (!(await insertFilter(context, tx, filter, savedFiltersMax)))
        throw new Refusal("filter.too-many");
      await appendHouseEvent(context, tx, { type: "filter.saved", body: { filterId: id, teamId } });
      return { filterId: id, query };
    });
  },
});

function isOfTeam(actor: Actor, teamId: string): boolean {
  return actor.kind === "staff" && actor.groupIds.includes(teamId);
}

export const removeFilter = defineAction({
  deed: "remove-filter",
  title: "Remove the filter",
  summary: "Removes a saved filter of one's own, or of a team of one's own.",
  path: "/filters/{filterId}/removal",
  input: z.object({ filterId }),
  async run(context, actor, { filterId: id }) {
    permit(actor, "remove-filter");
    return context.transaction(actor, async (tx) => {
      if (!(await deleteFilter(tx, id))) throw new Refusal("filter.unknown");
      await appendHouseEvent(context, tx, { type: "filter.removed", body: { filterId: id } });
      return { filterId: id };
    });
  },
});

export const startWithFilter = defineAction({
  deed: "start-with-filter",
  title: "Begin with it",
  summary: "Chooses the saved filter that the console begins with after signing in.",
  path: "/filters/{filterId}/start",
  input: z.object({ filterId }),
  async run(context, actor, { filterId: id }) {
    permit(actor, "start-with-filter");
    const personId = staffIdOf(actor);
    return context.transaction(actor, async (tx) => {
      if (!(await filterExists(tx, id))) throw new Refusal("filter.unknown");
      await setStart(tx, personId, id);
      await appendHouseEvent(context, tx, { type: "filter.start-chosen", body: { filterId: id } });
      return { filterId: id };
    });
  },
});

export const startWithQueue = defineAction({
  deed: "start-with-queue",
  title: "Begin with the whole queue",
  summary: "Lets the console begin with the whole queue again after signing in.",
  path: "/filters/start/removal",
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "start-with-queue");
    const personId = staffIdOf(actor);
    return context.transaction(actor, async (tx) => {
      await setStart(tx, personId, null);
      await appendHouseEvent(context, tx, {
        type: "filter.start-chosen",
        body: { filterId: null },
      });
      return { filterId: null };
    });
  },
});
