/** Asks for what is published, as anybody would. Never follows what it finds there. */
import { outgoingFetch } from "../../lib/outgoing-fetch.ts";

export interface Published {
  readonly status: number;
  readonly body: Uint8Array;
}

/** Null where nothing answered. */
export type ReadPublished = (url: string) => Promise<Published | null>;

const bytesMax = 2 * 1024 * 1024;

/** Our own site may lie in the organisation's network; all other addresses on the internet. */
export function publishedReader(baseUrl: string): ReadPublished {
  const ours = [new URL(baseUrl).host];
  return async (url) => {
    const own = url.startsWith(`${baseUrl}/`);
    const asked = { bytesMax, redirectsMax: 3, ...(own ? { ours, plain: true } : {}) };
    return await outgoingFetch(url, asked).then(
      ({ status, body }) => ({ status, body: new Uint8Array(body) }),
      // Which address it was stands on the page; why it did not answer is the network's matter.
      () => null,
    );
  };
}
