/** The policy's pages through HTTP, for every policy of this repository and in both languages. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../../test/support/context.ts";
import { policyFiles, policyOf } from "../../../../test/support/policy-files.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../../test/support/web.ts";
import { countOf, type Length } from "../../../core/clocks/length.ts";
import { promiseIds } from "../../../core/clocks/promises.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { wordingOf } from "../../../core/policy/promise-terms.ts";
import { inLanguage, isSaid, spokenIn, type Text } from "../../../core/policy/text.ts";
import { bandWord } from "../../../core/severity/bands.ts";
import { makeKeyPair } from "../../../formats/mail/keys.ts";
import { insertOwnKey } from "../../../store/keys/writer.ts";
import { portalRoutes } from "../../portal/portal-routes.tsx";
import { processSteps, processStepsIn } from "../process-steps.ts";
import { publicRoutes } from "../public-routes.ts";
import { type Language, languagesOf, policyPath } from "./policy-languages.ts";
import { english, type PolicyWords } from "./words-en.ts";
import { french } from "./words-fr.ts";

let at: TestContext;

beforeAll(async () => {
  at = await testContext();
  const pair = await makeKeyPair({
    name: "PSIRT",
    email: "psirt@ale.example",
    now: at.context.now(),
  });
  await at.context.transaction(theWorker, (tx) =>
    insertOwnKey(at.context, tx, { purpose: "mail", ...pair }),
  );
});

afterAll(() => at.close());

const siteOf = (...policies: Policy[]): Promise<TestWeb> =>
  testWeb({ ...at.context, policies }, [publicRoutes, portalRoutes]);

/** The words of a page, without tags and with plain spaces. */
const plain = (html: string) =>
  html
    .replace(/<(wbr|\/?(span|strong|a|time|ins|del))\b[^>]*>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/\s+/g, " ");
const flat = (text: string) => text.replace(/\s+/g, " ").trim();
const main = (html: string) => html.slice(html.indexOf("<main"), html.indexOf("</main>"));
const wordsOf: Record<Language, PolicyWords> = { en: english, fr: french };

const rests = ["", "/process", "/protection", "/versions", "/versions/1", "/compare"];
const cases = policyFiles.flatMap((file) => {
  const policy = policyOf(file);
  return languagesOf(policy).map((language) => [file, language, policy] as const);
});

