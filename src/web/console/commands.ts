/** What the list of commands offers: the deeds that this reader may do on this case. Grants nothing. */
import type { Deed } from "../../core/people/deeds.ts";
import type { Command } from "../../ui/palette.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { caseDeedOf } from "./case-deeds.ts";
import { viewTitles } from "./case-view-titles.ts";
import { may } from "./deed-form.tsx";
import { type DeedKey, deedKeys, keyGroups } from "./deed-keys.ts";

type OfCase = Pick<AtCase, "staff" | "membership" | "head" | "facts">;

/** The deeds whose forms the case has for this reader, as far as role and closing say. */
export function commandsOfCase(at: OfCase): Command[] {
  return deedEntries()
    .filter(([deed, { on }]) => may(at, deed) && fits(on, at.facts.closed))
    .map(([deed, entry]) => commandOf(at, deed, entry));
}

function deedEntries(): [Deed, DeedKey][] {
  return Object.entries(deedKeys) as [Deed, DeedKey][];
}

function fits(on: DeedKey["on"], closed: boolean): boolean {
  return on === "both" || (on === "closed") === closed;
}

function commandOf(at: OfCase, deed: Deed, { key, view, says, inside }: DeedKey): Command {
  return {
    label: says ?? caseDeedOf(deed)?.action.title ?? deed,
    href: `${casePath(at.head.reference, view)}#do-${deed}`,
    where: viewTitles[view],
    keys: key,
    deed,
    inside,
  };
}

/** By what they are about, in the order of the keys' first letters. */
export function groupsOfDeeds(commands: readonly Command[]): { title: string; of: Command[] }[] {
  return Object.entries(keyGroups)
    .map(([letter, title]) => ({
      title,
      of: commands.filter(({ keys }) => keys?.startsWith(`${letter} `)),
    }))
    .filter(({ of }) => of.length > 0);
}
