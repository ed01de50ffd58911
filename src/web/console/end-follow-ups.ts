/** Takes the form of the list of follow-ups, one deed for each that is ticked, and gives the list as a file. */
import type { FastifyInstance } from "fastify";
import { perform } from "../../actions/action.ts";
import { endFollowUp } from "../../actions/root-causes/end-follow-up.ts";
import { reopenFollowUp } from "../../actions/root-causes/reopen-follow-up.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Refusal } from "../../core/refusal.ts";
import { practiceWords } from "../../core/root-causes/root-cause.ts";
import { csvLine } from "../../lib/csv.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { casesOfFollowUps, type ListedFollowUp } from "../../store/follow-ups/reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { readsCases } from "../server/frame-counts.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import {
  type FollowUpsQuery,
  followUpsHref,
  followUpsPath,
  followUpsWanted,
  undoMax,
} from "./follow-ups-address.ts";
import { findFollowUps, showFollowUps } from "./follow-ups-page.tsx";

/** A page of the list, and as many again. */
const endedMax = 100;
const exportedMax = 2_000;

export function endFollowUpsRoutes(app: FastifyInstance, web: WebContext): void {
  app.post(followUpsPath, async (request, reply) => {
    const at = { request, reply, web, staff: await staffOf(request) };
    const form = formOf(request);
    const picked = form.all("followUp").filter(isUuid).slice(0, endedMax);
    const words = form.text("words").trim();
    const back = queryIn(form.text("back"));
    if (picked.length === 0) {
      const refusal = new Refusal("follow-up.none-chosen");
      if (!readsCases(at.staff)) throw refusal;
      await noteRefusal(web, request, refusal);
      return showFollowUps(at, back, {
        ...nothingEnded,
        ...{ words, refusals: [refusal] },
      });
    }
    const { done, refused } = await forAll(at, picked, (caseId, followUpId) =>
      perform(web.context, endFollowUp, at.staff, { caseId, followUpId, words: words || "Done." }),
    );
    if (refused.size === 0) {
      return seeOther(reply, listAfter(back, { done: done.length, undo: done }));
    }
    const refusals = [...refused.values()];
    for (const refusal of refusals) await noteRefusal(web, request, refusal);
    const ended = done.slice(0, undoMax);
    const sent = { words, done: done.length, ended, picked: new Set(refused.keys()), refusals };
    return showFollowUps(at, back, sent);
  });

  app.post(`${followUpsPath}/undo`, async (request, reply) => {
    const at = { request, reply, web, staff: await staffOf(request) };
    const form = formOf(request);
    const picked = form.all("followUp").filter(isUuid).slice(0, undoMax);
    const back = queryIn(form.text("back"));
    if (picked.length === 0 && !readsCases(at.staff)) throw new Refusal("follow-up.none-chosen");
    const reason = "It was marked as done by mistake.";
    const { done, refused } = await forAll(at, picked, (caseId, followUpId) =>
      perform(web.context, reopenFollowUp, at.staff, { caseId, followUpId, reason }),
    );
    if (refused.size === 0) return seeOther(reply, listAfter(back, { back: done.length }));
    const refusals = [...refused.values()];
    for (const refusal of refusals) await noteRefusal(web, request, refusal);
    return showFollowUps(at, back, { ...nothingEnded, refusals });
  });

  app.get(`${followUpsPath}.csv`, { config: { takesNotes: true } }, async (request, reply) => {
    const staff = await staffOf(request);
    const at = { request, reply, web, staff };
    const wanted = { ...followUpsWanted(request.query as FollowUpsQuery), after: null };
    const found = readsCases(staff) ? await findFollowUps(at, wanted, exportedMax) : undefined;
    const names = new Map(found?.people.map(({ personId, name }) => [personId, name]));
    const now = web.context.now();
    const { zone } = inForceAt(web.context.policies, now).channels.officeHours;
    return reply
      .header("content-disposition", 'attachment; filename="follow-ups.csv"')
      .header("cache-control", "no-store")
      .type("text/csv; charset=utf-8")
      .send(csvOf(found?.page.followUps ?? [], names, dayIn(zone, now)));
  });
}

const nothingEnded = { words: "", done: 0, ended: [], picked: new Set<string>() } as const;

/** The list as it was, with what was done to it. */
function listAfter(
  back: FollowUpsQuery,
  { done, undo = [], back: putBack }: { done?: number; undo?: readonly string[]; back?: number },
): string {
  const here = new URL(followUpsHref(followUpsWanted(back)), "http://console.example");
  if (done !== undefined) here.searchParams.set("done", String(done));
  if (putBack !== undefined) here.searchParams.set("back", String(putBack));
  if (undo.length > 0) here.searchParams.set("undo", undo.slice(0, undoMax).join(","));
  return `${here.pathname}${here.search}`;
}

/** One refusal stops no other; one that this reader does not see is refused like one that is not there. */
async function forAll(
  { web, staff }: ConsoleRequest,
  picked: readonly string[],
  deed: (caseId: string, followUpId: string) => Promise<unknown>,
) {
  const { context } = web;
  const found = await context.transaction(staff, (tx) => casesOfFollowUps(tx, picked));
  const refused = new Map<string, Refusal>();
  const done: string[] = [];
  for (const followUpId of new Set(picked)) {
    const caseId = found.find((each) => each.followUpId === followUpId)?.caseId;
    try {
      if (!caseId) throw new Refusal("follow-up.unknown");
      await deed(caseId, followUpId);
      done.push(followUpId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.set(followUpId, error);
    }
  }
  return { done, refused };
}

/** Only what an address of the list can say: a form leads nowhere else. */
function queryIn(back: string): FollowUpsQuery {
  const start = `${followUpsPath}?`;
  const text = back.startsWith(start) ? back.slice(start.length) : "";
  return Object.fromEntries(new URLSearchParams(text)) as FollowUpsQuery;
}

function csvOf(
  followUps: readonly ListedFollowUp[],
  names: ReadonlyMap<string, string>,
  today: string,
): string {
  const head = ["case", "follow-up", "because of", "requirement", "owner", "due", "overdue"];
  const lines = followUps.map((each) =>
    csvLine([
      each.reference,
      each.what,
      each.practice ? practiceWords[each.practice] : "Promised in a talk",
      each.requirement,
      each.ownerId ? (names.get(each.ownerId) ?? each.ownerId) : "",
      each.dueOn ?? "",
      each.dueOn !== null && each.dueOn < today ? "yes" : "no",
    ]),
  );
  return csvLine(head) + lines.join("");
}