describe.each(cases)("%s in %s", (_, language, policy) => {
  let site: TestWeb;
  const words = wordsOf[language];
  const page = async (rest = "") =>
    new TestBrowser(site.app).get(policyPath(policy, language, rest));
  const told = async (rest = "") => plain(main((await page(rest)).body));
  const pages = () => (policy.appeals.taken ? [...rests, "/appeals"] : rests);
  const said = (text: Text) => flat(inLanguage(text, language));

  beforeAll(async () => {
    site = await siteOf(policy);
  });
  afterAll(() => site.app.close());

  test("[ALE-02] every page names the team and tells its own language and the others", async () => {
    for (const rest of pages()) {
      const { statusCode, body } = await page(rest);
      expect([rest, statusCode]).toEqual([rest, 200]);
      expect(body).toContain(policy.organisation.teamName.replaceAll("&", "&amp;"));
      expect(body).toContain(`<html lang="${language}">`);
      for (const each of languagesOf(policy)) {
        const there = policyPath(policy, each, rest);
        expect(body).toContain(`hreflang="${each}" href="http://localhost:8080${there}"`);
        if (languagesOf(policy).length > 1)
          expect(body).toContain(`<a href="${there}" hreflang="${each}" lang="${each}"`);
      }
    }
  });

  test("a demonstration says on every page that the text is not the organisation's own", async () => {
    for (const rest of pages()) {
      const body = await told(rest);
      expect(body.includes(words.frame.notTheirs)).toBe(policy.demonstration);
      expect(body.includes(said(policy.source))).toBe(policy.demonstration);
    }
  });

  test("[ALE-03, VEN-04, CC-07, TH-05] the mission, the programme, the version and its date stand on the policy's page", async () => {
    const body = await told();
    for (const text of [policy.organisation.mission, ...policy.organisation.programme])
      expect(body).toContain(said(text));
    expect(body).toContain(`${words.head.version} ${policy.version} `);
    const year = new Intl.DateTimeFormat(language, {
      year: "numeric",
      timeZone: policy.channels.officeHours.zone,
    });
    expect(body).toContain(year.format(policy.inForceFrom));
  });

  test("[VEN-06, VEN-07, VEN-15, VEN-36, TH-08] every sentence of the policy stands on its page", async () => {
    const body = await told();
    const { relevancy, rewards, mayChange, channels, disclosure, embargo, cna } = policy;
    const texts = [
      relevancy.definition,
      rewards,
      mayChange,
      policy.liveIncident.text,
      disclosure.disclaimer,
      disclosure.notComprehensiveText,
      disclosure.exceptionRegister.text,
      policy.privacy.purpose,
      policy.privacy.safeHarbour,
      ...policy.privacy.says,
      ...channels.says,
      ...disclosure.says,
      ...disclosure.conditions.map((each) => each.text),
      ...disclosure.publicationTypes.map((each) => each.name),
      ...embargo.says,
      ...cna.says,
      ...policy.thirdParty.says,
      ...policy.recognition.says,
      ...policy.scoring.says,
      ...policy.reporterUndertakings.must,
      ...policy.reporterUndertakings.mustNot,
    ];
    for (const text of texts.filter(isSaid)) expect(body).toContain(said(text));
    expect(body).toContain(words.about.coordinated);
  });

  test("[VEN-10] the standards that are followed are named", async () => {
    const body = await told();
    for (const { name } of policy.organisation.standards) expect(body).toContain(flat(name));
    expect(body.includes(words.chapters.standards)).toBe(policy.organisation.standards.length > 0);
  });

  test("[VEN-37] where no response is guaranteed the page says so, with the kinds that get none", async () => {
    const { guaranteed, noReplyClasses } = policy.responses;
    for (const rest of ["", "/process"]) {
      expect((await told(rest)).includes(words.expect.notGuaranteed)).toBe(!guaranteed);
    }
    for (const { says } of noReplyClasses) expect(await told()).toContain(said(says));
  });

  test("[ALE-38] the process is drawn and told in the steps that the reporter's portal shows", async () => {
    const { body } = await page("/process");
    const drawing = /<figure class="flow">.*?<\/figure>/s.exec(body)?.[0] ?? "";
    const names = [...drawing.matchAll(/class="flow-name">([^<]*)</g)].map(([, name]) => name);
    expect(names).toEqual(processSteps.map(({ id }) => words.process.steps[id].name));
    const terms = [...body.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, name]) => name);
    for (const { name, promise } of processStepsIn(words)) {
      const says = promise && policy.promises[promise]?.says;
      if (!says) continue;
      expect(terms).toContain(name);
      expect(plain(body)).toContain(said(says));
    }
  });

  test("the severity scale gives every band its word and its colour's name", async () => {
    const body = await told();
    for (const band of policy.scoring.bands) {
      expect(body).toContain(bandWord(band, language));
      expect(body).toContain(words.severity.colours[band.colour]);
    }
  });

  test("[TH-38] the appeal process is public where appeals are taken, and nowhere else", async () => {
    const { appeals } = policy;
    const { statusCode, body } = await page("/appeals");
    expect(statusCode).toBe(appeals.taken ? 200 : 404);
    const link = `href="${policyPath(policy, language, "/appeals")}"`;
    expect((await page()).body.includes(link)).toBe(appeals.taken);
    if (!appeals.taken) return;
    const shown = plain(body);
    for (const text of [...appeals.grounds, ...appeals.process, appeals.nextLevel].filter(isSaid))
      expect(shown).toContain(said(text));
    expect(body).toContain(`href="mailto:${appeals.address}"`);
    const terms = policy.promises["acknowledge-appeal"];
    if (terms && wordingOf(terms) === "promised" && typeof terms.within === "object") {
      expect(shown).toContain(lengthOf(words, terms.within));
    }
    expect(shown).toContain(
      appeals.finalWithin === "our-root" ? words.appeals.ourRoot : words.appeals.notFinal,
    );
  });

  test("[TH-20] how a report is protected is told from the settings", async () => {
    const body = await told("/protection");
    const { confidentiality } = words;
    expect(confidentiality.protection).toBeTruthy();
    const second = language === "en" ? "A second person must" : "Une seconde personne doit";
    expect(body.includes(second)).toBe(policy.disclosure.approvals.secondPerson);
    const forwarded = language === "en" ? "lets a report be passed on" : "permet de transmettre";
    expect(body.includes(forwarded)).toBe(policy.thirdParty.mayForward);
    const coded = language === "en" ? "a receipt code" : "un code de reçu";
    expect(body.includes(coded)).toBe(policy.reportForm.receiptCode);
    expect(body).not.toContain("https");
    for (const text of policy.privacy.says) expect(body).toContain(said(text));
  });

  test("[ALE-29] no page names a number that may not be said outside", async () => {
    const unsaid = promiseIds.flatMap((id) => {
      const terms = policy.promises[id];
      if (!terms || wordingOf(terms) !== "unsaid") return [];
      return [terms.within, ...Object.values(terms.bySeverity)];
    });
    const sayable = promiseIds.flatMap((id) => {
      const terms = policy.promises[id];
      return terms && wordingOf(terms) !== "unsaid" ? [terms.within] : [];
    });
    const phrase = (length: Length) =>
      typeof length === "object" ? [lengthOf(words, length)] : [];
    const allowed = new Set(sayable.flatMap(phrase));
    const hidden = unsaid.flatMap(phrase).filter((each) => !allowed.has(each));
    for (const rest of [...pages(), "/compare?from=1&to=1"]) {
      const body = await told(rest);
      for (const each of hidden) {
        const found = new RegExp(`(^|[^\\d])${each}(?![\\p{L}])`, "u");
        expect(body, `${rest}: ${each}`).not.toMatch(found);
      }
    }
  });

  test("a date that is agreed case by case is told only beside the policy's own words", async () => {
    const worded = promiseIds.filter((id) => {
      const terms = policy.promises[id];
      return terms?.says && terms.within === "agreed" && wordingOf(terms) === "promised";
    });
    const body = await told();
    const { agreed, agreedWithYou } = words.number;
    const counts = [agreed, agreedWithYou].map((each) => body.split(each).length - 1);
    expect(counts.reduce((sum, each) => sum + each)).toBe(worded.length);
  });

  test("[ALE-01] no link leads to a chat, and help names the form and the live incident", async () => {
    const seen = new Set<string>();
    const open = pages().map((rest) => policyPath(policy, language, rest));
    open.push("/", "/help", "/report", "/publications", "/key", "/thanks", "/portal");
    for (const path of open) {
      const { body } = await new TestBrowser(site.app).get(path);
      const links = [...body.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
      for (const [, href = "", label = ""] of links) {
        seen.add(href);
        expect(`${href} ${plain(label)}`).not.toMatch(
          /\bchat\b|wa\.me|messenger|telegram|discord/i,
        );
      }
      expect(body).not.toMatch(/<iframe|<script(?![^>]* src="\/)/);
    }
    expect(seen).toContain("/help");
    const { body } = await new TestBrowser(site.app).get("/help");
    expect(body).toContain('href="/report"');
    expect(plain(body)).toContain(flat(inLanguage(policy.liveIncident.text, "en")));
    for (const { contact } of policy.liveIncident.channels) expect(body).toContain(contact);
    expect(await told()).toContain(words.report.noChat);
  });

  test("what the policy lacks in this language is shown in its first, and marked so", async () => {
    const { body } = await page();
    const { mission } = policy.organisation;
    const spoken = spokenIn(mission, language, policy.languages[0] ?? "en");
    expect(body.includes(`<p class="mission"><span lang="${spoken.language}">`)).toBe(
      spoken.language !== language,
    );
  });
});

function lengthOf(words: PolicyWords, length: Length): string {
  if (typeof length === "string") return length;
  const { count, unit } = countOf(length);
  return words.number.length(count, unit);
}
