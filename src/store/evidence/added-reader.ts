/** Opens what a deed adds to an evidence pack: names, or what people wrote. The deed records that it did. */
import type { CaseRecord } from "../../core/evidence/case-record.ts";
import type { Content } from "../../core/evidence/pack.ts";
import type { KnownPerson } from "../../core/identity/audience.ts";
import type { ReportField } from "../../core/policy/report-form.ts";
import type { CaseHead } from "../cases/head-reader.ts";
import { titleOf } from "../cases/title-reader.ts";
import type { Context } from "../context.ts";
import { messageContentOf } from "../messages/correspondence-reader.ts";
import { namesOf } from "../people/reader.ts";
import { reportsOf } from "../reports/reader.ts";
import { keysOfCase } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { translationsOf } from "../translations/reader.ts";

type Known = Pick<CaseRecord, "parties" | "events" | "messages" | "clocks">;

/**
 * Names of parties and of the colleagues in the chain, by principal id; never an address. `people` are
 * the parties as the vault knows them; one whose name the pack's reader may not learn is not named.
 */
export async function namesIn(
  context: Context,
  tx: Tx,
  { parties, events }: Known,
  people: readonly (Pick<KnownPerson, "partyId" | "identity"> & { withheld: boolean })[],
) {
  const names = new Map<string, { name: string; organisation: string | null }>();
  for (const { partyId } of parties) {
    const person = people.find((each) => each.partyId === partyId);
    const name = person?.identity.name ?? "gave no name";
    const organisation = person?.identity.organisation ?? null;
    names.set(
      partyId,
      person?.withheld ? { name: "not to be named", organisation: null } : { name, organisation },
    );
  }
  const staff = events.flatMap(({ actorKind, actorId }) =>
    actorKind === "staff" && actorId ? [actorId] : [],
  );
  for (const [id, name] of await namesOf(context, tx, staff)) {
    names.set(id, { name, organisation: null });
  }
  return names;
}

/** The words of reports, of messages with parties, and of explained breaches; no internal note. */
export async function contentOf(
  context: Context,
  tx: Tx,
  head: CaseHead,
  { messages, clocks }: Known,
): Promise<Content> {
  const keys = await keysOfCase(context, tx, head.caseId);
  const reports = await reportsOf(tx, head.caseId, keys);
  const written: Content["messages"][number][] = [];
  for (const { messageId, direction } of messages) {
    if (direction === "internal") continue;
    const content = await messageContentOf(context, tx, messageId);
    if (content)
      written.push({ messageId, subject: content.subject, text: withoutLinks(content.text) });
  }
  return {
    title: titleOf(head, keys),
    reports: reports.map(({ reportId, content }) => ({
      reportId,
      text: wordsOf(content.fields),
    })),
    messages: written,
    breaches: clocks.flatMap(({ clockId, breach }) =>
      breach ? [{ clockId, reason: breach.reason }] : [],
    ),
  };
}

/** What colleagues noted as translations of reports and messages, for a reader who is no party; often none. */
export async function translationsIn(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<Pick<Content, "translations">> {
  const noted = await translationsOf(context, tx, caseId);
  if (noted.length === 0) return {};
  return {
    translations: noted.map(({ objectId: of, at, language, into, means, text }) => {
      return { of, notedAt: at.toISOString(), language, into, means, text };
    }),
  };
}

/** A party's link opens its portal for whoever holds it. */
function withoutLinks(text: string): string {
  return text.replace(/(\/portal\/link\/)[\w-]+/g, "$1…");
}

/** Who the author is, is for the names to say; a comment for the team alone is for nobody else. */
const notTold = [
  "name",
  "organisation",
  "email",
  "telephone",
  "public-key",
  "credit",
  "credit-as",
  "private-comments",
] as const satisfies readonly ReportField[];

function wordsOf(fields: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(fields)
    .filter(([name]) => !notTold.some((each) => each === name))
    .flatMap(([name, words]) => (words ? [`${name}: ${words}`] : []))
    .join("\n\n");
}
