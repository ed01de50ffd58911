/**
 * What of the work on an earlier case is told to those who reported the same later: steps and dates, never
 * a word that was written for the earlier reporter.
 */
export const newsSteps = [
  "confirmed",
  "not-confirmed",
  "not-mended",
  "remedy-date",
  "remedy-withdrawn",
  "remedy-available",
  "published",
] as const;

export type NewsStep = (typeof newsSteps)[number];

export interface EarlierNews {
  readonly step: NewsStep;
  /** Of a remedy that is promised: an instant in ISO 8601. */
  readonly by?: string;
  /** Of what was published. */
  readonly number?: string;
  /** Whether the earlier case was published by then; absent where it was not known. */
  readonly published?: boolean;
  /** Whether nothing was left to come of its remedies by then. */
  readonly remedied?: boolean;
}

interface Happened {
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Undefined for what is no step of the work. */
export function newsOf({ type, body }: Happened): EarlierNews | undefined {
  switch (type) {
    case "analysis.concluded":
      return { step: stepOfOutcome(String(body.outcome)) };
    case "remedy.promised":
      return { step: "remedy-date", by: String(body.promisedFor) };
    case "remedy.withdrawn":
      return body.formerly ? { step: "remedy-withdrawn" } : undefined;
    case "remedy.delivered":
      return { step: "remedy-available" };
    case "advisory.published":
      return { step: "published", number: String(body.number) };
    // A case that follows is followed itself: its news go on.
    case "earlier.progressed":
      return passedOn(body);
    default:
      return undefined;
  }
}

function stepOfOutcome(outcome: string): NewsStep {
  if (outcome === "confirmed" || outcome === "not-confirmed") return outcome;
  return "not-mended";
}

function passedOn(body: Happened["body"]): EarlierNews | undefined {
  const step = newsSteps.find((each) => each === body.step);
  if (!step) return undefined;
  return {
    step,
    ...(typeof body.by === "string" ? { by: body.by } : {}),
    ...(typeof body.number === "string" ? { number: body.number } : {}),
    ...(typeof body.published === "boolean" ? { published: body.published } : {}),
    ...(typeof body.remedied === "boolean" ? { remedied: body.remedied } : {}),
  };
}
