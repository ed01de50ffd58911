/** The words that an attacker would try first in a password: of the person and of the organisation. */
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../../store/context.ts";
import type { PersonProfile } from "../../store/people/reader.ts";

export function knownWords(context: Context, profile: PersonProfile): string[] {
  return [profile.signInName, profile.name, ...organisationNames(context)];
}

export function organisationNames(context: Context): string[] {
  const { teamName, name, shortName } = inForceAt(context.policies, context.now()).organisation;
  return [teamName, name, shortName];
}
