/** Act two: an analyst decides, scores, names products and a remedy, asks, hears, and concludes. */
import { type CaseView, pageOf, promisesOf, readCase } from "./case-desk.ts";
import { toldOf } from "./reporter.ts";
import type { Scene } from "./scene.ts";
import { SiteVisitor } from "./site-visitor.ts";
import { eventually, mustHold } from "./stage.ts";

const vector = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

const answer =
  "The LLDP agent runs with its default settings; the frame works on access ports and trunks alike.";

/** Gives the analyst's seat. */
export async function playAnalysis(scene: Scene): Promise<SiteVisitor> {
  const { stage, reference, visitor } = scene;
  stage.act("The team analyses");
  const analyst = new SiteVisitor(visitor.baseUrl);
  const opened = await stage.step(
    "An analyst opens the case and sees what is promised",
    async () => {
      await analyst.takeSeat("analyst");
      const value = await readCase(analyst, reference);
      const saw = [`${reference}, ${value.stage}`, ...promisesOf(value)];
      return { value, saw, look: pageOf(analyst, value) };
    },
  );
  await decide(scene, analyst, opened);
  const { vulnerabilities } = await readCase(analyst, reference);
  const vulnerabilityId = vulnerabilities[0]?.vulnerabilityId ?? "";
  await assess(scene, analyst, opened, vulnerabilityId);
  await discuss(scene, analyst, opened);
  await conclude(scene, analyst, opened);
  return analyst;
}

async function decide(scene: Scene, analyst: SiteVisitor, { caseId }: CaseView): Promise<void> {
  const { stage, reporter, team, reference } = scene;
  await stage.step("The report is decided to be relevant, and the reporter is told", async () => {
    await analyst.api(`/cases/${caseId}/relevancy`, {
      outcome: "relevant",
      touches: ["confidentiality", "integrity", "availability"],
      explanation: "The restart was reproduced in the lab with one frame.",
    });
    const told = await reporter.nextMail(team, "the relevancy decision");
    const kept = await eventually("the kept promise", async () => {
      const now = await readCase(analyst, reference);
      return now.clocks.some((clock) => clock.promise === "relevancy" && clock.metAt)
        ? now
        : undefined;
    });
    const saw = [
      ...toldOf(told),
      ...promisesOf(kept).filter((line) => line.startsWith("relevancy")),
    ];
    return { value: null, saw, look: told.page };
  });
}

async function assess(
  scene: Scene,
  analyst: SiteVisitor,
  opened: CaseView,
  vulnerabilityId: string,
): Promise<void> {
  const { stage, reporter, team, reference } = scene;
  const { caseId } = opened;
  const on = `/cases/${caseId}/vulnerabilities/${vulnerabilityId}`;
  const look = pageOf(analyst, opened);
  await stage.step("The vulnerability is scored", async () => {
    const score = await analyst.api<{ overall: number; band: string }>(`${on}/score`, { vector });
    mustHold(score.overall === 8.8, `${vector} was scored ${score.overall}, not 8.8`);
    return { value: null, saw: [`${vector}`, `${score.overall}, ${score.band}`], look };
  });
  await stage.step("The affected products and versions are recorded", async () => {
    const products = await affectedIn(analyst);
    await analyst.api(`${on}/products`, { products });
    return { value: null, saw: [`${products.length} products, one of them affected`], look };
  });
  await stage.step("A correction is planned, and its date is told to the reporter", async () => {
    const promisedFor = new Date(Date.now() + 21 * 86_400_000).toISOString();
    await analyst.api(`${on}/remedies`, {
      kind: "new-version",
      term: "long",
      text: "Update to release 7.2 R04, whose LLDP parser checks the length of every address.",
      howToObtain: "Release 7.2 R04 is on the download pages of the customer portal.",
      promisedFor,
    });
    const told = await reporter.nextMail(team, "the date of the correction");
    const now = await readCase(analyst, reference);
    const promise = promisesOf(now).filter((line) => line.startsWith("remedy-date"));
    mustHold(promise.length > 0, "no clock runs for the date");
    return { value: null, saw: [...toldOf(told), ...promise], look: told.page };
  });
}

