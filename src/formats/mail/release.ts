/** Gives memory back at once. The collector looks at objects: tens of megabytes behind one wait for it long. */

/**
 * Ends what these bytes lie in. Only for memory that was made for them alone: whoever else looks into it
 * finds nothing there.
 */
export function release({ buffer }: Uint8Array): void {
  // What is small may lie in memory that Node shares out among many.
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
