/** The queue's filter: what it says now, each part with a way to drop it, and the form that changes it. */
import {
  ageSpans,
  dueSpans,
  type FilterPart,
  filterChoices,
  type QueueFilter,
  wordsOfFilter,
} from "../../core/cases/queue-filter.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select, type SelectOption } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { kindWords, stageWords, waitingWord, wordFor } from "./case-words.ts";
import { type Asked, hrefOf, without, wordsOf } from "./queue-address.ts";
import { bandLabel } from "./severity-words.tsx";

export interface FilterPanelProps {
  readonly asked: Asked;
  readonly policy: Policy;
  /** Versions of the policy that cases run by. */
  readonly versions: readonly number[];
  readonly mailboxes: readonly string[];
  /** Names of people by id, whoever the filter names among them. */
  readonly names: ReadonlyMap<string, string>;
  /** Those that cases can be with. */
  readonly entities: readonly string[];
  /** The part whose name, as it was typed, nothing has. */
  readonly nothingCalled: "product" | "entity" | null;
}

const partWords: Readonly<Record<FilterPart, string>> = {
  owner: "Owner",
  due: "Due",
  waiting: "Waiting for",
  kind: "Kind",
  severity: "Severity",
  stage: "Stage",
  product: "Product",
  age: "Opened",
  policy: "Policy version",
  entity: "Entity",
  label: "Label",
  mailbox: "Mailbox",
};

const dueWords: Readonly<Record<(typeof dueSpans)[number], string>> = {
  overdue: "overdue",
  day: "within a day",
  week: "within a week",
  none: "no date",
};

const ageWords: Readonly<Record<(typeof ageSpans)[number], string>> = {
  "7": "in the last 7 days",
  "8-30": "8 to 30 days ago",
  "31-90": "31 to 90 days ago",
  "91": "more than 90 days ago",
};

type Told = Pick<FilterPanelProps, "policy" | "names">;

/** A part of the filter in words: "Owner: nobody". */
function partInWords(part: FilterPart, value: string, told: Told): string {
  return `${partWords[part]}: ${valueWords(part, value, told)}`;
}

function valueWords(part: FilterPart, value: string, { policy, names }: Told): string {
  const words: Partial<Record<FilterPart, (text: string) => string | undefined>> = {
    owner: (text) =>
      text === "me" || text === "nobody" ? text : (names.get(text) ?? "a colleague"),
    due: (text) => wordFor(dueWords, text),
    waiting: (text) => waitingWord(text).toLowerCase(),
    kind: (text) => wordFor(kindWords, text).toLowerCase(),
    severity: (text) => (text === "none" ? "not scored" : bandLabel(policy, text)?.toLowerCase()),
    stage: (text) => stageWords[text as keyof typeof stageWords]?.name.toLowerCase(),
    age: (text) => wordFor(ageWords, text),
  };
  return words[part]?.(value) ?? value;
}

