/** A case's severity by its policy's bands: the band's own label, and the nearest colour of the design system. */
import type { Policy } from "../../core/policy/policy.ts";
import { bandWord } from "../../core/severity/bands.ts";
import { Severity, type SeverityBand, severityBands } from "../../ui/severity.tsx";

const byColour: Readonly<Record<string, SeverityBand>> = {
  purple: "critical",
  red: "high",
  orange: "medium",
  yellow: "low",
  grey: "none",
};

/** The colour token of a policy's band. */
export function bandToken(policy: Policy, name: string): SeverityBand {
  const known = severityBands.find((band) => band === name);
  const colour = policy.scoring.bands.find((band) => band.name === name)?.colour ?? "";
  return known ?? byColour[colour] ?? "none";
}

export function bandLabel(policy: Policy, name: string): string | undefined {
  const band = policy.scoring.bands.find((each) => each.name === name);
  return band && bandWord(band);
}

export function CaseSeverity(props: {
  policy: Policy;
  band: string | null;
  score?: number | undefined;
  version?: string | undefined;
}) {
  const { policy, band } = props;
  if (band === null) return <Severity band="unscored" />;
  return (
    <Severity
      band={bandToken(policy, band)}
      name={bandLabel(policy, band)}
      score={props.score}
      scale={props.version ? `CVSS ${props.version}` : undefined}
    />
  );
}
