/**
 * Counts cookies and links that open nothing, and forms that were not ours, and records the numbers at most once a minute: a flood
 * of forgeries leaves its trace without filling the record. Keeps nothing of what was sent.
 */
import { noteRefused } from "../../actions/people/note-refused.ts";
import type { WebContext } from "./web-context.ts";

const everyMs = 60_000;
const system = { kind: "system", task: "note-refused" } as const;

interface Count {
  cookies: number;
  links: number;
  forms: number;
  notedAt: number;
}

const none = { cookies: 0, links: 0, forms: 0 };

const counts = new WeakMap<WebContext, Count>();

/** One more came. What is counted after the last line of a minute goes into the next one. */
export async function countRefused(
  web: WebContext,
  what: "cookies" | "links" | "forms",
): Promise<void> {
  const count = counts.get(web) ?? { ...none, notedAt: Number.NEGATIVE_INFINITY };
  counts.set(web, count);
  count[what] += 1;
  const now = web.context.now().getTime();
  if (now - count.notedAt < everyMs) return;
  const { cookies, links, forms } = count;
  Object.assign(count, { ...none, notedAt: now });
  await noteRefused.run(web.context, system, { cookies, links, forms });
}