export function FilterPanel(props: FilterPanelProps) {
  const { asked, nothingCalled } = props;
  const said = wordsOfFilter(asked.filter);
  return (
    <div class="filter">
      {said.length > 0 && (
        <ul class="filter-parts" aria-label="The filter">
          {said.map(([part, value]) => (
            <li key={part}>
              <a class="filter-part" href={without(asked, part)}>
                {partInWords(part, value, props)}
                <span class="visually-hidden">, drop this part</span>
                <span aria-hidden="true"> ×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {asked.unknown.length > 0 && (
        <Notice tone="warning" title="A part of the address was not understood">
          The filter leaves out: {asked.unknown.map((part) => partWords[part]).join(", ")}.
        </Notice>
      )}
      <Disclosure
        summary={said.length > 0 ? "Change the filter" : "Filter"}
        open={nothingCalled !== null || asked.unknown.length > 0}
      >
        <FilterForm {...props} />
      </Disclosure>
    </div>
  );
}

function FilterForm(props: FilterPanelProps) {
  const { asked, nothingCalled } = props;
  const { filter } = asked;
  const rest = wordsOf({ ...asked, filter: {} });
  return (
    <Form action="/console" method="get" label="Filter" class="filter-form">
      {rest.map(([name, value]) => (
        <Hidden key={name} name={name} value={value} />
      ))}
      <div class="filter-fields">
        {selects(props).map(({ part, options, all }) => (
          <Select
            key={part}
            id={`filter-${part}`}
            name={part}
            label={partWords[part]}
            options={options}
            value={filter[part] === undefined ? "" : String(filter[part])}
            emptyLabel={all}
            error={part === nothingCalled ? nothingWords[nothingCalled] : undefined}
          />
        ))}
        <TextField
          id="filter-product"
          name="product"
          label={partWords.product}
          value={filter.product ?? ""}
          maxLength={200}
          placeholder="Name in the catalogue"
          error={nothingCalled === "product" ? nothingWords.product : undefined}
        />
        <TextField
          id="filter-label"
          name="label"
          label={partWords.label}
          value={filter.label ?? asked.typed.label ?? ""}
          maxLength={60}
          placeholder="Such as zero-day"
          error={asked.unknown.includes("label") ? nothingWords.label : undefined}
        />
      </div>
      <Actions>
        <Button look="secondary">Show</Button>
        {wordsOfFilter(filter).length > 0 && (
          <LinkButton look="quiet" href={hrefOf({ ...asked, filter: {}, after: null })}>
            Clear the filter
          </LinkButton>
        )}
      </Actions>
    </Form>
  );
}

const nothingWords = {
  product: "No product in the catalogue has this name.",
  entity: "No entity has this name.",
  label: "A label is a word of letters and digits, with at most 30 of them.",
} as const;

interface Choice {
  readonly part: FilterPart;
  readonly options: readonly SelectOption[];
  readonly all: string;
}

function selects(props: FilterPanelProps): Choice[] {
  const { policy, versions, mailboxes, entities } = props;
  const { filter } = props.asked;
  const named = (part: FilterPart, values: readonly string[]): SelectOption[] =>
    values.map((value) => ({ value, label: capital(valueWords(part, value, props)) }));
  const owners = ["me", "nobody", ...others(filter)];
  const bands = [...policy.scoring.bands.map(({ name }) => name), "none"];
  const choices: Choice[] = [
    { part: "owner", options: named("owner", owners), all: "Anybody" },
    { part: "due", options: named("due", dueSpans), all: "Any time" },
    { part: "waiting", options: named("waiting", filterChoices.waiting), all: "Anybody" },
    { part: "kind", options: named("kind", filterChoices.kind), all: "Every kind" },
    { part: "severity", options: named("severity", bands), all: "Every severity" },
    { part: "stage", options: named("stage", filterChoices.stage), all: "Every stage" },
    { part: "age", options: named("age", ageSpans), all: "Any time" },
  ];
  if (versions.length > 1 || filter.policy !== undefined) {
    choices.push({
      part: "policy",
      options: named("policy", versions.map(String)),
      all: "Every one",
    });
  }
  if (entities.length > 0 || filter.entity !== undefined) {
    const own = filter.entity ?? "none";
    const isKnown = own === "none" || entities.includes(own);
    const options = [...entities, ...(isKnown ? [] : [own])].map((name) => ({
      value: name,
      label: name,
    }));
    choices.push({
      part: "entity",
      options: [...options, { value: "none", label: "None" }],
      all: "Every entity",
    });
  }
  if (mailboxes.length > 0 || filter.mailbox !== undefined) {
    choices.push({ part: "mailbox", options: named("mailbox", mailboxes), all: "Every way in" });
  }
  return choices;
}

/** Somebody whose cases another page led to. */
function others({ owner }: QueueFilter): string[] {
  return owner === undefined || owner === "me" || owner === "nobody" ? [] : [owner];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
