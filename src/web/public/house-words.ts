/**
 * What public pages say of products and of those who can act at once. A team that coordinates has
 * neither products nor customers: its pages lead to others, and claim neither.
 */
import type { Policy } from "../../core/policy/policy.ts";

const ofVendor = {
  found: "Found a weakness in one of our products?",
  actsAtOnce: "Our support can act at once; this team cannot.",
  goFirst: "Go to customer support first",
  actInChoice: "Customer support acts at once; this team does not.",
  pleaseFirst: "Please go to customer support first",
  stillGoing: "Is it still going on? Customer support acts at once",
  now: "It is happening now: customer support",
  channels: "Customer support for incidents that are happening now",
  channel: "Support",
  safer: "People and teams whose reports made our products safer.",
} as const;

const ofCoordinator: Readonly<Record<keyof typeof ofVendor, string>> = {
  found: "Found a weakness in a product?",
  actsAtOnce: "Others can act at once; this team cannot.",
  goFirst: "Go to them first",
  actInChoice: "Others can act at once; this team cannot.",
  pleaseFirst: "Please go first to those who can act at once",
  stillGoing: "Is it still going on? Others can act at once",
  now: "It is happening now: who can act",
  channels: "Who can act on incidents that are happening now",
  channel: "Who",
  safer: "People and teams whose reports made products safer.",
};

export function houseWords({ roles }: Pick<Policy, "roles">) {
  return roles.includes("vendor") ? ofVendor : ofCoordinator;
}

/** "About the ALE PSIRT"; a team that coordinates is called by its own name. */
export function aboutTeam({ roles, organisation }: Pick<Policy, "roles" | "organisation">): string {
  return roles.includes("vendor")
    ? `About the ${organisation.shortName} PSIRT`
    : `About the ${organisation.teamName}`;
}
