/**
 * Every refusal that people can meet: code, HTTP status, and the sentence they read.
 * Codes are part of the API and never change their meaning; new ones are added in order.
 */
export const refusals = {
  "access.not-found": { status: 404, says: "There is nothing here, or it is not shared with you." },
  "access.not-permitted": { status: 403, says: "Your role does not allow “{deed}”." },
  "access.sign-in": { status: 401, says: "Sign in first." },
  "input.invalid": { status: 422, says: "{field}: {problem}" },
  "input.too-large": { status: 413, says: "That is larger than the {limit} this place takes." },
  "service.busy": {
    status: 503,
    says: "Parley cannot save this right now. Nothing was taken; please try again in a minute.",
  },
} as const satisfies Record<string, { status: number; says: string }>;

export type RefusalCode = keyof typeof refusals;
