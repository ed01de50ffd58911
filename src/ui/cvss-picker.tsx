/** A vector chosen metric by metric with radio buttons. Knows no CVSS: the metrics come in. */
import { classes } from "./classes.ts";
import { fieldId } from "./field-frame.tsx";

export type CvssMetric = {
  abbreviation: string;
  name: string;
  values: ReadonlyArray<{ abbreviation: string; name: string }>;
  mandatory: boolean;
};

export type CvssMetricGroup = { group: string; metrics: readonly CvssMetric[] };

export type CvssPickerProps = {
  /** Prefix of the fields: "cvss" sends `cvss.AV=N`. */
  name: string;
  metrics: readonly CvssMetricGroup[];
  /** Chosen values by metric: `{ AV: "N" }`. An optional metric without one shows its first value. */
  values?: Readonly<Record<string, string>> | undefined;
  /** What is wrong, by metric. */
  errors?: Readonly<Record<string, string>> | undefined;
};

/** Groups with a mandatory metric stand open, the others fold. */
export function CvssPicker(props: CvssPickerProps) {
  return (
    <div class="cvss">
      {props.metrics.map((group) => (
        <details
          class="cvss-group"
          key={group.group}
          open={group.metrics.some((metric) => metric.mandatory || isSet(metric, props))}
        >
          <summary>{group.group}</summary>
          <div class="cvss-metrics">
            {group.metrics.map((metric) => (
              <MetricChoice key={metric.abbreviation} metric={metric} picker={props} />
            ))}
          </div>
        </details>
      ))}
    </div>
  );
}

function isSet(metric: CvssMetric, picker: CvssPickerProps): boolean {
  const value = picker.values?.[metric.abbreviation];
  return value !== undefined && value !== metric.values[0]?.abbreviation;
}

function MetricChoice(props: { metric: CvssMetric; picker: CvssPickerProps }) {
  const { metric, picker } = props;
  const name = `${picker.name}.${metric.abbreviation}`;
  const id = fieldId(name);
  const error = picker.errors?.[metric.abbreviation];
  const fallback = metric.mandatory ? undefined : metric.values[0]?.abbreviation;
  const chosen = picker.values?.[metric.abbreviation] ?? fallback;
  return (
    <fieldset
      class={classes("metric", error && "metric-wrong")}
      aria-describedby={error ? `${id}-error` : undefined}
    >
      <legend class="metric-name">
        {metric.name} <abbr>{metric.abbreviation}</abbr>
        {metric.mandatory && <span class="visually-hidden"> (required)</span>}
      </legend>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div class="metric-values">
        {metric.values.map((value, at) => (
          <MetricValue
            key={value.abbreviation}
            id={at === 0 ? id : `${id}-${at + 1}`}
            name={name}
            value={value}
            checked={value.abbreviation === chosen}
          />
        ))}
      </div>
    </fieldset>
  );
}

function MetricValue(props: {
  id: string;
  name: string;
  value: { abbreviation: string; name: string };
  checked: boolean;
}) {
  return (
    <span class="metric-value">
      <input
        type="radio"
        id={props.id}
        name={props.name}
        value={props.value.abbreviation}
        checked={props.checked}
      />
      <label for={props.id}>{props.value.name}</label>
    </span>
  );
}
