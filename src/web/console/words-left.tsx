/**
 * Words of one's own whose form is not on the page any more, since the case changed meanwhile: what was
 * just sent and refused, and drafts. They stand there to be copied, so that nothing typed is lost.
 */
import type { ComponentChildren } from "preact";
import { deedOfDraft } from "../../core/drafts/draft.ts";
import {
  type FormField,
  type FormValues,
  lastValueOf,
  rowCount,
  valuesOf,
} from "../../lib/form-description.ts";
import { LongText } from "../../ui/as-written.tsx";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Form } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { renderPage } from "../../ui/render-page.ts";
import { type AtCase, casePath, sentMark } from "./at-case.ts";
import { caseDeedOf } from "./case-deeds.ts";
import { draftField, draftTitle } from "./draft-of-form.tsx";

/**
 * Nothing where every form stands there. `page` is what may hold them. It is drawn once more for that, and
 * only where words wait, since each form decides by itself whether it is shown.
 */
export function wordsLeft(at: AtCase, page: ComponentChildren): ComponentChildren {
  const drafts = [...at.drafts.values()].filter(({ view }) => view === at.view);
  if (!at.sent && drafts.length === 0) return null;
  renderPage(<div>{page}</div>);
  const sent = at.formsShown.has(sentMark) ? undefined : at.sent;
  const sentDraft = sent && lastValueOf(sent.values, draftField);
  const gone = drafts.filter(({ form }) => !at.formsShown.has(form));
  return (
    <>
      {sent && <SentWords at={at} sent={sent} />}
      {gone
        .filter(({ form }) => form !== sentDraft)
        .map(({ form, values }) => (
          <Panel key={form} title={`Your draft: ${draftTitle(form)}`} look="quiet">
            <p class="meta">Its form is not on this page any more. Copy what you need.</p>
            <Words deed={deedOfDraft(form)} values={values} />
            <DropIt at={at} form={form} />
          </Panel>
        ))}
    </>
  );
}

function SentWords({ at, sent }: { at: AtCase; sent: NonNullable<AtCase["sent"]> }) {
  if (typedIn(sent.deed, sent.values).length === 0) return null;
  const draft = lastValueOf(sent.values, draftField);
  return (
    <Panel title={`What you wrote: ${draftTitle(sent.deed)}`} id="what-you-wrote">
      <p class="meta">
        Nothing of it was done, and its form is not on this page any more. Copy what you need.
      </p>
      <Words deed={sent.deed} values={sent.values} />
      {draft && at.drafts.has(draft) && <DropIt at={at} form={draft} />}
    </Panel>
  );
}

function Words({ deed, values }: { deed: string; values: FormValues }) {
  const facts = typedIn(deed, values).map(({ label, text }) => ({
    term: label,
    value: <LongText text={text} />,
  }));
  return <DescriptionList facts={facts} />;
}

function DropIt({ at, form }: { at: AtCase; form: string }) {
  const query = `?view=${encodeURIComponent(at.view)}&form=${encodeURIComponent(form)}`;
  return (
    <Form
      action={`${casePath(at.head.reference, "drafts/removal")}${query}`}
      csrf={at.csrf}
      label={`Drop the draft of “${draftTitle(form)}”`}
    >
      <Button look="quiet" small>
        Drop the draft
      </Button>
    </Form>
  );
}

/** Words alone: what was chosen is chosen anew. */
function typedIn(deed: string, values: FormValues): { label: string; text: string }[] {
  const fields = caseDeedOf(deed)?.form.fields ?? [];
  return fields
    .flatMap((field) => named(field, values))
    .map(({ label, name }) => ({ label, text: valuesOf(values, name).join("\n") }))
    .filter(({ text }) => text.trim() !== "");
}

function named(field: FormField, values: FormValues): { label: string; name: string }[] {
  const { name, label, columns } = field;
  if (columns) {
    return Array.from({ length: rowCount(values, name, 100) }, (_, row) =>
      columns.flatMap((column) =>
        named({ ...column, name: `${name}.${row}.${column.name}` }, values),
      ),
    ).flat();
  }
  return field.kind === "text" || field.kind === "long-text" ? [{ label, name }] : [];
}
