/** What the shells of our pages have in common: the site, its navigation, and who is signed in. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { readsRegister } from "../../core/identity/register-readers.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { ConsolePageProps, NavGroup } from "../../ui/console-page.tsx";
import type { NavLink, Site } from "../../ui/site.ts";
import type { Staff } from "./actor-of.ts";
import { alertsOf } from "./alerts.ts";
import { draftsPath } from "./drafts-path.ts";
import { formToken } from "./form-token.ts";
import { countsOf, countWord } from "./frame-counts.ts";
import { lostMailNotice, lostMailPath } from "./lost-mail-notice.tsx";
import { policyNotice } from "./policy-notice.tsx";
import { rotaGapNotice } from "./rota-gap-notice.tsx";
import { shadowNotice } from "./shadow-notice.tsx";
import { trayNotice } from "./tray-alarm.tsx";
import { untakenNotice } from "./untaken-notice.tsx";
import type { WebContext } from "./web-context.ts";

/** The installation as the shells name it: by the policy in force. */
export function siteOf(web: WebContext, scripts: readonly string[] = []): Site {
  const { organisation } = inForceAt(web.context.policies, web.context.now());
  const built = scripts.map((name) => web.assets.script(name)).filter((href) => href !== undefined);
  return {
    organisation: organisation.name,
    team: organisation.teamName,
    language: "en",
    stylesheet: web.assets.stylesheet,
    favicon: web.assets.favicon,
    scripts: built,
  };
}

export type ConsoleFrame = Pick<ConsolePageProps, "site" | "nav" | "user" | "alert">;

/** Site, navigation and user menu of a console page; `current` is the path of the page. */
export function consoleFrame(
  request: FastifyRequest,
  reply: FastifyReply,
  web: WebContext,
  staff: Staff,
  current: string,
  scripts: readonly string[] = [],
): ConsoleFrame {
  const { overdue, tray, lost } = countsOf(request);
  return {
    site: { ...siteOf(web, ["console-keys.js", ...scripts]), home: "/console" },
    nav: consoleNav(staff, current, {
      overdue: countWord(overdue),
      tray: countWord(tray.count),
      lost: countWord(lost),
    }),
    alert: [
      untakenNotice(request, reply, web, staff, current),
      rotaGapNotice(request, web, current),
      ...alertsOf(request),
      trayNotice(request, web, current),
      lostMailNotice(request, current),
      policyNotice(web, staff),
      shadowNotice(web),
    ],
    user: {
      role: staff.name,
      links: marked(current, [{ href: "/console/account", label: "Sessions and security" }]),
      signOut: { action: "/sign-out", csrf: formToken(request, reply, web) },
    },
  };
}

const administration: readonly NavLink[] = [
  { href: "/console/people", label: "People" },
  { href: "/console/products", label: "Products", key: "g d" },
];

const keys: NavLink = { href: "/console/keys", label: "OpenPGP keys" };
const teams: NavLink = { href: "/console/people/teams", label: "Teams" };
const glass: NavLink = { href: "/console/break-glass", label: "Break the glass" };
const opening: NavLink = { href: "/console/new", label: "Open a case", key: "g o" };
const customers: NavLink = { href: "/console/customers", label: "Customers" };
const importing: NavLink = { href: "/console/import-cases", label: "Import old cases" };
const importingReports: NavLink = { href: "/console/import-reports", label: "Import reports" };
const filed: NavLink = { href: "/console/filed", label: "Filed reports" };
const access: NavLink = { href: "/console/access", label: "Access" };

/** Who keeps customers, and administrators, who may erase one. */
const seesCustomers = (staff: Staff) =>
  isPermitted(staff, "add-customer") || isPermitted(staff, "erase-customer");

function consoleNav(
  staff: Staff,
  current: string,
  { overdue, tray, lost }: Readonly<Record<"overdue" | "tray" | "lost", string | undefined>>,
): NavGroup[] {
  const administrates = isPermitted(staff, "invite-person");
  const erases = staff.roles.some((role) => ruleOf("confirm-erasure").by.includes(role));
  const writes = staff.roles.some((role) => ruleOf("send-message").by.includes(role));
  const drafts = staff.roles.some((role) => ruleOf("keep-draft").by.includes(role));
  const work: NavGroup = {
    title: "Work",
    links: marked(current, [
      { href: "/console", label: "Queue", key: "g q" },
      ...(isPermitted(staff, "open-case") ? [opening] : []),
      { href: "/console/tray", label: "Intake tray", key: "g i", count: tray },
      { href: "/console/due", label: "Due", key: "g t", count: overdue },
      { href: "/console/follow-ups", label: "Follow-ups", key: "g f" },
      { href: "/console/duty", label: "Duty" },
      ...(drafts ? [{ href: draftsPath, label: "Drafts" }] : []),
      { href: lostMailPath, label: "Lost mail", count: lost },
      ...(isPermitted(staff, "file-report") ? [filed] : []),
      ...(seesCustomers(staff) ? [customers] : []),
      { href: "/console/publications", label: "Publications", key: "g p" },
      { href: "/console/figures", label: "Figures" },
      ...(erases ? [{ href: "/console/retention", label: "Retention" }] : []),
      ...(readsRegister(staff)
        ? [{ href: "/console/legal-disclosures", label: "Legal disclosures" }]
        : []),
      { href: "/console/products", label: "Products", key: "g d" },
    ]),
  };
  const house: NavGroup = {
    title: "House",
    links: marked(current, [
      ...(administrates ? administration : []),
      ...(isPermitted(staff, "make-own-key") ? [keys] : []),
      ...(isPermitted(staff, "make-team") ? [teams] : []),
      ...(isPermitted(staff, "break-glass") ? [glass] : []),
      ...(isPermitted(staff, "export-access-record") ? [access] : []),
      ...(isPermitted(staff, "import-reports") ? [importingReports] : []),
      ...(isPermitted(staff, "import-cases") ? [importing] : []),
      ...(writes ? [{ href: "/console/letters", label: "Letters" }] : []),
      { href: "/console/account", label: "Sessions and security" },
      { href: "/console/commands", label: "Commands", key: "." },
      { href: "/console/help", label: "Help", key: "?" },
    ]),
  };
  return administrates ? [house] : [work, house];
}

function marked(current: string | undefined, links: readonly NavLink[]): NavLink[] {
  return links.map((link) => ({ ...link, current: link.href === current }));
}
