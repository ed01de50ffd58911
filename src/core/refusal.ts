import { type RefusalCode, refusals } from "./refusal-codes.ts";

/** What a refusal may say about itself: ids, instants, numbers and short words; never report text. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean>>;

/**
 * An error that a person caused and may read. Its code is stable and public; everything
 * else that is thrown is a bug or an outage: logged whole, shown as one sentence.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}, options?: ErrorOptions) {
    super(sentence(code, details), options);
    this.code = code;
    this.details = details;
  }

  /** The HTTP status that carries this refusal. */
  get status(): number {
    return refusals[this.code].status;
  }
}

/** The sentence that people read for a code, its `{details}` filled in. */
export function sentence(code: RefusalCode, details: RefusalDetails = {}): string {
  return refusals[code].says.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in details ? String(details[name]) : whole,
  );
}
