/** What the schema has made sure of in any CSAF 2.0 document, as far as our own rules read it. */
export interface TrackedDocument {
  readonly document: {
    readonly category: string;
    readonly tracking: {
      readonly revision_history: readonly { readonly date: string; readonly number: string }[];
    };
  };
}
