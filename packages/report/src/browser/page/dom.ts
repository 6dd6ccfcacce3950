/** Text or an element; null is left out. */
export type Child = string | Node | null;

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Makes an element. Texts become text, never markup, whatever is in them.
 *
 * @param attributes - true gives an attribute without a value; false and null give none.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** A button that says what it does; `label` where its text is only a sign. */
export function makeButton(
  text: string,
  press: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const button = make("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", press);
  return button;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A list to choose from, with its label. */
export function makeSelect(
  label: string,
  choices: readonly Choice[],
  choose: (value: string) => void,
): { readonly field: HTMLLabelElement; readonly select: HTMLSelectElement } {
  const select = make(
    "select",
    // Else its name would hold all its choices.
    { "aria-label": label },
    ...choices.map(({ value, text }) => make("option", { value }, text)),
  );
  select.addEventListener("change", () => choose(select.value));
  return { field: make("label", { class: "field" }, make("span", {}, label), select), select };
}
