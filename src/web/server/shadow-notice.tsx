/** What every colleague is told on every console page while Parley sends nothing. */
import type { VNode } from "preact";
import { shadowSentence } from "../../core/mail/known-mailbox.ts";
import { Notice } from "../../ui/notice.tsx";
import type { WebContext } from "./web-context.ts";

export function shadowNotice({ context }: WebContext): VNode | undefined {
  const sentence = shadowSentence(context);
  if (sentence === null) return undefined;
  return (
    <Notice tone="warning" title={sentence}>
      <p>
        Letters are written and kept as withheld. Whoever answers meanwhile does so from the tool
        that is in use.
      </p>
    </Notice>
  );
}
