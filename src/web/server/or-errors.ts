/** Lets a form show what was refused beside its fields, with everything that was typed still there. */
import { InvalidInput } from "../../actions/invalid-input.ts";
import { Refusal } from "../../core/refusal.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import type { FieldError } from "../../ui/form-errors.tsx";

export interface FormRefused {
  readonly errors: readonly FieldError[];
  readonly status: number;
}

/** The field that a refusal is about, where it has one of its own on the form. */
export type FieldsOfRefusals = Readonly<Partial<Record<RefusalCode, string>>>;

/**
 * What the deed gave, or the errors for its form. Refusals of access, and what nobody caused, are
 * thrown on: no form can mend them.
 */
export async function orErrors<T>(
  deed: Promise<T>,
  fields: FieldsOfRefusals = {},
): Promise<{ done: T } | FormRefused> {
  try {
    return { done: await deed };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code.startsWith("access.") || error.status >= 500) {
      throw error;
    }
    return { errors: errorsOf(error, fields), status: error.status };
  }
}

function errorsOf(refusal: Refusal, fields: FieldsOfRefusals): FieldError[] {
  if (refusal instanceof InvalidInput) return [...refusal.faults];
  return [{ field: fields[refusal.code], message: refusal.message }];
}
