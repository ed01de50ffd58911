/** The invented team whose pages the gallery shows. */
import type { NavLink, Site } from "../../src/ui/site.ts";

export const site = (stylesheet: string): Site => ({
  organisation: "Example Networks",
  team: "Example Networks Product Security Incident Response Team",
  language: "en",
  stylesheet,
  favicon: "favicon.svg",
});

/** The public site's navigation with one entry marked. */
export function publicNav(current: string): NavLink[] {
  const links = [
    ["Home", "home.html"],
    ["Report a vulnerability", "report.html"],
    ["Publications", "advisory.html"],
    ["Policy", "components.html#steps"],
    ["Thanks", "components.html#tags"],
  ] as const;
  return links.map(([label, href]) => ({ label, href, current: label === current }));
}

export const footer: NavLink[] = [
  { label: "Disclosure policy", href: "#policy" },
  { label: "Our OpenPGP key", href: "#key" },
  { label: "security.txt", href: "#security.txt" },
  { label: "CSAF provider", href: "#csaf" },
  { label: "Atom feed", href: "#feed" },
];
