/** What every page of the public site shares: the policy in force, its shell, and whose demonstration it is. */
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { inLanguage, type Text } from "../../core/policy/text.ts";
import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Tag } from "../../ui/badge.tsx";
import type { PublicPageProps } from "../../ui/public-page.tsx";
import { siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";

/** The policy in force now. */
export function policyNow(web: WebContext): Policy {
  return inForceAt(web.context.policies, web.context.now());
}

/** A text of the policy in the language of our pages. */
export function say(text: Text): string {
  return inLanguage(text, "en");
}

/** Site, navigation, footer and page-wide notice; `path` is the page's own. */
export function publicFrame(
  web: WebContext,
  path: string,
  scripts: readonly string[] = [],
): Pick<PublicPageProps, "site" | "nav" | "footer" | "notice" | "canonical"> {
  const policy = policyNow(web);
  return {
    site: siteOf(web, ["copy.js", ...scripts]),
    nav: publicNav(path),
    footer: publicFooter,
    canonical: `${web.context.baseUrl}${path}`,
    notice: policy.demonstration && <DemonstrationNotice policy={policy} />,
  };
}

function DemonstrationNotice(props: { policy: Policy }) {
  return (
    <p class="demonstration">
      <Tag tone="warning" icon="info">
        Demonstration
      </Tag>{" "}
      This is not the team’s own site. {say(props.policy.source)}
    </p>
  );
}
