/** Building elements. Text goes in as text, never as markup. */

type Child = Node | string | null | false;
type Attributes = Record<string, string | boolean | null | ((event: Event) => void)>;

/** `onclick` and the like take a function; `true` sets an empty attribute; `false` and null set none. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

/** A button that leaves the caret where it is when pressed with the mouse. */
export function button(look: string, label: string | Node, press: () => void, title?: string): HTMLButtonElement {
  const made = h("button", { type: "button", class: look, title: title ?? null, "aria-label": title ?? null }, label);
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", press);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(path: string, look: string): SVGSVGElement {
  const image = document.createElementNS(SVG, "svg");
  image.setAttribute("viewBox", "0 0 16 16");
  image.setAttribute("class", look);
  image.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  image.append(shape);
  return image;
}
