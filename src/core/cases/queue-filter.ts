/**
 * The queue's filter: what its address says is what is shown, every part of it together with every
 * other. Pure; knows no words for people and no SQL.
 */
import { caseKinds } from "./case-facts.ts";
import { labelIn } from "./labels.ts";
import { stages } from "./stage.ts";

export const dueSpans = ["overdue", "day", "week", "none"] as const;
/** How long ago cases were opened, in days. */
export const ageSpans = ["7", "8-30", "31-90", "91"] as const;
const waitedFor = ["us", "reporter", "other", "nobody"] as const;

/** What a part of the filter may say, by its name in the address; others are names or ids. */
export const filterChoices = {
  due: dueSpans,
  waiting: waitedFor,
  kind: caseKinds,
  stage: stages,
  age: ageSpans,
} as const;

export interface QueueFilter {
  /** An account's id, "me" or "nobody". */
  readonly owner?: string;
  readonly due?: (typeof dueSpans)[number];
  readonly waiting?: (typeof waitedFor)[number];
  readonly kind?: (typeof caseKinds)[number];
  readonly stage?: (typeof stages)[number];
  readonly age?: (typeof ageSpans)[number];
  /** The name of a band of a policy, or "none" where nothing is scored. */
  readonly severity?: string;
  /** The version of the policy that the case is pinned to. */
  readonly policy?: number;
  /** A product's name as the catalogue has it, whatever its capitals. */
  readonly product?: string;
  /** An entity whose people are on the case, by name, or "none" where no entity has it. */
  readonly entity?: string;
  /** A label, in the form in which labels are kept. */
  readonly label?: string;
  /** The mailbox that the case came by. */
  readonly mailbox?: string;
}

export type FilterPart = keyof QueueFilter;

/** In the order in which a page and an address name them. */
export const filterParts = [
  ...([
    "owner",
    "due",
    "waiting",
    "kind",
    "severity",
    "stage",
    "product",
    "age",
    "policy",
    "entity",
    "label",
  ] as const),
  "mailbox",
] as const satisfies readonly FilterPart[];

export interface ReadFilter {
  readonly filter: QueueFilter;
  /** Parts that say nothing that a filter could: they are left out, and the page says so. */
  readonly unknown: readonly FilterPart[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const asFor = (fits: (text: string) => boolean) => (text: string) =>
  fits(text) ? text : undefined;
const oneOf = (choices: readonly string[]) => asFor((text) => choices.includes(text));
const matching = (form: RegExp) => asFor((text) => form.test(text));
// No text of the database holds a zero character.
const aName = asFor((text) => [...text].length <= 200 && !text.includes("\0"));

/** What a part's text says, undefined where it is nothing that a filter could. */
const meanings: Readonly<Record<FilterPart, (text: string) => string | number | undefined>> = {
  owner: asFor((text) => text === "me" || text === "nobody" || uuid.test(text)),
  due: oneOf(dueSpans),
  waiting: oneOf(waitedFor),
  kind: oneOf(caseKinds),
  stage: oneOf(stages),
  age: oneOf(ageSpans),
  severity: matching(/^[a-z][a-z0-9-]{0,39}$/),
  policy: (text) => (/^[1-9][0-9]{0,5}$/.test(text) ? Number(text) : undefined),
  product: aName,
  entity: aName,
  label: labelIn,
  // As the file of mailboxes may name one.
  mailbox: matching(/^[a-z0-9][a-z0-9-]{0,39}$/),
};

/** Reads the filter from an address's names and values; an empty value filters nothing. */
export function filterOf(query: Readonly<Partial<Record<string, string>>>): ReadFilter {
  const said = filterParts.flatMap((part) => {
    const text = (query[part] ?? "").trim();
    return text === "" ? [] : [{ part, meant: meanings[part](text) }];
  });
  const known = said.filter(({ meant }) => meant !== undefined);
  return {
    filter: Object.fromEntries(known.map(({ part, meant }) => [part, meant])) as QueueFilter,
    unknown: said.filter(({ meant }) => meant === undefined).map(({ part }) => part),
  };
}

/** The names and values by which an address says this filter, in one order: what filterOf reads. */
export function wordsOfFilter(filter: QueueFilter): [FilterPart, string][] {
  return filterParts.flatMap((part): [FilterPart, string][] => {
    const value = filter[part];
    return value === undefined ? [] : [[part, String(value)]];
  });
}

const dayMs = 86_400_000;

/** From when to when cases of that age were opened, each end null where it is open. */
export function openedIn(age: (typeof ageSpans)[number], now: Date): [Date | null, Date | null] {
  const daysAgo = (days: number) => new Date(+now - days * dayMs);
  const spans = {
    "7": [daysAgo(7), null],
    "8-30": [daysAgo(30), daysAgo(7)],
    "31-90": [daysAgo(90), daysAgo(30)],
    "91": [null, daysAgo(90)],
  } as const;
  return [...spans[age]];
}
