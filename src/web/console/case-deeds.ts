/** The deeds that people do on a case, by name, with the form of each: derived from the registry alone. */
import type { Action } from "../../actions/action.ts";
import { formOf } from "../../actions/form-of.ts";
import { actions } from "../../actions/registry.ts";
import type { FormDescription } from "../../lib/form-description.ts";

export interface CaseDeed {
  readonly action: Action;
  readonly form: FormDescription;
}

const caseDeeds: ReadonlyMap<string, CaseDeed> = new Map(
  actions
    .filter((action) => action.path?.startsWith("/cases/{caseId}"))
    .map((action) => [action.deed, { action: action as Action, form: formOf(action as Action) }]),
);

/** Undefined where no deed on a case has that name, or only tasks do it. */
export function caseDeedOf(deed: string): CaseDeed | undefined {
  return caseDeeds.get(deed);
}
