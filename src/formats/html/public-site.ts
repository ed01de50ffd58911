/** What every public page of an installation has in common: the team, the way around, the foot. */
import type { Policy } from "../../core/policy/policy.ts";
import type { NavLink, Site } from "../../ui/site.ts";

export interface PublicSite {
  readonly site: Site;
  readonly nav: readonly NavLink[];
  readonly footer: readonly NavLink[];
}

/**
 * `here` is the path of the page one is on. Published pages live for years: they name the style
 * sheet by its plain address, which always answers.
 */
export function publicSite(
  policy: Pick<Policy, "organisation" | "languages" | "channels">,
  here = "",
  stylesheet = "/assets/parley.css",
): PublicSite {
  const link = (href: string, label: string): NavLink => ({ href, label, current: href === here });
  return {
    site: {
      organisation: policy.organisation.name,
      team: policy.organisation.teamName,
      language: policy.languages[0] ?? "en",
      stylesheet,
    },
    nav: [
      link(policy.channels.reportUrlPath, "Report a vulnerability"),
      link("/publications", "Publications"),
      link("/policy", "Policy"),
      link("/portal", "Your report"),
      link("/thanks", "Thanks"),
    ],
    footer: [
      link("/policy", "Disclosure policy"),
      link("/key", "Our OpenPGP key"),
      link("/.well-known/security.txt", "security.txt"),
      link("/.well-known/csaf/provider-metadata.json", "CSAF provider"),
      link("/sign-in", "Staff sign-in"),
    ],
  };
}
