/** How a party wants to be thanked, and the entry of a publication that follows. Nobody is named unasked. */
import type { Credit } from "../advisories/advisory.ts";
import { Refusal } from "../refusal.ts";

export const creditChoices = ["undecided", "none", "name", "handle", "organisation"] as const;

export type CreditChoice = (typeof creditChoices)[number];

export interface ChosenCredit {
  readonly choice: CreditChoice;
  /** The words to print; empty where nothing is printed. */
  readonly print: string;
}

export const printLettersMax = 120;

/** What is kept of a choice. Refuses with credit.print where there is nothing to print, or too much. */
export function chosenCredit(choice: CreditChoice, print: string): ChosenCredit {
  if (!isNamed(choice)) return { choice, print: "" };
  if (!isPrintable(print)) throw new Refusal("credit.print");
  return { choice, print: asPrinted(print) };
}

/** Whether a choice may have these words printed: some, and not too many. */
export function isPrintable(print: string): boolean {
  const { length } = asPrinted(print);
  return length > 0 && length <= printLettersMax;
}

const asPrinted = (print: string) => print.replace(/\s+/g, " ").trim();

/**
 * Where in a party's text its words to print stand, of which `mark` is what stands there in place of its names,
 * such as “[Reporter A]”. Refuses with credit.not-said what the text does not hold, and with
 * credit.pseudonym what is part of the mark alone: that is our word for them, not theirs.
 */
export function placeToPrint(text: string, print: string, mark: string): number {
  const marks = placesOf(text, mark);
  const places = placesOf(text, print);
  const isOurs = (from: number) =>
    marks.some((at) => from < at + mark.length && at < from + print.length);
  const place = places.find((from) => !isOurs(from));
  if (place !== undefined) return place;
  throw new Refusal(places.length > 0 ? "credit.pseudonym" : "credit.not-said");
}

function placesOf(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

export function isNamed(choice: CreditChoice): boolean {
  return choice !== "undecided" && choice !== "none";
}

/** The entries of a publication, in the order of the parties; none for who is not to be named. */
export function creditsFrom(chosen: readonly ChosenCredit[]): Credit[] {
  return chosen.flatMap(({ choice, print }): Credit[] => {
    if (!isNamed(choice) || print === "") return [];
    return choice === "organisation"
      ? [{ names: [], organization: print, text: null }]
      : [{ names: [print], organization: null, text: null }];
  });
}

/** What a report's own fields say of it: the choice of the form, and the words for it. */
export function creditOfReport(
  fields: Readonly<Partial<Record<"credit" | "credit-as" | "name" | "organisation", string>>>,
): ChosenCredit {
  const choice = creditChoices.find((each) => each === fields.credit) ?? "undecided";
  const asked = fields["credit-as"]?.trim() ?? "";
  const own = choice === "organisation" ? fields.organisation : fields.name;
  const print = asPrinted(asked === "" ? (own ?? "") : asked);
  // Somebody who wants to be named and gave no name has not said how: nobody is asked again here.
  if (!isNamed(choice) || !isPrintable(print)) {
    return { choice: choice === "none" ? "none" : "undecided", print: "" };
  }
  return { choice, print };
}