async function affectedIn(analyst: SiteVisitor) {
  type Product = { productId: string; name: string };
  const { products } = await analyst.api<{ products: Product[] }>("/products");
  const idOf = (name: string) => products.find((each) => each.name === name)?.productId;
  const [affected, other] = [idOf("Campus Switch 24"), idOf("Campus Switch 48")];
  mustHold(affected !== undefined && other !== undefined, "the catalogue lacks the switches");
  return [
    { productId: affected, status: "affected", versions: "vers:generic/<7.2.R04" },
    { productId: other, status: "not-affected", justification: "vulnerable_code_not_present" },
  ];
}

async function discuss(scene: Scene, analyst: SiteVisitor, opened: CaseView): Promise<void> {
  const { stage, reporter, team, reference } = scene;
  const { caseId, parties } = opened;
  const partyId = parties.find((party) => party.kind === "reporter")?.partyId ?? "";
  const look = pageOf(analyst, opened);
  const asked = await stage.step("The analyst asks, and our clocks stand still", async () => {
    const text =
      "Does the frame work with the default settings of the LLDP agent, and on trunks too?";
    await analyst.api(`/cases/${caseId}/messages`, { partyId, text, question: true });
    const value = await reporter.nextMail(team, "the question");
    mustHold(value.mail.text.includes(text), "the mail does not hold the question");
    const { waitingOn, clocks } = await readCase(analyst, reference);
    mustHold(waitingOn === "reporter", `the case waits for ${waitingOn}`);
    const still = clocks.filter((clock) => clock.pausedAt && !clock.metAt).length;
    return { value, saw: [...toldOf(value), `${still} clocks stand still`], look: value.page };
  });
  await stage.step(
    "The reporter answers by encrypted mail, and it lands in the thread",
    async () => {
      const { messageId: inReplyTo, subject } = asked.mail;
      const reply = { subject: `Re: ${subject}`, text: answer, outerSubject: "Re: ..." };
      const sent = await reporter.write(team, { ...reply, ...(inReplyTo ? { inReplyTo } : {}) });
      const found = await eventually("the answer in the thread", async () => {
        const now = await readCase(analyst, reference);
        const message = now.messages.find((each) => each.text.includes(answer));
        return message && now.waitingOn === "us" ? message : undefined;
      });
      mustHold(found.encrypted && found.signature === "good", "it does not stand as signed there");
      const saw = [
        sent.answer,
        `| ${found.text.trim()}`,
        "signature good, came encrypted; clocks run again",
      ];
      return { value: null, saw, look };
    },
  );
}

async function conclude(scene: Scene, analyst: SiteVisitor, opened: CaseView): Promise<void> {
  const { stage, reporter, team, reference } = scene;
  const { caseId } = opened;
  await stage.step("The conclusion is told to the reporter", async () => {
    await analyst.api(`/cases/${caseId}/conclusion`, {
      outcome: "confirmed",
      explanation:
        "The overflow is confirmed in all releases before 7.2 R04. The parser of the larger model is another one and is not affected.",
    });
    const told = await reporter.nextMail(team, "the conclusion");
    return { value: null, saw: toldOf(told), look: told.page };
  });
  await stage.step(
    "The correction is delivered with the record of its test, and told",
    async () => {
      const { remedies } = await readCase(analyst, reference);
      const verification =
        "The reporter's frame and 4,000 variations of it: no restart on 7.2 R04.";
      await analyst.api(`/cases/${caseId}/remedies/${remedies[0]?.remedyId}/delivery`, {
        verification,
      });
      const told = await reporter.nextMail(team, "the news of the correction");
      const now = await readCase(analyst, reference);
      const kept = promisesOf(now).filter((line) => line.startsWith("remedy-date"));
      const saw = [...toldOf(told), ...kept, `stage ${now.stage}`];
      return { value: null, saw, look: pageOf(analyst, opened) };
    },
  );
}
