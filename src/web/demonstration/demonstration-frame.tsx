/** What the demonstration's pages share: their shell with its banner, and that they are nowhere else. */
import { Refusal } from "../../core/refusal.ts";
import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import { Notice } from "../../ui/notice.tsx";
import type { PublicPageProps } from "../../ui/public-page.tsx";
import { siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";

/** Refuses as if the page did not exist, wherever mail really leaves. */
export function mustBeDemonstration(web: WebContext): void {
  if (!web.context.demonstration) throw new Refusal("access.not-found");
}

export function demonstrationFrame(
  web: WebContext,
): Pick<PublicPageProps, "site" | "nav" | "footer" | "notice"> {
  return {
    site: siteOf(web),
    nav: publicNav(),
    footer: publicFooter,
    notice: (
      <Notice tone="warning" title="Demonstration: no mail leaves this machine.">
        People, products and vulnerabilities are invented. Whoever opens this page may take any
        seat: never report a real vulnerability here.
      </Notice>
    ),
  };
}
