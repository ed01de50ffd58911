/**
 * Takes over five notices of another organisation's public list, with their titles, type and dates;
 * their words are the demonstration's own and claim nothing of any product.
 */
import type { Advisory } from "../../core/advisories/advisory.ts";
import { draftFromCase } from "../../core/advisories/draft-from-case.ts";
import { nextInSeries } from "../../core/advisories/number-series.ts";
import { firstRevision } from "../../core/advisories/revise.ts";
import { utcInstant } from "../../core/advisories/utc-instant.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { publishedSet } from "../../store/publications/reader.ts";
import { publishImported } from "../publishing/publish.ts";
import { publisherOf } from "../publishing/publisher-of.ts";
import type { TaskContext } from "../task-context.ts";

/** Oldest first, as their numbers count. */
const notices = [
  { title: "SIMJacker Vulnerability", date: "2020-05-15", about: "messages to SIM cards" },
  { title: "Ripple20", date: "2020-08-27", about: "a TCP/IP stack for embedded devices" },
  {
    title: "Embedded TCP/IP Stacks – Amnesia:33",
    date: "2021-05-28",
    about: "open-source TCP/IP stacks for embedded devices",
  },
  {
    title: "Apache Log4j Security Vulnerability",
    date: "2022-01-05",
    about: "a widely used logging library",
  },
  {
    title: "CVE-2024-3094 Linux XZ-Utils Vulnerability",
    date: "2024-04-11",
    about: "a compression library of Linux distributions",
  },
] as const;

const system = { kind: "system", task: "seed-demonstration" } as const;

/** Publishes the notices that are not there yet. */
export async function publishNotices(on: TaskContext, policy: Policy): Promise<void> {
  const { context } = on;
  const { advisories } = await context.transaction(system, (tx) => publishedSet(tx));
  const titles = new Set(advisories.map((each) => each.title));
  const taken = advisories.map((each) => each.id);
  const missing = notices
    .filter((notice) => !titles.has(notice.title))
    .map((notice) => {
      const id = numberOf(policy, notice.date.slice(0, 4), taken);
      taken.push(id);
      return advisoryOf(policy, context.baseUrl, id, notice);
    });
  if (missing.length > 0) await publishImported(await publisherOf(on), missing);
}

function numberOf(policy: Policy, year: string, taken: readonly string[]): string {
  const terms = policy.disclosure.publicationTypes.find((each) => each.code === "SN");
  const pattern = terms?.series ?? "PSIRT-{type}-{year}-{number:4}";
  return nextInSeries({ pattern, type: "SN", year }, taken);
}

function advisoryOf(
  policy: Policy,
  namespace: string,
  id: string,
  { title, date, about }: (typeof notices)[number],
): Advisory {
  const nothing = { vulnerabilities: [], scores: [], affected: [], remedies: [] };
  const draft = draftFromCase(policy, nothing, { id, type: "SN", title, namespace });
  const words = {
    summary: `A notice on a vulnerability in ${about} that concerns the whole industry.`,
    description: `This notice belongs to the demonstration. Its title, type and date are those of a notice that a vendor once published about ${about}; its words are invented, and it says nothing of any real product.`,
    impact: "What a product uses of the component decides whether it is affected.",
    defensiveSteps: "Follow the advice of the component's maintainers.",
    references: [
      {
        summary: "What the maintainers say",
        url: `https://maintainers.example/${id.toLowerCase()}`,
      },
    ],
  };
  const release = {
    date: utcInstant(`${date}T09:00:00Z`),
    summary: "Initial version.",
  };
  return firstRevision({ ...draft, ...words }, release);
}
