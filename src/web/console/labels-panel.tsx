/** The labels of a case: beside its pages with a way to change them, and as tags that lead to their cases. */
import { searchWordOf } from "../../core/cases/labels.ts";
import { labelsOf } from "../../store/cases/labels-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { DeedForm, deedPath, may, sentFor } from "./deed-form.tsx";

/** Each leads to the cases that have it, as far as the reader sees them. */
export function LabelTags({ labels }: { readonly labels: readonly string[] }) {
  return (
    <>
      {labels.map((label) => (
        <a key={label} class="tag label" href={labelPath(label)}>
          {label}
        </a>
      ))}
    </>
  );
}

function labelPath(label: string): string {
  return `/console/search?q=${encodeURIComponent(searchWordOf(label))}`;
}

export function LabelsPanel({ at }: { readonly at: AtCase }) {
  const labels = labelsOf(at.head.labelsSealed, at.keys.get(at.head.caseId));
  const changes = may(at, "label-case") && !at.head.erasedAt;
  if (labels.length === 0 && !changes) return null;
  return (
    <Panel title="Labels" level={3}>
      {labels.length > 0 ? (
        <ul class="labels">
          {labels.map((label) => (
            <li class="labelled" key={label}>
              <LabelTags labels={[label]} />
              {changes && <TakeOff at={at} label={label} />}
            </li>
          ))}
        </ul>
      ) : (
        <p>None yet.</p>
      )}
      {changes && (
        <Disclosure summary="Add a label" open={sentFor(at, "label-case") !== undefined}>
          <DeedForm at={at} deed="label-case" only={["label"]} look="secondary" />
        </Disclosure>
      )}
    </Panel>
  );
}

function TakeOff({ at, label }: { readonly at: AtCase; readonly label: string }) {
  return (
    <Form action={deedPath(at, "label-case")} csrf={at.csrf} label={`Take off ${label}`}>
      <Hidden name="label" value={label} />
      <Hidden name="change" value="remove" />
      <Button look="quiet" small>
        Take off<span class="visually-hidden"> {label}</span>
      </Button>
    </Form>
  );
}
