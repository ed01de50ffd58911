/** Which rules of the policy a new report falls under. Decides who joins; knows no team by its id. */
import type { RoutingRule } from "../policy/need-to-know.ts";
import type { ReportChannel } from "../reports/arrival.ts";

/** The rule by which the team of every report joins; no policy can leave it out (TH-10). */
export const everyReport = "every-report";

/** The rule by which a party is on its own case. */
export const authorRule = "author";

/** The rule by which the teams of an entity join the cases that it is asked to take over. */
export const entityRule = "entity";

/** The rule by which whoever is woken for a case that nobody takes joins it. */
export const onCallRule = "on-call";

export type RoutedReport = { channel: ReportChannel; product: string | undefined };

/** The rules that fit, in the policy's order. */
export function rulesFor(rules: readonly RoutingRule[], report: RoutedReport): RoutingRule[] {
  const product = folded(report.product ?? "");
  return rules.filter(
    ({ channels, products }) =>
      (channels.length === 0 || channels.includes(report.channel)) &&
      (products.length === 0 || products.some((word) => product.includes(folded(word)))),
  );
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}
