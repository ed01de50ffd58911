/** One difference between two versions: its name, what it was, what it is, the words marked. */
import type { ComponentChildren } from "preact";
import type { PromiseId } from "../../../core/clocks/promises.ts";
import type { PolicyChange } from "../../../core/policy/compare.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import type { PublishedSetting } from "../../../core/policy/published-settings.ts";
import type { SettingValue } from "../../../core/policy/setting-leaves.ts";
import { spokenIn, type Text } from "../../../core/policy/text.ts";
import { wordChanges } from "../../../core/policy/word-changes.ts";
import { bandWord } from "../../../core/severity/bands.ts";
import { Tag } from "../../../ui/badge.tsx";
import { languagesIn, lengthIn, listIn, type Speech, scoreIn, speechOf } from "./speech.tsx";

type CardProps = { change: PolicyChange; from: Policy; to: Policy; speech: Speech };

const tones = { added: "success", removed: "danger", changed: "info" } as const;

export function ChangeCard({ change, from, to, speech }: CardProps) {
  const { compare } = speech.words;
  const before = "before" in change ? valueIn(speech, from, change, change.before) : undefined;
  const after = "after" in change ? valueIn(speech, to, change, change.after) : undefined;
  return (
    <article class="change">
      <h4>
        <Tag tone={tones[change.kind]}>{compare[change.kind]}</Tag> {titleOf(change, to, speech)}
      </h4>
      <div class="change-sides">
        {before && (
          <Side title={compare.before} lang={langOf(before, speech)}>
            <Marked before={before.words} after={after?.words} side="deleted" />
          </Side>
        )}
        {after && (
          <Side title={compare.after} lang={langOf(after, speech)}>
            <Marked before={before?.words} after={after.words} side="inserted" />
          </Side>
        )}
      </div>
      {before && before.words === after?.words && <p>{compare.otherLanguage}</p>}
    </article>
  );
}

function Side(props: { title: string; lang: string | undefined; children: ComponentChildren }) {
  return (
    <div class="change-side">
      <p class="change-head">{props.title}</p>
      <p class="as-typed" lang={props.lang}>
        {props.children}
      </p>
    </div>
  );
}

/** One side of a change with its words marked; all of it where the other side is empty. */
function Marked(props: {
  before: string | undefined;
  after: string | undefined;
  side: "deleted" | "inserted";
}) {
  const mark = (text: string) => (props.side === "deleted" ? <del>{text}</del> : <ins>{text}</ins>);
  if (props.before === undefined || props.after === undefined) {
    return mark(props.before ?? props.after ?? "");
  }
  const parts = wordChanges(props.before, props.after).filter(
    ({ kind }) => kind === "same" || kind === props.side,
  );
  return <>{parts.map(({ kind, text }) => (kind === "same" ? text : mark(text)))}</>;
}

type Value = { words: string; language: string };

function langOf(value: Value, speech: Speech): string | undefined {
  return value.language === speech.language ? undefined : value.language;
}

/** The setting's name, with the name of its item: "Colour of a level: Critical". */
function titleOf({ path, setting, item }: PolicyChange, policy: Policy, speech: Speech): string {
  const name = speech.settings.names[setting as PublishedSetting];
  const [group, key = ""] = path.split(".");
  if (group === "promises") {
    const promise = speech.settings.promises[key as PromiseId];
    const band = item === key ? undefined : policy.scoring.bands.find((each) => each.name === item);
    return `${name}: ${promise}${band ? `, ${bandWord(band, speech.language)}` : ""}`;
  }
  if (item === undefined) return name;
  const band = setting.startsWith("scoring.bands")
    ? policy.scoring.bands.find((each) => each.name === item)
    : undefined;
  return `${name}: ${band ? bandWord(band, speech.language) : item}`;
}

/** A value in words, with the language that they are in. */
function valueIn(speech: Speech, policy: Policy, change: PolicyChange, value: SettingValue): Value {
  const ours = (words: string): Value => ({ words, language: speech.language });
  const { compare } = speech.words;
  if (typeof value === "boolean") return ours(value ? compare.yes : compare.no);
  if (typeof value === "number") return ours(scoreIn(speech, value));
  if (value instanceof Date) return ours(value.toISOString());
  if (isList(value)) return ours(listIn(speech, itemsIn(speech, change.setting, value)));
  const choice = typeof value === "string" ? wordOf(speech, change.setting, value) : undefined;
  if (choice !== undefined) return ours(choice);
  if (typeof value === "object" && isLength(value)) return ours(lengthIn(speech, value));
  const original = speechOf(policy, speech.language).original;
  return spokenIn(value as Text, speech.language, original);
}

function isList(value: SettingValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}

function isLength(value: object): value is { days: number } {
  return Object.values(value).every((each) => typeof each === "number");
}

const languageLists = ["languages", "channels.languagesPreferred", "channels.languagesAccepted"];

function itemsIn(speech: Speech, setting: string, items: readonly (string | number)[]): string[] {
  if (languageLists.includes(setting)) {
    return items.map((tag) => languagesIn(speech, [`${tag}`], "and"));
  }
  if (setting === "channels.officeHours.weekdays") {
    const name = new Intl.DateTimeFormat(speech.language, { weekday: "long", timeZone: "UTC" });
    return items.map((day) => name.format(new Date(Date.UTC(2024, 0, Number(day)))));
  }
  return items.map((item) => wordOf(speech, setting, `${item}`) ?? `${item}`);
}

/** The word of one of our own values: "agreed", a role, a colour; undefined for free text. */
function wordOf(speech: Speech, setting: string, value: string): string | undefined {
  const { choices, agreed, none } = speech.settings;
  const words = (choices as Record<string, Record<string, string>>)[setting];
  if (words) return words[value];
  if (setting === "scoring.bands.*.colour") return speech.words.severity.colours[value];
  if (/^(promises\.|embargo\.(proposed|coordinatorDefault))/.test(setting)) {
    if (value === "agreed") return agreed;
    if (value === "none") return none;
  }
  return undefined;
}
