/**
 * Reports to our own site as a stranger would: over HTTP, at the address that strangers use, by the form
 * with its token and cookie, or by the API without a token of anybody. Asks that one host, which may lie
 * in our own network, and no other; follows no redirect.
 */
import { inForceAt } from "../../core/policy/in-force.ts";
import { probeText, type SiteChannel } from "../../core/probes/channel-probe.ts";
import {
  type OutgoingAnswer,
  type OutgoingRequest,
  outgoingFetch,
} from "../../lib/outgoing-fetch.ts";
import type { Context } from "../../store/context.ts";

export interface SiteToProbe {
  readonly channel: SiteChannel;
  /** Scheme, host and port of the site, from the operator's settings alone. */
  readonly site: string;
}

/** Why the probe was not taken, as a word for the log such as "status-503"; null where it was. */
type NotTaken = string | null;

type Visit = (path: string, asked: OutgoingRequest) => Promise<OutgoingAnswer>;
type Fields = Readonly<Record<string, string>>;

const limits = { withinMs: 20_000, bytesMax: 2 * 1024 * 1024 };

export async function siteProbe(
  { context, ends }: { context: Pick<Context, "policies" | "now">; ends?: AbortSignal | undefined },
  { channel, site }: SiteToProbe,
  token: string,
): Promise<NotTaken> {
  const { reportForm, channels } = inForceAt(context.policies, context.now());
  const answers: Record<string, string> = reportForm.receiptCode
    ? { answersBy: "portal" }
    : { answersBy: "mail", email: channels.reportAddress };
  const report = { product: "Probe", description: probeText(token), ...answers };
  const by = channel === "form" ? byForm : byApi;
  // Whatever is the matter on the way there: a stranger's report would not arrive either.
  return by(visitorOf(site, ends), report).catch(reasonOf);
}

/** A code of the network or of the certificate, such as CERT_HAS_EXPIRED, or "late". */
function reasonOf(error: { readonly code?: unknown; readonly problem?: unknown }): string {
  return String(error.code ?? error.problem ?? "unreachable");
}

function visitorOf(site: string, signal: AbortSignal | undefined): Visit {
  const ours = [new URL(site).host];
  return (path, asked) =>
    outgoingFetch(new URL(path, site).href, {
      ...limits,
      ...asked,
      headers: { "user-agent": "Parley (probe)", ...asked.headers },
      signal,
      ours,
      plain: true,
    });
}

async function byApi(visit: Visit, report: Fields): Promise<NotTaken> {
  const headers = { "content-type": "application/json", accept: "application/json" };
  const body = JSON.stringify(report);
  return verdict(await visit("/api/v1/reports", { method: "POST", headers, body }));
}

async function byForm(visit: Visit, report: Fields): Promise<NotTaken> {
  const page = await visit("/report", { headers: { accept: "text/html" } });
  if (page.status !== 200) return verdict(page);
  const form = /<form\b[^>]*\baction="\/report"[^>]*>(.*?)<\/form>/s.exec(
    page.body.toString(),
  )?.[1];
  if (form === undefined) return "no-form";
  const filled = new Response(filledIn(form, report));
  const headers = {
    accept: "text/html",
    cookie: cookiesOf(page.headers),
    "content-type": filled.headers.get("content-type") ?? "",
  };
  const body = new Uint8Array(await filled.arrayBuffer());
  return verdict(await visit("/report", { method: "POST", headers, body }));
}

/** As a browser sends it: what the page itself fills in, first and in its order, then the answers. */
function filledIn(form: string, report: Fields): FormData {
  const data = new FormData();
  for (const [input] of form.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)) {
    data.append(attribute(input, "name"), attribute(input, "value"));
  }
  for (const [name, value] of Object.entries(report)) data.append(name, value);
  if (/\bname="accepted"/.test(form)) data.append("accepted", "yes");
  return data;
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
}

function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
}

function verdict({ status }: OutgoingAnswer): NotTaken {
  return status === 201 ? null : `status-${status}`;
}
