/** Files to send along. Its form must be `multipart`. */
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type FileFieldProps = FieldBasics & {
  multiple?: boolean | undefined;
  /** Comma-separated types or endings, a hint to the chooser only. */
  accept?: string | undefined;
};

export function FileField(props: FileFieldProps) {
  return (
    <FieldFrame field={props}>
      <input
        {...tiedTo(props)}
        class="input input-file"
        type="file"
        multiple={props.multiple}
        accept={props.accept}
      />
    </FieldFrame>
  );
}
