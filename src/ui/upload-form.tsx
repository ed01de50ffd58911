/**
 * Where files are handed in: one form that works without script, and with one sends what is too
 * large for it in parts, shows how far it is, and goes on after a break.
 */
import type { ComponentChildren } from "preact";
import { bytesInWords } from "../core/attachments/file-limits.ts";
import { Button } from "./button.tsx";
import { Checkbox } from "./checkbox.tsx";
import { FileField } from "./file-field.tsx";
import { Form } from "./form.tsx";
import { Actions } from "./layout.tsx";
import { Progress } from "./progress.tsx";
import { When } from "./when.tsx";

export type UploadFormProps = {
  /** Takes the plain form. */
  action: string;
  csrf: string;
  /** Takes parts, by the tus protocol. */
  parts: string;
  /** Where the page stands afterwards. */
  after: string;
  label: string;
  /** What the plain form takes, as numbers for the script and as sentences for people. */
  fileBytesMax: number;
  formBytesMax: number;
  filesMax: number;
  formWords: string;
  partsWords: string;
  /** Without a script this person cannot send large files; said where there is none. */
  error?: string | undefined;
  /** Asked with each file: does it hold personal or regulated data (TH-21)? */
  asksPersonal?: boolean | undefined;
  submit: string;
  children?: ComponentChildren;
};

export function UploadForm(props: UploadFormProps) {
  return (
    <div
      class="upload"
      data-parts={props.parts}
      data-after={props.after}
      data-file-max={props.fileBytesMax}
      data-form-max={props.formBytesMax}
      data-files-max={props.filesMax}
    >
      <Form action={props.action} csrf={props.csrf} multipart label={props.label}>
        {props.children}
        <FileField
          name="files"
          label={props.label}
          multiple
          help={
            <>
              {props.formWords} {props.partsWords}
              <noscript> Sending in parts needs scripts.</noscript>
            </>
          }
          error={props.error}
        />
        {props.asksPersonal && (
          <Checkbox
            name="personal"
            label="It holds personal or regulated data"
            help="You are responsible for whether you may pass such data on. When in doubt, do not send it yet: write to us, and we agree on how it travels, where it is kept and when it is deleted."
          />
        )}
        <Actions>
          <Button look="secondary">{props.submit}</Button>
        </Actions>
      </Form>
      {/* Filled by the script; the words come from here, so that they stand in one place. */}
      <div class="upload-live" hidden aria-live="polite">
        <p class="progress-line">
          <span class="upload-name" /> <span class="progress-words" />
        </p>
        <progress value={0} max={1} aria-label="Sent so far" />
        <p class="upload-trouble" hidden>
          The line is broken. It goes on by itself when the line is back; after a reload, choose the
          same file again.
        </p>
        <Actions>
          <Button type="button" look="secondary" small>
            Stop and remove
          </Button>
        </Actions>
      </div>
    </div>
  );
}

export type UnfinishedUpload = {
  uploadId: string;
  name: string;
  bytes: number;
  received: number;
  expiresAt: Date;
  /** Removed, because it stood still for too long. */
  expired: boolean;
  /** Where its sender ends it; left out for everybody else. */
  end?: string | undefined;
};

/** What is on its way, and what did not arrive in time. */
export function UnfinishedUploads(props: {
  uploads: readonly UnfinishedUpload[];
  csrf: string;
  zone: string;
}) {
  if (props.uploads.length === 0) return null;
  return (
    <ul class="file-list" aria-label="Unfinished uploads">
      {props.uploads.map((upload) => (
        <li
          key={upload.uploadId}
          data-upload={upload.end ? upload.uploadId : undefined}
          data-name={upload.name}
          data-bytes={upload.bytes}
        >
          {upload.expired ? (
            <p class="due-note">
              {upload.name} was not finished by <When at={upload.expiresAt} zone={props.zone} />.
              What had arrived was removed.
            </p>
          ) : (
            <Open upload={upload} csrf={props.csrf} zone={props.zone} />
          )}
        </li>
      ))}
    </ul>
  );
}

function Open(props: { upload: UnfinishedUpload; csrf: string; zone: string }) {
  const { upload } = props;
  const words = `${bytesInWords(upload.received)} of ${bytesInWords(upload.bytes)}`;
  return (
    <>
      <Progress label={upload.name} value={upload.received} max={upload.bytes} words={words} />
      <p class="due-note">
        {upload.end ? "Choose the same file again to go on. " : ""}Removed if nothing more arrives
        by <When at={upload.expiresAt} zone={props.zone} />.
      </p>
      {upload.end && (
        <Form action={upload.end} csrf={props.csrf} label={`Remove ${upload.name}`}>
          <Button look="quiet" small>
            Remove
          </Button>
        </Form>
      )}
    </>
  );
}
