/**
 * The type of markup that a sanitiser has already cleaned, so that a plain string can never be
 * handed to `SafeHtml` by mistake.
 */
declare const sanitised: unique symbol;

/** HTML that went through a sanitiser; a plain `string` is not assignable to it. */
export type SanitisedHtml = string & { readonly [sanitised]: true };

/**
 * Brands markup as sanitised. To be called at one kind of place only: on the last line of a
 * sanitiser (`formats/html`), never on text that came from a person, a mail or the database.
 */
export function asSanitised(html: string): SanitisedHtml {
  return html as SanitisedHtml;
}
