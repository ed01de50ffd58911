/** Releases an approved publication, now or at an exact instant; a task makes and checks the files. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { bindingDate, isEarly } from "../../core/facts/not-before.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { agreedDates } from "../../store/facts/not-before.ts";
import { owe } from "../../store/outbox/writer.ts";
import { changePublication } from "../../store/publications/writer.ts";
import { defineAction } from "../action.ts";
import { publicationGuard } from "../identity/publication-guard.ts";
import type { Desk } from "../on-case.ts";
import { onPublication } from "./on-publication.ts";

export const publishAdvisory = defineAction({
  deed: "publish-advisory",
  title: "Publish",
  summary: "Publishes an approved publication, now or at an exact instant.",
  path: "/cases/{caseId}/publications/{publicationId}/release",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    publicationId: z.uuid().meta({ title: "Publication" }),
    releaseAt: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ title: "Release at", description: "Left empty, it is released now." }),
    earlyReason: z.string().trim().max(4_000).optional().meta({
      title: "Why earlier than agreed",
      description:
        "Only where it leaves before the date that the case keeps, and the policy asks for no second person.",
    }),
  }),
  async run(context, actor, { caseId, publicationId, releaseAt, earlyReason }) {
    const which = { caseId, publicationId, in: ["approved"] as const };
    const guard = await publicationGuard(context, caseId);
    return onPublication(context, actor, "publish-advisory", which, async (desk) => {
      const at = releaseAt ? new Date(releaseAt) : null;
      if (at && at < context.now()) throw new Refusal("advisory.release-past");
      guard.mustPass(desk.publication);
      const leavesAt = at ?? context.now();
      const by = staffIdOf(actor);
      await mayBeEarly(desk, { publicationId, leavesAt, reason: earlyReason, by });
      const eventId = await desk.record({
        sideId: staffSide,
        type: "advisory.released",
        body: {
          publicationId,
          number: desk.publication.number,
          releaseAt: at?.toISOString() ?? null,
        },
      });
      const change = { state: "publishing", release_at: at };
      await changePublication(context, desk.tx, publicationId, change, eventId);
      const about = { caseId, subjectId: publicationId, ...(at ? { startAfter: at } : {}) };
      await owe(context, desk.tx, "publish-advisory", about);
      return { publicationId, releaseAt: at?.toISOString() ?? context.now().toISOString() };
    });
  },
});

/**
 * Publishing before the date that the case keeps is possible, and never without its reason. Where the
 * policy asks for a second person, one takes the date back with the reason, and another one releases.
 */
async function mayBeEarly(
  desk: Desk,
  release: { publicationId: string; leavesAt: Date; reason: string | undefined; by: string },
): Promise<void> {
  const twoPeople = desk.policy.disclosure.approvals.secondPerson;
  const agreed = bindingDate(await agreedDates(desk.tx, desk.head.caseId), release.by, twoPeople);
  const notBefore = agreed?.notBefore ?? null;
  if (!notBefore || !isEarly(release.leavesAt, notBefore)) return;
  const words = `${notBefore.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (twoPeople) {
    // What stands is taken back by somebody; what they took back themselves, another person releases.
    const stands = isEarly(release.leavesAt, desk.head.notBefore);
    const code = stands ? "publication.not-before-agreed" : "publication.not-before-same-person";
    throw new Refusal(code, { notBefore: words });
  }
  if (!release.reason) throw new Refusal("publication.not-before", { notBefore: words });
  const { publicationId } = release;
  await desk.record({
    sideId: staffSide,
    type: "not-before.overruled",
    body: {
      ...{ publicationId, notBefore: notBefore.toISOString() },
      agreedWith: agreed?.agreedWith ?? null,
    },
    text: { key: desk.caseKey, plain: release.reason },
  });
}
