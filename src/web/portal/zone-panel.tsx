/** In which zone the page's dates are, and the choice of another; works with scripts off. */
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Select } from "../../ui/select.tsx";
import { zonesByRegion } from "./time-zones.ts";

export type ZoneProps = {
  csrf: string;
  /** The zone of all dates on the page. */
  zone: string;
  /** The policy's, in which promises are counted. */
  ours: string;
};

export function ZonePanel({ csrf, zone, ours }: ZoneProps) {
  return (
    <Panel title="Time zone" level={3} id="zone">
      <p>
        The dates on this page are in {zone}.{" "}
        {zone === ours
          ? "Our promises are counted in it."
          : `Our promises are counted in ${ours}; the moments are the same.`}
      </p>
      <Form action="/portal/zone" csrf={csrf} label="Time zone of the dates">
        <Select
          name="zone"
          label="Show dates in"
          value={zone === ours ? "" : zone}
          options={[
            { value: "", label: `Our zone, ${ours}` },
            ...(ours === "UTC" ? [] : [{ value: "UTC", label: "UTC" }]),
          ]}
          groups={zonesByRegion(zone)}
        />
        <Actions>
          <Button look="secondary" small>
            Show
          </Button>
        </Actions>
      </Form>
      {/* A script that knows the reader's own zone offers it; the page itself never asks. */}
      <div id="own-zone" data-zone={zone} hidden>
        <Form action="/portal/zone" csrf={csrf} label="Your own time zone">
          <input type="hidden" name="zone" value="" />
          <Button look="quiet" small>
            Show in your time
          </Button>
        </Form>
      </div>
    </Panel>
  );
}
