/** The shell of the reporter's portal: private, never indexed, and with a way out on every page. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { publicFooter, publicNav } from "../../formats/html/public-site.ts";
import type { PortalPageProps } from "../../ui/portal-page.tsx";
import { formToken } from "../server/form-token.ts";
import { siteOf } from "../server/frames.ts";
import type { WebContext } from "../server/web-context.ts";

export function portalFrame(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  reader: string,
): Pick<PortalPageProps, "site" | "nav" | "footer" | "reader" | "leave"> {
  return {
    site: siteOf(web, ["portal-zone.js", "upload-files.js"]),
    nav: publicNav("/portal"),
    footer: publicFooter,
    reader,
    leave: {
      action: "/portal/leave",
      csrf: formToken(request, reply, web),
      label: "Close my report",
    },
  };
}
