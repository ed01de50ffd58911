/** What somebody typed into a form and has not sent. Names the form; never judges what was typed. */

/** Fields by name, as the form would send them. */
export type DraftValues = Readonly<Record<string, string | string[]>>;

export interface Draft {
  /** The deed and the ids that it is on; see draftForm. */
  readonly form: string;
  /** The page of the case that the form stands on. */
  readonly view: string;
  readonly values: DraftValues;
  readonly keptAt: Date;
}

/** Bytes of one draft, as JSON: eight times the longest text that a form takes. */
export const draftBytesMax = 400_000;

const formShape = /^[a-z][a-z-]{1,60}( [\w.-]{1,60}){0,4}$/;

/** The name of a form: its deed, and the ids that tell it from others of the same deed. */
export function draftForm(deed: string, ids: Readonly<Record<string, string>> = {}): string {
  const names = Object.keys(ids).sort();
  return [deed, ...names.map((name) => ids[name] ?? "")].join(" ").trim();
}

export function isDraftForm(text: string): boolean {
  return text.length <= 200 && formShape.test(text);
}

/** The deed of a form's name. */
export function deedOfDraft(form: string): string {
  return form.split(" ")[0] ?? form;
}

/** The first words that were typed, on one line; empty where only choices were made. */
export function beginningOf(values: DraftValues, charactersMax = 120): string {
  const longest = Object.values(values)
    .flat()
    .map((text) => text.replace(/\s+/g, " ").trim())
    // Ids travel with a form unseen.
    .filter((text) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))
    .reduce((a, b) => (b.length > a.length ? b : a), "");
  return longest.length > charactersMax ? `${longest.slice(0, charactersMax - 2)} …` : longest;
}
