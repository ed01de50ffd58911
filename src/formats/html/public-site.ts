/** What every public page has in common: the team, the way around, the foot. Shared by pages that are served and pages that are published. */
import type { Policy } from "../../core/policy/policy.ts";
import type { NavLink, Site } from "../../ui/site.ts";

/** The public site's main navigation; `here` is the path of the page. */
export function publicNav(here?: string): NavLink[] {
  const links = [
    { href: "/report", label: "Report a vulnerability" },
    { href: "/publications", label: "Publications" },
    { href: "/policy", label: "Policy" },
    { href: "/portal", label: "Your report" },
    { href: "/thanks", label: "Thanks" },
  ];
  return links.map((link) => ({ ...link, current: link.href === here }));
}

export const publicFooter: readonly NavLink[] = [
  { href: "/policy", label: "Disclosure policy" },
  { href: "/key", label: "Our OpenPGP key" },
  { href: "/.well-known/security.txt", label: "security.txt" },
  { href: "/.well-known/csaf/provider-metadata.json", label: "CSAF provider" },
  { href: "/sign-in", label: "Staff sign-in" },
];

export interface PublicSite {
  readonly site: Site;
  readonly nav: readonly NavLink[];
  readonly footer: readonly NavLink[];
}

/**
 * The frame of a published page. Such pages live for years: they name style sheet and script by
 * plain addresses, which always answer.
 */
export function publicSite(policy: Pick<Policy, "organisation" | "languages">): PublicSite {
  return {
    site: {
      organisation: policy.organisation.name,
      team: policy.organisation.teamName,
      language: policy.languages[0] ?? "en",
      stylesheet: "/assets/parley.css",
      scripts: ["/assets/copy.js"],
    },
    nav: publicNav(),
    footer: publicFooter,
  };
}
