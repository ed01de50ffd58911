/** Act three: the lead writes the advisory, another person approves it, and it is published. */
import { pageOf, readCase } from "./case-desk.ts";
import type { Scene } from "./scene.ts";
import { SiteVisitor } from "./site-visitor.ts";
import { eventually, mustHold } from "./stage.ts";

const words = {
  title: "Campus Switch 24: heap overflow in the LLDP parser",
  summary:
    "One crafted LLDP frame can restart the switch or run code on it. Release 7.2 R04 corrects it.",
  description:
    "The LLDP parser takes the length of a management address from the frame and copies that much into a buffer of fixed size on the heap.",
  impact:
    "An attacker in the same network segment can restart the switch or run code on it, without an account.",
  defensiveSteps: "Update to release 7.2 R04. Until then switch LLDP off on ports to others.",
  howToObtain: "Release 7.2 R04 is on the download pages of the customer portal.",
  disclaimer:
    "The information is believed to be accurate at the time of publication. Using it is at the reader's own risk.",
};

/** Gives the number under which the advisory is published. */
export async function playAdvisory(scene: Scene, analyst: SiteVisitor): Promise<string> {
  const { stage, reference, visitor } = scene;
  stage.act("The advisory");
  const opened = await readCase(analyst, reference);
  const look = pageOf(analyst, opened);
  const on = `/cases/${opened.caseId}/publications`;
  const lead = new SiteVisitor(visitor.baseUrl);
  const draft = await stage.step(
    "The lead drafts an advisory from what the case knows",
    async () => {
      await lead.takeSeat("lead");
      const value = await lead.api<{ publicationId: string; number: string }>(on, { type: "SA" });
      return { value, saw: [`its number is ${value.number}`], look };
    },
  );
  const it = `${on}/${draft.publicationId}`;
  await stage.step("The lead writes its words and asks for approval", async () => {
    const early = await lead.tryApi(`${it}/review`, {});
    mustHold(early.status >= 400, "an empty draft could be handed to the approver");
    await lead.api(it, words);
    await lead.api(`${it}/review`, {});
    const saw = [`empty, it was refused: ${String(early.body.message)}`, "complete, it was taken"];
    return { value: null, saw, look };
  });
  await stage.step("Whoever wrote it cannot approve it", async () => {
    const { status, body } = await lead.tryApi(`${it}/approval`, {});
    mustHold(body.code === "approval.same-person", `the lead's own approval answered ${status}`);
    return { value: null, saw: [`refused: ${String(body.message)}`] };
  });
  await release(scene, it, draft.number);
  return draft.number;
}

async function release({ stage, visitor }: Scene, it: string, number: string): Promise<void> {
  const approver = new SiteVisitor(visitor.baseUrl);
  await stage.step("A second person approves and publishes", async () => {
    await approver.takeSeat("approver");
    await approver.api(`${it}/approval`, {});
    mustHold(
      (await visitor.find(`/publications/${number}`)) === undefined,
      "it was public before it was released",
    );
    await approver.api(`${it}/release`, {});
    const path = `/publications/${number}`;
    const page = await eventually("the published page", () => visitor.find(path));
    mustHold(page.toString().includes(words.title), "the page does not bear the title");
    return { value: null, saw: ["not public before, public now"], look: visitor.url(path) };
  });
}
