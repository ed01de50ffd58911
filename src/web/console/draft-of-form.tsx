/**
 * A form's draft: its words come back into the fields, and two buttons beside the form's own keep it or
 * let it go. Works without script; with it the draft is kept after each pause.
 */
import { type Draft, deedOfDraft, draftForm, isDraftForm } from "../../core/drafts/draft.ts";
import type { FormDescription } from "../../lib/form-description.ts";
import { Tag } from "../../ui/badge.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { caseDeedOf } from "./case-deeds.ts";
import { zoneOf } from "./case-frame.ts";

/** Name of the hidden field that says whose draft goes once the form is sent. */
export const draftField = "_draft";

/**
 * The name of the draft of a form on a page; undefined where it takes none. Somebody may write long in
 * it: only then is something lost. Files cannot be kept.
 */
export function draftNameOf(
  form: FormDescription,
  on: {
    readonly deed: string;
    readonly ids?: Readonly<Record<string, string>> | undefined;
    readonly mark?: string | undefined;
    readonly only?: readonly string[] | undefined;
  },
): string | undefined {
  const shown = form.fields.filter(({ name }) => on.only?.includes(name) ?? true);
  const isLong = shown.some(({ kind }) => kind === "long-text");
  if (!isLong || shown.some(({ kind }) => kind === "files")) return undefined;
  const name = draftForm(on.deed, on.mark ? { ...on.ids, mark: on.mark } : on.ids);
  return isDraftForm(name) ? name : undefined;
}

/** After the form's own button, so that Enter in a field still presses that one. */
export function DraftButtons(props: {
  at: AtCase;
  form: string;
  draft: Draft | undefined;
  /** The draft's words stand in the fields. */
  shown: boolean;
}) {
  const { at, form, draft } = props;
  at.formsShown.add(form);
  const query = `?view=${encodeURIComponent(at.view)}&form=${encodeURIComponent(form)}`;
  const path = (what: string) => `${casePath(at.head.reference, what)}${query}`;
  return (
    <>
      <button
        class="button button-quiet button-small"
        type="submit"
        formAction={path("drafts")}
        data-draft={draft ? "kept" : ""}
      >
        Keep as draft
      </button>
      {draft && (
        <button
          class="button button-quiet button-small"
          type="submit"
          formAction={path("drafts/removal")}
        >
          Drop the draft
        </button>
      )}
      <span class="meta" role="status" data-draft-state="">
        {draft && props.shown && (
          <Tag icon="note">
            Your draft of <When at={draft.keptAt} zone={zoneOf(at)} />
          </Tag>
        )}
      </span>
    </>
  );
}

/** At the head of each page of a case: where words of one's own wait. */
export function DraftsOfCase({ at }: { at: AtCase }) {
  const drafts = [...at.drafts.values()].filter(({ view }) => view !== at.view);
  if (drafts.length === 0) return null;
  return (
    <Notice tone="info" title="You have drafts on this case">
      <ul>
        {drafts.map((draft) => (
          <li key={draft.form}>
            <a href={casePath(at.head.reference, draft.view)}>{draftTitle(draft.form)}</a>,{" "}
            <When at={draft.keptAt} zone={zoneOf(at)} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** What the form of a draft is for. */
export function draftTitle(form: string): string {
  const deed = deedOfDraft(form);
  return caseDeedOf(deed)?.form.title ?? deed;
}
