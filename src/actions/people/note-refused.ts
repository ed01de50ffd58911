/** Records how many cookies and links came that open nothing, and forms that were not ours: one line for many, so that a flood of them fills no record. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

const count = z.number().int().min(0);

export const noteRefused = defineAction({
  deed: "note-refused",
  title: "Note what was refused",
  summary:
    "Records how many cookies and links came that open nothing, and forms that were not ours.",
  path: null,
  input: z.object({
    cookies: count.meta({ title: "Cookies" }),
    links: count.meta({ title: "Links" }),
    forms: count.meta({ title: "Forms" }),
  }),
  async run(context, actor, { cookies, links, forms }) {
    permit(actor, "note-refused");
    return context.transaction(actor, async (tx) => {
      const body = { cookies, links, forms };
      await appendHouseEvent(context, tx, { type: "access.refused", body });
      return { noted: cookies + links + forms };
    });
  },
});
