/** The metrics of CVSS 3.0 and 3.1, which share one vocabulary (FIRST, CVSS v3.1 specification, sections 2 to 4 and 6). */
import { type MetricGroup, metricGroup } from "./metric.ts";

const X = "Not Defined";
const attackVector = { N: "Network", A: "Adjacent", L: "Local", P: "Physical" };
const complexity = { L: "Low", H: "High" };
const privileges = { N: "None", L: "Low", H: "High" };
const interaction = { N: "None", R: "Required" };
const scope = { U: "Unchanged", C: "Changed" };
const impact = { H: "High", L: "Low", N: "None" };
const requirement = { X, H: "High", M: "Medium", L: "Low" };

export const metricGroups3: readonly MetricGroup[] = [
  metricGroup("base", "Base", [
    ["AV", "Attack Vector", attackVector],
    ["AC", "Attack Complexity", complexity],
    ["PR", "Privileges Required", privileges],
    ["UI", "User Interaction", interaction],
    ["S", "Scope", scope],
    ["C", "Confidentiality", impact],
    ["I", "Integrity", impact],
    ["A", "Availability", impact],
  ]),
  metricGroup("temporal", "Temporal", [
    [
      "E",
      "Exploit Code Maturity",
      { X, H: "High", F: "Functional", P: "Proof-of-Concept", U: "Unproven" },
    ],
    [
      "RL",
      "Remediation Level",
      { X, U: "Unavailable", W: "Workaround", T: "Temporary Fix", O: "Official Fix" },
    ],
    ["RC", "Report Confidence", { X, C: "Confirmed", R: "Reasonable", U: "Unknown" }],
  ]),
  metricGroup("environmental", "Environmental", [
    ["CR", "Confidentiality Requirement", requirement],
    ["IR", "Integrity Requirement", requirement],
    ["AR", "Availability Requirement", requirement],
    ["MAV", "Modified Attack Vector", { X, ...attackVector }],
    ["MAC", "Modified Attack Complexity", { X, ...complexity }],
    ["MPR", "Modified Privileges Required", { X, ...privileges }],
    ["MUI", "Modified User Interaction", { X, ...interaction }],
    ["MS", "Modified Scope", { X, ...scope }],
    ["MC", "Modified Confidentiality", { X, ...impact }],
    ["MI", "Modified Integrity", { X, ...impact }],
    ["MA", "Modified Availability", { X, ...impact }],
  ]),
];
