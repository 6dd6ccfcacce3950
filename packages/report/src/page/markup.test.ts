import { expect, test } from "vitest";

import { html, NOTHING } from "./markup.ts";

test("escapes texts in content and in attributes, and leaves markup alone", () => {
  const hostile = `"><script>alert('x')</script>&`;
  const inner = html`<b>${hostile}</b>`;
  expect(html`<p title="${hostile}">${inner}${[inner, NOTHING]}${7}</p>`.markup).toBe(
    '<p title="&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;">' +
      `${inner.markup}${inner.markup}7</p>`,
  );
  expect(inner.markup).not.toContain("<script");
});

test("takes out the indents of a template, and leaves those of texts", () => {
  const text = "two\n  lines";
  const made = html`<p>
    <b class="a">some words</b>
    ${text}
  </p>`;
  expect(made.markup).toBe('<p><b class="a">some words</b>two\n  lines</p>');
});
