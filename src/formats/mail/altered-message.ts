/** The integrity check of a message failed. Nothing of it is given out (EFAIL). */
export class AlteredMessage extends Error {
  override readonly name = "AlteredMessage";
}
