/** The metrics of CVSS 2.0 (FIRST, A Complete Guide to CVSS 2.0, section 2), in the order of its vectors. */
import { type MetricGroup, metricGroup } from "./metric.ts";

const impact = { N: "None", P: "Partial", C: "Complete" };
const requirement = { L: "Low", M: "Medium", H: "High", ND: "Not Defined" };

export const metricGroups20: readonly MetricGroup[] = [
  metricGroup("base", "Base", [
    ["AV", "Access Vector", { L: "Local", A: "Adjacent Network", N: "Network" }],
    ["AC", "Access Complexity", { H: "High", M: "Medium", L: "Low" }],
    ["Au", "Authentication", { M: "Multiple", S: "Single", N: "None" }],
    ["C", "Confidentiality Impact", impact],
    ["I", "Integrity Impact", impact],
    ["A", "Availability Impact", impact],
  ]),
  metricGroup("temporal", "Temporal", [
    [
      "E",
      "Exploitability",
      {
        U: "Unproven",
        POC: "Proof-of-Concept",
        F: "Functional",
        H: "High",
        ND: "Not Defined",
      },
    ],
    [
      "RL",
      "Remediation Level",
      {
        OF: "Official Fix",
        TF: "Temporary Fix",
        W: "Workaround",
        U: "Unavailable",
        ND: "Not Defined",
      },
    ],
    [
      "RC",
      "Report Confidence",
      { UC: "Unconfirmed", UR: "Uncorroborated", C: "Confirmed", ND: "Not Defined" },
    ],
  ]),
  metricGroup("environmental", "Environmental", [
    [
      "CDP",
      "Collateral Damage Potential",
      {
        N: "None",
        L: "Low",
        LM: "Low-Medium",
        MH: "Medium-High",
        H: "High",
        ND: "Not Defined",
      },
    ],
    [
      "TD",
      "Target Distribution",
      { N: "None", L: "Low", M: "Medium", H: "High", ND: "Not Defined" },
    ],
    ["CR", "Confidentiality Requirement", requirement],
    ["IR", "Integrity Requirement", requirement],
    ["AR", "Availability Requirement", requirement],
  ]),
];
