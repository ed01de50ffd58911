/** How much of a known amount is done, in words and as a bar. */

export type ProgressProps = {
  label: string;
  value: number;
  max: number;
  /** The amount in words; "3 of 8" unless told. */
  words?: string | undefined;
};

export function Progress(props: ProgressProps) {
  const words = props.words ?? `${props.value} of ${props.max}`;
  return (
    <div class="progress">
      <p class="progress-line">
        <span>{props.label}</span> <span class="progress-words">{words}</span>
      </p>
      <progress value={props.value} max={props.max} aria-label={props.label}>
        {words}
      </progress>
    </div>
  );
}
