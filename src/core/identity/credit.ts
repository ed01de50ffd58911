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
  const words = print.replace(/\s+/g, " ").trim();
  if (words === "" || words.length > printLettersMax) throw new Refusal("credit.print");
  return { choice, print: words };
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
  const print = (asked === "" ? (own ?? "") : asked).replace(/\s+/g, " ").trim();
  // Somebody who wants to be named and gave no name has not said how: nobody is asked again here.
  if (!isNamed(choice) || print === "" || print.length > printLettersMax) {
    return { choice: choice === "none" ? "none" : "undecided", print: "" };
  }
  return { choice, print };
}
