/**
 * What follows when a report says that an attack or outage is going on now: its author was shown where
 * to turn (ALE-26, ALE-27). It never keeps a report from being taken, nor makes anything else of it.
 */
import type { Policy } from "../policy/policy.ts";
import { supportChannelLines } from "../policy/support-channels.ts";
import { inLanguage } from "../policy/text.ts";
import type { ReportChannel, ReportFields } from "./arrival.ts";

/** Where the way to support stood before the author's eyes. */
export type RedirectWay = "form" | "api" | "template";

const wayOfChannel: Readonly<Partial<Record<ReportChannel, RedirectWay>>> = {
  form: "form",
  api: "api",
  // A mail answers this question only in the template, which tells where to turn above it.
  mail: "template",
};

export function isLive(fields: ReportFields): boolean {
  return fields["live-incident"] === "yes";
}

/** Null where nothing is going on, or a colleague took the report and turns the person on themselves. */
export function redirectShown(channel: ReportChannel, fields: ReportFields): RedirectWay | null {
  return isLive(fields) ? (wayOfChannel[channel] ?? null) : null;
}

/** Where to turn, as lines: the policy's words, and the support channels below them. */
export function whereToTurn(policy: Pick<Policy, "liveIncident">, language: string): string[] {
  const channels = supportChannelLines(policy, language);
  return [inLanguage(policy.liveIncident.text, language), ...channels.split("\n")];
}
