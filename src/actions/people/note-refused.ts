/** Records how many cookies and links came that open nothing: one line for many, so that a flood of them fills no record. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";

const count = z.number().int().min(0);

export const noteRefused = defineAction({
  deed: "note-refused",
  title: "Note what was refused",
  summary: "Records how many cookies and links came that open nothing.",
  path: null,
  input: z.object({
    cookies: count.meta({ title: "Cookies" }),
    links: count.meta({ title: "Links" }),
  }),
  async run(context, actor, { cookies, links }) {
    permit(actor, "note-refused");
    return context.transaction(actor, async (tx) => {
      const body = { cookies, links };
      await appendHouseEvent(context, tx, { type: "access.refused", body });
      return { noted: cookies + links };
    });
  },
});
