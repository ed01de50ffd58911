import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { Checkbox, CheckboxGroup } from "./checkbox.tsx";
import { CvssPicker } from "./cvss-picker.tsx";
import { DateTimeField } from "./date-time-field.tsx";
import type { FieldBasics } from "./field-frame.tsx";
import { FileField } from "./file-field.tsx";
import { Form } from "./form.tsx";
import { errorFor, FormErrors } from "./form-errors.tsx";
import { RadioGroup } from "./radio-group.tsx";
import { Select } from "./select.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";

const choices = [
  { value: "a", label: "First" },
  { value: "b", label: "Second" },
];

const single: Record<string, (field: FieldBasics) => VNode> = {
  TextField: (field) => <TextField {...field} />,
  TextArea: (field) => <TextArea {...field} />,
  Select: (field) => <Select {...field} options={choices} />,
  FileField: (field) => <FileField {...field} />,
  DateTimeField: (field) => <DateTimeField {...field} />,
  Checkbox: (field) => <Checkbox {...field} />,
};

const grouped: Record<string, (field: FieldBasics) => VNode> = {
  RadioGroup: (field) => <RadioGroup {...field} choices={choices} />,
  CheckboxGroup: (field) => <CheckboxGroup {...field} choices={choices} />,
};

const field: FieldBasics = {
  name: "product.name",
  label: "Product",
  help: "Even roughly.",
  error: "Name the product.",
  required: true,
};

describe.each(Object.entries({ ...single, ...grouped }))("%s", (kind, render) => {
  const html = renderToString(render(field));

  test("has a label, help and error that are tied to it", () => {
    const tied = kind in single ? /<(?:input|select|textarea)[^>]*>/ : /<fieldset[^>]*>/;
    const control = tied.exec(html)?.[0];
    expect(control).toContain(
      'aria-describedby="field-product-name-help field-product-name-error"',
    );
    expect(html).toContain('id="field-product-name-help">Even roughly.');
    expect(html).toMatch(/id="field-product-name-error">.*Name the product\./);
    expect(html).toMatch(kind in single ? /<label[^>]*for="field-product-name"/ : /<legend/);
  });

  test("marks itself as required in words", () => {
    expect(html).toContain("(required)");
  });

  test("has exactly one control with the id that the error summary links to", () => {
    expect(html.match(/ id="field-product-name"/g)).toHaveLength(1);
  });

  test("says nothing of errors when there are none", () => {
    const fine = renderToString(render({ name: "x", label: "X" }));
    expect(fine).not.toContain("aria-invalid");
    expect(fine).not.toContain("aria-describedby");
    expect(fine).not.toContain("(required)");
  });
});

test("the error summary links to each field and is gone when nothing is wrong", () => {
  const errors = [{ field: "product.name", message: "Name the product." }, { message: "Expired." }];
  const html = renderToString(<FormErrors errors={errors} />);
  expect(html).toContain('<a href="#field-product-name">Name the product.</a>');
  expect(html).toContain("<li>Expired.</li>");
  expect(errorFor(errors, "product.name")).toBe("Name the product.");
  expect(renderToString(<FormErrors errors={[]} />)).toBe("");
});

test("a posted form carries its token before everything else, above all before files", () => {
  const html = renderToString(
    <Form action="/report" csrf="t0ken" multipart>
      <FileField name="files" label="Files" />
    </Form>,
  );
  expect(html).toMatch(/^<form[^>]*enctype="multipart\/form-data"[^>]*><input type="hidden"/);
  expect(html.indexOf("t0ken")).toBeLessThan(html.indexOf('type="file"'));
});

test("a search form does not put its token into the address", () => {
  const html = renderToString(
    <Form action="/search" method="get" csrf="t0ken">
      x
    </Form>,
  );
  expect(html).not.toContain("t0ken");
});

test("a CVSS metric is a labelled group of radio buttons, and only optional ones have a default", () => {
  const values = [
    { abbreviation: "X", name: "Not defined" },
    { abbreviation: "H", name: "High" },
  ];
  const html = renderToString(
    <CvssPicker
      name="cvss"
      metrics={[
        {
          group: "Base",
          metrics: [{ abbreviation: "AV", name: "Vector", values, mandatory: true }],
        },
        {
          group: "Threat",
          metrics: [{ abbreviation: "E", name: "Exploit", values, mandatory: false }],
        },
      ]}
    />,
  );
  expect(html).toContain('<label for="field-cvss-AV-2">High</label>');
  expect(html).not.toMatch(/name="cvss\.AV"[^>]*checked/);
  expect(html).toMatch(/name="cvss\.E" value="X" checked/);
});
