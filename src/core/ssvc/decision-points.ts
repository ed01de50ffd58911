/**
 * The questions of SSVC with their values, least grave first (CERT/CC, Stakeholder-Specific
 * Vulnerability Categorization). Names are the standard's, explanations ours. Decides nothing.
 */

export type PointValue = {
  /** As the standard's tables and vectors write it. */
  readonly key: string;
  readonly name: string;
};

export type DecisionPoint = {
  /** Namespace, key and version: "ssvc:E:1.1.0". */
  readonly id: string;
  readonly name: string;
  /** What is asked, in a sentence of ours. */
  readonly asks: string;
  readonly values: readonly PointValue[];
};

function point(
  id: string,
  name: string,
  asks: string,
  values: Readonly<Record<string, string>>,
): DecisionPoint {
  const named = Object.entries(values).map(([key, valueName]) => ({ key, name: valueName }));
  return { id, name, asks, values: named };
}

const noYes = { N: "No", Y: "Yes" };

export const exploitation = point(
  "ssvc:E:1.1.0",
  "Exploitation",
  "Is it attacked, or is it at least publicly known how?",
  { N: "None", P: "Public PoC", A: "Active" },
);
export const utility = point("ssvc:U:1.0.1", "Utility", "How much is it worth to an attacker?", {
  L: "Laborious",
  E: "Efficient",
  S: "Super Effective",
});
export const technicalImpact = point(
  "ssvc:TI:1.0.0",
  "Technical Impact",
  "Does an attacker gain part of the system, or all of it?",
  { P: "Partial", T: "Total" },
);
export const publicSafetyImpact = point(
  "ssvc:PSI:2.0.1",
  "Public Safety Impact",
  "Can people come to harm, beyond what is negligible?",
  { M: "Minimal", S: "Significant" },
);
export const automatable = point(
  "ssvc:A:2.0.0",
  "Automatable",
  "Can all steps up to exploitation be automated reliably?",
  noYes,
);
export const valueDensity = point(
  "ssvc:VD:1.0.0",
  "Value Density",
  "Do single targets hold much that attackers want?",
  { D: "Diffuse", C: "Concentrated" },
);
export const safetyImpact = point(
  "ssvc:SI:2.0.1",
  "Safety Impact",
  "How bad can the harm to people, things and surroundings become?",
  { N: "Negligible", M: "Marginal", R: "Critical", C: "Catastrophic" },
);
export const missionImpact = point(
  "ssvc:MI:2.0.0",
  "Mission Impact",
  "What of the organisation’s essential work would fail? (MEF: mission essential function)",
  {
    D: "Degraded",
    MSC: "MEF Support Crippled",
    MEF: "MEF Failure",
    MF: "Mission Failure",
  },
);
export const humanImpact = point(
  "ssvc:HI:2.0.2",
  "Human Impact",
  "Harm to people and to the organisation’s work, taken together.",
  { L: "Low", M: "Medium", H: "High", VH: "Very High" },
);
export const systemExposure = point(
  "ssvc:EXP:1.0.1",
  "System Exposure",
  "From where can the affected system be reached?",
  { S: "Small", C: "Controlled", O: "Open" },
);
export const missionAndWellBeing = point(
  "ssvc:MWI:1.0.0",
  "Mission and Well-Being Impact",
  "How much do essential functions and people’s well-being depend on it?",
  { L: "Low", M: "Medium", H: "High" },
);
export const supplierInvolvement = point(
  "ssvc:SINV:1.0.0",
  "Supplier Involvement",
  "How far is the supplier with a fix?",
  { FR: "Fix Ready", C: "Cooperative", UU: "Uncooperative/Unresponsive" },
);
export const publicValueAdded = point(
  "ssvc:PVA:1.0.0",
  "Public Value Added",
  "What would a publication of ours add to what is public?",
  { L: "Limited", A: "Ampliative", P: "Precedence" },
);
export const reportPublic = point(
  "ssvc:RP:1.0.0",
  "Report Public",
  "Are the details public already?",
  { Y: "Yes", N: "No" },
);
export const supplierContacted = point(
  "ssvc:SCON:1.0.0",
  "Supplier Contacted",
  "Has the reporter seriously tried to reach the supplier?",
  noYes,
);
export const reportCredibility = point(
  "ssvc:RC:1.0.0",
  "Report Credibility",
  "Is the report credible?",
  { NC: "Not Credible", C: "Credible" },
);
export const supplierCardinality = point(
  "ssvc:SC:1.0.0",
  "Supplier Cardinality",
  "Must one supplier act, or several?",
  { O: "One", M: "Multiple" },
);
export const supplierEngagement = point(
  "ssvc:SE:1.0.0",
  "Supplier Engagement",
  "Does the supplier answer and take part?",
  { A: "Active", U: "Unresponsive" },
);
export const publiclyExposed = point(
  "cisa:PE:1.0.0",
  "Publicly Exposed",
  "Can anyone reach the asset over a public network?",
  noYes,
);
export const inKev = point(
  "cisa:KEV:1.0.0",
  "In KEV",
  "Is it in CISA’s list of known exploited vulnerabilities?",
  noYes,
);

// What tables answer.
export const priority = point(
  "ssvc:DSOI:1.0.0",
  "Defer, Scheduled, Out-of-Cycle, Immediate",
  "How soon to act.",
  { D: "Defer", S: "Scheduled", O: "Out-of-Cycle", I: "Immediate" },
);
export const coordinate = point(
  "ssvc:COORDINATE:1.0.1",
  "Decline, Track, Coordinate",
  "Whether to coordinate.",
  { D: "Decline", T: "Track", C: "Coordinate" },
);
export const publish = point(
  "ssvc:PUBLISH:1.0.0",
  "Publish, Do Not Publish",
  "Whether to publish.",
  { N: "Do Not Publish", P: "Publish" },
);
export const cisaLevel = point("cisa:CISA:1.1.0", "CISA Levels", "How much attention it needs.", {
  T: "Track",
  "T*": "Track*",
  AT: "Attend",
  AC: "Act",
});
export const bod2604 = point(
  "cisa:BOD2604:1.0.0",
  "CISA BOD 26-04 Remediation Timelines",
  "By when to remedy it.",
  {
    FSU: "Fix on system upgrade",
    "60D": "60 days",
    "14D": "14 days",
    "3D": "3 days",
    "3DF": "3 days & forensic investigation",
  },
);
