/**
 * What is typed in the search box: words that must all be there, and operators such as
 * `product:"OmniGate 9000"`, `owner:nobody` or `before:2026-04-01`. Pure and total: any text is read, and
 * an operator whose value means nothing is named with a sentence and left out.
 */
import { type CaseKind, caseKinds } from "../cases/case-facts.ts";
import { labelIn } from "../cases/labels.ts";
import { type Stage, stages } from "../cases/stage.ts";

export const searchOperators = [
  "after",
  "before",
  "cve",
  "due",
  "entity",
  "is",
  "kind",
  "label",
  "owner",
  "party",
  "product",
  "reporter",
  "severity",
  "stage",
  "waiting",
] as const;
export type SearchOperator = (typeof searchOperators)[number];

/** What an operator was given; of one that is typed twice the last counts. */
export interface SearchTerms {
  /** Opened on or after that day, YYYY-MM-DD. */
  readonly after?: string;
  /** Opened before that day. */
  readonly before?: string;
  /** In capitals. */
  readonly cve?: string;
  readonly due?: "overdue" | "day" | "week" | "none";
  /** A name as it was typed, or "none". */
  readonly entity?: string;
  readonly is?: "open" | "closed";
  readonly kind?: CaseKind;
  /** In the form in which labels are kept. */
  readonly label?: string;
  /** "me", "nobody", or a name as it was typed. */
  readonly owner?: string;
  /** What a party is called, or who it is, as it was typed. */
  readonly party?: string;
  readonly product?: string;
  /** The same of whoever reported. */
  readonly reporter?: string;
  readonly severity?: string;
  readonly stage?: Stage;
  readonly waiting?: "us" | "reporter" | "other" | "nobody";
}

export interface SearchQuery {
  /** Every word of it must be in the case; "" where only operators were typed. */
  readonly words: string;
  readonly terms: SearchTerms;
  readonly problems: readonly SearchProblem[];
}

export interface SearchProblem {
  readonly operator: SearchOperator;
  readonly value: string;
  /** What it takes, as a sentence. */
  readonly takes: string;
}

interface Operator {
  /** The value in the form that is kept; undefined where it means nothing. */
  readonly read: (value: string) => string | undefined;
  readonly takes: string;
}

function oneOf(values: readonly string[]): Operator {
  return {
    read: (value) => values.find((each) => each === value.toLowerCase()),
    takes: `It takes one of: ${values.join(", ")}.`,
  };
}

const aText = (takes: string): Operator => ({
  read: (value) =>
    value === "" || [...value].length > 200 || value.includes("\0") ? undefined : value,
  takes,
});

const aDay: Operator = { read: dayOf, takes: "It takes a day that there is, such as 2026-03-31." };

const operators: Readonly<Record<SearchOperator, Operator>> = {
  after: aDay,
  before: aDay,
  cve: {
    read: (value) => (/^cve-\d{4}-\d{4,19}$/i.test(value) ? value.toUpperCase() : undefined),
    takes: "It takes an id such as CVE-2026-12345.",
  },
  due: oneOf(["overdue", "day", "week", "none"]),
  entity: aText("It takes an entity’s name, in quotes where it has blanks, or none."),
  is: oneOf(["open", "closed"]),
  kind: oneOf(caseKinds),
  label: { read: labelIn, takes: "It takes a label: letters and digits, such as zero-day." },
  owner: aText("It takes me, nobody, or a colleague’s name."),
  party: aText("It takes what a party is called, such as “Reporter B”, in quotes; or who it is."),
  product: aText(
    "It takes a product’s name as the catalogue has it, in quotes where it has blanks.",
  ),
  reporter: aText(
    "It takes what a reporter is called, such as “Reporter B”, in quotes; or who it is.",
  ),
  severity: {
    read: (value) => (/^[a-z][a-z0-9-]{0,39}$/i.test(value) ? value.toLowerCase() : undefined),
    takes: "It takes a level of the policy, such as high, or none.",
  },
  stage: oneOf(stages),
  waiting: oneOf(["us", "reporter", "other", "nobody"]),
};

function dayOf(value: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (!year || Number(year) === 0) return undefined;
  const days = new Date(Date.UTC(2000, Number(month), 0)).getUTCDate();
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const most = Number(month) === 2 && !leap ? 28 : days;
  const isDay =
    Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= most;
  return isDay ? value : undefined;
}

// An operator's name, a colon, and a value: whole words, or anything in quotes (a quote that is never
// closed ends with the text).
const operatorPattern = new RegExp(
  `(?<![^\\s])(${searchOperators.join("|")}):(?:"([^"]*)"?|(\\S*))`,
  "gi",
);

export function parseSearch(text: string): SearchQuery {
  const terms: Partial<Record<SearchOperator, string>> = {};
  const problems: SearchProblem[] = [];
  const words = text.replace(operatorPattern, (_, name: string, quoted?: string, bare?: string) => {
    const operator = name.toLowerCase() as SearchOperator;
    const value = (quoted ?? bare ?? "").trim();
    const { read, takes } = operators[operator];
    const known = read(value);
    if (known === undefined) problems.push({ operator, value, takes });
    else terms[operator] = known;
    return " ";
  });
  return { words: words.replace(/\s+/g, " ").trim(), terms: terms as SearchTerms, problems };
}

/** The text that parseSearch reads as this query; operators first, in one order. */
export function searchText({ words, terms }: Pick<SearchQuery, "words" | "terms">): string {
  const said = searchOperators.flatMap((operator) => {
    const value = terms[operator];
    if (value === undefined) return [];
    return [`${operator}:${/\s/.test(value) ? `"${value}"` : value}`];
  });
  return [...said, words].filter((part) => part !== "").join(" ");
}
