/** The metrics of CVSS 4.0 in the fixed order of its vectors (FIRST, CVSS v4.0 specification, table 23). */
import { type MetricGroup, metricGroup } from "./metric.ts";

const X = "Not Defined";
const attackVector = { N: "Network", A: "Adjacent", L: "Local", P: "Physical" };
const complexity = { L: "Low", H: "High" };
const requirements = { N: "None", P: "Present" };
const privileges = { N: "None", L: "Low", H: "High" };
const interaction = { N: "None", P: "Passive", A: "Active" };
const impact = { H: "High", L: "Low", N: "None" };
const subsequent = { H: "High", L: "Low", N: "Negligible" };
const requirement = { X, H: "High", M: "Medium", L: "Low" };

export const metricGroups40: readonly MetricGroup[] = [
  metricGroup("base", "Base", [
    ["AV", "Attack Vector", attackVector],
    ["AC", "Attack Complexity", complexity],
    ["AT", "Attack Requirements", requirements],
    ["PR", "Privileges Required", privileges],
    ["UI", "User Interaction", interaction],
    ["VC", "Vulnerable System Confidentiality", impact],
    ["VI", "Vulnerable System Integrity", impact],
    ["VA", "Vulnerable System Availability", impact],
    ["SC", "Subsequent System Confidentiality", impact],
    ["SI", "Subsequent System Integrity", impact],
    ["SA", "Subsequent System Availability", impact],
  ]),
  metricGroup("threat", "Threat", [
    ["E", "Exploit Maturity", { X, A: "Attacked", P: "Proof-of-Concept", U: "Unreported" }],
  ]),
  metricGroup("environmental", "Environmental", [
    ["CR", "Confidentiality Requirement", requirement],
    ["IR", "Integrity Requirement", requirement],
    ["AR", "Availability Requirement", requirement],
    ["MAV", "Modified Attack Vector", { X, ...attackVector }],
    ["MAC", "Modified Attack Complexity", { X, ...complexity }],
    ["MAT", "Modified Attack Requirements", { X, ...requirements }],
    ["MPR", "Modified Privileges Required", { X, ...privileges }],
    ["MUI", "Modified User Interaction", { X, ...interaction }],
    ["MVC", "Modified Vulnerable System Confidentiality", { X, ...impact }],
    ["MVI", "Modified Vulnerable System Integrity", { X, ...impact }],
    ["MVA", "Modified Vulnerable System Availability", { X, ...impact }],
    ["MSC", "Modified Subsequent System Confidentiality", { X, ...subsequent }],
    ["MSI", "Modified Subsequent System Integrity", { X, S: "Safety", ...subsequent }],
    ["MSA", "Modified Subsequent System Availability", { X, S: "Safety", ...subsequent }],
  ]),
  metricGroup("supplemental", "Supplemental", [
    ["S", "Safety", { X, N: "Negligible", P: "Present" }],
    ["AU", "Automatable", { X, N: "No", Y: "Yes" }],
    ["R", "Recovery", { X, A: "Automatic", U: "User", I: "Irrecoverable" }],
    ["V", "Value Density", { X, D: "Diffuse", C: "Concentrated" }],
    ["RE", "Vulnerability Response Effort", { X, L: "Low", M: "Moderate", H: "High" }],
    ["U", "Provider Urgency", { X, Clear: "Clear", Green: "Green", Amber: "Amber", Red: "Red" }],
  ]),
];
