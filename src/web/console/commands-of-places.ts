/** The places of the navigation, for the list of commands. */
import type { NavGroup } from "../../ui/console-page.tsx";
import type { Command } from "../../ui/palette.tsx";

/** Every one of them, in the order of the navigation. */
export function commandsOfPlaces(nav: readonly NavGroup[]): Command[] {
  return nav
    .flatMap(({ links }) => links)
    .map(({ href, label, key }) => ({ label, href, where: "Place", keys: key }));
}
